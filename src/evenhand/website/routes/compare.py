"""The addresses of comparisons: the picker and the head-to-head."""

from urllib.parse import quote, urlencode

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.response import Redirect
from msgspec import structs

from evenhand.catalog.naming import Subject
from evenhand.comparison.own_weights import own_weights
from evenhand.errors import NoWeight
from evenhand.library import Library
from evenhand.library.rules import Rules
from evenhand.queries.known_parameters import Asked, given
from evenhand.records.operations import Workload
from evenhand.records.ranking import Ranking
from evenhand.website.asked.answer_form import MARKDOWN_KIND, wants_page
from evenhand.website.asked.lanes import lanes
from evenhand.website.asked.pairs import alone, both, in_order, pair, pair_path
from evenhand.website.asked.parameters import Address, Names, Text
from evenhand.website.asked.ranking_form import FIELD, ranking_of, weights_text
from evenhand.website.pages.compare import State, compare_page
from evenhand.website.pages.picker import picker_page
from evenhand.website.reach.comparison_markdown import comparison_markdown
from evenhand.website.routes.matrix import matrix_answer, typed_names
from evenhand.website.site import Site

PAIR = 2
NAMES = ("left", "right", "more", "models")


@get("/compare")
async def picker(
    request: Asked,
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    workload: NamedDependency[Workload],
    rules: NamedDependency[Rules],
    left: Text = "",
    right: Text = "",
    more: Names = None,
    models: Names = None,
) -> Response[str]:
    """The form; with two names given the way to their comparison, with more, or `models`, their matrix."""
    if typed := typed_names(models or ()):
        return matrix_answer(library, site, typed, rules, workload)
    named = [name.strip() for name in (left, right, *(more or ())) if name.strip()]
    if len(named) > PAIR:
        return Redirect(_with_rest("/compare", request, models=",".join(named)), status_code=302)
    if len(named) == PAIR:
        path = f"/compare/{quote(pair_path(*both(library.catalog, *named)))}"
        return Redirect(_with_rest(path, request), status_code=302)
    kept = asked_state(library, ranking_of(library, rules), rules, workload)
    return Response(picker_page(library.catalog, left, right, site, kept.query()), media_type=MediaType.HTML)


@get("/compare/{names:str}")
async def comparison(
    request: Asked,
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    workload: NamedDependency[Workload],
    rules: NamedDependency[Rules],
    names: Address,
) -> Response[str]:
    """The head-to-head. Other orders and names lead to its one address, one name alone to the form for the other.

    What a form sends, with all its fields, leads to the short address that says the same. Weights that are all 0 are
    refused with the page under the ranking's own, which says so.
    """
    catalog = library.catalog
    if one := alone(catalog, names):
        return Redirect(_with_rest("/compare", request, left=one.address), status_code=302)
    left, right = in_order(*pair(catalog, names))
    if moved := elsewhere(request, left, right):
        return Redirect(f"/compare/{moved}", status_code=301)
    rules, ranking, no_weight = _weighing_something(library, rules)
    state = structs.replace(asked_state(library, ranking, rules, workload), no_weight=no_weight)
    if from_form(request) and not no_weight:
        return Redirect(f"/compare/{quote(pair_path(left, right))}{state.query()}", status_code=302)
    found = library.compare(left.address, right.address, **rules.asked(), workload=workload)
    if not (no_weight or wants_page(request.scope)):
        return Response(comparison_markdown(found.comparison, found.words, state, site), media_type=MARKDOWN_KIND)
    shipped = catalog.rankings[ranking.id]
    page = compare_page(found.comparison, found.words, state, lanes(catalog), ranking, site, shipped)
    return Response(page, status_code=400 if no_weight else 200, media_type=MediaType.HTML)


def _weighing_something(library: Library, rules: Rules) -> tuple[Rules, Ranking, bool]:
    """The rules and their ranking; where all weights are 0, those without own weights, and that it is so."""
    try:
        return rules, ranking_of(library, rules), False
    except NoWeight:
        plain = structs.replace(rules, weights="")
        return plain, ranking_of(library, plain), True


def _with_rest(path: str, request: Asked, **first: str) -> str:
    """A path with what else an address asks for beside the names; fields left empty are left out."""
    rest = [(name, value) for name, value in given(request) if name not in NAMES and value]
    asked = urlencode([*first.items(), *rest], safe=",:")
    return f"{path}?{asked}" if asked else path


def elsewhere(request: Asked, left: Subject, right: Subject) -> str:
    """Where a pair in another order or by other names belongs, with what was asked of it; empty where it is there."""
    path, query = pair_path(left, right), request.url.query
    return "" if path == request.path_params["names"] else f"{quote(path)}{f'?{query}' if query else ''}"


def asked_state(library: Library, ranking: Ranking, rules: Rules, workload: Workload) -> State:
    """What the address of a comparison says beyond the names."""
    weights = weights_text(own_weights(ranking, library.rankings.get(ranking.id)))
    return State(ranking=ranking.id, lane=rules.lane, workload=workload, weights=weights, chance=rules.chance_corrected)


def from_form(request: Asked) -> bool:
    """Whether an address was made by a form without script: it has a field for each weight, and empty fields."""
    return any(name.startswith(FIELD) or not value.strip() for name, value in given(request))


HANDLERS = (
    picker,
    comparison,
)
