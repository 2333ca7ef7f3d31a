"""The evaluation table of Kimi K2.5: models side by side, a star for Moonshot's own runs, a dagger for text only."""

import re
from collections.abc import Iterator

from msgspec import Struct

from evenhand.importers.admission import admit, refused
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.html_table import GridCell, grid
from evenhand.importers.lab_tables import stated_by
from evenhand.importers.raw_files import RawFiles, text_of
from evenhand.importers.source import Importer
from evenhand.records.facts import Rejection

FILE = "kimi-k2.5-evaluation.md"
LAB = "moonshotai"
CELL = re.compile(r"(?P<value>\d+(?:\.\d+)?)(?P<mark>[*†]?)")
MARKS = {"*": "; * measured by Moonshot itself", "†": "; † text-only part"}


class TableCell(Struct, frozen=True):
    """One filled cell: column heading, row name, text with its mark, place; `shared`: it stands for several rows."""

    column: str
    row: str
    text: str
    at: str
    shared: bool = False


def parse(files: RawFiles) -> list[TableCell]:
    """All cells of the table that are not empty and not a dash.

    Raises:
        ValueError: there is no table with a heading row.

    """
    rows = grid(text_of(FILE, files[FILE]))
    start = next((number for number, row in enumerate(rows) if len(row) > 1 and row[0].text == "Benchmark"), None)
    if start is None:
        raise ValueError("no table begins with Benchmark")
    columns = [_heading(cell.text) for cell in rows[start]]
    return [cell for row in rows[start + 1 :] for cell in _filled(columns, row)]


def translate(cells: list[TableCell], known: Known) -> Findings:
    """Each cell as Moonshot's statement about its own or a rival's model."""
    return admit((_judged(cell, known) for cell in cells), known)


def _heading(text: str) -> str:
    return re.sub(r"-\s+", "-", text)


def _filled(columns: list[str], row: list[GridCell]) -> Iterator[TableCell]:
    for column, cell in zip(columns[1:], row[1:], strict=False):
        if cell.text not in {"", "-"}:
            yield TableCell(column, row[0].text, cell.text, f"line {cell.line}", shared=cell.carried)


def _judged(cell: TableCell, known: Known) -> Row | Rejection:
    match = CELL.fullmatch(cell.text)
    row = _row(cell, match, known)
    if match is None or cell.shared:
        return refused(row, known, "one value for two settings" if cell.shared else "not a number")
    return row


def _row(cell: TableCell, match: re.Match[str] | None, known: Known) -> Row:
    row = Row(
        model=cell.column,
        benchmark=cell.row,
        raw=cell.text,
        value=_in_unit(float(match["value"]), cell.row, known) if match else None,
        origin=FILE,
        at=cell.at,
        link=known.source.link,
        note=cell.text,
        quote=f"{cell.row}: {cell.text}{MARKS.get(match['mark'], '') if match else ''}",
    )
    return stated_by(LAB, row, known)


def _in_unit(value: float, row: str, known: Known) -> float:
    """Footnote 4: document scores are (1 - distance) x 100; the catalog keeps the distance."""
    name = known.names.of_benchmark(row)
    test = known.benchmarks.get(name.benchmark) if name else None
    return round(1 - value / 100, 6) if test and test.unit == "edit distance" else value


IMPORTER = Importer((FILE,), parse, translate)
