"""Files of facts as records: TOML descriptions and CSV rows, every fault with its file and line."""

import csv
import re
import tomllib
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from evenhand.errors import Problem

Record = TypeVar("Record", bound=msgspec.Struct)

# Control characters, markup, and the marks that reorder or hide text.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f<>\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
FORMULA = ("=", "+", "-", "@")
NUMBERLIKE = re.compile(r"^[+-]?[\d.,]+\s*(%|pp|points)?$")
PATH = re.compile(r" - at `(?:key in )?\$\.?([^`]*)`")


class Reader:
    """Reads files under one root and keeps every problem met; `problems` is empty only when all was right."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def text(self, path: Path) -> str | None:
        """The file as text, or None and a problem when it is not UTF-8."""
        try:
            return path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            found = repr(error.object[error.start : error.end])
            self.report(path, line, "the file is not UTF-8", found, "save it as UTF-8")
            return None

    def description(self, path: Path, kind: type[Record], **known: object) -> Record | None:
        """A TOML file as one record; `known` are the fields that its path gives."""
        text = self.text(path)
        if text is None:
            return None
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self.report(path, _toml_line(str(error), text), f"not valid TOML: {error}", "", "mend the line")
            return None
        for name in known.keys() & table.keys():
            fix = "leave it out: the path says it"
            self.report(path, line_of(text, name), f"{name!r} is given by the path", str(table[name]), fix)
            return None
        clean = not self._unsafe_texts(path, table, text)
        try:
            record = msgspec.convert({**table, **known}, kind)
        except msgspec.ValidationError as error:
            self._refused(path, text, table, str(error), kind)
            return None
        return record if clean else None

    def rows(self, path: Path, kind: type[Record], **known: object) -> list[Record]:
        """A CSV file as records; `known` are the fields that its path gives. Empty cells are left out."""
        text = self.text(path)
        if text is None:
            return []
        cells = list(self._cells(path, text, kind, known))
        try:
            return msgspec.convert([cell for _, cell in cells], list[kind], strict=False)  # type: ignore[valid-type]
        except msgspec.ValidationError:
            return self._row_by_row(path, cells, kind)

    def report(self, path: Path, line: int, message: str, value: str = "", fix: str = "") -> None:
        """Keep one problem."""
        name = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)
        self.problems.append(Problem(name, line, message, value[:120], fix))

    def _cells(
        self, path: Path, text: str, kind: type[Record], known: dict[str, object]
    ) -> Iterator[tuple[int, dict[str, Any]]]:
        fields = {field.name: field for field in msgspec.structs.fields(kind)}
        reader = csv.reader(text.splitlines(keepends=True), strict=True)
        header = next(reader, [])
        if not self._header(path, header, fields, known):
            return
        texts = {name for name in header if fields[name].type is str or name in {"model", "benchmark", "provider"}}
        fixed = {**known, "file": path.relative_to(self.root).as_posix()}
        try:
            for row in reader:
                if len(row) != len(header):
                    wrong = f"the row has {len(row)} cells, the header {len(header)}"
                    self.report(path, reader.line_num, wrong, ",".join(row), "quote cells that hold commas")
                    continue
                cell = {name: value for name, value in zip(header, row, strict=True) if value}
                self._unsafe_cells(path, reader.line_num, cell, texts)
                yield reader.line_num, {**cell, **fixed, "line": reader.line_num}
        except csv.Error as error:
            self.report(path, reader.line_num, f"not valid CSV: {error}", "", "mend the quotes of the row")

    def _header(self, path: Path, header: list[str], fields: dict[str, Any], known: dict[str, object]) -> bool:
        given = {*known, "file", "line"}
        unknown = [name for name in header if name not in fields or name in given]
        needed = [name for name, field in fields.items() if field.required and name not in given | set(header)]
        for name in unknown:
            allowed = ", ".join(name for name in fields if name not in given)
            self.report(path, 1, "unknown column", name, f"the columns are {allowed}")
        for name in needed:
            self.report(path, 1, f"the column {name!r} is missing", "", f"add {name!r} to the header and every row")
        return not unknown and not needed

    def _row_by_row(self, path: Path, cells: list[tuple[int, dict[str, Any]]], kind: type[Record]) -> list[Record]:
        good = []
        for line, cell in cells:
            try:
                good.append(msgspec.convert(cell, kind, strict=False))
            except msgspec.ValidationError as error:
                name, message = _explained(str(error))
                self.report(path, line, message, str(cell.get(name, "")), _fix(kind, name))
        return good

    def _refused(self, path: Path, text: str, table: dict[str, Any], error: str, kind: type[Record]) -> None:
        name, message = _explained(error)
        unknown = re.search(r"unknown field `([^`]+)`", error)
        key = unknown[1] if unknown else name
        found = _at(table, name)
        self.report(path, line_of(text, key), message, "" if unknown else found, _fix(kind, "" if unknown else name))

    def _unsafe_cells(self, path: Path, line: int, cell: dict[str, str], texts: set[str]) -> None:
        for name, value in cell.items():
            if UNSAFE.search(value):
                self.report(path, line, f"markup or control characters in {name!r}", repr(value), "use plain text")
            elif name in texts and value.startswith(FORMULA) and not NUMBERLIKE.match(value):
                self.report(path, line, f"{name!r} begins like a formula", value, "begin with a letter or a digit")

    def _unsafe_texts(self, path: Path, table: dict[str, Any], text: str) -> bool:
        found = [(key, value) for key, value in _texts(table) if UNSAFE.search(value) or value.startswith(FORMULA)]
        for key, value in found:
            fix = "use plain text that begins with a letter or a digit"
            self.report(path, line_of(text, key), f"markup, control character or formula in {key!r}", repr(value), fix)
        for key, value in _numbers(table):
            if not isfinite(value):
                self.report(path, line_of(text, key), f"{key!r} is not a finite number", str(value), "give a number")
                found.append((key, str(value)))
        return bool(found)


def line_of(text: str, key: str) -> int:
    """The first line of a TOML text that sets `key` (dotted paths: the last name counts); 0 when none does."""
    last = re.sub(r"\[[^\]]*\]", "", key).rsplit(".", 1)[-1]
    found = (
        re.search(rf"^\s*\[*[\w.\"' -]*?[\"']?{re.escape(last)}[\"']?\s*[=\]]", text, re.MULTILINE) if last else None
    )
    return text[: found.start()].count("\n") + 1 if found else 0


def _toml_line(error: str, text: str) -> int:
    stated = re.search(r"at line (\d+)", error)
    return int(stated[1]) if stated else text.count("\n") + 1


def _explained(error: str) -> tuple[str, str]:
    place = PATH.search(error)
    name = place[1] if place else ""
    message = error[: place.start()] if place else error
    return name, f"{name}: {message}" if name else message


def _fix(kind: type[msgspec.Struct], name: str) -> str:
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    first = re.split(r"[.\[]", name, maxsplit=1)[0]
    if first not in fields:
        return "the keys are " + ", ".join(fields)
    return f"give {_type_name(fields[first].type)}"


def _type_name(kind: object) -> str:
    return str(kind).replace("typing.", "").replace("<class '", "").replace("'>", "").split(", msgspec", 1)[0]


def _at(table: dict[str, Any], name: str) -> str:
    value: Any = table
    for part in re.split(r"\.", re.sub(r"\[[^\]]*\]", "", name)):
        value = value.get(part, "") if isinstance(value, dict) else value
    return str(value)


def _texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)


def _numbers(value: object, key: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(value, float):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _numbers(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _numbers(inner, key)
