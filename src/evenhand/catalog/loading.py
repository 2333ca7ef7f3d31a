"""Folders of facts in, one checked Catalog out; or every problem at once and nothing loaded."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.checking import check
from evenhand.catalog.files import APART, content_hash, fact_files
from evenhand.catalog.ids import is_unknown_id
from evenhand.catalog.lines import placed
from evenhand.catalog.reading import Reader
from evenhand.errors import BadCatalog
from evenhand.records.facts import (
    Benchmark,
    Lab,
    Listing,
    Model,
    Observation,
    Offer,
    Provider,
    Rejection,
    Source,
    Speed,
)
from evenhand.records.ranking import Ranking
from evenhand.settings import data_folders

DESCRIBED: dict[str, type[Struct]] = {
    "labs": Lab,
    "providers": Provider,
    "benchmarks": Benchmark,
    "sources": Source,
    "rankings": Ranking,
    "models": Model,
}
LISTED: dict[str, type[Struct]] = {
    "scores": Observation,
    "prices": Offer,
    "speeds": Speed,
    "listings": Listing,
    "ledger": Rejection,
}
FORMS = dict.fromkeys(DESCRIBED, "*.toml") | dict.fromkeys(LISTED, "*.csv")
FORMS |= {"models": "*/*.toml", "scores": "*/*.csv"}
KNOWN = {*FORMS, *APART, "README.md"}

Parts = dict[str, dict[str, Any]]
Rows = dict[str, list[Any]]


def load_catalog(folders: tuple[Path, ...] | None = None, today: str | None = None) -> Catalog:
    """Read and check every file. Later folders add to earlier ones and may replace a description.

    What refers to a file that could not be read is no fault of its own: only that file is reported.

    Raises:
        BadCatalog: holds every problem of all files; nothing is loaded then.

    """
    roots = folders or data_folders()
    day = today or datetime.now(UTC).date().isoformat()
    parts: Parts = {name: {} for name in DESCRIBED}
    rows: Rows = {name: [] for name in LISTED}
    readers = [_read(root, parts, rows) for root in roots]
    catalog = _assembled(parts, rows, content_hash(roots))
    problems = {problem for reader in readers for problem in reader.problems}
    unread = {path.stem for reader in readers for path in reader.unread}
    found = [one for one in check(catalog, day) if not (is_unknown_id(one) and one.value in unread)]
    problems.update(placed(found, roots))
    if problems:
        raise BadCatalog(tuple(sorted(problems)))
    return catalog


def _read(root: Path, parts: Parts, rows: Rows) -> Reader:
    reader = Reader(root)
    if not root.is_dir():
        reader.report(root, 0, "the folder of facts does not exist", "", "name an existing folder")
        return reader
    _strangers(reader)
    depth = len(root.parts)
    for path in fact_files(root):
        parts_below = path.parts[depth:]
        folder = parts_below[0]
        if folder in FORMS and not _fits(parts_below, FORMS[folder]):
            reader.report(path, 0, "no file is read in this place", path.name, f"its place is {folder}/{FORMS[folder]}")
        elif folder in LISTED:
            rows[folder] += reader.rows(path, LISTED[folder], **_told(path, folder))
        elif folder in DESCRIBED:
            _describe(reader, path, folder, parts[folder])
    _homes(reader)
    return reader


def _fits(parts_below: tuple[str, ...], form: str) -> bool:
    return len(parts_below) == form.count("/") + 2 and parts_below[-1].endswith(form[-4:])


def _describe(reader: Reader, path: Path, folder: str, part: dict[str, Any]) -> None:
    record = reader.description(path, DESCRIBED[folder], **_told(path, folder))
    if record is not None:
        part[path.stem] = record


def _homes(reader: Reader) -> None:
    """No two labs in one folder of facts have a model of the same id."""
    first: dict[str, Path] = {}
    for path in fact_files(reader.root / "models"):
        home = first.setdefault(path.stem, path)
        if home is not path:
            fix = f"keep this one or {home.parent.name}/{home.name}"
            reader.report(path, 0, "another lab has a model with this id", path.stem, fix)


def _told(path: Path, folder: str) -> dict[str, str]:
    """The fields that the path of a file says."""
    if folder in DESCRIBED:
        return {"id": path.stem} | ({"lab": path.parent.name} if folder == "models" else {})
    if folder == "scores":
        return {"source": path.parent.name}
    return {"provider": path.stem} if folder == "prices" else {"source": path.stem}


def _strangers(reader: Reader) -> None:
    for path in sorted(reader.root.iterdir()):
        if path.name not in KNOWN and not path.name.startswith("."):
            reader.report(path, 0, "not a place for facts", path.name, f"the folders are {', '.join(sorted(KNOWN))}")


def _assembled(parts: Parts, rows: Rows, version: str) -> Catalog:
    checked = [offer.checked for offer in rows["prices"]]
    checked += [row.retrieved for row in (*rows["scores"], *rows["speeds"], *rows["listings"])]
    checked += [source.retrieved for source in parts["sources"].values()]
    return Catalog(
        date=max(checked, default=""),
        version=version,
        labs=parts["labs"],
        models=parts["models"],
        providers=parts["providers"],
        benchmarks=parts["benchmarks"],
        sources=parts["sources"],
        rankings=parts["rankings"],
        observations=tuple(rows["scores"]),
        offers=tuple(rows["prices"]),
        speeds=tuple(rows["speeds"]),
        listings=tuple(rows["listings"]),
        rejections=tuple(rows["ledger"]),
    )
