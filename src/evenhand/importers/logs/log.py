"""What a format of result files brings: how its files are known, and how they are read, item by item."""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from evenhand.records.own_results import OwnItem, OwnRun, Tool

Take = Callable[[OwnItem], None]


class Log(Struct, frozen=True, kw_only=True):
    """Files that belong together as one result: the one that says what was run, and all of them in a fixed order."""

    tool: Tool
    main: Path
    parts: tuple[Path, ...]


class LogFormat(Struct, frozen=True, kw_only=True):
    """A tool's files.

    `find` says whether a path (a file or a folder) is the main file or folder of a log of this tool, looking at its
    name and its first bytes only; None where it is not. It never raises. `read` hands every item to `take` as it is met
    and gives the runs at the end, at least one; it raises `BadLog` and holds no more than one item at a time where the
    format lets it. `version` goes up when `read` takes more, or takes something otherwise: a log that was imported is
    then read again. `told` is what else than its files says how they are read, such as a mapping of columns.
    """

    tool: Tool
    find: Callable[[Path], Log | None]
    read: Callable[[Log, Take], tuple[OwnRun, ...]]
    version: int = 1
    told: str = ""


def question_hash(text: str) -> str:
    """By which a question is known again: of its words, whatever blanks and line ends stand between them."""
    return blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
