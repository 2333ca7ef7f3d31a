"""Scores over all counted benchmarks: measured where a model took the test, estimated where it did not."""

from typing import Literal

from msgspec import Struct

from evenhand.records.intervals import Interval

Withheld = Literal["", "too few scores", "not connected", "selective", "thin table", "one configuration"]


class Estimate(Struct, frozen=True, kw_only=True):
    """A full-basket score on 0-100 (statistics 1.5), overall or of one category.

    `score` is the median and `interval` the central interval over the posterior draws; `measured` is the share of the
    weight that was measured. `soft` puts every missing test at the ends of its own interval, `hard` at 0 and at 100.
    Where `withheld` says why, score, interval and soft are None: the absolute level cannot be trusted there.
    """

    score: float | None = None
    interval: Interval | None = None
    measured: float = 0.0
    soft: Interval | None = None
    hard: Interval | None = None
    withheld: Withheld = ""

    @property
    def shown(self) -> bool:
        """Whether there is a score that is not withheld."""
        return self.score is not None


class RankPlace(Struct, frozen=True, kw_only=True):
    """A place among `of` ranked models over the posterior draws: the median and the central interval at `level`.

    `first`, `top3` and `top10` are the shares of draws in which the model is first, among three, among ten. Models of
    one `group`, from 1 at the top, cannot be told from the first of it with probability 0.95.
    """

    place: int
    best: int
    worst: int
    of: int
    level: float
    first: float
    top3: float
    top10: float
    group: int


class Fitted(Struct, frozen=True):
    """How the fit went: cells, models and columns in it, draws kept, the selection index, and the widening factors."""

    cells: int = 0
    models: int = 0
    columns: int = 0
    draws: int = 0
    selection: float = 0.0
    thin: bool = False
    rows: tuple[tuple[int, float], ...] = ()
    score: float = 1.0
