"""The folder `own/facts/`: made anew out of the runs, checked with the public facts, put in place in one step."""

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

import msgspec

from evenhand.catalog.loading import load_catalog
from evenhand.catalog.snapshot import open_catalog
from evenhand.catalog.whole_folder import mended, put_in_place
from evenhand.errors import BadCatalog
from evenhand.importers.own.derived_facts import Derived, Texts, derive
from evenhand.importers.own.meanings import Meanings, meanings
from evenhand.importers.own.names_of_own import OwnNames, shipped_names
from evenhand.importers.own.runs_on_file import INCOMING, ITEMS, RUNS, KeptLog
from evenhand.importers.own.told import RunOfLog
from evenhand.items.outcomes_of_runs import Outcome, outcomes_of_run
from evenhand.settings import public_folders

FACTS, STAMP = "facts", "README.md"
TEXT = """\
# Facts of your own runs

Made by `evenhand import` out of `../runs` and `../names.toml`; what is changed here is lost at the next import.

made from {mark}
"""


def public_meanings(names: OwnNames) -> Meanings:
    """What the words of logs mean beside the public facts."""
    return meanings(open_catalog(public_folders()), names, shipped_names(public_folders()))


def derived(own: Path, logs: Sequence[KeptLog], words: Meanings, *, outcomes: bool = True) -> Derived:
    """The facts of logs; without `outcomes` what each run is, and tables of items are left out.

    Raises:
        RefusedRefresh: a text of a log may not stand in a file of facts.

    """

    def outcomes_of(one: RunOfLog) -> Iterable[Outcome]:
        path = own / RUNS / one.log.digest / ITEMS
        return outcomes_of_run(path, one.run.key) if outcomes and path.is_file() else ()

    return derive(logs, words, outcomes_of)


def mark_of(logs: Sequence[KeptLog], names: OwnNames) -> str:
    """A hash of all that the facts are made from: the runs, the names, the public facts, the code that makes them."""
    digest = blake2b(digest_size=12)
    tables = (msgspec.json.encode(table, order="sorted") for table in (names, shipped_names(public_folders())))
    for part in (open_catalog(public_folders()).version.encode(), _code().encode(), *tables):
        digest.update(part)
    for log in logs:
        digest.update(msgspec.json.encode(log, order="sorted"))
    return digest.hexdigest()


def is_in_place(own: Path, mark: str) -> bool:
    """Whether the facts on file were made from just this."""
    mended(own / FACTS)
    stamp = own / FACTS / STAMP
    return stamp.is_file() and stamp.read_text("utf-8") == TEXT.format(mark=mark)


def refused_by_catalog(own: Path, made: Texts) -> BadCatalog | None:
    """What is wrong with the catalog when these facts are part of it; None where nothing is."""
    place = own / INCOMING / FACTS
    shutil.rmtree(place, ignore_errors=True)
    _fill(place, made, on_disk=False)
    try:
        load_catalog((*public_folders(), place))
    except BadCatalog as error:
        return error
    return None


def put_facts(own: Path, made: Texts, mark: str) -> bool:
    """Put facts that were checked in place of those on file, in one step; whether they are others.

    Raises:
        OSError: the file system cannot; the old ones then still stand.

    """
    place, incoming = own / FACTS, own / INCOMING / FACTS
    before = {name: text for name, text in _texts(place).items() if name != STAMP}
    shutil.rmtree(incoming, ignore_errors=True)
    _fill(incoming, {**made, STAMP: TEXT.format(mark=mark)}, on_disk=True)
    put_in_place(incoming, place)
    return before != made


def _fill(folder: Path, made: Mapping[str, str], *, on_disk: bool) -> None:
    folder.mkdir(parents=True)
    for name, text in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(text.encode("utf-8"))
            if on_disk:
                file.flush()
                os.fsync(file.fileno())


def _texts(folder: Path) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", "replace") for path in paths}


@cache
def _code() -> str:
    digest = blake2b(digest_size=6)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
