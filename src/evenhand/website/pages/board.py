"""The board at `/` and its siblings: the models of a ranking, with what each place rests on."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct, structs

from evenhand.charts.board_places import board_places
from evenhand.charts.board_scores import board_scores
from evenhand.comparison.board import OVERALL
from evenhand.records.board import Board, BoardRow
from evenhand.records.ranking import Ranking
from evenhand.records.wording import Sentence
from evenhand.website.asked.board_addresses import FIRST_RANKING, board_path, file_path, with_query
from evenhand.website.asked.board_query import COLUMNS, ORDERS, BoardQuery, Chosen, chosen_rows, orders, shown_columns
from evenhand.website.asked.ranking_form import weight_fields, weights_text
from evenhand.website.page import Page, snapshot_line
from evenhand.website.rendering import render
from evenhand.website.rows.board_columns import Cell, Column, Head, Key, columns, head
from evenhand.website.rows.board_filters import SetFilter, set_filters
from evenhand.website.rows.board_lines import BoardLine, board_line, row_values, written_places
from evenhand.website.site import HERE, LICENCES, Site
from evenhand.wording.board import (
    LEFT_OUT,
    NOT_KNOWN,
    board_words,
    count_words,
    hidden_words,
    published_words,
    unknown_words,
)
from evenhand.wording.names import category_label, category_name
from evenhand.wording.numbers import count, share

NO_NAMES: Mapping[str, str] = {}


class Choice(Struct, frozen=True, kw_only=True):
    """One of several views: its name, its address, whether it is the one shown."""

    name: str
    address: str
    current: bool


class Told(Struct, frozen=True):
    """What stands beside the rows of a board, by id: what is said of retired models, and what a search looks at."""

    retired: Mapping[str, str]
    names: Mapping[str, str]


class View(Struct, frozen=True, kw_only=True):
    """Which board a page shows, beside the filters: ranking, lane, category, the reader's own weights.

    `first_lanes` are the lanes that each ranking opens with.
    """

    ranking: str
    lane: str
    category: str
    first_lanes: Mapping[str, str]
    weights: str = ""
    chance: bool = False

    @property
    def path(self) -> str:
        """The one path of this board."""
        return board_path(self.ranking, self.lane, self.category, self.first_lanes.get(FIRST_RANKING, ""))

    @property
    def own(self) -> dict[str, str]:
        """The reader's own weights, as an address has them; empty where there are none."""
        said = {"weights": self.weights, "chance": "true" if self.chance else ""}
        return {name: value for name, value in said.items() if value}

    @property
    def compared(self) -> dict[str, str]:
        """What a comparison of models of this board keeps of it."""
        first = (self.ranking, self.lane) == (FIRST_RANKING, self.first_lanes.get(FIRST_RANKING))
        return self.own if first else {"ranking": self.ranking, "lane": self.lane, **self.own}

    def address(self, asked: Mapping[str, str]) -> str:
        """The address of this board with what is asked of it."""
        return with_query(self.path, {**self.own, **asked})

    def file(self, ending: str, asked: Mapping[str, str]) -> str:
        """The shown rows as a file."""
        return with_query(file_path(self.ranking, self.lane, self.category, ending), {**self.own, **asked})

    @property
    def data(self) -> str:
        """The ranked models of this board as JSON."""
        path = "/".join(quote(part, safe="") for part in (self.ranking, self.lane, self.category))
        return with_query(f"/api/v1/rank/{path}.json", self.own)


class BoardPage(Page, kw_only=True):
    """The variables of `board.html`; `level` is empty where no model has a place, `wider` another lane."""

    heading: str
    even: bool
    level: str
    lines: tuple[BoardLine, ...]
    heads: tuple[tuple[Column, Head, bool], ...]
    fixed: tuple[tuple[Column, Head], ...]
    auto: bool
    count: Sentence
    more: tuple[Sentence, ...]
    published: tuple[Sentence, ...]
    unknown: tuple[Sentence, ...]
    not_known: tuple[str, str]
    everyone: str
    order: str
    wider: Choice | None
    lane: str
    tracked: str
    tied: tuple[Sentence, ...]
    places: Markup
    scores: Markup
    weights: tuple[tuple[str, str, str], ...]
    own: dict[str, str]
    pick: dict[str, str]
    chance: bool
    rankings: tuple[Choice, ...]
    lanes: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    sorts: tuple[tuple[str, str], ...]
    known_orders: str
    labs: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str, bool], ...]
    opening: str
    query: BoardQuery
    asked: dict[str, str]
    filters: tuple[SetFilter, ...]
    helping: tuple[SetFilter, ...]
    whole: str
    csv: str


