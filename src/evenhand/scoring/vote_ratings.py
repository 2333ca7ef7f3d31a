"""A whole table of votes, rated: strengths, errors, rank sets, checks and the audit, for each group that votes join."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, stdtrit

from evenhand.scoring import bradley_terry, style_control
from evenhand.scoring.rank_sets import rank_sets, surely_beaten
from evenhand.scoring.social_choice import borda, copeland
from evenhand.scoring.vote_counts import LEFT, RIGHT, TIE, components, counted, mutual, preferred, tied, won
from evenhand.scoring.vote_influence import Overturned, fewest_added, fewest_removed

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Table = tuple[tuple[float, ...], ...]
Whole = tuple[tuple[int, ...], ...]

LEVEL = 0.95
# Fewer voters say too little about how far they differ (Cameron and Miller 2015).
VOTERS = 20


class Ballots(NamedTuple):
    """Rows of votes: places of both models, votes for left, for right, and ties; the voter's number where all have one.

    `features` are what was counted of the left answers and of the right ones, each (rows, p).
    """

    left: Sequence[int]
    right: Sequence[int]
    cast: Sequence[tuple[int, int, int]]
    voter: Sequence[int] = ()
    features: tuple[Sequence[Sequence[float]], Sequence[Sequence[float]]] = ((), ())


class Effect(NamedTuple):
    """A feature's worth in Elo a standard difference, with its interval."""

    elo: float
    low: float
    high: float


class RatedVotes(NamedTuple):
    """One group that votes join, its models in the order of their strength; `members` are their places in the table.

    `ratings` are Elo, None without a finite one; `one_way` is then 1 above and -1 below the rest, else 0.
    `covariance`, `wins` and `ties` are matrices over the members; an interval has `reach` standard errors on each side.
    """

    members: tuple[int, ...]
    ratings: tuple[float | None, ...]
    lows: tuple[float | None, ...]
    highs: tuple[float | None, ...]
    one_way: tuple[int, ...]
    best: tuple[int, ...]
    worst: tuple[int, ...]
    upper: tuple[int, ...]
    ahead_of_next: tuple[float | None, ...]
    copeland: tuple[int, ...]
    borda: tuple[float, ...]
    covariance: Table
    reach: float
    wins: Whole
    ties: Whole
    by_voter: bool
    removed: tuple[int, int] | None
    added: tuple[int, int] | None
    styled: tuple[float | None, ...]
    effects: tuple[Effect, ...]


class _Group(NamedTuple):
    """The rows and counts of one group, its models numbered anew; `members` are their places in the table."""

    members: Ints
    left: Ints
    right: Ints
    cast: Floats
    voter: Ints
    features: tuple[Floats, Floats]
    counts: Floats


def rated(ballots: Ballots, models: int, *, draws: int = 1000, seed: int = 0) -> tuple[RatedVotes, ...]:
    """Every group of the table that votes join, the one with most votes first. `models` is how many names there are."""
    groups = sorted(_groups(ballots, models), key=lambda one: (-one.counts.sum(), one.members[0]))
    return tuple(_rated(group, draws, seed) for group in groups)


def _groups(ballots: Ballots, models: int) -> list[_Group]:
    left, right = np.asarray(ballots.left, np.int64), np.asarray(ballots.right, np.int64)
    cast = np.asarray(ballots.cast, np.float64).reshape(-1, 3)
    voter = np.asarray(ballots.voter, np.int64)
    ours, theirs = (np.asarray(side, np.float64) for side in ballots.features)
    part = components(_counts(left, right, cast, models))
    found = []
    for number in range(int(part.max(initial=-1)) + 1):
        members = np.flatnonzero(part == number)
        rows = np.flatnonzero(part[left] == number)
        place = np.zeros(models, np.int64)
        place[members] = np.arange(members.size)
        sides = place[left[rows]], place[right[rows]]
        features = (ours[rows], theirs[rows]) if ours.size else (ours, theirs)
        voters = np.unique(voter[rows], return_inverse=True)[1] if voter.size else voter
        counts = _counts(*sides, cast[rows], members.size)
        found.append(_Group(members, *sides, cast[rows], voters, features, counts))
    return found


def _counts(left: Ints, right: Ints, cast: Floats, models: int) -> Floats:
    sides = [counted(left, right, np.full(left.size, each), models, cast[:, each]) for each in (LEFT, RIGHT, TIE)]
    return np.asarray(sum(sides), np.float64)


