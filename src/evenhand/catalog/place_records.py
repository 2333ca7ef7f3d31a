"""The boards of days gone by, as they were written down: read, checked, added to.

They are computed from the facts, so they are no part of the catalog's version: each row names the version it is of.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.ids import exists
from evenhand.catalog.reading import Reader
from evenhand.catalog.rows import grouped
from evenhand.errors import Problem
from evenhand.records.places import PlaceRecord
from evenhand.settings import data_folders

FOLDER = "places"
COLUMNS = ("date", "catalog", "basis", "model", "place", "best", "worst", "score", "low", "high")
KEPT = ("place records",)

Records = dict[tuple[str, str], tuple[PlaceRecord, ...]]


def place_records(catalog: Catalog, folders: tuple[Path, ...] | None = None) -> Records:
    """Rows by ranking and lane, oldest first, read once for a catalog from the folders that hold its facts.

    A row that cannot be read, or of a model that is gone, gives none here; `place_problems` tells of it.
    """
    if KEPT not in catalog.kept:
        found = [row for row, _ in _read(folders or data_folders()) if row.model in catalog.models]
        found.sort(key=lambda row: (row.date, row.place, row.model))
        catalog.kept[KEPT] = _by_lane(found)
    kept: Records = catalog.kept[KEPT]
    return kept


def place_problems(catalog: Catalog, folders: tuple[Path, ...], today: str) -> Iterator[Problem]:
    """What is wrong with the rows on file: unreadable ones, unknown models, days to come, a model twice on a day."""
    first: dict[tuple[str, ...], PlaceRecord] = {}
    readers: dict[Path, Reader] = {}
    for row, reader in _read(folders):
        readers[reader.root] = reader
        yield from exists(row.model, catalog.models, "model", row.file, row.line)
        if row.date > today:
            yield Problem(row.file, row.line, "a day to come", row.date, "record a board on its own day")
        if not row.best <= row.place <= row.worst:
            yield Problem(row.file, row.line, "the place is outside of its interval", str(row.place), "record it again")
        other = first.setdefault((row.ranking, row.lane, row.date, row.model), row)
        if other is not row:
            yield Problem(row.file, row.line, f"a duplicate of line {other.line}", row.model, "keep one of the two")
    for reader in readers.values():
        yield from reader.problems


def write_places(folder: Path, rows: Iterable[PlaceRecord]) -> tuple[Path, ...]:
    """Put boards into a folder of facts, each in the place of what was on file of its day; gives the changed files.

    A board that was recorded on its day is not replaced by one computed later.
    """
    changed = []
    for (ranking, lane), added in _by_lane(rows).items():
        path = folder / FOLDER / ranking / f"{lane}.csv"
        before = list(_rows(Reader(folder), path)) if path.exists() else []
        text = _text(_merged(before, added))
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(".part")
            beside.write_text(text, "utf-8")
            beside.replace(path)
            changed.append(path)
    return tuple(changed)


def _merged(before: Iterable[PlaceRecord], added: Iterable[PlaceRecord]) -> list[PlaceRecord]:
    days = grouped(before, "date")
    for day, rows in grouped(added, "date").items():
        held = days.get(day, ())
        if _same(held, rows) or (held and held[0].basis == "recorded" and rows[0].basis == "as of"):
            continue
        days[day] = rows
    return sorted((row for rows in days.values() for row in rows), key=lambda row: (row.date, row.place, row.model))


def _same(held: Iterable[PlaceRecord], rows: Iterable[PlaceRecord]) -> bool:
    """Whether both say the same of every model, whichever version they were computed from."""

    def said(some: Iterable[PlaceRecord]) -> set[tuple[str, ...]]:
        return {tuple(_cells(row)[2:]) for row in some}

    return said(held) == said(rows)


def _read(folders: tuple[Path, ...]) -> Iterator[tuple[PlaceRecord, Reader]]:
    for root in folders:
        reader = Reader(root)
        for path in sorted(root.glob(f"{FOLDER}/*/*.csv")):
            yield from ((row, reader) for row in _rows(reader, path))


def _rows(reader: Reader, path: Path) -> list[PlaceRecord]:
    return reader.rows(path, PlaceRecord, ranking=path.parent.name, lane=path.stem)


def _by_lane(rows: Iterable[PlaceRecord]) -> Records:
    found: dict[tuple[str, str], list[PlaceRecord]] = {}
    for row in rows:
        found.setdefault((row.ranking, row.lane), []).append(row)
    return {lane: tuple(some) for lane, some in found.items()}


def _text(rows: Iterable[PlaceRecord]) -> str:
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_cells, rows))
    return written.getvalue()


def _cells(row: PlaceRecord) -> list[str]:
    told = structs.asdict(row)
    return [_cell(told[name]) for name in COLUMNS]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.1f}" if isinstance(value, float) else str(value)
