"""Observations and refused rows as the CSV texts of `scores/` and `ledger/`: fixed columns and order, plain cells."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from evenhand.records.facts import Observation, Rejection

SCORE_COLUMNS = (
    "model", "benchmark", "version", "subset", "context", "tools", "effort", "mode", "harness", "prompting", "trials",
    "judge", "value", "error", "n", "tier", "measured_by", "measured", "published", "retrieved", "link", "raw", "quote",
)  # fmt: skip
LEDGER_COLUMNS = ("date", "name", "benchmark", "value", "reason", "detail", "link")
QUOTE_LENGTH = 200


def score_files(source: str, observations: Iterable[Observation], labs: Mapping[str, str]) -> dict[str, str]:
    """One CSV text a lab, by its path below the data folder."""
    by_lab: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for seen in observations:
        by_lab[labs[seen.model]].append(_cells(seen, SCORE_COLUMNS))
    return {f"scores/{source}/{lab}.csv": _table(SCORE_COLUMNS, sorted(rows)) for lab, rows in by_lab.items()}


def ledger_file(source: str, rejections: Iterable[Rejection]) -> dict[str, str]:
    """The ledger of a source by its path below the data folder."""
    rows = sorted(_cells(rejection, LEDGER_COLUMNS) for rejection in rejections)
    return {f"ledger/{source}.csv": _table(LEDGER_COLUMNS, rows)}


def plain(text: str, length: int = QUOTE_LENGTH) -> str:
    """Text fit for a cell: one line, no markup or control characters, no formula start, cut at a word with an ellipsis.

    `length` is the most characters of the result.
    """
    text = re.sub(r"-+>", " to ", text)
    text = re.sub(r"<(?=\s?\d)", "under ", text).replace("<", "").replace(">", "")
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    text = re.sub(r"^[^\w(\"'$]+", "", text)
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def number_text(value: float) -> str:
    """A number as the files write it: the shortest text that reads back as the same number, no trailing .0."""
    return repr(value).removesuffix(".0")


def _cells(record: Struct, columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(_cell(getattr(record, name)) for name in columns)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return number_text(value)
    return "" if value is None else str(value)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
