"""The rows of a CSV table as they are met, each field by name, every fault with its line and column."""

import csv
from collections.abc import Iterator

from msgspec import Struct

from evenhand.catalog.nearest import near_or
from evenhand.catalog.plain_text import fault_of_cell
from evenhand.errors import BadLog
from evenhand.importers.logs.log_file import LONGEST_LINE, LogFile
from evenhand.importers.logs.table_mapping import SETTING, TableMapping

DELIMITERS = (",", ";", "\t", "|")
LONGEST_NAME = 300
LONGEST_NUMBER = 48
TEXTS = ("question", "prompt", "output")


class Row(Struct, frozen=True, kw_only=True):
    """One row: its line, the fields that are mapped or said, and the columns by which they are mapped."""

    file: LogFile
    line: int
    fields: dict[str, str]
    mapping: TableMapping

    def bad(self, field: str, message: str, fix: str = "") -> BadLog:
        """The error that names file, line, column and value."""
        return self.file.bad(message, self.place(field), self.fields.get(field, ""), fix)

    def place(self, field: str) -> str:
        """`line 7, column 'Accuracy'`."""
        column = self.mapping.columns.get(field)
        return f"line {self.line}, column {column!r}" if column else f"line {self.line}"

    def text(self, field: str) -> str:
        """A field; empty where the row has none."""
        return self.fields.get(field, "")


def delimiter_of(line: str) -> str:
    """What stands between the cells of a header: the sign that it has most of."""
    return max(DELIMITERS, key=line.count)


def table_rows(file: LogFile, mapping: TableMapping) -> Iterator[Row]:
    """Every row that is not empty.

    Raises:
        BadLog: no table, columns that are not there, a row of another length, or a name that may not stand in one.

    """
    lines = _lines(file)
    first = next(lines, "")
    if not first.strip():
        raise file.bad("it is empty")
    yield from _rows(file, mapping, _again(first, lines), delimiter_of(first))


def _rows(file: LogFile, mapping: TableMapping, lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        header = [name.strip() for name in next(reader)]
        _refuse_header(file, mapping, header)
        places = {field: header.index(column) for field, column in mapping.columns.items()}
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                wrong = f"the row has {len(cells)} cells, the header {len(header)}"
                raise file.bad(wrong, f"line {reader.line_num}", fix="quote cells that hold the delimiter")
            told = {field: _cell(field, cells[place]) for field, place in places.items()}
            row = Row(file=file, line=reader.line_num, fields={**mapping.say, **told}, mapping=mapping)
            _refuse_unfit(row)
            yield row
    except csv.Error as error:
        raise file.bad(
            f"not valid CSV: {error}", f"line {reader.line_num}", fix="mend the quotes of the row"
        ) from error


def _refuse_header(file: LogFile, mapping: TableMapping, header: list[str]) -> None:
    for field, column in mapping.columns.items():
        if header.count(column) != 1:
            wrong = f"the column of {field!r} " + ("stands there twice" if column in header else "is not there")
            named = [name[:40] for name in header if name][:20]
            raise file.bad(wrong, "line 1", column, near_or(column, named, "the columns are"))


def _refuse_unfit(row: Row) -> None:
    for field, text in row.fields.items():
        if field in TEXTS:
            continue
        fault = fault_of_cell(text) or (f"more than {LONGEST_NAME} characters" if len(text) > LONGEST_NAME else "")
        if fault:
            raise row.bad(field, f"{fault} in {field.removeprefix(SETTING)!r}", "use plain text")


def _cell(field: str, text: str) -> str:
    return text if field in TEXTS else text.strip()


def _lines(file: LogFile) -> Iterator[str]:
    """The lines as text.

    Raises:
        BadLog: an endless line, or one that is not UTF-8.

    """
    with file.open() as opened:
        for number, line in enumerate(iter(lambda: opened.readline(LONGEST_LINE + 1), b""), 1):
            if len(line) > LONGEST_LINE:
                raise file.bad(f"the line is longer than {LONGEST_LINE:,} bytes", f"line {number}")
            try:
                yield line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise file.bad("not UTF-8", f"line {number}", fix="save it as UTF-8") from error


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
