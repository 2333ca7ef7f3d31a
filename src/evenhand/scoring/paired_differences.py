"""Two systems on the same items: the interval of their difference and an exact test, from counts.

Solved or not, without clusters: Tango's score interval (Tango 1998, Statistics in Medicine 17, 891-908) and exact
McNemar. Otherwise the unit is an item or, where items belong to clusters, a cluster: Student's t on the units, and
sign flips, under which each unit's summed difference is as likely to have either sign (Fisher's randomization test).
"""

from collections.abc import Sequence
from math import comb, fsum, gcd, sqrt

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from evenhand.records.intervals import Interval
from evenhand.records.item_counts import DifferenceCell, PairCounts
from evenhand.records.item_results import TestMethod
from evenhand.scoring.distributions import normal_quantile
from evenhand.scoring.head_to_head import SEPARATING
from evenhand.scoring.small_samples import LEVEL

SEED = 20_241_101
DRAWS = 99_999
# So many signs are drawn at most in one test, and so few samples are never gone below.
MOST_SIGNS, FEWEST_DRAWS = 4_000_000_000, 999
# An exact test may take so many additions, or enumerate so many units.
MOST_ADDITIONS, MOST_ENUMERATED = 400_000_000, 20
BILLION = 1_000_000_000
EIGHT = 8
BLOCK = 4096
Floats = NDArray[np.float64]


class Test(Struct, frozen=True):
    """A two-sided p and how it was found; `draws` and `seed` only where it was sampled."""

    p_value: float
    method: TestMethod
    draws: int | None = None
    seed: int | None = None


def difference_error(found: PairCounts) -> float | None:
    """The standard error of the mean difference over items, by clusters where there are some; None with one unit."""
    units = sum(cell.units for cell in found.cells)
    if units < 2:
        return None
    at = (found.left_total - found.right_total) / found.items
    spread = fsum(cell.units * (cell.billionths / BILLION - cell.size * at) ** 2 for cell in found.cells)
    return sqrt(units / (units - 1) * spread) / found.items


def detectable(found: PairCounts) -> float | None:
    """The smallest difference that these items tell apart, two-sided 5%, power 80%; None where nothing ever differs.

    For solved or not the shares of discordant items get half an item each, as in `paired_answers`.
    """
    if found.binary and not found.clusters:
        whole = found.items + 1.0
        one, other = (found.left_only + 0.5) / whole, (found.right_only + 0.5) / whole
        return SEPARATING * sqrt((one + other - (one - other) ** 2) / found.items)
    error = difference_error(found)
    return SEPARATING * error if error else None


def tango(left_only: int, right_only: int, items: int, *, level: float = LEVEL) -> Interval:
    """Tango's score interval of the difference of two paired shares, left less right; bounds in [-1, 1].

    Its ends are the differences that the score test rejects at 1 - level; it holds its level for few items too
    (Fagerland, Lydersen & Laake 2014).

    Raises:
        ValueError: counts that are negative or more than the items.

    """
    if min(left_only, right_only) < 0 or left_only + right_only > items or items < 1:
        message = f"{left_only} and {right_only} discordant items of {items} cannot be"
        raise ValueError(message)
    z = normal_quantile(0.5 + 0.5 * level)
    at = (left_only - right_only) / items
    low, high = (_where(left_only, right_only, items, z, at, side) for side in (-1.0, 1.0))
    return Interval(low=low, high=high, level=level)


def _where(left_only: int, right_only: int, items: int, z: float, at: float, side: float) -> float:
    """The difference on this side of the one seen at which the score is z in size, by false position (Illinois)."""

    def beyond(difference: float) -> float:
        # Far out the score may be infinite; only its sign matters there.
        return min(abs(_score(left_only, right_only, items, difference)), 4.0 * z) - z

    reach = 0.6 * z * sqrt(left_only + right_only + z * z) / items
    over, outside = -1.0, at
    while over < 0.0 and outside != side:
        reach *= 2.0
        outside = max(-1.0, min(1.0, at + side * reach))
        over = beyond(outside)
    if over < 0.0:
        return side
    inside, under = at, -z
    for _ in range(100):
        middle = (inside * over - outside * under) / (over - under)
        found = beyond(middle)
        if abs(found) < 1e-7 or middle in {inside, outside}:
            # One step along the line to the end on the other side leaves an error of its square.
            end, there = (inside, under) if found > 0.0 else (outside, over)
            return middle - found * (end - middle) / (there - found)
        if found > 0.0:
            # The end that stays counts half, or it would stay for ever.
            outside, over, under = middle, found, 0.5 * under
        else:
            inside, under, over = middle, found, 0.5 * over
    return middle


