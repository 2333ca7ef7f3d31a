"""Measures of predictions: errors, intervals, and probabilities against what happened."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
BINS = 10


class Errors(NamedTuple):
    """Median and mean absolute error, and root mean square error, in the unit of the values."""

    median: float
    mean: float
    root: float


class Bin(NamedTuple):
    """Predictions whose probabilities lie together: their mean, the share that came true, their weight in all."""

    said: float
    came: float
    weight: float


class Calibration(NamedTuple):
    """Probabilities of the favourite against what happened.

    Attributes:
        accuracy: share of favourites that won.
        ece: expected calibration error, the mean over bins of abs(said - came), weighted.
        brier: mean squared error of the probability.
        log_score: mean of -log of the probability of what happened.
        bins: the reliability diagram.
        predictions: how many there are.

    """

    accuracy: float
    ece: float
    brier: float
    log_score: float
    bins: tuple[Bin, ...]
    predictions: int


def errors(truth: ArrayLike, predicted: ArrayLike) -> Errors:
    """How far predictions lie from the truth."""
    off = np.abs(np.asarray(predicted) - np.asarray(truth))
    return Errors(float(np.median(off)), float(off.mean()), float(np.sqrt((off**2).mean())))


def explained(truth: Floats, predicted: Floats) -> float:
    """R squared: the share of the variance of the truth that the predictions explain."""
    return float(1.0 - ((truth - predicted) ** 2).sum() / ((truth - truth.mean()) ** 2).sum())


def coverage(truth: Floats, low: Floats, high: Floats) -> float:
    """The share of intervals that hold the truth."""
    return float(((low <= truth) & (truth <= high)).mean())


def calibration(chance: ArrayLike, happened: ArrayLike, weight: ArrayLike = 1.0) -> Calibration:
    """Probabilities of events, each turned to its favourite side, in ten bins from 0.5 to 1."""
    given, came, weights = _arrays(chance, happened, weight)
    said = np.maximum(given, 1.0 - given)
    right = came == (given > 0.5)
    bins = _bins(said, right, weights)
    surprise = -np.log(np.clip(np.where(came, given, 1.0 - given), 1e-6, 1.0))
    return Calibration(
        accuracy=float(weights @ right),
        ece=sum(abs(part.said - part.came) * part.weight for part in bins),
        brier=float(weights @ (given - came) ** 2),
        log_score=float(weights @ surprise),
        bins=bins,
        predictions=len(given),
    )


def came_true(chance: ArrayLike, happened: ArrayLike, least: float, weight: ArrayLike = 1.0) -> tuple[float, int]:
    """Of the favourites given at least this probability: the share that won (1 without any), and how many they are."""
    given, came, weights = _arrays(chance, happened, weight)
    sure = np.maximum(given, 1.0 - given) >= least
    right = came == (given > 0.5)
    return (float(weights[sure] @ right[sure] / weights[sure].sum()) if sure.any() else 1.0), int(sure.sum())


def _arrays(chance: ArrayLike, happened: ArrayLike, weight: ArrayLike) -> tuple[Floats, NDArray[np.bool_], Floats]:
    given, came = np.asarray(chance, np.float64), np.asarray(happened, np.bool_)
    weights = np.broadcast_to(np.asarray(weight, np.float64), given.shape)
    return given, came, weights / weights.sum()


def _bins(said: Floats, right: NDArray[np.bool_], weights: Floats) -> tuple[Bin, ...]:
    place = np.minimum(((said - 0.5) * 2.0 * BINS).astype(int), BINS - 1)
    found = []
    for number in range(BINS):
        part = place == number
        if part.any():
            total = float(weights[part].sum())
            shares = weights[part] / total
            found.append(Bin(float(shares @ said[part]), float(shares @ right[part]), total))
    return tuple(found)
