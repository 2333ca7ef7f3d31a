"""What a test tells along ability: by hand, at its peak, and when it is spent."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.scoring.information import Curve, information, peak, predicted, spent

CURVE = Curve(slope=0.8, psi=0.2, centre=0.5, height=1.5)
CURVES = st.builds(
    Curve, slope=st.floats(0.1, 2), psi=st.floats(0.01, 2), centre=st.floats(-3, 3), height=st.floats(0.2, 3)
)


def test_by_hand() -> None:
    """The formula of the method page, written out."""
    share = 1.0 / (1.0 + exp(-(0.5 + 1.5 * 0.8 * 1.0)))
    assert predicted(CURVE, 1.0) == pytest.approx(share)
    sampling = 1.0 / (198 * share * (1.0 - share) * 1.5**2)
    assert information(CURVE, 198, 1.0) == pytest.approx(0.64 / (0.2 + sampling))


@given(CURVES, st.integers(10, 10_000), st.floats(-5, 5))
def test_never_over_its_peak(curve: Curve, items: int, ability: float) -> None:
    """Nowhere does it tell more than where half is solved."""
    assert 0.0 <= information(curve, items, ability) <= peak(curve, items) * (1.0 + 1e-12)


def test_a_solved_test_is_spent_and_a_hard_one_is_not() -> None:
    """Far above it little is left; far below it the test is hard, which is another thing."""
    small = Curve(slope=1.0, psi=0.01, centre=3.0, height=1.0)
    assert (spent(small, 100, 3.0) or 1.0) < 0.25
    assert spent(small, 100, -6.0) is None
    assert spent(Curve(slope=0.0, psi=0.1, centre=3.0, height=1.0), 100, 1.0) is None
