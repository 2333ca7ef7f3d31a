"""Two models on the tests that both took (statistics 1.6): these tests, and tests like these.

Random effects on the logit scale, after DerSimonian and Laird (1986) with a shrunken between-test variance:
    l_b | delta ~ N(delta, tau^2 + v_b),   delta ~ N(0, pi^2)
    tau^2 = (nu0 tau_c^2 + sum (l_b - mean l)^2) / (nu0 + k - 1)
    next test: delta^ + N(0, sd^2 + tau^2), Student's t with nu0 + k - 1 degrees of freedom
"""

from math import hypot, sqrt

from msgspec import Struct

from evenhand.records.comparison import Interval
from evenhand.scoring.distributions import inside, normal_cdf, normal_quantile, t_cdf

# Two-sided 5% and power 80%: 1.96 + 0.84.
SEPARATING = 2.8


class Shift(Struct, frozen=True):
    """A difference left minus right on one test: points and logits, each with its standard error."""

    points: float
    error: float
    logit: float
    logit_error: float


class SameTests(Struct, frozen=True):
    """These same tests with fresh questions: mean difference in points, its error, and P(left ahead)."""

    difference: float
    error: float
    probability: float


class NextTest(Struct, frozen=True):
    """The next test of this kind: predictive mean and spread in logits, degrees of freedom, P(left ahead)."""

    expected: float
    spread: float
    freedom: float
    probability: float


def same_tests(shifts: list[tuple[float, Shift]]) -> SameTests:
    """Question 1 over (weight, shift) pairs; at least one."""
    total = sum(weight for weight, _ in shifts)
    difference = sum(weight * shift.points for weight, shift in shifts) / total
    error = sqrt(sum((weight * shift.error) ** 2 for weight, shift in shifts)) / total
    return SameTests(difference, error, chance_ahead(difference, error))


def next_test(shifts: list[Shift], between_tests: float, between_pairs: float, prior_tests: int) -> NextTest:
    """Question 2 over the shared tests; `between_tests` is tau, `between_pairs` pi, `prior_tests` nu0."""
    count = len(shifts)
    mean = sum(shift.logit for shift in shifts) / count
    scatter = sum((shift.logit - mean) ** 2 for shift in shifts)
    freedom = prior_tests + count - 1.0
    variance = (prior_tests * between_tests**2 + scatter) / freedom
    precisions = [1.0 / (variance + shift.logit_error**2) for shift in shifts]
    precision = 1.0 / between_pairs**2 + sum(precisions)
    expected = sum(p * shift.logit for p, shift in zip(precisions, shifts, strict=True)) / precision
    spread = sqrt(1.0 / precision + variance)
    return NextTest(expected, spread, freedom, t_cdf(expected / spread, freedom))


def combined(parts: list[tuple[float, NextTest]]) -> NextTest:
    """The weighted mean of several categories' next tests, degrees of freedom after Welch and Satterthwaite."""
    total = expected = variance = squares = 0.0
    for weight, part in parts:
        own = (weight * part.spread) ** 2
        total += weight
        expected += weight * part.expected
        variance += own
        squares += own * own / part.freedom
    freedom, spread = variance * variance / squares, sqrt(variance)
    return NextTest(expected / total, spread / total, freedom, t_cdf(expected / spread, freedom))


def interval(mean: float, error: float, level: float) -> Interval:
    """The central normal interval at this level."""
    reach = normal_quantile(0.5 + 0.5 * level) * error
    return Interval(low=mean - reach, high=mean + reach, level=level)


def equal_within(points: float, same: SameTests) -> float:
    """P(the difference on these tests is under `points`)."""
    return inside(-points, points, same.difference, same.error)


def separable(left_error: float, right_error: float) -> float:
    """The smallest difference in points that a test of this size tells apart, two-sided 5%, power 80%, unpaired."""
    return SEPARATING * hypot(left_error, right_error)


def chance_ahead(difference: float, error: float) -> float:
    """P(the true difference is above zero) by the normal; without any error the sign decides."""
    if error <= 0.0:
        return 0.5 if difference == 0.0 else float(difference > 0.0)
    return normal_cdf(difference / error)
