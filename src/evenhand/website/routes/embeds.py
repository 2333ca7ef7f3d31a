"""What other sites' pages show: a comparison in a frame, and badges."""

from urllib.parse import quote

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery
from litestar.response import Redirect

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.charts.badge import badge
from evenhand.comparison.board import OVERALL
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.compare import EVEN, compare
from evenhand.comparison.known_places import places_of
from evenhand.records.operations import Workload
from evenhand.website.asked.pairs import in_order, pair, pair_path
from evenhand.website.asked.parameters import Address, Asked, LaneName, Text
from evenhand.website.asked.ranking_form import weights_from_address
from evenhand.website.pages.embed import embed_page
from evenhand.website.routes.compare import asked_state, elsewhere
from evenhand.website.site import Site
from evenhand.wording.badge import comparison_badge, place_badge
from evenhand.wording.compare import comparison_words

ENDING = ".svg"
PICTURE = "image/svg+xml"


@get("/embed/compare/{names:str}")
async def embedded(
    request: Asked,
    catalog: NamedDependency[Catalog],
    site: NamedDependency[Site],
    workload: NamedDependency[Workload],
    names: Address,
    ranking: Text = EVEN,
    lane: LaneName = None,
    chance: FromQuery[bool] = False,  # noqa: FBT002 - a switch in an address
) -> Response[str]:
    """The answer and the categories of a comparison, small, for a frame; its links open the whole page."""
    left, right = in_order(*pair(catalog, names))
    if moved := elsewhere(request, left, right):
        return Redirect(f"/embed/compare/{moved}", status_code=301)
    rules = chosen_ranking(catalog, ranking, weights_from_address(request), chance_corrected=chance)
    found = compare(catalog, left, right, rules, lane or None, workload)
    state = asked_state(catalog, rules, lane, workload, chance=chance)
    return Response(embed_page(found, comparison_words(found), state, site), media_type=MediaType.HTML)


@get("/badge/compare/{file:str}")
async def comparison_badge_of(catalog: NamedDependency[Catalog], file: Address) -> Response[str]:
    """The answer of a comparison in a few words, as a picture."""
    left, right = in_order(*pair(catalog, _named(file)))
    path = f"{pair_path(left, right)}{ENDING}"
    if path != file:
        return Redirect(f"/badge/compare/{quote(path)}", status_code=301)
    return Response(badge(*comparison_badge(compare(catalog, left, right))), media_type=PICTURE)


@get("/badge/models/{file:str}")
async def model_badge_of(catalog: NamedDependency[Catalog], file: Address) -> Response[str]:
    """The place of a model with its interval, as a picture."""
    model = naming.resolve(catalog, _named(file))
    if file != f"{model.id}{ENDING}":
        return Redirect(f"/badge/models/{quote(model.id)}{ENDING}", status_code=301)
    rules = catalog.rankings[EVEN]
    place = places_of(catalog, rules, rules.default_lane).boards[OVERALL].get(model.id)
    return Response(badge(*place_badge(model.name, place)), media_type=PICTURE)


def _named(file: str) -> str:
    if not file.endswith(ENDING):
        raise NotFoundException("A badge ends in .svg.")
    return file.removesuffix(ENDING)


HANDLERS = (embedded, comparison_badge_of, model_badge_of)
