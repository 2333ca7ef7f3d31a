"""A row of the board as text, and, for pages without a server, as values that the browser can filter and sort by."""

import json

from msgspec import Struct

from evenhand.records.board import Board, BoardRow
from evenhand.website.asked.board_query import Order
from evenhand.website.rows.board_columns import NOT_THERE, Cell, Column
from evenhand.wording.board import marked
from evenhand.wording.numbers import average, integer


class BoardLine(Struct, frozen=True, kw_only=True):
    """A row of the board as text; `values` is JSON for a browser that filters and sorts by itself, else empty."""

    row: BoardRow
    place: str
    places: str
    overall: str
    reach: str
    cells: tuple[Cell, ...]
    retired: str
    values: str = ""


def board_line(row: BoardRow, place: str, shown: tuple[Column, ...], retired: str, *, category: bool) -> BoardLine:
    """A row: its place among the board's, and what it says in each column; averages of a category have a decimal."""
    classic = row.estimate is None
    return BoardLine(
        row=row,
        place=place,
        places=_places(row),
        overall=marked(row.score, (average if classic and category else integer)(row.score), published=row.published),
        reach=_reach(row),
        cells=tuple(column.cell(row) for column in shown),
        retired=retired,
    )


def row_values(row: BoardRow, number: int, known: dict[str, Order], names: str) -> str:
    """What a row sorts and filters by, as JSON: the values of the orders in their order, then those of the filters.

    `names` is what a search looks at; it comes last.
    """
    values = [number if name == "place" else order.value(row) for name, order in known.items()]
    filters = [row.lab, row.open_weights, row.reasoning, bool(row.retired), names]
    return json.dumps([*values, *filters], ensure_ascii=False, separators=(",", ":"))


def written_places(board: Board) -> dict[str, str]:
    """The middle place where the ranking is even, the position where it is classic, a dash for the unranked."""
    ranked = [row for row in board.rows if row.ranked]
    known = {row.model: str(row.place.place if row.place else position) for position, row in enumerate(ranked, start=1)}
    return {row.model: known.get(row.model, NOT_THERE) for row in board.rows}


def _places(row: BoardRow) -> str:
    """The places that are left open; empty where it is only one."""
    if not row.ranked or row.place is None or row.place.best == row.place.worst:
        return ""
    return f"{row.place.best}–{row.place.worst}"


def _reach(row: BoardRow) -> str:
    """The interval of an estimated score; why it is withheld, where it is."""
    if row.estimate is None:
        return ""
    reach = row.estimate.interval
    if reach is None:
        return "withheld" if row.ranked else ""
    return f"{integer(reach.low)}–{integer(reach.high)}"
