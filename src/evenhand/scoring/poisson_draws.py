"""Many Poisson numbers whose means repeat, as counts do: looked up in a table of each mean, and no less exact.

A table cuts the unit interval into 4,096 equal parts. Nearly all of them lie inside one step of the distribution, so
that the number of the part decides; in the others a second number says where in the part. After Marsaglia (1963).
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtr, pdtrik

Floats = NDArray[np.float64]
Ints = NDArray[np.int16] | NDArray[np.int32]

PARTS = 4096
# Beyond this the rest of the distribution is smaller than the spacing of the numbers that are drawn.
TAIL = 2.0**-53
# What a number of two bytes can hold.
SMALL = 32_000


def poisson_draws(means: Floats, rounds: int, random: np.random.Generator) -> Ints:
    """Draws (rounds, cells) of the Poisson distributions with these means (cells,), from 0 to a billion."""
    values, place, often = np.unique(means, return_inverse=True, return_counts=True)
    order, ends = np.argsort(place, kind="stable"), np.cumsum(often)
    found = np.empty((rounds, means.size), np.int16 if _highest(means.max(initial=0.0)) < SMALL else np.int32)
    for value, size, end in zip(values.tolist(), often.tolist(), ends.tolist(), strict=True):
        tabled = size * rounds >= PARTS
        drawn = _tabled(value, size * rounds, random) if tabled else random.poisson(value, size * rounds)
        found[:, order[end - size : end]] = drawn.reshape(rounds, size)
    return found


def _tabled(mean: float, size: int, random: np.random.Generator) -> Ints:
    below, steps = _steps(mean)
    edges = np.searchsorted(steps, np.arange(PARTS + 1) / PARTS, side="right") + below
    sure = np.where(edges[1:] == edges[:-1], edges[:-1], -1).astype(np.int16 if edges[-1] < SMALL else np.int32)
    part = random.integers(0, PARTS, size, np.uint16)
    found: Ints = sure[part]
    open_ = np.flatnonzero(found < 0)
    within = (part[open_] + random.random(open_.size)) / PARTS
    found[open_] = np.searchsorted(steps, within, side="right") + below
    return found


def _steps(mean: float) -> tuple[int, Floats]:
    """The least number worth a step, and the distribution function from there on to where it is all but one."""
    if mean == 0.0:
        return 0, np.ones(1)
    low = int(np.floor(pdtrik(TAIL, mean))) if mean > 40.0 else 0
    steps = pdtr(np.arange(low, _highest(mean)), mean)
    steps[-1] = 1.0
    return low, np.asarray(steps, np.float64)


def _highest(mean: float) -> int:
    """A number that no draw of this mean reaches."""
    return int(mean + 12.0 * mean**0.5 + 20.0)
