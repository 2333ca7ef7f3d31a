"""The board at `/`: the models of a ranking, with what each place rests on."""

from collections.abc import Mapping
from urllib.parse import urlencode

from markupsafe import Markup
from msgspec import Struct

from evenhand.charts.board_scores import board_scores
from evenhand.records.board import Board, BoardRow, CategoryPlace
from evenhand.records.ranking import Ranking
from evenhand.records.wording import Sentence
from evenhand.website.board_query import COLUMNS, SORTS, BoardQuery, chosen_rows
from evenhand.website.page import Page, snapshot_line
from evenhand.website.ranking_form import weight_fields, weights_text
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site
from evenhand.wording.board import board_words
from evenhand.wording.names import category_label
from evenhand.wording.numbers import average, count, integer, money, seconds, share, tokens

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
    places: str
    overall: str
    reach: str
    categories: tuple[str, ...]
    measured: str
    input: str
    output: str
    retired: str
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
    more: str
    unranked: str
    columns: tuple[str, ...]
    running: bool
    timed: bool
    order: str
    tied: tuple[Sentence, ...]
    scores: Markup
    weights: tuple[tuple[str, str, str], ...]
    own: bool
    chance: bool
    kept_for_weights: tuple[tuple[str, str], ...]
    groups: tuple[Choice, ...]
    rankings: tuple[Choice, ...]
    lanes: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    sorts: tuple[tuple[str, str], ...]
    labs: tuple[tuple[str, str], ...]
    query: BoardQuery
    filtered: bool
    kept: tuple[tuple[str, str], ...]


def board_page(
    board: Board,
    query: BoardQuery,
    lanes: dict[str, tuple[str, ...]],
    rules: Ranking,
    site: Site = HERE,
    retired: Mapping[str, str] | None = None,
) -> str:
    """The whole page. `lanes` are the lanes of each ranking, `retired` what is said of retired models by id.

    Raises:
        BadSetting: the board cannot be sorted or shown as asked.

    """
    shown = board.snapshot
    own = {"weights": weights_text(shown.weights), "chance": "true" if shown.chance_corrected else ""}
    state = {"ranking": shown.ranking, "lane": shown.lane, "category": board.category}
    state |= {name: value for name, value in own.items() if value}
    seen = {**state, **query.asked()}
    even = shown.method == "even"
    places = _places(board, even=even)
    categories = tuple(board.rows[0].categories) if board.rows else ()
    chosen = chosen_rows(board, query)
    rows = chosen.rows
    page = BoardPage(
        title="Language models, ranked by what can be checked",
        description="A board of language models in which every place is an interval and every figure has a source.",
        section="Board",
        path="/",
        site=site,
        data=f"/api/v1/rank?{urlencode(state)}",
        snapshot=snapshot_line(shown),
        board=board,
        category=board.category,
        category_label=category_label(board.category),
        even=even,
        lines=tuple(_line(row, places[row.model], (retired or {}).get(row.model, ""), even=even) for row in rows),
        total=len(board.rows),
        more=more_text(chosen.hidden),
        unranked=_address({**seen, "unranked": "true"}),
        columns=() if query.columns == "running" else categories,
        running=query.columns != "main",
        timed=any(row.tokens_per_second is not None or row.first_token_seconds is not None for row in rows),
        order=order_text(query, rows, even=even),
        tied=board_words(board) if even else (),
        scores=Markup(board_scores(rows) if even and query.sort == "place" else ""),  # noqa: S704 - our own drawing escapes
        weights=weight_fields(rules) if even and board.category == OVERALL else (),
        own=bool(own["weights"] or own["chance"]),
        chance=shown.chance_corrected,
        kept_for_weights=tuple((name, value) for name, value in seen.items() if value and name not in own),
        groups=tuple(_group(name, label, seen) for name, label in COLUMNS.items()),
        rankings=tuple(_choice(name, seen, ranking=name, lane="") for name in lanes),
        lanes=tuple(_choice(name, seen, lane=name) for name in lanes.get(shown.ranking, ())),
        categories=tuple(_choice(name, seen, category=name) for name in (OVERALL, *categories)),
        sorts=tuple((name, label) for name, (label, _) in SORTS.items()),
        labs=tuple(sorted({(row.lab, row.lab_name) for row in board.rows}, key=lambda lab: lab[1].casefold())),
        query=query,
        filtered=query.narrowed,
        kept=tuple((name, value) for name, value in {**state, "columns": seen.get("columns", "")}.items() if value),
    )
    return render("board.html", page)


