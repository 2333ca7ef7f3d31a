"""All that a comparison says, in reading order."""

from collections.abc import Iterator

from evenhand.records.comparison import Comparison, SingleTest, Snapshot
from evenhand.records.facts import Model
from evenhand.records.wording import ComparisonWords, Sentence
from evenhand.wording import numbers
from evenhand.wording.categories import category_words, left_out_sentence
from evenhand.wording.changed_rules import changed_rules
from evenhand.wording.classic import classic_answers, classic_words
from evenhand.wording.classic_leaders import classic_leader_words
from evenhand.wording.estimates import joint_lead_words, overall_estimates, place_words
from evenhand.wording.flags import comparison_flag_words, flagged
from evenhand.wording.flips import flip_words, further_flip_words
from evenhand.wording.intervals import comparison_paired_words
from evenhand.wording.models import moving_words
from evenhand.wording.names import Names, names_of
from evenhand.wording.operations import operation_words
from evenhand.wording.own_results import own_words
from evenhand.wording.pick import otherwise_words, pick_words, reason_words
from evenhand.wording.questions import question_words
from evenhand.wording.sentence import say


def comparison_words(comparison: Comparison) -> ComparisonWords:
    """Words for a comparison; every sentence is bound to the figures it states.

    Of a model beside itself they say just that, and where its page is.
    """
    if comparison.relation == "same":
        return _one_model(comparison)
    names = names_of(comparison)
    known = {**comparison.names, "left": names.left, "right": names.right}
    pick = pick_words(comparison)
    return ComparisonWords(
        title=f"{names.left} v {names.right}",
        summary=pick[0],
        pick=pick,
        reasons=reason_words(comparison),
        otherwise=otherwise_words(comparison),
        flips=flip_words(comparison),
        overall=tuple(_overall(comparison, names)),
        categories=category_words(comparison),
        operations=operation_words(comparison),
        left_out=tuple(_left_out(comparison, names)),
        classic=classic_words(comparison.classic, known),
        disagreements=classic_leader_words(comparison),
        questions=question_words(comparison),
        classic_questions=classic_answers(comparison.classic, known),
        notes=tuple(_notes(comparison, names)),
        flags=tuple(comparison_flag_words(comparison)),
        paired=tuple(comparison_paired_words(comparison)),
        further_flips=further_flip_words(comparison),
        own=tuple(own_words(comparison)),
    )


def _one_model(comparison: Comparison) -> ComparisonWords:
    names = names_of(comparison)
    pick = say(
        "pick.same",
        "There is nothing to choose: {model} is one and the same model on both sides. Its page, /models/{id}, has all"
        " that is known of it.",
        model=names.left,
        id=comparison.left.id,
    )
    return ComparisonWords(
        title=f"{names.left} v {names.right}",
        summary=pick,
        pick=(pick,),
        reasons=(),
        otherwise=(),
        flips=(),
        overall=(),
        categories=category_words(comparison),
        operations=(),
        left_out=(),
        classic=(),
        disagreements=(),
        questions=(),
        classic_questions=(),
        notes=tuple(_notes(comparison, names)),
    )


