"""The addresses of comparisons: the picker and the head-to-head."""

from urllib.parse import parse_qsl, quote, urlencode

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.compare import compare
from evenhand.comparison.own_weights import own_weights
from evenhand.records.operations import Workload
from evenhand.records.ranking import Ranking
from evenhand.website.asked.asked_parameters import known_only
from evenhand.website.asked.lanes import lanes
from evenhand.website.asked.pairs import alone, both, in_order, pair, pair_path
from evenhand.website.asked.parameters import Address, Asked, LaneName, Text
from evenhand.website.asked.ranking_form import FIELD, weights_from_address, weights_text
from evenhand.website.pages.compare import State, compare_page
from evenhand.website.pages.picker import picker_page
from evenhand.website.routes.matrix import matrix_answer, typed_names
from evenhand.website.site import Site
from evenhand.wording.compare import comparison_words

PAIR = 2
NAMES = ("left", "right", "more", "models")


@get("/compare")
async def picker(
    request: Asked,
    catalog: NamedDependency[Catalog],
    site: NamedDependency[Site],
    workload: NamedDependency[Workload],
    left: Text = "",
    right: Text = "",
    ranking: Text = "even",
    lane: LaneName = None,
    chance: FromQuery[bool] = False,  # noqa: FBT002 - a switch in an address
) -> Response[str]:
    """The form; with two names given the way to their comparison, with more, or `models`, their matrix."""
    if typed := typed_names(request.query_params.getall("models", [])):
        weights = weights_from_address(request)
        return matrix_answer(catalog, site, typed, ranking, lane, workload, weights, chance=chance)
    named = [name.strip() for name in (left, right, *request.query_params.getall("more", [])) if name.strip()]
    if len(named) > PAIR:
        return Redirect(_with_rest("/compare", request, models=",".join(named)), status_code=302)
    if len(named) == PAIR:
        path = f"/compare/{quote(pair_path(*both(catalog, *named)))}"
        return Redirect(_with_rest(path, request), status_code=302)
    return Response(picker_page(catalog, left, right, site), media_type=MediaType.HTML)


@get("/compare/{names:str}", before_request=known_only)
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
    """The head-to-head. Other orders and names lead to its one address, one name alone to the form for the other.

    What a form sends, with all its fields, leads to the short address that says the same.
    """
    if one := alone(catalog, names):
        return Redirect(f"/compare?{urlencode({'left': one.address})}", status_code=302)
    left, right = in_order(*pair(catalog, names))
    path = f"/compare/{quote(pair_path(left, right))}"
    if moved := elsewhere(request, left, right):
        return Redirect(f"/compare/{moved}", status_code=301)
    rules = chosen_ranking(catalog, ranking, weights_from_address(request), chance_corrected=chance)
    state = asked_state(catalog, rules, lane, workload, chance=chance)
    if from_form(request):
        return Redirect(f"{path}{state.query()}", status_code=302)
    found = compare(catalog, left, right, rules, lane or None, workload)
    shipped = catalog.rankings[rules.id]
    page = compare_page(found, comparison_words(found), state, lanes(catalog), rules, site, shipped)
    return Response(page, media_type=MediaType.HTML)


def _with_rest(path: str, request: Asked, **first: str) -> str:
    """A path with what else an address asks for beside the names; fields left empty are left out."""
    rest = [(name, value) for name, value in parse_qsl(request.url.query) if name not in NAMES]
    asked = urlencode([*first.items(), *rest], safe=",:")
    return f"{path}?{asked}" if asked else path


def elsewhere(request: Asked, left: Subject, right: Subject) -> str:
    """Where a pair in another order or by other names belongs, with what was asked of it; empty where it is there."""
    path, query = pair_path(left, right), request.url.query
    return "" if path == request.path_params["names"] else f"{quote(path)}{f'?{query}' if query else ''}"


def asked_state(catalog: Catalog, rules: Ranking, lane: str | None, workload: Workload, *, chance: bool) -> State:
    """What the address of a comparison says beyond the names."""
    weights = weights_text(own_weights(rules, catalog.rankings.get(rules.id)))
    return State(ranking=rules.id, lane=lane or None, workload=workload, weights=weights, chance=chance)


def from_form(request: Asked) -> bool:
    """Whether an address was made by a form without script: it has a field for each weight, and empty fields."""
    return any(name.startswith(FIELD) or not value.strip() for name, value in request.query_params.multi_items())


HANDLERS = (
    picker,
    comparison,
)
