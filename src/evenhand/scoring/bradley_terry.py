"""Bradley-Terry: strengths from votes, with a covariance that holds when the model is not quite true.

    P(i preferred to j) = 1 / (1 + exp(-(s_i - s_j))), a tie as half a vote for each

Strengths are in logits and centred; 400 / ln 10 Elo are one logit. Newton's method on the counts, after Bradley and
Terry (1952); the sandwich covariance after Huber (1967), by voter after Liang and Zeger (1986).
"""

from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array
from scipy.special import expit

from evenhand.scoring.poisson_draws import poisson_draws
from evenhand.scoring.vote_counts import preferred, tied, won

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

RIDGE = 1e-6
ELO = 400.0 / log(10.0)
CENTRE = 1000.0
# A step beyond this many logits leaves the range in which the second order holds.
LONGEST = 2.0
EXACT = 1e-9
MOST = 200
# Steps with an inverse of nearby votes shrink by a factor; what they leave is the last step times that factor, and may
# be this share of the first step: far less than what a thousand rounds leave unknown of an error (2%).
NEAR = 5e-4
CHORDS = 12
FAR = 0.5
AT_ONCE = 50


def strengths(votes: Floats, start: Floats | None = None, ridge: float = RIDGE) -> Floats:
    """The strengths (N,) in logits, mean zero, of votes (N, N) for i over j.

    `start` (N,) are strengths to begin at. The ridge keeps finite what votes leave open.

    Raises:
        ArithmeticError: no convergence within 200 steps.

    """
    models = len(votes)
    both = votes + votes.T
    gained = votes.sum(axis=1)
    found = np.zeros(models) if start is None else start - start.mean()
    for _ in range(MOST):
        chance = expit(found[:, None] - found)
        step = _solved(_information(both, chance, ridge), gained - (both * chance).sum(axis=1) - ridge * found)
        length = float(np.abs(step).max(initial=0.0))
        found = found + step * min(1.0, LONGEST / max(length, EXACT))
        if length < EXACT:
            return np.asarray(found - found.mean(), np.float64)
    message = f"no convergence in {MOST} steps"
    raise ArithmeticError(message)


def information(votes: Floats, at: Floats, ridge: float = RIDGE) -> Floats:
    """The information (N, N) of votes for i over j at these strengths: the sums of n P (1 - P), less them."""
    return _information(votes + votes.T, expit(at[:, None] - at), ridge)


def inverse(information_: Floats) -> Floats:
    """The inverse (N, N) of the information, over the directions that leave the mean strength where it is."""
    models = len(information_)
    found = cho_solve(_factor(information_), np.eye(models))
    centred = found - found.mean(axis=0)
    return np.asarray(centred - centred.mean(axis=1, keepdims=True), np.float64)


def scatter(counts: Floats, at: Floats) -> Floats:
    """The sum (N, N) of the outer products of every vote's score, votes taken as independent; counts (N, N, 3)."""
    chance = expit(at[:, None] - at)
    wins, ties = won(counts), tied(counts)
    squares = wins * (1.0 - chance) ** 2 + wins.T * chance**2 + ties * (0.5 - chance) ** 2
    return np.asarray(np.diag(squares.sum(axis=1)) - squares, np.float64)


def scatter_by_voter(left: Ints, right: Ints, cast: Floats, voter: Ints, at: Floats) -> Floats:
    """The same sum (N, N) with the scores of one voter added first, times C / (C - 1) for C voters.

    `left`, `right`, `voter` (rows,) are places, `cast` (rows, 3) the votes of a row for left, for right, and ties.
    """
    chance = expit(at[left] - at[right])
    score = cast[:, 0] * (1.0 - chance) - cast[:, 1] * chance + cast[:, 2] * (0.5 - chance)
    voters, models = int(voter.max()) + 1, len(at)
    sums = np.bincount(voter * models + left, score, voters * models)
    sums -= np.bincount(voter * models + right, score, voters * models)
    table = sums.reshape(voters, models)
    return np.asarray(table.T @ table * (voters / (voters - 1.0)), np.float64)


def covariance(bread: Floats, scatter_: Floats, among: Flags) -> Floats:
    """The covariance (N, N) of strengths centred on the models `among` (N,): H^-1 Q H^-1.

    A model outside has no finite strength; it gets the inverse information, which says that nearly nothing is known.
    """
    centre = np.eye(len(bread)) - among / among.sum()
    found = centre @ bread @ scatter_ @ bread @ centre.T
    if not among.all():
        open_ = ~among
        found[open_] = found[:, open_] = 0.0
        found[np.ix_(open_, open_)] = (centre @ bread @ centre.T)[np.ix_(open_, open_)]
    return np.asarray((found + found.T) / 2.0, np.float64)


