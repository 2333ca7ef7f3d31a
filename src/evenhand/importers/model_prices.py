"""model-prices: dated price timelines of labs and vendors, as one JSON snapshot."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from evenhand.importers.price_import import PriceImport, dollars, price_fault, price_text, sudden
from evenhand.records.facts import Offer, Rejection, Source

SOURCE = "model-prices"


class Tier(Struct, frozen=True):
    """Prices of a prompt of more than `above` tokens."""

    above: int
    input: float | None = None
    output: float | None = None
    cache_read: float | None = None
    cache_write: float | None = None


class Rates(Struct, frozen=True):
    """Prices in dollars per million tokens, where they were read, since when they were seen, and how that is known."""

    source: str
    valid_from: str
    valid_from_basis: str
    input: float | None = None
    output: float | None = None
    cache_read: float | None = None
    cache_write: float | None = None
    tiers: tuple[Tier, ...] = ()

    def at(self, above: int) -> Tier | None:
        """The prices from `above` tokens on; None when this level does not exist."""
        if above == 0:
            return Tier(0, self.input, self.output, self.cache_read, self.cache_write)
        return next((tier for tier in self.tiers if tier.above == above), None)


class Entry(Struct, frozen=True):
    """What held from `start` on (None: since before the record); no rates: not sold in this mode."""

    start: str | None = None
    rates: Rates | None = None


class Snapshot(Struct, frozen=True):
    """All timelines by provider, model and mode, and which models the providers have deprecated or removed."""

    updated_at: str
    prices: dict[str, dict[str, dict[str, tuple[Entry, ...]]]]
    status: dict[str, dict[str, str]] = {}


class Listed(Struct, frozen=True):
    """A model as the snapshot lists it, and whose offer it is to be."""

    name: str
    model: str
    provider: str
    status: str
    checked: str


class Span(Struct, frozen=True):
    """Rates, or none known, from a day on (None: before the record). Of several entries of a day the last stands."""

    since: str | None
    rates: Rates | None

    @property
    def day(self) -> str | None:
        """The day of the entry, which for the first one is the day its rates were seen."""
        return self.since or (self.rates.valid_from[:10] if self.rates else None)


def fetch(place: Path) -> bytes:
    """The snapshot as it lies on disk; `place` is the file, or the folder that holds `snapshot.json`."""
    return (place / "snapshot.json" if place.is_dir() else place).read_bytes()


def parse(raw: bytes) -> Snapshot:
    """The snapshot as records.

    Raises:
        msgspec.DecodeError: not JSON, or not the shape that this importer knows.

    """
    return msgspec.json.decode(raw, type=Snapshot)


def translate(snapshot: Snapshot, source: Source) -> PriceImport:
    """Offers with their history for every name in the source's table; all other names are reported, not guessed."""
    offers: list[Offer] = []
    rejections: list[Rejection] = []
    unmapped = []
    for provider, models in snapshot.prices.items():
        for name, modes in models.items():
            model = source.model_names.get(f"{provider}/{name}")
            if model is None:
                unmapped.append(f"{provider}/{name}")
                continue
            status = snapshot.status.get(provider, {}).get(name, "")
            listed = Listed(f"{provider}/{name}", model, provider, status, snapshot.updated_at[:10])
            for mode, entries in modes.items():
                spans = _spans(listed, mode, entries, rejections)
                offers += _timeline(listed, mode, spans)
    return PriceImport(offers=tuple(offers), rejections=tuple(rejections), unmapped=tuple(sorted(unmapped)))


def _spans(listed: Listed, mode: str, entries: tuple[Entry, ...], refused: list[Rejection]) -> list[Span]:
    spans: list[Span] = []
    before: Rates | None = None
    for entry in entries:
        rates = entry.rates
        fault = _fault(before, rates) if rates else ""
        if rates and fault:
            refused.append(_rejection(listed, mode, rates, fault))
            rates = None
        since = _since(entry, first=before is None)
        if spans and since in (spans[-1].since, spans[-1].day):
            since = spans.pop().since
        spans.append(Span(since, rates))
        before = rates or before
    return spans


def _since(entry: Entry, *, first: bool) -> str | None:
    # A first start before the day the rates were seen dates the mode (batch exists since 2024), not this price.
    if entry.start is None or (first and entry.rates and entry.start < entry.rates.valid_from):
        return None
    return entry.start[:10]


def _fault(before: Rates | None, rates: Rates) -> str:
    levels = [tier for above in (0, *(tier.above for tier in rates.tiers)) if (tier := rates.at(above))]
    found = next((fault for level in levels if (fault := price_fault(level.input, level.output))), "")
    if not found and before and (sudden(before.input, rates.input) or sudden(before.output, rates.output)):
        return "unit doubtful"
    return found


def _rejection(listed: Listed, mode: str, rates: Rates, fault: str) -> Rejection:
    detail = f"{mode} price seen {rates.valid_from[:10]}"
    return Rejection(
        source=SOURCE,
        date=listed.checked,
        reason=fault,
        name=listed.name,
        value=price_text(rates.input, rates.output),
        link=rates.source,
        detail=detail,
    )


def _timeline(listed: Listed, mode: str, spans: list[Span]) -> Iterator[Offer]:
    levels = {0} | {tier.above for span in spans if span.rates for tier in span.rates.tiers}
    for above in sorted(levels):
        yield from _level(listed, mode, above, spans)


def _level(listed: Listed, mode: str, above: int, spans: list[Span]) -> Iterator[Offer]:
    changes: list[tuple[Span, Tier | None]] = []
    for span in spans:
        prices = span.rates.at(above) if span.rates else None
        if not changes or changes[-1][1] != prices:
            changes.append((span, prices))
    ends = [after[0].since for _, after in pairwise(changes)]
    for (span, prices), until in zip(changes, [*ends, None], strict=True):
        if prices and span.rates:
            yield _closed(listed, _offer(listed, mode, span.rates, prices, (span.since, until)))


def _offer(listed: Listed, mode: str, rates: Rates, prices: Tier, held: tuple[str | None, str | None]) -> Offer:
    since, until = held
    seen = rates.valid_from[:10]
    return Offer(
        provider=listed.provider,
        model=listed.model,
        source=SOURCE,
        checked=listed.checked,
        input=dollars(prices.input),
        cached_input=dollars(prices.cache_read),
        cache_write=dollars(prices.cache_write),
        output=dollars(prices.output),
        since=since,
        until=until,
        basis=rates.valid_from_basis if since else f"first recorded {seen} ({rates.valid_from_basis})",
        mode=mode,
        above_tokens=prices.above,
        link=rates.source,
    )


def _closed(listed: Listed, offer: Offer) -> Offer:
    """An offer that was current when the model left the provider's list ends, at the latest, on the day checked."""
    if offer.until or not listed.status:
        return offer
    until = listed.checked if listed.status == "removed" else None
    return structs.replace(offer, until=until, basis=f"{offer.basis}; {listed.status} when checked")
