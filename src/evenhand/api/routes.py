"""`/api/v1`: the answers of the pages as JSON. Read only; each handler asks one function."""

from typing import Annotated, Any

from litestar import Router, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException, NotFoundException
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example
from litestar.params import PathParameter, QueryParameter

from evenhand.api.answers import ModelList, model_list
from evenhand.api.problems import PROBLEM, Problem, bad_setting, failed, refused, unknown_name
from evenhand.api.published_schema import SHAPES, published_schema
from evenhand.api.running import cost, found
from evenhand.api.workload_query import workload_from_query
from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.unresolved import unresolved_names
from evenhand.comparison.benchmarks import benchmark_list, benchmark_profile
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.compare import compare
from evenhand.comparison.disagreements import disagreements, kind_of
from evenhand.comparison.explain import explain_score
from evenhand.comparison.explain_estimate import explain_estimate
from evenhand.comparison.profile import profile
from evenhand.comparison.rank import rank
from evenhand.comparison.sources import source_list, source_profile
from evenhand.comparison.votes import vote_board, vote_list, vote_pair
from evenhand.errors import BadSetting, UnknownName
from evenhand.records.benchmarks import BenchmarkList, BenchmarkProfile
from evenhand.records.board import Board
from evenhand.records.disagreements import Disagreements
from evenhand.records.explanation import EstimateExplanation, ScoreExplanation
from evenhand.records.operations import Workload
from evenhand.records.profile import ModelProfile
from evenhand.records.report import ComparisonReport
from evenhand.records.sources import SourceList, SourceProfile
from evenhand.records.votes import VoteBoard, VoteList, VotePair
from evenhand.wording.compare import comparison_words

MISSING = {
    400: ResponseSpec(data_container=Problem, description="A parameter cannot be used", media_type=PROBLEM),
    404: ResponseSpec(data_container=Problem, description="Nothing has this name", media_type=PROBLEM),
}


def shown(*values: str) -> list[Example]:
    """Real values, so that whoever tries the interface from its document gets answers."""
    return [Example(summary=value, value=value) for value in values]


ModelName = Annotated[
    str,
    PathParameter(
        max_length=100,
        description="a model by any of its names; `name@effort` for one effort",
        examples=shown("gemma-4-12b", "gpt-5.5"),
    ),
]
BenchmarkName = Annotated[
    str,
    PathParameter(max_length=100, description="a benchmark by any of its names", examples=shown("gpqa-diamond")),
]
SchemaFile = Annotated[
    str,
    PathParameter(max_length=100, description="an answer", examples=shown("compare.json", "rank.json")),
]
RankingName = Annotated[
    str, QueryParameter(max_length=100, description="the ranking", examples=shown("even", "classic"))
]
LaneName = Annotated[
    str | None,
    QueryParameter(
        max_length=100,
        description="which scores are admitted; the ranking's default when left out",
        examples=shown("verified", "provisional"),
    ),
]
CategoryName = Annotated[
    str, QueryParameter(max_length=100, description="a category, or `overall`", examples=shown("overall", "coding"))
]
ChanceSwitch = Annotated[
    bool, QueryParameter(description="scores from chance (0) to the ceiling (100)", examples=shown("1"))
]
Weights = Annotated[
    str,
    QueryParameter(
        max_length=400,
        description="category weights of your own, as `coding:50,math:0`; the others keep theirs",
        examples=shown("coding:50", "coding:50,math:0"),
    ),
]
FlaggedOnly = Annotated[bool, QueryParameter(description="flagged benchmarks alone", examples=shown("1"))]
SourceName = Annotated[
    str, PathParameter(max_length=100, description="a source by its id", examples=shown("benchpress"))
]
BoardName = Annotated[
    str, PathParameter(max_length=100, description="a board of votes by its id", examples=shown("llmfao"))
]
VotedModel = Annotated[
    str,
    PathParameter(
        max_length=100,
        description="a model by the name that the votes give it, or by any of its names here",
        examples=shown("command", "llama-2-70b-chat"),
    ),
]
KindOfTest = Annotated[str, QueryParameter(max_length=100, description="a category", examples=shown("coding"))]
KindName = Annotated[
    str, QueryParameter(max_length=20, description="scores, prices or facts", examples=shown("scores", "facts"))
]
AboutModel = Annotated[
    str, QueryParameter(max_length=100, description="a model by any of its names", examples=shown("gpt-5.2"))
]
AboutTest = Annotated[
    str, QueryParameter(max_length=100, description="a benchmark by any of its names", examples=shown("terminal-bench"))
]


@get("/compare/{left:str}/{right:str}", responses=MISSING, summary="Two models side by side")
async def compared(
    catalog: NamedDependency[Catalog],
    workload: NamedDependency[Workload],
    left: ModelName,
    right: ModelName,
    ranking: RankingName = "even",
    lane: LaneName = None,
    weights: Weights = "",
    chance: ChanceSwitch = False,  # noqa: FBT002 - a switch in an address
) -> ComparisonReport:
    """The comparison and every sentence about it, with `left` and `right` as asked for."""
    sides = naming.subject(catalog, left), naming.subject(catalog, right)
    rules = chosen_ranking(catalog, ranking, (weights,), chance_corrected=chance)
    found = compare(catalog, *sides, ranking=rules, lane=lane, workload=workload)
    return ComparisonReport(comparison=found, words=comparison_words(found))


@get("/rank", responses=MISSING, summary="The board of a ranking")
async def ranked(
    catalog: NamedDependency[Catalog],
    ranking: RankingName = "even",
    lane: LaneName = None,
    weights: Weights = "",
    chance: ChanceSwitch = False,  # noqa: FBT002 - a switch in an address
    category: CategoryName = "overall",
) -> Board:
    """Ranked models, best first, then the tracked but unranked ones."""
    return rank(catalog, chosen_ranking(catalog, ranking, (weights,), chance_corrected=chance), lane, category)


