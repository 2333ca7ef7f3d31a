"""What a build wrote: address by address, with the hash of each file, so that the next one goes on where it ended.

While a build is at work it adds what it finishes to a journal. At the end all entries, in the order of the plan, are
the manifest. Both begin with the hash of everything that went in.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from msgspec import Struct

NAME, JOURNAL, NEW = ".evenhand-build", ".evenhand-build.journal", ".evenhand-build.new"
FIRST = "evenhand build 1 "
SEVERAL = "several"


class Entry(Struct, frozen=True, array_like=True):
    """What stands for an address: its files with the hash of each, and where it was the first to lead."""

    address: str
    files: dict[str, str]
    leads: tuple[str, ...] = ()


class Manifest:
    """The record of a folder. `inputs` is the hash of everything that goes into this build."""

    def __init__(self, root: Path, inputs: str) -> None:
        self.root = root
        self.inputs = inputs
        self.done: dict[str, Entry] = {}
        self.before: set[str] = set()
        for name in (NAME, JOURNAL):
            self._know(root / name)

    def __enter__(self) -> Self:
        """Begin to write down."""
        self._remember_others()
        self.journal = (self.root / JOURNAL).open("a", encoding="utf-8")
        if not self.journal.tell():
            self.journal.write(f"{FIRST}{self.inputs}\n")
        self.new = (self.root / NEW).open("w", encoding="utf-8")
        self.new.write(f"{FIRST}{self.inputs}\n")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        """Put the manifest in place of the journal; what an interrupted build wrote stays in the journal."""
        self.journal.close()
        self.new.close()
        if kind is None:
            (self.root / NEW).replace(self.root / NAME)
            (self.root / JOURNAL).unlink()

    def finished(self, address: str) -> Entry | None:
        """What stands for an address from the same inputs; None where a file of it is gone."""
        found = self.done.get(address)
        return found if found and all((self.root / path).is_file() for path in found.files) else None

    def add(self, entry: Entry) -> None:
        """Write down what stands now."""
        text = msgspec.json.encode(entry).decode() + "\n"
        self.new.write(text)
        if entry.address not in self.done:
            self.journal.write(text)
            self.journal.flush()
        self.before.difference_update(entry.files)

    def _know(self, path: Path) -> None:
        if path.is_file():
            same = _header(path) == self.inputs
            for entry in _entries(path):
                self.before.update(entry.files)
                if same:
                    self.done[entry.address] = entry

    def _remember_others(self) -> None:
        """Files of an interrupted build of other inputs are ours too: they join those of the manifest."""
        manifest, journal, beside = (self.root / name for name in (NAME, JOURNAL, NEW))
        if not journal.is_file() or _header(journal) == self.inputs:
            return
        with beside.open("w", encoding="utf-8") as file:
            file.write(f"{FIRST}{SEVERAL}\n")
            for path in (manifest, journal):
                file.writelines(msgspec.json.encode(one).decode() + "\n" for one in _entries(path))
        beside.replace(manifest)
        journal.unlink()


def ours(root: Path) -> bool:
    """Whether a build may write into a folder: it is new, empty, or was written by a build."""
    if not root.exists():
        return True
    return root.is_dir() and (any((root / name).is_file() for name in (NAME, JOURNAL)) or not any(root.iterdir()))


def _entries(path: Path) -> Iterator[Entry]:
    """The entries of a journal or manifest; a last line that was cut off by a kill is none."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as file:
        file.readline()
        for text in file:
            with suppress(msgspec.DecodeError):
                yield msgspec.json.decode(text, type=Entry)


def _header(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.readline().rstrip("\n").removeprefix(FIRST)
