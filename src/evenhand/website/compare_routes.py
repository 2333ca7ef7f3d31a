"""The addresses of comparisons: the picker and the head-to-head."""

from urllib.parse import quote, urlencode

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.compare import compare
from evenhand.records.operations import Workload
from evenhand.website.lanes import lanes
from evenhand.website.pages.compare import State, compare_page, picker_page
from evenhand.website.pairs import alone, both, in_order, pair, pair_path
from evenhand.website.parameters import Address, Asked, LaneName, Text
from evenhand.website.ranking_form import weights_from_address, weights_text
from evenhand.website.site import Site
from evenhand.wording.compare import comparison_words


@get("/compare")
async def picker(catalog: NamedDependency[Catalog], left: Text = "", right: Text = "") -> Response[str]:
    """The form; with both names given, the way to their comparison."""
    if left.strip() and right.strip():
        return Redirect(f"/compare/{quote(pair_path(*both(catalog, left, right)))}", status_code=302)
    return Response(picker_page(catalog, left, right), media_type=MediaType.HTML)


@get("/compare/{names:str}")
async def comparison(
    request: Asked,
    catalog: NamedDependency[Catalog],
    site: NamedDependency[Site],
    workload: NamedDependency[Workload],
    names: Address,
    ranking: Text = "even",
    lane: LaneName = None,
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
    page = compare_page(found, comparison_words(found), state, lanes(catalog), rules, site)
    return Response(page, media_type=MediaType.HTML)


HANDLERS = (
    picker,
    comparison,
)
