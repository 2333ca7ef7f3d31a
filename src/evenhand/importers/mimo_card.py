"""The two tables of MiMo-V2-Flash: base models with examples or lengths, chat models; a star for a failed format."""

import re
from collections.abc import Iterator

from msgspec import Struct

from evenhand.importers.admission import admit, refused
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.lab_tables import stated_by
from evenhand.importers.pipe_table import TableRow, table_of
from evenhand.importers.raw_files import RawFiles, text_of
from evenhand.importers.source import Importer
from evenhand.records.facts import Rejection

FILE = "mimo-v2-flash-evaluation.md"
LAB = "xiaomi"
BASE = ("Category", "Benchmark", "Setting/Length")
CHAT = "Benchmark"
CELL = re.compile(r"(?P<value>\d+(?:\.\d+)?)(?P<failed>\*?)")
SHOTS = re.compile(r"(\d+)-shot")
LENGTH = re.compile(r"\d+K")


class TableCell(Struct, frozen=True):
    """One filled cell: column heading, row name, examples or length, text, value, whether the format failed, place."""

    column: str
    row: str
    setting: str
    text: str
    value: str
    failed: bool
    at: str


def parse(files: RawFiles) -> list[TableCell]:
    """All cells with a number, of both tables; other tables of the page are not looked at.

    Raises:
        ValueError: one of the two tables is missing, or stands there twice.
        IndexError: a row has fewer cells than its heading.

    """
    text = text_of(FILE, files[FILE])
    return [*_of_base(table_of(text, *BASE)), *_of_chat(table_of(text, CHAT))]


def translate(cells: list[TableCell], known: Known) -> Findings:
    """Each cell as Xiaomi's statement about its own or a rival's model."""
    return admit((_judged(cell, known) for cell in cells), known)


def _of_base(table: list[TableRow]) -> Iterator[TableCell]:
    """Category, benchmark, setting, then the models; an empty benchmark repeats the one above."""
    heading, *rows = table
    name = ""
    for row in rows:
        name = row.cells[1] or name
        yield from _filled(heading, row, 3, name, row.cells[2])


def _of_chat(table: list[TableRow]) -> Iterator[TableCell]:
    heading, *rows = table
    for row in rows:
        yield from _filled(heading, row, 1, row.cells[0], "")


def _filled(heading: TableRow, row: TableRow, first: int, name: str, setting: str) -> Iterator[TableCell]:
    for place in range(first, len(heading.cells)):
        match = CELL.fullmatch(row.cells[place])
        if match:
            text, failed = row.cells[place], bool(match["failed"])
            yield TableCell(heading.cells[place], name, setting, text, match["value"], failed, row.at(place))


def _judged(cell: TableCell, known: Known) -> Row | Rejection:
    row = Row(
        model=cell.column,
        benchmark=cell.row,
        raw=cell.text,
        value=float(cell.value),
        origin=FILE,
        at=cell.at,
        note=cell.text,
        quote=", ".join(part for part in (f"{cell.row}: {cell.text}", cell.setting.strip("-")) if part),
        stated=_conditions(cell.setting),
    )
    row = stated_by(LAB, row, known)
    return refused(row, known, "prompt or format not followed", "the footnote of the star") if cell.failed else row


def _conditions(setting: str) -> dict[str, str]:
    shots = SHOTS.fullmatch(setting)
    return {
        "prompting": f"{shots[1]} examples" if shots else "",
        "context": setting.casefold() if LENGTH.fullmatch(setting) else "",
    }


IMPORTER = Importer((FILE,), parse, translate)
