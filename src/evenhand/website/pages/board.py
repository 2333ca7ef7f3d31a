"""The board at `/`: all models of a ranking, with what each place rests on."""

from urllib.parse import urlencode

from msgspec import Struct

from evenhand.records.board import Board, BoardRow, CategoryPlace
from evenhand.records.comparison import RankPlace
from evenhand.website.board_query import SORTS, BoardQuery, chosen_rows
from evenhand.website.page import Page, snapshot_line
from evenhand.website.rendering import render
from evenhand.wording.names import category_label
from evenhand.wording.numbers import UNKNOWN, average, integer, money, seconds, share, tokens

OVERALL = "overall"


class Choice(Struct, frozen=True, kw_only=True):
    """One of several views: its name, its address, whether it is the one shown."""

    name: str
    address: str
    current: bool


class BoardLine(Struct, frozen=True, kw_only=True):
    """A row of the board as text."""

    row: BoardRow
    place: str
    overall: str
    categories: tuple[str, ...]
    measured: str
    price: str
    speed: str
    first_token: str
    context: str


class BoardPage(Page, kw_only=True):
    """The variables of `board.html`."""

    board: Board
    category: str
    category_label: str
    even: bool
    lines: tuple[BoardLine, ...]
    total: int
    columns: tuple[str, ...]
    rankings: tuple[Choice, ...]
    lanes: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    sorts: tuple[tuple[str, str], ...]
    labs: tuple[tuple[str, str], ...]
    query: BoardQuery
    filtered: bool
    kept: tuple[tuple[str, str], ...]


def board_page(board: Board, query: BoardQuery, lanes: dict[str, tuple[str, ...]], base: str = "") -> str:
    """The whole page. `lanes` are the lanes of each ranking.

    Raises:
        BadSetting: the board cannot be sorted as asked.

    """
    shown = board.snapshot
    state = {"ranking": shown.ranking, "lane": shown.lane, "category": board.category}
    even = shown.method == "even"
    places = _places(board, even=even)
    columns = tuple(board.rows[0].categories) if board.rows else ()
    page = BoardPage(
        title="Language models, ranked by what can be checked",
        description="A board of language models in which every place is an interval and every figure has a source.",
        section="Board",
        canonical=f"{base}/",
        data=f"/api/v1/rank?{urlencode(state)}",
        snapshot=snapshot_line(shown),
        board=board,
        category=board.category,
        category_label=category_label(board.category),
        even=even,
        lines=tuple(_line(row, places[row.model], even=even) for row in chosen_rows(board, query)),
        total=len(board.rows),
        columns=columns,
        rankings=tuple(_choice(name, state, ranking=name, lane="") for name in lanes),
        lanes=tuple(_choice(name, state, lane=name) for name in lanes.get(shown.ranking, ())),
        categories=tuple(_choice(name, state, category=name) for name in (OVERALL, *columns)),
        sorts=tuple((name, label) for name, (label, _) in SORTS.items()),
        labs=tuple(sorted({(row.lab, row.lab_name) for row in board.rows}, key=lambda lab: lab[1].casefold())),
        query=query,
        filtered=query.narrowed,
        kept=tuple(state.items()),
    )
    return render("board.html", page)


def place_text(place: RankPlace | None) -> str:
    """`1`, `3–9`; N/A without a place."""
    if place is None:
        return UNKNOWN
    return str(place.best) if place.best == place.worst else f"{place.best}–{place.worst}"


def _choice(name: str, state: dict[str, str], **changed: str) -> Choice:
    asked = {key: value for key, value in {**state, **changed}.items() if value}
    current = all(state[key] == value for key, value in changed.items() if value)
    return Choice(name=category_label(name), address=f"/?{urlencode(asked)}", current=current)


def _places(board: Board, *, even: bool) -> dict[str, str]:
    """An interval where the ranking is even, the position where it is classic, a dash for the unranked."""
    ranked = [row for row in board.rows if row.ranked]
    if even:
        known = {row.model: place_text(row.place) for row in ranked}
    else:
        known = {row.model: str(position) for position, row in enumerate(ranked, start=1)}
    return {row.model: known.get(row.model, "–") for row in board.rows}


def _line(row: BoardRow, place: str, *, even: bool) -> BoardLine:
    return BoardLine(
        row=row,
        place=place,
        overall=integer(row.overall) if row.overall is not None else UNKNOWN,
        categories=tuple(_category(cell, even=even) for cell in row.categories.values()),
        measured=share(row.measured),
        price=UNKNOWN if row.input is None and row.output is None else f"{money(row.input)} / {money(row.output)}",
        speed=average(row.tokens_per_second),
        first_token=seconds(row.first_token_seconds),
        context=tokens(row.context_window),
    )


def _category(cell: CategoryPlace, *, even: bool) -> str:
    text = place_text(cell.place) if even else average(cell.value)
    return "–" if text == UNKNOWN else text
