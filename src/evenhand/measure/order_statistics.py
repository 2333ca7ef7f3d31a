"""Percentiles of a few measured times, and an interval of their median that asks nothing of their distribution."""

from collections.abc import Sequence
from math import floor, inf, isfinite

from evenhand.records.speed_receipt import Spread

CONFIDENCE = 0.95


def spread(values: Sequence[float], censored: int = 0) -> Spread | None:
    """The spread of these values and of `censored` more that are known only to be larger; None without any value.

    Percentiles are linear between neighbours (type 7 of Hyndman and Fan 1996).
    """
    if not values:
        return None
    ordered = sorted((*values, *[inf] * censored))
    held = median_ranks(len(ordered))
    low, high = (None, None) if held is None else (ordered[held[0] - 1], ordered[-held[0]])
    return Spread(
        n=len(ordered),
        p5=_finite(quantile(ordered, 0.05)),
        p50=_finite(quantile(ordered, 0.5)),
        p95=_finite(quantile(ordered, 0.95)),
        low=_finite(low),
        high=_finite(high),
        coverage=None if held is None else held[1],
        censored=censored,
    )


def quantile(ordered: Sequence[float], share: float) -> float:
    """The quantile of sorted values, at least one, by linear interpolation; infinite where a neighbour is.

    Raises:
        IndexError: there is no value.

    """
    place = (len(ordered) - 1) * share
    below = floor(place)
    part = place - below
    if part == 0:
        return ordered[below]
    return ordered[below] + part * (ordered[below + 1] - ordered[below]) if isfinite(ordered[below]) else inf


def median_ranks(n: int, confidence: float = CONFIDENCE) -> tuple[int, float] | None:
    """The largest rank k whose order statistics k and n + 1 - k hold the median, and with what probability.

    That is 1 - 2 P(X < k) for X binomial with n and 1/2, whatever continuous distribution the values have
    (David and Nagaraja, Order Statistics, 7.1). None where even the smallest and largest do not suffice: n below 6.
    """
    left, ways, found = 0, 1, None
    for rank in range(1, n // 2 + 1):
        left += ways
        ways = ways * (n - rank + 1) // rank
        covered = 1 - 2 * ((left << 64) >> n) / 2**64  # whole numbers until the end: 2**n is no float
        if covered < confidence:
            break
        found = (rank, covered)
    return found


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None
