"""Other weights that change the answer: of one category, or the least that must move between tests."""

from collections.abc import Iterator, Mapping
from functools import cache
from math import ceil, floor

from evenhand.comparison.categories import Judged, part
from evenhand.comparison.effects import effect_of, flip, surely_none, t_quantile
from evenhand.comparison.head_to_head import HeadToHead
from evenhand.comparison.meeting import Met
from evenhand.comparison.overall import Whole, decided, weights_of, whole
from evenhand.records.flips import Effect, Flip, LeastWeight, Shifted
from evenhand.records.ranking import Ranking, Thresholds
from evenhand.records.states import State
from evenhand.scoring.head_to_head import SameTests, Shift, Weighted, added
from evenhand.scoring.states import state_of
from evenhand.scoring.weightings import Move, least_move, share_nearby, share_of_all

MOST_WEIGHT = 100
OVERALL = "overall"
# A difference in points that is rounding of the sums alone, and a share that is.
LEVEL, NOTHING = 1e-9, 1e-12


def shares_of(tests: tuple[Met, ...], ranking: Ranking) -> dict[str, float]:
    """The share of each of these tests in the overall difference: category weight, and weight within it; sum one."""
    within: dict[str, float] = {}
    for test in tests:
        within[test.category] = within.get(test.category, 0.0) + test.weight
    weights = {name: ranking.categories[name].weight for name in within}
    total = sum(weights.values())
    if not total:
        return {}
    return {
        test.benchmark: weights[test.category] / total * test.weight / within[test.category]
        for test in tests
        if weights[test.category]
    }


def least_weights(found: HeadToHead, ranking: Ranking) -> Iterator[LeastWeight]:
    """The least weight to move overall, then within each category; only where two tests or more are shared."""
    shares = shares_of(found.tests, ranking)
    scopes = {OVERALL: [test for test in found.tests if test.benchmark in shares]}
    for name in found.judged:
        scopes[name] = [test for test in found.tests if test.category == name]
    for scope, tests in scopes.items():
        own = [shares[test.benchmark] if scope == OVERALL else test.weight for test in tests]
        if len(tests) > 1:
            yield from _least(scope, tests, [weight / sum(own) for weight in own])


def weight_moved(found: HeadToHead, least: LeastWeight, ranking: Ranking) -> Iterator[Flip]:
    """The least weight to move overall as a flip, where somebody is ahead and that takes it away."""
    base = found.total
    if base is None or base.leader is None or base.leader != least.ahead or least.points is None:
        return
    shares = shares_of(found.tests, ranking)
    for one in least.shifted:
        shares[one.benchmark] -= one.points / 100.0
    shares[least.to] += least.points / 100.0
    tests = (*(one.benchmark for one in least.shifted), least.to)
    yield Flip(
        kind="weight moved",
        what=least.to,
        becomes=_level(under(found.tests, shares, ranking), ranking),
        leader=None,
        reverses=False,
        effect="levels",
        size=least.points,
        unit="weight points",
        side=least.ahead,
        tests=tests,
        shifted=least.shifted,
    )


def under(tests: tuple[Met, ...], shares: Mapping[str, float], ranking: Ranking) -> Whole | None:
    """The overall of these tests where each has this share; those without a share take no part."""
    kept: dict[str, list[tuple[str, float, Shift]]] = {}
    weights = dict.fromkeys(ranking.categories, 0.0)
    for test in tests:
        share = shares.get(test.benchmark, 0.0)
        if share > NOTHING:
            kept.setdefault(test.category, []).append((test.benchmark, share, test.shift))
            weights[test.category] += share
    parts = {name: part(name, kept[name], ranking) for name in ranking.categories if name in kept}
    return whole(parts, ranking, weights)


def category_weights(found: HeadToHead, ranking: Ranking) -> Iterator[Flip]:
    """For each category with evidence the nearest whole weight that reverses, weakens or decides the answer."""
    base, judged = found.total, found.judged
    if base is None or len(judged) < 2:
        return
    weights = weights_of(ranking)
    sums = {name: Weighted().plus(weights[name], one.same, one.following) for name, one in judged.items()}
    for name, one in judged.items():
        others = [each for other, each in judged.items() if other != name and weights[other] > 0]
        found_at = _nearest(base, one, others, added([sums[each.id] for each in others]), ranking)
        if found_at:
            weight, then, effect, size = found_at
            details = {"before": weights[name], "after": float(weight), "size": size}
            yield flip("weight", name, then, effect, unit="weight points", tests=one.tests, **details)


def _nearest(
    base: Whole, one: Judged, others: list[Judged], sums: Weighted, ranking: Ranking
) -> tuple[int, Whole | None, Effect, float] | None:
    """The nearest weight of one category with an effect, what that is, and how much weight moves.

    `others` are those that have weight, `sums` theirs.
    """
    own = ranking.categories[one.id].weight
    rest = sum(rule.weight for rule in ranking.categories.values()) - own
    count = len(one.tests) + sum([len(each.tests) for each in others])
    for weight in _worth_a_look(base, sums, one, own, ranking.thresholds):
        moved = sums.plus(weight, one.same, one.following) if weight else sums
        if surely_none(base, moved, count if weight else count - len(one.tests), ranking.thresholds):
            continue
        then = decided(moved, [*others, one] if weight else others, rest + weight, ranking)
        effect = effect_of(base, then)
        if effect:
            return weight, then, effect, 100.0 * _distance(own, float(weight), sums.weight)
    return None


