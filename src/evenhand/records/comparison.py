"""What a comparison holds: evidence, states, operations, verdict, flips. Differences are left minus right."""

from typing import Literal

from msgspec import Struct

from evenhand.records.classic import ClassicView
from evenhand.records.facts import Benchmark, Model, Observation, Offer, Speed

Side = Literal["left", "right"]
State = Literal["leads", "leans", "too close to call", "practically equal", "not comparable", "no data"]
Strength = Literal["clear", "moderate", "slight", "none"]
Effect = Literal["reverses", "weakens", "decides"]
OfferKind = Literal["lab", "host", "none"]
ItemsFrom = Literal["stated", "registered", "assumed", "not a proportion"]
LeftOutReason = Literal[
    "other version",
    "version unstated",
    "other context length",
    "context length unstated",
    "other tools",
    "tools unstated",
    "other subset",
    "other metric",
    "not admitted",
    "one side only",
    "one and the same score",
]


class Snapshot(Struct, frozen=True, kw_only=True):
    """Which catalog an answer comes from: its date (newest day anything was checked), and its content hash."""

    date: str
    catalog: str
    ranking: str
    ranking_name: str
    method: Literal["even", "classic"]
    lane: str
    tiers: tuple[str, ...]


class Interval(Struct, frozen=True, kw_only=True):
    """A central interval at `level` (0.90), in points on the 0-100 scale unless said otherwise."""

    low: float
    high: float
    level: float


class Reading(Struct, frozen=True, kw_only=True):
    """One side's score on one benchmark, as used: the observation, its place on 0-100 and its standard error there.

    `scaled` and `error` are None where the benchmark has no common scale. `others` are this model's other
    observations of the same benchmark that were not chosen.
    """

    observation: Observation
    scaled: float | None = None
    error: float | None = None
    items: int | None = None
    items_from: ItemsFrom = "not a proportion"
    others: tuple[Observation, ...] = ()


class SharedTest(Struct, frozen=True, kw_only=True):
    """A benchmark that both sides took under matching conditions.

    `difference` and `error` are points; `logit` and `logit_error` the same on the logit scale;
    `separable` is the smallest difference that a test of this size tells apart (two-sided 95%, power 80%).
    `differs` names the settings that differ though the test is shared: effort, harness, prompting, trials.
    """

    benchmark: str
    category: str
    counted: bool
    weight: float
    left: Reading
    right: Reading
    difference: float | None = None
    error: float | None = None
    logit: float | None = None
    logit_error: float | None = None
    separable: float | None = None
    differs: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


class SingleTest(Struct, frozen=True, kw_only=True):
    """A benchmark that only one side took, or that both took under conditions that do not match.

    `outside` names the sides whose only scores the lane does not admit; `detail` holds the two conditions that
    keep the sides apart, left then right.
    """

    benchmark: str
    category: str
    counted: bool
    reason: LeftOutReason
    left: Reading | None = None
    right: Reading | None = None
    outside: tuple[Side, ...] = ()
    detail: str = ""


class OwnAverage(Struct, frozen=True, kw_only=True):
    """A side's plain mean over its own counted tests of a category: never compared, shown apart with its tests."""

    value: float | None
    tests: tuple[str, ...]
    counted: int


class CategoryResult(Struct, frozen=True, kw_only=True):
    """The state of one category.

    `probability` is that left would be ahead on the next test of this kind (question 2), `probability_same`
    that it would be ahead if these same tests were rerun with fresh questions (question 1).
    `expected` and `expected_error` are the predictive mean and spread of that next difference in logits.
    `left_mean` and `right_mean` are the sides' weighted means on the shared counted tests, whose difference is
    `difference`; the averages are over each side's own tests.
    """

    id: str
    weight: float
    state: State
    leader: Side | None = None
    probability: float | None = None
    probability_same: float | None = None
    shared: tuple[str, ...] = ()
    difference: float | None = None
    error: float | None = None
    interval: Interval | None = None
    expected: float | None = None
    expected_error: float | None = None
    freedom: float | None = None
    left_mean: float | None = None
    right_mean: float | None = None
    left_average: OwnAverage
    right_average: OwnAverage
    same_tests: bool = False
    missing_side: Side | Literal["both"] | None = None


class RankPlace(Struct, frozen=True, kw_only=True):
    """A place among the ranked models: best and worst place that the pairwise verdicts allow."""

    best: int
    worst: int
    of: int
    ahead_of: int
    behind: int
    undecided: int


class SideOverall(Struct, frozen=True, kw_only=True):
    """One side's overall figures. `score` stays None until missing cells are modelled; `why_no_score` says so.

    `on_shared` is its weighted mean over the shared counted tests, `measured` the share of the ranking's
    weight that it has a score for.
    """

    score: float | None = None
    score_interval: Interval | None = None
    why_no_score: str = ""
    on_shared: float | None = None
    measured: float = 0.0
    counted: int = 0
    categories: int = 0
    eligible: bool = False
    why_unranked: str = ""
    rank: RankPlace | None = None
    verified_rank: RankPlace | None = None
    dots: int = 1
    dots_need: str = ""


