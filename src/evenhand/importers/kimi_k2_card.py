"""The two tables of Kimi K2: instruct models without thinking, base models; a star for figures that are quoted."""

import re
from collections.abc import Iterator

from msgspec import Struct

from evenhand.importers.admission import admit
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.html_table import GridCell, grid
from evenhand.importers.lab_tables import stated_by
from evenhand.importers.raw_files import RawFiles, text_of
from evenhand.importers.source import Importer

FILE = "kimi-k2-evaluation.md"
LAB = "moonshotai"
CELL = re.compile(r"(?P<value>\d+(?:\.\d+)?)(?P<quoted>\*?)")
SHOTS = re.compile(r"(\d+)-shot")
RUNS = re.compile(r"Avg@(\d+)")
METRICS = {
    "Multiple Attempts (Acc)": {"subset": "best of several attempts"},
    "Inhouse Framework (Acc)": {"harness": "Moonshot's own framework"},
    "Terminus (Acc)": {"harness": "Terminus"},
}


class TableCell(Struct, frozen=True):
    """One filled cell: column heading, row name, metric, examples, text, value, whether it is quoted, place."""

    column: str
    row: str
    metric: str
    shots: str
    text: str
    value: str
    quoted: bool
    at: str


def parse(files: RawFiles) -> list[TableCell]:
    """All cells with a number, of both tables.

    Raises:
        ValueError: there is no table with a heading row.

    """
    rows = grid(text_of(FILE, files[FILE]))
    starts = [number for number, row in enumerate(rows) if row and row[0].text == "Benchmark"]
    if len(starts) != 2:
        raise ValueError("not two tables that begin with Benchmark")
    return [*_of(rows[starts[0] : starts[1]]), *_of(rows[starts[1] :])]


def translate(cells: list[TableCell], known: Known) -> Findings:
    """Each cell as Moonshot's statement about its own or a rival's model."""
    return admit((_row(cell, known) for cell in cells), known)


def _of(rows: list[list[GridCell]]) -> Iterator[TableCell]:
    """Benchmark, metric, in the second table the number of examples, then the models."""
    headings = [cell.text for cell in rows[0]]
    first = 3 if headings[2] == "Shot" else 2
    for row in rows[1:]:
        shots = row[2].text if first == 3 and len(row) > 2 else ""
        for column, cell in zip(headings[first:], row[first:], strict=False):
            match = CELL.fullmatch(cell.text.replace(" ", ""))
            if match:
                quoted = bool(match["quoted"])
                names = (column, row[0].text, row[1].text, shots)
                yield TableCell(*names, cell.text, match["value"], quoted, f"line {cell.line}")


def _row(cell: TableCell, known: Known) -> Row:
    row = Row(
        model=cell.column,
        benchmark=cell.row,
        raw=cell.text,
        value=float(cell.value),
        origin=FILE,
        at=cell.at,
        published="2025-07",
        note=f"{cell.metric}; {cell.text}",
        quote=f"{cell.row}, {cell.metric}: {cell.text}{'; * quoted from the lab of that model' if cell.quoted else ''}",
        stated=_conditions(cell),
    )
    return stated_by(LAB, row, known, ran=not cell.quoted)


def _conditions(cell: TableCell) -> dict[str, str]:
    shots, runs = SHOTS.fullmatch(cell.shots), RUNS.search(cell.metric)
    return {
        "prompting": f"{shots[1]} examples" if shots else "",
        "trials": f"mean of {runs[1]} runs" if runs else "",
        **METRICS.get(cell.metric, {}),
    }


IMPORTER = Importer((FILE,), parse, translate)
