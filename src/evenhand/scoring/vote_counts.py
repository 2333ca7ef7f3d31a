"""Votes as counts: whoever preferred what, collapsed to one number a pair, side and outcome.

Every step after this costs the same for a thousand votes and for ten million.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEFT, RIGHT, TIE = 0, 1, 2
OUTCOMES = {"left": LEFT, "right": RIGHT, "tie": TIE}


class _InOrder(dict[str, int]):
    """Gives each name that is asked for the first time the next number."""

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number


def indexed(left: Sequence[str], right: Sequence[str]) -> tuple[tuple[str, ...], Ints, Ints]:
    """The names in the order of first sight, and the place of each side's name among them, two arrays (votes,)."""
    place = _InOrder()
    one, other = _places(left, place), _places(right, place)
    return tuple(place), one, other


def outcomes(winners: Iterable[str]) -> Ints:
    """The number of each outcome: `left`, `right` or `tie`.

    Raises:
        KeyError: a word that is none of these.

    """
    return _places(list(winners), OUTCOMES)


def counted(left: ArrayLike, right: ArrayLike, outcome: ArrayLike, models: int, weights: ArrayLike = ()) -> Floats:
    """Counts of shape (N, N, 3): votes that showed i left and j right, and ended left, right or tied.

    `left`, `right` and `outcome` (votes,) are places and outcomes; `weights` (votes,) says how often each was cast.
    """
    cell = np.asarray(left, np.int64) * (3 * models)
    cell += np.asarray(right, np.int64) * 3
    cell += np.asarray(outcome, np.int64)
    often = np.asarray(weights, np.float64)
    found = np.bincount(cell, often if often.size else None, models * models * 3)
    return found.reshape(models, models, 3).astype(np.float64)


def won(counts: Floats) -> Floats:
    """Votes (N, N) that i won over j, whichever side it stood on."""
    return np.asarray(counts[..., LEFT] + counts[..., RIGHT].T, np.float64)


def tied(counts: Floats) -> Floats:
    """Tied votes (N, N) between i and j, the same both ways."""
    return np.asarray(counts[..., TIE] + counts[..., TIE].T, np.float64)


def preferred(counts: Floats) -> Floats:
    """Votes (N, N) for i over j, a tie as half a vote for each."""
    return won(counts) + tied(counts) / 2.0


def components(counts: Floats) -> Ints:
    """The number of the component of each model (N,): votes join models of one component, and no others."""
    return np.asarray(connected_components(_graph(counts), directed=False)[1], np.int64)


def mutual(counts: Floats) -> Ints:
    """The number of the group of each model (N,) inside which each was preferred to each, directly or in steps.

    Between two such groups every vote went one way, so that no finite distance is the most likely one (Ford 1957).
    """
    return np.asarray(connected_components(_graph(counts), directed=True, connection="strong")[1], np.int64)


def _graph(counts: Floats) -> Floats:
    """An edge from each model to those that it was ever preferred to."""
    return np.asarray(preferred(counts) > 0.0, np.float64)


def _places(names: Sequence[str], place: dict[str, int]) -> Ints:
    return np.fromiter(map(place.__getitem__, names), np.int64, len(names))
