"""Files of facts as records: TOML descriptions and CSV rows, every fault with its file and line."""

import csv
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from evenhand.catalog.columns import Columns, Unclear
from evenhand.catalog.misfits import Misfit, misfits
from evenhand.catalog.nearest import near_or
from evenhand.catalog.places import line_of
from evenhand.catalog.plain_text import fault_of_cell, faults_of_table, is_doubtful_toml
from evenhand.errors import Problem

Record = TypeVar("Record", bound=msgspec.Struct)
Known = Mapping[str, object]
Row = tuple[int, dict[str, Any]]


class Reader:
    """Reads files under one root and keeps every problem met; `problems` is empty only when all was right.

    `unread` are the files with a problem: they gave no record, or not all of their rows.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.unread: set[Path] = set()
        self._columns = cache(Columns)

    def text(self, path: Path) -> str | None:
        """The file as text, or None and a problem when it cannot be read or is not plain UTF-8."""
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            found = f"byte {error.object[error.start]:#04x}"
            self.report(path, line, "the file is not UTF-8", found, "save it as UTF-8")
        except OSError as error:
            self.report(path, 0, "the file cannot be read", error.strerror or "", "make it a readable file")
        else:
            if not text.startswith("\ufeff"):
                return text
            self.report(path, 1, "the file begins with a byte order mark", "", "save it as UTF-8 without one")
        return None

    def description(self, path: Path, kind: type[Record], **known: object) -> Record | None:
        """A TOML file as one record; `known` are the fields that its path gives."""
        text = self.text(path)
        table = None if text is None else self._table(path, text)
        if text is None or table is None:
            return None
        unsafe = list(faults_of_table(table)) if is_doubtful_toml(text) else []
        self._misfits(path, text, [*_given(table, known), *unsafe])
        try:
            record = msgspec.convert({**table, **known}, kind)
        except msgspec.ValidationError:
            seen = {one.path for one in unsafe}
            found = misfits({**table, **known}, kind, known, strict=True)
            self._misfits(path, text, (one for one in found if one.path not in seen))
            return None
        return None if path in self.unread else record

    def rows(self, path: Path, kind: type[Record], **known: object) -> list[Record]:
        """A CSV file as records; `known` are the fields that its path gives. Empty cells are left out."""
        try:
            return self._columns(kind).records(path, path.relative_to(self.root).as_posix(), known)
        except Unclear:
            return self._row_by_row(path, kind, known)

    def report(self, path: Path, line: int, message: str, value: str = "", fix: str = "") -> None:
        """Keep one problem."""
        inside = path.is_relative_to(self.root) and path != self.root
        name = path.relative_to(self.root).as_posix() if inside else str(path)
        problem = Problem(name, line, message, value[:120], fix)
        if problem not in self.problems:
            self.problems.append(problem)
        self.unread.add(path)

    def _table(self, path: Path, text: str) -> dict[str, Any] | None:
        try:
            return tomllib.loads(text)
        except ValueError as error:
            self.report(path, _toml_line(str(error), text), f"not valid TOML: {error}", "", "mend the line")
        except RecursionError:
            self.report(path, 1, "not valid TOML: nested too deeply", "", "use flat lists and tables")
        return None

    def _misfits(self, path: Path, text: str, found: Iterable[Misfit]) -> None:
        for one in found:
            self.report(path, line_of(text, one.path), one.message, one.value, one.fix)

    def _rows(self, path: Path, text: str, kind: type[Record], known: Known) -> Iterator[Row]:
        reader = csv.reader(StringIO(text, newline=""), strict=True)
        fixed = {**known, "file": path.relative_to(self.root).as_posix()}
        try:
            header = next(reader, [])
            if not self._header(path, header, kind, {*fixed, "line"}):
                return
            for row in reader:
                cells = self._cells(path, reader.line_num, header, row)
                if cells is not None:
                    yield reader.line_num, {**cells, **fixed, "line": reader.line_num}
        except csv.Error as error:
            self.report(path, reader.line_num, f"not valid CSV: {error}", "", "mend the quotes of the row")

    def _cells(self, path: Path, line: int, header: list[str], row: list[str]) -> dict[str, str] | None:
        if len(row) != len(header):
            wrong = f"the row has {len(row)} cells, the header {len(header)}"
            self.report(path, line, wrong, ",".join(row), "quote cells that hold commas")
            return None
        cells = {name: value for name, value in zip(header, row, strict=True) if value}
        for name, value in cells.items():
            wrong = fault_of_cell(value)
            if wrong:
                self.report(path, line, f"{wrong} in {name!r}", value, "use plain text without it")
        return cells

    def _header(self, path: Path, header: list[str], kind: type[Record], given: Collection[str]) -> bool:
        fields = {name: field for name, field in _fields(kind).items() if name not in given}
        unknown = [name for name in header if name not in fields]
        twice = sorted({name for name in header if header.count(name) > 1})
        missing = [name for name, field in fields.items() if field.required and name not in header]
        for name in unknown:
            self.report(path, 1, "unknown column", name, near_or(name, fields, "the columns are"))
        for name in twice:
            self.report(path, 1, "the column stands there twice", name, "remove one of the two")
        for name in missing:
            self.report(path, 1, f"the column {name!r} is missing", "", f"add {name!r} to the header and every row")
        return not (unknown or twice or missing)

    def _row_by_row(self, path: Path, kind: type[Record], known: Known) -> list[Record]:
        """What a file with a fault still gives; every fault of every cell is reported."""
        text = self.text(path)
        good: list[Record] = []
        for line, cells in () if text is None else self._rows(path, text, kind, known):
            try:
                good.append(msgspec.convert(cells, kind, strict=False))
            except msgspec.ValidationError:
                for one in misfits(cells, kind, known, strict=False):
                    place = 0 if one.path[0] in known else line
                    self.report(path, place, one.message, one.value, one.fix)
        return good


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.name: field for field in msgspec.structs.fields(kind)}


def _given(table: Mapping[str, object], known: Known) -> Iterator[Misfit]:
    for name in table:
        if name in known:
            yield Misfit((name,), f"{name!r} is given by the path", str(table[name]), "leave it out: the path says it")


def _toml_line(error: str, text: str) -> int:
    stated = re.search(r"at line (\d+)", error)
    return int(stated[1]) if stated else text.count("\n") + 1
