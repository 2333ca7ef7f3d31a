"""An explanation in a few sentences, for who reads no table: the figure, what it rests on, where it stands."""

from collections.abc import Iterator

from evenhand.records.comparison import CategoryResult, OverallResult
from evenhand.records.estimates import Withheld
from evenhand.records.explanation import (
    CategoryExplanation,
    CategoryInScore,
    ClassicExplanation,
    EstimateExplanation,
    ExplainedScore,
    OverallExplanation,
    ScoreExplanation,
)
from evenhand.records.facts import Model
from evenhand.records.states import Side
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.benchmarks import state_words
from evenhand.wording.estimates import WITHHELD, estimate_text, place_text
from evenhand.wording.names import category_label
from evenhand.wording.sentence import say

Explanation = ScoreExplanation | EstimateExplanation | ClassicExplanation | CategoryExplanation | OverallExplanation


def explained_words(found: Explanation) -> tuple[Sentence, ...]:
    """What an explanation shows, the figure first."""
    return tuple(_sentences(found))


def _sentences(found: Explanation) -> Iterator[Sentence]:
    match found:
        case ScoreExplanation():
            yield from _scores(found)
        case EstimateExplanation():
            yield from _estimate(found)
        case ClassicExplanation():
            yield from _classic(found)
        case CategoryExplanation(left=left, right=right, result=result):
            yield _decided(category_label(result.id), result, left, right)
        case OverallExplanation(left=left, right=right, overall=overall, categories=categories):
            yield _decided("Overall", overall, left, right)
            for result in categories:
                yield _decided(category_label(result.id), result, left, right)


def _scores(found: ScoreExplanation) -> Iterator[Sentence]:
    names = {"model": found.model.name, "test": found.benchmark.name}
    if not found.scores:
        yield say("explained.no score", "{model} has no score on {test} in this catalog.", **names)
    for one in found.scores[:1]:
        yield _score(one, found)
    others = len(found.scores) - 1
    if others > 0:
        verb = "is" if others == 1 else "are"
        more = (others, numbers.count(others, "more score"))
        yield say("explained.others", f"{{more}} of it {verb} on file, and {verb} not preferred.", more=more)
    yield from state_words(found.standing)[:1]


def _score(one: ExplainedScore, found: ScoreExplanation) -> Sentence:
    seen = one.observation
    source = found.sources[seen.source].name
    sure = ", {level} interval {low} to {high} over the choice of questions" if one.interval else ""
    reach = one.interval
    counts = "" if one.counts else ", not counted by the ranking"
    counts += "" if one.admitted else ", not admitted by the lane"
    return say(
        "explained.score",
        f"{{model}} on {{test}}: {{value}} {{unit}}{sure}; tier {{tier}}, from {{source}}{counts}.",
        model=found.model.name,
        test=found.benchmark.name,
        value=(seen.value, numbers.plain(seen.value)),
        unit=found.benchmark.unit,
        level=(reach.level if reach else None, numbers.share(reach.level) if reach else ""),
        low=(reach.low if reach else None, numbers.average(reach.low if reach else None)),
        high=(reach.high if reach else None, numbers.average(reach.high if reach else None)),
        tier=seen.tier,
        source=source,
    )


def _estimate(found: EstimateExplanation) -> Iterator[Sentence]:
    names = {"model": found.model.name, "lane": found.lane}
    if found.category:
        for one in found.categories:
            yield _part(one, model=found.model.name)
        if not found.categories:
            yield say(
                "explained.no part",
                "No score is estimated for {model} in {category}: {why}.",
                category=category_label(found.category),
                why=WITHHELD[found.estimate.withheld or "too few scores"],
                **names,
            )
    if found.estimate.score is None:
        why = WITHHELD[found.estimate.withheld or "too few scores"]
        yield say(
            "explained.withheld", "No score over all counted tests is shown for {model}: {why}.", why=why, **names
        )
    else:
        score = (found.estimate.score, estimate_text(found.estimate))
        yield say(
            "explained.estimate", "{model} scores {score} over all counted tests, lane {lane}.", score=score, **names
        )
    if found.rank:
        place = (found.rank.place, place_text(found.rank))
        of = (found.rank.of, f"{found.rank.of:,}")
        yield say("explained.place", "Its place is {place} of {of} ranked models.", place=place, of=of)
    for one in found.categories if not found.category else ():
        yield _part(one, said=found.estimate.withheld)


def _part(one: CategoryInScore, model: str = "", said: Withheld = "") -> Sentence:
    """A category's part, with the score where boards show one, else with what stands for it in the whole score.

    `said` is the reason that was given for the whole score and is not given again.
    """
    tests, measured = len(one.tests), sum(test.measured for test in one.tests)
    about = "{model}, {category}" if model else "{category}"
    basis = "{weight} of the weight, {measured} of {tests} counted tests measured"
    if one.estimate.score is None:
        why = "" if one.estimate.withheld == said else ", since {why}"
        told = f"{about}: no score is shown{why}; {basis}."
    elif one.rank is None:
        told = f"{about}: boards show no score; {basis}. In the whole score an estimate stands for it, {{score}}."
    else:
        told = f"{about}: {{score}}, {basis}."
    return say(
        "explained.part",
        told,
        model=model,
        category=category_label(one.category),
        score=(one.estimate.score, estimate_text(one.estimate)),
        why=WITHHELD[one.estimate.withheld or "too few scores"],
        weight=(one.weight, numbers.share(one.weight)),
        measured=(measured, str(measured)),
        tests=(tests, str(tests)),
    )


def _classic(found: ClassicExplanation) -> Iterator[Sentence]:
    values = {} if found.category else {"Overall": found.overall}
    values |= {category_label(key): one for key, one in found.categories.items()}
    if not values:
        yield say(
            "explained.no classic",
            "{model} has no classic average in {category}.",
            model=found.model.name,
            category=category_label(found.category),
        )
    for name, one in values.items():
        if one is None:
            continue
        made = "a published value" if one.published else "the weighted mean of {parts}"
        yield say(
            "explained.classic",
            f"{{name}} by classic averages, {{model}}: {{value}}, {made}.",
            name=name,
            model=found.model.name,
            value=(one.value, numbers.average(one.value)),
            parts=(len(one.parts), numbers.count(len(one.parts), "part")),
        )


def _decided(what: str, result: CategoryResult | OverallResult, left: Model, right: Model) -> Sentence:
    given = {"what": what, "left": left.name, "right": right.name, "state": result.state}
    leader: Side | None = result.leader
    if result.probability is None or result.difference is None:
        return say("explained.no shared test", "{what}, {left} and {right}: {state}.", **given)
    sides = {"left": left.name, "right": right.name}
    who = f"{sides[leader]} {result.state}" if leader else result.state
    return say(
        "explained.decided",
        "{what}, {left} and {right}: {who}; mean difference {difference} on {tests}, probability that {left} is ahead"
        " on the next {chance}.",
        **given,
        who=who,
        difference=(result.difference, numbers.signed(result.difference)),
        tests=(len(result.shared), numbers.count(len(result.shared), "shared test")),
        chance=(result.probability, numbers.percent_chance(result.probability)),
    )
