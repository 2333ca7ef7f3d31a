"""The files of facts under a root, and the hash of all their bytes."""

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

KINDS = (".toml", ".csv")
APART = frozenset({"schema", "rules", "names", "LICENCES"})


def fact_files(root: Path) -> list[Path]:
    """The files of facts under a root, in a fixed order; none where there is no such folder."""
    return [Path(path) for _, path in sorted(_walk(str(root), ""))] if root.is_dir() else []


def content_hash(folders: tuple[Path, ...]) -> str:
    """A hash over the names and bytes of all files of facts: the catalog's version."""
    digest = blake2b(digest_size=12)
    for root in filter(os.path.isdir, folders):
        for name, path in sorted(_walk(str(root), "")):
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - four hundred paths a start: pathlib costs a tenth of it
                body = file.readall()
            digest.update(f"{name}\0{len(body)}\0".encode())
            digest.update(body)
    return digest.hexdigest()


def _walk(folder: str, above: str) -> Iterator[tuple[str, str]]:
    """Name below the root and path of every file of facts; links are not followed out of the folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if above or not (entry.name in APART or entry.name.startswith(".")):
                    yield from _walk(entry.path, f"{above}{entry.name}/")
            elif entry.name.endswith(KINDS) and entry.is_file(follow_symlinks=False):
                yield f"{above}{entry.name}", entry.path
