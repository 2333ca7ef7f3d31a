"""What follows from the facts about one model, lab, provider or benchmark, and who took which test."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import PathParameter

from evenhand.api import parameters as of
from evenhand.api.problems import MISSING
from evenhand.catalog import naming
from evenhand.comparison.benchmark_history import benchmark_history
from evenhand.comparison.coverage import coverage
from evenhand.comparison.lab_profile import lab_profile
from evenhand.comparison.price_history import price_history
from evenhand.comparison.provider_profile import provider_profile
from evenhand.comparison.similar_models import similar_models
from evenhand.comparison.strengths import strengths
from evenhand.library import Library
from evenhand.records.benchmark_history import BenchmarkHistory
from evenhand.records.coverage import Coverage
from evenhand.records.lab_profile import LabProfile
from evenhand.records.price_history import PriceHistory
from evenhand.records.provider_profile import ProviderProfile
from evenhand.records.similar_models import SimilarModels
from evenhand.records.strengths import Strengths

LabName = Annotated[
    str,
    PathParameter(max_length=of.LONGEST_NAME, description="a lab by its id or name", examples=of.shown("openai")),
]
ProviderName = Annotated[
    str,
    PathParameter(max_length=of.LONGEST_NAME, description="a provider by its id or name", examples=of.shown("groq")),
]
LaneInPath = Annotated[
    str,
    PathParameter(max_length=of.LONGEST_NAME, description="which scores are admitted", examples=of.shown("verified")),
]


@get("/models/{name:str}/strengths", responses=MISSING, summary="Where a model is strong and weak")
async def strong(
    library: NamedDependency[Library], name: of.ModelName, ranking: of.RankingName = "even", lane: of.LaneName = None
) -> Strengths:
    """Each category of a model against the median of the models that have a place there, with its interval."""
    return strengths(library.catalog, naming.resolve(library.catalog, name), ranking, lane)


@get("/models/{name:str}/similar", responses=MISSING, summary="Similar models")
async def similar(
    library: NamedDependency[Library], name: of.ModelName, ranking: of.RankingName = "even", lane: of.LaneName = None
) -> SimilarModels:
    """The ranked models that are near in every category score, and in price within a factor of two."""
    return similar_models(library.catalog, naming.resolve(library.catalog, name), ranking, lane)


@get("/models/{name:str}/prices", responses=MISSING, summary="A model's price over time")
async def priced(library: NamedDependency[Library], name: of.ModelName) -> PriceHistory:
    """The dated standard prices at the model's own lab, else at the provider that tells most of them."""
    return price_history(library.catalog, naming.resolve(library.catalog, name))


@get("/benchmarks/{benchmark:str}/history", responses=MISSING, summary="A benchmark over time")
async def dated(library: NamedDependency[Library], benchmark: of.BenchmarkName) -> BenchmarkHistory:
    """Scores by the release of their models, the best so far marked, and how the rankings count the benchmark."""
    return benchmark_history(library.catalog, library.benchmark(benchmark))


@get("/labs/{lab:str}", responses=MISSING, summary="One lab")
async def one_lab(library: NamedDependency[Library], lab: LabName) -> LabProfile:
    """A lab with its models and their places, and its best in each category."""
    return lab_profile(library.catalog, lab)


@get("/providers/{provider:str}", responses=MISSING, summary="One provider")
async def one_provider(library: NamedDependency[Library], provider: ProviderName) -> ProviderProfile:
    """What a provider serves today, and who serves the same models at what lowest price."""
    return provider_profile(library.catalog, provider)


@get("/coverage", responses=MISSING, summary="Which model took which test")
async def covered(library: NamedDependency[Library]) -> Coverage:
    """The ranked models and the counted tests of the default lane, each cell measured or why not."""
    return coverage(library.catalog)


@get("/coverage/{lane:str}", responses=MISSING, summary="Which model took which test, in a lane")
async def covered_lane(library: NamedDependency[Library], lane: LaneInPath) -> Coverage:
    """The same in another lane."""
    return coverage(library.catalog, lane=lane)


HANDLERS = (
    strong,
    similar,
    priced,
    dated,
    one_lab,
    one_provider,
    covered,
    covered_lane,
)
