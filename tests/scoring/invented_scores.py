"""Tables drawn from the latent model itself, whose truth is known."""

from typing import NamedTuple

import numpy as np
from scipy.special import expit

from evenhand.scoring.score_table import ScoreTable, score_table


class Invented(NamedTuple):
    """A table, what every model would score (models, benchmarks), and the abilities behind it (models, factors)."""

    table: ScoreTable
    truth: np.ndarray
    theta: np.ndarray


def invented(
    models: int, benchmarks: int, *, share: float, seed: int, factors: int = 1, noise: float = 0.3
) -> Invented:
    """Scores in percent, this share of them observed, with Student's t noise on the logit scale."""
    chance = np.random.default_rng(seed)
    theta = chance.standard_normal((models, factors))
    loading = 0.4 * chance.standard_normal((benchmarks, factors))
    loading[:, 0] = 0.8 + 0.3 * chance.random(benchmarks)
    level = 0.8 * chance.standard_normal(benchmarks)
    truth = 100 * expit(level + theta @ loading.T + noise * chance.standard_t(4, (models, benchmarks)))
    rows, columns = np.nonzero(chance.random((models, benchmarks)) < share)
    table = score_table(rows, columns, truth[rows, columns], models=models, benchmarks=benchmarks)
    return Invented(table, truth, theta)