def board_page(
    board: Board,
    query: BoardQuery,
    lanes: Mapping[str, tuple[str, ...]],
    rules: Ranking,
    site: Site = HERE,
    retired: Mapping[str, str] | None = None,
    first_lanes: Mapping[str, str] | None = None,
    names: Mapping[str, str] = NO_NAMES,
) -> str:
    """The whole page. `lanes` are those of each ranking, `first_lanes` those that each opens with.

    `retired` is what is said of retired models, `names` what a search without a server looks at, both by id.

    Raises:
        BadSetting: the board cannot be sorted or shown as asked.

    """
    made = board_variables(board, query, lanes, rules, site, retired, first_lanes, names)
    return render("board.html", BoardPage(**made))


def board_variables(
    board: Board,
    query: BoardQuery,
    lanes: Mapping[str, tuple[str, ...]],
    rules: Ranking,
    site: Site,
    retired: Mapping[str, str] | None,
    first_lanes: Mapping[str, str] | None,
    names: Mapping[str, str],
) -> dict[str, Any]:
    """What `board.html` shows, by the names of `BoardPage`."""
    view = view_of(board, first_lanes or {board.snapshot.ranking: board.snapshot.lane})
    chosen = chosen_rows(board, query)
    return {
        **_about(board, view, site),
        **_table(board, query, chosen, view, Told(retired or {}, names), site),
        **_controls(board, query, view, lanes, rules),
        "tied": board_words(board) if board.snapshot.method == "even" else (),
        "order": order_text(board, query, chosen.rows),
        "wider": _wider(view, lanes),
        "lane": view.lane,
        "tracked": count(len(board.rows), "model"),
    }


def view_of(board: Board, first_lanes: Mapping[str, str]) -> View:
    """Which board this is."""
    shown = board.snapshot
    return View(
        ranking=shown.ranking,
        lane=shown.lane,
        category=board.category,
        first_lanes=first_lanes,
        weights=weights_text(shown.weights),
        chance=shown.chance_corrected,
    )


def order_text(board: Board, query: BoardQuery, rows: tuple[BoardRow, ...]) -> str:
    """How the chosen rows are ordered."""
    order = orders(board)[query.order]
    if query.order != "place":
        open_ = sum(order.value(row) is None for row in rows)
        rest = f"; {count(open_, 'model')} of which it is not known {'comes' if open_ == 1 else 'come'} last"
        return f"Rows are ordered by {order.name}, {order.said[query.turned]}{rest if open_ else ''}."
    if not any(row.ranked for row in rows):
        return "No model here has a place: rows are ordered by name, from A to Z."
    even = board.snapshot.method == "even"
    name = "expected place" if even else "the classic average"
    rest = "; unranked models follow by name" if not all(row.ranked for row in rows) else ""
    return f"Rows are ordered by {name}, {order.said[query.turned]}{rest}."


def _wider(view: View, lanes: Mapping[str, tuple[str, ...]]) -> Choice | None:
    """The same board in the lane that its ranking opens with; None where it is in it, or the ranking has no such."""
    lane = view.first_lanes.get(view.ranking, "")
    if lane == view.lane or lane not in lanes.get(view.ranking, ()):
        return None
    return Choice(name=lane, address=structs.replace(view, lane=lane).address({}), current=False)


def _about(board: Board, view: View, site: Site) -> dict[str, Any]:
    heading = "The board" if board.category == OVERALL else f"{category_label(board.category)}, ranked"
    titled = "Language models, ranked by what can be checked"
    if board.category != OVERALL:
        titled = f"Language models for {category_name(board.category)}, ranked by what can be checked"
    if view.path.startswith("/boards/"):
        titled += f", {board.snapshot.ranking_name.lower()} ranking, {view.lane} lane"
    told = "A board of language models in which every place is an interval and every figure has a source."
    return {
        "title": titled,
        "description": told,
        "section": "Board",
        "path": view.path,
        "site": site,
        "data": view.data,
        "snapshot": snapshot_line(board.snapshot),
        "scripts": _scripts(board, site),
        "schema_org": (_dataset(board, view, site, titled, told),),
        "heading": heading,
        "even": board.snapshot.method == "even",
        "level": next((share(row.place.level) for row in board.rows if row.place), ""),
    }


def _scripts(board: Board, site: Site) -> tuple[str, ...]:
    """Without a server the rows are sifted where they are: none where the page has no rows."""
    if site.live:
        return ("board_pick.js", "board.js")
    placed = any(row.ranked for row in board.rows)
    return ("board_pick.js", "board_rows.js", "board.js") if placed else ()


