"""The dated prices of a model at the provider that tells most of them, its own lab before any host."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.opinions import first_opinions
from evenhand.records.facts import REMOVED, Model, Offer
from evenhand.records.price_history import PriceHistory

DAY = len("2026-11-21")

Sold = dict[tuple[str, str], list[Offer]]


def price_history(catalog: Catalog, model: Model) -> PriceHistory:
    """Standard prices for any hour and the shortest prompts, from one provider and source; equal neighbours are one."""
    sold = _sold(catalog, model)
    told = PriceHistory(date=catalog.date, version=catalog.version, model=model.id, name=model.name)
    if not sold:
        return told
    own = {name for name, provider in catalog.providers.items() if provider.lab == model.lab}
    (provider, _), rows = max(sold.items(), key=lambda one: (one[0][0] in own, len(one[1]), one[0]))
    last = rows[-1].until
    return structs.replace(
        told,
        provider=provider,
        provider_name=catalog.providers[provider].name,
        until=last if last and last <= catalog.date else catalog.date,
        offers=tuple(rows),
        others=len({name for name, _ in sold}) - 1,
    )


def _sold(catalog: Catalog, model: Model) -> Sold:
    """Dated standard prices by provider and source, oldest first, those of days to come left out."""
    found: Sold = defaultdict(list)
    offers = first_opinions(catalog, catalog.offers_of.get(model.id, ()))
    for offer in sorted(offers, key=lambda one: (one.since or "", one.checked)):
        plain = offer.mode == "standard" and not offer.above_tokens and not offer.hours
        if plain and offer.since and len(offer.since) == DAY and offer.since <= catalog.date:
            found[offer.provider, offer.source].append(offer)
    return {key: _changes(rows) for key, rows in found.items()}


def _changes(rows: Iterable[Offer]) -> list[Offer]:
    """The rows that change the price: of one day the last; an equal price that follows without a gap goes on."""
    kept: list[Offer] = []
    for row in rows:
        before = kept[-1] if kept else None
        if before and before.since == row.since:
            kept[-1] = row
        elif before and _price(before) == _price(row) and (not before.until or before.until >= (row.since or "")):
            kept[-1] = _prolonged(before, row)
        else:
            kept.append(row)
    return kept


def _prolonged(before: Offer, after: Offer) -> Offer:
    """A price that goes on at the next row, with how the end of that is known."""
    basis = f"{before.basis}; {REMOVED}" if after.end_unstated else before.basis
    return structs.replace(before, until=after.until, checked=after.checked, basis=basis)


def _price(offer: Offer) -> tuple[float | None, ...]:
    return offer.input, offer.cached_input, offer.output
