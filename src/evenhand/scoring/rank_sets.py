"""Confidence sets for ranks after Mogstad, Romano, Shaikh & Wilhelm (Review of Economic Studies, 2024).

    T_jk = (S_j - S_k) / SE_jk,  SE_jk^2 = V_jj + V_kk - 2 V_jk
    c    = quantile over draws Z of N(0, V) of max |Z_j - Z_k| / SE_jk, over all pairs, or over k for one j
    ranks of j: 1 + #{k : T_jk < -c}  to  M - #{k : T_jk > c}
They are for measured scores with a known joint error (complete or item-level tables). Higher is better; rank 1 is best.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]

# Below this share of both variances a pair's difference has no error: one model twice.
EXACT = 1e-10
# Rows of one block of pairs: with 1,000 draws it stays in the second-level cache.
BLOCK = 64


def rank_sets(
    estimates: ArrayLike,
    covariance: ArrayLike,
    *,
    level: float = 0.95,
    simultaneous: bool = True,
    draws: int = 1000,
    seed: int = 0,
) -> tuple[Ints, Ints]:
    """Best and worst rank of each of M models, two arrays (M,) of whole numbers from 1 to M.

    `estimates` (M,) are the scores, `covariance` (M, M) is that of their errors (a diagonal when independent).
    Simultaneous sets hold all true ranks at once with probability `level`, the others each its own.
    A pair whose difference has no error at all is ordered by its sign.
    Memory grows with M x M and with M x draws, not with their product.

    Raises:
        ValueError: shapes that do not fit, a level outside (0, 1), or no draws.

    """
    scores, errors = np.asarray(estimates, np.float64), np.asarray(covariance, np.float64)
    _check(scores, errors, level, draws)
    largest = _largest(_gaussian(errors, draws, seed), errors)
    if simultaneous:
        largest = largest.max(axis=0, keepdims=True)
    critical = np.asarray(np.quantile(largest, level, axis=1, method="higher"), np.float64)
    return _counted(scores, errors, np.broadcast_to(critical, scores.shape))


def tied_for_first(best: Ints) -> Ints:
    """The places in the array of the models whose rank set holds 1: nobody is surely ahead of them."""
    return np.flatnonzero(best == 1)


def surely_beaten(low: ArrayLike, high: ArrayLike) -> Ints:
    """Rank (UB): 1 + the number of models whose lower bound beats this one's upper bound.

    It reads each interval alone, so it is neither paired nor simultaneous: shown beside rank sets, never for them.
    """
    lows = np.sort(np.asarray(low, np.float64))
    return 1 + lows.size - np.searchsorted(lows, np.asarray(high, np.float64), side="right")


def _check(scores: Floats, errors: Floats, level: float, draws: int) -> None:
    if scores.ndim != 1 or errors.shape != (scores.size, scores.size):
        message = f"a covariance of M x M belongs to M estimates, not {errors.shape} to {scores.shape}"
        raise ValueError(message)
    if not 0.0 < level < 1.0 or draws < 1:
        message = f"a level lies between 0 and 1 and needs draws, not {level} with {draws}"
        raise ValueError(message)


def _gaussian(errors: Floats, draws: int, seed: int) -> Singles:
    """Draws of N(0, V), shape (M, draws)."""
    noise = np.random.default_rng(seed).standard_normal((len(errors), draws))
    return np.asarray(_root(errors) @ noise, np.float32)


def _root(errors: Floats) -> Floats:
    """A matrix R with R R' = V, also for a V without full rank (a model listed twice, one without error)."""
    spread = np.sqrt(np.diag(errors))
    unit = np.where(spread > 0.0, spread, 1.0)
    try:
        root = np.linalg.cholesky(errors / np.outer(unit, unit) + 1e-12 * np.eye(len(errors)))
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(errors / np.outer(unit, unit))
        root = vectors * np.sqrt(np.clip(values, 0.0, None))
    return np.asarray(root * spread[:, None], np.float64)


def _largest(noise: Singles, errors: Floats) -> Singles:
    """For each model and draw the largest |Z_j - Z_k| / SE_jk over the others, shape (M, draws)."""
    models, draws = noise.shape
    largest = np.zeros((models, draws), np.float32)
    work = np.empty((BLOCK, draws), np.float32)
    variances = np.diag(errors)
    for j in range(models - 1):
        scale = _inverse(_variance(errors, variances, j)[j + 1 :]).astype(np.float32)[:, None]
        for start in range(j + 1, models, BLOCK):
            stop = min(start + BLOCK, models)
            block = work[: stop - start]
            np.subtract(noise[start:stop], noise[j], out=block)
            np.multiply(block, scale[start - j - 1 : stop - j - 1], out=block)
            np.abs(block, out=block)
            np.maximum(largest[start:stop], block, out=largest[start:stop])
            np.maximum(largest[j], block.max(axis=0), out=largest[j])
    return largest


def _variance(errors: Floats, variances: Floats, j: int) -> Floats:
    """SE_jk^2 over all k; exactly zero where rounding alone keeps it from zero."""
    total = variances[j] + variances
    found = total - 2.0 * errors[j]
    return np.where(found > EXACT * total, found, 0.0)


def _inverse(variance: Floats) -> Floats:
    """1 / SE, and 0 where there is no error: such a pair takes no part in the critical value."""
    return np.divide(1.0, np.sqrt(variance), out=np.zeros_like(variance), where=variance > 0.0)


def _counted(scores: Floats, errors: Floats, critical: Floats) -> tuple[Ints, Ints]:
    """1 + the number of models surely ahead of each, and M less the number surely behind it."""
    models, variances = scores.size, np.diag(errors)
    best, worst = np.ones(models, np.int64), np.full(models, models, np.int64)
    for j in range(models):
        reach = critical[j] * np.sqrt(_variance(errors, variances, j))
        difference = scores[j] - scores
        best[j] += np.count_nonzero(difference < -reach)
        worst[j] -= np.count_nonzero(difference > reach)
    return best, worst
