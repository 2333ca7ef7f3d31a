"""What is said of scores over all counted tests: how much is measured, the interval, and who is ahead by everything."""

from collections.abc import Iterator

from evenhand.records.comparison import CategoryResult, Comparison, SideOverall
from evenhand.records.estimates import Estimate, RankPlace, Withheld
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.names import Names, category_label, test_kind
from evenhand.wording.numbers import listed
from evenhand.wording.sentence import Written, say

WITHHELD: dict[Withheld, str] = {
    "too few scores": "this lane has too few of its scores, or none on a counted test",
    "not connected": "its tests share no model with those of the others",
    "selective": "too little of it is measured while strong models report hard tests, and intervals fail there",
    "thin table": "this lane has fewer scores than a fit has unknowns",
    "one configuration": "the estimate is of a whole model, not of one configuration",
}
COUNTED_IN = "once it is counted in that several categories were looked at (Holm’s correction)"
ALL_MEASURED = 0.995
SURE = 0.95


def overall_estimates(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    """Each side's score or why it has none, and which is the higher one with what probability."""
    overall = comparison.overall
    sides = {names.left: overall.left, names.right: overall.right}
    for name, side in sides.items():
        yield _score(name, side.estimate)
    if overall.probability_everything is not None:
        yield _everything(overall.probability_everything, comparison, names)


def joint_lead_words(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    """Where several categories are led, which of these leads hold together."""
    leads = comparison.joint_leads
    if len(leads) < 2:
        return
    leader = {result.id: names.side(result.leader) for result in comparison.categories}
    held = [one for one in leads if one.survives]
    whose = {f"c{place}": category_label(one.category).lower() for place, one in enumerate(held)}
    whose |= {f"w{place}": leader[one.category] for place, one in enumerate(held)}
    told = listed(tuple(f"{{w{place}}} in {{c{place}}}" for place in range(len(held))))
    if not held:
        template = (
            f"Of the {{all}} leads in single categories none holds {COUNTED_IN}; the answer over all categories is one"
            " claim and keeps its certainty."
        )
    elif len(held) == len(leads):
        template = f"All {{all}} leads in single categories hold {COUNTED_IN}: {told}."
    else:
        verb = "holds" if len(held) == 1 else "hold"
        template = f"Of the {{all}} leads in single categories {{some}} {verb} {COUNTED_IN}: {told}."
    yield say(
        "overall.joint leads",
        template,
        all=(len(leads), str(len(leads))),
        some=(len(held), str(len(held))),
        **whose,
    )


def category_estimates(result: CategoryResult, names: Names) -> Iterator[Sentence]:
    """Both sides' scores over all counted tests of a category; only where both are shown."""
    left, right, chance = result.left_estimate, result.right_estimate, result.probability_everything
    if left.interval is None or right.interval is None or chance is None:
        return
    higher = "right" if chance < 0.5 else "left"
    surely = chance if higher == "left" else 1 - chance
    even = numbers.percent_chance(surely) == "50%"
    yield say(
        "category.everything",
        "Over all counted {kind} tests, estimated where not taken: {left} {one} ({one_low} to {one_high}, "
        f"{_how_much('one', left)}), {{right}} {{other}} ({{other_low}} to {{other_high}},"
        f" {_how_much('other', right)}); "
        + ("either may be higher." if even else "{higher} is higher with probability {chance}."),
        kind=test_kind(result.id),
        left=names.left,
        right=names.right,
        higher=names.side(higher),  # type: ignore[arg-type]
        chance=(surely, numbers.percent_chance(surely)),
        **_written("one", left),
        **_written("other", right),
    )


def place_words(name: str, side: SideOverall, lane: str) -> Sentence:
    """A side's place among the ranked models, or why it has none."""
    if side.rank is None:
        return say(
            "overall.unranked",
            "{name} is unranked in the {lane} lane: it has {why}.",
            name=name,
            lane=lane,
            why=side.why_unranked,
        )
    place = side.rank
    sure = "" if place.best == place.worst else ", from {best} to {worst} with probability {level}"
    return say(
        "overall.place",
        "{name} is number {place} of {all} ranked models in the {lane} lane" + sure + "; {measured} of the"
        " ranking's weight is measured.",
        name=name,
        place=(place.place, str(place.place)),
        best=(place.best, str(place.best)),
        worst=(place.worst, str(place.worst)),
        level=(place.level, numbers.share(place.level)),
        all=(place.of, str(place.of)),
        lane=lane,
        measured=(side.measured, numbers.measured_share(side.measured)),
    )


def place_text(place: RankPlace | None) -> str:
    """`7 (5 to 9)`, or one number where the interval has one; N/A without a place."""
    if place is None:
        return numbers.UNKNOWN
    return str(place.place) if place.best == place.worst else f"{place.place} ({place.best} to {place.worst})"


def estimate_text(estimate: Estimate) -> str:
    """`76 (71 to 80)`; N/A where no score is shown."""
    reach = estimate.interval
    if estimate.score is None or reach is None:
        return numbers.UNKNOWN
    return f"{numbers.integer(estimate.score)} ({numbers.integer(reach.low)} to {numbers.integer(reach.high)})"


def _score(name: str, estimate: Estimate) -> Sentence:
    if estimate.interval is None:
        return say(
            "overall.no score", "No score over all tests is shown for {name}: {why}.",
            name=name, why=WITHHELD[estimate.withheld or "too few scores"],
        )  # fmt: skip
    rest = "all of it is measured" if estimate.measured > ALL_MEASURED else "{one_measured} of it is measured and the"
    rest += "" if estimate.measured > ALL_MEASURED else " rest estimated"
    return say(
        "overall.score",
        "Over all counted tests {name} scores {one}, {level} interval {one_low} to {one_high}: " + rest + ".",
        name=name,
        level=(estimate.interval.level, numbers.share(estimate.interval.level)),
        **_written("one", estimate),
    )


def _how_much(name: str, estimate: Estimate) -> str:
    """How much of a score is measured, as the sentence has it."""
    return f"{{{name}_measured}} measured" if estimate.measured else "all estimated"


def _everything(chance: float, comparison: Comparison, names: Names) -> Sentence:
    higher = "left" if chance >= 0.5 else "right"
    surely = chance if higher == "left" else 1 - chance
    if numbers.percent_chance(surely) == "50%":
        return say(
            "overall.everything", "By everything known, measured and estimated, either may have the higher score."
        )
    leader = comparison.overall.leader
    against = "; the shared tests point the other way" if leader and leader != higher else ""
    if comparison.overall.state == "too close to call" and surely >= SURE:
        against = "; who would be ahead on new tests of these kinds is too close to call"
    return say(
        "overall.everything",
        "By everything known, measured and estimated, {higher} has the higher score with probability {chance}"
        + against + ".",
        higher=names.side(higher),  # type: ignore[arg-type]
        chance=(surely, numbers.percent_chance(surely)),
    )  # fmt: skip


def _written(name: str, estimate: Estimate) -> dict[str, Written | str]:
    reach = estimate.interval
    low, high = (reach.low, reach.high) if reach else (None, None)
    return {
        name: (estimate.score, numbers.integer(estimate.score)),
        f"{name}_low": (low, numbers.integer(low)),
        f"{name}_high": (high, numbers.integer(high)),
        f"{name}_measured": (estimate.measured, numbers.measured_share(estimate.measured)),
    }
