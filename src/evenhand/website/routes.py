"""Addresses to pages. Each handler asks one function for its answer and one page for its text."""

from typing import Annotated
from urllib.parse import quote, urlencode

from litestar import MediaType, Request, Response, Router, get
from litestar.datastructures import State as Kept
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import FromQuery, PathParameter, QueryParameter
from litestar.response import Redirect

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.unresolved import unresolved_names
from evenhand.comparison.benchmarks import benchmark_list, benchmark_profile
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.compare import compare
from evenhand.comparison.disagreements import disagreements, kind_of
from evenhand.comparison.profile import profile
from evenhand.comparison.rank import rank
from evenhand.comparison.votes import vote_board, vote_list, vote_pair
from evenhand.errors import BadSetting, UnknownName
from evenhand.records.operations import Workload
from evenhand.website.board_query import BoardQuery
from evenhand.website.failing import bad_setting, failed, refused, unknown_name
from evenhand.website.find_routes import finding
from evenhand.website.pages.about import about_page, method_page
from evenhand.website.pages.benchmarks import benchmark_page, benchmarks_page
from evenhand.website.pages.board import board_page
from evenhand.website.pages.compare import State, compare_page, picker_page
from evenhand.website.pages.disagreements import disagreements_page
from evenhand.website.pages.models import model_page
from evenhand.website.pages.sources import source_page, sources_page
from evenhand.website.pages.votes import vote_boards_page, votes_page
from evenhand.website.pairs import alone, both, in_order, pair, pair_path
from evenhand.website.ranking_form import weights_from_address, weights_text
from evenhand.website.rendering import stylesheet, stylesheet_address
from evenhand.website.retirement import retirements
from evenhand.website.workload_form import limit, whole, workload_from_form
from evenhand.wording.compare import comparison_words

FOR_EVER = "public, max-age=31536000, immutable"
Request_ = Request[None, None, Kept]
Text = Annotated[str, QueryParameter(max_length=100)]
Address = Annotated[str, PathParameter(max_length=250)]
Number = Annotated[int, QueryParameter(ge=1, le=10_000)]


@get("/", media_type=MediaType.HTML)
async def board(
    request: Request_,
    catalog: NamedDependency[Catalog],
    base: NamedDependency[str],
    ranking: Text = "even",
    lane: Annotated[str | None, QueryParameter(max_length=40)] = None,
    category: Text = "overall",
    q: Text = "",
    lab: Text = "",
    sort: Text = "place",
    columns: Text = "main",
    open_: Annotated[bool, QueryParameter(name="open")] = False,  # noqa: FBT002 - a checkbox
    reasoning: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
    max_price: Text = "",
    min_context: Text = "",
    unranked: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
    chance: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
) -> str:
    """The models of a ranking, filtered and in the order asked for."""
    query = BoardQuery(
        q=q,
        lab=lab,
        sort=sort,
        columns=columns,
        open_weights=open_,
        reasoning=reasoning,
        max_price=limit("max_price", max_price),
        min_context=whole("min_context", min_context),
        unranked=unranked,
    )
    rules = chosen_ranking(catalog, ranking, weights_from_address(request), chance_corrected=chance)
    found = rank(catalog, rules, lane or None, category)
    return board_page(found, query, lanes(catalog), rules, base, retirements(catalog))


@get("/compare")
async def picker(catalog: NamedDependency[Catalog], left: Text = "", right: Text = "") -> Response[str]:
    """The form; with both names given, the way to their comparison."""
    if left.strip() and right.strip():
        return Redirect(f"/compare/{quote(pair_path(*both(catalog, left, right)))}", status_code=302)
    return Response(picker_page(catalog, left, right), media_type=MediaType.HTML)


@get("/compare/{names:str}")
async def comparison(
    request: Request_,
    catalog: NamedDependency[Catalog],
    base: NamedDependency[str],
    workload: NamedDependency[Workload],
    names: Address,
    ranking: Text = "even",
    lane: Annotated[str | None, QueryParameter(max_length=40)] = None,
    chance: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
) -> Response[str]:
    """The head-to-head. Other orders and names lead to its one address, one name alone to the form for the other."""
    if one := alone(catalog, names):
        return Redirect(f"/compare?{urlencode({'left': one.address})}", status_code=302)
    left, right = in_order(*pair(catalog, names))
    path = pair_path(left, right)
    if path != names:
        query = request.url.query
        return Redirect(f"/compare/{quote(path)}" + (f"?{query}" if query else ""), status_code=301)
    rules = chosen_ranking(catalog, ranking, weights_from_address(request), chance_corrected=chance)
    found = compare(catalog, left, right, rules, lane or None, workload)
    weights = weights_text(found.snapshot.weights)
    state = State(ranking=ranking, lane=lane or None, workload=workload, weights=weights, chance=chance)
    page = compare_page(found, comparison_words(found), state, lanes(catalog), rules, base)
    return Response(page, media_type=MediaType.HTML)


