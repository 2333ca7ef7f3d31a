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
from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.unresolved import unresolved_names
from evenhand.comparison.benchmarks import benchmark_list, benchmark_profile
from evenhand.comparison.compare import compare
from evenhand.comparison.disagreements import disagreements, kind_of
from evenhand.comparison.explain import explain_score
from evenhand.comparison.profile import profile
from evenhand.comparison.rank import rank
from evenhand.comparison.sources import source_list, source_profile
from evenhand.errors import BadSetting, UnknownName
from evenhand.records.benchmarks import BenchmarkList, BenchmarkProfile
from evenhand.records.board import Board
from evenhand.records.comparison import Workload
from evenhand.records.disagreements import Disagreements
from evenhand.records.explanation import ScoreExplanation
from evenhand.records.profile import ModelProfile
from evenhand.records.report import ComparisonReport
from evenhand.records.sources import SourceList, SourceProfile
from evenhand.wording.compare import comparison_words

MOST = 1_000_000_000
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
SourceName = Annotated[
    str, PathParameter(max_length=100, description="a source by its id", examples=shown("benchpress"))
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
Count = Annotated[int | None, QueryParameter(ge=0, le=MOST)]
Limit = Annotated[float | None, QueryParameter(ge=0, le=MOST)]


async def workload_from_query(
    input_: Annotated[
        int | None, QueryParameter(name="input", ge=0, le=MOST, description="input tokens a request")
    ] = None,
    cached: Annotated[int | None, QueryParameter(ge=0, le=MOST, description="of these from the cache")] = None,
    output: Annotated[int | None, QueryParameter(ge=0, le=MOST, description="output tokens a request")] = None,
    requests: Annotated[int | None, QueryParameter(ge=0, le=MOST, description="requests a month")] = None,
    max_first_token_seconds: Limit = None,
    max_cost_per_month: Limit = None,
    min_context: Count = None,
) -> Workload:
    """The reader's workload; what is left out keeps its default.

    Raises:
        BadSetting: more cached than input tokens.

    """
    given = {
        "input": input_,
        "cached": cached,
        "output": output,
        "requests": requests,
        "max_first_token_seconds": max_first_token_seconds,
        "max_cost_per_month": max_cost_per_month,
        "min_context": min_context,
    }
    stated: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    made = Workload(**stated, stated=bool(stated))
    if made.cached > made.input:
        raise BadSetting(f"“cached” ({made.cached:,}) is a part of “input” ({made.input:,}) and cannot be more")
    return made


@get("/compare/{left:str}/{right:str}", responses=MISSING, summary="Two models side by side")
async def compared(
    catalog: NamedDependency[Catalog],
    workload: NamedDependency[Workload],
    left: ModelName,
    right: ModelName,
    ranking: RankingName = "even",
    lane: LaneName = None,
) -> ComparisonReport:
    """The comparison and every sentence about it, with `left` and `right` as asked for."""
    sides = naming.subject(catalog, left), naming.subject(catalog, right)
    found = compare(catalog, *sides, ranking=ranking, lane=lane, workload=workload)
    return ComparisonReport(comparison=found, words=comparison_words(found))


@get("/rank", responses=MISSING, summary="The board of a ranking")
async def ranked(
    catalog: NamedDependency[Catalog],
    ranking: RankingName = "even",
    lane: LaneName = None,
    category: CategoryName = "overall",
) -> Board:
    """Ranked models, best first, then the tracked but unranked ones."""
    return rank(catalog, ranking, lane, category)


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
) -> ScoreExplanation:
    """Every observation of a model on a benchmark with its arithmetic and source."""
    who, test = naming.subject(catalog, name), naming.benchmark(catalog, benchmark)
    return explain_score(catalog, who, test, ranking, lane)


@get("/benchmarks", responses=MISSING, summary="All benchmarks with their states")
async def benchmarks(catalog: NamedDependency[Catalog], category: KindOfTest = "") -> BenchmarkList:
    """Every benchmark, or those of a category: metric, counts and state."""
    return benchmark_list(catalog, category)


@get("/benchmarks/{benchmark:str}", responses=MISSING, summary="One benchmark")
async def one_benchmark(catalog: NamedDependency[Catalog], benchmark: BenchmarkName) -> BenchmarkProfile:
    """A benchmark with its state's figures, who reports it, and the models on it."""
    return benchmark_profile(catalog, naming.benchmark(catalog, benchmark))


@get("/sources", summary="All sources")
async def sources(catalog: NamedDependency[Catalog]) -> SourceList:
    """Every source with its licence and what it gave."""
    return source_list(catalog, unresolved_names())


@get("/sources/{name:str}", responses=MISSING, summary="One source")
async def source(catalog: NamedDependency[Catalog], name: SourceName) -> SourceProfile:
    """A source with its files and their hashes, reasons of refusal and names that lead to nothing."""
    return source_profile(catalog, name, unresolved_names())


@get("/disagreements", responses=MISSING, summary="Where sources disagree")
async def differing(
    catalog: NamedDependency[Catalog], kind: KindName = "", model: AboutModel = "", benchmark: AboutTest = ""
) -> Disagreements:
    """The same thing with different values, each row with its source, link, tier and day."""
    who = naming.resolve(catalog, model).id if model else ""
    test = naming.benchmark(catalog, benchmark).id if benchmark else ""
    return disagreements(catalog, kind_of(kind), who, test)


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
            models,
            model,
            explained,
            benchmarks,
            one_benchmark,
            sources,
            source,
            differing,
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
