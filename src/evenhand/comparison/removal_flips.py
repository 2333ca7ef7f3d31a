"""What the answer would be without one test, one source, one kind of source or one category."""

from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from operator import attrgetter

from msgspec import Struct

from evenhand.comparison.categories import Judged, Part, part
from evenhand.comparison.effects import effect_of, flip, surely_none
from evenhand.comparison.head_to_head import HeadToHead, Met
from evenhand.comparison.overall import decided, weights_of
from evenhand.comparison.weight_flips import shares_of
from evenhand.records.facts import Observation
from evenhand.records.flips import Flip
from evenhand.records.ranking import Ranking
from evenhand.scoring.head_to_head import Weighted, added

NONE = Weighted()
VENDOR = "vendor"
VENDOR_TIERS = ("C", "D")

Kept = dict[str, Met | None]
Removal = tuple[str, str, Kept]
Scores = tuple[str, tuple[int, ...], tuple[int, ...]]
Addend = tuple[Judged | Part, Weighted]
Marks = tuple[tuple[str, int, int] | str, ...]


class Remains(Struct, frozen=True, dict=True):
    """What is left of a head-to-head after a removal; each category is worked out once for the same tests."""

    found: HeadToHead
    ranking: Ranking

    @cached_property
    def grouped(self) -> dict[str, list[Met]]:
        """The tests of each category that has weight, in the order of the overall."""
        grouped: dict[str, list[Met]] = {
            name: [] for name in self.found.judged if self.ranking.categories[name].weight > 0
        }
        for test in self.found.tests:
            if test.category in grouped:
                grouped[test.category].append(test)
        return grouped

    @cached_property
    def category(self) -> dict[str, str]:
        """The category of each test."""
        return {test.benchmark: test.category for test in self.found.tests}

    @cached_property
    def whole(self) -> dict[str, Addend]:
        """Every category that has weight, as it is, with its share in the sums of the overall."""
        return {name: self._addend(self.found.judged[name]) for name in self.grouped}

    @cached_property
    def known(self) -> dict[tuple[int, ...], Addend]:
        """Categories that were worked out, by the identities of the scores that are left of them."""
        return {}

    def after(self, changed: Kept) -> list[Addend]:
        """The categories that the overall is made of with these tests changed or, where None, gone."""
        touched = {self.category[name] for name in changed}
        every = [self._left(name, changed) if name in touched else one for name, one in self.whole.items()]
        return [one for one in every if one]

    def _left(self, name: str, changed: Kept) -> Addend | None:
        """A category as it is then; None where nothing is left of it."""
        kept = [now for test in self.grouped[name] if (now := changed.get(test.benchmark, test))]
        key = tuple([id(score) for test in kept for score in (test.left, test.right)])
        if kept and key not in self.known:
            tests = [(test.benchmark, test.weight, test.shift) for test in kept]
            self.known[key] = self._addend(part(name, tests, self.ranking))
        return self.known.get(key)

    def _addend(self, one: Judged | Part) -> Addend:
        return one, NONE.plus(self.ranking.categories[one.id].weight, one.same, one.following)


def removals(found: HeadToHead, ranking: Ranking) -> Iterator[Flip]:
    """Every removal that reverses, weakens or decides the answer; of several that leave the same, the smallest."""
    if found.total is None:
        return
    remains, weight = Remains(found, ranking), sum(weights_of(ranking).values())
    shares = shares_of(found.tests, ranking)
    seen: set[Marks] = set()
    for kind, what, changed in _removals(found):
        left = _marks(changed)
        if left in seen:
            continue
        seen.add(left)
        addends = remains.after(changed)
        sums = added([sums for _, sums in addends])
        if surely_none(found.total, sums, sum([len(one.tests) for one, _ in addends]), ranking.thresholds):
            continue
        then = decided(sums, [one for one, _ in addends], weight, ranking)
        effect = effect_of(found.total, then)
        if effect:
            size = 100.0 * sum([shares.get(name, 0.0) for name in changed])
            yield flip(kind, what, then, effect, size=size, unit="weight points", tests=tuple(changed))


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
