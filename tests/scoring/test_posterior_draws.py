"""Draws from the posterior of the latent model."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.scoring.invented_scores import invented

from evenhand.scoring import keyed_noise
from evenhand.scoring.column_scale import column_scale, known_variance
from evenhand.scoring.latent_model import fitted
from evenhand.scoring.posterior_draws import drawn
from evenhand.scoring.score_table import score_table

MOMENTS = Path(__file__).parents[1] / "golden" / "nuts_moments.json"


def everywhere(table):
    """All rows and columns of a table, cell by cell."""
    return tuple(part.ravel() for part in np.indices((table.models, table.benchmarks)))


def with_cell(table, row, column, value):
    """The table with one more cell."""
    parts = zip((table.model, table.benchmark, table.value), (row, column, value), strict=True)
    return score_table(*(np.append(*part) for part in parts), models=table.models, benchmarks=table.benchmarks)


def width(draws, rows, columns):
    """Width of the 90% intervals of cells on the standardised scale."""
    low, high = np.quantile(draws.standardised_cells(rows, columns, seed=3), [0.05, 0.95], axis=0)
    return high - low


def oracle_table():
    """20 models by 8 benchmarks, of which every second has known errors, and its cells as the oracle reads them."""
    made = invented(20, 8, share=0.7, seed=11, noise=0.4).table
    table = score_table(made.model, made.benchmark, made.value, error=6.0 * (made.benchmark % 2))
    scale = column_scale(table)
    cells = {
        "row": table.model,
        "column": table.benchmark,
        "z": scale.standardised(table.value, table.benchmark),
        "known": known_variance(table, scale),
    }
    return table, {name: part.tolist() for name, part in cells.items()}


def assert_agreement(table, moments):
    """Means and deviations of our draws are those of the oracle."""
    draws = drawn(table, factors=1, kept=4000, thinned_from=4000)
    rows, columns = everywhere(table)
    ours = {
        "fit": draws.expected(rows, columns).reshape(-1, 20, 8),
        "log_psi": np.log(draws.psi),
        "theta": draws.ability(),
    }
    # The 500 draws of the oracle have an error of their own, greatest in abilities, which share one slow scale.
    allowed = {"fit": 0.25, "log_psi": 0.35, "theta": 0.5}
    for name, part in ours.items():
        mean, deviation = np.array(moments[name])
        assert np.abs((part.mean(axis=0) - mean) / deviation).max() < allowed[name], name
        assert np.abs(np.log(part.std(axis=0) / deviation)).max() < 0.35, name


def test_the_posterior_is_that_of_nuts():
    """Means and deviations agree with those that numpyro found for the very cells of this table, which are on file."""
    table, cells = oracle_table()
    known = json.loads(MOMENTS.read_text("utf-8"))
    for name, part in cells.items():
        assert known["cells"][name] == pytest.approx(part, rel=1e-9), name
    assert_agreement(table, known["moments"])


@pytest.mark.soak
def test_nuts_says_so_again():
    """The same with numpyro run anew, which takes it half a minute; `EVENHAND_GOLDEN=write` keeps what it found."""
    table, cells = oracle_table()
    program = [sys.executable, str(Path(__file__).parent / "nuts_oracle.py")]
    answer = subprocess.run(program, input=json.dumps(cells), capture_output=True, text=True, check=True).stdout
    moments = json.loads(answer)
    assert_agreement(table, moments)
    if os.environ.get("EVENHAND_GOLDEN") == "write":
        short = {name: np.round(part, 6).tolist() for name, part in moments.items()}
        MOMENTS.write_text(json.dumps({"cells": cells, "moments": short}) + "\n", "utf-8")


def test_the_same_seed_gives_the_same_bits_and_another_does_not():
    """Draws are reproducible."""
    table = invented(12, 6, share=0.7, seed=12).table
    one, same, other = (drawn(table, kept=20, thinned_from=20, burn_in=5, seed=seed) for seed in (1, 1, 2))
    assert (one.theta == same.theta).all()
    assert (one.psi == same.psi).all()
    assert (one.theta != other.theta).any()
    rows, columns = everywhere(table)
    assert (one.cells(rows, columns, seed=5) == same.cells(rows, columns, seed=5)).all()
    assert (one.cells(rows, columns, seed=5) != one.cells(rows, columns, seed=6)).any()


def test_hidden_cells_lie_in_their_intervals():
    """Of a table from the model itself, about 90% of hidden cells lie in 90% intervals."""
    made = invented(80, 30, share=0.5, seed=13, factors=2)
    draws = drawn(made.table, factors=2, one_factor=0.0)
    rows, columns = everywhere(made.table)
    seen = np.zeros(made.truth.shape, bool)
    seen[made.table.model, made.table.benchmark] = True
    rows, columns = rows[~seen.ravel()], columns[~seen.ravel()]
    low, high = np.quantile(draws.cells(rows, columns, seed=1), [0.05, 0.95], axis=0)
    truth = made.truth[rows, columns]
    assert 0.87 < ((low <= truth) & (truth <= high)).mean() < 0.93


def test_a_cell_exactly_as_predicted_moves_nothing_and_narrows():
    """The median expectation observed: the model's other predictions stay, and on average they are narrower."""
    table = invented(25, 15, share=0.4, seed=14).table
    before = drawn(table, factors=1, kept=3000, thinned_from=3000)
    row = int(table.row_sizes().argmin())
    free = np.setdiff1d(np.arange(15), table.benchmark[table.model == row])
    column, others = int(free[0]), free[1:]
    expected = np.median(before.expected(np.array([row]), np.array([column])))
    value = float(before.scale.points(np.array([expected]), np.array([column]))[0])
    after = drawn(with_cell(table, row, column, value), factors=1, kept=3000, thinned_from=3000)
    same = np.full(len(others), row)
    old, new = before.cells(same, others, seed=1), after.cells(same, others, seed=1)
    interval = np.quantile(old, 0.95, axis=0) - np.quantile(old, 0.05, axis=0)
    assert (np.abs(np.median(new, axis=0) - np.median(old, axis=0)) < 0.1 * interval).all()
    assert width(after, same, others).mean() < width(before, same, others).mean()


