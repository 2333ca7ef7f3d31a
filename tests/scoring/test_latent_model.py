"""The latent model fitted by EM."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scoring.invented_scores import invented

from evenhand.scoring.latent_model import evidence_bounds, fitted
from evenhand.scoring.score_table import score_table


def hidden_cells(made):
    """Rows and columns of the cells that the table does not hold."""
    seen = np.zeros(made.truth.shape, bool)
    seen[made.table.model, made.table.benchmark] = True
    return np.nonzero(~seen)


def test_abilities_of_a_simulated_table_come_back():
    """Half the cells of one factor are enough to order 60 models almost as they are."""
    made = invented(60, 30, share=0.5, seed=1)
    fit = fitted(made.table, factors=1)
    assert np.corrcoef(fit.theta[:, 0], made.theta[:, 0])[0, 1] > 0.98


def test_hidden_cells_of_two_factors_are_closer_than_with_one():
    """Two factors predict what two factors made, within little more than its noise."""
    made = invented(80, 40, share=0.4, seed=2, factors=2, noise=0.15)
    rows, columns = hidden_cells(made)
    off = {
        factors: np.median(
            np.abs(fitted(made.table, factors=factors).predict(rows, columns)[0] - made.truth[rows, columns])
        )
        for factors in (1, 2)
    }
    assert off[2] < 4.0 < off[1]


@pytest.mark.parametrize("factors", [1, 2, 3])
@pytest.mark.parametrize("error", [0.0, 4.0])
def test_no_sweep_lowers_the_evidence(factors, error):
    """EM climbs: each sweep's lower bound is at least that of the one before."""
    made = invented(25, 12, share=0.6, seed=3, factors=2).table
    table = score_table(made.model, made.benchmark, made.value, error=error)
    bounds = np.array(evidence_bounds(table, factors=factors, sweeps=60))
    assert (np.diff(bounds) > -1e-8).all()
    assert bounds[-1] > bounds[0]


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_order_and_repeats_change_nothing(chance):
    """Shuffled cells with some given twice make the same fit, to the bit."""
    cells = invented(15, 8, share=0.6, seed=4).table
    order = list(range(cells.cells)) + [chance.randrange(cells.cells) for _ in range(5)]
    chance.shuffle(order)
    again = score_table(
        cells.model[order], cells.benchmark[order], cells.value[order], models=cells.models, benchmarks=cells.benchmarks
    )
    one, other = fitted(cells, sweeps=10), fitted(again, sweeps=10)
    assert (one.theta == other.theta).all()
    assert (one.line == other.line).all()


def test_rows_and_columns_in_another_order_give_the_same_predictions():
    """Names sorted otherwise move no prediction."""
    made = invented(20, 10, share=0.6, seed=5).table
    turned = score_table(19 - made.model, 9 - made.benchmark, made.value, models=20, benchmarks=10)
    rows, columns = (part.ravel() for part in np.indices((20, 10)))
    straight = fitted(made, sweeps=50).predict(rows, columns)[0]
    back = fitted(turned, sweeps=50).predict(19 - rows, 9 - columns)[0]
    assert back == pytest.approx(straight, abs=1e-3)


def test_a_large_known_error_counts_less():
    """Of two models with the same scores the one measured badly stays nearer to the middle."""
    made = invented(30, 10, share=1.0, seed=6).table
    best = int(np.bincount(made.model, made.value).argmax())
    sure = fitted(made, factors=1)
    unsure = fitted(
        score_table(made.model, made.benchmark, made.value, error=np.where(made.model == best, 12.0, 0.0)), factors=1
    )
    assert 0 < unsure.theta[best, 0] < sure.theta[best, 0]
    assert unsure.theta_covariance[0, 0, best] > sure.theta_covariance[0, 0, best]


def test_an_odd_cell_gets_little_weight():
    """A score of 3 where the model has 90s elsewhere is known as odd, and hardly moves the others' predictions."""
    made = invented(30, 12, share=1.0, seed=7, noise=0.1).table
    best = int(np.bincount(made.model, made.value).argmax())
    place = int(np.flatnonzero(made.model == best)[0])
    values = made.value.copy()
    values[place] = 3.0
    fit = fitted(score_table(made.model, made.benchmark, values), factors=1)
    assert fit.weight[place] < 0.3
    assert fit.weight[place] == fit.weight.min()


def test_a_model_without_cells_is_predicted_from_the_others():
    """An empty row gets each column's middle and the widest deviation."""
    made = invented(30, 12, share=0.7, seed=8).table
    table = score_table(made.model, made.benchmark, made.value, models=31, benchmarks=12)
    fit = fitted(table)
    middle, deviation = fit.predict(np.full(12, 30), np.arange(12))
    _, known = fit.predict(np.zeros(12, int), np.arange(12))
    assert ((middle > 0) & (middle < 100)).all()
    assert (deviation > known).all()


def test_columns_that_are_no_percentages_keep_their_unit():
    """A rating that follows ability is predicted near where it lies, in its own hundreds."""
    made = invented(40, 10, share=1.0, seed=9, noise=0.1)
    rating = 1200 + 100 * made.theta[:, 0]
    shown = np.arange(40) < 30
    table = score_table(
        np.concatenate([made.table.model, np.flatnonzero(shown)]),
        np.concatenate([made.table.benchmark, np.full(30, 10)]),
        np.concatenate([made.table.value, rating[shown]]),
        models=40,
        benchmarks=11,
        percent=[True] * 10 + [False],
    )
    middle, _ = fitted(table, factors=1).predict(np.flatnonzero(~shown), np.full(10, 10))
    assert np.median(np.abs(middle - rating[~shown])) < 25


@pytest.mark.parametrize("shape", [(1, 6), (6, 1), (1, 1)])
@pytest.mark.parametrize("factors", [1, 3])
def test_one_row_or_one_column_is_fitted(shape, factors):
    """The smallest tables give finite predictions within the scale."""
    rows, columns = (part.ravel() for part in np.indices(shape))
    table = score_table(rows, columns, np.linspace(20, 70, len(rows)))
    middle, deviation = fitted(table, factors=factors).predict(rows, columns)
    assert ((middle > 0) & (middle < 100)).all()
    assert (deviation > 0).all()


def test_an_empty_table_is_fitted():
    """Without any cell the prior speaks: half the scale."""
    fit = fitted(score_table([], [], [], models=2, benchmarks=2))
    assert fit.predict(np.array([0]), np.array([1]))[0] == pytest.approx([50.0])
