"""model-prices: dated price timelines of labs and vendors, as one JSON snapshot."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec
from msgspec import Struct, structs

from evenhand.importers.admission import refusal
from evenhand.importers.findings import Findings, Known
from evenhand.importers.json_places import pointer
from evenhand.importers.model_prices_hours import Schedule, by_hours, without_hours
from evenhand.importers.price_import import Priced, dollars, price_fault, price_text, priced, sudden
from evenhand.importers.raw_files import RawFiles
from evenhand.importers.sorted_names import sorted_names
from evenhand.importers.source import Importer
from evenhand.records.facts import REMOVED, Offer, Rejection

FILE = "snapshot.json"
LATEST = "9999-12-31"


class Tier(Struct, frozen=True):
    """Prices of a prompt of more than `above` tokens."""

    above: int
    input: float | None = None
    output: float | None = None
    cache_read: float | None = None
    cache_write: float | None = None


class Rates(Struct, frozen=True):
    """Prices in dollars per million tokens, where they were read, since when they were seen, and how that is known.

    `model` names the dated model whose prices these are, where the name they stand under is a moving one.
    """

    source: str
    valid_from: str
    valid_from_basis: str
    input: float | None = None
    output: float | None = None
    cache_read: float | None = None
    cache_write: float | None = None
    tiers: tuple[Tier, ...] = ()
    model: str = ""

    def at(self, above: int) -> Tier | None:
        """The prices from `above` tokens on; None when this level does not exist."""
        if above == 0:
            return Tier(0, self.input, self.output, self.cache_read, self.cache_write)
        return next((tier for tier in self.tiers if tier.above == above), None)

    def place(self, above: int) -> tuple[str | int, ...]:
        """Where the prices from `above` tokens on stand, below the place of the rates."""
        levels = [tier.above for tier in self.tiers]
        return ("tiers", levels.index(above)) if above else ()


class Entry(Struct, frozen=True):
    """What held from `start` on (None: since before the record); no rates: not sold in this mode.

    What an entry replaced (`recorded`) is not read: it was wrong.
    """

    start: str | None = None
    rates: Rates | None = None


Modes = dict[str, tuple[Entry, ...]]


class Schedules(Struct, frozen=True):
    """Prices that depend on the time of day; holidays matter to those alone that are left out."""

    schedule: tuple[Schedule, ...] = ()


class Snapshot(Struct, frozen=True):
    """All timelines by provider, model and mode, hours, and which models the providers have deprecated or removed."""

    updated_at: str
    prices: dict[str, dict[str, Modes]]
    status: dict[str, dict[str, str]] = {}
    schedules: Schedules = Schedules()


class Listed(Struct, frozen=True):
    """A model as the snapshot lists it, and whose offer it is to be."""

    provider: str
    name: str
    model: str
    mode: str
    status: str
    checked: str

    @property
    def full_name(self) -> str:
        """Provider and name, as the table of names writes them."""
        return f"{self.provider}/{self.name}"


class Span(Struct, frozen=True):
    """Rates, or none known, from a day on (None: before the record). Of several entries of a day the last stands."""

    since: str | None
    rates: Rates | None
    number: int

    @property
    def day(self) -> str | None:
        """The day of the entry, which for the first one is the day its rates were seen."""
        return self.since or (self.rates.valid_from[:10] if self.rates else None)


def parse(files: RawFiles) -> Snapshot:
    """The snapshot as records.

    Raises:
        msgspec.DecodeError: not JSON, or not the shape that this importer knows.

    """
    return msgspec.json.decode(files[FILE], type=Snapshot)


def translate(snapshot: Snapshot, known: Known) -> Findings:
    """Offers with their history for every name in the source's table; all other names wait.

    A name that has prices of its own goes before a moving one that repeats the prices of another.
    """
    rows = {
        (provider, f"{provider}/{name}"): sum(map(len, modes.values()))
        for provider, models in snapshot.prices.items()
        for name, modes in models.items()
    }
    names = sorted_names(rows, known)
    held = [
        (_moving(modes), _listed(snapshot, provider, name, ours.model, ours.mode), modes)
        for provider, models in snapshot.prices.items()
        for name, modes in models.items()
        if (ours := names.held.get((provider, f"{provider}/{name}")))
    ]
    found = (_priced(snapshot, listed, modes, known) for _, listed, modes in sorted(held, key=lambda one: one[0]))
    findings = priced(names, found, known)
    left_out = without_hours(snapshot.schedules.schedule, known)
    return structs.replace(findings, rejections=(*findings.rejections, *left_out))


def _moving(modes: Modes) -> bool:
    return any(entry.rates and entry.rates.model for entries in modes.values() for entry in entries)


def _listed(snapshot: Snapshot, provider: str, name: str, model: str, mode: str) -> Listed:
    status = snapshot.status.get(provider, {}).get(name, "")
    return Listed(provider, name, model, mode, status, snapshot.updated_at[:10])


def _priced(snapshot: Snapshot, listed: Listed, modes: Modes, known: Known) -> Priced:
    refused: list[Rejection] = []
    offers: list[Offer] = []
    for mode, entries in modes.items():
        offers += _timeline(listed, mode, _spans(listed, mode, entries, refused, known))
    held = tuple(_closed(listed, one) for offer in offers for one in _at_all_hours(snapshot, listed, offer))
    return Priced(name=listed.full_name, offers=held, rejections=tuple(refused))


def _at_all_hours(snapshot: Snapshot, listed: Listed, offer: Offer) -> Iterator[Offer]:
    # When a removed model was taken off the list is not known, so neither is whether it saw the newest hours.
    unknown_end = listed.status == "removed" and not offer.until
    return by_hours((offer,), () if unknown_end else snapshot.schedules.schedule, listed.name)


def _spans(listed: Listed, mode: str, entries: tuple[Entry, ...], refused: list[Rejection], known: Known) -> list[Span]:
    spans: list[Span] = []
    before: Rates | None = None
    for number, entry in enumerate(entries):
        rates = entry.rates
        fault = _fault(before, rates) if rates else ""
        if rates and fault:
            refused.append(_refused(listed, mode, rates, fault, known))
            rates = None
        since = _since(entry, first=before is None)
        if spans and since in (spans[-1].since, spans[-1].day):
            since = spans.pop().since
        spans.append(Span(since, rates, number))
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


def _refused(listed: Listed, mode: str, rates: Rates, fault: str, known: Known) -> Rejection:
    detail = f"{mode} price seen {rates.valid_from[:10]}"
    value = price_text(rates.input, rates.output)
    return refusal(known, fault, name=listed.full_name, value=value, link=rates.source, detail=detail)


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
            place = ("prices", listed.provider, listed.name, mode, span.number, "rates", *span.rates.place(above))
            held: dict[str, Any] = {"since": span.since, "until": until, "at": pointer(*place)}
            yield structs.replace(_offer(listed, mode, span.rates, prices), **held)


def _offer(listed: Listed, mode: str, rates: Rates, prices: Tier) -> Offer:
    return Offer(
        provider=listed.provider,
        model=listed.model,
        source="model-prices",
        checked=listed.checked,
        input=dollars(prices.input),
        cached_input=dollars(prices.cache_read),
        cache_write=dollars(prices.cache_write),
        output=dollars(prices.output),
        seen=rates.valid_from[:10],
        basis=rates.valid_from_basis,
        mode=" ".join(part for part in (listed.mode, mode) if part and part != "standard") or "standard",
        above_tokens=prices.above,
        link=rates.source,
        origin=FILE,
    )


def _closed(listed: Listed, offer: Offer) -> Offer:
    """The basis in full; what was current when the source called the model removed has an end without a known day.

    The status states none, so such a price holds no longer from the day of reading on, and the basis says how that is
    known (`Offer.end_unstated`).
    Without a stated start the price holds from the day of its first record, and the basis says so; where it was first
    recorded after it had ended, its start stays unknown.
    """
    if not offer.since:
        dated = offer.seen if offer.seen and offer.seen < (offer.until or LATEST) else None
        offer = structs.replace(offer, since=dated, basis=f"first recorded {offer.seen} ({offer.basis})")
    if offer.until or not listed.status:
        return offer
    if listed.status == "removed":
        return structs.replace(offer, until=listed.checked, basis=f"{offer.basis}; {REMOVED}")
    return structs.replace(offer, basis=f"{offer.basis}; {listed.status} when checked")


IMPORTER = Importer((FILE,), parse, translate)
