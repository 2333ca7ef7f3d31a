"""What the answer would be without one test, one source, one kind of source or one category."""

from collections.abc import Iterable, Iterator

from evenhand.comparison.categories import judge_shifts
from evenhand.comparison.effects import effect_of, flip, surely_none
from evenhand.comparison.head_to_head import Admits, HeadToHead, Met
from evenhand.comparison.overall import Whole, weights_of, whole
from evenhand.comparison.weight_flips import shares_of
from evenhand.records.flips import Flip
from evenhand.records.ranking import Ranking
from evenhand.scoring.head_to_head import Weighted, predicted, same_tests

VENDOR = "vendor"
VENDOR_TIERS = ("C", "D")

Kept = dict[str, Met | None]
Removal = tuple[str, str, Kept]


def removals(found: HeadToHead, ranking: Ranking) -> Iterator[Flip]:
    """Every removal that reverses, weakens or decides the answer; of several that leave the same, the smallest."""
    if found.total is None:
        return
    shares = shares_of(found.tests, ranking)
    seen: set[tuple[tuple[int, int] | str, ...]] = set()
    for kind, what, changed in _removals(found):
        left = _marks(changed)
        if left in seen:
            continue
        seen.add(left)
        if surely_none(found.total, *_sums(found, changed, ranking), ranking.thresholds):
            continue
        then = without(found, changed, ranking)
        effect = effect_of(found.total, then)
        if effect:
            size = 100.0 * sum(shares.get(name, 0.0) for name in changed)
            yield flip(kind, what, then, effect, size=size, unit="weight points", tests=tuple(changed))


def without(found: HeadToHead, changed: Kept, ranking: Ranking) -> Whole | None:
    """The overall with these tests changed or, where None, gone; other categories are as they were."""
    touched = {test.category for test in found.tests if test.benchmark in changed}
    judged = {}
    for name, one in found.judged.items():
        if name not in touched:
            judged[name] = one
            continue
        kept = [_now(test, changed) for test in found.tests if test.category == name]
        tests = [(test.benchmark, test.weight, test.shift) for test in kept if test]
        if tests:
            judged[name] = judge_shifts(name, tests, ranking)
    return whole(judged, ranking, weights_of(ranking)) if judged else None


def _sums(found: HeadToHead, changed: Kept, ranking: Ranking) -> tuple[Weighted, int]:
    """The sums of the overall that `without` would decide, and of how many tests; no probability is worked out."""
    sums, count = Weighted(), 0
    touched = {test.category for test in found.tests if test.benchmark in changed}
    for name, one in found.judged.items():
        rule = ranking.categories[name]
        if not rule.weight:
            continue
        if name not in touched:
            sums, count = sums.plus(rule.weight, one.same, one.following), count + len(one.tests)
            continue
        kept = [now for test in found.tests if test.category == name and (now := _now(test, changed))]
        if kept:
            shifts = [test.shift for test in kept]
            following = predicted(shifts, rule.between_tests, rule.between_pairs, ranking.thresholds.prior_tests)
            same = same_tests([(test.weight, test.shift) for test in kept])
            sums, count = sums.plus(rule.weight, same, following), count + len(kept)
    return sums, count


def _removals(found: HeadToHead) -> Iterator[Removal]:
    """Every removal with the tests that it changes, the smallest kinds first."""
    for test in found.tests:
        yield "benchmark removed", test.benchmark, {test.benchmark: None}
    for source in _used(found, "source"):
        yield "source removed", source, _dropping(found, "source", {source})
    tiers = _used(found, "tier")
    for tier in tiers:
        yield "tier removed", tier, _dropping(found, "tier", {tier})
    if set(VENDOR_TIERS) & set(tiers):
        yield "tier removed", VENDOR, _dropping(found, "tier", set(VENDOR_TIERS))
    if len(found.judged) > 1:
        for name in found.judged:
            yield "category removed", name, dict.fromkeys(found.judged[name].tests)


def _used(found: HeadToHead, field: str) -> list[str]:
    """The sources, or tiers, of the scores that stand for a test."""
    rows = [side.row for test in found.tests for side in (test.left, test.right)]
    return sorted({getattr(row, field) for row in rows})


def _dropping(found: HeadToHead, field: str, values: Iterable[str]) -> Kept:
    """The tests that lose a score that stood for them, on what is left of their scores."""
    admits = _admitting(field, frozenset(values))
    lost = (test for test in found.tests if not (admits(test.left) and admits(test.right)))
    return {test.benchmark: test.among(admits, admits) for test in lost}


def _admitting(field: str, dropped: frozenset[str]) -> Admits:
    return lambda score: getattr(score.row, field) not in dropped


def _now(test: Met, changed: Kept) -> Met | None:
    return changed.get(test.benchmark, test)


def _marks(changed: Kept) -> tuple[tuple[int, int] | str, ...]:
    """What tells this removal from others: the tests that are gone, and the scores that now stand for the rest."""
    marks = ((name, test) for name, test in sorted(changed.items()))
    return tuple(mark for name, test in marks for mark in (name, (id(test.left), id(test.right)) if test else "gone"))
