"""Our own distributions against scipy's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from evenhand.scoring.distributions import inside, normal_cdf, normal_quantile, regularized_beta, t_cdf


@pytest.mark.parametrize("z", [-8, -3, -1.5, -0.1, 0, 0.1, 1, 2.5, 6])
def test_normal_agrees_with_scipy(z: float) -> None:
    """The normal distribution function is scipy's to twelve digits."""
    assert normal_cdf(z) == pytest.approx(stats.norm.cdf(z), abs=1e-12)


@pytest.mark.parametrize("p", [0.001, 0.05, 0.5, 0.95, 0.975, 0.9999])
def test_quantile_inverts(p: float) -> None:
    """The quantile is the inverse of the distribution function."""
    assert normal_cdf(normal_quantile(p)) == pytest.approx(p, abs=1e-12)
    assert normal_quantile(p) == pytest.approx(stats.norm.ppf(p), abs=1e-9)


@given(st.floats(-60, 60), st.floats(0.5, 400))
def test_t_agrees_with_scipy(t: float, freedom: float) -> None:
    """Student's t is scipy's for whole and broken degrees of freedom."""
    assert t_cdf(t, freedom) == pytest.approx(stats.t.cdf(t, freedom), abs=1e-10)


@given(st.floats(-60, 60), st.floats(0.5, 400))
def test_t_is_symmetric(t: float, freedom: float) -> None:
    """P(T <= t) and P(T <= -t) add up to one."""
    assert t_cdf(t, freedom) + t_cdf(-t, freedom) == pytest.approx(1.0, abs=1e-12)


@given(st.floats(0, 1), st.floats(0.2, 80), st.floats(0.2, 80))
def test_beta_agrees_with_scipy(x: float, a: float, b: float) -> None:
    """The regularized incomplete beta function is scipy's."""
    assert regularized_beta(x, a, b) == pytest.approx(special.betainc(a, b, x), abs=1e-10)


def test_inside_of_a_point() -> None:
    """Without spread all mass is at the mean."""
    assert inside(-1, 1, 0, 0) == 1.0
    assert inside(-1, 1, 2, 0) == 0.0


@given(st.floats(-20, 20), st.floats(0.01, 10))
def test_inside_agrees_with_scipy(mean: float, error: float) -> None:
    """The mass between two bounds is scipy's."""
    expected = stats.norm.cdf(1, mean, error) - stats.norm.cdf(-1, mean, error)
    assert inside(-1, 1, mean, error) == pytest.approx(expected, abs=1e-12)
