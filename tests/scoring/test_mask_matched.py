"""Widening of full-basket scores under the real pattern of missing cells."""

import numpy as np
import pytest
from tests.scoring.invented_scores import invented

from evenhand.scoring.mask_matched import Widening, completed_table, full_scores, mask_matched, redrawn
from evenhand.scoring.posterior_draws import drawn
from evenhand.scoring.score_table import score_table


def test_measured_cells_are_kept():
    """A model with every test of the basket has its exact average in every draw; the others vary."""
    made = invented(20, 6, share=0.5, seed=31)
    rows = np.concatenate([made.table.model[made.table.model > 0], np.zeros(6, int)])
    columns = np.concatenate([made.table.benchmark[made.table.model > 0], np.arange(6)])
    table = score_table(rows, columns, made.truth[rows, columns], models=20, benchmarks=6)
    draws = drawn(table, kept=40, thinned_from=40, burn_in=20)
    found = full_scores(table, draws, np.full(6, 1 / 6), seed=1)
    assert found[:, 0] == pytest.approx(np.full(40, made.truth[0].mean()))
    assert np.ptp(found[:, int(table.row_sizes().argmin())]) > 1.0


def test_a_redrawn_table_has_the_same_mask_and_the_completed_values():
    """What is hidden is hidden as before, and what is shown agrees with the complete table."""
    table = invented(15, 6, share=0.6, seed=32).table
    draws = drawn(table, kept=10, thinned_from=10, burn_in=20)
    basket = np.array([1, 3, 4])
    complete = completed_table(draws, basket, 4, seed=9)
    again = redrawn(table, draws, 4, complete, basket, seed=9)
    assert (again.model == table.model).all()
    assert (again.benchmark == table.benchmark).all()
    assert (again.value != table.value).all()
    inside = np.isin(table.benchmark, basket)
    places = np.searchsorted(basket, table.benchmark[inside])
    assert again.value[inside] == pytest.approx(complete[table.model[inside], places])


def test_widening_is_at_least_one_and_says_what_it_rests_on():
    """On a table of the model itself little is needed; each partly measured model speaks in each redraw."""
    made = invented(30, 10, share=0.5, seed=33)
    draws = drawn(made.table, factors=1)
    found = mask_matched(made.table, draws, np.full(10, 0.1), redraws=3)
    partly = ((made.table.row_sizes() > 0) & (made.table.row_sizes() < 10)).sum()
    assert found.scores == 3 * partly
    assert 1.0 <= found.factor < 1.5
    assert 0.75 < found.coverage <= 1.0


def test_a_complete_table_needs_no_widening():
    """Nothing is hidden, so nothing can be wrong."""
    table = invented(10, 4, share=1.0, seed=34).table
    draws = drawn(table, kept=10, thinned_from=10, burn_in=10)
    assert mask_matched(table, draws, np.full(4, 0.25), redraws=1) == Widening(1.0, 1.0, 0)


def test_stretched_scores_keep_their_median():
    """The factor acts about the median of each model."""
    scores = np.random.default_rng(1).normal(60, 5, (101, 3))
    wide = Widening(1.2, 0.85, 10).stretched(scores)
    assert np.median(wide, axis=0) == pytest.approx(np.median(scores, axis=0))
    assert np.ptp(wide, axis=0) == pytest.approx(1.2 * np.ptp(scores, axis=0))