def bootstrap(counts: Floats, rounds: int, seed: int, start: Floats | None = None) -> Floats:
    """Strengths (rounds, N) of counts (N, N, 3) in which every count was drawn anew from its Poisson distribution.

    `start` (N,) are the strengths of the counts themselves, where known. A round is right to 0.0005 of its own shift.
    """
    first = strengths(preferred(counts)) if start is None else start
    one, other = np.nonzero(np.triu(preferred(counts) + preferred(counts).T, 1) > 0.0)
    wins, ties = won(counts), tied(counts)
    chances = np.stack((wins[one, other], wins[other, one], ties[one, other]))
    near = _Near.to(first, one, other, inverse(information(preferred(counts), first)))
    random = np.random.default_rng(seed)
    found = np.empty((rounds, len(first)))
    for number in range(0, rounds, AT_ONCE):
        drawn = poisson_draws(chances.ravel(), min(AT_ONCE, rounds - number), random)
        for place in range(len(drawn)):
            ahead, behind, even = drawn[place].reshape(3, -1).astype(np.float64)
            found[number + place] = near.strengths(ahead + 0.5 * even, ahead + behind + even)
    return found


class _Near(NamedTuple):
    """Solves tables near to one that is solved, with the inverse information that is there already.

    `first` (N,) are its strengths, `chance` (pairs,) its probabilities, `design` (pairs, N) is 1 for one model of the
    pair and -1 for the other, `transposed` the same turned, `bread` (N, N) the inverse.
    """

    first: Floats
    one: Ints
    other: Ints
    chance: Floats
    design: csr_array
    transposed: csr_array
    bread: Floats

    @classmethod
    def to(cls, first: Floats, one: Ints, other: Ints, bread: Floats) -> "_Near":
        """The solver near to these strengths, for pairs of these models."""
        pairs = np.arange(one.size)
        signs = np.repeat((1.0, -1.0), one.size)
        cells = np.concatenate((pairs, pairs)), np.concatenate((one, other))
        design = csr_array((signs, cells), shape=(one.size, len(first)))
        chance = np.asarray(expit(first[one] - first[other]), np.float64)
        return cls(first, one, other, chance, design, csr_array(design.T), bread)

    def strengths(self, gained: Floats, cast: Floats) -> Floats:
        """Strengths (N,) of votes (pairs,) for the one and of all votes; Newton's steps where these do not close in."""
        found, chance, before, whole = self.first, self.chance, 0.0, 0.0
        for _ in range(CHORDS):
            step = self.bread @ (self.transposed @ (gained - cast * chance) - RIDGE * found)
            found = found + step
            length = float(np.abs(step).max(initial=0.0))
            whole = whole or length
            if length < EXACT or length * length < NEAR * whole * before:
                return np.asarray(found, np.float64)
            if length > FAR:
                break
            before = length
            apart = np.asarray(self.design @ found, np.float32)  # single precision errs by 1e-7, a third of the time
            chance = 1.0 / (1.0 + np.exp(-apart))
        votes = np.zeros((len(found), len(found)))
        votes[self.one, self.other], votes[self.other, self.one] = gained, cast - gained
        return strengths(votes, self.first)


def elo(at: Floats, among: Flags | None = None) -> Floats:
    """Strengths (N,) on the Elo scale, with the mean of the models `among` (N,), or of all, at 1000."""
    middle = at.mean() if among is None else at[among].mean()
    return np.asarray(CENTRE + ELO * (at - middle), np.float64)


def _information(both: Floats, chance: Floats, ridge: float) -> Floats:
    weights = both * chance * (1.0 - chance)
    return np.asarray(np.diag(weights.sum(axis=1) + ridge) - weights, np.float64)


def _factor(information_: Floats) -> tuple[Floats, bool]:
    """Cholesky's factor, the direction of a common shift stiffened: no vote speaks about it."""
    stiff = float(np.diag(information_).mean()) / len(information_)
    factor, lower = cho_factor(information_ + stiff, lower=True, overwrite_a=True, check_finite=False)
    return np.asarray(factor, np.float64), bool(lower)


def _solved(information_: Floats, gradient: Floats) -> Floats:
    return np.asarray(cho_solve(_factor(information_), gradient, check_finite=False), np.float64)
