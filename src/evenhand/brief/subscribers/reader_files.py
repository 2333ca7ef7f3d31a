"""Readers as a file: JSON, or CSV that a spreadsheet opens, one row a reader, with the record of consent."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import IO, Any, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from evenhand.brief.store.tables import subscribers
from evenhand.brief.subscribers.choosing import typed_of
from evenhand.brief.subscribers.held import time_text
from evenhand.brief.subscribers.readers import Reader, reader_of
from evenhand.catalog.nearest import near_or
from evenhand.errors import BadSubscriberFile, Problem

Form = Literal["csv", "json"]
SCHEMA = "evenhand/subscribers/1"
COLUMNS = (
    "address",
    "state",
    "asked",
    "consented",
    "wording",
    "network",
    "topics",
    "watched",
    "alert_percent",
    "rhythm",
    "workload",
    "bounces",
    "suspended_because",
)
READ_AT_ONCE = 1000
LARGEST_FILE = 512 * 1024 * 1024
BELOW = " below "
FORMULA = ("=", "+", "-", "@")


class FileRow(Struct, frozen=True, kw_only=True):
    """One reader of a file, as text by column: `place` is (file, line) or (file and entry, 0)."""

    place: tuple[str, int]
    cells: Mapping[str, str]

    def problem(self, column: str, message: str, fix: str) -> Problem:
        """That a cell of this row is wrong."""
        return Problem(*self.place, message, self.cells.get(column, "")[:80], fix)


def exported(connection: Connection) -> Iterator[Mapping[str, str]]:
    """All readers in the order in which they came, as cells."""
    streamed = connection.execution_options(yield_per=READ_AT_ONCE)
    for row in streamed.execute(select(subscribers).order_by(subscribers.c.id)):
        yield _cells(reader_of(row))


def write_readers(rows: Iterable[Mapping[str, str]], file: IO[str], form: Form) -> int:
    """Write readers to an open file; returns how many. Both forms hold the same cells under the same names."""
    written = 0
    if form == "csv":
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        for row in rows:
            table.writerow({**row, "address": _as_text(row["address"])})
            written += 1
        return written
    file.write(f'{{"schema": "{SCHEMA}", "subscribers": [')
    for row in rows:
        file.write(("," if written else "") + "\n" + json.dumps(row, ensure_ascii=False))
        written += 1
    file.write("\n]}\n")
    return written


def form_of(path: Path) -> Form | None:
    """The form that a name ends in; None where it is neither."""
    ending = path.suffix.lower()
    return "csv" if ending == ".csv" else "json" if ending == ".json" else None


def read_rows(path: Path, form: Form) -> tuple[FileRow, ...]:
    """The rows of a file; an address alone is enough for a row.

    Raises:
        BadSubscriberFile: it cannot be read, or has a column or name that is none of ours.

    """
    text = _text(path)
    return tuple(_csv_rows(path.name, text) if form == "csv" else _json_rows(path.name, text))


def watched_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Watched models as a cell has them: `gpt-5.5 below 5; gemma-4-12b`.

    >>> watched_pairs("gpt-5.5 below 5; gemma-4-12b")
    (('gpt-5.5', '5'), ('gemma-4-12b', ''))
    """
    parts = (part.strip().partition(BELOW) for part in text.split(";"))
    return tuple((name.strip(), below.strip()) for name, _, below in parts if name.strip())


def _cells(reader: Reader) -> Mapping[str, str]:
    typed = typed_of(reader.preferences)
    watched = (f"{name}{BELOW}{below}" if below else name for name, below in typed.watched)
    return {
        "address": reader.address,
        "state": reader.state,
        "asked": time_text(reader.asked_at),
        "consented": time_text(reader.consented_at),
        "wording": reader.wording,
        "network": reader.network,
        "topics": " ".join(typed.topics),
        "watched": "; ".join(watched),
        "alert_percent": typed.alert_percent,
        "rhythm": typed.rhythm,
        "workload": typed.workload,
        "bounces": str(reader.bounces),
        "suspended_because": reader.suspended_because,
    }


def _as_text(address: str) -> str:
    """An address that a spreadsheet would take for a formula gets an apostrophe, which `_plain` takes away again."""
    return f"'{address}" if address.lstrip("'").startswith(FORMULA) else address


def _plain(address: str) -> str:
    return address[1:] if address.startswith("'") and address.lstrip("'").startswith(FORMULA) else address


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _bad(path.name, 0, "the file is larger than 512 MB", "", "split it")
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise _bad(str(path), 0, f"the file cannot be read: {error.strerror}", "", "name another") from error
    except UnicodeDecodeError as error:
        raise _bad(path.name, 0, "the file is not UTF-8", "", "save it as UTF-8") from error


def _csv_rows(name: str, text: str) -> Iterator[FileRow]:
    table = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        columns = [column.strip() for column in next(table, [])]
        _check_columns((name, 1), columns)
        for cells in table:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(columns):
                fix = "put cells with commas into quotes"
                raise _bad(name, table.line_num, "the row has more cells than the head", cells[len(columns)], fix)
            said = {column: cell.strip() for column, cell in zip(columns, cells, strict=False)}
            yield FileRow(place=(name, table.line_num), cells={**said, "address": _plain(said.get("address", ""))})
    except csv.Error as error:
        raise _bad(name, table.line_num, f"this is no CSV: {error}", "", "put cells with quotes into quotes") from error


def _json_rows(name: str, text: str) -> Iterator[FileRow]:
    fix = f'write {{"schema": "{SCHEMA}", "subscribers": [{{"address": …}}, …]}}'
    try:
        document: Any = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise _bad(name, 0, f"this is no JSON: {error}", "", fix) from error
    rows = document.get("subscribers") if isinstance(document, dict) else document
    if not isinstance(rows, list):
        raise _bad(name, 0, "the readers are missing", "", fix)
    for number, row in enumerate(rows, 1):
        place = (f"{name}, entry {number}", 0)
        if not isinstance(row, dict) or not all(isinstance(one, str) for one in row.values()):
            raise _bad(*place, "an entry is names with texts", str(row)[:80], fix)
        _check_columns(place, list(row))
        yield FileRow(place=place, cells={column: cell.strip() for column, cell in row.items()})


def _check_columns(place: tuple[str, int], columns: list[str]) -> None:
    for column in columns:
        if column not in COLUMNS:
            raise _bad(*place, "no column of readers is called so", column, near_or(column, COLUMNS, "they are"))
        if columns.count(column) > 1:
            raise _bad(*place, "a column stands there twice", column, "keep one")
    if "address" not in columns:
        raise _bad(*place, "the column of addresses is missing", ", ".join(columns), "call it `address`")


def _bad(file: str, line: int, message: str, value: str, fix: str) -> BadSubscriberFile:
    return BadSubscriberFile((Problem(file, line, message, value[:80], fix),))
