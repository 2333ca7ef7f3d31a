"""The arithmetic of a figure, step by step, down to its source."""

from typing import Literal

from msgspec import Struct

from evenhand.records.benchmarks import BenchmarkStanding
from evenhand.records.classic import ClassicValue
from evenhand.records.comparison import CategoryResult, ItemsFrom, OverallResult, SharedTest
from evenhand.records.facts import Benchmark, Model, Observation, RawFile, Source
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
    error = sqrt(used^2 + step^2 / 12), where used is the reported error if larger than half of the binomial one.
    All in points; `counts` says whether the ranking counts it, `admitted` whether the lane does. `after` says why the
    preferred observation goes before this one, `raw_file` which file of the source it was read from.
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
    """A model's classic values: each category and the overall with the parts that they are made of."""

    model: Model
    ranking: str
    lane: str
    overall: ClassicValue | None
    categories: dict[str, ClassicValue]
    weights: dict[str, float]
    names: dict[str, str]


class OverallExplanation(Struct, frozen=True, kw_only=True):
    """How a pair's overall is decided: the categories with shared evidence, the weights, and the overall result."""

    left: Model
    right: Model
    categories: tuple[CategoryResult, ...]
    overall: OverallResult
