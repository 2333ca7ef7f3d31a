"""How much wider full-basket scores must be under the real pattern of missing cells (statistics 1.7.5 c).

Complete tables are drawn from the posterior, the real mask hides their cells, the model is fitted again, and each
model's full-basket score from that fit is held against the one it was drawn with. The factor that restores 90%
coverage widens the intervals of scores; at least 1. It cannot know of choices that the model itself does not know of.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from evenhand.scoring.posterior_draws import SEED, Draws, drawn
from evenhand.scoring.score_table import Floats, ScoreTable

LEVEL = 0.9
REDRAWS = 6


@dataclass(frozen=True)
class Widening:
    """How far intervals of full-basket scores are stretched about their medians.

    Attributes:
        factor: at least 1.
        coverage: of 90% intervals before stretching, over the redrawn tables.
        scores: how many scores these rest on.

    """

    factor: float
    coverage: float
    scores: int

    def stretched(self, draws: Floats) -> Floats:
        """Draws of scores (draws, models), stretched."""
        middle = np.median(draws, axis=0)
        return np.asarray(middle + (draws - middle) * self.factor)


def mask_matched(
    table: ScoreTable, draws: Draws, weights: Floats, *, redraws: int = REDRAWS, seed: int = SEED
) -> Widening:
    """The widening of scores with these weights (benchmarks,), which sum to 1, in a table and its draws.

    Only models with an observed and a missing cell in the basket speak.
    """
    basket = np.flatnonzero(weights > 0)
    speaking = _partly_measured(table, basket)
    found = []
    for number in range(redraws):
        place = number * draws.count // redraws
        complete = completed_table(draws, basket, place, seed + number)
        hidden = redrawn(table, draws, place, complete, basket, seed + number)
        again = drawn(hidden, factors=draws.theta.shape[2], seed=seed + number)
        scores = full_scores(hidden, again, weights, seed=seed + redraws + number)
        truth = complete @ weights[basket]
        found.append(_distances(scores[:, speaking], truth[speaking]))
    return _widening(np.concatenate(found) if found else np.empty(0))


def full_scores(table: ScoreTable, draws: Draws, weights: Floats, *, seed: int) -> Floats:
    """(draws, models): the weighted score over the whole basket, measured cells kept, missing ones drawn."""
    totals = np.zeros((draws.count, table.models))
    everyone = np.arange(table.models, dtype=np.int32)
    measured = _measured(table)
    for benchmark in np.flatnonzero(weights > 0):
        column = np.full(table.models, benchmark, np.int32)
        cells = draws.cells(everyone, column, seed=seed)
        known = measured[:, benchmark]
        cells[:, ~np.isnan(known)] = known[~np.isnan(known)]
        totals += weights[benchmark] * cells
    return totals


def completed_table(draws: Draws, basket: NDArray[np.intp], place: int, seed: int) -> Floats:
    """(models, basket): what every model would score, as one draw has it."""
    one = _one(draws, place)
    models = draws.theta.shape[1]
    rows, columns = np.repeat(np.arange(models), len(basket)), np.tile(basket, models)
    drawn_once: Floats = one.cells(rows, columns, seed=seed)[0]
    return drawn_once.reshape(models, len(basket))


def redrawn(
    table: ScoreTable, draws: Draws, place: int, complete: Floats, basket: NDArray[np.intp], seed: int
) -> ScoreTable:
    """The table as one draw would have filled it: its cells, its errors, new values."""
    values = _one(draws, place).cells(table.model, table.benchmark, seed=seed)[0]
    where = np.full(table.benchmarks, -1)
    where[basket] = np.arange(len(basket))
    inside = where[table.benchmark] >= 0
    values[inside] = complete[table.model[inside], where[table.benchmark[inside]]]
    return replace(table, value=values)


def _one(draws: Draws, place: int) -> Draws:
    """A single draw, as draws."""
    parts = {name: getattr(draws, name)[place : place + 1] for name in ("theta", "intercepts", "loadings", "psi")}
    return replace(draws, **parts)


def _measured(table: ScoreTable) -> Floats:
    """(models, benchmarks): the observed values, nan where missing."""
    whole = np.full((table.models, table.benchmarks), np.nan)
    whole[table.model, table.benchmark] = table.value
    return whole


def _partly_measured(table: ScoreTable, basket: NDArray[np.intp]) -> NDArray[np.bool_]:
    known = (~np.isnan(_measured(table)[:, basket])).sum(axis=1)
    return np.asarray((known > 0) & (known < len(basket)))


def _distances(scores: Floats, truth: Floats) -> Floats:
    """How far each truth lies from the median of its draws, its side's 90% bound being 1."""
    low, middle, high = np.quantile(scores, [0.5 - LEVEL / 2, 0.5, 0.5 + LEVEL / 2], axis=0)
    reach = np.where(truth < middle, middle - low, high - middle)
    return np.asarray(np.abs(truth - middle) / np.maximum(reach, 1e-9))


def _widening(found: Floats) -> Widening:
    if not len(found):
        return Widening(1.0, 1.0, 0)
    needed = float(np.quantile(found, LEVEL))
    return Widening(max(1.0, needed), float((found <= 1.0).mean()), len(found))
