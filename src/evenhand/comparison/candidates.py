"""Which two of several scores stand for a benchmark in a comparison: the best pair of those whose conditions match."""

from collections.abc import Iterable
from functools import cached_property
from itertools import groupby, product
from typing import TypeVar

from msgspec import Struct

from evenhand.comparison.admission import counts_as
from evenhand.comparison.matching import differing_settings, mismatch
from evenhand.comparison.preference import Key, off_conditions, preference
from evenhand.records.facts import Benchmark, Observation
from evenhand.records.ranking import Counted


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
    if len(pairs) > 1:
        pairs.sort(key=_rank)
    for _, alike in groupby(pairs, key=_rank):
        matching = [pair for pair in alike if _match(*pair)]
        if matching:
            return min(matching, key=_order) if len(matching) > 1 else matching[0]
    return None


def _match(one: Candidate, other: Candidate) -> bool:
    return one.row is not other.row and mismatch(one.benchmark, one.row, other.row) is None


def _rank(pair: tuple[Candidate, Candidate]) -> tuple[bool, str, bool, str, int]:
    """What is told apart without comparing the two."""
    one, other = pair
    first, second = one.row.tier, other.row.tier
    worse, better = (first, second) if first > second else (second, first)
    return not (one.counts and other.counts), worse, first != second, better, one.off + other.off


def _order(pair: tuple[Candidate, Candidate]) -> tuple[object, ...]:
    """Settled without asking which side is left, so that the mirrored comparison rests on the same scores."""
    one, other = pair
    apart = len(differing_settings(one.row, other.row))
    return apart, sorted((one.key, other.key)), sorted((one.named, other.named))
