"""The pick under the reader's weights: what each fact is worth in points of score, and what that comes to."""

from collections.abc import Callable, Iterator

from evenhand.records.comparison import Comparison
from evenhand.records.states import Side
from evenhand.records.verdict import Weighed, WeighedFact
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.names import Names
from evenhand.wording.sentence import Written, say

FACTS = {
    "price": "the cost of the workload",
    "speed": "the output speed",
    "first token": "the time to the first token",
    "answer": "the time to the whole answer",
    "context": "the context window",
    "open weights": "open weights",
}
VALUES: dict[str, Callable[[float], str]] = {
    "price": numbers.money,
    "speed": numbers.speed,
    "first token": numbers.seconds,
    "answer": numbers.seconds,
    "context": lambda value: numbers.tokens(int(value)),
}
AMOUNTS = {"price": " a request", "context": " tokens"}


def weighed_pick(comparison: Comparison, names: Names, following: str) -> Sentence:
    """The pick that the weights make, or that they make none; `following` names what the probability is of."""
    found = comparison.verdict.weighed
    if found is None or found.leader is None:
        return _none(found, names, following)
    sign = 1.0 if found.leader == "left" else -1.0
    word = "Choose {pick}" if found.state == "leads" else "{pick} rather than {across}"
    return say(
        f"pick.weighed {found.state}",
        f"{word}: with your weights it is worth {{total}} points more ({{difference}} from the {{tests}}), and it would"
        f" be worth more on {following} with probability {{chance}}.",
        pick=names.side(found.leader),
        across=names.across(found.leader),
        total=(found.total, numbers.points(found.total)),
        difference=(sign * found.difference, numbers.signed(sign * found.difference)),
        tests=_tests(comparison),
        chance=_chance(found),
    )


def weighed_words(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    """What each fact with a weight gives, and which count for nothing."""
    found = comparison.verdict.weighed
    if found is None:
        return
    for fact in found.facts:
        yield _fact(fact, names)
    for name in found.unknown:
        yield say(
            "weighed.unknown",
            "Your weight on {fact} counts for nothing: it is not known of both.",
            fact=FACTS[name],
        )


def _none(found: Weighed | None, names: Names, following: str) -> Sentence:
    if found is None or found.state == "practically equal":
        return say("pick.weighed equal", "No clear pick: with your weights the two are practically equal.")
    ahead: Side = "left" if found.probability >= 0.5 else "right"
    return say(
        "pick.weighed close",
        "No clear pick: with your weights it is too close to call; {ahead} would be worth more on"
        f" {following} with probability {{chance}}.",
        ahead=names.side(ahead),
        chance=_chance(found),
    )


def _fact(fact: WeighedFact, names: Names) -> Sentence:
    """One fact: whom it helps, by how many points, and the two values."""
    if numbers.points(fact.points) == "0.0":
        return say("weighed.alike", "Your weight on {fact} gives neither a point.", fact=FACTS[fact.fact])
    side: Side = "left" if fact.points > 0 else "right"
    told = {"fact": FACTS[fact.fact], "side": names.side(side)}
    points: Written = (fact.points, numbers.points(fact.points))
    if fact.fact == "open weights":
        return say("weighed.open weights", "Your weight on {fact} gives {side} {points} points.", points=points, **told)
    own, across = (fact.left, fact.right) if side == "left" else (fact.right, fact.left)
    written = numbers.pair(VALUES[fact.fact], own, across)
    return say(
        "weighed.fact",
        "Your weight on {fact} gives {side} {points} points: {own}" + AMOUNTS.get(fact.fact, "") + " against {theirs}.",
        points=points,
        own=(own, written[0]),
        theirs=(across, written[1]),
        **told,
    )


def _tests(comparison: Comparison) -> Written:
    count = len(comparison.overall.shared)
    return count, numbers.count(count, "counted test") + " that both took"


def _chance(found: Weighed) -> Written:
    chance = max(found.probability, 1.0 - found.probability)
    return chance, numbers.percent_chance(chance)
