"""CSV rows as records, column by column: a text that repeats is judged and converted once, and held once."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, repeat
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
from msgspec.structs import FieldInfo

from evenhand.catalog.plain_text import fault_of_cell, is_doubtful_csv

Record = TypeVar("Record", bound=msgspec.Struct)
AT_ONCE = 1_000
SAMPLE = 50


class Unclear(ValueError):
    """A file has a fault; reading it cell by cell says which."""


class Column(dict[str, Any]):
    """What each text of a column reads as, judged and converted when it is first met; an empty one as the default.

    Raises:
        Unclear: the field cannot have such a value, or no text of a fact may look so.

    """

    def __init__(self, field: FieldInfo) -> None:
        super().__init__({} if field.required else {"": field.default})
        self._plain = field.type is str
        self._kind = field.type

    def __missing__(self, text: str) -> Any:  # noqa: ANN401 - the type is the field's
        if not text or fault_of_cell(text):
            raise Unclear
        try:
            value = text if self._plain else msgspec.convert(text, self._kind, strict=False)
        except msgspec.ValidationError as error:
            raise Unclear from error
        self[text] = value
        return value

    def many(self, cells: Sequence[str]) -> Iterable[Any]:
        """What these cells read as; texts of which hardly one repeats are judged together and not kept."""
        if cells[0] == cells[-1] and cells.count(cells[0]) == len(cells):
            return repeat(self[cells[0]])
        if self._plain and len(set(cells[:SAMPLE])) > SAMPLE // 2 and ("" in self or all(cells)):
            if is_doubtful_csv(cells) and any(map(fault_of_cell, cells)):
                raise Unclear
            return cells
        return map(self.__getitem__, cells)


class Columns(Generic[Record]):
    """The columns of one kind of record, over all files that are read with it."""

    def __init__(self, kind: type[Record]) -> None:
        self.kind = kind
        fields = {field.name: field for field in msgspec.structs.fields(kind)}
        self._columns = {name: Column(field) for name, field in fields.items()}
        self._required = {name for name, field in fields.items() if field.required}

    def records(self, path: Path, name: str, known: Mapping[str, Any]) -> list[Record]:
        """The rows of a file; `known` are the fields that its path gives, `name` is how it stands in each row.

        Raises:
            Unclear: anything is wrong with the file.

        """
        try:
            reader = csv.reader(path.read_bytes().decode("utf-8").splitlines(keepends=True), strict=True)
            header = next(reader, [])
            self._check(header, {*known, "file", "line"})
            fixed = {field: self._columns[field][value] for field, value in known.items()}
            return self._read(reader, header, {**fixed, "file": name})
        except (OSError, ValueError, csv.Error) as error:
            raise Unclear from error

    def _check(self, header: list[str], given: set[str]) -> None:
        names = set(header)
        allowed = self._columns.keys() - given
        if len(names) != len(header) or not (self._required - given <= names <= allowed):
            raise Unclear

    def _read(self, reader: Iterator[list[str]], header: list[str], fixed: dict[str, Any]) -> list[Record]:
        found: list[Record] = []
        first = 2
        while rows := list(islice(reader, AT_ONCE)):
            told: dict[str, Iterable[Any]] = {name: repeat(value) for name, value in fixed.items()}
            for name, cells in zip(header, zip(*rows, strict=True), strict=True):
                told[name] = self._columns[name].many(cells)
            told["line"] = range(first, first + len(rows))
            first += len(rows)
            columns = (told.get(name) or repeat(column[""]) for name, column in self._columns.items())
            found += islice(map(self.kind, *columns), len(rows))  # where all cells repeat, nothing else ends it
        return found
