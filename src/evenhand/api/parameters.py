"""What the addresses for programs may hold: names, switches and numbers, each with its bounds and real examples."""

from typing import Annotated, Literal

from litestar.openapi.spec import Example
from litestar.params import PathParameter, QueryParameter

from evenhand.records.changes import Kind
from evenhand.records.disagreements import Kind as AboutWhat
from evenhand.records.facts import Tier
from evenhand.records.find import PriceChoice

LONGEST_NAME = 100
LONGEST_WEIGHTS = 400
MOST_ROWS = 1_000
MOST_PAGES = 1_000_000
MOST_PLACES = 100_000


def shown(*values: str | float) -> list[Example]:
    """Real values, so that whoever tries the interface from its document gets answers."""
    return [Example(summary=str(value), value=value) for value in values]


def bounded(least: float, most: float, description: str, *examples: float) -> QueryParameter:
    """A number with both of its bounds, which the framework leaves out of the document where the lower one is 0."""
    return QueryParameter(
        ge=least, le=most, description=description, examples=shown(*examples), schema_extra={"minimum": least}
    )


ModelName = Annotated[
    str,
    PathParameter(
        max_length=LONGEST_NAME,
        description="a model by any of its names; `name@effort` for one effort",
        examples=shown("gemma-4-12b", "gpt-5.5"),
    ),
]
BenchmarkName = Annotated[
    str,
    PathParameter(
        max_length=LONGEST_NAME, description="a benchmark by any of its names", examples=shown("gpqa-diamond")
    ),
]
Figure = Annotated[
    str,
    PathParameter(
        max_length=LONGEST_NAME,
        description="a benchmark by any of its names, a category, or `overall`",
        examples=shown("gpqa-diamond", "overall"),
    ),
]
SourceName = Annotated[
    str, PathParameter(max_length=LONGEST_NAME, description="a source by its id", examples=shown("benchpress"))
]
BoardName = Annotated[
    str, PathParameter(max_length=LONGEST_NAME, description="a board of votes by its id", examples=shown("llmfao"))
]
VotedModel = Annotated[
    str,
    PathParameter(
        max_length=LONGEST_NAME,
        description="a model by the name that the votes give it, or by any of its names here",
        examples=shown("command", "llama-2-70b-chat"),
    ),
]
BriefName = Annotated[
    str,
    PathParameter(
        max_length=LONGEST_NAME, description="a brief by the ISO week that it covers", examples=shown("2026-W20")
    ),
]
SchemaFile = Annotated[
    str,
    PathParameter(max_length=LONGEST_NAME, description="an answer", examples=shown("compare.json", "rank.json")),
]
RankingName = Annotated[
    str, QueryParameter(max_length=LONGEST_NAME, description="the ranking", examples=shown("even", "classic"))
]
LaneName = Annotated[
    str | None,
    QueryParameter(
        max_length=LONGEST_NAME,
        description="which scores are admitted; the ranking's default when left out",
        examples=shown("verified", "provisional"),
    ),
]
CategoryName = Annotated[
    str,
    QueryParameter(
        max_length=LONGEST_NAME, description="a category, or `overall`", examples=shown("overall", "coding")
    ),
]
ChanceSwitch = Annotated[
    bool, QueryParameter(description="scores from chance (0) to the ceiling (100)", examples=shown("1"))
]
Weights = Annotated[
    str,
    QueryParameter(
        max_length=LONGEST_WEIGHTS,
        description="category weights of your own, as `coding:50,math:0`; the others keep theirs",
        examples=shown("coding:50", "coding:50,math:0"),
    ),
]
Against = Annotated[
    str,
    QueryParameter(
        max_length=LONGEST_NAME,
        description="another model: the figure is then a category, or `overall`, of the pair",
        examples=shown("gemma-4-12b"),
    ),
]
ManyModels = Annotated[
    str,
    QueryParameter(
        max_length=2_500,
        description="models by any of their names, with commas between them",
        examples=shown("gpt-5.5,gemma-4-12b"),
    ),
]
SeveralModels = Annotated[
    str,
    QueryParameter(
        max_length=2_500,
        description="three to six models by any of their names, with commas between them",
        examples=shown("gpt-5.5,gemma-4-12b,gpt-5.2"),
    ),
]
AboutModel = Annotated[
    str,
    QueryParameter(max_length=LONGEST_NAME, description="a model by any of its names", examples=shown("gpt-5.2")),
]
AboutTest = Annotated[
    str,
    QueryParameter(
        max_length=LONGEST_NAME, description="a benchmark by any of its names", examples=shown("terminal-bench")
    ),
]
AboutSource = Annotated[
    str, QueryParameter(max_length=LONGEST_NAME, description="a source by its id", examples=shown("benchpress"))
]
AboutLab = Annotated[
    str, QueryParameter(max_length=LONGEST_NAME, description="a lab by id or name", examples=shown("google"))
]
AboutProvider = Annotated[
    str, QueryParameter(max_length=LONGEST_NAME, description="a provider by id or name", examples=shown("openai"))
]
KindOfTest = Annotated[str, QueryParameter(max_length=LONGEST_NAME, description="a category", examples=shown("coding"))]
TierOnly = Annotated[
    Tier | None,
    QueryParameter(
        description="a trust tier: A independent run with log or items, B benchmark operator, C vendor about its own "
        "model, D vendor about a rival, E aggregator, O your own run",
        examples=shown("A"),
    ),
]
KindOfDisagreement = Annotated[
    Literal["", AboutWhat], QueryParameter(description="scores, prices or facts", examples=shown("scores", "facts"))
]
FlaggedOnly = Annotated[bool, QueryParameter(description="flagged benchmarks alone", examples=shown("1"))]
CurrentOnly = Annotated[
    bool, QueryParameter(description="only what is in force on the catalog's date", examples=shown("1"))
]
Words = Annotated[
    str,
    QueryParameter(
        max_length=LONGEST_NAME, description="words that stand in its names or its lab’s", examples=shown("gpt 5.5")
    ),
]
OpenWeights = Annotated[
    bool | None, QueryParameter(description="whether the weights can be downloaded", examples=shown("true"))
]
Reasons = Annotated[bool | None, QueryParameter(description="whether the model reasons first", examples=shown("true"))]
Ranked = Annotated[
    bool | None, QueryParameter(description="whether the default board ranks the model", examples=shown("true"))
]
WhichPrice = Annotated[
    PriceChoice,
    QueryParameter(
        description="own for the lab's own price, else the cheapest host's; cheapest for the cheapest of all",
        examples=shown("own", "cheapest"),
    ),
]
LeastScore = Annotated[float | None, bounded(0, 100, "limit: score of 100", 50)]
Since = Annotated[
    str,
    QueryParameter(
        max_length=10,
        description="the first ISO day that counts, or a month or year from its first day on",
        examples=shown("2026-10"),
    ),
]
Until = Annotated[
    str,
    QueryParameter(
        max_length=10,
        description="the last ISO day that counts, or a month or year to its last day",
        examples=shown("2026-11"),
    ),
]
KindOfChange = Annotated[
    Kind | None, QueryParameter(description="one kind of change", examples=shown("price change", "new model"))
]
Limit = Annotated[
    int, QueryParameter(ge=1, le=MOST_ROWS, description="how many rows at most", examples=shown(10, MOST_ROWS))
]
WholeBoard = Annotated[
    int, QueryParameter(ge=1, le=MOST_PLACES, description="how many models at most", examples=shown(20))
]
PageNumber = Annotated[
    int, QueryParameter(ge=1, le=MOST_PAGES, description="which page of so many rows, from 1", examples=shown(1, 2))
]
