"""Whose word on a price counts: first opinions before second ones, and what a newer list of the provider lacks."""

from collections.abc import Iterable

from evenhand.catalog.catalog import Catalog
from evenhand.records.facts import Offer


def second_opinion(catalog: Catalog, offer: Offer) -> bool:
    """Whether a price comes from a source that is only held against others."""
    source = catalog.sources.get(offer.source)
    return source is not None and source.opinion == "second"


def first_opinions(catalog: Catalog, offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Offers of one model without those of second opinions at providers that another source knows it from."""
    rows = tuple(offers)
    known = {offer.provider for offer in rows if not second_opinion(catalog, offer)}
    return tuple(offer for offer in rows if offer.provider not in known or not second_opinion(catalog, offer))


def unlisted(catalog: Catalog, offer: Offer) -> bool:
    """Whether a second opinion's price is missing from a newer list of that provider's prices for models of that lab.

    To be asked of what `first_opinions` leaves: where another source knows the model there, its price counts anyway.
    """
    lab = catalog.models[offer.model].lab
    return second_opinion(catalog, offer) and _lists(catalog).get((offer.provider, lab), "") > offer.checked


def source_of_second(catalog: Catalog, offer: Offer | None) -> str:
    """The source of a price that only a second opinion tells; empty for any other price and for none."""
    return offer.source if offer and second_opinion(catalog, offer) else ""


def _lists(catalog: Catalog) -> dict[tuple[str, str], str]:
    """The newest day on which a first opinion read a provider's prices for the models of a lab."""
    key = ("days of price lists",)
    if key not in catalog.kept:
        days: dict[tuple[str, str], str] = {}
        for offer in catalog.offers:
            if not second_opinion(catalog, offer):
                place = offer.provider, catalog.models[offer.model].lab
                days[place] = max(days.get(place, ""), offer.checked)
        catalog.kept[key] = days
    found: dict[tuple[str, str], str] = catalog.kept[key]
    return found
