"""Intervals of a share and comparisons of paired answers that hold for few questions (statistics 1.3, 1.6).

The plain normal interval covers 40% instead of 95% at 10 questions and a true share of 0.95; these do not fail so.
"""

from math import sqrt

from evenhand.records.intervals import Interval
from evenhand.scoring.distributions import normal_quantile, regularized_beta

LEVEL = 0.95


def wilson(share: float, items: float, *, level: float = LEVEL, design_effect: float = 1.0) -> Interval:
    """Wilson's score interval of a share in [0, 1] over `items` answers; bounds in [0, 1].

    With clustered questions `design_effect` is the variance over that of independent ones, 1 + (m - 1) icc for
    clusters of m; the interval then rests on items / design_effect questions (Wilson 1927; statistics 1.3).

    Raises:
        ValueError: the share is outside [0, 1], or no items, or a design effect that is not positive.

    """
    _check(share, items)
    if design_effect <= 0.0:
        message = f"a design effect must be positive, not {design_effect}"
        raise ValueError(message)
    effective = items / design_effect
    z = normal_quantile(0.5 + 0.5 * level)
    weight = z * z / effective
    centre = (share + 0.5 * weight) / (1.0 + weight)
    reach = z * sqrt(share * (1.0 - share) / effective + 0.25 * weight / effective) / (1.0 + weight)
    low = 0.0 if share == 0.0 else max(0.0, centre - reach)
    return Interval(low=low, high=1.0 if share == 1.0 else min(1.0, centre + reach), level=level)


def jeffreys_interval(share: float, items: float, *, level: float = LEVEL) -> Interval:
    """The equal-tailed interval of Beta(k + 1/2, n - k + 1/2) with k = share x items; bounds in [0, 1].

    At no right answer it starts at 0, at no wrong one it ends at 1 (Brown, Cai & DasGupta 2001).

    Raises:
        ValueError: the share is outside [0, 1], or no items.

    """
    _check(share, items)
    right, wrong = share * items + 0.5, (1.0 - share) * items + 0.5
    tail = 0.5 - 0.5 * level
    low = 0.0 if share == 0.0 else beta_quantile(tail, right, wrong)
    return Interval(low=low, high=1.0 if share == 1.0 else beta_quantile(1.0 - tail, right, wrong), level=level)


def beta_quantile(p: float, a: float, b: float) -> float:
    """The x with I_x(a, b) = p, 0 < p < 1, by bisection until the doubles do not part any more."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = 0.5 * (low + high)
        if middle in {low, high}:
            break
        low, high = (middle, high) if regularized_beta(middle, a, b) < p else (low, middle)
    return 0.5 * (low + high)


def mcnemar(left_only: int, right_only: int, *, mid_p: bool = True) -> float:
    """The two-sided p of "both solve equally many", from the questions that only one of them solved.

    Exact binomial; with `mid_p` the observed outcome counts half, which takes away its excess of caution
    (Fagerland, Lydersen & Laake 2013). Without discordant questions there is nothing to reject: 1.

    Raises:
        ValueError: a count is negative.

    """
    _check_counts(left_only, right_only)
    fewer, more = sorted((left_only, right_only))
    # P(X <= fewer) and P(X < fewer) of a fair coin thrown left_only + right_only times.
    up_to = regularized_beta(0.5, more, fewer + 1.0) if more else 1.0
    below = regularized_beta(0.5, more + 1.0, fewer) if fewer else 0.0
    return min(1.0, up_to + below) if mid_p else min(1.0, 2.0 * up_to)


def chance_left_better(left_only: int, right_only: int) -> float:
    """P(left solves a fresh question that they do not share oftener than right): I_{1/2}(n01 + 1/2, n10 + 1/2).

    Jeffreys' prior on the share of discordant questions that left solved; n10 is `left_only`, n01 `right_only`.

    Raises:
        ValueError: a count is negative.

    """
    _check_counts(left_only, right_only)
    return regularized_beta(0.5, right_only + 0.5, left_only + 0.5)


def _check(share: float, items: float) -> None:
    if not 0.0 <= share <= 1.0 or not items > 0.0:
        message = f"a share lies in [0, 1] and rests on some items, not {share} of {items}"
        raise ValueError(message)


def _check_counts(left_only: int, right_only: int) -> None:
    if left_only < 0 or right_only < 0:
        message = f"counts of questions are not negative: {left_only}, {right_only}"
        raise ValueError(message)
