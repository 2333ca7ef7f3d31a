"""A table for whoever takes the facts away: its columns, described, and its rows."""

from typing import Literal

from msgspec import Struct

Kind = Literal["text", "number", "integer", "yes or no"]
Cell = str | float | int | bool | None


class Column(Struct, frozen=True, kw_only=True):
    """One column: its name, what kind of value it has, and what it says. Unknown is None and never zero."""

    name: str
    kind: Kind
    about: str


class Table(Struct, frozen=True, kw_only=True):
    """A table with its rows in a fixed order; `sources` are those that its rows come from, by id."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sources: tuple[str, ...]
