"""A benchmark over time and in the rankings: scores by the release of their models, and how much it counts."""

from msgspec import Struct

from evenhand.records.facts import Direction, Id, Unit
from evenhand.records.intervals import Interval


class DatedScore(Struct, frozen=True, kw_only=True):
    """A model's score, in the benchmark's unit as are `error` and `interval`.

    `released` is the release of the model as it is on file, a day, month or year, empty where unknown; `day` is the
    last day of that, at which the score is placed. `best` says that no model placed before, or on that day, has a
    better score on file, whenever that was measured.
    """

    model: Id
    name: str
    released: str
    day: str
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
    """Scores under plain conditions by the release of their models, oldest first; `undated` are without a known one."""

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
