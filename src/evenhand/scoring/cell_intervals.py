"""Intervals of single missing cells that hold: draws stretched by what held-out cells show (statistics 1.7.5 d).

Observed cells are hidden fold by fold and drawn from a fit of the others. How far such a cell lies from the median of
its draws, divided by the distance of the draws' own 90% bound on that side, is its score; the 90% quantile of the
scores is the factor by which draws must be stretched about their median so that 90% of cells are held (split
conformal prediction). Each group of row sizes has its own factor (Mondrian), for thin rows are harder. Distances are
on the standardised scale, so that a stretched draw never leaves 0 to 100.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenhand.scoring.column_scale import known_variance
from evenhand.scoring.latent_model import FACTORS
from evenhand.scoring.posterior_draws import SEED, drawn
from evenhand.scoring.score_table import Floats, ScoreTable

LEVEL = 0.9
# The first row size of each group after the first.
BOUNDS = (12, 20, 40)
# A factor of fewer held-out cells is a guess; such a group takes that of all cells.
LEAST_CELLS = 100
LEAST_DISTANCE = 1e-9


@dataclass(frozen=True)
class CellFactors:
    """How far draws of a cell are stretched, by the number of benchmarks its model has.

    Attributes:
        factors: one a group: under 12 benchmarks, 12 to 19, 20 to 39, 40 and more.
        cells: how many held-out cells each rests on.

    """

    factors: tuple[float, ...]
    cells: tuple[int, ...]

    def of_rows(self, sizes: NDArray[np.int64]) -> Floats:
        """The factor of each of these row sizes, (n,)."""
        return np.array(self.factors)[row_group(sizes)]

    def stretched(self, draws: Floats, sizes: NDArray[np.int64]) -> Floats:
        """Draws (draws, n) of cells on the standardised scale, stretched about their medians by their rows' sizes."""
        middle = np.median(draws, axis=0)
        return np.asarray(middle + (draws - middle) * self.of_rows(sizes))


def row_group(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The group of each row size: 0 under 12, 1 under 20, 2 under 40, else 3."""
    return np.searchsorted(BOUNDS, sizes, side="right")


def scores(draws: Floats, truth: Floats) -> Floats:
    """How far each truth (n,) lies from the median of its draws (draws, n), its side's 90% bound being 1."""
    low, middle, high = np.quantile(draws, [0.5 - LEVEL / 2, 0.5, 0.5 + LEVEL / 2], axis=0)
    reach = np.where(truth < middle, middle - low, high - middle)
    return np.asarray(np.abs(truth - middle) / np.maximum(reach, LEAST_DISTANCE))


def factors_from(found: Floats, sizes: NDArray[np.int64]) -> CellFactors:
    """The factors from the scores (n,) of held-out cells and the sizes of their rows as they stood without them."""
    groups, everything = row_group(sizes), _upper_quantile(found)
    parts = [found[groups == group] for group in range(len(BOUNDS) + 1)]
    chosen = tuple(_upper_quantile(part) if len(part) >= LEAST_CELLS else everything for part in parts)
    return CellFactors(chosen, tuple(len(part) for part in parts))


def learned(table: ScoreTable, *, factors: int = FACTORS, folds: int = 5, seed: int = SEED) -> CellFactors:
    """The factors of this table, each cell held out once.

    What was observed has a sampling error that the draws of a cell leave out, so it is added before they are judged.
    """
    found, sizes = [], []
    for number, hidden in enumerate(held_out(table, folds, seed)):
        draws = drawn(table.only(~hidden), factors=factors, seed=seed + number)
        models, benchmarks = table.model[hidden], table.benchmark[hidden]
        truth = draws.scale.standardised(table.value[hidden], benchmarks)
        noise = np.sqrt(known_variance(table, draws.scale)[hidden])
        noise = noise * np.random.default_rng(seed + number).standard_normal((draws.count, len(noise)))
        found.append(scores(draws.standardised_cells(models, benchmarks, seed=seed) + noise, truth))
        sizes.append(table.only(~hidden).row_sizes()[models])
    return factors_from(np.concatenate(found), np.concatenate(sizes))


def held_out(table: ScoreTable, folds: int, seed: int) -> Iterator[NDArray[np.bool_]]:
    """Which cells each fold hides, (cells,); every cell is hidden once."""
    fold = np.random.default_rng(seed).permutation(table.cells) % folds
    for number in range(folds):
        yield fold == number


def _upper_quantile(found: Floats) -> float:
    """The 90% quantile with the correction for a finite number of scores; 1 without any."""
    if not len(found):
        return 1.0
    level = min(1.0, np.ceil((len(found) + 1) * LEVEL) / len(found))
    return float(np.quantile(found, level, method="higher"))
