"""genai-prices: prices by provider and model, with long prompts, start days and hours; a second opinion."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import msgspec
from msgspec import Struct, structs

from evenhand.importers.admission import refusal
from evenhand.importers.findings import Findings, Known
from evenhand.importers.json_places import pointer
from evenhand.importers.names import ModelName
from evenhand.importers.price_import import Priced, dollars, price_fault, price_text, priced
from evenhand.importers.raw_files import RawFiles
from evenhand.importers.sorted_names import sorted_names
from evenhand.importers.source import Importer
from evenhand.records.facts import Offer, Rejection

FILE = "data.json"
SHOPS = {
    "aws": "amazon-bedrock",
    "fireworks": "fireworks-ai",
    "novita": "novita-ai",
    "together": "togetherai",
    "x-ai": "xai",
}


class Step(Struct, frozen=True):
    """A price of prompts of more than `start` tokens."""

    start: int
    price: float


class Stepped(Struct, frozen=True):
    """A price that depends on the length of the prompt."""

    base: float
    tiers: tuple[Step, ...] = ()


Price = float | Stepped | None
Place = tuple[str | int, ...]


class Prices(Struct, frozen=True):
    """Dollars per million tokens."""

    input_mtok: Price = None
    output_mtok: Price = None
    cache_read_mtok: Price = None
    cache_write_mtok: Price = None


FIELDS = {
    "input": "input_mtok",
    "output": "output_mtok",
    "cached_input": "cache_read_mtok",
    "cache_write": "cache_write_mtok",
}


class Constraint(Struct, frozen=True):
    """When prices hold: from a day on, or between two times of day (UTC)."""

    start_date: str = ""
    start_time: str = ""
    end_time: str = ""


class Conditional(Struct, frozen=True):
    """Prices with their condition; without one they hold where no other condition does."""

    prices: Prices
    constraint: Constraint = Constraint()


class Described(Struct, frozen=True):
    """A model by its own id. The rules that match other names to it fold variants together, so they are not read."""

    id: str
    prices: Prices | tuple[Conditional, ...]


class Shop(Struct, frozen=True):
    """A provider and its models."""

    id: str
    models: tuple[Described, ...]
    pricing_urls: tuple[str, ...] = ()

    @property
    def provider(self) -> str:
        """Our id of the provider, where it has one."""
        return SHOPS.get(self.id, self.id)


class Held(Struct, frozen=True):
    """Prices with the days and hours in which they hold, and their place below the model."""

    prices: Prices
    place: Place = ("prices",)
    since: str | None = None
    until: str | None = None
    hours: str = ""


def parse(files: RawFiles) -> list[Shop]:
    """All providers with their models.

    Raises:
        msgspec.DecodeError: not JSON, or not the shape that this importer knows.

    """
    return msgspec.json.decode(files[FILE], type=list[Shop])


def translate(shops: list[Shop], known: Known) -> Findings:
    """Offers for every `provider/id` in the table of names; of providers that we do not describe nothing is read."""
    ours = [shop for shop in shops if shop.provider in known.providers]
    rows = Counter((shop.provider, f"{shop.id}/{model.id}") for shop in ours for model in shop.models)
    names = sorted_names(rows, known)
    found = (
        _priced(shop, model, (shops.index(shop), number), name, known)
        for shop in ours
        for number, model in enumerate(shop.models)
        if (name := names.held.get((shop.provider, f"{shop.id}/{model.id}")))
    )
    return priced(names, found, known)


def _priced(shop: Shop, model: Described, place: tuple[int, int], name: ModelName, known: Known) -> Priced:
    full_name = f"{shop.id}/{model.id}"
    link = shop.pricing_urls[0] if shop.pricing_urls else known.source.link
    offers: list[Offer] = []
    refused: list[Rejection] = []
    holding = list(_holding(model))
    if not holding:
        refused.append(refusal(known, "the conditions of the price are not understood", name=full_name, link=link))
    for held in holding:
        for above in _lengths(held.prices):
            prices = {field: _price(getattr(held.prices, key), above) for field, key in FIELDS.items()}
            fault = price_fault(prices["input"], prices["output"])
            if fault:
                value = price_text(prices["input"], prices["output"])
                refused.append(refusal(known, fault, name=full_name, value=value, link=link))
                continue
            at = pointer(place[0], "models", place[1], *held.place)
            offer = structs.replace(_offer(shop, name, held, known), **prices, above_tokens=above, link=link, at=at)
            offers.append(offer)
    return Priced(name=full_name, offers=tuple(offers), rejections=tuple(refused))


def _holding(model: Described) -> Iterator[Held]:
    """Each price with the time in which it holds; nothing where days and hours are mixed or no price is the default."""
    if isinstance(model.prices, Prices):
        yield Held(model.prices)
        return
    rows: list[tuple[Conditional, Place]] = [
        (row, ("prices", number, "prices")) for number, row in enumerate(model.prices)
    ]
    if not rows or rows[0][0].constraint != Constraint():
        return
    rest = [row.constraint for row, _ in rows[1:]]
    if all(one.start_date and not one.start_time for one in rest):
        yield from _by_day(rows)
    elif len(rest) == 1 and rest[0].start_time and rest[0].end_time and not rest[0].start_date:
        (usual, place), (special, other) = rows
        start, end = rest[0].start_time[:5], rest[0].end_time[:5]
        yield Held(usual.prices, place, hours=f"{end}-{start}")
        yield Held(special.prices, other, hours=f"{start}-{end}")


def _by_day(rows: list[tuple[Conditional, Place]]) -> Iterator[Held]:
    ordered = sorted(rows, key=lambda row: row[0].constraint.start_date)
    starts = [row.constraint.start_date or None for row, _ in ordered]
    ends = [after for _, after in pairwise(starts)]
    for (row, place), since, until in zip(ordered, starts, [*ends, None], strict=True):
        yield Held(row.prices, place, since=since, until=until)


def _lengths(prices: Prices) -> list[int]:
    """The prompt lengths from which prices hold, 0 first."""
    stepped = (price for name in FIELDS.values() if isinstance(price := getattr(prices, name), Stepped))
    return sorted({0} | {step.start for price in stepped for step in price.tiers})


def _price(price: Price, above: int) -> float | None:
    if isinstance(price, Stepped):
        steps = [step for step in price.tiers if step.start <= above]
        price = max(steps, key=lambda step: step.start).price if steps else price.base
    return dollars(price)


def _offer(shop: Shop, name: ModelName, held: Held, known: Known) -> Offer:
    return Offer(
        provider=shop.provider,
        model=name.model,
        source=known.source.id,
        checked=known.retrieved,
        since=held.since,
        until=held.until,
        hours=held.hours,
        basis="the source's own start day" if held.since else f"listed on {known.retrieved}",
        seen=known.retrieved,
        mode=name.mode or "standard",
        origin=FILE,
    )


IMPORTER = Importer((FILE,), parse, translate)
