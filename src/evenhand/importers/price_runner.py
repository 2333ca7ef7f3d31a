"""Collecting prices from a source: what the catalog knows already, the three steps, the files, the report."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from evenhand.catalog.reading import Reader
from evenhand.errors import BadCatalog, RefusedRefresh, UnknownSource
from evenhand.importers import model_prices, models_dev
from evenhand.importers.price_history import continued
from evenhand.importers.price_import import PriceImport
from evenhand.importers.prices_writer import kept_offers, write_prices
from evenhand.records.facts import Offer, Provider, Source

LEAST_KEPT = 0.9


class KnownForPrices(Struct, frozen=True, kw_only=True):
    """What importers of prices need: the source and its names, the providers, the lab of each model, prices on file."""

    source: Source
    providers: dict[str, Provider]
    labs: dict[str, str]
    kept: tuple[Offer, ...] = ()


class PriceReport(Struct, frozen=True, kw_only=True):
    """What a collection of prices did, or would do in a dry run. `changed`, `removed`: paths below the data folder."""

    source: str
    offers: int
    rejected: dict[str, int]
    unmapped: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    dry_run: bool


def collect_prices(source: str, place: Path, data: Path, *, dry_run: bool = False) -> PriceReport:
    """Read a source's local file and bring `prices/` and `ledger/<source>.csv` up to it.

    Raises:
        UnknownSource: no importer of prices has this name.
        BadCatalog: the catalog's own files cannot be read.
        RefusedRefresh: the file cannot be read, or gives far fewer prices than are on file.

    """
    if source not in PRICE_SOURCES:
        raise UnknownSource(source, tuple(PRICE_SOURCES))
    known = known_for_prices(source, data)
    try:
        found = PRICE_SOURCES[source](place, known)
    except (OSError, msgspec.DecodeError, sqlite3.Error, TypeError) as error:
        raise RefusedRefresh(f"{place.name} is not a file of {source}: {error}") from error
    _refuse_shrunken(source, found.offers, known.kept)
    change = write_prices(data, source, found.offers, found.rejections, dry_run=dry_run)
    return PriceReport(
        source=source,
        offers=len(found.offers),
        rejected=dict(sorted(Counter(row.reason for row in found.rejections).items())),
        unmapped=found.unmapped,
        changed=change.changed,
        removed=change.removed,
        dry_run=dry_run,
    )


def known_for_prices(source: str, data: Path) -> KnownForPrices:
    """The descriptions on file that an importer of prices needs.

    Raises:
        BadCatalog: one of them cannot be read; holds every fault.

    """
    reader = Reader(data)
    described = reader.description(data / "sources" / f"{source}.toml", Source, id=source)
    files = sorted((data / "providers").glob("*.toml"))
    providers = [reader.description(path, Provider, id=path.stem) for path in files]
    if reader.problems or described is None:
        raise BadCatalog(tuple(reader.problems))
    return KnownForPrices(
        source=described,
        providers={provider.id: provider for provider in providers if provider},
        labs={path.stem: path.parent.name for path in (data / "models").glob("*/*.toml")},
        kept=tuple(offer for offer in kept_offers(data) if offer.source == source),
    )


def _from_model_prices(place: Path, known: KnownForPrices) -> PriceImport:
    return model_prices.translate(model_prices.parse(model_prices.fetch(place)), known.source)


def _from_models_dev(place: Path, known: KnownForPrices) -> PriceImport:
    catalogue = models_dev.parse(models_dev.fetch(place))
    found = models_dev.translate(catalogue, known.source, known.providers, known.labs)
    return msgspec.structs.replace(found, offers=tuple(continued(known.kept, found.offers)))


def _refuse_shrunken(source: str, offers: Iterable[Offer], kept: Iterable[Offer]) -> None:
    now, before = ({(row.provider, row.model) for row in rows if not row.until} for rows in (offers, kept))
    if not now or len(now) < LEAST_KEPT * len(before):
        raise RefusedRefresh(
            f"{source} gives {len(now)} current prices where {len(before)} are on file; nothing changed"
        )


PRICE_SOURCES: dict[str, Callable[[Path, KnownForPrices], PriceImport]] = {
    model_prices.SOURCE: _from_model_prices,
    models_dev.SOURCE: _from_models_dev,
}
