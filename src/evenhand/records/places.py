"""Places over time: what a board was on a day, and one model's way through these days."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from evenhand.records.facts import Id, IsoDate

Basis = Literal["recorded", "as of"]
Place = Annotated[int, Meta(ge=1)]
Points = Annotated[float, Meta(ge=0, le=100)]


class PlaceRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """One ranked model on one day's overall board, as a machine wrote it down.

    `place` is the median place, `best` and `worst` its interval at the ranking's level; `score`, `low` and `high` are
    points of 0 to 100, None where the score was withheld. `catalog` begins the version that it was computed from.
    `basis` is `recorded` where the board stood so on that day, `as of` where it was computed later from the facts that
    were known by that day.
    """

    ranking: Id
    lane: Id
    date: IsoDate
    catalog: str
    basis: Basis
    model: Id
    place: Place
    best: Place
    worst: Place
    score: Points | None = None
    low: Points | None = None
    high: Points | None = None
    file: str = ""
    line: int = 0


class PlacePoint(Struct, frozen=True, kw_only=True):
    """A model on one day: its place among `of` ranked models, or None where it had none, and its score.

    `basis` is `now` for the board of this catalog; else as in `PlaceRecord`.
    """

    date: IsoDate
    catalog: str
    basis: Literal["recorded", "as of", "now"]
    of: int
    place: int | None = None
    best: int | None = None
    worst: int | None = None
    score: float | None = None
    low: float | None = None
    high: float | None = None


class PlaceHistory(Struct, frozen=True, kw_only=True):
    """One model's places on the overall board of one lane, oldest first, this catalog's board last.

    `first` is the first day of which a board is on file, empty where none is; days before the model's first place are
    left out. `level` is that of the intervals.
    """

    date: str
    version: str
    model: Id
    name: str
    ranking: Id
    lane: Id
    level: float
    first: str = ""
    points: tuple[PlacePoint, ...] = ()
