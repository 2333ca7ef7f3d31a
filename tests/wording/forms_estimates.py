"""Sentences about scores over all counted tests, places among the draws, and leads that hold together."""

from collections.abc import Iterator
from math import hypot

from figures import between, points_of
from forms_evidence import category_of
from reader import Record, amount, form, near, near_chance
from scipy.stats import binom

from evenhand.records.item_outcomes import Pairing

SCORES = r"<M> <N> \(<N> to <N>, (?:<P> measured|all estimated)\)"
REASONS = {
    "too few scores": "too few",
    "not connected": "share no model",
    "selective": "report hard tests",
    "thin table": "fewer scores than a fit has unknowns",
    "one configuration": "one configuration",
}


@form(
    "overall",
    r"<M> is number <N> of <N> ranked models in the [a-z]+ lane(?:, from <N> to <N> with probability <P>)?; <P> of the"
    r" ranking's weight is measured\.",
)
def placed(
    r: Record, _: str, side: str, place: str, among: str, best: str, worst: str, level: str, measured: str
) -> Iterator[str]:
    """The place as it is on the board, with its interval unless that is one number."""
    seat = r.side(side).rank
    if seat is None:
        yield "it is unranked"
        return
    said = (int(place), int(among), int(best or place), int(worst or place))
    if said != (seat.place, seat.of, seat.best, seat.worst):
        yield f"the place is {seat}"
    if not 1 <= seat.best <= seat.place <= seat.worst <= seat.of:
        yield f"the place contradicts itself: {seat}"
    if not near_chance(measured, r.side(side).measured) or (level and not near_chance(level, seat.level)):
        yield f"{r.side(side).measured} is measured, at level {seat.level}"


@form(
    "overall",
    r"Over all counted tests <M> scores <N>, <P> interval <N> to <N>: "
    r"(?:<P> of it is measured and the rest estimated|all of it is measured)\.",
)
def scored(r: Record, _: str, side: str, score: str, level: str, low: str, high: str, measured: str) -> Iterator[str]:
    """A score that is shown, with its interval and its measured share."""
    own = r.side(side).estimate
    if own.score is None or own.interval is None:
        yield "no score is shown"
        return
    ends = ((score, own.score), (low, own.interval.low), (high, own.interval.high))
    if not all(near(text, value) for text, value in ends) or not near_chance(level, own.interval.level):
        yield f"the score is {own}"
    if not own.interval.low <= own.score <= own.interval.high:
        yield "the score is outside its interval"
    if not near_chance(measured or "100%", own.measured):
        yield f"{own.measured} is measured"


@form("overall", r"No score over all tests is shown for <M>: (.+)\.")
def unscored(r: Record, _: str, side: str, why: str) -> Iterator[str]:
    """No absolute score, and the reason that was given."""
    own = r.side(side).estimate
    if own.score is not None or REASONS[own.withheld or "too few scores"] not in why:
        yield f"the estimate is {own}"


@form(
    "overall",
    r"By everything known, measured and estimated, <M> has the higher score with probability <P>"
    r"(; the shared tests point the other way)?"
    r"(; who would be ahead on new tests of these kinds is too close to call)?\.",
)
def by_everything(r: Record, _: str, side: str, chance: str, against: str, apart: str) -> Iterator[str]:
    """Question 3: whose score is the higher one in more than half of the draws; apart from the next tests."""
    state = r.overall.state if r.overall else ""
    own = r.c.overall.probability_everything or 0.0
    if bool(apart) is not (state == "too close to call" and max(own, 1 - own) >= 0.95):
        yield f"the state is {state}, P(left higher) {own}"
    yield from _higher(r.c.overall.probability_everything, side, chance)
    leader = r.overall.leader if r.overall else None
    if bool(against) is not (leader not in (None, side)):
        yield f"the shared tests lead to {leader}"


@form("overall", r"By everything known, measured and estimated, either may have the higher score\.")
def by_everything_open(r: Record, _: str) -> Iterator[str]:
    """Half of the draws each."""
    yield from _open(r.c.overall.probability_everything)


@form(
    "details",
    rf"Over all counted <C> tests, estimated where not taken: {SCORES}, {SCORES}; "
    r"(?:<M> is higher with probability <P>|either may be higher)\.",
)
def category_by_everything(r: Record, about: str, kind: str, *parts: str) -> Iterator[str]:
    """Both scores of a category, and whose is higher in how many draws."""
    result = next(one for one in r.c.categories if one.id == about)
    if category_of(kind) != about:
        yield f"it is about {about}"
    said = {parts[0]: parts[1:5], parts[5]: parts[6:10]}
    for who, own in (("left", result.left_estimate), ("right", result.right_estimate)):
        if who not in said or own.interval is None:
            yield f"no score of the {who} side"
            continue
        *points, measured = said[who]
        values = (own.score, own.interval.low, own.interval.high)
        if not all(near(text, value) for text, value in zip(points, values, strict=True)):
            yield f"the {who} score is {own}"
        if not near_chance(measured or "0%", own.measured) or (measured == "") is not (own.measured == 0):
            yield f"{own.measured} is measured"
    side, chance = parts[10:]
    yield from _higher(result.probability_everything, side, chance) if side else _open(result.probability_everything)