@get("/models/{name:str}")
async def model(catalog: NamedDependency[Catalog], base: NamedDependency[str], name: Address) -> Response[str]:
    """One model; its other names lead to its id."""
    found = naming.resolve(catalog, name)
    if found.id != name:
        return Redirect(f"/models/{quote(found.id)}", status_code=301)
    return Response(model_page(catalog, profile(catalog, found), base), media_type=MediaType.HTML)


@get("/sources", media_type=MediaType.HTML)
async def sources(catalog: NamedDependency[Catalog], base: NamedDependency[str]) -> str:
    """All sources."""
    return sources_page(catalog, unresolved_names(catalog), base)


@get("/sources/{name:str}", media_type=MediaType.HTML)
async def source(catalog: NamedDependency[Catalog], base: NamedDependency[str], name: Address, page: Number = 1) -> str:
    """One source and the scores it gave."""
    return source_page(catalog, name, unresolved_names(catalog), page, base)


@get("/benchmarks", media_type=MediaType.HTML)
async def benchmarks(catalog: NamedDependency[Catalog], base: NamedDependency[str], category: Text = "") -> str:
    """All benchmarks, or those of a category."""
    return benchmarks_page(benchmark_list(catalog, category), category, base)


@get("/benchmarks/{name:str}")
async def benchmark(catalog: NamedDependency[Catalog], base: NamedDependency[str], name: Address) -> Response[str]:
    """One benchmark; its other names lead to its id."""
    found = naming.benchmark(catalog, name)
    if found.id != name:
        return Redirect(f"/benchmarks/{quote(found.id)}", status_code=301)
    return Response(benchmark_page(benchmark_profile(catalog, found), base), media_type=MediaType.HTML)


@get("/disagreements", media_type=MediaType.HTML)
async def differing(
    catalog: NamedDependency[Catalog],
    base: NamedDependency[str],
    kind: Text = "",
    model: Text = "",
    benchmark: Text = "",
    page: Number = 1,
) -> str:
    """Where sources disagree, of one kind, about a model and a benchmark where named."""
    kind_of(kind)
    who = naming.resolve(catalog, model).id if model.strip() else ""
    test = naming.benchmark(catalog, benchmark).id if benchmark.strip() else ""
    return disagreements_page(disagreements(catalog, None, who, test), kind, model, benchmark, page, base)


@get("/votes", media_type=MediaType.HTML)
async def vote_boards(catalog: NamedDependency[Catalog], base: NamedDependency[str]) -> str:
    """All boards of preference votes."""
    return vote_boards_page(vote_list(catalog), base)


@get("/votes/{name:str}", media_type=MediaType.HTML)
async def votes(
    catalog: NamedDependency[Catalog],
    base: NamedDependency[str],
    name: Address,
    left: Text = "",
    right: Text = "",
) -> str:
    """One board of votes; with both names given also the two against each other."""
    pair = vote_pair(catalog, name, left, right) if left.strip() and right.strip() else None
    return votes_page(vote_board(catalog, name), pair, left, right, base)


@get("/methodology", media_type=MediaType.HTML)
async def methodology(catalog: NamedDependency[Catalog], base: NamedDependency[str]) -> str:
    """How the default ranking decides."""
    return method_page(catalog, naming.ranking(catalog, "even"), base)


@get("/about", media_type=MediaType.HTML)
async def about(catalog: NamedDependency[Catalog], base: NamedDependency[str]) -> str:
    """What this is."""
    return about_page(catalog, base)


@get("/static/{name:str}", sync_to_thread=False)
def static(name: Address) -> Response[bytes]:
    """The stylesheet under its current address."""
    if f"/static/{name}" != stylesheet_address():
        raise NotFoundException("There is no such file.")
    return Response(stylesheet(), media_type=MediaType.CSS, headers={"cache-control": FOR_EVER})


def lanes(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """The lanes of each ranking."""
    return {name: tuple(one.lanes) for name, one in catalog.rankings.items()}


def website() -> Router:
    """All pages under one router, with the pages for what goes wrong."""
    return Router(
        path="/",
        route_handlers=[
            board,
            picker,
            comparison,
            finding,
            model,
            sources,
            source,
            benchmarks,
            benchmark,
            differing,
            vote_boards,
            votes,
            methodology,
            about,
            static,
        ],
        dependencies={"workload": Provide(workload_from_form)},
        exception_handlers={
            UnknownName: unknown_name,
            BadSetting: bad_setting,
            HTTPException: refused,
            Exception: failed,
        },
        include_in_schema=False,
    )
