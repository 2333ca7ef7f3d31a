"""What is worked out for a reader: comparisons, boards, candidates, costs, and the arithmetic of a figure."""

from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from evenhand.api import parameters as of
from evenhand.api.lists import with_part
from evenhand.api.problems import MISSING, Asked
from evenhand.errors import BadSetting
from evenhand.library import Library
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
WHOLE = 100_000
WholeBoard = Annotated[
    int, QueryParameter(ge=1, le=WHOLE, description="how many models at most", examples=of.shown(20))
]


@get("/compare/{left:str}/{right:str}", responses=MISSING, summary="Two models side by side")
async def compared(
    library: NamedDependency[Library],
    workload: NamedDependency[Workload],
    left: of.ModelName,
    right: of.ModelName,
    ranking: of.RankingName = "even",
    lane: of.LaneName = None,
    weights: of.Weights = "",
    chance: of.ChanceSwitch = False,  # noqa: FBT002 - a switch in an address
) -> ComparisonReport:
    """The comparison and every sentence about it, with `left` and `right` as asked for."""
    return library.compare(
        left, right, ranking=ranking, lane=lane, weights=weights, chance_corrected=chance, workload=workload
    )


@get("/matrix", responses=MISSING, summary="Three to six models, each against each")
async def matrix(
    library: NamedDependency[Library],
    workload: NamedDependency[Workload],
    models: of.SeveralModels,
    ranking: of.RankingName = "even",
    lane: of.LaneName = None,
    weights: of.Weights = "",
    chance: of.ChanceSwitch = False,  # noqa: FBT002 - a switch in an address
) -> MatrixReport:
    """The verdict of every pair, the state of every category, the tests that all took, and what it says."""
    return library.matrix(
        *several(models, MOST_MODELS),
        ranking=ranking,
        lane=lane,
        weights=weights,
        chance_corrected=chance,
        workload=workload,
    )


@get("/rank", responses=MISSING, summary="The board of a ranking")
async def ranked(
    request: Asked,
    library: NamedDependency[Library],
    ranking: of.RankingName = "even",
    lane: of.LaneName = None,
    weights: of.Weights = "",
    chance: of.ChanceSwitch = False,  # noqa: FBT002 - a switch in an address
    category: of.CategoryName = "overall",
    limit: WholeBoard = WHOLE,
    page: of.PageNumber = 1,
) -> Response[Board]:
    """Ranked models, best first, then the tracked but unranked ones; whole unless `limit` asks for a part."""
    board = library.rank(category=category, ranking=ranking, lane=lane, weights=weights, chance_corrected=chance)
    return with_part(request, board, "rows", limit, page)


@get("/find", responses=MISSING, summary="The models that meet constraints")
async def found(
    library: NamedDependency[Library],
    workload: NamedDependency[Workload],
    ranking: of.RankingName = "even",
    lane: of.LaneName = None,
    weights: of.Weights = "",
    chance: of.ChanceSwitch = False,  # noqa: FBT002 - a switch in an address
    category: of.CategoryName = "overall",
    lab: of.AboutLab = "",
    released_after: Annotated[
        str, QueryParameter(max_length=10, description="an ISO day, month or year", examples=of.shown("2025-06"))
    ] = "",
    min_score: of.LeastScore = None,
    wait: Annotated[
        str,
        QueryParameter(
            max_length=20, description="a third axis: first-token or answer", examples=of.shown("first-token")
        ),
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
        ranking=ranking,
        lane=lane,
        weights=weights,
        chance_corrected=chance,
    )


@get("/cost", responses=MISSING, summary="The cost of a workload")
async def cost(library: NamedDependency[Library], workload: NamedDependency[Workload], models: of.ManyModels) -> Costs:
    """What a workload costs with some models, a request and a month, by offer."""
    return library.cost(*several(models, MOST_MODELS), workload=workload)


@get("/explain/{name:str}", responses=MISSING, summary="A score over all counted tests, test by test")
async def explained_score(
    library: NamedDependency[Library],
    name: of.ModelName,
    ranking: of.RankingName = "even",
    lane: of.LaneName = None,
    weights: of.Weights = "",
    chance: of.ChanceSwitch = False,  # noqa: FBT002 - a switch in an address
) -> EstimateExplanation | ClassicExplanation:
    """Every counted test of a model with its weight, measured or estimated, and what follows; classic: its parts."""
    return library.explain(  # type: ignore[return-value]  # without a benchmark it is one of these
        name, ranking=ranking, lane=lane, weights=weights, chance_corrected=chance
    )


@get("/explain/{name:str}/{what:str}", responses=MISSING, summary="A figure, down to its source")
async def explained(
    library: NamedDependency[Library],
    name: of.ModelName,
    what: of.Figure,
    against: of.Against = "",
    ranking: of.RankingName = "even",
    lane: of.LaneName = None,
    weights: of.Weights = "",
    chance: of.ChanceSwitch = False,  # noqa: FBT002 - a switch in an address
) -> ScoreExplanation | EstimateExplanation | ClassicExplanation | CategoryExplanation | OverallExplanation:
    """Every observation of a model on a benchmark with its arithmetic and source, or how a pair is decided."""
    return library.explain(
        name, what, against=against, ranking=ranking, lane=lane, weights=weights, chance_corrected=chance
    )


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
