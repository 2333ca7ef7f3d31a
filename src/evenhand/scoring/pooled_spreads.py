"""How far two models' differences spread from test to test, and over pairs (statistics 1.6), pooled over all pairs.

    tau^2 = sum over pairs and tests (l - mean l)^2 / sum (k - 1)  -  mean sampling variance
    pi^2  = mean over pairs of (mean l)^2  -  mean of (tau^2 + mean sampling variance) / k
Differences are on the logit scale; only pairs with two or more shared tests speak about tau.
"""

from collections.abc import Iterable
from math import sqrt

from msgspec import Struct

from evenhand.scoring.head_to_head import Shift

LEAST = 0.05


class Spreads(Struct, frozen=True):
    """Standard deviations in logits: between tests (tau), between pairs (pi), and how many pairs they rest on."""

    between_tests: float
    between_pairs: float
    pairs: int

    def prior_scale(self, prior_tests: int) -> float:
        """What `next_test` is given as tau, so that its prior has this variance on average.

        There a pair's own variance is inverse chi-square with nu0 = `prior_tests` degrees of freedom, above 2, whose
        mean is nu0 / (nu0 - 2) times its scale (Gelman et al., Bayesian Data Analysis, appendix A).
        """
        return self.between_tests * sqrt((prior_tests - 2) / prior_tests)


def pooled_spreads(pairs: Iterable[list[Shift]]) -> Spreads | None:
    """Spreads of these pairs' shifts in one category; None when no pair shares two tests."""
    shifts = [list(pair) for pair in pairs if pair]
    several = [pair for pair in shifts if len(pair) > 1]
    if not several:
        return None
    freedom = sum(len(pair) - 1 for pair in several)
    within = sum(_scatter(pair) for pair in several) / freedom - _noise(several)
    tests = max(within, LEAST**2)
    means = [_mean(pair) ** 2 - (tests + _noise([pair])) / len(pair) for pair in shifts]
    pair_variance = max(sum(means) / len(means), LEAST**2)
    return Spreads(sqrt(tests), sqrt(pair_variance), len(several))


def _mean(pair: list[Shift]) -> float:
    return sum(shift.logit for shift in pair) / len(pair)


def _scatter(pair: list[Shift]) -> float:
    mean = _mean(pair)
    return sum((shift.logit - mean) ** 2 for shift in pair)


def _noise(pairs: list[list[Shift]]) -> float:
    """The mean sampling variance of a single difference."""
    variances = [shift.logit_error**2 for pair in pairs for shift in pair]
    return sum(variances) / len(variances)
