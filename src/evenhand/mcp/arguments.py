"""What each tool can be asked: the arguments with their bounds, and what they mean to an agent."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, structs

from evenhand.comparison.weighing import worth_of
from evenhand.records.changes import Kind
from evenhand.records.operations import Workload

Name = Annotated[str, Meta(min_length=1, max_length=100)]
Text = Annotated[str, Meta(max_length=100)]
Model = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=100,
        description="A model by any of its names, such as gpt-5.5; name@effort is one configuration of it.",
    ),
]
Day = Annotated[str, Meta(max_length=10, description="An ISO day, month or year, such as 2026-04-23 or 2026-04.")]
Category = Annotated[
    str, Meta(max_length=100, description="overall, or a category: agentic, coding, reasoning, math and so on.")
]
Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Amount = Annotated[float, Meta(ge=0, le=1_000_000_000)]
Rows = Annotated[int, Meta(ge=1, le=200, description="How many rows at most.")]
Full = Annotated[
    Literal["short", "full"],
    Meta(description="short leaves long lists out of the structured answer; full is all that the API answers."),
]


Ranking = Annotated[
    str,
    Meta(
        max_length=100,
        description="even compares like for like (default); classic is the plain average of what is there.",
    ),
]
Lane = Annotated[
    Text | None,
    Meta(description="Which scores are admitted: verified, provisional or everything; default of the ranking."),
]
Weights = Annotated[
    dict[str, Annotated[float, Meta(ge=0, le=1000)]],
    Meta(max_length=30, description="Category weights of your own, as {coding: 50, math: 0}; others keep theirs."),
]
Chance = Annotated[bool, Meta(description="Count scores from chance (0) to the ceiling (100).")]
RULES = ("ranking", "lane", "weights", "chance_corrected")


class Ruled(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Under which rules scores are compared."""

    ranking: Ranking = "even"
    lane: Lane = None
    weights: Weights = {}
    chance_corrected: Chance = False


class Sized(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the user sends."""

    input: Annotated[Count | None, Meta(description="Input tokens a request; 3,000 when left out.")] = None
    cached: Annotated[Count | None, Meta(description="Of these, tokens read from the cache; 0.")] = None
    output: Annotated[Count | None, Meta(description="Output tokens a request; 1,000.")] = None
    requests: Annotated[Count | None, Meta(description="Requests a month; 10,000.")] = None


class Limited(Sized, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the user sends, and the limits that a model must keep."""

    max_price: Annotated[
        Amount | None, Meta(description="Limit: US dollars per million tokens, input and output blended.")
    ] = None
    max_input_price: Annotated[Amount | None, Meta(description="Limit: US dollars per million input tokens.")] = None
    max_output_price: Annotated[Amount | None, Meta(description="Limit: US dollars per million output tokens.")] = None
    max_cost_per_month: Annotated[Amount | None, Meta(description="Limit: US dollars a month.")] = None
    max_first_token_seconds: Annotated[Amount | None, Meta(description="Limit: seconds to the first token.")] = None
    max_answer_seconds: Annotated[Amount | None, Meta(description="Limit: seconds to the whole answer.")] = None
    min_tokens_per_second: Annotated[Amount | None, Meta(description="Limit: output tokens a second.")] = None
    min_context: Annotated[Count | None, Meta(description="Limit: tokens of context needed.")] = None
    open_weights: Annotated[bool, Meta(description="Only models whose weights can be downloaded.")] = False


class RuledAndLimited(Limited, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the user sends, the limits, and under which rules scores are compared."""

    ranking: Ranking = "even"
    lane: Lane = None
    weights: Weights = {}
    chance_corrected: Chance = False


class Compare(RuledAndLimited, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two models."""

    left: Model
    right: Model
    weigh: Annotated[
        str,
        Meta(
            max_length=200,
            description="Points of score for each doubling of an advantage, as price=2,speed=1,first-token=1.",
        ),
    ] = ""
    detail: Full = "short"


class Rank(Ruled, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A board."""

    category: Category = "overall"
    limit: Rows = 20
    detail: Full = "short"


class Find(RuledAndLimited, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Constraints."""

    category: Category = "overall"
    lab: Annotated[Text, Meta(description="Only this lab's models, by id or name.")] = ""
    released_after: Annotated[
        Day, Meta(description="Only models released after an ISO day, or from a month or year on, such as 2026-02.")
    ] = ""
    min_score: Annotated[Annotated[float, Meta(ge=0, le=100)] | None, Meta(description="Limit: score of 100.")] = None
    wait: Annotated[
        Literal["", "first-token", "answer"], Meta(description="Makes waiting a third axis beside score and cost.")
    ] = ""
    limit: Rows = 10
    detail: Full = "short"


class Explain(Ruled, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure of a model."""

    model: Model
    what: Annotated[
        Text,
        Meta(
            description="A benchmark such as gpqa-diamond for one score; nothing for the score over all tests, "
            "a category for that part of it."
        ),
    ] = ""
    against: Annotated[
        Text, Meta(description="Another model: `what` is then a category, or overall, and the pair is explained.")
    ] = ""
    detail: Full = "short"


class Cost(Sized, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Models and a workload."""

    models: Annotated[tuple[Model, ...], Meta(min_length=1, max_length=20, description="One to twenty models.")]


class Changes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A time."""

    since: Annotated[
        Day, Meta(min_length=4, description="The first ISO day that counts, or a month or year from its first day on.")
    ]
    until: Annotated[
        Day,
        Meta(description="The last day that counts, or a month or year to its last day; left out: the catalog's date."),
    ] = ""
    model: Annotated[Text, Meta(description="Only changes of this model.")] = ""
    kinds: Annotated[tuple[Kind, ...], Meta(max_length=30, description="Only these kinds of change.")] = ()
    limit: Rows = 40


class Brief(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A week."""

    week: Annotated[
        str, Meta(max_length=20, description="The ISO week, such as 2026-W20; left out: the newest brief.")
    ] = ""
    detail: Full = "short"


class Models(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to look for."""

    q: Annotated[
        Text, Meta(description="Words that stand in the names of the model or of its lab, such as gpt 5.5.")
    ] = ""
    lab: Annotated[Text, Meta(description="Only this lab's models, by id or name.")] = ""
    open_weights: Annotated[bool | None, Meta(description="Whether the weights can be downloaded.")] = None
    reasoning: Annotated[bool | None, Meta(description="Whether the model reasons before it answers.")] = None
    ranked: Annotated[bool | None, Meta(description="Whether the default board ranks the model.")] = None
    limit: Rows = 30


def workload_of(asked: Sized) -> Workload:
    """The workload that the arguments state; what is left out keeps its default.

    Raises:
        BadSetting: weights that cannot be used.

    """
    given = {name: getattr(asked, name, None) for name in structs.asdict(Workload()) if name not in ("worth", "stated")}
    stated = {name: value for name, value in given.items() if value not in (None, False)}
    weigh = getattr(asked, "weigh", "")
    return Workload(**stated, worth=worth_of(weigh), stated=bool(stated or weigh))
