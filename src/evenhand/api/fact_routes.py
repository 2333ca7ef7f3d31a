"""What is on file: models, benchmarks, scores, prices, labs, providers, as lists and one by one."""

from litestar import Response, get
from litestar.di import NamedDependency

from evenhand.api import parameters as of
from evenhand.api.lists import listed
from evenhand.api.problems import MISSING, Asked
from evenhand.library import Library
from evenhand.records.benchmarks import BenchmarkLine, BenchmarkProfile
from evenhand.records.change_lines import ChangeLine
from evenhand.records.facts import Observation, Offer
from evenhand.records.lab_profile import LabLine
from evenhand.records.listed import Listed
from evenhand.records.model_lines import AskedModels, ModelLine
from evenhand.records.places import PlaceHistory
from evenhand.records.profile import ModelProfile
from evenhand.records.provider_profile import ProviderLine

MANY, SOME = of.MOST_ROWS, 100


@get("/models", responses=MISSING, summary="The models")
async def models(
    request: Asked,
    library: NamedDependency[Library],
    q: of.Words = "",
    lab: of.AboutLab = "",
    open_weights: of.OpenWeights = None,
    reasoning: of.Reasons = None,
    ranked: of.Ranked = None,
    limit: of.Limit = MANY,
    page: of.PageNumber = 1,
) -> Response[Listed[ModelLine]]:
    """Models by id, each with its place on the default board; what is not known of a model passes no switch."""
    asked = AskedModels(q=q, lab=lab, open_weights=open_weights, reasoning=reasoning, ranked=ranked)
    return listed(request, library, library.search(asked), limit, page)


@get("/models/{name:str}", responses=MISSING, summary="One model")
async def model(library: NamedDependency[Library], name: of.ModelName) -> ModelProfile:
    """A model with every observation, offer, speed and listing."""
    return library.model(name)


@get("/models/{name:str}/places", responses=MISSING, summary="A model's places over time")
async def places(
    library: NamedDependency[Library],
    name: of.ModelName,
    ranking: of.RankingName = "even",
    lane: of.LaneName = None,
) -> PlaceHistory:
    """The places of a model on the overall board, oldest first, each with its interval and what it rests on."""
    return library.places(name, ranking=ranking, lane=lane)


@get("/benchmarks", responses=MISSING, summary="The benchmarks with their states")
async def benchmarks(
    request: Asked,
    library: NamedDependency[Library],
    category: of.KindOfTest = "",
    flagged: of.FlaggedOnly = False,  # noqa: FBT002 - a switch in an address
    limit: of.Limit = MANY,
    page: of.PageNumber = 1,
) -> Response[Listed[BenchmarkLine]]:
    """Every benchmark, or those of a category, or flagged ones alone: metric, counts, state, flags with figures."""
    found = library.benchmark_list(category, flagged=flagged)
    return listed(request, library, found.benchmarks, limit, page, found.names)


@get("/benchmarks/{benchmark:str}", responses=MISSING, summary="One benchmark")
async def benchmark(library: NamedDependency[Library], benchmark: of.BenchmarkName) -> BenchmarkProfile:
    """A benchmark with its state's figures, who reports it, and the models on it."""
    return library.benchmark(benchmark)


@get("/scores", responses=MISSING, summary="The scores on file")
async def scores(
    request: Asked,
    library: NamedDependency[Library],
    model: of.AboutModel = "",
    benchmark: of.AboutTest = "",
    source: of.AboutSource = "",
    category: of.KindOfTest = "",
    tier: of.TierOnly = None,
    limit: of.Limit = SOME,
    page: of.PageNumber = 1,
) -> Response[Listed[Observation]]:
    """Every published result as it stands on file, with its source, link, conditions, tier and days."""
    rows = library.scores(model=model, benchmark=benchmark, source=source, category=category, tier=tier)
    return listed(request, library, rows, limit, page)


@get("/prices", responses=MISSING, summary="The prices on file")
async def prices(
    request: Asked,
    library: NamedDependency[Library],
    model: of.AboutModel = "",
    provider: of.AboutProvider = "",
    current: of.CurrentOnly = False,  # noqa: FBT002 - a switch in an address
    limit: of.Limit = SOME,
    page: of.PageNumber = 1,
) -> Response[Listed[Offer]]:
    """Every price with the days from and until which it holds, US dollars per million tokens."""
    return listed(request, library, library.prices(model=model, provider=provider, current=current), limit, page)


@get("/changes", responses=MISSING, summary="What changed, newest first")
async def changes(
    request: Asked,
    library: NamedDependency[Library],
    since: of.Since = "",
    until: of.Until = "",
    model: of.AboutModel = "",
    kind: of.KindOfChange = None,
    limit: of.Limit = SOME,
    page: of.PageNumber = 1,
) -> Response[Listed[ChangeLine]]:
    """Every change on its day, with the values before and after, its evidence, and a sentence."""
    rows = library.log(since=since, until=until, model=model, kinds=(kind,) if kind else ())
    return listed(request, library, rows, limit, page, made=library.told)


@get("/labs", responses=MISSING, summary="The labs")
async def labs(
    request: Asked, library: NamedDependency[Library], limit: of.Limit = MANY, page: of.PageNumber = 1
) -> Response[Listed[LabLine]]:
    """Who makes models: those with a ranked model by their best place, then the others."""
    return listed(request, library, library.lab_list().labs, limit, page)


@get("/providers", responses=MISSING, summary="The providers")
async def providers(
    request: Asked, library: NamedDependency[Library], limit: of.Limit = MANY, page: of.PageNumber = 1
) -> Response[Listed[ProviderLine]]:
    """Who serves models, those that serve most first."""
    return listed(request, library, library.provider_list().providers, limit, page)


HANDLERS = (
    models,
    model,
    places,
    benchmarks,
    benchmark,
    scores,
    prices,
    changes,
    labs,
    providers,
)
