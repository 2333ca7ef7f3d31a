"""The last look at what is to be written: plain names and plain cells, whatever a source brought."""

import csv
import re
from collections.abc import Mapping
from io import StringIO

from evenhand.catalog.plain_text import fault_of_cell
from evenhand.errors import RefusedRefresh

NAME = re.compile(r"([a-z_-]+/)?[A-Za-z0-9][A-Za-z0-9.+_-]{0,119}\.csv")
LONGEST_LINE = 20_000


def refuse_unsafe(source: str, files: Mapping[str, str]) -> None:
    """Refuse files whose names lead elsewhere, and cells with markup, control characters, formulas or endless text.

    Raises:
        RefusedRefresh: names the first such file or cell.

    """
    for name, text in files.items():
        if not NAME.fullmatch(name):
            raise RefusedRefresh(f"{source}: {name[:120]!r} is no name for a file; nothing is written")
        path = f"collected/{source}/{name}"
        _refuse_endless(path, text)
        _refuse_cells(path, text)


def _refuse_endless(path: str, text: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            what = f"more than {LONGEST_LINE:,} characters (it begins {line[:80]!r})"
            raise RefusedRefresh(f"{path}, line {number}: {what}; nothing is written")


def _refuse_cells(path: str, text: str) -> None:
    reader = csv.reader(StringIO(text, newline=""))
    for cells in reader:
        for cell in cells:
            fault = fault_of_cell(cell)
            if fault:
                raise RefusedRefresh(
                    f"{path}, line {reader.line_num}: {fault} (found {cell[:80]!r}); nothing is written"
                )
