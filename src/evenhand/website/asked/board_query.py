"""What a reader asks of the board: search, filters, order and columns, as the address says them."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import nan
from typing import Any, Literal

from msgspec import Struct, structs

from evenhand.errors import BadSetting
from evenhand.records.board import Board, BoardRow
from evenhand.records.search import NO_SEARCH, Search
from evenhand.wording.names import category_label

Value = float | str | None
Served = Literal["", "no", "only"]

COLUMNS = {
    "evidence": "Evidence",
    "price": "Price",
    "speed": "Speed",
    "categories": "Categories",
    "context": "Context window",
    "weights": "Open or closed weights",
    "released": "Release date",
}
GROUPS = {"place": (), "running": ("price", "speed", "context", "weights", "released"), "all": tuple(COLUMNS)}
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
OPENING = ("evidence", "price", "categories", "context", "released")
TIMED_SHARE = 0.25


class Order(Struct, frozen=True):
    """A way to order the rows: its name, the value of a row (None is unknown), whether the highest comes first.

    `said` is what comes first, in words, as it is and turned round.
    """

    name: str
    value: Callable[[BoardRow], Value]
    highest_first: bool = False
    said: tuple[str, str] = ("lowest first", "highest first")


HIGHEST = ("highest first", "lowest first")
ORDERS = {
    "place": Order("place", lambda _: 0.0, said=("best first", "worst first")),
    "score": Order("score", lambda row: row.score, highest_first=True, said=HIGHEST),
    "name": Order("name", lambda row: row.name.casefold(), said=("from A to Z", "from Z to A")),
    "lab": Order("lab", lambda row: row.lab_name.casefold(), said=("from A to Z", "from Z to A")),
    "measured": Order("measured share", lambda row: row.measured_share, highest_first=True, said=HIGHEST),
    "input": Order("input price", lambda row: row.input),
    "output": Order("output price", lambda row: row.output),
    "speed": Order("output speed", lambda row: row.tokens_per_second, highest_first=True, said=HIGHEST),
    "first-token": Order(
        "time to the first token", lambda row: row.first_token_seconds, said=("shortest first", "longest first")
    ),
    "context": Order("context window", lambda row: row.context_window, highest_first=True, said=HIGHEST),
    "released": Order(
        "release date", lambda row: row.released, highest_first=True, said=("newest first", "oldest first")
    ),
}


class BoardQuery(Struct, frozen=True, kw_only=True):
    """The reader's filters. `max_price` is US dollars per million output tokens, `min_context` tokens.

    `since` and `until` are ISO days between which a model was released; `retired` is `no` for served models alone and
    `only` for those no longer served; `unranked` asks for the tracked but unranked models too. `sort` is the name of an
    order, with a minus before it for the other direction; `columns` None are those that the board opens with.
    """

    q: Search = NO_SEARCH
    lab: str = ""
    open_weights: bool = False
    reasoning: bool = False
    max_price: float | None = None
    min_context: int | None = None
    since: str = ""
    until: str = ""
    retired: Served = ""
    sort: str = "place"
    columns: tuple[str, ...] | None = None
    unranked: bool = False

    @property
    def order(self) -> str:
        """The name of the order, whichever its direction."""
        return self.sort.removeprefix("-")

    @property
    def turned(self) -> bool:
        """Whether the order is asked for the other way round."""
        return self.sort.startswith("-")

    @property
    def narrowed(self) -> bool:
        """Whether any filter beside the search is set, or unranked models are asked for."""
        return any(name not in ("q", "sort", "columns") for name in self.asked())

    def asked(self) -> dict[str, str]:
        """The parts that differ from the plain board, as an address has them."""
        said = {
            "q": self.q.text,
            "lab": self.lab,
            "open": "true" if self.open_weights else "",
            "reasoning": "true" if self.reasoning else "",
            "max_price": "" if self.max_price is None else f"{self.max_price:.10g}",
            "min_context": "" if self.min_context is None else str(self.min_context),
            "since": self.since,
            "until": self.until,
            "retired": self.retired,
            "unranked": "true" if self.unranked else "",
            "sort": "" if self.sort == "place" else self.sort,
            "columns": "" if self.columns is None else ",".join(self.columns) or "place",
        }
        return {name: value for name, value in said.items() if value}


FILTERS: dict[str, dict[str, Any]] = {
    "q": {"q": NO_SEARCH},
    "lab": {"lab": ""},
    "open": {"open_weights": False},
    "reasoning": {"reasoning": False},
    "max_price": {"max_price": None},
    "min_context": {"min_context": None},
    "since": {"since": ""},
    "until": {"until": ""},
    "retired": {"retired": ""},
}


class Chosen(Struct, frozen=True, kw_only=True):
    """The rows to show, in order, how many more pass the filters but are unranked, and which are left out unsurely.

    `unknown` counts the models that break no filter, by the filter of which nobody knows whether they keep it.
    """

    rows: tuple[BoardRow, ...]
    hidden: int = 0
    unknown: Mapping[str, int] = {}


def chosen_columns(texts: Iterable[str]) -> tuple[str, ...] | None:
    """The columns that an address asks for, in the table's order; None where it asks for none.

    Raises:
        BadSetting: the board has no such columns.

    """
    names = [name for text in texts for name in text.split(",") if name]
    if not names or names == ["main"]:
        return None
    wanted = {one for name in names for one in GROUPS.get(name, (name,))}
    for name in names:
        if name not in COLUMNS and name not in GROUPS:
            raise BadSetting(f"the board has no columns “{name[:40]}”; it has {', '.join(COLUMNS)}")
    return tuple(name for name in COLUMNS if name in wanted)


def shown_columns(board: Board, query: BoardQuery) -> tuple[str, ...]:
    """The columns to show: those asked for, else those of a plain board, with speeds where enough are known."""
    if query.columns is not None:
        return query.columns
    ranked = [row for row in board.rows if row.ranked]
    timed = sum(row.tokens_per_second is not None for row in ranked)
    enough = bool(ranked) and timed >= TIMED_SHARE * len(ranked)
    return tuple(name for name in COLUMNS if name in OPENING or (name == "speed" and enough))


def orders(board: Board) -> dict[str, Order]:
    """The ways to order this board: those of every board, and one for each category."""
    categories = board.rows[0].categories if board.rows else {}
    return {**ORDERS, **{name: _by_category(name) for name in categories}}


def chosen_rows(board: Board, query: BoardQuery) -> Chosen:
    """The rows that pass all filters, in the order asked for; unknown values never pass a limit and come last.

    Unranked ones are left out unless they were asked for or filters are set that no ranked one passes.

    Raises:
        BadSetting: the board cannot be sorted by that.

    """
    known = orders(board)
    if query.order not in known:
        raise BadSetting(f"the board cannot be sorted by “{query.order[:40]}”; it can by {', '.join(known)}")
    passing = [row for row in board.rows if _passes(row, query)]
    ranked = [row for row in passing if row.ranked]
    filtered = not FILTERS.keys().isdisjoint(query.asked())
    sought = not ranked and filtered
    kept = passing if query.unranked or sought else ranked
    among = board.rows if query.unranked or sought else [row for row in board.rows if row.ranked]
    return Chosen(
        rows=_ordered(kept, known[query.order], query),
        hidden=len(passing) - len(kept),
        unknown=_not_known(among, query) if filtered else {},
    )


def without_one(board: Board, query: BoardQuery) -> dict[str, int]:
    """For each filter that is set, how many models would pass without it."""
    asked = query.asked()
    dropped = {name: structs.replace(query, **fields) for name, fields in FILTERS.items() if name in asked}
    return {name: sum(_passes(row, other) for row in board.rows) for name, other in dropped.items()}


def day(name: str, text: str) -> str:
    """A day, month or year from a form, empty when the field is.

    Raises:
        BadSetting: it stands in no calendar.

    """
    asked = text.strip()
    if not asked:
        return ""
    try:
        if not DAY.fullmatch(asked):
            raise ValueError
        date.fromisoformat(asked + "-01-01"[len(asked) - 4 :])
    except ValueError as error:
        raise BadSetting(f"“{name}” must be a day such as 2026-04-23, not “{text[:20]}”") from error
    return asked


def _by_category(name: str) -> Order:
    return Order(category_label(name), lambda row: row.categories[name].shown, highest_first=True, said=HIGHEST)


def _ordered(rows: list[BoardRow], order: Order, query: BoardQuery) -> tuple[BoardRow, ...]:
    if query.order == "place":
        ranked, rest = [row for row in rows if row.ranked], [row for row in rows if not row.ranked]
        return (*(reversed(ranked) if query.turned else ranked), *rest)
    known = [row for row in rows if order.value(row) is not None]
    known.sort(key=order.value, reverse=order.highest_first != query.turned)  # type: ignore[arg-type]
    return (*known, *(row for row in rows if order.value(row) is None))


def _passes(row: BoardRow, query: BoardQuery) -> bool:
    return all(kept is True for kept in _held(row, query).values())


def _held(row: BoardRow, query: BoardQuery) -> dict[str, bool | None]:
    """Whether a row keeps each filter that is set, None where that is not known; both days of release go as one."""
    days = [(query.since, (0, 1)), (query.until, (-1, 0))]
    told = [_compared(row.released, day_asked) in sides for day_asked, sides in days if day_asked]
    kept: dict[str, tuple[bool, object, bool]] = {
        "q": (True, row.model, query.q.finds(row.model)),
        "lab": (bool(query.lab), row.lab, row.lab == query.lab),
        "open": (query.open_weights, row.open_weights, row.open_weights is True),
        "reasoning": (query.reasoning, row.reasoning, row.reasoning is True),
        "max_price": (query.max_price is not None, row.output, (row.output or 0.0) <= (query.max_price or 0.0)),
        "min_context": (
            query.min_context is not None,
            row.context_window,
            (row.context_window or 0) >= (query.min_context or 0),
        ),
        "released": (bool(told), row.released, all(told)),
        "retired": (bool(query.retired), row.model, bool(row.retired) is (query.retired == "only")),
    }
    return {name: None if value is None else holds for name, (asked, value, holds) in kept.items() if asked}


def _not_known(rows: Iterable[BoardRow], query: BoardQuery) -> dict[str, int]:
    """How many of these rows break no filter that is set, by the filter of which it is not known whether they do."""
    held = [_held(row, query) for row in rows]
    open_ = [name for one in held if False not in one.values() for name, kept in one.items() if kept is None]
    return {name: open_.count(name) for name in dict.fromkeys(open_)}


def _compared(released: str | None, asked: str) -> float:
    """Whether a release is before (-1), on (0) or after (1) a day, as far as both are told; NaN where unknown."""
    if released is None:
        return nan
    known, day_asked = released[: len(asked)], asked[: len(released)]
    return (known > day_asked) - (known < day_asked)
