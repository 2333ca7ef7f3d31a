"""What the words of result files mean here: the user's own table `own/names.toml`, and a short one that is shipped."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from evenhand.catalog.plain_text import fault_of_cell
from evenhand.errors import BadSetting
from evenhand.settings import shipped_data

FILE = "names.toml"
ID = re.compile(r"[a-z0-9][a-z0-9.+-]{0,79}")
SHIPPED = "names/own.toml"
HEAD = "# What the names in your result files mean here: a model's or benchmark's id. `evenhand import` reads it.\n"


class OwnNames(Struct, frozen=True, kw_only=True):
    """The user's own table: models and benchmarks by the words of the files; a task may carry `:metric`."""

    models: dict[str, str] = {}
    benchmarks: dict[str, str] = {}


class KnownTask(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tasks of a tool that are a public benchmark when scored by one of these metrics, and why they are."""

    tool: str
    tasks: tuple[str, ...]
    metrics: tuple[str, ...]
    benchmark: str
    why: str


class ShippedNames(Struct, frozen=True, kw_only=True):
    """The shipped table: prefixes that are no part of a model's or task's name, tasks that are public benchmarks."""

    prefixes: tuple[str, ...] = ()
    before_service: tuple[str, ...] = ()
    task_prefixes: tuple[str, ...] = ()
    benchmark: tuple[KnownTask, ...] = ()


def read_names(own: Path) -> OwnNames:
    """The user's own table; empty where there is none.

    Raises:
        BadSetting: the file is no such table.

    """
    path = own / FILE
    if not path.is_file():
        return OwnNames()
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), OwnNames)
    except (ValueError, OSError) as error:
        fix = 'it has tables [models] and [benchmarks] with lines such as "name in the log" = "id"'
        raise BadSetting(f"{path} cannot be read: {error}; {fix}") from error


def shipped_names(folders: tuple[Path, ...]) -> ShippedNames:
    """The tables that lie among the shipped facts and those of these folders, together."""
    found = [
        msgspec.convert(tomllib.loads(path.read_text("utf-8")), ShippedNames)
        for path in dict.fromkeys(folder / SHIPPED for folder in (shipped_data(), *folders))
        if path.is_file()
    ]
    return ShippedNames(
        prefixes=tuple(one for each in found for one in each.prefixes),
        before_service=tuple(one for each in found for one in each.before_service),
        task_prefixes=tuple(one for each in found for one in each.task_prefixes),
        benchmark=tuple(one for each in found for one in each.benchmark),
    )


def with_names(own: Path, added: OwnNames) -> OwnNames:
    """The user's table with more names; the file is not written yet.

    Raises:
        BadSetting: the file is no table, a name holds what may not stand in one, or an id is none.

    """
    for name in (*added.models, *added.benchmarks):
        if not name or fault_of_cell(name):
            raise BadSetting(f"{name[:80]!r} is no name of a log: {fault_of_cell(name) or 'it is empty'}")
    for id_ in (*added.models.values(), *added.benchmarks.values()):
        if not ID.fullmatch(id_):
            raise BadSetting(f"{id_[:80]!r} is no id; it has small letters, digits, dashes, dots and plus signs")
    held = read_names(own)
    return OwnNames(models=held.models | added.models, benchmarks=held.benchmarks | added.benchmarks)


def write_names(own: Path, wanted: OwnNames) -> None:
    """Put the table in place of the one on file; lines and remarks of the user stay where they say the same."""
    held = read_names(own)
    if wanted == held:
        return
    path = own / FILE
    text = path.read_text("utf-8") if path.is_file() else HEAD
    for table, before, after in (
        ("models", held.models, wanted.models),
        ("benchmarks", held.benchmarks, wanted.benchmarks),
    ):
        for name, meant in after.items():
            if before.get(name) != meant:
                text = _with_line(text, table, name, meant)
    if not _says(text, wanted):
        text = HEAD + _table("models", wanted.models) + _table("benchmarks", wanted.benchmarks)
    beside = path.with_suffix(".part")
    with beside.open("wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _with_line(text: str, table: str, name: str, meant: str) -> str:
    """The text with one line more under the head of a table, and without the line of this name there before."""
    head = re.search(rf"^\[{table}\][^\n]*\n", text, re.MULTILINE)
    if head is None:
        return f"{text.rstrip()}\n\n[{table}]\n{_line(name, meant)}"
    end = re.compile(r"^\[", re.MULTILINE).search(text, head.end())
    inside = text[head.end() : end.start() if end else len(text)]
    inside = re.sub(rf"^{re.escape(json.dumps(name, ensure_ascii=False))} *=[^\n]*\n?", "", inside, flags=re.MULTILINE)
    return text[: head.end()] + _line(name, meant) + inside + (text[end.start() :] if end else "")


def _says(text: str, wanted: OwnNames) -> bool:
    try:
        return msgspec.convert(tomllib.loads(text), OwnNames) == wanted
    except ValueError:
        return False


def _table(name: str, rows: Mapping[str, str]) -> str:
    return f"\n[{name}]\n" + "".join(_line(*row) for row in rows.items()) if rows else ""


def _line(name: str, meant: str) -> str:
    return f"{json.dumps(name, ensure_ascii=False)} = {json.dumps(meant)}\n"
