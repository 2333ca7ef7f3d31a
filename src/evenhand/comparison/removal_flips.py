"""What the answer would be without one test, one source, one kind of source or one category."""

from collections.abc import Callable, Collection, Iterator
from operator import attrgetter

from evenhand.comparison.effects import flip
from evenhand.comparison.head_to_head import HeadToHead
from evenhand.comparison.meeting import Met
from evenhand.comparison.remains import Kept, Remains
from evenhand.comparison.weight_flips import shares_of
from evenhand.records.facts import Observation
from evenhand.records.flips import Flip
from evenhand.records.ranking import Ranking

VENDOR = "vendor"
VENDOR_TIERS = ("C", "D")

Removal = tuple[str, str, Kept]
Scores = tuple[str, tuple[int, ...], tuple[int, ...]]
Marks = tuple[tuple[str, int, int] | str, ...]


def removals(found: HeadToHead, ranking: Ranking) -> Iterator[Flip]:
    """Every removal that reverses, weakens or decides the answer; of several that leave the same, the smallest."""
    if found.total is None:
        return
    remains, shares = Remains(found, ranking), shares_of(found.tests, ranking)
    seen: set[Marks] = set()
    for kind, what, changed in _removals(found):
        left = _marks(changed)
        turned = None if left in seen else remains.turned(changed)
        seen.add(left)
        if turned:
            size = 100.0 * sum([shares.get(name, 0.0) for name in changed])
            yield flip(kind, what, *turned, size=size, unit="weight points", tests=tuple(changed))


def _removals(found: HeadToHead) -> Iterator[Removal]:
    """Every removal with the tests that it changes, the smallest kinds first."""
    for test in found.tests:
        yield "benchmark removed", test.benchmark, {test.benchmark: None}
    known: dict[Scores, Met | None] = {}
    for source in _used(found, "source"):
        yield "source removed", source, _dropping(found, "source", {source}, known)
    tiers = _used(found, "tier")
    for tier in tiers:
        yield "tier removed", tier, _dropping(found, "tier", {tier}, known)
    if set(VENDOR_TIERS) & set(tiers):
        yield "tier removed", VENDOR, _dropping(found, "tier", set(VENDOR_TIERS), known)
    if len(found.judged) > 1:
        for name in found.judged:
            yield "category removed", name, dict.fromkeys(found.judged[name].tests)


def _used(found: HeadToHead, field: str) -> list[str]:
    """The sources, or tiers, of the scores that stand for a test."""
    rows = [side.row for test in found.tests for side in (test.left, test.right)]
    return sorted({getattr(row, field) for row in rows})


def _dropping(found: HeadToHead, field: str, values: Collection[str], known: dict[Scores, Met | None]) -> Kept:
    """The tests that lose a score that stood for them, on what is left of their scores; `known` holds what was met."""
    of = attrgetter(field)
    return {
        test.benchmark: _other(test, of, values, known)
        for test in found.tests
        if of(test.left.row) in values or of(test.right.row) in values
    }


def _other(
    test: Met, of: Callable[[Observation], str], values: Collection[str], known: dict[Scores, Met | None]
) -> Met | None:
    lefts = [score for score in test.lefts if of(score.row) not in values]
    rights = [score for score in test.rights if of(score.row) not in values] if lefts else []
    if not rights:
        return None
    key = test.benchmark, tuple(map(id, lefts)), tuple(map(id, rights))
    if key not in known:
        known[key] = test.on(tuple(lefts), tuple(rights))
    return known[key]


def _marks(changed: Kept) -> Marks:
    """What tells this removal from others: the tests that are gone, and the scores that now stand for the rest."""
    return tuple([(name, id(test.left), id(test.right)) if test else name for name, test in changed.items()])
