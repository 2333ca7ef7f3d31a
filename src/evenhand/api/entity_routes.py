"""What follows from the facts about one model, lab, provider or benchmark, and who took which test."""

from typing import Annotated

from litestar.di import NamedDependency
from litestar.params import PathParameter

from evenhand.api import parameters as of
from evenhand.api.answering import answer
from evenhand.comparison.benchmark_history import benchmark_history
from evenhand.library import Library
from evenhand.library.rules import Rules
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


@answer("/models/{name:str}/strengths", "Where a model is strong and weak")
async def strong(
    library: NamedDependency[Library], plain_rules: NamedDependency[Rules], name: of.ModelName
) -> Strengths:
    """Each category of a model against the median of the models that have a place there, with its interval."""
    return library.strengths(name, ranking=plain_rules.ranking, lane=plain_rules.lane)


@answer("/models/{name:str}/similar", "Similar models")
async def similar(
    library: NamedDependency[Library], plain_rules: NamedDependency[Rules], name: of.ModelName
) -> SimilarModels:
    """The ranked models that are near in every category score, and in price within a factor of two."""
    return library.similar(name, ranking=plain_rules.ranking, lane=plain_rules.lane)


@answer("/models/{name:str}/prices", "A model's price over time")
async def priced(library: NamedDependency[Library], name: of.ModelName) -> PriceHistory:
    """The dated standard prices at the model's own lab, else at the provider that tells most of them."""
    return library.price_history(name)


@answer("/benchmarks/{benchmark:str}/history", "A benchmark over time")
async def dated(library: NamedDependency[Library], benchmark: of.BenchmarkName) -> BenchmarkHistory:
    """Scores by the release of their models, the best on file marked, and how the rankings count the benchmark."""
    return benchmark_history(library.catalog, library.benchmark(benchmark))


@answer("/labs/{lab:str}", "One lab")
async def one_lab(library: NamedDependency[Library], lab: LabName) -> LabProfile:
    """A lab with its models and their places, and its best in each category."""
    return library.lab(lab)


@answer("/providers/{provider:str}", "One provider")
async def one_provider(library: NamedDependency[Library], provider: ProviderName) -> ProviderProfile:
    """What a provider serves today, and who serves the same models at what lowest price."""
    return library.provider(provider)


@answer("/coverage", "Which model took which test")
async def covered(library: NamedDependency[Library]) -> Coverage:
    """The ranked models and the counted tests of the default lane, each cell measured or why not."""
    return library.coverage()


@answer("/coverage/{lane:str}", "Which model took which test, in a lane")
async def covered_lane(library: NamedDependency[Library], lane: LaneInPath) -> Coverage:
    """The same in another lane."""
    return library.coverage(lane=lane)


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
