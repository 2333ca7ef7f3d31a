"""Any measure of models against any other."""

from typing import Literal

from msgspec import Struct

from evenhand.records.comparison import Snapshot
from evenhand.records.operations import Workload

MeasureKind = Literal["score", "share", "dots", "money", "tokens", "seconds", "rate", "parameters", "date", "value"]
Better = Literal["", "higher", "lower"]
Scale = Literal["linear", "log"]
Served = Literal["", "no", "only"]


class Measure(Struct, frozen=True, kw_only=True):
    """What can stand on an axis. `better` is empty where neither end is better; `group` is where a list shows it.

    A date is `lower` where the earlier is held for better, so that a line joins the best to date.
    """

    id: str
    name: str
    kind: MeasureKind
    group: Literal["scores", "running", "facts", "tests"]
    better: Better = ""
    unit: str = ""


class Value(Struct, frozen=True, kw_only=True):
    """A value with its interval where known; `text` as a source states it, where that is less exact than a number.

    Money is US dollars, sizes tokens, shares and scores 0 to 100, parameters billions, dates days since 1 January of
    the year 1.
    """

    value: float
    low: float | None = None
    high: float | None = None
    text: str = ""


class PlotPoint(Struct, frozen=True, kw_only=True):
    """A model with both values. `on_line` says that no other is at least as good in both and better in one.

    `chance` is the probability of that over the joint draws of scores, None where no axis is drawn from. `retired` is
    the day from which a model is no longer served that can no longer be had; it takes no part in the line, unless such
    models alone are asked for.
    """

    model: str
    name: str
    lab: str
    lab_name: str
    ranked: bool
    x: Value
    y: Value
    on_line: bool = False
    chance: float | None = None
    retired: str | None = None


class RankCorrelation(Struct, frozen=True, kw_only=True):
    """Spearman's correlation of two measures over `n` models, with its interval at `level`."""

    value: float
    low: float
    high: float
    n: int
    level: float


class PlotFilter(Struct, frozen=True, kw_only=True):
    """Which models are asked for; `unranked` adds those that have no place.

    `retired` is `no` for served models alone and `only` for those no longer served.
    """

    lab: str = ""
    open_weights: bool = False
    unranked: bool = False
    retired: Served = ""


class Exploration(Struct, frozen=True, kw_only=True):
    """Models by two measures. `considered` pass the filter; of these `without_x` and `without_y` lack a value.

    `without_both` are counted in either, so that `considered` is points + without_x + without_y - without_both.

    `lined` says whether a line was looked for; `draws` is how many joint draws the chances rest on, 0 for none.
    """

    snapshot: Snapshot
    workload: Workload
    asked: PlotFilter
    x: Measure
    y: Measure
    x_scale: Scale
    y_scale: Scale
    points: tuple[PlotPoint, ...]
    considered: int
    without_x: int
    without_y: int
    without_both: int
    lined: bool = False
    draws: int = 0
    correlation: RankCorrelation | None = None