def test_hiding_cells_widens_on_average():
    """Over random removals of 40% of the cells the intervals of what was never seen widen on average."""
    made = invented(40, 15, share=0.6, seed=15)
    seen = np.zeros(made.truth.shape, bool)
    seen[made.table.model, made.table.benchmark] = True
    rows, columns = np.nonzero(~seen)
    full = width(drawn(made.table), rows, columns)
    chance = np.random.default_rng(1)
    fewer = [made.table.only(chance.random(made.table.cells) > 0.4) for _ in range(3)]
    ratios = [(width(drawn(table), rows, columns) / full).mean() for table in fewer]
    assert np.mean(ratios) > 1.05


def test_a_new_model_hardly_moves_the_others():
    """With keyed noise one row more moves no expectation of a hidden cell by a tenth of its interval."""
    made = invented(41, 15, share=0.5, seed=16).table
    keys = np.arange(100, 141)
    kept = made.model != 20
    fewer = score_table(
        made.model[kept] - (made.model[kept] > 20),
        made.benchmark[kept],
        made.value[kept],
        models=40,
        benchmarks=15,
        model_keys=np.delete(keys, 20),
    )
    more = score_table(made.model, made.benchmark, made.value, models=41, benchmarks=15, model_keys=keys)
    rows, columns = everywhere(fewer)
    old = drawn(fewer).cells(rows, columns, seed=1)
    new = drawn(more).cells(rows + (rows >= 20), columns, seed=1)
    interval = np.quantile(old, 0.95, axis=0) - np.quantile(old, 0.05, axis=0)
    moved = np.abs(np.median(new, axis=0) - np.median(old, axis=0)) / interval
    assert np.quantile(moved, 0.99) < 0.1


