"""The normal and Student's t distribution on the standard library alone, because a command must start fast."""

from functools import lru_cache
from math import erf, exp, fabs, inf, lgamma, log, log1p, sqrt

# Stands in for a zero denominator, as Lentz's algorithm asks.
TINY = 1e-300


def normal_cdf(z: float) -> float:
    """P(Z <= z) of the standard normal."""
    return 0.5 * (1.0 + erf(z / sqrt(2.0)))


@lru_cache(maxsize=64)
def normal_quantile(p: float) -> float:
    """The z with P(Z <= z) = p, 0 < p < 1, to 1e-12, by bisection."""
    low, high = -40.0, 40.0
    while high - low > 1e-13:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if normal_cdf(middle) < p else (low, middle)
    return 0.5 * (low + high)


def t_cdf(t: float, freedom: float) -> float:
    """P(T <= t) of Student's t with `freedom` > 0 degrees of freedom, not necessarily whole (DLMF 8.17)."""
    square = t * t
    if square < freedom:
        half = 0.5 * regularized_beta(square / (freedom + square), 0.5, 0.5 * freedom)
        return 0.5 + half if t > 0 else 0.5 - half
    tail = 0.5 * regularized_beta(freedom / (freedom + square), 0.5 * freedom, 0.5)
    return 1.0 - tail if t > 0 else tail


def regularized_beta(x: float, a: float, b: float) -> float:
    """I_x(a, b) for 0 <= x <= 1, a, b > 0: the continued fraction DLMF 8.17.22 on the side where it converges fast."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _fraction(x, a, b) / a
    return 1.0 - front * _fraction(1.0 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """Lentz's algorithm for the continued fraction of the incomplete beta function."""
    c, d = 1.0, 1.0 / (1.0 - (a + b) * x / (a + 1.0) or TINY)
    value = d
    for m in range(1, 400):
        twice = a + 2 * m
        even = m * (b - m) * x / ((twice - 1.0) * twice)
        d = 1.0 / (1.0 + even * d or TINY)
        c = 1.0 + even / c or TINY
        value *= d * c
        odd = -(a + m) * (a + b + m) * x / (twice * (twice + 1.0))
        d = 1.0 / (1.0 + odd * d or TINY)
        c = 1.0 + odd / c or TINY
        value *= d * c
        if fabs(d * c - 1.0) < 1e-15:
            return value
    return value


def inside(low: float, high: float, mean: float, error: float) -> float:
    """P(low < X < high) of a normal with this mean and standard deviation; a zero deviation is a point."""
    if error <= 0.0:
        return 1.0 if low < mean < high else 0.0
    upper = normal_cdf((high - mean) / error) if high < inf else 1.0
    return upper - normal_cdf((low - mean) / error)
