"""Every column on one scale: logits for percentages, then centred and divided by a shrunken spread (statistics 1.7.1).

z = (logit(clip(y / 100, 0.005, 0.995)) - c_b) / h_b
c_b = the column's mean;  h_b^2 = (n_b sd_b^2 + 3 med(sd)^2) / (n_b + 3), at least 0.2^2
Other columns stay on their own scale, with their own mean and spread.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from evenhand.scoring.score_table import Floats, Places, ScoreTable

CLIP = 0.005
LEAST_HEIGHT = 0.2
PRIOR_CELLS = 3.0


@dataclass(frozen=True)
class ColumnScale:
    """Centre and height of each column, (benchmarks,), in logits for percentages, else in the column's own unit."""

    centre: Floats
    height: Floats
    percent: np.ndarray[tuple[int], np.dtype[np.bool_]]

    def points(self, standardised: Floats, benchmark: Places) -> Floats:
        """Standardised values (..., n) of these columns (n,) back in the columns' own units."""
        linear = standardised * self.height[benchmark] + self.centre[benchmark]
        shares = self.percent[benchmark]
        if shares.all():
            return np.asarray(100.0 * expit(linear))
        return np.where(shares, 100.0 * expit(linear), linear)

    def standardised(self, value: Floats, benchmark: Places) -> Floats:
        """Values (..., n) in the columns' own units on the common scale."""
        return np.asarray((_linked(value, self.percent[benchmark]) - self.centre[benchmark]) / self.height[benchmark])


def column_scale(table: ScoreTable) -> ColumnScale:
    """The scale of each column from its observed cells; an empty column gets the typical one."""
    linked = _linked(table.value, table.percent[table.benchmark])
    counts = np.bincount(table.benchmark, minlength=table.benchmarks)
    divisor = np.maximum(counts, 1)
    centre = np.bincount(table.benchmark, linked, table.benchmarks) / divisor
    squares = np.bincount(table.benchmark, (linked - centre[table.benchmark]) ** 2, table.benchmarks)
    spread = np.sqrt(squares / divisor)
    seen = spread[table.percent & (counts > 1)]
    typical = float(np.median(seen)) if len(seen) else 1.0
    shrunk = np.sqrt((counts * spread**2 + PRIOR_CELLS * typical**2) / (counts + PRIOR_CELLS))
    own = np.where(spread > 0, spread, np.where(centre != 0, 0.1 * np.abs(centre), 1.0))
    return ColumnScale(centre, np.where(table.percent, np.maximum(shrunk, LEAST_HEIGHT), own), table.percent)


def known_variance(table: ScoreTable, scale: ColumnScale) -> Floats:
    """Sampling and provenance variance of each cell in standardised units, (cells,), by the delta method."""
    shares = table.percent[table.benchmark]
    share = np.clip(table.value / 100.0, CLIP, 1.0 - CLIP)
    linked_error = np.where(shares, table.error / 100.0 / (share * (1.0 - share)), table.error)
    heights = scale.height[table.benchmark]
    logit_heights = scale.height[table.percent]
    typical = float(np.median(logit_heights)) if len(logit_heights) else 1.0
    # A variance in logits is worth as much on another column as on a typical percent column.
    provenance = table.extra / np.where(shares, heights, typical) ** 2
    return np.asarray((linked_error / heights) ** 2 + provenance)


def _linked(value: Floats, shares: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Floats:
    if shares.all():
        return np.asarray(logit(np.clip(value / 100.0, CLIP, 1.0 - CLIP)))
    return np.where(shares, logit(np.clip(value / 100.0, CLIP, 1.0 - CLIP)), value)