def _overall(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    overall = comparison.overall
    if overall.shared and overall.interval:
        left, right = overall.left.on_shared or 0.0, overall.right.on_shared or 0.0
        one, other, gap, difference = numbers.subtracting(left, right)
        yield say(
            "overall.shared",
            "On {tests}" + (", weighted by category," if overall.kinds > 1 else "") + " {left} averages {one}, against"
            " {other} for {right}: a difference of {difference} points, {level} interval {low} to {high} from the"
            " questions alone.",
            tests=(len(overall.shared), numbers.count(len(overall.shared), "shared counted test")),
            left=names.left,
            right=names.right,
            one=(left, one),
            other=(right, other),
            difference=(gap, difference),
            level=(overall.interval.level, numbers.share(overall.interval.level)),
            low=(overall.interval.low, numbers.signed(overall.interval.low)),
            high=(overall.interval.high, numbers.signed(overall.interval.high)),
        )
        yield from _swing(comparison, names)
    sides = {names.left: overall.left, names.right: overall.right}
    for name, side in sides.items():
        if side.rank or side.why_unranked:
            yield place_words(name, side, comparison.compared_by.lane)
    yield from joint_lead_words(comparison, names)
    yield from overall_estimates(comparison, names)


def _swing(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    """The widest gap, always on a test that both took and that counts."""
    swing = comparison.swing
    if swing and numbers.points(swing.difference) != "0.0":
        yield say(
            "overall.swing",
            "The widest gap on a counted test is {difference} points on {test}, for {leader}.",
            difference=(swing.difference, numbers.points(swing.difference)),
            test=names.test(swing.benchmark),
            leader=names.side(swing.leader),
        )


def _left_out(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    both = [one for one in comparison.left_out if one.left is not None and one.right is not None]
    for one in both:
        if one.reason not in ("not admitted", "one side only", "one and the same score"):
            yield left_out_sentence(one, names)
    hidden = [one for one in comparison.left_out if one.reason == "not admitted"]
    if hidden:
        yield say(
            "left out.lane",
            "On {tests} this lane does not admit the only score of a side.",
            tests=(len(hidden), numbers.count(len(hidden), "test")),
        )
    for side, name in (("left", names.left), ("right", names.right)):
        alone = tuple(
            one.benchmark
            for one in comparison.left_out
            if getattr(one, side) is not None and side not in one.outside and _admitted_sides(one) == 1
        )
        if alone:
            yield say(
                "left out.alone",
                "{name} alone has an admitted score on {count}: {tests}.",
                name=name,
                count=(len(alone), numbers.count(len(alone), "test")),
                tests=names.tests(alone, most=8),
            )


def _admitted_sides(one: SingleTest) -> int:
    """How many sides have a score that the lane admits."""
    return sum(getattr(one, side) is not None and side not in one.outside for side in ("left", "right"))


def _both(comparison: Comparison, names: Names) -> tuple[tuple[str, Model], ...]:
    """Each model once, under its name."""
    pairs = ((names.left, comparison.left), (names.right, comparison.right))
    return pairs[:1] if names.left == names.right else pairs


def _notes(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    seen = comparison.compared_by
    rules = changed_rules(seen)
    yield say(
        "note.snapshot",
        "Catalog of {date}, version {version}, ranking {ranking}, {lane} lane" + (", {rules}." if rules else "."),
        rules=rules,
        date=seen.date,
        version=seen.catalog[:12],
        ranking=seen.ranking_name,
        lane=seen.lane,
    )
    if comparison.like_for_like:
        yield _classic_apart(comparison.snapshot, comparison.like_for_like)
    for name, model in _both(comparison, names):
        if model.moving:
            yield moving_words(name, comparison.names.get(model.lab, model.lab))
        if model.retired and model.retired > seen.date:
            yield say("note.retired", "{name} is to be retired on {date}.", name=name, date=model.retired)
    assumed = [test for test in comparison.shared if test.counted and flagged(test, "items assumed")]
    if assumed:
        number = assumed[0].left.items if assumed[0].left.items_from == "assumed" else assumed[0].right.items
        yield say(
            "note.items assumed",
            "For {tests} the number of questions is not known and {items} are assumed for the standard error.",
            tests=(len(assumed), numbers.count(len(assumed), "shared test")),
            items=(number, str(number)),
        )
    if any(flagged(test, "vendor-reported") for test in comparison.shared):
        yield say("note.vendors", "Some of the shared scores were reported by a lab, about itself or about a rival.")


def _classic_apart(classic: Snapshot, compared: Snapshot) -> Sentence:
    """Which part follows which ranking, where the classic one was asked for."""
    rules = changed_rules(classic)
    return say(
        "note.classic",
        "Only the classic averages follow ranking {classic}, {its_lane} lane" + (", {rules}" if rules else "") + "; the"
        " pick, the categories and the tests compare like for like, by ranking {ranking}, {lane} lane.",
        classic=classic.ranking_name,
        its_lane=classic.lane,
        rules=rules,
        ranking=compared.ranking_name,
        lane=compared.lane,
    )
