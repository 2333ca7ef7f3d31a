"""The files of facts under a root, and the hash of all their bytes."""

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

TRIES = 3
KINDS = (".toml", ".csv")
APART = frozenset({"schema", "rules", "names", "LICENCES", "places"})


def fact_files(root: Path) -> list[Path]:
    """The files of facts under a root, in a fixed order; none where there is no such folder."""
    return [Path(path) for _, path in sorted(_walk(str(root)))] if root.is_dir() else []


def content_hash(folders: tuple[Path, ...]) -> str:
    """A hash over the names and bytes of all files of facts: the catalog's version.

    Raises:
        FileNotFoundError: files go while they are read, again and again.

    """
    for _ in range(TRIES):
        with suppress(FileNotFoundError):  # a folder was exchanged after it was listed
            return _hashed(folders)
    return _hashed(folders)


def look(folders: tuple[Path, ...]) -> tuple[str, int]:
    """A hash over names, sizes, places on disk and times of all files of facts, and the latest of these times in ns.

    A file cannot change its bytes and keep all of these, unless it changed twice within one tick of the clock.
    """
    found = [
        (name, stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns)
        for root in filter(os.path.isdir, folders)
        for name, stat in sorted((name, entry.stat(follow_symlinks=False)) for name, entry in _entries(str(root), ""))
    ]
    latest = max((max(times) for _, _, _, *times in found), default=0)
    return blake2b(repr(found).encode(), digest_size=12).hexdigest(), latest


def _hashed(folders: tuple[Path, ...]) -> str:
    digest = blake2b(digest_size=12)
    for root in filter(os.path.isdir, folders):
        for name, path in sorted(_walk(str(root))):
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of paths: pathlib costs a tenth of it
                body = file.readall()
            digest.update(f"{name}\0{len(body)}\0".encode())
            digest.update(body)
    return digest.hexdigest()


def _walk(root: str) -> Iterator[tuple[str, str]]:
    """Name below the root and path of every file of facts."""
    return ((name, entry.path) for name, entry in _entries(root, ""))


def _entries(folder: str, above: str) -> "Iterator[tuple[str, os.DirEntry[str]]]":
    """Every file of facts with its name below the root; links are not followed out of the folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if above or not (entry.name in APART or entry.name.startswith(".")):
                    yield from _entries(entry.path, f"{above}{entry.name}/")
            elif entry.name.endswith(KINDS) and entry.is_file(follow_symlinks=False):
                yield f"{above}{entry.name}", entry
