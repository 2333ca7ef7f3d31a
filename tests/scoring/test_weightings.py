"""Other weights of the same tests: against draws of weightings by numpy, and by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.scoring.weightings import least_move, share_nearby, share_of_all

DRAWS = 40_000
GAPS = st.lists(st.floats(-40, 40).map(lambda value: round(value, 1)), min_size=2, max_size=12)


def weights(seed: int, count: int) -> list[float]:
    """Weights that add up to one, none tiny."""
    found = np.random.default_rng(seed).dirichlet(np.ones(count)) + 0.02
    return [float(each) for each in found / found.sum()]


@settings(max_examples=60, deadline=None)
@given(GAPS, st.integers(0, 99))
def test_shares_are_those_of_drawn_weightings(gaps: list[float], seed: int) -> None:
    """Within the noise of 40,000 draws of Dirichlet weights."""
    own, draw = weights(seed, len(gaps)), np.random.default_rng(seed)
    drawn = draw.dirichlet(np.ones(len(gaps)), DRAWS) @ np.array(gaps)
    near = draw.dirichlet(50 * np.array(own), DRAWS) @ np.array(gaps)
    assert share_of_all(gaps) == pytest.approx(np.mean(drawn < -1e-12), abs=0.015)
    assert share_nearby(gaps, own) == pytest.approx(np.mean(near < -1e-12), abs=0.015)


def test_shares_by_hand() -> None:
    """Of two tests, one ahead by 3 and one behind by 1, the second is ahead in a quarter of all weightings."""
    assert share_of_all([3.0, -1.0]) == pytest.approx(0.25)
    assert share_of_all([1.0, 2.0]) == share_nearby([1.0, 0.0], [0.5, 0.5]) == 0.0
    assert share_of_all([-1.0, -2.0]) == share_nearby([-1.0, 0.0], [0.5, 0.5]) == 1.0


def test_the_least_move_by_hand() -> None:
    """Ahead by 10 and 4, behind by 2, weights alike: the mean is 4, each point from the first to the last takes 12."""
    move = least_move([10.0, 4.0, -2.0], [1 / 3] * 3)
    assert move is not None
    assert (move.to, [place for place, _ in move.taken]) == (2, [0])
    assert move.share == pytest.approx(1 / 3)
    assert least_move([10.0, 4.0, 0.0], [1 / 3] * 3) is None


@settings(max_examples=100, deadline=None)
@given(GAPS, st.integers(0, 99))
def test_the_moved_weights_level_the_mean(gaps: list[float], seed: int) -> None:
    """After the move the mean is zero, no weight is negative and all still add up to one."""
    own = np.array(weights(seed, len(gaps)))
    gaps = gaps if own @ np.array(gaps) > 0 else [-gap for gap in gaps]
    if own @ np.array(gaps) <= 1e-9:
        return
    move = least_move(gaps, [float(each) for each in own])
    if move is None:
        assert min(gaps) >= 0
        return
    for place, share in move.taken:
        own[place] -= share
        own[move.to] += share
    assert own.min() >= -1e-12
    assert own.sum() == pytest.approx(1)
    assert own @ np.array(gaps) == pytest.approx(0, abs=1e-9)
