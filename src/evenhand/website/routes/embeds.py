"""What other sites' pages show: a comparison in a frame, and badges."""

from urllib.parse import quote

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.charts.badge import badge
from evenhand.comparison.board import OVERALL
from evenhand.comparison.compare import EVEN
from evenhand.comparison.known_places import places_of
from evenhand.library import Library
from evenhand.library.rules import Rules
from evenhand.queries.known_parameters import Asked
from evenhand.records.operations import Workload
from evenhand.website.asked.pairs import in_order, pair, pair_path
from evenhand.website.asked.parameters import Address
from evenhand.website.asked.ranking_form import ranking_of
from evenhand.website.pages.embed import embed_page
from evenhand.website.routes.compare import asked_state, elsewhere
from evenhand.website.site import Site
from evenhand.wording.badge import badge_source, comparison_badge, comparison_source, place_badge

ENDING = ".svg"
PICTURE = "image/svg+xml"


@get("/embed/compare/{names:str}")
async def embedded(
    request: Asked,
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    workload: NamedDependency[Workload],
    rules: NamedDependency[Rules],
    names: Address,
) -> Response[str]:
    """The answer and the categories of a comparison, small, for a frame; its links open the whole page."""
    left, right = in_order(*pair(library.catalog, names))
    if moved := elsewhere(request, left, right):
        return Redirect(f"/embed/compare/{moved}", status_code=301)
    found = library.compare(left.address, right.address, **rules.asked(), workload=workload)
    state = asked_state(library, ranking_of(library, rules), rules, workload)
    return Response(embed_page(found.comparison, found.words, state, site), media_type=MediaType.HTML)


@get("/badge/compare/{file:str}")
async def comparison_badge_of(library: NamedDependency[Library], file: Address) -> Response[str]:
    """The answer of a comparison in a few words, as a picture."""
    left, right = in_order(*pair(library.catalog, _named(file)))
    path = f"{pair_path(left, right)}{ENDING}"
    if path != file:
        return Redirect(f"/badge/compare/{quote(path)}", status_code=301)
    found = library.compare(left.address, right.address).comparison
    return Response(badge(*comparison_badge(found), source=comparison_source(found)), media_type=PICTURE)


@get("/badge/models/{file:str}")
async def model_badge_of(catalog: NamedDependency[Catalog], file: Address) -> Response[str]:
    """The place of a model with its interval, as a picture."""
    model = naming.resolve(catalog, _named(file))
    if file != f"{model.id}{ENDING}":
        return Redirect(f"/badge/models/{quote(model.id)}{ENDING}", status_code=301)
    rules = catalog.rankings[EVEN]
    place = places_of(catalog, rules, rules.default_lane).boards[OVERALL].get(model.id)
    source = badge_source(rules.name, rules.default_lane, catalog.date)
    return Response(badge(*place_badge(model.name, place), source=source), media_type=PICTURE)


def _named(file: str) -> str:
    if not file.endswith(ENDING):
        raise NotFoundException("A badge ends in .svg.")
    return file.removesuffix(ENDING)


HANDLERS = (embedded, comparison_badge_of, model_badge_of)
