"""The folder `collected/`: one collection at a time, and what is new takes its place in one step."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from filelock import FileLock, Timeout
from msgspec import Struct

from evenhand.catalog.loading import COLLECTED, load_catalog
from evenhand.catalog.whole_folder import mended, put_in_place
from evenhand.errors import RefusedRefresh
from evenhand.settings import state_folder

INCOMING = f".{COLLECTED}-incoming"


class Change(Struct, frozen=True, kw_only=True):
    """Paths below the data folder that differ from what is wanted, and the lines that come and go in each."""

    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    diff: dict[str, tuple[str, ...]] = {}

    @staticmethod
    def between(source: str, before: Mapping[str, str], after: Mapping[str, str]) -> "Change":
        """What has to be written and removed so that the files of a source, by name, are the new ones."""
        differ = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
        paths = {name: f"{COLLECTED}/{source}/{name}" for name in differ}
        return Change(
            changed=tuple(paths[name] for name in differ if name in after),
            removed=tuple(paths[name] for name in differ if name not in after),
            diff={paths[name]: _lines(before.get(name, ""), after.get(name, "")) for name in differ},
        )


@contextmanager
def collecting(into: Path) -> Iterator[None]:
    """Keeps a second collection out while one is at work; a lock left by a killed one holds nobody up.

    Raises:
        RefusedRefresh: another collection is at work, or the folder cannot be written.

    """
    try:
        with FileLock(_lock(into), timeout=0):
            _refuse_closed(into)
            mended(into / COLLECTED)
            yield
    except Timeout as error:
        raise RefusedRefresh(f"another collection is at work on {into}; try again when it has ended") from error


def written_before(into: Path, source: str) -> dict[str, str]:
    """The files of a source that are on file, by name below its folder."""
    folder = into / COLLECTED / source
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", errors="replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def put_into(into: Path, wanted: Mapping[str, Mapping[str, str]], folders: tuple[Path, ...]) -> None:
    """Put the new files of several sources in place together, after the catalog with them has been checked.

    Raises:
        BadCatalog: the catalog would not be right; nothing has changed then.
        RefusedRefresh: the file system cannot do it; nothing has changed then.

    """
    place, incoming = into / COLLECTED, into / INCOMING
    shutil.rmtree(incoming, ignore_errors=True)
    try:
        _fill(incoming, place, wanted)
        load_catalog(folders, collected={into: incoming})
        put_in_place(incoming, place)
    except OSError as error:
        fix = "copy the folder of facts to a plain file system and name it with --data"
        raise RefusedRefresh(f"{place} cannot be replaced as a whole ({error.strerror}); {fix}") from error
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


def _fill(incoming: Path, place: Path, wanted: Mapping[str, Mapping[str, str]]) -> None:
    """The new files of some sources, and those of all others as they are."""
    incoming.mkdir()
    for folder in sorted(place.iterdir()) if place.is_dir() else ():
        if folder.is_dir() and folder.name not in wanted:
            shutil.copytree(folder, incoming / folder.name, copy_function=_linked)
    for source, files in wanted.items():
        for name, text in files.items():
            _write(incoming / source / name, text)


def _lock(into: Path) -> Path:
    """The lock of a folder of facts lies among what is computed, so that the folder holds facts only."""
    name = blake2b(str(into.resolve()).encode(), digest_size=8).hexdigest()
    state_folder().mkdir(parents=True, exist_ok=True)
    return state_folder() / f"collecting-{name}.lock"


def _refuse_closed(into: Path) -> None:
    if not os.access(into, os.W_OK):
        raise RefusedRefresh(f"{into} cannot be written; name a folder of your own with --data")


def _linked(source: str, target: str) -> None:
    """The same file under another name, or a copy where the file system knows no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())


def _lines(before: str, after: str) -> tuple[str, ...]:
    """Lines that go and lines that come; the rows of our files have a fixed order, so their places say nothing."""
    old, new = before.splitlines(), after.splitlines()
    kept = set(old) & set(new)
    return (*(f"-{line}" for line in old if line not in kept), *(f"+{line}" for line in new if line not in kept))
