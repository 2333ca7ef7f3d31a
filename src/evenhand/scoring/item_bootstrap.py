"""Clusters of questions drawn again: intervals of every model's mean and of its rank (statistics 1.9, 2.3)."""

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike, NDArray

from evenhand.scoring.paired_items import cluster_sums

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Resampled(Struct, frozen=True, eq=False, kw_only=True):
    """Central intervals over draws of questions, arrays (M,): of the mean, a share, and of the rank, 1 the best.

    A rank interval is of the rank on other such questions. It is not a confidence set for true ranks (`rank_sets` is).
    """

    mean: Floats
    low: Floats
    high: Floats
    best: Ints
    worst: Ints


def resampled(
    scores: ArrayLike, clusters: ArrayLike | None = None, *, level: float = 0.95, draws: int = 1000, seed: int = 0
) -> Resampled:
    """Draw the clusters of a complete table (M, N) of scores in [0, 1] with replacement, `draws` times.

    Raises:
        ValueError: not a table, or clusters that do not fit its questions.

    """
    values = np.asarray(scores, np.float32)
    labels = np.arange(values.shape[-1]) if clusters is None else np.asarray(clusters)
    if values.ndim != 2 or labels.shape != values.shape[1:]:
        message = f"a cluster belongs to each question of a table: {labels.shape} for {values.shape}"
        raise ValueError(message)
    numbered = np.asarray(np.unique(labels, return_inverse=True)[1], np.int64)
    sizes = np.bincount(numbered)
    # Each draw is how often each cluster came; a product then sums all models at once.
    taken = np.random.default_rng(seed).multinomial(sizes.size, np.full(sizes.size, 1.0 / sizes.size), draws)
    means = (taken.astype(np.float32) @ cluster_sums(values, numbered).T) / (taken @ sizes)[:, None]
    best, worst = _ranks(means.astype(np.float64))
    tail = 0.5 - 0.5 * level
    return Resampled(
        mean=values.mean(axis=1, dtype=np.float64),
        low=np.quantile(means, tail, axis=0).astype(np.float64),
        high=np.quantile(means, 1.0 - tail, axis=0).astype(np.float64),
        best=np.quantile(best, tail, axis=0, method="lower").astype(np.int64),
        worst=np.quantile(worst, 1.0 - tail, axis=0, method="higher").astype(np.int64),
    )


def _ranks(means: Floats) -> tuple[Ints, Ints]:
    """Best and worst rank in each draw, (draws, M); they differ where means are equal."""
    draws, models = means.shape
    best, worst = np.empty((draws, models), np.int64), np.empty((draws, models), np.int64)
    for row, ordered, one, other in zip(means, np.sort(means, axis=1), best, worst, strict=True):
        one[:] = models + 1 - np.searchsorted(ordered, row, side="right")
        other[:] = models - np.searchsorted(ordered, row, side="left")
    return best, worst
