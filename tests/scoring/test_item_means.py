"""Means over items, their clustered errors, and pass@k."""

import warnings
from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from evenhand.records.item_counts import System, UnitSums
from evenhand.scoring.item_means import mean, mean_error, pass_at, t_quantile

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its use of pandas is told off by pandas 3
    from statsmodels.regression.linear_model import OLS


def sums_of(outcomes: list[float], clusters: list[int]) -> UnitSums:
    """What an engine would give of these items."""
    values, groups = np.array(outcomes), np.array(clusters)
    total = np.array([values[groups == one].sum() for one in np.unique(groups)])
    size = np.array([(groups == one).sum() for one in np.unique(groups)])
    return UnitSums(
        system=System("m"),
        benchmark="b",
        items=len(outcomes),
        units=len(total),
        total=float(total.sum()),
        squares=float((total**2).sum()),
        cross=float((total * size).sum()),
        sizes=int((size**2).sum()),
        lowest=float(values.min()),
        highest=float(values.max()),
        whole=int(np.isin(values, (0.0, 1.0)).sum()),
    )


ITEMS = st.lists(st.tuples(st.floats(0, 1, width=32), st.integers(0, 6)), min_size=3, max_size=60)


@given(ITEMS.filter(lambda items: len({cluster for _, cluster in items}) > 1))
def test_the_error_is_that_of_statsmodels_by_clusters(items: list[tuple[float, int]]) -> None:
    """Mean and standard error equal a regression on a constant with cov_type cluster, small-sample factor and all."""
    outcomes, clusters = [float(one) for one, _ in items], [cluster for _, cluster in items]
    fit = OLS(outcomes, np.ones(len(items))).fit(cov_type="cluster", cov_kwds={"groups": np.array(clusters)})
    found = sums_of(outcomes, clusters)
    assert mean(found).value == pytest.approx(fit.params[0], abs=1e-12)
    assert mean_error(found) == pytest.approx(fit.bse[0], rel=1e-6, abs=1e-7)


def test_without_clusters_it_is_the_usual_error() -> None:
    """Each item its own cluster gives s over the root of n, and a share gets Wilson's interval."""
    outcomes = [0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0]
    found = mean(sums_of(outcomes, list(range(7))))
    assert found.error == pytest.approx(np.std(outcomes, ddof=1) / 7**0.5)
    assert found.method == "Wilson"
    graded = mean(sums_of([0.25, 0.5, 0.75, 1.0], list(range(4))))
    assert graded.method == "Student's t over items"
    assert graded.interval is not None
    assert (graded.interval.low, graded.interval.high) == pytest.approx((0.625 - 3.182446 * 0.161374, 1.0), abs=1e-5)


def test_one_cluster_tells_no_error() -> None:
    """With all items in one cluster neither error nor interval is given."""
    found = mean(sums_of([0.0, 1.0, 1.0], [4, 4, 4]))
    assert (found.error, found.interval, found.method) == (None, None, None)


@pytest.mark.parametrize("freedom", [1, 2, 7, 60, 5_000, 999_999])
def test_quantiles_of_t_are_those_of_scipy(freedom: int) -> None:
    """For one degree of freedom as for a million."""
    assert t_quantile(0.975, freedom) == pytest.approx(float(student.ppf(0.975, freedom)), rel=1e-8)


@pytest.mark.parametrize(
    ("attempts", "solved", "k"), [(5, 2, 1), (5, 2, 3), (6, 0, 2), (4, 4, 4), (7, 3, 5), (8, 1, 8)]
)
def test_pass_at_k_counts_the_draws_that_hold_a_solved_attempt(attempts: int, solved: int, k: int) -> None:
    """The estimator equals the share of all draws of k attempts with at least one solved."""
    marks = [1] * solved + [0] * (attempts - solved)
    hits = sum(any(draw) for draw in combinations(marks, k))
    assert pass_at(attempts, solved, k) == pytest.approx(hits / comb(attempts, k), abs=1e-15)


def test_pass_at_more_than_there_are_is_refused() -> None:
    """Fewer attempts than k say nothing of pass@k."""
    with pytest.raises(ValueError, match="cannot be drawn"):
        pass_at(3, 1, 4)
