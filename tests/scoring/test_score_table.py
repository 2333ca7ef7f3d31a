"""The table of observed cells, and its columns on one scale."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.scoring.column_scale import column_scale, known_variance
from evenhand.scoring.score_table import score_table


def test_cells_are_sorted_and_order_does_not_matter():
    """The same cells in another order are the same table."""
    one = score_table([1, 0, 0], [0, 1, 0], [30.0, 20.0, 10.0], error=[3.0, 2.0, 1.0])
    other = score_table([0, 1, 0], [0, 0, 1], [10.0, 30.0, 20.0], error=[1.0, 3.0, 2.0])
    assert one.model.tolist() == other.model.tolist() == [0, 0, 1]
    assert one.value.tolist() == other.value.tolist() == [10.0, 20.0, 30.0]
    assert one.error.tolist() == other.error.tolist() == [1.0, 2.0, 3.0]


def test_the_same_observation_twice_counts_once():
    """A cell that is given twice with the same figures is one cell."""
    table = score_table([0, 0, 1], [0, 0, 0], [10.0, 10.0, 20.0], error=[1.0, 1.0, 1.0])
    assert table.cells == 2


def test_two_values_of_one_cell_are_refused():
    """Which of two different values stands is decided before."""
    with pytest.raises(ValueError, match="two values"):
        score_table([0, 0], [0, 0], [10.0, 11.0])


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (([0], [0], [101.0]), "outside 0 to 100"),
        (([0], [0], [float("nan")]), "not finite"),
        (([-1], [0], [1.0]), "model index"),
        (([0], [-1], [1.0]), "benchmark index"),
    ],
)
def test_impossible_cells_are_refused(cells, said):
    """A percentage above 100, a missing value and a negative place are errors."""
    with pytest.raises(ValueError, match=said):
        score_table(*cells, models=1, benchmarks=1)


def test_a_negative_error_is_refused():
    """A standard error is not below zero."""
    with pytest.raises(ValueError, match="below zero"):
        score_table([0], [0], [1.0], error=-1.0)


@given(st.lists(st.floats(0.6, 99.4), min_size=2, max_size=30))
def test_points_come_back_from_the_common_scale(values):
    """Standardising and returning gives the value, for any column."""
    table = score_table(range(len(values)), np.zeros(len(values)), values)
    scale = column_scale(table)
    back = scale.points(scale.standardised(table.value, table.benchmark), table.benchmark)
    assert back == pytest.approx(table.value, rel=1e-9)


def test_another_column_keeps_its_own_scale():
    """A rating of 1,200 is centred and divided by its own spread, and returns."""
    table = score_table([0, 1, 0, 1], [0, 0, 1, 1], [40.0, 60.0, 1100.0, 1300.0], percent=[True, False])
    scale = column_scale(table)
    assert scale.centre[1] == 1200.0
    assert scale.height[1] == 100.0
    assert scale.points(np.array([0.5]), np.array([1])).tolist() == [1250.0]


def test_heights_shrink_towards_the_typical_column():
    """A column of two equal scores gets a height between zero and the typical one, never under 0.2."""
    values = [20.0, 50.0, 80.0, 50.0, 50.0]
    scale = column_scale(score_table([0, 1, 2, 0, 1], [0, 0, 0, 1, 1], values))
    assert 0.2 <= scale.height[1] < scale.height[0]


def test_known_variance_is_the_delta_method():
    """An error of 5 points at 50% is 0.2 logits; 0.3 squared of provenance comes on top."""
    table = score_table([0, 1], [0, 0], [50.0, 80.0], error=[5.0, 0.0], extra=[0.09, 0.0])
    scale = column_scale(table)
    assert known_variance(table, scale)[0] == pytest.approx((0.2**2 + 0.09) / scale.height[0] ** 2)
    assert known_variance(table, scale)[1] == 0.0
