"""What the model is measured against: column medians, own-set means, and the form of Epoch's ECI."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares
from scipy.special import expit

from evenhand.scoring.score_table import Floats, Indices, ScoreTable

# Penalty, bounds and start of Epoch's published fit; one row of residuals holds the whole penalty there.
PENALTY = 0.1
REACH = 10.0
SLOPES = (0.1, 10.0)
START_SPREAD, START_SEED = 0.1, 42
CLIP = (0.001, 0.999)


def benchmark_median(table: ScoreTable, benchmark: Indices) -> Floats:
    """The median of what other models reached on it; of all cells where none is left."""
    overall = float(np.median(table.value[table.percent[table.benchmark]]))
    columns = [table.value[table.benchmark == b] for b in range(table.benchmarks)]
    medians = np.array([np.median(column) if len(column) else overall for column in columns])
    return medians[benchmark]


def own_set_mean(table: ScoreTable, model: Indices) -> Floats:
    """The mean of the model's own percent scores, on whatever tests it took; of all cells where it has none."""
    shares = table.percent[table.benchmark]
    counts = np.bincount(table.model[shares], minlength=table.models)
    sums = np.bincount(table.model[shares], table.value[shares], table.models)
    overall = float(table.value[shares].mean())
    return np.where(counts > 0, sums / np.maximum(counts, 1), overall)[model]


@dataclass(frozen=True)
class Capability:
    """A fit of y = sigmoid(slope_b (capability_m - difficulty_b)), as ECI does it."""

    capability: Floats
    difficulty: Floats
    slope: Floats

    def predict(self, model: Indices, benchmark: Indices) -> Floats:
        """Scores in points."""
        return 100.0 * expit(self.slope[benchmark] * (self.capability[model] - self.difficulty[benchmark]))


def capability_index(table: ScoreTable, anchor: int, penalty: float = PENALTY) -> Capability:
    """Least squares on the scores of percent columns, with the slope of one benchmark pinned to 1 (Ho et al. 2025)."""
    shares = table.percent[table.benchmark]
    rows, columns = table.model[shares], table.benchmark[shares]
    truth = table.value[shares] / 100.0
    truth = np.clip(truth, *CLIP) if ((truth < 0) | (truth > 1)).any() else truth
    models, tests = table.models, table.benchmarks
    free = np.arange(tests) != anchor

    def parts(flat: Floats) -> tuple[Floats, Floats, Floats]:
        slope = np.ones(tests)
        slope[free] = flat[models + tests :]
        return flat[:models], flat[models : models + tests], slope

    def residuals(flat: Floats) -> Floats:
        capability, difficulty, slope = parts(flat)
        fit = expit(slope[columns] * (capability[rows] - difficulty[columns]))
        return np.append(fit - truth, np.sqrt(penalty * (flat**2).sum() / len(flat)))

    def jacobian(flat: Floats) -> Floats:
        capability, difficulty, slope = parts(flat)
        gap = capability[rows] - difficulty[columns]
        fit = expit(slope[columns] * gap)
        steep = fit * (1.0 - fit)
        found = np.zeros((len(truth) + 1, models + 2 * tests))
        cell = np.arange(len(truth))
        found[cell, rows] = steep * slope[columns]
        found[cell, models + columns] = -steep * slope[columns]
        found[cell, models + tests + columns] = steep * gap
        found = found[:, np.append(np.ones(models + tests, np.bool_), free)]
        size = np.sqrt(penalty * (flat**2).sum() / len(flat))
        found[-1] = penalty * flat / (len(flat) * max(size, 1e-12))
        return found

    chance = np.random.default_rng(START_SEED)
    start = np.concatenate(
        [
            START_SPREAD * chance.standard_normal(models),
            START_SPREAD * chance.standard_normal(tests),
            np.ones(tests - 1),
        ]
    )
    low = np.concatenate([np.full(models + tests, -REACH), np.full(tests - 1, SLOPES[0])])
    high = np.concatenate([np.full(models + tests, REACH), np.full(tests - 1, SLOPES[1])])
    found = least_squares(residuals, start, jac=jacobian, bounds=(low, high), method="trf")
    return Capability(*parts(found.x))
