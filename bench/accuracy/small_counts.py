"""Gate 11: intervals of a share hold for few questions."""

from collections.abc import Callable
from functools import cache
from math import sqrt

from scipy.stats import binom

from bench.accuracy.gate import Figure, Gate
from evenhand.scoring.small_samples import jeffreys_interval, wilson

ITEMS = (10, 30, 60, 100, 198)
SHARE = 0.95
OTHERS = (0.5, 0.7, 0.9)
LEVEL = 0.95
NORMAL = 1.959964
Ends = Callable[[float, int], tuple[float, float]]

PROTOCOL = """
Exact coverage of nominal 95% intervals, summed over every count of right answers with its binomial probability: true
share 0.95 with 10, 30, 60, 100 and 198 questions as in the note, and shares 0.5, 0.7 and 0.9 beside it. Wilson's is
what pages show; Jeffreys' and the plain normal one are reported.
"""


def gate() -> Gate:
    """The gate; it is exact and takes no seed."""
    grid = [(items, share) for items in ITEMS for share in (SHARE, *OTHERS)]
    least = min(_coverage(_wilson, items, share) for items, share in grid)
    return Gate(
        number="11",
        title="Intervals of a share from few questions",
        protocol=PROTOCOL,
        required=(Figure("least coverage of Wilson's interval on the grid", least, least=0.91),),
        reported=(
            *(Figure(f"Wilson, {items} questions, share {SHARE}", _coverage(_wilson, items, SHARE)) for items in ITEMS),
            Figure("least coverage of Jeffreys' interval", min(_coverage(_jeffreys, *place) for place in grid)),
            Figure("least coverage of the normal interval", min(_coverage(_normal, *place) for place in grid)),
        ),
    )


def _coverage(interval: Ends, items: int, share: float) -> float:
    """P(the interval of a binomial count holds the share)."""
    total = 0.0
    for right in range(items + 1):
        low, high = interval(right / items, items)
        if low <= share <= high:
            total += float(binom.pmf(right, items, share))
    return total


@cache
def _wilson(share: float, items: int) -> tuple[float, float]:
    found = wilson(share, items, level=LEVEL)
    return found.low, found.high


@cache
def _jeffreys(share: float, items: int) -> tuple[float, float]:
    found = jeffreys_interval(share, items, level=LEVEL)
    return found.low, found.high


def _normal(share: float, items: int) -> tuple[float, float]:
    reach = NORMAL * sqrt(share * (1.0 - share) / items)
    return share - reach, share + reach
