"""Percentiles and the interval of the median against numpy, scipy and invented populations."""

from math import inf

import numpy as np
import pytest
from scipy.stats import binom

from evenhand.measure.order_statistics import median_ranks, quantile, spread


@pytest.mark.parametrize("n", [1, 2, 7, 20, 101])
def test_quantiles_are_numpys(n: int) -> None:
    """The percentiles are those of numpy's default method."""
    values = np.sort(np.random.default_rng(n).exponential(size=n))
    for share in (0.0, 0.05, 0.5, 0.77, 0.95, 1.0):
        assert quantile(list(values), share) == pytest.approx(np.quantile(values, share), rel=1e-12)


@pytest.mark.parametrize("n", [*range(1, 60), 1000, 5000])
def test_ranks_are_the_binomials(n: int) -> None:
    """The ranks are the innermost ones that hold the median with 95 %, with the coverage that scipy gives."""
    found = median_ranks(n)
    if n < 6:
        assert found is None
        return
    rank, covered = found
    assert covered == pytest.approx(1 - 2 * binom.cdf(rank - 1, n, 0.5), abs=1e-12)
    assert covered >= 0.95
    assert rank == n // 2 or 1 - 2 * binom.cdf(rank, n, 0.5) < 0.95


@pytest.mark.parametrize("draw", ["exponential", "standard_cauchy", "normal"])
def test_intervals_hold_the_median(draw: str) -> None:
    """In 2,000 samples of 20 the interval holds the true median at least as often as it says, within chance."""
    random = np.random.default_rng(7)
    true = {"exponential": np.log(2), "standard_cauchy": 0.0, "normal": 0.0}[draw]
    found = [spread(list(getattr(random, draw)(size=20))) for _ in range(2000)]
    share = np.mean([one.low <= true <= one.high for one in found])
    stated = found[0].coverage
    assert abs(share - stated) < 4 * np.sqrt(stated * (1 - stated) / 2000)


def test_what_was_given_up_counts_as_longer() -> None:
    """Requests that were given up stand above all others: the median moves up, and is unknown where they are most."""
    assert spread([1.0, 2.0, 3.0]).p50 == 2.0
    some = spread([1.0, 2.0, 3.0], censored=2)
    assert (some.p50, some.p95, some.n, some.censored) == (3.0, None, 5, 2)
    assert spread([1.0], censored=3).p50 is None
    assert spread([], censored=3) is None
    assert quantile([1.0, inf], 0.5) == inf
