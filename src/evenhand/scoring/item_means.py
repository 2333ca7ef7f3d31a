"""Means over items with errors that know of clusters, from sums; and pass@k. No libraries.

    SE^2 = C / (C - 1) sum_g (sum_{i in g} (x_i - mean))^2 / n^2
over C clusters g of n items (Miller 2024, arXiv 2411.00640, section 2.2, which is CR0, with the small-sample factor
C / (C - 1) as in statsmodels' cov_type="cluster"). An item that belongs to no cluster is one of its own; without
clusters this is the usual s^2 / n.
    pass@k = 1 - C(n - c, k) / C(n, k),  c of n attempts solved (Chen et al. 2021, arXiv 2107.03374, equation 1)
"""

from fractions import Fraction
from math import comb, fsum, sqrt

from msgspec import Struct

from evenhand.records.intervals import Interval
from evenhand.records.item_counts import UnitSums
from evenhand.records.item_results import MeanMethod
from evenhand.scoring.small_samples import LEVEL, beta_quantile, wilson


class Mean(Struct, frozen=True):
    """A mean over items, its standard error and interval; None where one unit does not tell them."""

    value: float
    error: float | None
    interval: Interval | None
    method: MeanMethod | None


def mean(sums: UnitSums, *, level: float = LEVEL) -> Mean:
    """The mean of at least one item: Wilson's interval for solved or not without clusters, else Student's t.

    An interval of outcomes in [0, 1] stays there.
    """
    value = sums.total / sums.items
    error = mean_error(sums)
    if sums.units == sums.items == sums.whole:
        return Mean(value, error, wilson(min(value, 1.0), sums.items, level=level), "Wilson")
    if error is None:
        return Mean(value, None, None, None)
    reach = t_quantile(0.5 + 0.5 * level, sums.units - 1) * error
    low, high = value - reach, value + reach
    if sums.lowest >= 0.0 and sums.highest <= 1.0:
        low, high = max(0.0, low), min(1.0, high)
    method: MeanMethod = "Student's t over items" if sums.units == sums.items else "Student's t over clusters"
    return Mean(value, error, Interval(low=low, high=high, level=level), method)


def mean_error(sums: UnitSums) -> float | None:
    """The clustered standard error of the mean; None with one unit."""
    if sums.units < 2:
        return None
    at = sums.total / sums.items
    spread = fsum((sums.squares, -2.0 * at * sums.cross, at * at * sums.sizes))
    # What rounding leaves of zero is none.
    spread = 0.0 if spread <= 1e-12 * max(sums.squares, at * at * sums.sizes) else spread
    return sqrt(sums.units / (sums.units - 1) * spread) / sums.items


def t_quantile(p: float, freedom: float) -> float:
    """The t with P(T <= t) = p, 0.5 < p < 1, of Student's t with `freedom` > 0 degrees of freedom."""
    x = beta_quantile(2.0 * (1.0 - p), 0.5 * freedom, 0.5)
    return sqrt(freedom * (1.0 - x) / x)


def pass_at(attempts: int, solved: int, k: int) -> float:
    """The chance that one of k attempts, drawn from these without putting back, is among the solved ones.

    Raises:
        ValueError: fewer attempts than k, or more solved than attempts.

    """
    if not 1 <= k <= attempts or not 0 <= solved <= attempts:
        message = f"{k} of {attempts} attempts, {solved} solved, cannot be drawn"
        raise ValueError(message)
    return float(1 - Fraction(comb(attempts - solved, k), comb(attempts, k)))
