"""Spearman's rank correlation with an interval.

Ranks of ties are their mean (Spearman 1904). The interval is Fisher's, with the variance of Bonett and Wright (2000,
Psychometrika 65, 23-28): atanh(r) has variance (1 + r^2 / 2) / (n - 3). It is good for n of ten or more and |r| under
0.95, and takes the models as independent, which versions of one model are not.
"""

from collections.abc import Sequence
from math import atanh, sqrt, tanh
from statistics import NormalDist

from evenhand.records.explore import RankCorrelation

LEAST = 10
# Beyond this the normal interval no longer holds; it is computed from here, so it is never narrower than known.
MOST = 0.95


def rank_correlation(left: Sequence[float], right: Sequence[float], level: float = 0.90) -> RankCorrelation | None:
    """The correlation of two equally long columns; None under ten pairs or where a column does not vary.

    Raises:
        ValueError: the columns have different lengths.

    """
    if len(left) != len(right):
        raise ValueError(f"columns of {len(left)} and {len(right)} values")
    if len(left) < LEAST or len(set(left)) < 2 or len(set(right)) < 2:
        return None
    found = _pearson(mean_ranks(left), mean_ranks(right))
    held = max(-MOST, min(MOST, found))
    reach = NormalDist().inv_cdf(0.5 + level / 2) * sqrt((1 + held * held / 2) / (len(left) - 3))
    low, high = tanh(atanh(held) - reach), tanh(atanh(held) + reach)
    return RankCorrelation(value=found, low=min(low, found), high=max(high, found), n=len(left), level=level)


def mean_ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1; equal values share the mean of theirs."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            ranks[place] = 1.0 + (start + end) / 2
        start = end + 1
    return ranks


def _pearson(left: Sequence[float], right: Sequence[float]) -> float:
    mean_left, mean_right = sum(left) / len(left), sum(right) / len(right)
    together = sum((one - mean_left) * (other - mean_right) for one, other in zip(left, right, strict=True))
    spread = sum((one - mean_left) ** 2 for one in left) * sum((other - mean_right) ** 2 for other in right)
    return together / sqrt(spread)