def _worth_a_look(base: Whole, sums: Weighted, one: Judged, own: float, words: Thresholds) -> Iterator[int]:
    """The weights of one category, nearest first, without those that surely have no effect: most are far from any.

    The same bounds as `surely_none`, with one quantile for all weights: degrees of freedom after Welch and
    Satterthwaite lie between the least of the parts and their sum.
    """
    if not sums.weight:
        yield from _outwards(own)
        return
    sign = -1.0 if base.leader == "right" else 1.0
    difference, expected = sign * sums.difference, sign * sums.expected
    more, further, spread = sign * one.same.difference, sign * one.following.expected, one.following.spread**2
    others, freedom = sums.variance**2 / sums.fourth, one.following.freedom
    if base.leader is None:
        least = t_quantile(words.leans, ceil(others + freedom)) ** 2
        if _keeps_sign(-(expected**2 - least * sums.variance), -2.0 * expected * further, least * spread - further**2):
            yield 0
            return
        for weight in _outwards(own):
            points, mean = difference + weight * more, expected + weight * further
            if not weight or (points * mean > 0 and mean * mean >= least * (sums.variance + weight * weight * spread)):
                yield weight
        return
    level, few = (words.leads, len(base.tests) < words.leads_tests) if base.state == "leads" else (words.leans, False)
    most = t_quantile(level, floor(min(others, freedom))) ** 2
    margin = difference - words.equal_points * sums.weight
    ends = (margin, margin + MOST_WEIGHT * (more - words.equal_points), expected, expected + MOST_WEIGHT * further)
    square = expected**2 - most * sums.variance, 2.0 * expected * further, further**2 - most * spread
    if not few and min(ends) > LEVEL and _keeps_sign(*square):
        yield 0
        return
    for weight in _outwards(own):
        points, mean = difference + weight * more, expected + weight * further
        ahead = points >= words.equal_points * (sums.weight + weight) and mean > 0
        if not (weight and ahead and mean * mean > most * (sums.variance + weight * weight * spread)) or few:
            yield weight


def _keeps_sign(constant: float, slope: float, curve: float) -> bool:
    """Whether constant + slope w + curve w^2 is above zero, beyond rounding, for all weights w from 0 to the most."""
    end = constant + MOST_WEIGHT * (slope + MOST_WEIGHT * curve)
    lowest = min(constant, end)
    if curve > 0.0 and 0.0 < -slope < 2.0 * curve * MOST_WEIGHT:
        lowest = constant - slope * slope / (4.0 * curve)
    return lowest > LEVEL * (abs(constant) + MOST_WEIGHT * (abs(slope) + MOST_WEIGHT * abs(curve)))


def _least(scope: str, tests: list[Met], weights: list[float]) -> Iterator[LeastWeight]:
    mean = sum(weight * test.shift.points for weight, test in zip(weights, tests, strict=True))
    if abs(mean) < LEVEL:
        return
    sign = 1.0 if mean > 0 else -1.0
    placed = sorted(zip(tests, weights, strict=True), key=lambda each: each[0].benchmark)
    tests, weights = [test for test, _ in placed], [weight for _, weight in placed]
    ahead = [sign * test.shift.points for test in tests]
    move = least_move(ahead, weights)
    yield LeastWeight(
        scope=scope,
        ahead="left" if mean > 0 else "right",
        tests=len(tests),
        points=100.0 * move.share if move else None,
        shifted=_shifted(move, tests),
        to=tests[move.to].benchmark if move else "",
        nearby=share_nearby(ahead, weights) if move else 0.0,
        anywhere=share_of_all(ahead) if move else 0.0,
    )


def _level(then: Whole | None, ranking: Ranking) -> State:
    """The word where nothing is left of the difference in points, whatever rounding has left of it."""
    if then is None:
        return "not comparable"
    none = SameTests(0.0, then.same.error, 0.5)
    return state_of(none, then.following, len(then.tests), ranking.thresholds)[0]


def _shifted(move: Move | None, tests: list[Met]) -> tuple[Shifted, ...]:
    taken = move.taken if move else ()
    return tuple(Shifted(benchmark=tests[place].benchmark, points=100.0 * share) for place, share in taken)


@cache
def _outwards(weight: float) -> tuple[int, ...]:
    """All whole weights, nearest first."""
    return tuple(sorted(range(MOST_WEIGHT + 1), key=lambda moved: abs(moved - weight)))


def _distance(before: float, after: float, rest: float) -> float:
    """Half the L1 distance between the shares before and after one weight changes beside others that sum to `rest`."""
    one, other = before + rest, after + rest
    return abs((before / one if one else 0.0) - (after / other if other else 0.0))
