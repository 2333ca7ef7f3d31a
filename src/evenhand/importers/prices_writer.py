"""Offers and refused rows into the files of facts: one file a provider, one ledger a source."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from evenhand.catalog.reading import Reader
from evenhand.errors import BadCatalog
from evenhand.importers.fact_rows import ledger_file, number_text
from evenhand.importers.replacing import Change, change_to, replace_files
from evenhand.records.facts import Offer, Rejection

PRICE_COLUMNS = (
    "model", "mode", "above_tokens", "since", "until", "basis", "input", "cached_input", "cache_write", "output",
    "context_limit", "output_limit", "source", "link", "checked",
)  # fmt: skip


def kept_offers(data: Path) -> list[Offer]:
    """All offers on file.

    Raises:
        BadCatalog: a file of prices cannot be read; holds every fault.

    """
    reader = Reader(data)
    files = sorted((data / "prices").glob("*.csv"))
    offers = [offer for path in files for offer in reader.rows(path, Offer, provider=path.stem)]
    if reader.problems:
        raise BadCatalog(tuple(reader.problems))
    return offers


def write_prices(
    data: Path, source: str, offers: Iterable[Offer], rejections: Iterable[Rejection], *, dry_run: bool = False
) -> Change:
    """Replace all offers and the ledger of one source; other sources' offers stay. A second run changes nothing.

    Raises:
        BadCatalog: a file of prices cannot be read; nothing is written then.

    """
    others = [offer for offer in kept_offers(data) if offer.source != source]
    wanted = price_files([*others, *offers]) | ledger_file(source, rejections)
    change = change_to(data, wanted, sorted((data / "prices").glob("*.csv")))
    if not dry_run:
        replace_files(data, wanted, change)
    return change


def price_files(offers: Iterable[Offer]) -> dict[str, str]:
    """One CSV text a provider, by its path below the data folder; history of one price in order of time."""
    by_provider: dict[str, list[Offer]] = defaultdict(list)
    for offer in offers:
        by_provider[offer.provider].append(offer)
    return {f"prices/{provider}.csv": _table(sorted(rows, key=_order)) for provider, rows in by_provider.items()}


def _order(offer: Offer) -> tuple[str, bool, str, int, str, str]:
    return (offer.model, offer.mode != "standard", offer.mode, offer.above_tokens, offer.source, offer.since or "")


def _table(offers: Iterable[Offer]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(PRICE_COLUMNS)
    writer.writerows([_cell(getattr(offer, name)) for name in PRICE_COLUMNS] for offer in offers)
    return text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, float):
        return number_text(value)
    return "" if value is None else str(value)
