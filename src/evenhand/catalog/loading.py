"""Folders of facts in, one checked Catalog out; or every problem at once and nothing loaded."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.checking import check
from evenhand.catalog.files import APART, content_hash, fact_files
from evenhand.catalog.garbage import nothing_is_garbage
from evenhand.catalog.ids import is_unknown_id
from evenhand.catalog.item_outcomes import read_outcomes
from evenhand.catalog.licences import check_licences
from evenhand.catalog.lines import in_folder, in_folders, placed
from evenhand.catalog.place_records import place_problems
from evenhand.catalog.ranking_rules import check_needed_rankings
from evenhand.catalog.reading import Reader
from evenhand.catalog.rows import OnDemand
from evenhand.catalog.stated_facts import with_facts
from evenhand.catalog.whole_folder import mended
from evenhand.errors import BadCatalog, Problem
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
    VoteCount,
)
from evenhand.records.item_outcomes import ItemOutcomes
from evenhand.records.ranking import Ranking
from evenhand.settings import data_folders, own_facts, shipped_data

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
    "outcomes": ItemOutcomes,
    "votes": VoteCount,
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
    "votes/*/*.csv": "votes",
    "collected/*/scores/*.csv": "scores",
    "collected/*/prices/*.csv": "prices",
    "collected/*/speeds.csv": "speeds",
    "collected/*/facts.csv": "facts",
    "collected/*/ledger.csv": "ledger",
    "collected/*/votes/*.csv": "votes",
    "collected/*/files.csv": "files",
    "collected/*/items/runs.csv": "outcomes",
}
FOR_PEOPLE = ("collected/*/unresolved.csv", "collected/*/items/*.csv")
FORMS: dict[tuple[str, int], list[tuple[list[str], str]]] = defaultdict(list)
for _form, _holds in (PLACES | dict.fromkeys(FOR_PEOPLE, "")).items():
    _parts = _form.split("/")
    FORMS[_parts[0], len(_parts)].append((_parts, _holds))
KNOWN = {*(place.partition("/")[0] for place in PLACES), *APART, "README.md"}
COLLECTED = "collected"
OWN_RUN = "own run"

Parts = dict[str, dict[str, Any]]
Lists = dict[str, Any]


def load_catalog(
    folders: tuple[Path, ...] | None = None, today: str | None = None, collected: Mapping[Path, Path] | None = None
) -> Catalog:
    """Read and check every file. Later folders add to earlier ones and may replace a description.

    What refers to a file that could not be read is no fault of its own: only that file is reported.
    `collected` names, for a folder of facts, another place to read its `collected` folder from. Without `folders` they
    are those that answers rest on, which need the rankings `even` and `classic`.

    Raises:
        BadCatalog: holds every problem of all files; nothing is loaded then.

    """
    roots = folders or data_folders()
    day = today or datetime.now(UTC).date().isoformat()
    parts: Parts = {name: {} for name in DESCRIBED}
    rows: Lists = {name: [] for name in LISTED}
    with nothing_is_garbage():
        version = content_hash(roots)
        readers = [reader for root in roots for reader in _readers(root, (collected or {}).get(root), parts, rows)]
        public = tuple(root for root in roots if root != own_facts())
        catalog = assembled(parts, rows, version)
        if public and public != roots:
            catalog = structs.replace(catalog, public=(version, content_hash(public)))
        problems = {_of_folder(problem, reader, roots) for reader in readers for problem in reader.problems}
        unread = {path.stem for reader in readers for path in reader.unread}
        found = [one for one in check(catalog, day) if not (is_unknown_id(one) and one.value in unread)]
    problems.update(in_folders((*placed(found, roots), *place_problems(catalog, roots, day)), roots))
    problems.update(one for root in roots if root == shipped_data() for one in check_licences(catalog, root))
    if folders is None and not problems:
        problems.update(check_needed_rankings(catalog))
    if problems:
        raise BadCatalog(tuple(sorted(problems)))
    return catalog


def _of_folder(problem: Problem, reader: Reader, roots: tuple[Path, ...]) -> Problem:
    """A problem that was met while reading: of the folders after the first, with the whole path."""
    return in_folder(problem, reader.root) if reader.root in roots[1:] else problem


def _readers(root: Path, instead: Path | None, parts: Parts, rows: Lists) -> Iterator[Reader]:
    """What was read under one root, its collected folder in another place where one is named."""
    mended(root / COLLECTED)
    yield read_folder(Reader(root), parts, rows, apart=COLLECTED if instead else "")
    if instead:
        yield read_folder(Reader(instead.parent), parts, rows, only=instead.name)


def read_folder(reader: Reader, parts: Parts, rows: Lists, *, apart: str = "", only: str = "") -> Reader:
    """Read the files under the root into `parts` and `rows`: none of the folder `apart`, or those of `only`."""
    root = reader.root
    if not root.is_dir():
        reader.report(root, 0, "the folder of facts does not exist", "", "name an existing folder")
        return reader
    if not only:
        _strangers(reader)
    depth = len(root.parts)
    paths = fact_files(root / only)
    for path in paths:
        below = path.parts[depth:]
        if below[0] == apart:
            continue
        place = _place((COLLECTED, *below[1:]) if only else below)
        if place in DESCRIBED:
            _describe(reader, path, place, parts[place])
        elif place == "outcomes":
            rows[place] += read_outcomes(reader, path, below[-3])
        elif place in LISTED:
            rows[place] += reader.rows(path, LISTED[place], **_told(path, below, place))
        elif place == "nowhere":
            fix = f"its place is {' or '.join(form for form in PLACES if form.startswith(below[0] + '/'))}"
            reader.report(path, 0, "no file is read in this place", path.name, fix)
    _homes(reader, (path for path in paths if path.parts[depth] == "models"))
    return reader


def _place(below: tuple[str, ...]) -> str:
    """What a file at these parts below the root holds; empty for what is there for people only."""
    for form, place in FORMS.get((below[0], len(below)), ()):
        if all(
            part == want or (want[0] == "*" and part.endswith(want[1:])) for part, want in zip(below, form, strict=True)
        ):
            return place
    return "nowhere" if below[0] in KNOWN else ""


def _describe(reader: Reader, path: Path, folder: str, part: dict[str, Any]) -> None:
    told = {"id": path.stem} | ({"lab": path.parent.name} if folder == "models" else {})
    record = reader.description(path, DESCRIBED[folder], **told)
    if record is not None:
        part[path.stem] = record


def _homes(reader: Reader, paths: Iterable[Path]) -> None:
    """No two labs in one folder of facts have a model of the same id."""
    first: dict[str, Path] = {}
    for path in paths:
        home = first.setdefault(path.stem, path)
        if home is not path:
            fix = f"keep this one or {home.parent.name}/{home.name}"
            reader.report(path, 0, "another lab has a model with this id", path.stem, fix)


def _told(path: Path, below: tuple[str, ...], place: str) -> dict[str, str]:
    """The fields that the path of a file of rows says."""
    if place == "scores":
        return {"source": below[1]}
    if place == "votes":
        return {"source": below[1], "board": path.stem}
    if below[0] == "prices":
        return {"provider": path.stem}
    if place == "prices":
        return {"source": below[1], "provider": path.stem}
    return {"source": path.stem if len(below) == 2 else below[1]}


def _strangers(reader: Reader) -> None:
    for path in sorted(reader.root.iterdir()):
        if path.name not in KNOWN and not path.name.startswith("."):
            reader.report(path, 0, "not a place for facts", path.name, f"the folders are {', '.join(sorted(KNOWN))}")


def _second_opinions(parts: Parts) -> frozenset[str]:
    return frozenset(name for name, source in parts["sources"].items() if source.opinion == "second")


def assembled(parts: Parts, rows: Lists, version: str) -> Catalog:
    """What was read as a catalog, not yet checked."""
    days = {offer.checked for offer in rows["prices"]}
    own = {name for name, source in parts["sources"].items() if source.kind == OWN_RUN}
    days |= {row.retrieved for name in ("scores", "speeds", "listings") for row in rows[name] if row.source not in own}
    days |= {source.retrieved for name, source in parts["sources"].items() if name not in own}
    return Catalog(
        date=max(days, default=""),
        version=version,
        labs=parts["labs"],
        models=OnDemand.of(with_facts(parts["models"], rows["facts"], _second_opinions(parts))),
        providers=parts["providers"],
        benchmarks=parts["benchmarks"],
        sources=parts["sources"],
        rankings=parts["rankings"],
        observations=rows["scores"],
        offers=rows["prices"],
        speeds=rows["speeds"],
        listings=rows["listings"],
        facts=rows["facts"],
        files=rows["files"],
        rejections=rows["ledger"],
        votes=rows["votes"],
        outcomes=rows["outcomes"],
    )