@get("/models", summary="All models")
async def models(catalog: NamedDependency[Catalog]) -> ModelList:
    """Ids, names and other names."""
    return model_list(catalog)


@get("/models/{name:str}", responses=MISSING, summary="One model")
async def model(catalog: NamedDependency[Catalog], name: ModelName) -> ModelProfile:
    """A model with every observation, offer, speed and listing."""
    return profile(catalog, naming.resolve(catalog, name))


@get("/explain/{name:str}/{benchmark:str}", responses=MISSING, summary="A score, down to its source")
async def explained(
    catalog: NamedDependency[Catalog],
    name: ModelName,
    benchmark: BenchmarkName,
    ranking: RankingName = "even",
    lane: LaneName = None,
    chance: ChanceSwitch = False,  # noqa: FBT002 - a switch in an address
) -> ScoreExplanation:
    """Every observation of a model on a benchmark with its arithmetic and source."""
    who, test = naming.subject(catalog, name), naming.benchmark(catalog, benchmark)
    return explain_score(catalog, who, test, chosen_ranking(catalog, ranking, chance_corrected=chance), lane)


@get("/explain/{name:str}", responses=MISSING, summary="A score over all counted tests, test by test")
async def explained_score(
    catalog: NamedDependency[Catalog],
    name: ModelName,
    ranking: RankingName = "even",
    lane: LaneName = None,
    weights: Weights = "",
    chance: ChanceSwitch = False,  # noqa: FBT002 - a switch in an address
) -> EstimateExplanation:
    """Every counted test of a model with its weight, measured or estimated, and what follows."""
    rules = chosen_ranking(catalog, ranking, (weights,), chance_corrected=chance)
    return explain_estimate(catalog, naming.resolve(catalog, name), rules, lane)


@get("/benchmarks", responses=MISSING, summary="All benchmarks with their states")
async def benchmarks(
    catalog: NamedDependency[Catalog],
    category: KindOfTest = "",
    flagged: FlaggedOnly = False,  # noqa: FBT002 - a switch in an address
) -> BenchmarkList:
    """Every benchmark, or those of a category, or flagged ones alone: metric, counts, state, flags with figures."""
    return benchmark_list(catalog, category, flagged=flagged)


@get("/benchmarks/{benchmark:str}", responses=MISSING, summary="One benchmark")
async def one_benchmark(catalog: NamedDependency[Catalog], benchmark: BenchmarkName) -> BenchmarkProfile:
    """A benchmark with its state's figures, who reports it, and the models on it."""
    return benchmark_profile(catalog, naming.benchmark(catalog, benchmark))


@get("/sources", summary="All sources")
async def sources(catalog: NamedDependency[Catalog]) -> SourceList:
    """Every source with its licence and what it gave."""
    return source_list(catalog, unresolved_names(catalog))


@get("/sources/{name:str}", responses=MISSING, summary="One source")
async def source(catalog: NamedDependency[Catalog], name: SourceName) -> SourceProfile:
    """A source with its files and their hashes, reasons of refusal and names that lead to nothing."""
    return source_profile(catalog, name, unresolved_names(catalog))


@get("/disagreements", responses=MISSING, summary="Where sources disagree")
async def differing(
    catalog: NamedDependency[Catalog], kind: KindName = "", model: AboutModel = "", benchmark: AboutTest = ""
) -> Disagreements:
    """The same thing with different values, each row with its source, link, tier and day."""
    who = naming.resolve(catalog, model).id if model else ""
    test = naming.benchmark(catalog, benchmark).id if benchmark else ""
    return disagreements(catalog, kind_of(kind), who, test)


@get("/votes", summary="All boards of preference votes")
async def vote_boards(catalog: NamedDependency[Catalog]) -> VoteList:
    """Every board with its source, licence and number of votes."""
    return vote_list(catalog)


@get("/votes/{board:str}", responses=MISSING, summary="One board of preference votes")
async def votes(catalog: NamedDependency[Catalog], board: BoardName) -> VoteBoard:
    """Ratings on the Elo scale with intervals, places that are left open, checks, and what would change the first."""
    return vote_board(catalog, board)


@get("/votes/{board:str}/{left:str}/{right:str}", responses=MISSING, summary="Two models of a board of votes")
async def voted(catalog: NamedDependency[Catalog], board: BoardName, left: VotedModel, right: VotedModel) -> VotePair:
    """How likely a vote prefers `left`, with its interval, and the votes between the two."""
    return vote_pair(catalog, board, left, right)


@get("/schema/{file:str}", responses=MISSING, media_type="application/schema+json", summary="Schema of an answer")
async def schema(file: SchemaFile) -> dict[str, Any]:
    """The published shape of an answer."""
    name = file.removesuffix(".json")
    if name not in SHAPES or not file.endswith(".json"):
        raise NotFoundException(f"the schemas are {', '.join(f'{known}.json' for known in SHAPES)}")
    return published_schema(name)


def api() -> Router:
    """All answers under one router, with problem details for what goes wrong."""
    return Router(
        path="/api/v1",
        route_handlers=[
            compared,
            ranked,
            cost,
            found,
            models,
            model,
            explained,
            explained_score,
            benchmarks,
            one_benchmark,
            sources,
            source,
            differing,
            vote_boards,
            votes,
            voted,
            schema,
        ],
        dependencies={"workload": Provide(workload_from_query)},
        exception_handlers={
            UnknownName: unknown_name,
            BadSetting: bad_setting,
            HTTPException: refused,
            Exception: failed,
        },
    )
