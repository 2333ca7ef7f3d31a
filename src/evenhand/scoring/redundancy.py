"""Tests that order models so alike that the second adds nothing (statistics 1.11)."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from math import fsum, sqrt

from msgspec import Struct

Column = Mapping[str, float]


class Alike(Struct, frozen=True):
    """Two tests with the correlation of their scores over the models that took both."""

    one: str
    other: str
    correlation: float
    models: int


def redundant_pairs(columns: Mapping[str, Column], least: float, models: int) -> Iterator[Alike]:
    """Pairs of columns (test to model to points) that correlate above `least` over at least `models` models."""
    wide = sorted(name for name, column in columns.items() if len(column) >= models)
    for one, other in combinations(wide, 2):
        both = columns[one].keys() & columns[other].keys()
        if len(both) >= models:
            found = correlation([(columns[one][name], columns[other][name]) for name in sorted(both)])
            if found is not None and found > least:
                yield Alike(one, other, found, len(both))


def correlation(pairs: list[tuple[float, float]]) -> float | None:
    """Pearson's correlation, in [-1, 1]; None where a side does not vary."""
    count = len(pairs)
    left, right = (fsum(pair[side] for pair in pairs) / count for side in (0, 1))
    together = fsum((one - left) * (other - right) for one, other in pairs)
    spreads = [fsum((pair[side] - mean) ** 2 for pair in pairs) for side, mean in ((0, left), (1, right))]
    scale = sqrt(spreads[0]) * sqrt(spreads[1])
    return min(max(together / scale, -1.0), 1.0) if scale > 0.0 else None
