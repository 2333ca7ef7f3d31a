"""Preference votes: ratings on their own scale, never part of a score, with places, ties and what would change them."""

from typing import Literal

from msgspec import Struct

from evenhand.records.facts import Id, IsoDate, LicenceClass

OneWay = Literal["", "above", "below"]
Dependence = Literal["each vote alone", "by voter"]


class VotePlace(Struct, frozen=True, kw_only=True):
    """One model of a board. `rating`, `low` and `high` are on the Elo scale, the mean of the group at 1000.

    `name` is the source's, `model` our id or empty. `best` and `worst` are the places that a simultaneous set leaves
    open, `upper` is one more than the number of models whose interval lies above this one's. Models of one `tie` cannot
    be told from its first. `ahead_of_next` is the probability of being better than the next in order. `one_way` says
    that all votes with the rest went one way, so that the rating has no limit and is not given. `styled` is the
    rating with style held apart. `copeland` (opponents beaten less lost to) and `borda` (mean share of votes won) are
    checks, no scores.
    """

    name: str
    model: str = ""
    rating: float | None
    low: float | None
    high: float | None
    rank: int
    best: int
    worst: int
    upper: int
    tie: int
    votes: int
    wins: int
    losses: int
    ties: int
    tie_share: float
    ahead_of_next: float | None
    one_way: OneWay = ""
    copeland: int
    borda: float
    styled: float | None = None
    styled_rank: int | None = None


class StyleEffect(Struct, frozen=True, kw_only=True):
    """What one standard difference of a feature is worth in Elo to the answer with more of it, with its interval."""

    feature: str
    elo: float
    low: float
    high: float


class Overturn(Struct, frozen=True, kw_only=True):
    """So few votes put another model first: as many as were `removed`, or `added` for it over the first.

    `share` is of all votes of the group. Confirmed by a new fit.
    """

    kind: Literal["removed", "added"]
    rival: str
    votes: int
    share: float


class VoteGroup(Struct, frozen=True, kw_only=True):
    """Models that votes join, best rating first; ratings of two groups cannot be compared.

    `first` are the models that may be first, `winner` says that the first is surely better than every other.
    """

    places: tuple[VotePlace, ...]
    votes: int
    ties: int
    first: tuple[str, ...]
    winner: bool
    overturns: tuple[Overturn, ...] = ()
    styles: tuple[StyleEffect, ...] = ()


class VoteBoard(Struct, frozen=True, kw_only=True):
    """A table of votes and what follows from it; `date` and `version` are the catalog's.

    `retrieved` is the day on which the votes were read, `measured` the first and last day on which they were cast where
    that is known. `left_share` is how often the left answer won of the votes that were no tie. `level` is that of all
    intervals and rank sets. `errors` says whether votes of one voter were taken to depend on each other.
    """

    date: str
    version: str
    board: Id
    title: str
    source: Id
    publisher: str
    licence: str
    licence_class: LicenceClass
    link: str
    retrieved: IsoDate
    measured: tuple[str, ...] = ()
    notes: str = ""
    models: int
    votes: int
    ties: int
    pairs: int
    voters: int | None
    errors: Dependence
    left_share: float | None
    level: float
    groups: tuple[VoteGroup, ...]


class VoteFit(Struct, frozen=True, kw_only=True):
    """What is kept of a board: the board, and for each of its groups the matrices over its places.

    `covariances` are of the ratings in Elo, `reach` is how many standard errors an interval goes to
    each side, `wins` and `ties` votes of the row's model against the column's.
    """

    board: VoteBoard
    covariances: tuple[tuple[tuple[float, ...], ...], ...]
    reach: tuple[float, ...]
    wins: tuple[tuple[tuple[int, ...], ...], ...]
    ties: tuple[tuple[tuple[int, ...], ...], ...]


class VotePair(Struct, frozen=True, kw_only=True):
    """Two models of a board: how likely a vote prefers left, a tie as half, with its interval; P(left is better).

    `wins`, `losses` and `ties` are the votes between these two alone. None where no votes join them, or where votes
    that all went one way leave the distance open.
    """

    board: VoteBoard
    left: VotePlace
    right: VotePlace
    probability: float | None
    low: float | None
    high: float | None
    ahead: float | None
    wins: int
    losses: int
    ties: int


class VoteLine(Struct, frozen=True, kw_only=True):
    """A board in the list of all."""

    board: Id
    title: str
    source: Id
    licence: str
    retrieved: IsoDate
    models: int
    votes: int


class VoteList(Struct, frozen=True, kw_only=True):
    """All boards by id; `date` and `version` are the catalog's."""

    date: str
    version: str
    boards: tuple[VoteLine, ...]
