"""Two models on the tests that both took (statistics 1.6): these tests, and tests like these.

Random effects on the logit scale, after DerSimonian and Laird (1986) with a shrunken between-test variance:
    l_b | delta ~ N(delta, tau^2 + v_b),   delta ~ N(0, pi^2)
    tau^2 = (nu0 tau_c^2 + sum (l_b - mean l)^2) / (nu0 + k - 1)
    next test: delta^ + N(0, sd^2 + tau^2), Student's t with nu0 + k - 1 degrees of freedom
"""

from math import hypot, sqrt

from msgspec import Struct

from evenhand.records.intervals import Interval
from evenhand.scoring.distributions import inside, normal_cdf, normal_quantile, t_cdf

# Two-sided 5% and power 80%: 1.96 + 0.84.
SEPARATING = 2.8


class Shift(Struct, frozen=True):
    """A difference left minus right on one test: points and logits, each with its standard error."""

    points: float
    error: float
    logit: float
    logit_error: float


class MeanShift(Struct, frozen=True):
    """These same tests with fresh questions: mean difference in points, and its error."""

    difference: float
    error: float


class SameTests(MeanShift, frozen=True):
    """These same tests with fresh questions, and P(left ahead) there."""

    probability: float


class Predicted(Struct, frozen=True):
    """The next test of this kind: predictive mean and spread in logits, degrees of freedom of Student's t."""

    expected: float
    spread: float
    freedom: float


class NextTest(Predicted, frozen=True):
    """The next test of this kind, and P(left ahead) there."""

    probability: float


def same_tests(shifts: list[tuple[float, Shift]]) -> SameTests:
    """Question 1 over (weight, shift) pairs; at least one."""
    mean = mean_shift(shifts)
    return SameTests(mean.difference, mean.error, chance_ahead(mean.difference, mean.error))


def mean_shift(shifts: list[tuple[float, Shift]]) -> MeanShift:
    """Question 1 without its probability."""
    # Loops, for three generators cost more than the few sums.
    total = points = squares = 0.0
    for weight, shift in shifts:
        total += weight
        points += weight * shift.points
        squares += (weight * shift.error) ** 2
    return MeanShift(points / total, sqrt(squares) / total)


def next_test(shifts: list[Shift], between_tests: float, between_pairs: float, prior_tests: int) -> NextTest:
    """Question 2 over the shared tests; `between_tests` is tau, `between_pairs` pi, `prior_tests` nu0."""
    found = predicted(shifts, between_tests, between_pairs, prior_tests)
    chance = t_cdf(found.expected / found.spread, found.freedom)
    return NextTest(found.expected, found.spread, found.freedom, chance)


def predicted(shifts: list[Shift], between_tests: float, between_pairs: float, prior_tests: int) -> Predicted:
    """Question 2 without its probability, which takes most of the time."""
    count = len(shifts)
    total = scatter = pulled = 0.0
    for shift in shifts:
        total += shift.logit
    mean = total / count
    for shift in shifts:
        scatter += (shift.logit - mean) ** 2
    freedom = prior_tests + count - 1.0
    variance = (prior_tests * between_tests**2 + scatter) / freedom
    known = 0.0
    for shift in shifts:
        own = 1.0 / (variance + shift.logit_error**2)
        known += own
        pulled += own * shift.logit
    precision = 1.0 / between_pairs**2 + known
    return Predicted(pulled / precision, sqrt(1.0 / precision + variance), freedom)


class Weighted(Struct, frozen=True):
    """Running sums over categories with weights w, of which one more can be added at no cost.

    Differences d and errors e of these tests, means m and spreads s of the next ones with f degrees of freedom:
    sum w, sum w d, sum (w e)^2, sum w m, sum (w s)^2, sum (w s)^4 / f.
    """

    weight: float = 0.0
    difference: float = 0.0
    error: float = 0.0
    expected: float = 0.0
    variance: float = 0.0
    fourth: float = 0.0

    def plus(self, weight: float, same: MeanShift, following: Predicted) -> "Weighted":
        """The sums with one more category."""
        spread = (weight * following.spread) ** 2
        return Weighted(
            self.weight + weight,
            self.difference + weight * same.difference,
            self.error + (weight * same.error) ** 2,
            self.expected + weight * following.expected,
            self.variance + spread,
            self.fourth + spread * spread / following.freedom,
        )

    def same_tests(self) -> SameTests:
        """These tests with fresh questions; some weight is needed."""
        difference, error = self.difference / self.weight, sqrt(self.error) / self.weight
        return SameTests(difference, error, chance_ahead(difference, error))

    def next_tests(self) -> NextTest:
        """One new test of each kind, degrees of freedom after Welch and Satterthwaite; some weight is needed."""
        expected, spread = self.expected / self.weight, sqrt(self.variance) / self.weight
        freedom = self.variance**2 / self.fourth
        return NextTest(expected, spread, freedom, t_cdf(expected / spread, freedom))


def added(parts: list[Weighted]) -> Weighted:
    """The sums of all these categories, in their order."""
    weight = difference = error = expected = variance = fourth = 0.0
    for one in parts:
        weight += one.weight
        difference += one.difference
        error += one.error
        expected += one.expected
        variance += one.variance
        fourth += one.fourth
    return Weighted(weight, difference, error, expected, variance, fourth)


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
