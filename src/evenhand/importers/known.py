"""What the catalog's files say that importers need, read from every folder of facts."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from evenhand.catalog.reading import Reader
from evenhand.errors import BadCatalog, UnknownSource
from evenhand.importers.findings import Known
from evenhand.importers.names import read_names
from evenhand.importers.rules import Rules
from evenhand.records.facts import Benchmark, Lab, Offer, Provider, Publisher, Source

Described = TypeVar("Described", bound=Struct)


def home_of(source: str, folders: Iterable[Path]) -> Path:
    """The last of the folders that describes a source: its names and rules lie there, and its rows go there.

    Raises:
        UnknownSource: none describes it; holds those that are described.

    """
    roots = list(folders)
    for root in reversed(roots):
        if (root / "sources" / f"{source}.toml").is_file():
            return root
    raise UnknownSource(source, tuple(sorted(path.stem for root in roots for path in root.glob("sources/*.toml"))))


def known_of(source: str, folders: Iterable[Path], into: Path | None = None) -> Known:
    """What an importer of this source is given; `into` holds the rows that were collected before.

    Raises:
        UnknownSource: no folder describes it.
        BadCatalog: a description, table or rule cannot be read; holds every fault.

    """
    roots = list(folders)
    readers = {root: Reader(root) for root in roots}
    home = readers[home_of(source, roots)]
    described = home.description(home.root / "sources" / f"{source}.toml", Source, id=source)
    rules = home.root / "rules" / f"{source}.toml"
    known = Known(
        source=described or _nothing(source),
        names=read_names(home, source),
        rules=(home.description(rules, Rules) if rules.is_file() else None) or Rules(),
        labs={path.stem: path.parent.name for root in roots for path in sorted(root.glob("models/*/*.toml"))},
        benchmarks=_described(readers.values(), "benchmarks", Benchmark),
        providers=_described(readers.values(), "providers", Provider),
        publishers=_publishers(readers.values(), described),
        offers=_offers(source, into or home.root),
        retrieved=described.retrieved if described else "",
    )
    problems = [problem for reader in readers.values() for problem in reader.problems]
    if problems:
        raise BadCatalog(tuple(sorted(problems)))
    return known


def _described(readers: Iterable[Reader], folder: str, kind: type[Described]) -> dict[str, Described]:
    found: dict[str, Described] = {}
    for reader in readers:
        for path in sorted((reader.root / folder).glob("*.toml")):
            record = reader.description(path, kind, id=path.stem)
            if record is not None:
                found[path.stem] = record
    return found


def _publishers(readers: Iterable[Reader], source: Source | None) -> dict[str, Publisher]:
    labs = _described(readers, "labs", Lab).values()
    ours = {host: Publisher(who=lab.id, role="lab") for lab in labs for host in lab.hosts}
    return ours | (source.publishers if source else {})


def _offers(source: str, root: Path) -> tuple[Offer, ...]:
    """The offers of this source that are on file; a file that cannot be read holds none that count."""
    reader = Reader(root)
    files = sorted((root / "collected" / source / "prices").glob("*.csv"))
    return tuple(row for path in files for row in reader.rows(path, Offer, source=source, provider=path.stem))


def _nothing(source: str) -> Source:
    """Stands in while the faults of the real description are gathered."""
    return Source(
        id=source,
        name=source,
        publisher="",
        kind="aggregator",
        link="",
        licence="",
        licence_class="own use",
        retrieved="",
    )
