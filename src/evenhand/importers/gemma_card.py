"""The Gemma 4 model card: one table of percentages, a few ratings and distances, a star for a footnote."""

import re

from msgspec import Struct

from evenhand.importers.admission import admit
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.pipe_table import table_of
from evenhand.importers.raw_files import RawFiles, text_of
from evenhand.importers.source import Importer

FILE = "gemma-4-model-card.md"
CELL = re.compile(r"(?P<value>[\d.]+)%?\s*\*?")
PUBLISHED = "2026-06"


class TableCell(Struct, frozen=True):
    """One filled cell: column heading, row name, the cell's text without markup, and its place."""

    column: str
    row: str
    text: str
    at: str


def parse(files: RawFiles) -> list[TableCell]:
    """All cells of the pipe table that are not empty and not a dash.

    Raises:
        ValueError: there is no such table, or its rows have not as many cells as its heading.

    """
    heading, *rows = table_of(text_of(FILE, files[FILE]), "", "Gemma 4 31B")
    return [
        TableCell(column, row.cells[0], text, row.at(place))
        for row in rows
        for place, (column, text) in enumerate(zip(heading.cells, row.cells, strict=True))
        if place and text not in {"", "-"}
    ]


def translate(cells: list[TableCell], known: Known) -> Findings:
    """Each cell as the lab's own statement about its model."""
    return admit((_row(cell, known) for cell in cells), known)


def _row(cell: TableCell, known: Known) -> Row:
    match = CELL.fullmatch(cell.text)
    return Row(
        model=cell.column,
        benchmark=cell.row,
        raw=cell.text,
        value=float(match["value"]) if match else None,
        origin=FILE,
        at=cell.at,
        tier="C",
        measured_by=known.labs.get(known.names.model(cell.column), ""),
        published=PUBLISHED,
        note=cell.text,
        quote=f"{cell.row}: {cell.text}; Gemma 4 model card, read from a public copy",
    )


IMPORTER = Importer((FILE,), parse, translate)
