"""What is on file: models, benchmarks, scores, prices, labs, providers, as lists and one by one."""

from litestar import Response
from litestar.di import NamedDependency

from evenhand.api import parameters as of
from evenhand.api.answering import answer
from evenhand.api.lists import MANY, SOME, Part
from evenhand.library import Library
from evenhand.library.rules import Rules
from evenhand.records.benchmarks import BenchmarkLine, BenchmarkProfile
from evenhand.records.change_lines import ChangeLine
from evenhand.records.facts import Observation, Offer
from evenhand.records.lab_profile import LabLine
from evenhand.records.listed import Listed
from evenhand.records.model_lines import AskedModels, ListedModels
from evenhand.records.places import PlaceHistory
from evenhand.records.profile import ModelProfile
from evenhand.records.provider_profile import ProviderLine


@answer("/models", "The models", MANY)
async def models(
    library: NamedDependency[Library],
    q: of.Words = "",
    lab: of.AboutLab = "",
    open_weights: of.OpenWeights = None,
    reasoning: of.Reasons = None,
    ranked: of.Ranked = None,
    *,
    part: NamedDependency[Part],
) -> Response[ListedModels]:
    """Models by id, each with its place on the default board; what is not known of a model passes no switch.

    `unknown` counts, for each switch, the models that are left out for that alone.
    """
    asked = AskedModels(q=q, lab=lab, open_weights=open_weights, reasoning=reasoning, ranked=ranked)
    found = library.model_list(asked)
    lines = found.lines
    answer = ListedModels(
        date=library.date, version=library.version, items=lines, total=len(lines), unknown=found.unknown
    )
    return part.of_list(answer)


@answer("/models/{name:str}", "One model")
async def model(library: NamedDependency[Library], name: of.ModelName) -> ModelProfile:
    """A model with every observation, offer, speed and listing."""
    return library.model(name)


@answer("/models/{name:str}/places", "A model's places over time")
async def places(
    library: NamedDependency[Library], plain_rules: NamedDependency[Rules], name: of.ModelName
) -> PlaceHistory:
    """The places of a model on the overall board, oldest first, each with its interval and what it rests on."""
    return library.places(name, ranking=plain_rules.ranking, lane=plain_rules.lane)


@answer("/benchmarks", "The benchmarks with their states", MANY)
async def benchmarks(
    library: NamedDependency[Library],
    category: of.KindOfTest = "",
    flagged: of.FlaggedOnly = False,  # noqa: FBT002 - a switch in an address
    *,
    part: NamedDependency[Part],
) -> Response[Listed[BenchmarkLine]]:
    """Every benchmark, or those of a category, or flagged ones alone: metric, counts, state, flags with figures."""
    found = library.benchmark_list(category, flagged=flagged)
    return part.listed(found.benchmarks, found.names)


@answer("/benchmarks/{benchmark:str}", "One benchmark")
async def benchmark(library: NamedDependency[Library], benchmark: of.BenchmarkName) -> BenchmarkProfile:
    """A benchmark with its state's figures, who reports it, and the models on it."""
    return library.benchmark(benchmark)


@answer("/scores", "The scores on file", SOME)
async def scores(
    library: NamedDependency[Library],
    model: of.AboutModel = "",
    benchmark: of.AboutTest = "",
    source: of.AboutSource = "",
    category: of.KindOfTest = "",
    tier: of.TierOnly = None,
    *,
    part: NamedDependency[Part],
) -> Response[Listed[Observation]]:
    """Every published result as it stands on file, with its source, link, conditions, tier and days."""
    rows = library.scores(model=model, benchmark=benchmark, source=source, category=category, tier=tier)
    return part.listed(rows)


@answer("/prices", "The prices on file", SOME)
async def prices(
    library: NamedDependency[Library],
    model: of.AboutModel = "",
    provider: of.AboutProvider = "",
    current: of.CurrentOnly = False,  # noqa: FBT002 - a switch in an address
    *,
    part: NamedDependency[Part],
) -> Response[Listed[Offer]]:
    """Every price with the days from and until which it holds, US dollars per million tokens."""
    return part.listed(library.prices(model=model, provider=provider, current=current))


@answer("/changes", "What changed, newest first", SOME)
async def changes(
    library: NamedDependency[Library],
    since: of.Since = "",
    until: of.Until = "",
    model: of.AboutModel = "",
    kind: of.KindOfChange = None,
    *,
    part: NamedDependency[Part],
) -> Response[Listed[ChangeLine]]:
    """Every change on its day, with the values before and after, its evidence, and a sentence."""
    rows = library.log(since=since, until=until, model=model, kinds=(kind,) if kind else ())
    return part.listed(rows, made=library.told)


@answer("/labs", "The labs", MANY)
async def labs(library: NamedDependency[Library], part: NamedDependency[Part]) -> Response[Listed[LabLine]]:
    """Who makes models: those with a ranked model by their best place, then the others."""
    return part.listed(library.lab_list().labs)


@answer("/providers", "The providers", MANY)
async def providers(library: NamedDependency[Library], part: NamedDependency[Part]) -> Response[Listed[ProviderLine]]:
    """Who serves models, those that serve most first."""
    return part.listed(library.provider_list().providers)


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
