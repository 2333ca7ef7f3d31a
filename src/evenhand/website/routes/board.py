"""The addresses of boards: ranking, lane and category in the path, filters, order and columns in the query."""

import csv
from io import StringIO
from typing import Annotated
from urllib.parse import urlencode

from litestar import MediaType, Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, QueryParameter
from litestar.response import Redirect
from msgspec import Struct

from evenhand.catalog import naming
from evenhand.catalog.searching import search_models, searched_models
from evenhand.comparison.board import OVERALL
from evenhand.comparison.board_table import board_table
from evenhand.comparison.category_tests import category_tests
from evenhand.errors import UnknownCategory
from evenhand.library import Library
from evenhand.library.rules import Rules
from evenhand.queries.known_parameters import Asked, given
from evenhand.records.board import Board
from evenhand.website.asked.board_addresses import FIRST_RANKING, board_path
from evenhand.website.asked.board_query import BoardQuery, Served, chosen_columns, chosen_rows, day
from evenhand.website.asked.lanes import default_lanes, lanes
from evenhand.website.asked.parameters import Address, Names, Text
from evenhand.website.asked.ranking_form import ranking_of
from evenhand.website.asked.workload_form import limit, whole
from evenhand.website.pages.board import board_page
from evenhand.website.pages.category import category_page
from evenhand.website.rows.retirement import retirements
from evenhand.website.site import Site

CSV = ".csv"
PLACED = ("ranking", "lane", "category")


async def board_query(
    library: NamedDependency[Library],
    q: Text = "",
    lab: Text = "",
    sort: Text = "place",
    open_: Annotated[bool, QueryParameter(name="open")] = False,  # noqa: FBT002 - a checkbox
    reasoning: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
    max_price: Text = "",
    min_context: Text = "",
    since: Text = "",
    until: Text = "",
    retired: FromQuery[Served] = "",
    unranked: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
    columns: Names = None,
) -> BoardQuery:
    """The filters, the order and the columns that an address asks for.

    Raises:
        BadSetting: a value that cannot be used.

    """
    return BoardQuery(
        q=search_models(library.catalog, q),
        lab=lab,
        sort=sort,
        columns=chosen_columns(columns or ()),
        open_weights=open_,
        reasoning=reasoning,
        max_price=limit("max_price", max_price),
        min_context=whole("min_context", min_context),
        since=day("since", since),
        until=day("until", until),
        retired=retired,
        unranked=unranked,
    )


ASKED = {"asked": Provide(board_query)}


@get("/", dependencies=ASKED)
async def first_board(
    request: Asked,
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    asked: NamedDependency[BoardQuery],
    rules: NamedDependency[Rules],
    category: Text = OVERALL,
) -> Response[str]:
    """The board that opens first; an address that asks for another in its query leads to that one's own path."""
    return _answer(Wanted(request, library, site, asked), rules, category)


@get("/categories/{category:str}", dependencies=ASKED)
async def category_board(
    request: Asked,
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    asked: NamedDependency[BoardQuery],
    rules: NamedDependency[Rules],
    category: Address,
) -> Response[str]:
    """A category in the ranking and lane that open first; another one in the query leads to its own path."""
    return _answer(Wanted(request, library, site, asked), rules, category)


@get("/boards/{ranking:str}/{lane:str}", dependencies=ASKED)
async def lane_board(
    request: Asked,
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    asked: NamedDependency[BoardQuery],
    own_weights: NamedDependency[str],
    ranking: Address,
    lane: Address,
    chance: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
) -> Response[str]:
    """The overall board of a ranking and lane."""
    rules = Rules(ranking=ranking, lane=lane, weights=own_weights, chance_corrected=chance)
    return _answer(Wanted(request, library, site, asked), rules, OVERALL)


@get("/boards/{ranking:str}/{lane:str}/{category:str}", dependencies=ASKED)
async def one_board(
    request: Asked,
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    asked: NamedDependency[BoardQuery],
    own_weights: NamedDependency[str],
    ranking: Address,
    lane: Address,
    category: Address,
    chance: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
) -> Response[str]:
    """One category's board of a ranking and lane; with `.csv` behind it, the same rows as a file."""
    rules = Rules(ranking=ranking, lane=lane, weights=own_weights, chance_corrected=chance)
    if not category.endswith(CSV):
        return _answer(Wanted(request, library, site, asked), rules, category)
    board = library.rank(category=category.removesuffix(CSV), **rules.asked())
    name = "-".join(("evenhand", board.snapshot.ranking, board.snapshot.lane, board.category, board.snapshot.date))
    headers = {"content-disposition": f'inline; filename="{name}.csv"'}
    return Response(csv_text(board, asked), media_type="text/csv", headers=headers)


class Wanted(Struct, frozen=True):
    """What every address of a board needs."""

    request: Asked
    library: Library
    site: Site
    query: BoardQuery


def csv_text(board: Board, query: BoardQuery) -> str:
    """The rows that a page shows, as CSV."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(board_table(board, chosen_rows(board, query).rows))
    return text.getvalue()


def _with_rest(path: str, request: Asked) -> str:
    """A path with what else an address asks for, in its order."""
    rest = [(name, value) for name, value in given(request) if name not in PLACED and value]
    return f"{path}?{urlencode(rest, safe=',:')}" if rest else path


def _answer(wanted: Wanted, rules: Rules, category: str) -> Response[str]:
    """The page at its one path; from any other, the way to it."""
    catalog, first = wanted.library.catalog, default_lanes(wanted.library.catalog)
    plain = naming.ranking(catalog, rules.ranking)
    lane = naming.lane(plain, rules.lane)
    if category not in (OVERALL, *plain.categories):
        raise UnknownCategory(category, (OVERALL, *plain.categories))
    path = board_path(plain.id, lane, category, first.get(FIRST_RANKING, ""))
    if path != wanted.request.url.path or any(name in PLACED for name, _ in given(wanted.request)):
        return Redirect(_with_rest(path, wanted.request), status_code=301)
    board, ranking = wanted.library.rank(category=category, **rules.asked()), ranking_of(wanted.library, rules)
    names = {} if wanted.site.live else searched_models(catalog)
    also = (wanted.site, retirements(catalog), first, names)
    if category == OVERALL:
        page = board_page(board, wanted.query, lanes(catalog), ranking, *also)
    else:
        tests = category_tests(catalog, ranking, lane, category)
        page = category_page(board, wanted.query, lanes(catalog), ranking, tests, *also)
    return Response(page, media_type=MediaType.HTML)


HANDLERS = (first_board, category_board, lane_board, one_board)
