"""The arithmetic of a figure, step by step, down to its source."""

from typing import Literal

from msgspec import Struct

from evenhand.records.benchmarks import BenchmarkStanding
from evenhand.records.classic import ClassicValue
from evenhand.records.comparison import CategoryResult, ItemsFrom, OverallResult, SharedTest
from evenhand.records.estimates import Estimate, Fitted, RankPlace
from evenhand.records.facts import Benchmark, Model, Observation, RawFile, Source
from evenhand.records.intervals import Interval
from evenhand.records.ranking import CategoryRule

Criterion = Literal[
    "lane", "version", "context", "tier", "stated form", "subset", "tools", "settings", "effort", "newer", "fixed order"
]


class Decided(Struct, frozen=True, kw_only=True):
    """By which criterion, the first that differs, one observation goes before another, and what each has there."""

    by: Criterion
    here: str = ""
    there: str = ""


class ExplainedScore(Struct, frozen=True, kw_only=True):
    """One observation and the arithmetic of its error.

    centre = (share n + 1/2) / (n + 1), binomial = 100 sqrt(centre (1 - centre) / n) and
    error = sqrt(used^2 + step^2 / 12), where used is the reported error if larger than half of the binomial one;
    clusters multiply the binomial variance by `effect`. With correction for chance `uncorrected` is the plain place,
    and both it and the error are stretched from `reach`, where guessing and the best possible stand, to 0 and 100.
    All in points; `interval` is Wilson's at 95% over questions, from as many as give that error; `counts` says whether
    the ranking counts it, `admitted` whether the lane does. `after` says why the preferred observation goes before
    this one, `raw_file` which file of the source it was read from.
    """

    observation: Observation
    scaled: float | None
    items: int | None
    items_from: ItemsFrom
    centre: float | None
    binomial: float | None
    reported: float | None
    step: float | None
    error: float | None
    admitted: bool
    counts: bool
    preferred: bool
    effect: float = 1.0
    uncorrected: float | None = None
    reach: tuple[float, float] | None = None
    interval: Interval | None = None
    after: Decided | None = None
    raw_file: RawFile | None = None


class ScoreExplanation(Struct, frozen=True, kw_only=True):
    """All observations of one model on one benchmark, the preferred one first, with the sources they come from.

    `standing` is the benchmark's state with its figures.
    """

    model: Model
    benchmark: Benchmark
    lane: str
    ranking: str
    scores: tuple[ExplainedScore, ...]
    sources: dict[str, Source]
    standing: BenchmarkStanding


class CategoryExplanation(Struct, frozen=True, kw_only=True):
    """How a pair's category is decided: each shared test's shift, the pooled spreads, and what follows from them."""

    left: Model
    right: Model
    result: CategoryResult
    rule: CategoryRule
    tests: tuple[SharedTest, ...]
    prior_tests: int
    variance: float | None
    precision: float | None


class ClassicExplanation(Struct, frozen=True, kw_only=True):
    """A model's classic values: each category and the overall with the parts that they are made of.

    `category` is the one that was asked for, which alone `categories` and `weights` then have.
    """

    model: Model
    ranking: str
    lane: str
    overall: ClassicValue | None
    categories: dict[str, ClassicValue]
    weights: dict[str, float]
    names: dict[str, str]
    category: str = ""


class OverallExplanation(Struct, frozen=True, kw_only=True):
    """How a pair's overall is decided: the categories with shared evidence, the weights, and the overall result."""

    left: Model
    right: Model
    categories: tuple[CategoryResult, ...]
    overall: OverallResult


class TestInScore(Struct, frozen=True, kw_only=True):
    """One counted test in a score: its share of the whole weight, its value in points, and how unsure that is.

    `value` is the score as measured, or the mean of the draws where it was not; `low` and `high` are the 5% and 95%
    draws. `believed` is the robust weight of a measured cell that the fit doubts (under 0.3), else None.
    """

    benchmark: str
    weight: float
    measured: bool
    value: float
    low: float
    high: float
    believed: float | None = None


class CategoryInScore(Struct, frozen=True, kw_only=True):
    """One category in a score: its weight as a share of one, the mean of its draws, the draws, its tests.

    `rank` is the place on the category's board; None where the model has none, and boards then show no score.
    """

    category: str
    weight: float
    mean: float
    estimate: Estimate
    rank: RankPlace | None = None
    tests: tuple[TestInScore, ...]
    draws: tuple[float, ...] = ()


class EstimateExplanation(Struct, frozen=True, kw_only=True):
    """How a score over all counted tests is made: mean = sum of weight times value; the score is the draws' median.

    A category that no model took a test of carries no weight. `draws` are the score in each joint draw, in points: what
    stands at one place in the draws of two models belongs together, so the share of places at which one is higher is
    its chance of being higher, and the order at each place gives its place on the board. `category` is the one that was
    asked for, which alone `categories` and `names` then have; all else is of the whole score.
    """

    model: Model
    ranking: str
    lane: str
    estimate: Estimate
    rank: RankPlace | None
    mean: float | None
    categories: tuple[CategoryInScore, ...]
    fitted: Fitted
    names: dict[str, str]
    draws: tuple[float, ...] = ()
    category: str = ""
