"""What is left of a head-to-head when some of its tests are gone, or rest on other scores."""

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from evenhand.comparison.categories import Judged, Part, part
from evenhand.comparison.effects import effect_of, surely_none
from evenhand.comparison.head_to_head import HeadToHead
from evenhand.comparison.meeting import Met
from evenhand.comparison.overall import Whole, decided, weights_of
from evenhand.records.flips import Effect
from evenhand.records.ranking import Ranking
from evenhand.scoring.head_to_head import Weighted, added

NONE = Weighted()

Kept = Mapping[str, Met | None]
Addend = tuple[Judged | Part, Weighted]


class Remains(Struct, frozen=True, dict=True):
    """A head-to-head of which tests are taken; each category is worked out once for the same tests."""

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
    def weight(self) -> float:
        """The weight of all categories."""
        return sum(weights_of(self.ranking).values())

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

    def turned(self, changed: Kept) -> tuple[Whole | None, Effect] | None:
        """The overall with these tests changed or, where None, gone, and what that does to it; None where nothing."""
        base = self.found.total
        addends = self._after(changed) if base else []
        sums = added([sums for _, sums in addends])
        tests = sum([len(one.tests) for one, _ in addends])
        if base is None or surely_none(base, sums, tests, self.ranking.thresholds):
            return None
        then = decided(sums, [one for one, _ in addends], self.weight, self.ranking)
        effect = effect_of(base, then)
        return (then, effect) if effect else None

    def _after(self, changed: Kept) -> list[Addend]:
        """The categories that the overall is then made of."""
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
