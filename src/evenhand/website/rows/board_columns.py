"""The columns of the board: what stands over each, by which order its head sorts, and what a row says in it."""

from collections.abc import Callable

from msgspec import Struct

from evenhand.records.board import BoardRow
from evenhand.website.asked.board_query import Order
from evenhand.wording.board import marked
from evenhand.wording.names import category_label
from evenhand.wording.numbers import average, integer, measured_share, money, seconds, speed, tokens

NOT_THERE = "–"
WEIGHTS = {True: "open", False: "closed", None: "N/A"}


class Cell(Struct, frozen=True):
    """What a row says in a column: a line, a second line, confidence dots (0 for none)."""

    text: str
    under: str = ""
    dots: int = 0


class Key(Struct, frozen=True):
    """A name in a column's head and the order that it sorts by; no order where it sorts by none."""

    label: str
    order: str = ""


class Column(Struct, frozen=True):
    """A column: the key over it, further keys below that, and what it says of a row."""

    key: Key
    more: tuple[Key, ...]
    cell: Callable[[BoardRow], Cell]
    name: str


class Head(Struct, frozen=True, kw_only=True):
    """A head as the page shows it: each key with its address; `sorted` is the value of aria-sort, empty for none."""

    links: tuple[tuple[Key, str, bool], ...]
    sorted: str = ""


def columns(names: tuple[str, ...], categories: tuple[str, ...], *, even: bool) -> tuple[Column, ...]:
    """The columns of these names, each category its own."""
    made: list[Column] = []
    for name in names:
        made += [_category(one, even=even) for one in categories] if name == "categories" else [_single(name, even)]
    return tuple(made)


def head(column: Column, order: str, known: dict[str, Order], address: Callable[[str], str], *, turned: bool) -> Head:
    """The head of a column: a link on its current key turns the order round, the others sort by theirs."""
    links = tuple(
        (key, address(f"-{key.order}" if key.order == order and not turned else key.order), key.order == order)
        for key in (column.key, *column.more)
        if key.order
    )
    current = any(now for *_, now in links)
    falling = current and known[order].highest_first != turned
    return Head(links=links, sorted=("descending" if falling else "ascending") if current else "")


def _single(name: str, even: bool) -> Column:  # noqa: FBT001 - the kind of ranking
    made = {
        "evidence": Column(Key("Evidence", "measured" if even else ""), (), _evidence if even else _dots, name),
        "price": Column(Key("Price"), (Key("in", "input"), Key("out", "output")), _price, name),
        "speed": Column(Key("Speed", "speed"), (Key("first token", "first-token"),), _speed, name),
        "context": Column(Key("Context", "context"), (), lambda row: Cell(tokens(row.context_window)), name),
        "weights": Column(Key("Weights"), (), lambda row: Cell(WEIGHTS[row.open_weights]), name),
        "released": Column(Key("Released", "released"), (), lambda row: Cell(row.released or "N/A"), name),
    }
    return made[name]


def _category(category: str, *, even: bool) -> Column:
    write = integer if even else average

    def cell(row: BoardRow) -> Cell:
        found = row.categories[category]
        value = found.shown
        return Cell(NOT_THERE if value is None else marked(value, write(value), published=found.published))

    return Column(Key(category_label(category), category), (), cell, "categories")


def _evidence(row: BoardRow) -> Cell:
    return Cell(measured_share(row.measured_share), dots=row.dots)


def _dots(row: BoardRow) -> Cell:
    return Cell("", dots=row.dots)


def _price(row: BoardRow) -> Cell:
    return Cell(money(row.input), money(row.output))


def _speed(row: BoardRow) -> Cell:
    if row.tokens_per_second is None and row.first_token_seconds is None:
        return Cell("N/A")
    return Cell(speed(row.tokens_per_second), seconds(row.first_token_seconds))
