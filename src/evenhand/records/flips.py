"""What would flip the answer: changes with their size, the least weight to move, the next test worth running."""

from typing import Literal

from msgspec import Struct

from evenhand.records.states import Side, State

Effect = Literal["reverses", "levels", "weakens", "decides"]
Unit = Literal["weight points", "US dollars", "seconds", "tokens", "tests"]
Lacking = Side | Literal["both"]


class Shifted(Struct, frozen=True, kw_only=True):
    """Weight that leaves a test, in points of 100 over the shared counted tests."""

    benchmark: str
    points: float


class Flip(Struct, frozen=True, kw_only=True):
    """A change after which the answer would be another one, or less sure.

    Kinds that change the evidence: `weight moved` (from tests to one test, `what`), `weight` (of a category, in points
    of 100, from `before` to `after`), `benchmark removed`, `source removed`, `tier removed` (a trust tier, or `vendor`
    for all that labs report), `category removed`. Other settings: `effort` (of `side`), `tools` (of both). Limits of
    the reader: `cost per month`, `first token`, `context`, `limit relaxed` (of `what`; without a `leader` it leaves no
    clear pick; where both sides break a limit, one that is then met). The `side` of `weight moved` is ahead now.

    Effects: reverses (the other side), levels (no difference in points is left on these tests, and any more gives it
    to the other side), weakens (the same side or none, less surely), decides (a side, where none was).
    `becomes` and `leader` are the overall state afterwards. `size` is what the change costs, in `unit`: for the
    evidence the share of its weight that is moved or taken away. `tests` are the shared tests that are changed,
    `shifted` those that give weight.
    """

    kind: str
    what: str
    before: float | None = None
    after: float | None = None
    becomes: State
    leader: Side | None
    reverses: bool
    effect: Effect
    size: float | None = None
    unit: Unit | None = None
    side: Lacking | None = None
    tests: tuple[str, ...] = ()
    shifted: tuple[Shifted, ...] = ()


class LeastWeight(Struct, frozen=True, kw_only=True):
    """The least weight to move until the difference in points is gone, within a category or over all shared tests.

    `ahead` leads in points now. `points` of 100 leave the tests `shifted` for the test `to`; None where `ahead` is
    behind on no test, so that no weighting of these tests puts the other side ahead. `nearby` and `anywhere` are the
    shares of all weightings that do: of those near the ranking's own (Dirichlet with 50 times the weights), and of all
    weightings alike (Dirichlet with ones).
    """

    scope: str
    ahead: Side
    tests: int
    points: float | None
    shifted: tuple[Shifted, ...] = ()
    to: str = ""
    nearby: float
    anywhere: float


class MissingTest(Struct, frozen=True, kw_only=True):
    """A counted test not yet taken by `missing`, and what there would put the side `behind` ahead in points.

    `gap` is how far the side behind would have to be ahead on this test. Where one side has a score, `known`, `needed`
    is the other's score: above it for the side behind, below it for the side ahead. `probability` is how likely the
    estimates hold that, None where a side that lacks the test has none or its score is withheld.
    """

    benchmark: str
    category: str
    missing: Lacking
    behind: Side
    gap: float
    known: float | None = None
    needed: float | None = None
    probability: float | None = None


class NextBestTest(Struct, frozen=True, kw_only=True):
    """The counted test that would tell most about who is ahead over all counted tests, and who has yet to take it.

    There is none where the score of a side is withheld.

    `probability` is that left is ahead, as estimated now; `expected_change` is by how much the outcome is expected to
    move it, `bits` how much it is expected to lower the entropy of the answer.
    """

    benchmark: str
    category: str
    missing: Lacking
    probability: float
    expected_change: float
    bits: float
