"""What a comparison holds: evidence, states, operations, verdict, flips. Differences are left minus right."""

from typing import Literal

from msgspec import Struct

from evenhand.records.classic import ClassicView
from evenhand.records.estimates import Estimate, RankPlace
from evenhand.records.facts import Benchmark, Model, Observation, Speed
from evenhand.records.flags import Flag
from evenhand.records.flips import Flip, LeastWeight, MissingTest, NextBestTest
from evenhand.records.intervals import Interval
from evenhand.records.item_outcomes import Pairing
from evenhand.records.joint_leads import JointLead
from evenhand.records.operations import Operations
from evenhand.records.states import Side, State
from evenhand.records.verdict import Verdict

ItemsFrom = Literal["stated", "counted", "registered", "assumed", "not a proportion"]
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
OwnState = Literal["compared", "one side only", "other conditions", "no common scale"]


class Snapshot(Struct, frozen=True, kw_only=True):
    """Which catalog an answer comes from: its date (newest day anything was checked), and its content hash.

    `weights` are the reader's own category weights that are not the ranking's; `chance_corrected` says that scores
    count from chance to the ceiling.
    """

    date: str
    catalog: str
    ranking: str
    ranking_name: str
    method: Literal["even", "classic"]
    lane: str
    tiers: tuple[str, ...]
    weights: dict[str, float] = {}
    chance_corrected: bool = False


class Reading(Struct, frozen=True, kw_only=True):
    """One side's score on one benchmark, as used: the observation, its place on 0-100 and its standard error there.

    `scaled` and `error` are None where the benchmark has no common scale. `interval` is Wilson's, at 95%, of a score
    that is a share: it covers the choice of questions, one run each, and not the choice of tests. `others` are this
    model's other observations of the same benchmark that were not chosen. `items` are `counted` where the answers of a
    run of one's own are on file.
    """

    observation: Observation
    scaled: float | None = None
    error: float | None = None
    items: int | None = None
    items_from: ItemsFrom = "not a proportion"
    interval: Interval | None = None
    others: tuple[Observation, ...] = ()


class SharedTest(Struct, frozen=True, kw_only=True):
    """A benchmark that both sides took under matching conditions.

    `difference` and `error` are points; `logit` and `logit_error` the same on the logit scale;
    `separable` is the smallest difference that a test of this size tells apart (two-sided 95%, power 80%).
    `paired` is there where both scores come from outcomes of the same questions; the errors then take the questions
    that are hard for both into account: se^2 = se_left^2 + se_right^2 - 2 r se_left se_right, r its correlation.
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
    paired: Pairing | None = None
    differs: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()


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


class OwnTest(Struct, frozen=True, kw_only=True):
    """A test that you ran on one side or both. Nothing of it enters a score, a place or a verdict.

    `left` and `right` are all your runs of it, the newest first: they are listed and never averaged. `test` is there
    where both sides have a run by one tool under one set of conditions, effort and mode apart; `interval` is that of
    its difference, left minus right in points, at 95%, and `probability` that left is the better one on
    questions of this kind. Where one run took a part of the test, `answered` says how many questions left's and right's
    run has, and `test` is over those alone that both answered (`test.paired.items`).
    `public_left` and `public_right` are the scores that the lane prefers from public sources.
    """

    benchmark: str
    state: OwnState
    left: tuple[Reading, ...] = ()
    right: tuple[Reading, ...] = ()
    test: SharedTest | None = None
    answered: tuple[int, int] | None = None
    interval: Interval | None = None
    probability: float | None = None
    public_left: Reading | None = None
    public_right: Reading | None = None


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
    `probability_everything` is that left has the higher score over all counted tests of the category, measured and
    estimated (question 3), None where either score is withheld. `left_mean` and `right_mean` are the sides' weighted
    means on the shared counted tests, whose difference is `difference`; the averages are over each side's own tests.
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
    left_estimate: Estimate = Estimate()
    right_estimate: Estimate = Estimate()
    probability_everything: float | None = None
    flags: tuple[Flag, ...] = ()


class SideOverall(Struct, frozen=True, kw_only=True):
    """One side's overall figures: its score over all counted tests, partly estimated, and what it rests on.

    `on_shared` is its weighted mean over the shared counted tests, `measured` the share of the ranking's
    weight that it has a score for.
    """

    estimate: Estimate = Estimate()
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
    `probability` is that left would be ahead on the same weighted mean over one new test of each kind;
    `probability_everything` that its score over all counted tests, measured and estimated, is the higher one, None
    where either score is withheld.
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
    probability_everything: float | None = None
    flags: tuple[Flag, ...] = ()


class Swing(Struct, frozen=True, kw_only=True):
    """The shared, counted benchmark with the largest difference."""

    benchmark: str
    leader: Side
    difference: float


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
    """Two models side by side: the one result behind the command, the page and the JSON.

    `joint_leads` are the categories that are led, and which of these leads hold together (Holm). `own` are the tests
    that were run on this machine or imported into it, `own_speeds` the speeds that were measured here, of the
    left and of the right, the newest first; these decide nothing. `like_for_like` says which ranking and lane the
    pick, the categories and the tests follow where `snapshot` has a classic ranking, which rules the classic part
    alone; else None.
    """

    snapshot: Snapshot
    like_for_like: Snapshot | None = None
    left: Model
    right: Model
    left_effort: str = ""
    right_effort: str = ""
    relation: Literal["different", "same", "siblings", "configurations"]
    overall: OverallResult
    categories: tuple[CategoryResult, ...]
    shared: tuple[SharedTest, ...]
    left_out: tuple[SingleTest, ...]
    joint_leads: tuple[JointLead, ...] = ()
    swing: Swing | None
    operations: Operations
    verdict: Verdict
    flips: tuple[Flip, ...]
    flips_tried: tuple[str, ...]
    least_weights: tuple[LeastWeight, ...] = ()
    missing_tests: tuple[MissingTest, ...] = ()
    next_best_test: NextBestTest | None = None
    classic: ClassicView
    disagreements: tuple[ClassicDisagreement, ...]
    own: tuple[OwnTest, ...] = ()
    own_speeds: tuple[tuple[Speed, ...], tuple[Speed, ...]] = ((), ())
    benchmarks: dict[str, Benchmark]
    names: dict[str, str]

    @property
    def compared_by(self) -> Snapshot:
        """The catalog, ranking and lane that all follows but the classic part."""
        return self.like_for_like or self.snapshot
