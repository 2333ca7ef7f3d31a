"""Which two of several scores stand for a benchmark in a comparison: the best pair of those whose conditions match."""

from collections.abc import Iterable
from functools import cached_property
from itertools import product
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct

from evenhand.comparison.admission import counts_as
from evenhand.comparison.matching import form, mismatch
from evenhand.comparison.preference import Key, off_conditions, preference
from evenhand.records.facts import SETTINGS, Benchmark, Observation
from evenhand.records.ranking import Counted

# Efforts that say nothing of how hard the model thought.
NOT_NAMED = {"", "default"}
SETTINGS_OF = attrgetter(*SETTINGS)


class Candidate(Struct, frozen=True, dict=True):
    """A score that may stand for its benchmark; its rank is worked out once. `spec` is what the ranking counts."""

    benchmark: Benchmark
    spec: Counted | None
    row: Observation

    @cached_property
    def counts(self) -> bool:
        """Whether it is of the counted version and context length."""
        return self.spec is not None and counts_as(self.spec, self.row)

    @cached_property
    def off(self) -> int:
        """How many of its conditions are not the plain ones."""
        return off_conditions(self.row, self.benchmark)

    @cached_property
    def form(self) -> tuple[object, ...] | None:
        """What has to match, where all of it is told."""
        return form(self.benchmark, self.row)

    @cached_property
    def settings(self) -> tuple[str, ...]:
        """Its settings, stated or not."""
        return SETTINGS_OF(self.row)

    @cached_property
    def key(self) -> Key:
        """Its place among the scores of its model, the preferred first."""
        return preference(self.row, self.benchmark, self.spec)

    @cached_property
    def named(self) -> tuple[object, ...]:
        """Its place among the scores of several models."""
        return self.row.model, self.row.effort, self.key


Score = TypeVar("Score", bound=Candidate)


def best_pair(lefts: Iterable[Score], rights: Iterable[Score]) -> tuple[Score, Score] | None:
    """The pair that stands for the benchmark; None where no two scores have conditions that match.

    Counted scores come first. A pair is as trustworthy as its worse half, so that tier is next; of several pairs the
    two of one tier, which were measured alike, go before a better tier on one side alone. Then come plain conditions,
    like settings and the preference of each.
    """
    pairs = list(product(lefts, rights))
    if len(pairs) == 1:
        return pairs[0] if _match(*pairs[0]) else None
    ranks = list(map(_rank, pairs))
    for rank in sorted(set(ranks)):
        matching = [pair for pair, own in zip(pairs, ranks, strict=True) if own == rank and _match(*pair)]
        if matching:
            return _first(matching) if len(matching) > 1 else matching[0]
    return None


def _first(pairs: list[tuple[Score, Score]]) -> tuple[Score, Score]:
    """Of pairs of one rank that with the fewest settings that differ; the longer order where several have as few."""
    apart = [_apart(*pair) for pair in pairs]
    nearest = [pair for pair, own in zip(pairs, apart, strict=True) if own == min(apart)]
    return min(nearest, key=_order) if len(nearest) > 1 else nearest[0]


def _apart(one: Candidate, other: Candidate) -> int:
    """How many settings both state and differ in."""
    both = zip(one.settings, other.settings, strict=True)
    return len([1 for left, right in both if left != right and left and right])


def _one_score(one: Observation, other: Observation) -> bool:
    """Whether two rows are one score, perhaps told by two sources: of one model, as high, one effort not named."""
    if one is other:
        return True
    return one.model == other.model and one.value == other.value and bool(NOT_NAMED & {one.effort, other.effort})


def _match(one: Candidate, other: Candidate) -> bool:
    if _one_score(one.row, other.row):
        return False
    return (one.form is not None and one.form == other.form) or mismatch(one.benchmark, one.row, other.row) is None


def _rank(pair: tuple[Candidate, Candidate]) -> tuple[bool, str, bool, str, int]:
    """What is told apart without comparing the two."""
    one, other = pair
    first, second = one.row.tier, other.row.tier
    worse, better = (first, second) if first > second else (second, first)
    return not (one.counts and other.counts), worse, first != second, better, one.off + other.off


def _order(pair: tuple[Candidate, Candidate]) -> tuple[object, ...]:
    """Settled without asking which side is left, so that the mirrored comparison rests on the same scores."""
    one, other = pair
    return sorted((one.key, other.key)), sorted((one.named, other.named))
