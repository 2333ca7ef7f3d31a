"""A page for a terminal as blocks: headings, lines and tables, written out plainly, in colour or as Markdown."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

Style = Literal["", "left", "right", "strong", "dim", "warn"]


class Cell(Struct, frozen=True):
    """One cell of a table: its text and what it is."""

    text: str
    style: Style = ""


class Heading(Struct, frozen=True):
    """A heading of a level, 1 the highest."""

    text: str
    level: int = 2


class Lines(Struct, frozen=True):
    """Sentences, each a line of its own; `bullet` marks them as a list."""

    texts: tuple[str, ...]
    bullet: bool = False
    style: Style = ""


class Table(Struct, frozen=True):
    """A table; `right` are the columns whose text stands to the right.

    `spare` are those that a narrow terminal leaves out, in this order.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    right: frozenset[int] = frozenset()
    spare: tuple[int, ...] = ()


class Changes(Struct, frozen=True):
    """Lines of a file that come (`+`) and go (`-`), never wrapped."""

    texts: tuple[str, ...]


Block = Heading | Lines | Table | Changes


def lines(texts: Iterable[str], *, bullet: bool = False, style: Style = "") -> list[Block]:
    """The sentences as one block, or nothing when there are none."""
    kept = tuple(texts)
    return [Lines(kept, bullet, style)] if kept else []


def noted(page: list[Block], notes: Iterable[str]) -> list[Block]:
    """A page with notes below its title."""
    return [*page[:1], *lines(notes, style="warn"), *page[1:]]


def bar(value: float | None, width: int = 12) -> str:
    """A bar for a value of 0 to 100; empty when there is none."""
    if value is None:
        return ""
    full = max(0.0, min(100.0, value)) / 100 * width
    eighths = " ▏▎▍▌▋▊▉"
    whole = int(full)
    part = eighths[int((full - whole) * 8)] if whole < width else ""
    return ("█" * whole + part.strip()) or "▏"
