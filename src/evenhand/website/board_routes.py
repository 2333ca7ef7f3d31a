"""The address of the board: ranking, lane, category, filters and order, all in the query."""

from typing import Annotated

from litestar import MediaType, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.rank import rank
from evenhand.website.board_query import BoardQuery
from evenhand.website.lanes import lanes
from evenhand.website.pages.board import board_page
from evenhand.website.parameters import Asked, LaneName, Text
from evenhand.website.ranking_form import weights_from_address
from evenhand.website.retirement import retirements
from evenhand.website.site import Site
from evenhand.website.workload_form import limit, whole


@get("/", media_type=MediaType.HTML)
async def board(
    request: Asked,
    catalog: NamedDependency[Catalog],
    site: NamedDependency[Site],
    ranking: Text = "even",
    lane: LaneName = None,
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
    return board_page(found, query, lanes(catalog), rules, site, retirements(catalog))


HANDLERS = (board,)
