"""Bradley-Terry with style held apart: how much of a preference follows the length and the layout of an answer.

    P(left preferred) = 1 / (1 + exp(-(s_left - s_right + b . x)))

x are differences of style, (left - right) / (left + right), each divided by its root mean square, so that exchanging
the sides changes their sign and nothing else. After the style control of Chatbot Arena (Li and others, 2024).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit

from evenhand.scoring.bradley_terry import EXACT, LONGEST, MOST, RIDGE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


# Below this share of the largest entry a direction counts as one that no vote speaks about.
SINGULAR = 1e-9


class Styled(NamedTuple):
    """Strengths (N,) in logits with style held apart, mean zero; effects (p,) in logits a standard difference.

    `covariance` (N + p, N + p) is the sandwich covariance of both.
    """

    strengths: Floats
    effects: Floats
    covariance: Floats


def differences(left: Floats, right: Floats) -> Floats:
    """Standardised differences (rows, p) of what was counted of both answers (rows, p), none of it below zero.

    A feature that never differs is zero everywhere.
    """
    total = left + right
    share = np.divide(left - right, total, out=np.zeros_like(total), where=total > 0.0)
    size = np.sqrt((share**2).mean(axis=0))
    return np.asarray(np.divide(share, size, out=np.zeros_like(share), where=size > 0.0), np.float64)


def styled(left: Ints, right: Ints, cast: Floats, features: Floats, models: int) -> Styled:
    """Strengths and effects of style from rows of votes.

    `left`, `right` (rows,) are places, `cast` (rows, 3) the votes of a row for left, for right, and ties, `features`
    (rows, p) standardised differences, left less right.

    Raises:
        ArithmeticError: no convergence within 200 steps.

    """
    size = models + features.shape[1]
    found = np.zeros(size)
    total, gained = cast.sum(axis=1), cast[:, 0] + cast[:, 2] / 2.0
    for _ in range(MOST):
        chance = expit(found[left] - found[right] + features @ found[models:])
        gradient = _summed(left, right, gained - total * chance, features, models) - RIDGE * found
        factor = cho_factor(_information(left, right, total * chance * (1.0 - chance), features, models), lower=True)
        step = cho_solve(factor, gradient)
        length = float(np.abs(step).max())
        found = found + step * min(1.0, LONGEST / max(length, EXACT))
        if length < EXACT:
            return _finished(found, left, right, cast, features, models)
    message = f"no convergence in {MOST} steps"
    raise ArithmeticError(message)


def identified(left: Ints, right: Ints, cast: Floats, features: Floats, models: int) -> bool:
    """Whether the votes can tell style from strength: no feature follows from who stood on which side."""
    design = _information(left, right, cast.sum(axis=1), features, models, ridge=0.0)
    design[:models, :models] += np.diag(design)[:models].mean() / models
    return bool(np.linalg.matrix_rank(design, tol=SINGULAR * np.abs(design).max()) == len(design))


def _finished(found: Floats, left: Ints, right: Ints, cast: Floats, features: Floats, models: int) -> Styled:
    chance = expit(found[left] - found[right] + features @ found[models:])
    spread = cast[:, 0] * (1.0 - chance) ** 2 + cast[:, 1] * chance**2 + cast[:, 2] * (0.5 - chance) ** 2
    bread = np.linalg.inv(_information(left, right, cast.sum(axis=1) * chance * (1.0 - chance), features, models))
    bread[:models] -= bread[:models].mean(axis=0)
    bread[:, :models] -= bread[:, :models].mean(axis=1, keepdims=True)
    covariance = bread @ _information(left, right, spread, features, models, ridge=0.0) @ bread
    return Styled(found[:models] - found[:models].mean(), found[models:], covariance)


def _summed(left: Ints, right: Ints, score: Floats, features: Floats, models: int) -> Floats:
    """The design's transpose times a score a row (rows,): one entry a model, then one a feature."""
    sides = np.bincount(left, score, models) - np.bincount(right, score, models)
    return np.concatenate((sides, features.T @ score))


def _information(
    left: Ints, right: Ints, weight: Floats, features: Floats, models: int, ridge: float = RIDGE
) -> Floats:
    """The design's transpose times a weight a row (rows,) times the design, without ever forming the design."""
    pairs = np.bincount(left * models + right, weight, models * models).reshape(models, models)
    both = pairs + pairs.T
    columns = features.shape[1]
    found = np.zeros((models + columns, models + columns))
    found[:models, :models] = np.diag(both.sum(axis=1)) - both
    if ridge:
        found[:models, :models] += np.diag(both.sum(axis=1)).mean() / models
    for number in range(columns):
        across = weight * features[:, number]
        column = _summed(left, right, across, features, models)
        found[models + number] = column
        found[:, models + number] = column
    return np.asarray(found + ridge * np.eye(models + columns), np.float64)
