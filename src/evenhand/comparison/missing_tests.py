"""The counted tests that one side or both have yet to take, and the score there that would turn the difference.

With D the weighted mean difference in points on the shared tests (statistics 1.10): one more test of weight w, in a
category whose shared tests weigh V in all, turns it where the difference on that test alone passes
    -(R (V + w) / W + sum of w_b d_b over the category's shared tests) / w,
R being the sum of W_c D_c over the other categories, and W the category's own weight.
"""

from collections.abc import Callable
from math import ceil

from msgspec import Struct

from evenhand.comparison.head_to_head import HeadToHead
from evenhand.comparison.sides import Score, Sheet
from evenhand.records.flips import Lacking, MissingTest
from evenhand.records.ranking import Ranking
from evenhand.records.states import Side
from evenhand.scoring.kept_estimates import STEPS
from evenhand.scoring.packed_draws import Steps

Draws = Steps | None
DrawsOf = Callable[[Side, str], Draws]
FULL = 100.0
STEPS_A_POINT = STEPS / FULL


def missing_tests(
    found: HeadToHead, lefts: Sheet, rights: Sheet, ranking: Ranking, draws: DrawsOf
) -> tuple[MissingTest, ...]:
    """What would turn the difference in points, likeliest first; none where nobody is ahead.

    `lefts` and `rights` are the counted scores of the sides. `draws` gives a side's joint draws of a test in steps,
    None where it has no estimates; then the probability is unknown. What no score can do is left out.
    """
    leader = found.total.leader if found.total else None
    if leader is None:
        return ()
    shared = {test.benchmark for test in found.tests}
    every = [
        _missing(spec.benchmark, category, leader, turning.at(spec.weight), (lefts, rights), draws)
        for category, rule in ranking.categories.items()
        if (turning := turning_of(found, category, ranking))
        for spec in rule.counted
        if spec.benchmark not in shared
    ]
    return tuple(sorted((one for one in every if one), key=lambda one: (-(one.probability or 0.0), one.benchmark)))


class Turning(Struct, frozen=True):
    """What a further test of a category has to turn: the other categories' weighted difference, a test's own in sum."""

    rest: float
    category: float
    weighed: float
    own: float

    def at(self, weight: float) -> float:
        """The difference left minus right on one more test of this weight at which the overall one is zero."""
        return -(self.rest * (self.weighed + weight) / self.category + self.own) / weight


def turning_of(found: HeadToHead, category: str, ranking: Ranking) -> Turning | None:
    """What one more test of this category has to turn; None where the category has no weight."""
    rules = ranking.categories
    if not rules[category].weight:
        return None
    inside = [test for test in found.tests if test.category == category]
    return Turning(
        rest=sum(rules[name].weight * one.same.difference for name, one in found.judged.items() if name != category),
        category=rules[category].weight,
        weighed=sum(test.weight for test in inside),
        own=sum(test.weight * test.shift.points for test in inside),
    )


def lacking(benchmark: str, lefts: Sheet, rights: Sheet) -> Lacking | None:
    """Who has no counted score of the test; None where both have one."""
    sides: dict[tuple[bool, bool], Lacking] = {
        (False, False): "both",
        (False, True): "left",
        (True, False): "right",
    }
    return sides.get((benchmark in lefts, benchmark in rights))


def _missing(
    benchmark: str, category: str, leader: Side, turn: float, sheets: tuple[Sheet, Sheet], draws: DrawsOf
) -> MissingTest | None:
    """One test; None where both took it under other conditions, or where no score could turn the difference."""
    missing = lacking(benchmark, *sheets)
    if missing is None:
        return None
    behind: Side = "right" if leader == "left" else "left"
    gap = -turn if leader == "left" else turn
    has = None if missing == "both" else _stands(sheets[missing == "left"][benchmark])
    if has is None:
        needed, possible = None, gap < FULL
    elif missing == behind:
        needed, possible = max(has + gap, 0.0), has + gap < FULL
    else:
        needed, possible = min(has - gap, FULL), has - gap > 0.0
    if not possible:
        return None
    ahead, across = (_values(side, benchmark, missing, has, draws) for side in (behind, leader))
    return MissingTest(
        benchmark=benchmark,
        category=category,
        missing=missing,
        behind=behind,
        gap=gap,
        known=has,
        needed=needed,
        probability=chance_over(ahead, across, gap * STEPS_A_POINT),
    )


def chance_over(ahead: float | Draws, across: float | Draws, gap: float) -> float | None:
    """P(ahead - across > gap) over joint draws, of which one may be a known score; None where either is unknown.

    All in steps.
    """
    if ahead is None or across is None:
        return None
    if isinstance(ahead, Steps):
        above = ahead.above(gap, across) if isinstance(across, Steps) else ahead.above(gap + across)
        return above / len(ahead.drawn)
    if isinstance(across, Steps):
        return (len(across.drawn) - across.above(ceil(ahead - gap) - 1)) / len(across.drawn)
    return float(ahead - across > gap)


def _values(side: Side, benchmark: str, missing: Lacking, has: float | None, draws: DrawsOf) -> float | Draws:
    """The draws of a side that lacks the test; the score of one that has it; both in steps."""
    if missing in (side, "both"):
        return draws(side, benchmark)
    return None if has is None else has * STEPS_A_POINT


def _stands(scores: tuple[Score, ...]) -> float:
    """The score in points that stands for a test where nothing has to match."""
    return min(scores, key=lambda score: score.key).points
