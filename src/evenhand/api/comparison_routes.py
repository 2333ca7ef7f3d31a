"""What is worked out for a reader: comparisons, boards, candidates, costs, and the arithmetic of a figure."""

from typing import Annotated, Literal

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from evenhand.api import parameters as of
from evenhand.api.answering import answer
from evenhand.api.lists import WHOLE, Part
from evenhand.errors import BadSetting
from evenhand.library import Library
from evenhand.library.rules import Rules
from evenhand.records.board import Board
from evenhand.records.cost import Costs
from evenhand.records.explanation import (
    CategoryExplanation,
    ClassicExplanation,
    EstimateExplanation,
    OverallExplanation,
    ScoreExplanation,
)
from evenhand.records.find import Finding
from evenhand.records.matrix import MatrixReport
from evenhand.records.operations import Workload
from evenhand.records.report import ComparisonReport

MOST_MODELS = 20


@answer("/compare/{left:str}/{right:str}", "Two models side by side")
async def compared(
    library: NamedDependency[Library],
    workload: NamedDependency[Workload],
    rules: NamedDependency[Rules],
    left: of.ModelName,
    right: of.ModelName,
) -> ComparisonReport:
    """The comparison and every sentence about it, with `left` and `right` as asked for."""
    return library.compare(left, right, **rules.asked(), workload=workload)


@answer("/matrix", "Three to six models, each against each")
async def matrix(
    library: NamedDependency[Library],
    workload: NamedDependency[Workload],
    rules: NamedDependency[Rules],
    models: of.SeveralModels,
) -> MatrixReport:
    """The verdict of every pair, the state of every category, the tests that all took, and what it says."""
    return library.matrix(*several(models, MOST_MODELS), **rules.asked(), workload=workload)


@answer("/rank", "The board of a ranking", WHOLE)
async def ranked(
    library: NamedDependency[Library],
    rules: NamedDependency[Rules],
    category: of.CategoryName = "overall",
    *,
    part: NamedDependency[Part],
) -> Response[Board]:
    """Ranked models, best first, then the tracked but unranked ones; whole unless `limit` asks for a part."""
    return part.within(library.rank(category=category, **rules.asked()), "rows")


@answer("/find", "The models that meet constraints")
async def found(
    library: NamedDependency[Library],
    workload: NamedDependency[Workload],
    rules: NamedDependency[Rules],
    category: of.CategoryName = "overall",
    lab: of.AboutLab = "",
    released_after: Annotated[
        str,
        QueryParameter(
            max_length=10,
            description="an ISO day, or a month or year, all of whose days then count",
            examples=of.shown("2025-06"),
        ),
    ] = "",
    min_score: of.LeastScore = None,
    wait: Annotated[
        Literal["", "first-token", "answer"],
        QueryParameter(description="a third axis: first-token or answer", examples=of.shown("first-token")),
    ] = "",
    price: of.WhichPrice = "own",
    provider: of.AboutProvider = "",
) -> Finding:
    """Every model of the catalog, found or missed with the reason, and how probably each found one is efficient."""
    return library.find(
        workload,
        category=category,
        lab=lab,
        released_after=released_after,
        min_score=min_score,
        wait=wait,
        price=price,
        provider=provider,
        **rules.asked(),
    )


@answer("/cost", "The cost of a workload")
async def cost(library: NamedDependency[Library], workload: NamedDependency[Workload], models: of.ManyModels) -> Costs:
    """What a workload costs with some models, a request and a month, by offer."""
    return library.cost(*several(models, MOST_MODELS), workload=workload)


@answer("/explain/{name:str}", "A score over all counted tests, test by test")
async def explained_score(
    library: NamedDependency[Library],
    rules: NamedDependency[Rules],
    name: of.ModelName,
) -> EstimateExplanation | ClassicExplanation:
    """Every counted test of a model with its weight, measured or estimated, and what follows; classic: its parts."""
    return library.explain(name, **rules.asked())  # type: ignore[return-value]  # without a benchmark one of these


@answer("/explain/{name:str}/{what:str}", "A figure, down to its source")
async def explained(
    library: NamedDependency[Library],
    rules: NamedDependency[Rules],
    name: of.ModelName,
    what: of.Figure,
    against: of.Against = "",
) -> ScoreExplanation | EstimateExplanation | ClassicExplanation | CategoryExplanation | OverallExplanation:
    """Every observation of a model on a benchmark with its arithmetic and source, or how a pair is decided."""
    return library.explain(name, what, against=against, **rules.asked())


def several(models: str, most: int) -> list[str]:
    """The names in a text with commas between them.

    Raises:
        BadSetting: there is none, or there are more than `most`.

    """
    names = [name for name in (part.strip() for part in models.split(",")) if name]
    if not 0 < len(names) <= most:
        raise BadSetting(f"“models” names {len(names)} models; give 1 to {most}, with commas between them")
    return names


HANDLERS = (
    compared,
    matrix,
    ranked,
    found,
    cost,
    explained_score,
    explained,
)
