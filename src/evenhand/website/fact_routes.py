"""The addresses of what is on file: models, benchmarks, sources, disagreements, votes."""

from urllib.parse import quote

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.response import Redirect

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.unresolved import unresolved_names
from evenhand.comparison.benchmarks import benchmark_list, benchmark_profile
from evenhand.comparison.disagreements import disagreements, kind_of
from evenhand.comparison.profile import profile
from evenhand.comparison.votes import vote_board, vote_list, vote_pair
from evenhand.website.pages.benchmarks import benchmark_page, benchmarks_page
from evenhand.website.pages.disagreements import disagreements_page
from evenhand.website.pages.models import model_page
from evenhand.website.pages.sources import source_page, sources_page
from evenhand.website.pages.votes import vote_boards_page, votes_page
from evenhand.website.parameters import Address, Number, Text
from evenhand.website.site import Site


@get("/models/{name:str}")
async def model(catalog: NamedDependency[Catalog], site: NamedDependency[Site], name: Address) -> Response[str]:
    """One model; its other names lead to its id."""
    found = naming.resolve(catalog, name)
    if found.id != name:
        return Redirect(f"/models/{quote(found.id)}", status_code=301)
    return Response(model_page(catalog, profile(catalog, found), site), media_type=MediaType.HTML)


@get("/sources", media_type=MediaType.HTML)
async def sources(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> str:
    """All sources."""
    return sources_page(catalog, unresolved_names(catalog), site)


@get("/sources/{name:str}", media_type=MediaType.HTML)
async def source(
    catalog: NamedDependency[Catalog], site: NamedDependency[Site], name: Address, page: Number = 1
) -> str:
    """One source and the scores it gave."""
    return source_page(catalog, name, unresolved_names(catalog), page, site)


@get("/benchmarks", media_type=MediaType.HTML)
async def benchmarks(catalog: NamedDependency[Catalog], site: NamedDependency[Site], category: Text = "") -> str:
    """All benchmarks, or those of a category."""
    return benchmarks_page(benchmark_list(catalog, category), category, site)


@get("/benchmarks/{name:str}")
async def benchmark(catalog: NamedDependency[Catalog], site: NamedDependency[Site], name: Address) -> Response[str]:
    """One benchmark; its other names lead to its id."""
    found = naming.benchmark(catalog, name)
    if found.id != name:
        return Redirect(f"/benchmarks/{quote(found.id)}", status_code=301)
    return Response(benchmark_page(benchmark_profile(catalog, found), site), media_type=MediaType.HTML)


@get("/disagreements", media_type=MediaType.HTML)
async def differing(
    catalog: NamedDependency[Catalog],
    site: NamedDependency[Site],
    kind: Text = "",
    model: Text = "",
    benchmark: Text = "",
    page: Number = 1,
) -> str:
    """Where sources disagree, of one kind, about a model and a benchmark where named."""
    kind_of(kind)
    who = naming.resolve(catalog, model).id if model.strip() else ""
    test = naming.benchmark(catalog, benchmark).id if benchmark.strip() else ""
    return disagreements_page(disagreements(catalog, None, who, test), kind, model, benchmark, page, site)


@get("/votes", media_type=MediaType.HTML)
async def vote_boards(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> str:
    """All boards of preference votes."""
    return vote_boards_page(vote_list(catalog), site)


@get("/votes/{name:str}", media_type=MediaType.HTML)
async def votes(
    catalog: NamedDependency[Catalog],
    site: NamedDependency[Site],
    name: Address,
    left: Text = "",
    right: Text = "",
) -> str:
    """One board of votes; with both names given also the two against each other."""
    pair = vote_pair(catalog, name, left, right) if left.strip() and right.strip() else None
    return votes_page(vote_board(catalog, name), pair, left, right, site)


HANDLERS = (
    model,
    sources,
    source,
    benchmarks,
    benchmark,
    differing,
    vote_boards,
    votes,
)