def _rated(group: _Group, draws: int, seed: int) -> RatedVotes:
    votes = preferred(group.counts)
    at = bradley_terry.strengths(votes)
    order = np.argsort(-at, kind="stable")
    among = _finite(group.counts)
    voters = int(group.voter.max(initial=-1)) + 1
    errors = _covariance(group, at, among, by_voter=voters >= VOTERS)
    reach = float(stdtrit(voters - 1, (1 + LEVEL) / 2)) if voters >= VOTERS else float(stdtrit(np.inf, (1 + LEVEL) / 2))
    rating = bradley_terry.elo(at, among)
    wide = np.where(among, reach * np.sqrt(np.diag(errors)), np.inf)
    best, worst = rank_sets(rating, errors, level=LEVEL, draws=draws, seed=seed)
    styled, effects = _styled(group, among, reach)
    return RatedVotes(
        members=_whole(group.members[order]),
        ratings=_given(rating, among, order),
        lows=_given(rating - wide, _known(among, errors), order),
        highs=_given(rating + wide, _known(among, errors), order),
        one_way=_whole(np.where(among, 0, np.where(at > at[among].mean(), 1, -1))[order]),
        best=_whole(best[order]),
        worst=_whole(worst[order]),
        upper=_whole(surely_beaten(rating - wide, rating + wide)[order]),
        ahead_of_next=_ahead(rating[order], errors[np.ix_(order, order)], among[order]),
        copeland=_whole(copeland(votes)[order]),
        borda=_real(borda(votes)[order]),
        covariance=tuple(map(_real, errors[np.ix_(order, order)])),
        wins=tuple(map(_whole, won(group.counts)[np.ix_(order, order)])),
        ties=tuple(map(_whole, tied(group.counts)[np.ix_(order, order)])),
        reach=reach,
        by_voter=voters >= VOTERS,
        removed=_overturned(fewest_removed(group.counts, at), order),
        added=_overturned(fewest_added(group.counts, at), order),
        styled=_given(styled, among, order) if styled.size else (),
        effects=effects,
    )


def _finite(counts: Floats) -> Flags:
    """The models (N,) of the part, with most votes, inside which each was preferred to each, directly or in steps."""
    part = mutual(counts)
    inside = [counts[np.ix_(part == number, part == number)].sum() for number in range(int(part.max()) + 1)]
    return np.asarray(part == int(np.argmax(inside)), np.bool_)


def _covariance(group: _Group, at: Floats, among: Flags, *, by_voter: bool) -> Floats:
    """The covariance (N, N) of the ratings, in Elo squared."""
    bread = bradley_terry.inverse(bradley_terry.information(preferred(group.counts), at))
    if by_voter:
        scatter = bradley_terry.scatter_by_voter(group.left, group.right, group.cast, group.voter, at)
    else:
        scatter = bradley_terry.scatter(group.counts, at)
    return np.asarray(bradley_terry.ELO**2 * bradley_terry.covariance(bread, scatter, among), np.float64)


def _known(among: Flags, errors: Floats) -> Flags:
    """Where an interval can be given: a finite rating, and votes that were not all ties."""
    return np.asarray(among & (np.diag(errors) > 0.0), np.bool_)


def _ahead(rating: Floats, errors: Floats, among: Flags) -> tuple[float | None, ...]:
    """P(better than the next in order), None for the last and where a rating has no limit."""
    found: list[float | None] = []
    for one in range(len(rating) - 1):
        two = one + 1
        spread = float(np.sqrt(max(errors[one, one] + errors[two, two] - 2.0 * errors[one, two], 0.0)))
        known = among[one] and among[two] and spread > 0.0
        found.append(float(ndtr((rating[one] - rating[two]) / spread)) if known else None)
    return (*found, None)


def _styled(group: _Group, among: Flags, reach: float) -> tuple[Floats, tuple[Effect, ...]]:
    """Ratings with style held apart, and what each feature is worth; nothing where the votes do not tell them apart."""
    ours, theirs = group.features
    if not ours.size:
        return np.empty(0), ()
    features = style_control.differences(ours, theirs)
    if not style_control.identified(group.left, group.right, group.cast, features, len(among)):
        return np.empty(0), ()
    fit = style_control.styled(group.left, group.right, group.cast, features, len(among))
    spread = bradley_terry.ELO * np.sqrt(np.diag(fit.covariance)[len(among) :])
    size = bradley_terry.ELO * fit.effects
    effects = (
        Effect(float(one), float(one - reach * error), float(one + reach * error))
        for one, error in zip(size, spread, strict=True)
    )
    return bradley_terry.elo(fit.strengths, among), tuple(effects)


def _overturned(found: Overturned | None, order: Ints) -> tuple[int, int] | None:
    """The place in order of who leads then, and how many votes it took."""
    return (int(np.flatnonzero(order == found.rival)[0]), found.votes) if found else None


def _given(values: Floats, known: Flags, order: Ints) -> tuple[float | None, ...]:
    return tuple(float(values[one]) if known[one] else None for one in order)


def _whole(values: Ints | Floats) -> tuple[int, ...]:
    return tuple(int(value) for value in values)


def _real(values: Floats) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
