"""A benchmark over time and in the rankings: scores by the release of their models, and how much it counts."""

from msgspec import Struct

from evenhand.records.facts import Direction, Id, Unit
from evenhand.records.intervals import Interval


class DatedScore(Struct, frozen=True, kw_only=True):
    """A model's score, in the benchmark's unit as are `error` and `interval`; `released` is empty where unknown.

    `best` says that no model released before, or on that day, has a better one.
    """

    model: Id
    name: str
    released: str
    value: float
    error: float | None = None
    interval: Interval | None = None
    best: bool = False


class CountedIn(Struct, frozen=True, kw_only=True):
    """How a ranking counts a benchmark: in which category, in which form, with which share of the weight.

    `in_category` and `in_all` are shares of one; `measured` is how many of the `ranked` models took it as it is
    counted, both 0 for a ranking without intervals.
    """

    ranking: Id
    name: str
    category: str
    version: str = ""
    context: str = ""
    note: str = ""
    in_category: float
    in_all: float
    measured: int = 0
    ranked: int = 0


class BenchmarkHistory(Struct, frozen=True, kw_only=True):
    """Scores under plain conditions by release day, oldest first; `undated` are of models without a release day."""

    date: str
    version: str
    benchmark: Id
    name: str
    unit: Unit
    direction: Direction
    low: float | None
    high: float | None
    chance: float | None
    scores: tuple[DatedScore, ...]
    undated: tuple[DatedScore, ...] = ()
    counted: tuple[CountedIn, ...] = ()
