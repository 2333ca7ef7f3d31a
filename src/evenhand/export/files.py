"""Where an answer stands as a file, and how it gets there whole."""

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct

INDEX = "index"
PARTS = ".evenhand-parts"


class File(Struct, frozen=True):
    """One file: its path below the folder, its content."""

    path: str
    content: bytes


class Written(Struct, frozen=True):
    """A file that stands: its path, the hash of its content, whether this run changed it."""

    path: str
    mark: str
    changed: bool


def page_path(address: str) -> str:
    """`/models/x` → `models/x/index.html`."""
    return f"{_below(address)}{INDEX}.html" if address.endswith("/") else f"{_below(address)}/{INDEX}.html"


def markdown_path(address: str) -> str:
    """`/models/x` → `models/x.md`; `/` → `index.md`."""
    return f"{_below(address).removesuffix('/') or INDEX}.md"


def plain_path(address: str, ending: str = "") -> str:
    """`/llms.txt` → `llms.txt`; `/api/v1/rank` with `.json` → `api/v1/rank.json`."""
    below = _below(address)
    return below if below.endswith(ending) else f"{below}{ending}"


def mark_of(content: bytes) -> str:
    """The hash by which a file's content is known."""
    return sha256(content).hexdigest()[:24]


class Folder:
    """Puts files into a folder: each is whole or is not there; one that has its content already is left alone."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.part = root / PARTS / str(os.getpid())
        self.part.parent.mkdir(parents=True, exist_ok=True)
        self.made: set[str] = set()

    def put(self, file: File) -> Written:
        """Write a file where its content is new."""
        target = f"{self.root}/{file.path}"
        mark = mark_of(file.content)
        if not self._new_folder(target) and _holds(target, file.content):
            return Written(file.path, mark, changed=False)
        with open(self.part, "wb", buffering=0) as part:  # noqa: PTH123 - a page a millisecond
            part.write(file.content)
        os.replace(self.part, target)  # noqa: PTH105 - likewise
        return Written(file.path, mark, changed=True)

    def _new_folder(self, target: str) -> bool:
        """Make the folder of a file; whether it was not there. Most pages have one of their own."""
        folder = target.rpartition("/")[0]
        if folder in self.made:
            return False
        self.made = {folder}
        try:
            os.mkdir(folder)  # noqa: PTH102 - likewise
        except FileExistsError:
            return False
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - likewise
        return True


def remove(root: Path, paths: Iterable[str]) -> int:
    """Take away files that no page needs any more, and folders that are empty then; gives how many files."""
    count = 0
    for path in paths:
        target = root / path
        with suppress(FileNotFoundError):
            target.unlink()
            count += 1
        with suppress(OSError):
            for folder in target.relative_to(root).parents[:-1]:
                (root / folder).rmdir()
    return count


def _holds(target: str, content: bytes) -> bool:
    try:
        with open(target, "rb") as file:  # noqa: PTH123 - likewise
            return file.read() == content
    except (FileNotFoundError, NotADirectoryError):
        return False


def _below(address: str) -> str:
    path = unquote(address).removeprefix("/")
    if ".." in path.split("/"):
        raise ValueError(f"{address} leads out of the folder")
    return path
