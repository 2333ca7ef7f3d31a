"""Findings as the texts of the files in `collected/<source>/`: fixed columns and order, plain cells."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from evenhand.importers.findings import Findings
from evenhand.importers.plain_cells import number_text
from evenhand.records.facts import CONDITIONS, Offer, RawFile

SCORES = (
    "model", "benchmark", *CONDITIONS, "value", "error", "n", "tier", "measured_by", "measured", "published",
    "retrieved", "link", "raw", "quote", "called", "origin", "at",
)  # fmt: skip
PRICES = (
    "model", "mode", "above_tokens", "hours", "since", "until", "basis", "seen", "input", "cached_input",
    "cache_write", "output", "context_limit", "output_limit", "link", "checked", "origin", "at",
)  # fmt: skip
SPEEDS = (
    "model", "provider", "region", "tokens_per_second", "first_token_seconds", "n", "method", "measured", "retrieved",
    "link", "origin", "at",
)  # fmt: skip
FACTS = ("model", "field", "value", "checked", "link", "origin", "at")
LEDGER = ("date", "name", "benchmark", "value", "reason", "detail", "link")
VOTES = (
    "left", "right", "left_wins", "right_wins", "ties", "group", "left_model", "right_model", "measured", "origin",
    "at",
)  # fmt: skip
FILES = ("name", "sha256", "size", "retrieved", "commit", "link")
UNRESOLVED = ("kind", "name", "rows", "nearest")


def texts(findings: Findings, files: Iterable[RawFile], labs: Mapping[str, str]) -> dict[str, str]:
    """Every file of a source by its path below the folder of the source; a kind without rows has no file."""
    one = {"speeds": (SPEEDS, findings.speeds), "facts": (FACTS, findings.facts), "files": (FILES, tuple(files))}
    one["ledger"] = (LEDGER, findings.rejections)
    one["unresolved"] = (UNRESOLVED, findings.unresolved)
    texts = {f"{name}.csv": _sorted(columns, rows) for name, (columns, rows) in one.items() if rows}
    texts |= _split("scores", SCORES, findings.observations, lambda row: labs[row.model])
    texts |= _split("prices", PRICES, findings.offers, lambda row: row.provider, _price_order)
    texts |= _split("votes", VOTES, findings.votes, lambda row: row.board)
    return texts | {f"items/{name}": text for name, text in findings.items.items()}


def _split(
    folder: str,
    columns: Sequence[str],
    rows: Iterable[Struct],
    home: Callable[..., str],
    order: Callable[..., object] | None = None,
) -> dict[str, str]:
    parts: dict[str, list[Struct]] = defaultdict(list)
    for row in rows:
        parts[home(row)].append(row)
    if order is None:
        return {f"{folder}/{name}.csv": _sorted(columns, part) for name, part in parts.items()}
    return {
        f"{folder}/{name}.csv": _table(columns, (_cells(row, columns) for row in sorted(part, key=order)))  # type: ignore[arg-type]
        for name, part in parts.items()
    }


def _price_order(offer: Offer) -> tuple[str, bool, str, int, str, str]:
    return (offer.model, offer.mode != "standard", offer.mode, offer.above_tokens, offer.hours, offer.since or "")


def _sorted(columns: Sequence[str], rows: Iterable[Struct]) -> str:
    return _table(columns, sorted(_cells(row, columns) for row in rows))


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
