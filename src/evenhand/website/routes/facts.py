"""The addresses of what is on file: models, labs, providers, benchmarks, coverage, sources, disagreements, votes."""

from typing import Annotated
from urllib.parse import quote

from litestar import MediaType, Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, PathParameter, QueryParameter
from litestar.response import Redirect

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.searching import search_benchmarks
from evenhand.catalog.unresolved import unresolved_names
from evenhand.comparison.benchmark_history import benchmark_history
from evenhand.comparison.compare import EVEN
from evenhand.comparison.disagreements import kind_of
from evenhand.library import Library
from evenhand.records.operations import Workload
from evenhand.records.self_hosting import Hosting
from evenhand.website.asked.hosting_form import hosting_from_form, sizes_from_form
from evenhand.website.asked.model_query import ModelQuery
from evenhand.website.asked.parameters import Address, Number, Text
from evenhand.website.pages.benchmarks import BenchmarkQuery, benchmark_page, benchmarks_page
from evenhand.website.pages.coverage import coverage_page
from evenhand.website.pages.disagreements import disagreements_page
from evenhand.website.pages.labs import lab_page, labs_page
from evenhand.website.pages.model_list import models_page
from evenhand.website.pages.models import model_page
from evenhand.website.pages.providers import provider_page, providers_page
from evenhand.website.pages.sources import source_page, sources_page
from evenhand.website.pages.votes import vote_boards_page, votes_page
from evenhand.website.site import Site

Part = Annotated[int, PathParameter(ge=1, le=10_000)]
Switch = Annotated[bool, QueryParameter(name="open")]


@get("/models", media_type=MediaType.HTML)
async def models(
    catalog: NamedDependency[Catalog],
    site: NamedDependency[Site],
    q: Text = "",
    lab: Text = "",
    sort: Text = "place",
    open_: Switch = False,  # noqa: FBT002 - a checkbox
    ranked: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
) -> str:
    """All models, or those that are asked for."""
    return models_page(catalog, ModelQuery(q=q, lab=lab, sort=sort, open_weights=open_, ranked=ranked), site)


@get("/models/{name:str}", dependencies={"hosting": Provide(hosting_from_form), "sizes": Provide(sizes_from_form)})
async def model(
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    hosting: NamedDependency[Hosting],
    sizes: NamedDependency[Workload],
    name: Address,
) -> Response[str]:
    """One model, and what hosting it would take; its other names lead to its id."""
    found = naming.resolve(library.catalog, name)
    if found.id != name:
        return Redirect(f"/models/{quote(found.id)}", status_code=301)
    page = model_page(library.catalog, library.model(found.id), site, hosting, sizes)
    return Response(page, media_type=MediaType.HTML)


@get("/sources", media_type=MediaType.HTML)
async def sources(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> str:
    """All sources."""
    return sources_page(catalog, unresolved_names(catalog), site)


@get(["/sources/{name:str}", "/sources/{name:str}/{part:int}"], media_type=MediaType.HTML)
async def source(
    catalog: NamedDependency[Catalog],
    site: NamedDependency[Site],
    name: Address,
    part: Part = 1,
    page: Number = 1,
) -> str:
    """One source and a part of the scores it gave."""
    return source_page(catalog, name, unresolved_names(catalog), max(part, page), site)


@get("/labs", media_type=MediaType.HTML)
async def labs(library: NamedDependency[Library], site: NamedDependency[Site]) -> str:
    """All labs."""
    return labs_page(library.lab_list(), site)


@get("/labs/{name:str}")
async def lab(library: NamedDependency[Library], site: NamedDependency[Site], name: Address) -> Response[str]:
    """One lab; its name leads to its id."""
    found = library.lab(name)
    if found.lab.id != name:
        return Redirect(f"/labs/{quote(found.lab.id)}", status_code=301)
    return Response(lab_page(found, site), media_type=MediaType.HTML)


@get("/providers", media_type=MediaType.HTML)
async def providers(library: NamedDependency[Library], site: NamedDependency[Site]) -> str:
    """All providers."""
    return providers_page(library.provider_list(), site)


@get("/providers/{name:str}")
async def provider(library: NamedDependency[Library], site: NamedDependency[Site], name: Address) -> Response[str]:
    """One provider; its name leads to its id."""
    found = library.provider(name)
    if found.provider.id != name:
        return Redirect(f"/providers/{quote(found.provider.id)}", status_code=301)
    return Response(provider_page(found, site), media_type=MediaType.HTML)


@get(["/coverage", "/coverage/{lane:str}"], media_type=MediaType.HTML)
async def covered(library: NamedDependency[Library], site: NamedDependency[Site], lane: Address = "") -> str:
    """Which ranked model took which counted test, in the default lane or another one."""
    ranking = library.rankings[EVEN]
    return coverage_page(library.coverage(lane=lane or None), tuple(ranking.lanes), ranking.default_lane, site)


@get("/benchmarks", media_type=MediaType.HTML)
async def benchmarks(
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    category: Text = "",
    q: Text = "",
    in_state: Annotated[str, QueryParameter(name="state", max_length=100)] = "",
    flagged: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
) -> str:
    """All benchmarks, or those that are asked for."""
    query = BenchmarkQuery(category=category, q=search_benchmarks(library.catalog, q), state=in_state, flagged=flagged)
    return benchmarks_page(library.benchmark_list(), query, site)


@get("/benchmarks/{name:str}")
async def benchmark(library: NamedDependency[Library], site: NamedDependency[Site], name: Address) -> Response[str]:
    """One benchmark; its other names lead to its id."""
    found = naming.benchmark(library.catalog, name)
    if found.id != name:
        return Redirect(f"/benchmarks/{quote(found.id)}", status_code=301)
    known = library.benchmark(found.id)
    return Response(benchmark_page(known, benchmark_history(library.catalog, known), site), media_type=MediaType.HTML)


@get(
    ["/disagreements", "/disagreements/{shown:str}", "/disagreements/{shown:str}/{part:int}"],
    media_type=MediaType.HTML,
)
async def differing(
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    shown: Address = "",
    part: Part = 1,
    kind: Text = "",
    model: Text = "",
    benchmark: Text = "",
    page: Number = 1,
) -> str:
    """Where sources disagree, of one kind, about a model and a benchmark where named."""
    asked = kind or ("" if shown == "all" else shown)
    kind_of(asked)
    found = library.disagreements(model=model.strip(), benchmark=benchmark.strip())
    return disagreements_page(found, asked, model, benchmark, max(part, page), site)


@get("/votes", media_type=MediaType.HTML)
async def vote_boards(library: NamedDependency[Library], site: NamedDependency[Site]) -> str:
    """All boards of preference votes."""
    return vote_boards_page(library.vote_list(), site)


@get("/votes/{name:str}", media_type=MediaType.HTML)
async def votes(
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    name: Address,
    left: Text = "",
    right: Text = "",
) -> str:
    """One board of votes; with both names given also the two against each other."""
    pair = library.vote_pair(name, left, right) if left.strip() and right.strip() else None
    return votes_page(library.votes(name), pair, left, right, site)


HANDLERS = (
    models,
    model,
    labs,
    lab,
    providers,
    provider,
    covered,
    sources,
    source,
    benchmarks,
    benchmark,
    differing,
    vote_boards,
    votes,
)
