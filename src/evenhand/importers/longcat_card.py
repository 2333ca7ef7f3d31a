"""The table of LongCat-Flash-Thinking: models side by side, a star for figures taken from other reports."""

import re

from msgspec import Struct

from evenhand.importers.admission import admit
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.lab_tables import stated_by
from evenhand.importers.pipe_table import table_of
from evenhand.importers.raw_files import RawFiles, text_of
from evenhand.importers.source import Importer

FILE = "longcat-flash-thinking-evaluation.md"
LAB = "meituan"
CELL = re.compile(r"(?P<value>\d+(?:\.\d+)?)(?P<quoted>\*?)")


class TableCell(Struct, frozen=True):
    """One filled cell: column heading, row name, value as written, whether it is quoted, and its place."""

    column: str
    row: str
    text: str
    value: str
    quoted: bool
    at: str


def parse(files: RawFiles) -> list[TableCell]:
    """All cells with a number; what describes the models (architecture, parameters) is none.

    Raises:
        ValueError: there is no such table, or several.

    """
    heading, *rows = table_of(text_of(FILE, files[FILE]), "Benchmark")
    return [
        TableCell(column, row.cells[0], text, match["value"], bool(match["quoted"]), row.at(place))
        for row in rows
        for place, (column, text) in enumerate(zip(heading.cells, row.cells, strict=False))
        if place and (match := CELL.fullmatch(text))
    ]


def translate(cells: list[TableCell], known: Known) -> Findings:
    """Each cell as Meituan's statement about its own or a rival's model."""
    return admit((_row(cell, known) for cell in cells), known)


def _row(cell: TableCell, known: Known) -> Row:
    row = Row(
        model=cell.column,
        benchmark=cell.row,
        raw=cell.text,
        value=float(cell.value),
        origin=FILE,
        at=cell.at,
        note=cell.text,
        quote=f"{cell.row}: {cell.text}{'; * taken from another public report' if cell.quoted else ''}",
    )
    return stated_by(LAB, row, known, ran=not cell.quoted)


IMPORTER = Importer((FILE,), parse, translate)
