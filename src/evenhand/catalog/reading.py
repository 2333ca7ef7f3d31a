"""Files of facts as records: TOML descriptions and CSV rows, every fault with its file and line."""

import csv
import re
import tomllib
from collections.abc import Collection, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from evenhand.catalog.misfits import misfits, near_or
from evenhand.catalog.places import line_of, shown
from evenhand.catalog.plain_text import fault_of_text, faults_in_table
from evenhand.errors import Problem

Record = TypeVar("Record", bound=msgspec.Struct)
Cells = dict[str, Any]
NAMES = {"model", "benchmark", "provider"}


class Reader:
    """Reads files under one root and keeps every problem met; `problems` is empty only when all was right.

    `unread` are the files that gave no record, or not all of their rows.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.unread: set[Path] = set()

    def text(self, path: Path) -> str | None:
        """The file as text, or None and a problem when it cannot be read or is not plain UTF-8."""
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            found = repr(error.object[error.start : error.end])
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
        before = len(self.problems)
        self._given(path, text, table, known)
        marked = list(faults_in_table(table))
        for place, wrong, value in marked:
            self._misplaced(path, text, f"{wrong} in {shown(place)!r}", value, line_of(text, place))
        try:
            record = msgspec.convert({**table, **known}, kind)
        except msgspec.ValidationError:
            self._misfitting(path, text, table, kind, known, {place for place, _, _ in marked})
            return None
        return record if len(self.problems) == before else None

    def rows(self, path: Path, kind: type[Record], **known: object) -> list[Record]:
        """A CSV file as records; `known` are the fields that its path gives. Empty cells are left out."""
        text = self.text(path)
        if text is None:
            return []
        cells = list(self._cells(path, text, kind, known))
        try:
            return msgspec.convert([cell for _, cell in cells], list[kind], strict=False)  # type: ignore[valid-type]
        except msgspec.ValidationError:
            return self._row_by_row(path, cells, kind, known)

    def report(self, path: Path, line: int, message: str, value: str = "", fix: str = "") -> None:
        """Keep one problem."""
        name = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)
        self.problems.append(Problem(name, line, message, value[:120], fix))
        self.unread.add(path)

    def _table(self, path: Path, text: str) -> dict[str, Any] | None:
        try:
            return tomllib.loads(text)
        except ValueError as error:
            self.report(path, _toml_line(str(error), text), f"not valid TOML: {error}", "", "mend the line")
        except RecursionError:
            self.report(path, 1, "not valid TOML: nested too deeply", "", "lists and tables are flat here")
        return None

    def _given(self, path: Path, text: str, table: dict[str, Any], known: dict[str, object]) -> None:
        for name in known.keys() & table.keys():
            fix = "leave it out: the path says it"
            self.report(path, line_of(text, (name,)), f"{name!r} is given by the path", str(table[name]), fix)

    def _misplaced(self, path: Path, text: str, message: str, value: str, line: int) -> None:
        finite = "not a finite" in message
        fix = "give a number" if finite else "use plain text that begins with a letter or a digit"
        self.report(path, line, message, value, fix)

    def _misfitting(
        self,
        path: Path,
        text: str,
        table: dict[str, Any],
        kind: type[Record],
        known: dict[str, object],
        reported: set[tuple[str | int, ...]],
    ) -> None:
        for one in misfits(table, kind, known.keys(), strict=True):
            if one.path not in reported:
                self.report(path, line_of(text, one.path), one.message, one.value, one.fix)
        if path.stem and not self.problems:
            self.report(path, 0, "the file name is not an id", path.stem, "use lower case, digits, dots and dashes")
