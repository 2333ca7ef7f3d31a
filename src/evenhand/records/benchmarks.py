"""What is known about a benchmark beyond its file: its state with the figures behind it, who reports, who leads."""

from typing import Literal

from msgspec import Struct

from evenhand.records.facts import Benchmark, BenchmarkState, Observation, Statement
from evenhand.records.flags import Flag

SaturatedBy = Literal["", "reliability", "ceiling"]
StaleBy = Literal["", "newer version", "recent models", "verified scores"]
StateBy = Literal[
    "its file",
    "ceiling",
    "reliability",
    "newer version",
    "recent models",
    "verified scores",
    "figures",
    "too few models",
]


class Form(Struct, frozen=True, kw_only=True):
    """The one form of a benchmark that its figures are about: version and context length, empty where it has one."""

    version: str = ""
    context: str = ""


class Saturation(Struct, frozen=True, kw_only=True):
    """Whether a benchmark still tells its best models apart, in points of 0 to 100 (statistics 1.11).

    Among the `models` best, at most 20: `reliability` is 1 - `noise` / `spread`, with `noise` the mean squared
    standard error and `spread` the variance of the scores; it is None where the scores do not differ at all.
    `top` is the median of the five best, `error` its standard error and `ceiling` is `highest`, the most that can be
    reached, less `errors` of these. Under `least` it is not reliable. `reliability` and the errors mean something only
    where the number of items is known.
    """

    models: int
    noise: float
    spread: float
    reliability: float | None
    top: float
    error: float
    ceiling: float
    highest: float = 100.0
    errors: float = 2.0
    least: float = 0.5
    by: SaturatedBy = ""


class Staleness(Struct, frozen=True, kw_only=True):
    """Whether a benchmark is still taken: `taken` of the `recent` newest models have a score of it.

    `newer` is a later version than the one that these figures are about, where there is one. `newest` is the day of
    the newest dated score of a checked run (tiers A and B), `days` its age at the catalog's date; None without any.
    It is stale under the `least` share of these models, or over `most` days.
    """

    recent: int
    taken: int
    newer: str = ""
    newest: str = ""
    days: int | None = None
    least: float = 0.3
    most: int = 180
    by: StaleBy = ""


class BenchmarkStanding(Struct, frozen=True, kw_only=True):
    """The state of a benchmark, what it follows from, and its figures.

    `reason` and `stated` are those of the benchmark's own file, which goes before any figure. `models` have a score
    of this `form` on the common scale; `known_items` says whether the errors rest on known numbers of items alone.
    `flags` are those of the benchmark, `of_models` those of single models' scores on it, by model.
    """

    benchmark: str
    state: BenchmarkState
    by: StateBy
    form: Form = Form()
    models: int = 0
    known_items: bool = False
    reason: str = ""
    stated: Statement | None = None
    saturation: Saturation | None = None
    staleness: Staleness | None = None
    flags: tuple[Flag, ...] = ()
    of_models: dict[str, tuple[Flag, ...]] = {}


class BenchmarkLine(Struct, frozen=True, kw_only=True):
    """A benchmark in the list of all; `flagged_models` have a flag of their own on it."""

    id: str
    name: str
    category: str
    kind: str
    metric: str
    unit: str
    scores: int
    models: int
    state: BenchmarkState
    flags: tuple[Flag, ...] = ()
    flagged_models: int = 0


class BenchmarkList(Struct, frozen=True, kw_only=True):
    """All benchmarks, or those of a category, by category and name; `date` and `version` are the catalog's.

    `names` tells how the ids in their flags read.
    """

    date: str
    version: str
    benchmarks: tuple[BenchmarkLine, ...]
    names: dict[str, str] = {}


class Leader(Struct, frozen=True, kw_only=True):
    """A model on a benchmark: the observation that stands for it, its place, and how many others there are."""

    place: int
    model: str
    name: str
    observation: Observation
    others: int = 0


class BenchmarkProfile(Struct, frozen=True, kw_only=True):
    """One benchmark with everything that the catalog says of it.

    `reporters` are the sources with their numbers of scores, most first; `leaders` the models, best first, on the
    form that `standing` is about.
    """

    date: str
    version: str
    benchmark: Benchmark
    standing: BenchmarkStanding
    scores: int
    models: int
    reporters: tuple[tuple[str, int], ...]
    leaders: tuple[Leader, ...]
    names: dict[str, str]
