"""How few votes carry the first place: those that weigh most are taken away until another model leads.

Taking one vote away moves the strengths by about -H^-1 g, with g its score; the largest of these are summed, and the
table without them is fitted anew. After Broderick, Giordano and Meager (2020) and, for such boards, Huang and others
(2026). The number is an upper limit: a cleverer choice may need fewer.
"""

from collections.abc import Callable
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from evenhand.scoring.bradley_terry import information, inverse, strengths
from evenhand.scoring.vote_counts import LEFT, preferred

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RIVALS = 5
# What a vote is worth to the left side, by its outcome: left, right, tie.
WORTH = (1.0, 0.0, 0.5)


class Overturned(NamedTuple):
    """Who leads afterwards, how many votes that took, and counts (N, N, 3) of them."""

    rival: int
    votes: int
    changed: Floats


def fewest_removed(counts: Floats, at: Floats, rivals: int = RIVALS) -> Overturned | None:
    """The fewest votes found whose removal puts one of the next `rivals` models above the first.

    `counts` (N, N, 3) are whole numbers, `at` (N,) the strengths. Confirmed by a new fit; None where no removal of the
    votes for the first does it.
    """
    order = np.argsort(-at, kind="stable")
    bread = inverse(information(preferred(counts), at))
    found = (_removed(counts, at, bread, int(order[0]), int(rival)) for rival in order[1 : rivals + 1])
    return min((one for one in found if one), key=lambda one: one.votes, default=None)


def fewest_added(counts: Floats, at: Floats, rivals: int = RIVALS) -> Overturned | None:
    """The fewest votes for a model over the first, cast in addition, that put it above; None where a million do not."""
    order = np.argsort(-at, kind="stable")
    bread = inverse(information(preferred(counts), at))
    found = (_added(counts, at, bread, int(order[0]), int(rival)) for rival in order[1 : rivals + 1])
    return min((one for one in found if one), key=lambda one: one.votes, default=None)


def _removed(counts: Floats, at: Floats, bread: Floats, first: int, rival: int) -> Overturned | None:
    cells = np.argwhere(counts > 0.0)
    weight = _influence(cells, at, bread[first] - bread[rival])
    kept = weight > 0.0
    cells, weight = cells[kept], weight[kept]
    order = np.argsort(-weight, kind="stable")
    cells, weight = cells[order], weight[order]
    held = counts[tuple(cells.T)]
    reach = np.cumsum(weight * held)
    most = int(held.sum())

    def without(votes: int) -> Floats:
        taken = np.minimum(held, np.maximum(votes - (np.cumsum(held) - held), 0.0))
        found = np.zeros_like(counts)
        found[tuple(cells.T)] = taken
        return found

    def leads(votes: int) -> bool:
        return _ahead(counts - without(votes), at, rival, first)

    place = int(np.searchsorted(reach, at[first] - at[rival]))
    guess = int(held[: place + 1].sum()) if place < len(held) else most
    votes = _least(leads, max(1, min(guess, most)), most)
    return None if votes is None else Overturned(rival, votes, without(votes))


def _influence(cells: Ints, at: Floats, pull: Floats) -> Floats:
    """By how much the lead shrinks when one vote of each cell (cells, 3) goes."""
    left, right, outcome = cells.T
    chance = expit(at[left] - at[right])
    score = np.asarray(WORTH)[outcome] - chance
    return np.asarray(score * (pull[left] - pull[right]), np.float64)


def _added(counts: Floats, at: Floats, bread: Floats, first: int, rival: int) -> Overturned | None:
    pull = bread[rival] - bread[first]
    one = float((1.0 - expit(at[rival] - at[first])) * (pull[rival] - pull[first]))

    def more(votes: int) -> Floats:
        found = np.zeros_like(counts)
        found[rival, first, LEFT] = votes
        return found

    def leads(votes: int) -> bool:
        return _ahead(counts + more(votes), at, rival, first)

    votes = _least(leads, max(1, ceil((at[first] - at[rival]) / max(one, 1e-12))), 1_000_000)
    return None if votes is None else Overturned(rival, votes, more(votes))


def _ahead(counts: Floats, at: Floats, rival: int, first: int) -> bool:
    found = strengths(preferred(counts), at)
    return bool(found[rival] > found[first])


def _least(leads: Callable[[int], bool], guess: int, most: int) -> int | None:
    """The least number, from one to `most`, that overturns: doubled from a guess, then halved in between."""
    high = min(guess, most)
    low = 0
    while not leads(high):
        if high == most:
            return None
        low, high = high, min(2 * high, most)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if leads(middle) else (middle, high)
    return high