COUNTED_IN = r"once it is counted in that several categories were looked at \(Holm’s correction\)"


@form(
    "overall",
    rf"(?:All <N> leads in single categories hold|Of the <N> leads in single categories <N> holds?) {COUNTED_IN}:"
    r" (.+)\.",
)
def leads_together(r: Record, _: str, every: str, among: str, some: str, named: str) -> Iterator[str]:
    """The leads that pass Holm's steps, worked out again."""
    leads, held = _holm(r)
    if amount(every or among) != len(leads) or amount(some or every) != len(held):
        yield f"of {leads} hold {held}"
    said = [part.partition(" in ") for part in named.replace(" and ", ", ").split(", ")]
    tokens = {"⟪L⟫": "left", "⟪R⟫": "right"}
    if sorted((category_of(kind), tokens.get(who, "")) for who, _in, kind in said) != sorted(
        (name, r.by_category[name].leader or "") for name in held
    ):
        yield f"{held} hold together"


@form(
    "overall",
    rf"Of the <N> leads in single categories none holds {COUNTED_IN}; the answer over all categories is one claim and"
    r" keeps its certainty\.",
)
def no_lead_together(r: Record, _: str, every: str) -> Iterator[str]:
    """No lead passes its step."""
    leads, held = _holm(r)
    if held or amount(every) != len(leads):
        yield f"of {leads} hold {held}"


@form(
    "paired",
    r"<T>, question by question: of <N> questions <M> alone solved <N> and <M> alone <N>; McNemar’s mid-p "
    r"(under 0\.01|[\d.]+)\.",
)
def questions(
    r: Record, _: str, name: str, items: str, one: str, first: str, other: str, second: str, chance: str
) -> Iterator[str]:
    """Counts of a shared test, and the exact binomial p of equally many, the middle half counted half."""
    seen = _test(r, name)
    if seen is None or one == other:
        yield "no such test"
        return
    own = {"left": seen.left_only, "right": seen.right_only}
    if (amount(items), amount(first), amount(second)) != (seen.items, own[one], own[other]):
        yield f"the counts are {seen}"
    low, all_ = min(own.values()), sum(own.values())
    p = min(1.0, 2 * binom.cdf(low, all_, 0.5) - binom.pmf(low, all_, 0.5)) if all_ else 1.0
    if (chance == "under 0.01") is not bool(p < 0.01) or (p >= 0.01 and not near(chance, p)):
        yield f"the p value is {p}"


@form(
    "paired",
    r"Their answers on <T> correlate at (−?[\d.]+), so the standard error of the difference is <D> points instead of"
    r" <D>\.",
)
def paired_error(r: Record, _: str, name: str, correlation: str, error: str, apart: str) -> Iterator[str]:
    """The error with and without what the answers say of each other."""
    found = next((test for test in r.c.shared if test.benchmark == r.test(name)), None)
    if found is None or found.paired is None or found.left.error is None or found.right.error is None:
        yield "no such test"
        return
    plain = hypot(found.left.error, found.right.error)
    if not near(correlation, between(found)) or not near(error, points_of(found)[1]) or not near(apart, plain):
        yield f"the correlation is {between(found)}, the errors {points_of(found)[1]} and {plain}"


def _test(r: Record, name: str) -> Pairing | None:
    found = next((test for test in r.c.shared if test.benchmark == r.test(name)), None)
    return found.paired if found else None


def _holm(r: Record) -> tuple[list[str], list[str]]:
    """The categories that are led, surest first, and those whose leads hold together."""
    chances = {name: max(one.chance, 1 - one.chance) for name, one in r.by_category.items() if one.state == "leads"}
    order = sorted(chances, key=lambda name: (-chances[name], name))
    for place, name in enumerate(order):
        if chances[name] < 1 - (1 - r.ranking.thresholds.leads) / (len(r.by_category) - place):
            return order, order[:place]
    return order, order


def _higher(chance: float | None, side: str, text: str) -> Iterator[str]:
    if chance is None:
        yield "no probability is known"
        return
    own = chance if side == "left" else 1 - chance
    if own < 0.5 or not near_chance(text, own):
        yield f"P(left higher) is {chance}"


def _open(chance: float | None) -> Iterator[str]:
    if chance is None or abs(chance - 0.5) > 0.00501:
        yield f"the probability is {chance}"
