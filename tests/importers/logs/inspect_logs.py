"""Inspect logs for tests: real ones, and real ones with a change in them."""

import json
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from evenhand.importers.logs.inspect_log import FORMAT
from evenhand.importers.logs.log import Log
from evenhand.records.own_results import OwnItem, OwnRun

FIXTURES = Path(__file__).parent / "fixtures" / "inspect"
ZSTANDARD = next((FIXTURES / "own").glob("*.eval"))
DEFLATED = FIXTURES / "upstream" / "2025-02-11T15-18-04-05-00_popularity_mj7khqpMM4GBCfVQozKgzB.eval"
CHOICES = FIXTURES / "upstream" / "mmlu-summary-choices.eval"
JSON = FIXTURES / "upstream" / "2025-05-12T20-28-13-04-00_popularity.json"
NO_SAMPLES = FIXTURES / "upstream" / "2025-05-12T20-28-13-04-00_no-samples.json"
EVERY = tuple(path for path in sorted(FIXTURES.rglob("*")) if path.is_file())

Change = Callable[[Any], None]


def read(path: Path) -> tuple[tuple[OwnRun, ...], list[OwnItem]]:
    """The runs and items of a log, whatever its name."""
    items: list[OwnItem] = []
    return FORMAT.read(Log(tool="inspect", main=path, parts=(path,)), items.append), items


def members() -> dict[str, bytes]:
    """The members of the real archive that the standard library can read."""
    return dict(_members())


@cache
def _members() -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(DEFLATED) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())


def archive(path: Path, content: Mapping[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> Path:
    """An archive of these members."""
    with zipfile.ZipFile(path, "w", way) as written:
        for name, body in content.items():
            written.writestr(name, body)
    return path


def added(path: Path, content: Iterable[tuple[str, bytes]]) -> Path:
    """The archive with further members at its end, also under names that it has."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as more, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Duplicate name")
        for name, body in content:
            more.writestr(name, body)
    return path


def changed(path: Path, header: Change | None = None, sample: Change | None = None) -> Path:
    """The real archive with a change in its header and in every sample."""
    content = members()
    for name, body in content.items():
        change = header if name == "header.json" else sample if name.startswith("samples/") else None
        if change is not None:
            table = json.loads(body)
            change(table)
            content[name] = json.dumps(table).encode()
    return archive(path, content)


def changed_json(path: Path, change: Change) -> Path:
    """The real JSON log with a change."""
    table = json.loads(JSON.read_bytes())
    change(table)
    path.write_text(json.dumps(table), encoding="utf-8")
    return path


def set_at(*place: Any) -> Change:
    """A change that sets the last of these at the place that the others lead to."""
    *way, last, value = place

    def change(table: Any) -> None:
        for step in way:
            table = table[step]
        table[last] = value

    return change
