"""The counted tests that one side or both have yet to take, and the score there that would turn the difference.

With D the weighted mean difference in points on the shared tests (statistics 1.10): one more test of weight w, in a
category whose shared tests weigh V in all, turns it where the difference on that test alone passes
    -(R (V + w) / W + sum of w_b d_b over the category's shared tests) / w,
R being the sum of W_c D_c over the other categories, and W the category's own weight.
"""

from collections.abc import Callable, Iterator, Sequence

from evenhand.comparison.head_to_head import HeadToHead, Score, Sheet
from evenhand.records.flips import Lacking, MissingTest
from evenhand.records.ranking import Ranking
from evenhand.records.states import Side

Draws = Sequence[float] | None
DrawsOf = Callable[[Side, str], Draws]
FULL = 100.0


def missing_tests(
    found: HeadToHead, lefts: Sheet, rights: Sheet, ranking: Ranking, draws: DrawsOf
) -> tuple[MissingTest, ...]:
    """What would turn the difference in points, likeliest first; none where nobody is ahead.

    `lefts` and `rights` are the counted scores of the sides. `draws` gives a side's joint draws of a test in points,
    None where it has no estimates; then the probability is unknown. What no score can do is left out.
    """
    leader = found.total.leader if found.total else None
    if leader is None:
        return ()
    shared = {test.benchmark for test in found.tests}
    every = (
        _missing(spec.benchmark, category, leader, turn, (lefts, rights), draws)
        for category, rule in ranking.categories.items()
        for spec in rule.counted
        if spec.benchmark not in shared
        for turn in (turning_difference(found, category, spec.weight, ranking),)
        if turn is not None
    )
    return tuple(sorted((one for one in every if one), key=lambda one: (-(one.probability or 0.0), one.benchmark)))


def turning_difference(found: HeadToHead, category: str, weight: float, ranking: Ranking) -> float | None:
    """The difference left minus right on one more test at which the overall difference in points is zero.

    None where the category has no weight.
    """
    rules = ranking.categories
    if not rules[category].weight:
        return None
    rest = sum(rules[name].weight * one.same.difference for name, one in found.judged.items() if name != category)
    inside = [test for test in found.tests if test.category == category]
    weighed = sum(test.weight for test in inside)
    own = sum(test.weight * test.shift.points for test in inside)
    return -(rest * (weighed + weight) / rules[category].weight + own) / weight


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
    ahead, across = (_values(side, benchmark, missing, has, draws) for side in (behind, leader))
    return (
        MissingTest(
            benchmark=benchmark,
            category=category,
            missing=missing,
            behind=behind,
            gap=gap,
            known=has,
            needed=needed,
            probability=chance_over(ahead, across, gap),
        )
        if possible
        else None
    )


def chance_over(ahead: float | Draws, across: float | Draws, gap: float) -> float | None:
    """P(ahead - across > gap) over joint draws, of which one may be a known score; None where either is unknown."""
    if ahead is None or across is None:
        return None
    count = max(len(one) for one in (ahead, across) if not isinstance(one, float))
    ones, others = (_repeated(one, count) for one in (ahead, across))
    return sum(one - other > gap for one, other in zip(ones, others, strict=True)) / count


def _repeated(values: float | Sequence[float], count: int) -> Iterator[float] | Sequence[float]:
    return (values for _ in range(count)) if isinstance(values, float) else values


def _values(side: Side, benchmark: str, missing: Lacking, has: float | None, draws: DrawsOf) -> float | Draws:
    """The draws of a side that lacks the test; the score of one that has it."""
    return draws(side, benchmark) if missing in (side, "both") else has


def _stands(scores: tuple[Score, ...]) -> float:
    """The score in points that stands for a test where nothing has to match."""
    return min(scores, key=lambda score: score.key).points
