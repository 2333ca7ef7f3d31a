"""What a source of facts brings: which raw files it reads, and two pure steps from their bytes to findings."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from evenhand.importers.findings import Findings, Known
from evenhand.importers.raw_files import RawFiles


class Importer(Struct, frozen=True):
    """A source's files and its two steps; fetching, limits, names, writing and refusals belong to the runner.

    `files` are patterns held against the last parts of each path, such as `submissions/*/submission.json`.
    `parse` makes rows, in the source's own words, of raw files by name; it raises ValueError, KeyError, TypeError or
    IndexError where they are not such files. `translate` makes findings of the rows.
    """

    files: tuple[str, ...]
    parse: Callable[[RawFiles], Any]
    translate: Callable[[Any, Known], Findings]
