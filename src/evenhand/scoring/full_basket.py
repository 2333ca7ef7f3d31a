"""The score over all counted tests of a ranking: measured cells kept, missing ones drawn (statistics 1.5, 1.7).

    S = sum over categories of W_c times sum over tests of w_b y_b,  y_b measured (with its sampling error) or drawn
Renormalising over what a model happened to take is not offered: it is what fails.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from evenhand.scoring.kept_estimates import STEPS
from evenhand.scoring.posterior_draws import Draws
from evenhand.scoring.score_table import ScoreTable

HIGHEST = 100.0
LEVEL = 0.90
NOISE = 20261122

Floats = NDArray[np.float64]


class Stretch(NamedTuple):
    """What widens the draws: conformal factors for cells by row size, and the factor of a score's missing part."""

    rows: tuple[tuple[int, float], ...] = ()
    score: float = 1.0

    def of_row(self, size: int) -> float:
        """The factor for a model with so many cells: that of the largest lower bound reached, 1 without any."""
        return next((factor for least, factor in reversed(self.rows) if size >= least), 1.0)


class Basket(NamedTuple):
    """Cells (C, D) in steps of 100/65535 points, categories (K, D) in points, bounds (K, 2), measured (C,)."""

    cells: NDArray[np.uint16]
    categories: NDArray[np.float32]
    soft: Floats
    hard: Floats
    measured: NDArray[np.bool_]


def basket(
    table: ScoreTable,
    draws: Draws,
    model: int,
    categories: Sequence[Sequence[tuple[int, float]]],
    stretch: Stretch,
) -> Basket:
    """The draws of a model's counted tests and categories; `categories` holds (column, weight) pairs, all percent.

    Weights are normalised within a category. Missing cells are stretched about their median on the logit scale, and
    the missing part of a category once more about its own: the errors of one model's estimates go together.
    """
    columns = np.array([column for tests in categories for column, _ in tests], dtype=np.int32)
    row = table.row(model)
    held = dict(zip(table.benchmark[row].tolist(), zip(table.value[row], table.error[row], strict=True), strict=True))
    measured = np.array([int(column) in held for column in columns], dtype=np.bool_)
    cells = _cells(draws, model, columns, stretch.of_row(row.stop - row.start))
    tails = np.quantile(cells, [0.5 - 0.5 * LEVEL, 0.5 + 0.5 * LEVEL], axis=1)
    ends = np.stack([tails[0], tails[1], np.zeros(len(columns)), np.full(len(columns), HIGHEST)])
    for place in np.flatnonzero(measured):
        value, error = held[int(columns[place])]
        noise = _noise(draws, model, int(columns[place]))
        cells[place] = np.clip(value + error * noise, 0.0, HIGHEST)
        ends[:, place] = value
    weights = _weights(categories)
    missing = weights[:, ~measured] @ cells[~measured]
    middle = np.median(missing, axis=1, keepdims=True)
    sums = weights[:, measured] @ cells[measured] + middle + stretch.score * (missing - middle)
    sums = np.clip(sums, 0.0, HIGHEST)
    bounds = ends @ weights.T
    return Basket(
        cells=np.rint(cells * (STEPS / HIGHEST)).astype(np.uint16),
        categories=sums.astype(np.float32),
        soft=bounds[:2].T,
        hard=bounds[2:].T,
        measured=measured,
    )


def _cells(draws: Draws, model: int, columns: NDArray[np.int32], factor: float) -> Floats:
    """Draws (C, D) in points of what the model would score on these columns."""
    found = draws.standardised_cells(np.full(len(columns), model, dtype=np.int32), columns, seed=NOISE)
    middle = np.median(found, axis=0)
    return draws.scale.points(middle + factor * (found - middle), columns).T.copy()


def _noise(draws: Draws, model: int, column: int) -> Floats:
    """Standard normal noise of one measured cell, the same whatever other models and tests there are."""
    seed = (NOISE, int(draws.model_keys[model]), int(draws.benchmark_keys[column]))
    return np.random.default_rng(seed).standard_normal(draws.count)


def _weights(categories: Sequence[Sequence[tuple[int, float]]]) -> Floats:
    """Normalised weights (K, C); the columns of one category follow those of the one before."""
    total = sum(len(tests) for tests in categories)
    weights = np.zeros((len(categories), total))
    begin = 0
    for number, tests in enumerate(categories):
        for place, (_, weight) in enumerate(tests, begin):
            weights[number, place] = weight
        begin += len(tests)
        weights[number] /= max(weights[number].sum(), 1e-12)
    return weights
