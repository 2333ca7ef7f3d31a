"""What the catalog's files say that importers need, read from every folder of facts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from evenhand.catalog.reading import Reader
from evenhand.errors import BadCatalog, Problem, UnknownSource
from evenhand.importers.findings import Known
from evenhand.importers.name_checks import name_faults, rule_faults
from evenhand.importers.names import read_names
from evenhand.importers.rules import Rules
from evenhand.records.facts import Benchmark, Lab, Offer, Provider, Publisher, Source

Described = TypeVar("Described", bound=Struct)


class Held(Struct, frozen=True):
    """What is the same for every source: the lab of each model, benchmarks and providers by id, labs' web hosts."""

    labs: Mapping[str, str]
    benchmarks: Mapping[str, Benchmark]
    providers: Mapping[str, Provider]
    hosts: Mapping[str, Publisher]


def home_of(source: str, folders: Iterable[Path]) -> Path:
    """The last of the folders that describes a source: its names and rules lie there, and its rows go there.

    Raises:
        UnknownSource: none describes it; holds those that are described.

    """
    roots = list(folders)
    for root in reversed(roots):
        if _description(root, source).is_file():
            return root
    raise UnknownSource(source, tuple(sorted(path.stem for root in roots for path in root.glob("sources/*.toml"))))


def by_home(sources: Iterable[str], folders: Sequence[Path]) -> dict[Path, list[str]]:
    """The sources by the folder that describes each, as `home_of`; the first folder has those that none describes."""
    homes: dict[Path, list[str]] = {}
    for source in sources:
        try:
            home = home_of(source, folders)
        except UnknownSource:
            home = folders[0]
        homes.setdefault(home, []).append(source)
    return homes


def held_in(folders: Iterable[Path]) -> Held:
    """What these folders describe, whichever source is collected.

    Raises:
        BadCatalog: a description cannot be read; holds every fault.

    """
    readers = [Reader(root) for root in folders]
    labs = _described(readers, "labs", Lab).values()
    held = Held(
        labs={path.stem: path.parent.name for one in readers for path in sorted(one.root.glob("models/*/*.toml"))},
        benchmarks=_described(readers, "benchmarks", Benchmark),
        providers=_described(readers, "providers", Provider),
        hosts={host: Publisher(who=lab.id, role="lab") for lab in labs for host in lab.hosts},
    )
    _refuse(problem for reader in readers for problem in reader.problems)
    return held


def known_of(source: str, folders: Iterable[Path], into: Path | None = None, held: Held | None = None) -> Known:
    """What an importer of this source is given; `into` holds the rows that were collected before.

    `held` is what `held_in` gives for the folders, where several sources are read after another.

    Raises:
        UnknownSource: no folder describes it.
        BadCatalog: a description, table or rule cannot be read or leads nowhere; holds every fault.

    """
    roots = list(folders)
    shared = held or held_in(roots)
    reader = Reader(home_of(source, roots))
    described = reader.description(_description(reader.root, source), Source, id=source)
    rules_file = reader.root / "rules" / f"{source}.toml"
    rules = (reader.description(rules_file, Rules) if rules_file.is_file() else None) or Rules()
    names = read_names(reader, source)
    faults = (*name_faults(names, shared.labs, shared.benchmarks), *rule_faults(source, rules, names))
    _refuse((*reader.problems, *faults))
    assert described  # noqa: S101 - without a problem there is a description
    return Known(
        source=described,
        names=names,
        rules=rules,
        labs=shared.labs,
        benchmarks=shared.benchmarks,
        providers=shared.providers,
        publishers={**shared.hosts, **described.publishers},
        offers=_offers(source, into or reader.root),
        retrieved=described.retrieved,
    )


def faults_of_sources(folders: Iterable[Path]) -> Iterator[Problem]:
    """Every fault of the names and rules of every source that is described, for a check of the whole."""
    roots = list(folders)
    held = held_in(roots)
    for source in sorted({path.stem for root in roots for path in root.glob("sources/*.toml")}):
        try:
            known_of(source, roots, held=held)
        except BadCatalog as error:
            yield from error.problems


def _refuse(problems: Iterable[Problem]) -> None:
    found = tuple(sorted(problems))
    if found:
        raise BadCatalog(found)


def _description(root: Path, source: str) -> Path:
    return root / "sources" / f"{source}.toml"


def _described(readers: Iterable[Reader], folder: str, kind: type[Described]) -> dict[str, Described]:
    found: dict[str, Described] = {}
    for reader in readers:
        for path in sorted((reader.root / folder).glob("*.toml")):
            record = reader.description(path, kind, id=path.stem)
            if record is not None:
                found[path.stem] = record
    return found


def _offers(source: str, root: Path) -> tuple[Offer, ...]:
    """The offers of this source that are on file; a file that cannot be read holds none that count."""
    reader = Reader(root)
    files = sorted((root / "collected" / source / "prices").glob("*.csv"))
    return tuple(row for path in files for row in reader.rows(path, Offer, source=source, provider=path.stem))