def _table(board: Board, query: BoardQuery, chosen: Chosen, view: View, told: Told, site: Site) -> dict[str, Any]:
    """The rows, their heads and their pictures. Pages without a server hold every column, some of them hidden."""
    even, known = board.snapshot.method == "even", orders(board)
    names = shown_columns(board, query)
    made = columns(names if site.live else tuple(COLUMNS), _categories(board), even=even)
    place_of, number_of = written_places(board), {row.model: number for number, row in enumerate(board.rows)}
    of_category = board.category != OVERALL
    lines = [
        board_line(row, place_of[row.model], made, told.retired.get(row.model, ""), category=of_category)
        for row in chosen.rows
    ]
    if not site.live:
        values = {
            row.model: row_values(row, number_of[row.model], known, told.names.get(row.model, ""))
            for row in chosen.rows
        }
        lines = [structs.replace(one, values=values[one.row.model]) for one in lines]
    asked = query.asked()

    def address(sort: str) -> str:
        return view.address({**asked, "sort": "" if sort == "place" else sort})

    heads = [(one, head(one, query.order, known, address, turned=query.turned)) for one in _fixed(board)]
    more = [(one, head(one, query.order, known, address, turned=query.turned)) for one in made]
    drawn = even and query.sort == "place"
    return {
        "lines": tuple(lines),
        "fixed": tuple(heads),
        "heads": tuple((column, top, column.name in names) for column, top in more),
        "auto": query.columns is None,
        "count": count_words(board, chosen.rows),
        "more": hidden_words(chosen.hidden),
        "published": published_words(chosen.rows),
        "unknown": unknown_words(chosen.unknown),
        "not_known": (LEFT_OUT, json.dumps(NOT_KNOWN)),
        "everyone": view.address({**asked, "unranked": "true"}),
        "places": Markup(board_places(chosen.rows) if drawn else ""),  # noqa: S704 - our own drawing escapes
        "scores": Markup(board_scores(chosen.rows) if drawn else ""),  # noqa: S704 - likewise
        "known_orders": " ".join(f"{name}{'-' if order.highest_first else ''}" for name, order in known.items()),
        "csv": view.file("csv", {key: value for key, value in asked.items() if key != "columns"}),
    }


def _controls(
    board: Board, query: BoardQuery, view: View, lanes: Mapping[str, tuple[str, ...]], rules: Ranking
) -> dict[str, Any]:
    """The forms and the ways to other boards; these keep what is asked of this one."""
    asked, shown = query.asked(), set(shown_columns(board, query))
    kept = {key: value for key, value in asked.items() if key != "sort" or query.order in ORDERS}
    labs = {row.lab: row.lab_name for row in board.rows}
    filters = set_filters(board, query, labs, view.address)
    weighs = board.snapshot.method == "even" and board.category == OVERALL

    def other(name: str, current: str, **changed: Any) -> Choice:  # noqa: ANN401 - fields of a view
        there = structs.replace(view, **changed)
        return Choice(name=category_label(name), address=there.address(kept), current=name == current)

    return {
        "query": query,
        "asked": {key: value for key, value in asked.items() if value},
        "filters": filters,
        "helping": tuple(one for one in filters if one.left),
        "whole": view.path,
        "labs": tuple(sorted(labs.items(), key=lambda lab: lab[1].casefold())),
        "sorts": tuple((name, f"{order.name}, {order.said[0]}") for name, order in orders(board).items()),
        "columns": tuple((name, label, name in shown) for name, label in COLUMNS.items()),
        "opening": ",".join(shown_columns(board, structs.replace(query, columns=None))),
        "weights": weight_fields(rules) if weighs else (),
        "own": view.own,
        "pick": view.compared,
        "chance": view.chance,
        "rankings": tuple(
            other(name, view.ranking, ranking=name, lane=_lane(view.lane, of), weights="", chance=False)
            for name, of in lanes.items()
        ),
        "lanes": tuple(other(name, view.lane, lane=name) for name in lanes.get(view.ranking, ())),
        "categories": tuple(other(name, view.category, category=name) for name in (OVERALL, *_categories(board))),
    }


def _lane(lane: str, lanes: tuple[str, ...]) -> str:
    """The lane of this name in another ranking, or the first that it has."""
    return lane if lane in lanes else lanes[0]


def _categories(board: Board) -> tuple[str, ...]:
    return tuple(board.rows[0].categories) if board.rows else ()


def _fixed(board: Board) -> tuple[Column, ...]:
    """The columns that are always there."""
    classic = "Overall" if board.category == OVERALL else "Average"
    score = Column(
        Key(classic if board.snapshot.method == "classic" else "Score", "score"), (), lambda _: Cell(""), "score"
    )
    model = Column(Key("Model", "name"), (Key("lab", "lab"),), lambda _: Cell(""), "model")
    return (Column(Key("Place", "place"), (), lambda _: Cell(""), "place"), model, score)


def _dataset(board: Board, view: View, site: Site, name: str, told: str) -> dict[str, Any]:
    """The board as a data set with its files."""
    files = (("text/csv", view.file("csv", {})), ("application/json", view.data))
    where = {"url": site.whole(view.path)} if site.base else {}
    return {
        "@type": "Dataset",
        "name": name,
        "description": f"{told} {board.snapshot.ranking_name} ranking, {board.snapshot.lane} lane.",
        "dateModified": board.snapshot.date,
        "version": board.snapshot.catalog[:12],
        "isAccessibleForFree": True,
        "license": site.whole(LICENCES),
        "creator": {"@type": "Organization", "name": "Evenhand"},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": site.whole(path)} for kind, path in files
        ],
        **where,
    }
