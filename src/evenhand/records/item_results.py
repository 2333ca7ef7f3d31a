"""What item-level results say: means with errors, two systems on common items, where these differ, what they cost.

Outcomes are in the unit of the metric, a fraction of 1 for shares. Intervals are central at their level.
"""

from typing import Literal

from msgspec import Struct

from evenhand.records.intervals import Interval
from evenhand.records.item_counts import System

MeanMethod = Literal["Wilson", "Student's t over items", "Student's t over clusters"]
DifferenceMethod = Literal["Tango", "Student's t over items", "Student's t over clusters"]
TestMethod = Literal["exact McNemar", "exact sign flips", "sampled sign flips"]


class PassAt(Struct, frozen=True, kw_only=True):
    """The chance that one of k attempts solves an item, over the `items` with at least k attempts.

    `left_out` items have fewer. `error` is the standard error over items, or clusters of them; None with one of these.
    """

    k: int
    items: int
    left_out: int
    value: float
    error: float | None


class ItemMean(Struct, frozen=True, kw_only=True):
    """A system on a benchmark: the mean over `items`, each the mean of its scored attempts.

    `shares` says that every outcome lies from 0 to 1. `clusters` is None where no item belongs to one. `error` is the
    standard error, by clusters where there are some; it and the interval are None with a single item or cluster.
    `unscored` attempts have no outcome and are left out; `faults` attempts went wrong. Dollars and seconds are those of
    the attempts that state them, per solved one of these; None where none is stated or none was solved.
    """

    system: System
    benchmark: str
    shares: bool
    items: int
    attempts: int
    unscored: int
    faults: int
    solved: int
    clusters: int | None
    mean: float
    error: float | None
    interval: Interval | None
    method: MeanMethod | None
    pass_at: tuple[PassAt, ...]
    priced: int
    cost: float | None
    cost_per_solved: float | None
    timed: int
    seconds: float | None
    seconds_per_solved: float | None
    input_tokens: int | None
    output_tokens: int | None


class ItemSummary(Struct, frozen=True, kw_only=True):
    """Every system on every benchmark that was asked for, by benchmark, and on which engine it was computed."""

    engine: str
    means: tuple[ItemMean, ...]


class ItemPair(Struct, frozen=True, kw_only=True):
    """Left against right on the items of a benchmark that both have; `difference` is left less right.

    `shares` says that every outcome lies from 0 to 1; `left_only_items` and `right_only_items` are left out, because
    only one side has them. The four counts are of items that are solved or not, None for graded outcomes. `agreement`
    is the share of items with the same outcome, `kappa` Cohen's, None for graded outcomes or where both sides never
    vary. `p_value` is two-sided, of "both are equally good", `mid_p` its less cautious form for exact McNemar;
    `adjusted` by Holm over the pairs of the answer. `draws` and `seed` are stated where sign flips were sampled.
    `detectable` is the smallest difference that these items tell apart at 5% with power 80%.
    """

    left: System
    right: System
    benchmark: str
    shares: bool
    items: int
    left_only_items: int
    right_only_items: int
    clusters: int | None
    left_mean: float
    right_mean: float
    difference: float
    error: float | None
    interval: Interval | None
    interval_method: DifferenceMethod | None
    p_value: float
    p_method: TestMethod
    adjusted: float
    mid_p: float | None
    draws: int | None
    seed: int | None
    both: int | None
    left_only: int | None
    right_only: int | None
    neither: int | None
    agreement: float
    kappa: float | None
    detectable: float | None


class ItemComparison(Struct, frozen=True, kw_only=True):
    """Pairs of systems, one a benchmark or one a pair; `skipped` says which benchmarks have no item in common."""

    engine: str
    pairs: tuple[ItemPair, ...]
    skipped: tuple[str, ...] = ()


class ItemApart(Struct, frozen=True, kw_only=True):
    """An item with another outcome on each side, and the texts of each side's first attempt where the log has them."""

    item: str
    right_item: str
    question: str
    cluster: str
    left: float
    right: float
    prompt: str = ""
    left_output: str = ""
    right_output: str = ""


class ItemsApart(Struct, frozen=True, kw_only=True):
    """The items that separate two systems, largest difference first; `differing` in all, `shown` of them here."""

    engine: str
    left: System
    right: System
    benchmark: str
    items: int
    differing: int
    left_better: int
    right_better: int
    shown: tuple[ItemApart, ...]
