"""Pipe tables of Markdown as rows of texts, each row with its line; markup is taken out of the cells."""

import re
from collections.abc import Iterator

from msgspec import Struct

TAG = re.compile(r"<[^>]*>")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
ESCAPED = re.compile(r"\\([#*_|])")
RULE = re.compile(r"[\s:|-]+")


class TableRow(Struct, frozen=True):
    """One row: the line of the file, and its cells without emphasis and tags, blanks collapsed."""

    line: int
    cells: tuple[str, ...]

    def at(self, column: int) -> str:
        """Where a cell stands, columns counted from 0."""
        return f"line {self.line}, cell {column + 1}"


def tables(text: str) -> list[list[TableRow]]:
    """The tables of a text, each a list of rows of which the first is the heading."""
    found: list[list[TableRow]] = []
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("|"):
            inside = False
            continue
        if not inside:
            found.append([])
            inside = True
        if not RULE.fullmatch(line):
            found[-1].append(TableRow(number, tuple(_cells(line))))
    return found


def table_of(text: str, *headings: str) -> list[TableRow]:
    """The one table of a text whose heading begins with these cells.

    Raises:
        ValueError: no table begins with them, or several do.

    """
    found = [table for table in tables(text) if table and table[0].cells[: len(headings)] == headings]
    if len(found) != 1:
        raise ValueError(f"no table begins with {', '.join(headings)}" if not found else "the table stands there twice")
    return found[0]


def _cells(line: str) -> Iterator[str]:
    for cell in line.strip().removeprefix("|").removesuffix("|").split("|"):
        text = ESCAPED.sub(r"\1", TAG.sub("", BREAK.sub(" ", cell)).replace("**", ""))
        yield " ".join(text.split())
