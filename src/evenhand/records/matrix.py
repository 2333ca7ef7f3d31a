"""Three to six models at once: a verdict for every pair, and each model's own figures side by side."""

from msgspec import Struct

from evenhand.records.comparison import Snapshot
from evenhand.records.estimates import Estimate, RankPlace
from evenhand.records.facts import Benchmark, Observation
from evenhand.records.operations import SideOperations, Workload
from evenhand.records.states import State
from evenhand.records.verdict import Strength
from evenhand.records.wording import Sentence


class MatrixSide(Struct, frozen=True, kw_only=True):
    """One model, or one configuration of it; `address` is how it stands in a link.

    `estimate` is its score over all counted tests and `place` its place among the ranked models, both of the matrix's
    lane; why it has no place is in `why_unranked`. Sizes are tokens; None is unknown.
    """

    address: str
    model: str
    name: str
    effort: str = ""
    lab: str
    lab_name: str
    estimate: Estimate = Estimate()
    place: RankPlace | None = None
    why_unranked: str = ""
    measured: float = 0.0
    counted: int = 0
    dots: int = 1
    operations: SideOperations
    context_window: int | None = None
    open_weights: bool | None = None
    reasoning: bool | None = None
    released: str | None = None
    retired: str | None = None


class PairVerdict(Struct, frozen=True, kw_only=True):
    """The head-to-head of two of them, as the comparison of just these two says it.

    `probability` is that `left` would be ahead on one new test of each shared kind, `difference` (left minus right, in
    points) is on the tests that both took. `state` and `leader` are of the tests alone; `pick`, `strength` and `why`
    are the verdict, in which limits and weights of the workload take part. `evidence_weight` is the share of the
    ranking's weight that the shared categories carry.
    """

    left: str
    right: str
    state: State
    leader: str = ""
    probability: float | None = None
    difference: float | None = None
    tests: int = 0
    kinds: int = 0
    evidence_weight: float = 0.0
    partial: bool = True
    pick: str = ""
    strength: Strength = "none"
    why: str = ""


class PairState(Struct, frozen=True, kw_only=True):
    """Two of them in one category: the state, who is ahead, and on how many shared counted tests."""

    left: str
    right: str
    state: State
    leader: str = ""
    tests: int = 0


class MatrixCell(Struct, frozen=True, kw_only=True):
    """One model in one category: its score over the category's counted tests, and which of the others it leads.

    `counted` of `of` counted tests are measured. `ahead` and `behind` are the others that it leads or leans ahead of,
    and that lead it, on the tests that both took; `compared` is how many it shares a counted test with.
    """

    estimate: Estimate = Estimate()
    place: RankPlace | None = None
    counted: int = 0
    of: int = 0
    ahead: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    compared: int = 0


class MatrixCategory(Struct, frozen=True, kw_only=True):
    """One category: a cell for each model in the matrix's order, and the state of each pair."""

    id: str
    weight: float
    cells: tuple[MatrixCell, ...]
    pairs: tuple[PairState, ...]


class MatrixTest(Struct, frozen=True, kw_only=True):
    """A benchmark that every one of them took under matching conditions: one score for each, in the matrix's order.

    `errors` are standard errors in points, None where the benchmark has no common scale.
    """

    benchmark: str
    category: str
    counted: bool
    scores: tuple[Observation, ...]
    errors: tuple[float | None, ...]


class Matrix(Struct, frozen=True, kw_only=True):
    """Three to six models: each on its own, every pair, every category, and the tests that all of them took.

    `unbeaten` are the models that no other is the clear or moderate pick against; `ahead_of_all` is the one that is
    the pick against each of the others, if there is one. `alone` are those of which no pair says anything, and in
    neither; `apart` are the pairs without a counted test in common. `like_for_like` says which ranking and lane all
    of it follows where `snapshot` has the classic one that was asked for; else None.
    """

    snapshot: Snapshot
    like_for_like: Snapshot | None = None
    workload: Workload
    sides: tuple[MatrixSide, ...]
    pairs: tuple[PairVerdict, ...]
    categories: tuple[MatrixCategory, ...]
    tests: tuple[MatrixTest, ...]
    unbeaten: tuple[str, ...]
    ahead_of_all: str = ""
    alone: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    benchmarks: dict[str, Benchmark]
    names: dict[str, str]

    @property
    def compared_by(self) -> Snapshot:
        """The catalog, ranking and lane that all of it follows."""
        return self.like_for_like or self.snapshot


class MatrixWords(Struct, frozen=True, kw_only=True):
    """What is said of a matrix: the answer first, then what it rests on and what was not compared."""

    title: str
    lead: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]


class MatrixReport(Struct, frozen=True, kw_only=True):
    """A matrix and all that is said about it. `schema` names the version of this shape."""

    schema: str = "evenhand/matrix/1"
    matrix: Matrix
    words: MatrixWords
