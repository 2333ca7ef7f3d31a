"""Folders of facts in, one checked Catalog out; or every problem at once and nothing loaded."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.checking import check
from evenhand.catalog.files import content_hash
from evenhand.catalog.reading import Reader, Record
from evenhand.errors import BadCatalog, Problem
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
}
LOOSE = {"README.md"}
KNOWN = {
    *DESCRIBED,
    "models",
    "scores",
    "prices",
    "speeds",
    "listings",
    "ledger",
    "schema",
    "rules",
    "LICENCES",
    *LOOSE,
}


def load_catalog(folders: tuple[Path, ...] | None = None, today: str | None = None) -> Catalog:
    """Read and check every file. Later folders add to earlier ones and may replace a description.

    Raises:
        BadCatalog: holds every problem of all files; nothing is loaded then.

    """
    roots = folders or data_folders()
    day = today or datetime.now(UTC).date().isoformat()
    problems: list[Problem] = []
    parts: dict[str, dict[str, Any]] = {name: {} for name in (*DESCRIBED, "models")}
    rows: dict[str, list[Any]] = {name: [] for name in ("scores", "prices", "speeds", "listings", "ledger")}
    for root in roots:
        problems += _read(root, parts, rows)
    if problems:
        raise BadCatalog(tuple(sorted(problems)))
    catalog = _assembled(parts, rows, content_hash(roots))
    found = check(catalog, day)
    if found:
        raise BadCatalog(tuple(sorted(found)))
    return catalog


def _read(root: Path, parts: dict[str, dict[str, Any]], rows: dict[str, list[Any]]) -> list[Problem]:
    reader = Reader(root)
    if not root.is_dir():
        return [Problem(str(root), 0, "the folder of facts does not exist", "", "name an existing folder")]
    _strangers(reader)
    for folder, kind in DESCRIBED.items():
        for path in sorted((root / folder).glob("*.toml")):
            _keep(parts[folder], path.stem, reader.description(path, kind, id=path.stem))
    for path in sorted((root / "models").glob("*/*.toml")):
        _keep(parts["models"], path.stem, reader.description(path, Model, id=path.stem, lab=path.parent.name))
    _read_rows(reader, rows)
    return reader.problems


def _read_rows(reader: Reader, rows: dict[str, list[Any]]) -> None:
    tables: tuple[tuple[str, str, type[Struct], Callable[[Path], dict[str, str]]], ...] = (
        ("scores", "*/*.csv", Observation, lambda path: {"source": path.parent.name}),
        ("prices", "*.csv", Offer, lambda path: {"provider": path.stem}),
        ("speeds", "*.csv", Speed, lambda path: {"source": path.stem}),
        ("listings", "*.csv", Listing, lambda path: {"source": path.stem}),
        ("ledger", "*.csv", Rejection, lambda path: {"source": path.stem}),
    )
    for folder, pattern, kind, known in tables:
        for path in sorted((reader.root / folder).glob(pattern)):
            rows[folder] += reader.rows(path, kind, **known(path))


def _strangers(reader: Reader) -> None:
    for path in sorted(reader.root.iterdir()):
        if path.name not in KNOWN and not path.name.startswith("."):
            reader.report(path, 0, "not a place for facts", path.name, f"the folders are {', '.join(sorted(KNOWN))}")


def _keep(part: dict[str, Record], name: str, record: Record | None) -> None:
    if record is not None:
        part[name] = record


def _assembled(parts: dict[str, dict[str, Any]], rows: dict[str, list[Any]], version: str) -> Catalog:
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
