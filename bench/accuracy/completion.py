"""Hidden cells predicted from the others: the fit, the draws and the calibrated interval of every hidden cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bench.accuracy.tables import Mask, epoch, llm_stats
from evenhand.scoring.cell_intervals import LEVEL, CellFactors, factors_from, scores
from evenhand.scoring.cell_intervals import held_out as random_parts
from evenhand.scoring.posterior_draws import Draws, drawn
from evenhand.scoring.score_table import Floats, Indices, ScoreTable

TAILS = (0.5 - 0.5 * LEVEL, 0.5 + 0.5 * LEVEL)
CELL_NOISE = 5
AS_DRAWN = CellFactors((1.0,) * 4, (0,) * 4)
CALIBRATION_SEED, CALIBRATION_PARTS = 17, 5


@dataclass(frozen=True)
class Held:
    """Hidden cells, their predictions and their 90% intervals, in the columns' own units; one entry a cell.

    Attributes:
        truth: what was hidden.
        middle: the median of the draws.
        low: lower end of the interval.
        high: upper end.
        plain_low: lower end before draws are stretched.
        plain_high: upper end before that.
        model: row.
        benchmark: column.
        sizes: how many cells the row had left.
        percent: whether the column is a percentage.
        chance: for each two hidden cells of one column, the probability that the first model is ahead.
        ahead: whether it was; pairs that end level are left out.

    """

    truth: Floats
    middle: Floats
    low: Floats
    high: Floats
    plain_low: Floats
    plain_high: Floats
    model: Indices
    benchmark: Indices
    sizes: NDArray[np.int64]
    percent: Mask
    chance: Floats
    ahead: Mask


def held_out(table: ScoreTable, folds: Iterable[Mask], seed: int, factors: CellFactors = AS_DRAWN) -> Held:
    """Each fold hidden in turn, and predicted from the rest; intervals are stretched by the factors."""
    parts = [_fold(table, hidden, seed + number, factors) for number, hidden in enumerate(folds)]
    names = Held.__dataclass_fields__
    return Held(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def _fold(table: ScoreTable, hidden: Mask, seed: int, factors: CellFactors) -> Held:
    kept = table.only(~hidden)
    draws = drawn(kept, seed=seed)
    model, benchmark = table.model[hidden], table.benchmark[hidden]
    truth, sizes = table.value[hidden], kept.row_sizes()[model]
    cells = draws.standardised_cells(model, benchmark, seed=CELL_NOISE)
    low, high = ends(draws, factors.stretched(cells, sizes), benchmark)
    plain_low, plain_high = ends(draws, cells, benchmark)
    chance, ahead = _pairs(cells, truth, benchmark, table.percent)
    return Held(
        truth=truth,
        middle=middles(draws, model, benchmark),
        low=low,
        high=high,
        plain_low=plain_low,
        plain_high=plain_high,
        model=model,
        benchmark=benchmark,
        sizes=sizes,
        percent=table.percent[benchmark],
        chance=chance,
        ahead=ahead,
    )


@cache
def release_factors() -> CellFactors:
    """How far draws are stretched by row size, from cells hidden in the tables of Epoch and LLM-Stats alone."""
    off, sizes = [], []
    for table in (epoch().table, llm_stats().table):
        for number, hidden in enumerate(random_parts(table, CALIBRATION_PARTS, CALIBRATION_SEED)):
            rest = table.only(~hidden)
            draws = drawn(rest, seed=CALIBRATION_SEED + number)
            model, benchmark = table.model[hidden], table.benchmark[hidden]
            truth = draws.scale.standardised(table.value[hidden], benchmark)
            off.append(scores(draws.standardised_cells(model, benchmark, seed=CELL_NOISE), truth))
            sizes.append(rest.row_sizes()[model])
    return factors_from(np.concatenate(off), np.concatenate(sizes))


def ends(draws: Draws, cells: Floats, benchmark: Indices) -> tuple[Floats, Floats]:
    """The 90% interval in the columns' units of draws (draws, n) on the standardised scale."""
    low, high = np.quantile(cells, TAILS, axis=0)
    return draws.scale.points(low, benchmark), draws.scale.points(high, benchmark)


def middles(draws: Draws, model: Indices, benchmark: Indices) -> Floats:
    """Point predictions: the median over draws of what is expected, so without the cells' own noise."""
    return draws.scale.points(np.median(draws.expected(model, benchmark), axis=0), benchmark)


def _pairs(cells: Floats, truth: Floats, benchmark: Indices, percent: Mask) -> tuple[Floats, Mask]:
    """Every two hidden cells of one percent column whose scores differ."""
    chances: list[NDArray[np.float64]] = [np.empty(0)]
    ahead: list[Mask] = [np.empty(0, np.bool_)]
    for column in np.unique(benchmark):
        places = np.flatnonzero(benchmark == column)
        first, second = (places[index] for index in np.triu_indices(len(places), 1))
        differ = truth[first] != truth[second]
        first, second = first[differ], second[differ]
        if percent[column] and len(first):
            one, other = cells[:, first], cells[:, second]
            chances.append((one > other).mean(axis=0) + 0.5 * (one == other).mean(axis=0))
            ahead.append(truth[first] > truth[second])
    return np.concatenate(chances), np.concatenate(ahead)
