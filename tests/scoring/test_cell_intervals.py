"""Draws of single cells, stretched until held-out cells lie in their intervals."""

import numpy as np
import pytest
from tests.scoring.invented_scores import invented

from evenhand.scoring.cell_intervals import CellFactors, factors_from, held_out, learned, row_group, scores
from evenhand.scoring.posterior_draws import drawn


def test_groups_of_row_sizes():
    """Under 12, 12 to 19, 20 to 39, 40 and more."""
    assert row_group(np.array([0, 11, 12, 19, 20, 39, 40, 200])).tolist() == [0, 0, 1, 1, 2, 2, 3, 3]


def test_a_truth_at_the_bound_scores_one():
    """The score is the distance from the median in units of the 90% bound of that side."""
    draws = np.linspace(0.0, 1.0, 101)[:, None] ** 2
    low, middle, high = np.quantile(draws[:, 0], [0.05, 0.5, 0.95])
    both = np.repeat(draws, 4, axis=1)
    found = scores(both, np.array([low, high, middle, middle + 2 * (high - middle)]))
    assert found == pytest.approx([1.0, 1.0, 0.0, 2.0])


def test_factors_restore_ninety_percent():
    """Draws half as wide as the truth get the factor that makes them right, group by group."""
    chance = np.random.default_rng(1)
    truth = chance.standard_normal(4000)
    sizes = np.repeat([5, 15], 2000)
    spread = np.where(sizes == 5, 0.5, 0.8)
    draws = spread * np.random.default_rng(2).standard_normal((800, 4000))
    found = factors_from(scores(draws, truth), sizes)
    assert found.factors[:2] == pytest.approx((2.0, 1.25), rel=0.06)
    low, high = np.quantile(found.stretched(draws, sizes), [0.05, 0.95], axis=0)
    assert ((low <= truth) & (truth <= high)).mean() == pytest.approx(0.9, abs=0.01)


def test_a_small_group_takes_the_factor_of_all():
    """Ten cells of long rows do not make a factor of their own."""
    found = factors_from(np.concatenate([np.linspace(0, 2, 500), np.full(10, 50.0)]), np.repeat([5, 50], [500, 10]))
    assert found.cells == (500, 0, 0, 10)
    assert found.factors[3] == found.factors[1]
    assert found.factors[3] < 50.0


def test_nothing_held_out_stretches_nothing():
    """Without any score the factor is 1."""
    assert factors_from(np.empty(0), np.empty(0, int)).factors == (1.0, 1.0, 1.0, 1.0)


def test_stretching_keeps_the_median_and_never_leaves_the_scale():
    """The median stays, quantiles move out by the factor, and points stay within 0 to 100."""
    made = invented(20, 10, share=0.6, seed=21).table
    draws = drawn(made, kept=101, thinned_from=101, burn_in=50)
    rows, columns = np.zeros(10, int), np.arange(10)
    plain = draws.standardised_cells(rows, columns, seed=1)
    wide = CellFactors((3.0, 1.0, 1.0, 1.0), (0, 0, 0, 0)).stretched(plain, np.full(10, 5))
    assert np.median(wide, axis=0) == pytest.approx(np.median(plain, axis=0))
    assert np.ptp(wide, axis=0) == pytest.approx(3 * np.ptp(plain, axis=0))
    points = draws.scale.points(wide, columns)
    assert ((points >= 0) & (points <= 100)).all()


def test_each_cell_is_held_out_once():
    """The folds part the cells."""
    table = invented(10, 8, share=0.7, seed=22).table
    assert (sum(fold.astype(int) for fold in held_out(table, 5, 1)) == 1).all()


def test_factors_of_a_true_model_are_near_one():
    """Where the model holds nothing much needs stretching."""
    made = invented(60, 20, share=0.5, seed=23).table
    found = learned(made, factors=1, folds=3)
    assert sum(found.cells) == made.cells
    assert all(0.85 < factor < 1.25 for factor in found.factors)