class OverallResult(Struct, frozen=True, kw_only=True):
    """The overall state, by the rule of the categories, over the categories with shared evidence.

    `kinds` is how many categories that is. `difference` weighs their mean differences as the ranking says;
    `probability` is that left would be ahead on the same weighted mean over one new test of each kind.
    """

    state: State
    leader: Side | None
    probability: float | None
    probability_same: float | None
    shared: tuple[str, ...]
    kinds: int
    evidence_weight: float
    partial: bool
    difference: float | None
    error: float | None
    interval: Interval | None
    left: SideOverall
    right: SideOverall


class Swing(Struct, frozen=True, kw_only=True):
    """The shared, counted benchmark with the largest difference."""

    benchmark: str
    leader: Side
    difference: float


class Workload(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the reader sends: tokens a request (`cached` of the input come from a cache), requests a month, limits."""

    input: int = 3000
    cached: int = 0
    output: int = 1000
    requests: int = 10000
    max_first_token_seconds: float | None = None
    max_cost_per_month: float | None = None
    min_context: int | None = None
    stated: bool = False


class OldSpeed(Struct, frozen=True, kw_only=True):
    """A measurement that is too old to count, and its age in days at the catalog's date."""

    speed: Speed
    days: int


class SideOperations(Struct, frozen=True, kw_only=True):
    """What running one model takes. Money is US dollars; None is unknown, zero is free.

    `offer` is the price used: the lab's own, else the cheapest known host. `blended` is per million tokens
    at the workload's proportions, 3:1 by default. `old_speed` is shown where no younger measurement is known; it
    takes no part in any figure, limit or reason.
    """

    offer: Offer | None = None
    offer_kind: OfferKind = "none"
    offers: tuple[Offer, ...] = ()
    blended: float | None = None
    per_request: float | None = None
    per_month: float | None = None
    speed: Speed | None = None
    old_speed: OldSpeed | None = None
    whole_answer_seconds: float | None = None
    meets: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    retired: bool = False


class Operations(Struct, frozen=True, kw_only=True):
    """Both sides' operations, and the ratios dearer/cheaper, faster/slower, larger/smaller; None where undefined."""

    workload: Workload
    left: SideOperations
    right: SideOperations
    cheaper: Side | None = None
    price_ratio: float | None = None
    faster: Side | None = None
    speed_ratio: float | None = None
    quicker_start: Side | None = None
    first_token_gap: float | None = None
    larger_context: Side | None = None
    context_ratio: float | None = None


class Reason(Struct, frozen=True, kw_only=True):
    """One reason for a side: its kind, and the category or figures it rests on; larger `weight` is stronger.

    Kinds: overall, category, price, first token, speed, context, open weights, limit.
    """

    kind: str
    side: Side
    weight: float
    category: str = ""
    probability: float | None = None
    tests: int = 0
    difference: float | None = None
    ratio: float | None = None
    left: float | None = None
    right: float | None = None
    limit: str = ""


class Verdict(Struct, frozen=True, kw_only=True):
    """The pick, or none. `otherwise` holds at most three true and material reasons to choose the other."""

    pick: Side | None
    strength: Strength
    why: str
    reasons: tuple[Reason, ...] = ()
    otherwise: tuple[Reason, ...] = ()


class Flip(Struct, frozen=True, kw_only=True):
    """A change after which the pick would be another one, or less sure.

    Kinds: weight (of a category, in points of 100), benchmark removed, cost per month, first token, context,
    limit relaxed. `before` and `after` are what is changed, `becomes` the overall state and leader afterwards.
    Effects: reverses (the other side), weakens (the same side or none, less surely), decides (a side, where none was).
    """

    kind: str
    what: str
    before: float | None
    after: float | None
    becomes: State
    leader: Side | None
    reverses: bool
    effect: Effect


class ClassicDisagreement(Struct, frozen=True, kw_only=True):
    """Where the classic averages name another leader than the shared tests, and what each average is made of.

    `left_accounted` says that the tests named give the left value to a tenth of a point.
    """

    category: str
    classic_leader: Side
    classic_left: float
    classic_right: float
    even_state: State
    even_leader: Side | None
    left_tests: tuple[str, ...]
    right_tests: tuple[str, ...]
    left_published: bool
    right_published: bool
    left_accounted: bool
    right_accounted: bool
    shared: tuple[str, ...]


class Comparison(Struct, frozen=True, kw_only=True):
    """Two models side by side: the one result behind the command, the page and the JSON."""

    snapshot: Snapshot
    left: Model
    right: Model
    left_effort: str = ""
    right_effort: str = ""
    relation: Literal["different", "same", "siblings", "configurations"]
    overall: OverallResult
    categories: tuple[CategoryResult, ...]
    shared: tuple[SharedTest, ...]
    left_out: tuple[SingleTest, ...]
    swing: Swing | None
    operations: Operations
    verdict: Verdict
    flips: tuple[Flip, ...]
    flips_tried: tuple[str, ...]
    classic: ClassicView
    disagreements: tuple[ClassicDisagreement, ...]
    benchmarks: dict[str, Benchmark]
    names: dict[str, str]
