"""Folders of facts in, one checked Catalog out; or every problem at once and nothing loaded."""

from collections.abc import Mapping
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
from evenhand.catalog.stated_facts import with_facts
from evenhand.catalog.whole_folder import mended
from evenhand.errors import BadCatalog
from evenhand.records.facts import (
    Benchmark,
    Lab,
    Listing,
    Model,
    Observation,
    Offer,
    Provider,
    RawFile,
    Rejection,
    Source,
    Speed,
    StatedFact,
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
    "facts": StatedFact,
    "listings": Listing,
    "ledger": Rejection,
    "files": RawFile,
}
PLACES = {
    "labs/*.toml": "labs",
    "providers/*.toml": "providers",
    "benchmarks/*.toml": "benchmarks",
    "sources/*.toml": "sources",
    "rankings/*.toml": "rankings",
    "models/*/*.toml": "models",
    "scores/*/*.csv": "scores",
    "prices/*.csv": "prices",
    "speeds/*.csv": "speeds",
    "listings/*.csv": "listings",
    "ledger/*.csv": "ledger",
    "collected/*/scores/*.csv": "scores",
    "collected/*/prices/*.csv": "prices",
    "collected/*/speeds.csv": "speeds",
    "collected/*/facts.csv": "facts",
    "collected/*/ledger.csv": "ledger",
    "collected/*/files.csv": "files",
}
FOR_PEOPLE = ("collected/*/unresolved.csv", "collected/*/items/*.csv")
KNOWN = {*(place.partition("/")[0] for place in PLACES), *APART, "README.md"}
COLLECTED = "collected"

Parts = dict[str, dict[str, Any]]
Rows = dict[str, list[Any]]


def load_catalog(
    folders: tuple[Path, ...] | None = None, today: str | None = None, collected: Mapping[Path, Path] | None = None
) -> Catalog:
    """Read and check every file. Later folders add to earlier ones and may replace a description.

    What refers to a file that could not be read is no fault of its own: only that file is reported.
    `collected` names, for a folder of facts, another place to read its `collected` folder from.

    Raises:
        BadCatalog: holds every problem of all files; nothing is loaded then.

    """
    roots = folders or data_folders()
    day = today or datetime.now(UTC).date().isoformat()
    parts: Parts = {name: {} for name in DESCRIBED}
    rows: Rows = {name: [] for name in LISTED}
    readers = []
    for root in roots:
        mended(root / COLLECTED)
        instead = (collected or {}).get(root)
        readers.append(_read(Reader(root), parts, rows, apart=COLLECTED if instead else ""))
        if instead:
            readers.append(_read(Reader(instead.parent), parts, rows, only=instead.name))
    catalog = _assembled(parts, rows, content_hash(roots))
    problems = {problem for reader in readers for problem in reader.problems}
    unread = {path.stem for reader in readers for path in reader.unread}
    found = [one for one in check(catalog, day) if not (is_unknown_id(one) and one.value in unread)]
    problems.update(placed(found, roots))
    if problems:
        raise BadCatalog(tuple(sorted(problems)))
    return catalog


def _read(reader: Reader, parts: Parts, rows: Rows, *, apart: str = "", only: str = "") -> Reader:
    root = reader.root
    if not root.is_dir():
        reader.report(root, 0, "the folder of facts does not exist", "", "name an existing folder")
        return reader
    if not only:
        _strangers(reader)
    depth = len(root.parts)
    for path in fact_files(root / only):
        below = path.parts[depth:]
        if below[0] == apart:
            continue
        place = _place((COLLECTED, *below[1:]) if only else below)
        if place in DESCRIBED:
            _describe(reader, path, place, parts[place])
        elif place in LISTED:
            rows[place] += reader.rows(path, LISTED[place], **_told(path, below, place))
        elif place == "nowhere":
            fix = f"its place is {' or '.join(form for form in PLACES if form.startswith(below[0] + '/'))}"
            reader.report(path, 0, "no file is read in this place", path.name, fix)
    _homes(reader)
    return reader


def _place(below: tuple[str, ...]) -> str:
    """What a file at these parts below the root holds; empty for what is there for people only."""
    for form, place in PLACES.items():
        if _fits(below, form):
            return place
    return "" if any(_fits(below, form) for form in FOR_PEOPLE) or below[0] not in KNOWN else "nowhere"


def _fits(below: tuple[str, ...], form: str) -> bool:
    wanted = form.split("/")
    return len(below) == len(wanted) and all(
        part == want or (want[0] == "*" and part.endswith(want[1:])) for part, want in zip(below, wanted, strict=True)
    )


def _describe(reader: Reader, path: Path, folder: str, part: dict[str, Any]) -> None:
    told = {"id": path.stem} | ({"lab": path.parent.name} if folder == "models" else {})
    record = reader.description(path, DESCRIBED[folder], **told)
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


def _told(path: Path, below: tuple[str, ...], place: str) -> dict[str, str]:
    """The fields that the path of a file of rows says."""
    if place == "scores":
        return {"source": below[1]}
    if below[0] == "prices":
        return {"provider": path.stem}
    if place == "prices":
        return {"source": below[1], "provider": path.stem}
    return {"source": path.stem if len(below) == 2 else below[1]}


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
        models=with_facts(parts["models"], rows["facts"]),
        providers=parts["providers"],
        benchmarks=parts["benchmarks"],
        sources=parts["sources"],
        rankings=parts["rankings"],
        observations=tuple(rows["scores"]),
        offers=tuple(rows["prices"]),
        speeds=tuple(rows["speeds"]),
        listings=tuple(rows["listings"]),
        facts=tuple(rows["facts"]),
        files=tuple(rows["files"]),
        rejections=tuple(rows["ledger"]),
    )