def more_text(hidden: int) -> str:
    """That so many more models are tracked but unranked; empty for none."""
    return f"{count(hidden, 'more model')} {'is' if hidden == 1 else 'are'} tracked but unranked." if hidden else ""


def order_text(query: BoardQuery, rows: tuple[BoardRow, ...], *, even: bool) -> str:
    """How the rows are ordered, and that none is ranked where that is so."""
    ranked = sum(row.ranked for row in rows)
    none = "" if ranked or not rows else "No ranked model is among these; they are tracked but unranked. "
    return none + _order(query, even=even, unranked=ranked < len(rows))


def _order(query: BoardQuery, *, even: bool, unranked: bool) -> str:
    if query.sort != "place":
        return f"Rows are ordered by {SORTS[query.sort][0].removesuffix(' first')}; what is unknown comes last."
    by = "the place that the scores lead one to expect" if even else "the classic average"
    after = "; unranked models follow by name" if unranked else ""
    return f"Rows are ordered by {by}, best first{after}."


def _address(asked: dict[str, str]) -> str:
    return f"/?{urlencode({key: value for key, value in asked.items() if value})}"


def _group(name: str, label: str, seen: dict[str, str]) -> Choice:
    address = _address({**seen, "columns": "" if name == "main" else name})
    return Choice(name=label, address=address, current=name == seen.get("columns", "main"))


def _choice(name: str, state: dict[str, str], **changed: str) -> Choice:
    current = all(state[key] == value for key, value in changed.items() if value)
    return Choice(name=category_label(name), address=_address({**state, **changed}), current=current)


def _places(board: Board, *, even: bool) -> dict[str, str]:
    """The middle place where the ranking is even, the position where it is classic, a dash for the unranked."""
    ranked = [row for row in board.rows if row.ranked]
    if even:
        known = {row.model: str(row.place.place) for row in ranked if row.place}
    else:
        known = {row.model: str(position) for position, row in enumerate(ranked, start=1)}
    return {row.model: known.get(row.model, "–") for row in board.rows}


def _line(row: BoardRow, place: str, retired: str, *, even: bool) -> BoardLine:
    return BoardLine(
        row=row,
        place=place,
        places=f"{row.place.best}–{row.place.worst}" if row.ranked and row.place else "",
        overall=_overall(row),
        reach=_reach(row),
        categories=tuple(_category(cell, even=even) for cell in row.categories.values()),
        measured=share(_measured(row)),
        input=money(row.input),
        output=money(row.output),
        retired=retired,
        speed=average(row.tokens_per_second),
        first_token=seconds(row.first_token_seconds),
        context=tokens(row.context_window),
    )


def _overall(row: BoardRow) -> str:
    return integer(row.overall if row.estimate is None else row.estimate.score)


def _reach(row: BoardRow) -> str:
    """The interval of an estimated score; why it is withheld, where it is."""
    if row.estimate is None:
        return ""
    reach = row.estimate.interval
    if reach is None:
        return "withheld" if row.ranked else ""
    return f"{integer(reach.low)}–{integer(reach.high)}"


def _measured(row: BoardRow) -> float:
    return row.estimate.measured if row.estimate and row.estimate.hard else row.measured


def _category(cell: CategoryPlace, *, even: bool) -> str:
    """A classic average; in `even` the score of a model that has a place in the category."""
    if not even:
        return average(cell.value) if cell.value is not None else "–"
    return integer(cell.estimate.score) if cell.place and cell.estimate and cell.estimate.score is not None else "–"
