"""One lane's cells in, kept estimates of every model's counted tests and categories out: the step that needs numpy."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from evenhand.catalog.rows import OnDemand
from evenhand.records.estimates import Fitted, Withheld
from evenhand.records.ranking import Calibration
from evenhand.scoring.full_basket import Basket, Stretch, basket
from evenhand.scoring.kept_estimates import ColumnFigures, Drawn, Estimates, Part
from evenhand.scoring.lane_cells import LaneCells
from evenhand.scoring.posterior_draws import Draws, drawn
from evenhand.scoring.score_table import ScoreTable, score_table
from evenhand.scoring.selection import LEAST_CELLS, connected, selection_index, thin

SEED = 20261122
FEWEST_OF_COLUMN = 3
DOUBTED = 0.3

Counted = Mapping[str, Mapping[int, float]]


def fit_baskets(seen: LaneCells, counted: Counted, calibration: Calibration) -> Estimates:
    """Fit the latent model to a lane and draw all counted tests of every model that can be estimated.

    `counted` holds each category's columns with their weights. A model needs four cells, one of them counted, and a
    connection to the main component; the others are named in `none`. Tests that under three models took, and that do
    not count, leave the fit.
    """
    table = table_of(seen, {column for tests in counted.values() for column in tests})
    draws = drawn(table, seed=SEED)
    groups = connected(table)
    used = {name: tests for name, tests in counted.items() if tests}
    stretch = Stretch(calibration.rows, calibration.score)
    parts: dict[str, dict[str, Part]] = {}
    none: dict[str, Withheld] = {}
    found: dict[str, Drawn] = {}
    columns = {column for tests in used.values() for column in tests}
    for place, name in enumerate(seen.models):
        held = set(_values(table, place))
        if len(held) < LEAST_CELLS or not held & columns:
            none[name] = "too few scores"
        elif groups.model[place] != groups.main:
            none[name] = "not connected"
        else:
            made = basket(table, draws, place, [list(tests.items()) for tests in used.values()], stretch)
            parts[name] = dict(_parts(made, used, seen, _values(table, place)))
            found[name] = _drawn(made, used, seen)
    fitted = Fitted(
        cells=table.cells,
        models=int((table.row_sizes() > 0).sum()),
        columns=len(np.unique(table.benchmark)),
        draws=draws.count,
        selection=_selection(table, draws),
        thin=thin(table),
        rows=calibration.rows,
        score=calibration.score,
    )
    outliers, figures = _outliers(seen, table, draws), _columns(seen, columns, draws)
    return Estimates(fitted, OnDemand.of(parts), none, outliers, figures, OnDemand.of(found))


def table_of(seen: LaneCells, counted: set[int]) -> ScoreTable:
    """The lane's cells as arrays, without tests too few took to say anything; random numbers follow the names."""
    times = np.bincount([cell.column for cell in seen.cells], minlength=len(seen.columns))
    kept = [cell for cell in seen.cells if times[cell.column] >= FEWEST_OF_COLUMN or cell.column in counted]
    return score_table(
        [cell.model for cell in kept],
        [cell.column for cell in kept],
        [cell.value for cell in kept],
        error=[cell.error for cell in kept],
        extra=[cell.provenance for cell in kept],
        models=len(seen.models),
        benchmarks=len(seen.columns),
        percent=seen.percent,
        model_keys=[_key(name) for name in seen.models],
        benchmark_keys=[_key("\0".join((name, *form))) for name, form in seen.columns],
    )


def _selection(table: ScoreTable, draws: Draws) -> float:
    """The selection index over the cells of shares: ability on the first factor, difficulty for a middling model."""
    difficulty = -(draws.centre + draws.height * draws.intercepts.mean(axis=0))
    return selection_index(table.only(table.percent[table.benchmark]), draws.theta[:, :, 0].mean(axis=0), difficulty)


def _key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest())


def _values(table: ScoreTable, model: int) -> dict[int, float]:
    row = table.row(model)
    return dict(zip(table.benchmark[row].tolist(), table.value[row].tolist(), strict=True))


def _parts(made: Basket, used: Counted, seen: LaneCells, values: Mapping[int, float]) -> Iterator[tuple[str, Part]]:
    begin = 0
    for number, (name, tests) in enumerate(used.items()):
        weights = np.array(list(tests.values()))
        share = float(weights @ made.measured[begin : begin + len(tests)] / weights.sum())
        held = {seen.columns[column][0]: values[column] for column in tests if column in values}
        yield name, Part(share, held, _ends(made.soft[number]), _ends(made.hard[number]))
        begin += len(tests)


def _ends(pair: NDArray[np.float64]) -> tuple[float, float]:
    return float(pair[0]), float(pair[1])


def _drawn(made: Basket, used: Counted, seen: LaneCells) -> Drawn:
    order = [column for tests in used.values() for column in tests]
    cells = {seen.columns[column][0]: row.tobytes() for column, row in zip(order, made.cells, strict=True)}
    return Drawn({name: row.tobytes() for name, row in zip(used, made.categories, strict=True)}, cells)


def _outliers(seen: LaneCells, table: ScoreTable, draws: Draws) -> dict[str, dict[str, float]]:
    """Cells with a robust weight under 0.3, by model and benchmark."""
    found: dict[str, dict[str, float]] = {}
    for place in np.flatnonzero(draws.weights < DOUBTED):
        benchmark = seen.columns[table.benchmark[place]][0]
        found.setdefault(seen.models[table.model[place]], {})[benchmark] = float(draws.weights[place])
    return found


def _columns(seen: LaneCells, counted: set[int], draws: Draws) -> dict[str, ColumnFigures]:
    """The counted columns' figures: slope on the first factor and misfit as posterior means."""
    slopes, misfit = draws.loadings[:, :, 0].mean(axis=0), draws.psi.mean(axis=0)
    return {
        seen.columns[column][0]: ColumnFigures(
            float(slopes[column]), float(misfit[column]), float(draws.centre[column]), float(draws.height[column])
        )
        for column in sorted(counted)
    }
