"""The Gemma 4 model card: one table of percentages, a few ratings and distances, a star for a footnote."""

import re
from collections.abc import Iterator

from msgspec import Struct

from evenhand.importers.admission import admit
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.raw_files import RawFiles
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
        ValueError: there is no pipe table.

    """
    numbered = enumerate(files[FILE].decode("utf-8").splitlines(), 1)
    lines = [(number, line) for number, line in numbered if line.startswith("|")]
    if not lines:
        raise ValueError("no table")
    columns = _split(lines[0][1])
    return [cell for number, line in lines[2:] for cell in _filled(columns, _split(line), number)]


def translate(cells: list[TableCell], known: Known) -> Findings:
    """Each cell as the lab's own statement about its model."""
    return admit((_row(cell, known) for cell in cells), known)


def _split(line: str) -> list[str]:
    return [re.sub(r"<[^>]*>", "", part).strip() for part in line.strip().strip("|").split("|")]


def _filled(columns: list[str], parts: list[str], line: int) -> Iterator[TableCell]:
    row = parts[0].strip("*")
    for number, (column, text) in enumerate(zip(columns[1:], parts[1:], strict=True), 2):
        if text not in {"", "-"}:
            yield TableCell(column, row, text, f"line {line}, cell {number}")


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
