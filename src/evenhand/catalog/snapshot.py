"""The checked catalog kept under the hash of its files, so that a command starts fast and never sees stale facts."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from threading import get_ident
from time import time, time_ns
from typing import TypeVar

import msgspec

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.files import content_hash, look
from evenhand.catalog.kept import opened, packed
from evenhand.catalog.one_at_a_time import one_at_a_time
from evenhand.catalog.ranking_rules import check_needed_rankings
from evenhand.errors import BadCatalog, Problem
from evenhand.settings import PACKAGE, data_folders, state_folder

COMPUTING = ("records", "catalog", "scoring", "comparison")
TRIES = 3
JUST_NOW = 3_000_000_000
HASH = re.compile(r"[0-9a-f]{24}")
# What is kept: a kind, mostly the version of a catalog, the code. Of a kind the newest few stay, and all of today.
NAMED = re.compile(r"(?P<kind>.+?)(-[0-9a-f]{24})?-[0-9a-f]{12}\.msgpack")
NEWEST, DAY = 6, 86_400

Kept = TypeVar("Kept")


def open_catalog(folders: tuple[Path, ...] | None = None, state: Path | None = None) -> Catalog:
    """The catalog of these folders, from the cache when their content is unchanged; rows are read when asked for.

    Files that change while they are read, as a collection puts its folder in place, are read again.

    Raises:
        BadCatalog: as `load_catalog`, or the files change again and again.

    """
    roots = folders or data_folders()
    version = _version(roots, state)
    there = all(root.is_dir() for root in roots)  # a folder that is not there has the hash of an empty one
    found = cached(f"catalog-{version}", state).read(Catalog) if there else None
    if found is None:
        found = _settled(roots, version)
        cached(f"catalog-{found.version}", state).write(found)
    if folders is None and (missing := tuple(check_needed_rankings(found))):
        raise BadCatalog(missing)
    return found


def _version(roots: tuple[Path, ...], state: Path | None) -> str:
    """The hash of all files, without reading them where they look as when they were last read.

    Files that changed just now are always read: they may change again without looking different.
    """
    paths = "\n".join(str(root.absolute()) for root in roots)
    kept = cached(f"version-{blake2b(paths.encode(), digest_size=6).hexdigest()}", state)
    with suppress(FileNotFoundError):
        seen, latest = look(roots)
        known = kept.read(tuple[str, str])
        if known and known[0] == seen:
            return known[1]
        version = content_hash(roots)
        if latest < time_ns() - JUST_NOW and look(roots) == (seen, latest):
            kept.write((seen, version))
        return version
    return content_hash(roots)


def _settled(roots: tuple[Path, ...], before: str) -> Catalog:
    """The catalog of files that are the same after reading as before."""
    from evenhand.catalog.loading import load_catalog  # noqa: PLC0415 - the parsers are not needed when the cache holds

    for _ in range(TRIES):
        places = _places(roots)
        try:
            found, fault = load_catalog(roots), None
        except BadCatalog as error:
            found, fault = None, error
        after = content_hash(roots)
        settled = places == _places(roots)  # a folder exchanged to and fro has the content that it had
        if fault and settled and before == after:
            raise fault
        if found and settled and found.version == after:
            return found
        before = after
    where = ", ".join(map(str, roots))
    raise BadCatalog((Problem(where, 0, "the files change while they are read", "", "wait for the collection to end"),))


def _places(roots: tuple[Path, ...]) -> list[tuple[int, int]]:
    """When something was last put into, taken from or exchanged in each folder itself."""
    looks = [root.stat() for root in roots if root.is_dir()]
    return [(look.st_mtime_ns, look.st_ctime_ns) for look in looks]


def cached(name: str, state: Path | None = None) -> "Cached":
    """A place in the state folder for something computed, named after what it was computed from."""
    return Cached((state or state_folder()) / f"{name}-{code_hash()}.msgpack")


def remembered(catalog: Catalog, name: str, kind: type[Kept], make: Callable[[], Kept]) -> Kept:
    """What `make` works out from a catalog: once for the catalog, and once for its content where that has a hash.

    It must not depend on runs of one's own, so that an import costs no fit.
    """
    found: Kept | None = catalog.kept.get((name,))
    if found is None:
        place = cached(f"{name}-{catalog.decided_by}") if HASH.fullmatch(catalog.decided_by) else None
        found = catalog.kept[name,] = _read_or_made(place, kind, make) if place else make()
    return found


def is_remembered(catalog: Catalog, name: str) -> bool:
    """Whether `remembered` would find it, so that nothing has to be worked out."""
    version = catalog.decided_by
    kept = HASH.fullmatch(version) and cached(f"{name}-{version}").path.exists()
    return (name,) in catalog.kept or bool(kept)


def _read_or_made(place: "Cached", kind: type[Kept], make: Callable[[], Kept]) -> Kept:
    """What is kept; else worked out once, by whoever comes first of all threads and processes."""
    found = place.read(kind)
    if found is None:
        with one_at_a_time(place.path):
            found = place.read(kind)
            if found is None:
                found = make()
                place.write(found)
    return found


@cache
def code_hash() -> str:
    """A hash of the code that computes: what an older version kept is not read."""
    digest = blake2b(digest_size=6)
    for folder in COMPUTING:
        for path in sorted((PACKAGE / folder).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


class Cached(msgspec.Struct, frozen=True):
    """One computed thing on disk. A folder that cannot be written only costs time."""

    path: Path

    def read(self, kind: type[Kept]) -> Kept | None:
        """What is kept, or None; a file that is not as it was written counts as none."""
        try:
            return opened(self.path, kind)
        except OSError:
            return None

    def write(self, value: object) -> None:
        """Keep it: written beside and moved into place, so that a reader sees the old or the new."""
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside = self.path.with_suffix(f".{os.getpid()}.{get_ident()}.part")
            beside.write_bytes(packed(value))
            beside.replace(self.path)
            _prune(self.path)


def _prune(written: Path) -> None:
    """Remove what older catalogs and older code kept of the same kind as the file just written."""
    named = NAMED.fullmatch(written.name)
    if named is None:
        return
    ages = [
        (time() - path.stat().st_mtime, path)
        for path in written.parent.iterdir()
        if (other := NAMED.fullmatch(path.name)) and other["kind"] == named["kind"]
    ]
    for age, path in sorted(ages)[NEWEST:]:
        if age > DAY:
            path.unlink(missing_ok=True)
