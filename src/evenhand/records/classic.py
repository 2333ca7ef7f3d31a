"""The classic verdict as slots: which model, category, benchmark and numbers; the words are chosen elsewhere."""

from typing import Literal

from msgspec import Struct

Side = Literal["left", "right"]
HeadlineTier = Literal["tie", "one point", "narrow", "clear"]
ReasonKind = Literal[
    "category_priority", "cheaper", "larger_context", "wants_reasoning", "avoid_reasoning_overhead", "ecosystem"
]


class ClassicValue(Struct, frozen=True, kw_only=True):
    """A category or overall value of one model: a published composite, or the weighted mean over what is present.

    `parts` are (benchmark, value, weight used); empty for a published composite that nothing is known of.
    """

    value: float
    published: bool
    source: str = ""
    parts: tuple[tuple[str, float, float], ...] = ()


class ClassicCategory(Struct, frozen=True, kw_only=True):
    """A category that both sides have a value for; `difference` is absolute, `leader` None on a tie (one decimal)."""

    id: str
    left: ClassicValue
    right: ClassicValue
    difference: float
    leader: Side | None


class ClassicSwing(Struct, frozen=True, kw_only=True):
    """A shared benchmark and both stored values, in page order."""

    benchmark: str
    left: float
    right: float
    unit: str


class ClassicLead(Struct, frozen=True, kw_only=True):
    """One side's lead in a category: the leader's value and the other's."""

    side: Side
    category: str
    high: float
    low: float


class ClassicCondition(Struct, frozen=True, kw_only=True):
    """One reason to choose the alternative."""

    kind: ReasonKind
    category: str = ""
    window: str = ""


class ClassicPick(Struct, frozen=True, kw_only=True):
    """Default form: winner, alternative and at most two conditions for the alternative.

    Sibling form: conditions for both. Tie form (`split`): each side with its own conditions, no winner.
    """

    form: Literal["default", "siblings", "split"]
    winner: Side | None
    alternative: Side | None
    conditions: tuple[ClassicCondition, ...] = ()
    winner_conditions: tuple[ClassicCondition, ...] = ()


class ClassicPrice(Struct, frozen=True, kw_only=True):
    """Both prices known: who has the dearer output (None when equal); ratio only from 2.0 up, never by zero."""

    dearer: Side | None
    ratio: float | None


class ClassicContext(Struct, frozen=True, kw_only=True):
    """The windows differ: who has the larger one; both as printed."""

    larger: Side
    high: str
    low: str


class ClassicAnswer(Struct, frozen=True, kw_only=True):
    """One category's question: leader, values, and the shared benchmark furthest apart with its absolute difference."""

    category: str
    leader: Side | None
    high: float
    low: float
    benchmark: str | None
    difference: float | None = None


class ClassicSide(Struct, frozen=True, kw_only=True):
    """One side's header and operations cells as a classic page has them; None is N/A.

    `listed_by` is the source whose listing the cells are, retrieved on `listed_on`; both are empty where they come from
    our own facts. `facts_reasoning` is what these say of reasoning, whoever lists the model.
    """

    overall: ClassicValue | None
    position: str = ""
    benchmarks: int = 0
    categories: int = 0
    dots: int = 1
    ranked: bool = False
    input: float | None = None
    output: float | None = None
    tokens_per_second: float | None = None
    first_token_seconds: float | None = None
    context: str = ""
    context_tokens: int | None = None
    reasoning: bool | None = None
    facts_reasoning: bool | None = None
    listed_by: str = ""
    listed_on: str = ""


class ClassicView(Struct, frozen=True, kw_only=True):
    """Every slot of a classic comparison page, in the order of its sentences."""

    lane: str
    left: ClassicSide
    right: ClassicSide
    categories: tuple[ClassicCategory, ...]
    winner: Side | None
    tier: HeadlineTier | None
    high: int | None
    low: int | None
    sharpest: ClassicLead | None
    swing: ClassicSwing | None
    hit_back: ClassicLead | None
    pick: ClassicPick | None
    price: ClassicPrice | None
    reasoning_only: Side | None
    context: ClassicContext | None
    answers: tuple[ClassicAnswer, ...]
    verified_line: bool
    siblings: bool