def _score(left_only: int, right_only: int, items: int, at: float) -> float:
    """Tango's score statistic of the hypothesis that the difference is `at`."""
    over = left_only - right_only - items * at
    half = -left_only - right_only + (2 * items - left_only + right_only) * at
    constant = -right_only * at * (1.0 - at)
    share = (sqrt(max(0.0, half * half - 8.0 * items * constant)) - half) / (4.0 * items)
    variance = items * (2.0 * share + at * (1.0 - at))
    if variance <= 0.0:
        return 0.0 if over == 0.0 else float("inf") if over > 0.0 else float("-inf")
    return over / sqrt(variance)


def sign_flips(cells: Sequence[DifferenceCell], *, seed: int = SEED) -> Test:
    """The two-sided p of "either sign of every unit is as likely": the chance of a sum as far from zero as this one.

    Exact where the differences lie on a grid that is coarse enough for their number, or 20 units or fewer differ; else
    by 99,999 samples (fewer above 40,000 units, never under 999), in which the one seen counts as one more.
    """
    sizes = {
        size: sum(cell.units for cell in cells if abs(cell.billionths) == size)
        for size in sorted({abs(cell.billionths) for cell in cells} - {0})
    }
    if not sizes:
        return Test(1.0, "exact sign flips")
    seen = abs(sum(cell.billionths * cell.units for cell in cells))
    step = gcd(*sizes)
    span, units = sum(size // step * count for size, count in sizes.items()), sum(sizes.values())
    few = units <= MOST_ENUMERATED
    if span * units <= (2**units if few else MOST_ADDITIONS):
        return Test(_on_grid({size // step: count for size, count in sizes.items()}, seen // step), "exact sign flips")
    values = [size for size, count in sizes.items() for _ in range(count)]
    if few:
        return Test(_enumerated(values, seen), "exact sign flips")
    draws = max(FEWEST_DRAWS, min(DRAWS, MOST_SIGNS // units))
    return Test(_sampled(np.array(values, np.float64), seen, draws, seed), "sampled sign flips", draws, seed)


def _on_grid(sizes: dict[int, int], seen: int) -> float:
    """The chance by the whole distribution, one unit at a time (Streitberg & Roehmel's shift algorithm).

    Index i holds P(half the distance from the lowest sum = i): a unit of size s adds 0 or s.
    """
    chances = np.ones(1)
    for size, count in sizes.items():
        if count > 1 and size == 1 and chances.size == 1 and count <= 1000:
            chances = np.array([comb(count, solved) / 2**count for solved in range(count + 1)])
            continue
        for _ in range(count):
            longer = np.zeros(chances.size + size)
            longer[: chances.size] = chances
            longer[size:] += chances
            chances = 0.5 * longer
    span = chances.size - 1
    sums = np.abs(2 * np.arange(span + 1) - span)
    return min(1.0, float(chances[sums >= seen].sum()))


def _enumerated(values: Sequence[int], seen: int) -> float:
    """The chance over every choice of signs; whole numbers, so that ties are ties."""
    sums = np.zeros(1, np.int64)
    for value in values:
        sums = np.concatenate([sums + value, sums - value])
    return float(np.count_nonzero(np.abs(sums) >= seen) / sums.size)


def _sampled(values: Floats, seen: int, draws: int, seed: int) -> float:
    """The chance by samples: a byte chooses the signs of eight units, looked up at once."""
    random = np.random.default_rng(seed)
    padded = np.concatenate([values, np.zeros(-len(values) % EIGHT)]).reshape(-1, EIGHT)
    signs = 1.0 - 2.0 * np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1)
    beyond, done = 0, 0
    while done < draws:
        most = min(BLOCK, draws - done)
        sums = np.zeros(most)
        for eight in padded:
            sums += (signs @ eight)[random.integers(0, 256, most, dtype=np.uint8)]
        beyond += int(np.count_nonzero(np.abs(sums) >= seen - 0.5))
        done += most
    return (beyond + 1) / (draws + 1)