def test_ability_and_difficulty_are_in_one_unit():
    """With one factor a model scores half where its ability is the benchmark's difficulty."""
    made = invented(40, 20, share=0.8, seed=17)
    draws = drawn(made.table, factors=1)
    assert np.corrcoef(draws.ability().mean(axis=0), made.theta[:, 0])[0, 1] > 0.97
    order = np.median(draws.difficulty(), axis=0).argsort()
    halves = np.median(made.truth, axis=0)[order]
    assert halves[:5].min() > halves[-5:].max()
    at_half = draws.difficulty()[0] * draws.loadings[0, :, 0] + draws.intercepts[0]
    assert draws.scale.points(at_half, np.arange(20)) == pytest.approx(np.full(20, 50.0))
    with pytest.raises(ValueError, match="one factor"):
        drawn(made.table, factors=2, kept=2, thinned_from=2, burn_in=0).ability()


def test_an_odd_cell_is_an_outlier():
    """A score of 2 where the model has 90s elsewhere is flagged, and it alone in its row."""
    made = invented(30, 12, share=1.0, seed=18, noise=0.1).table
    best = int(np.bincount(made.model, made.value).argmax())
    place = int(np.flatnonzero(made.model == best)[0])
    values = made.value.copy()
    values[place] = 2.0
    odd = drawn(score_table(made.model, made.benchmark, values), factors=1).outliers()
    assert odd[place]
    assert odd[made.model == best].sum() == 1


@pytest.mark.parametrize("shape", [(1, 6), (6, 1), (1, 1)])
def test_one_row_or_one_column_is_drawn(shape):
    """The smallest tables give draws within the scale."""
    rows, columns = (part.ravel() for part in np.indices(shape))
    table = score_table(rows, columns, np.linspace(20, 70, len(rows)), error=2.0)
    draws = drawn(table, kept=100, thinned_from=100, burn_in=50).cells(rows, columns, seed=1)
    assert np.isfinite(draws).all()
    assert ((draws >= 0) & (draws <= 100)).all()


def test_a_quarter_of_the_draws_have_one_factor():
    """Pooled draws are those of both models; asked for one factor, nothing is pooled."""
    table = invented(20, 8, share=0.7, seed=20).table
    pooled = drawn(table, kept=40, thinned_from=80, burn_in=10)
    assert pooled.theta.shape == (40, 20, 3)
    assert (pooled.loadings[:10, :, 1:] == 0).all()
    assert (pooled.loadings[10:, :, 1:] != 0).all()
    single = drawn(table, factors=1, kept=10, thinned_from=20, burn_in=10)
    assert (single.theta == pooled.theta[:10, :, :1]).all()
    assert (single.psi == pooled.psi[:10]).all()


def test_a_start_is_used():
    """From a finished fit and without burn-in the first draw is near that fit."""
    table = invented(30, 12, share=0.9, seed=19, noise=0.05).table
    fit = fitted(table, factors=1)
    draws = drawn(table, factors=1, kept=1, thinned_from=1, burn_in=0, start=fit)
    assert np.corrcoef(draws.theta[0, :, 0], fit.theta[:, 0])[0, 1] > 0.97


def test_more_draws_than_sweeps_are_refused():
    """400 draws cannot be kept of 100 sweeps."""
    with pytest.raises(ValueError, match="cannot keep"):
        drawn(score_table([0], [0], [50.0]), kept=400, thinned_from=100)


@pytest.mark.parametrize("freedom", [4.0, 7.0])
def test_keyed_noise_is_students_t(freedom):
    """Quantiles over many cells and draws are those of the distribution."""
    keys = np.arange(300, dtype=np.uint64)
    found = keyed_noise.student(1, keys, keys[::-1].copy(), 400, freedom)
    expected = {4.0: 2.131847, 7.0: 1.894579}[freedom]
    assert np.quantile(found, 0.95) == pytest.approx(expected, rel=0.03)
    assert np.quantile(found, 0.05) == pytest.approx(-expected, rel=0.03)
    assert abs(np.corrcoef(found[:, 0], found[:, 1])[0, 1]) < 0.2


def test_keyed_noise_belongs_to_its_cell():
    """A cell has the same noise whatever other cells are asked for."""
    keys = np.arange(10, dtype=np.uint64)
    whole = keyed_noise.student(1, keys, keys, 5, 4.0)
    assert (whole[:, 3:4] == keyed_noise.student(1, keys[3:4], keys[3:4], 5, 4.0)).all()
    assert (whole[:, 3] != whole[:, 4]).all()
