"""Prices that sources state differently for the same thing, side by side; nothing is averaged or settled."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from math import isclose

from evenhand.catalog.as_of import offers_in_force
from evenhand.catalog.catalog import Catalog
from evenhand.records.disagreements import PriceDisagreement
from evenhand.records.facts import Offer

FIELDS = ("input", "cached_input", "output")
ROUNDING = 0.01
Thing = tuple[str, str, str, int, str]


def price_disagreements(catalog: Catalog) -> tuple[PriceDisagreement, ...]:
    """Every price in force on the catalog's date about which two sources differ by more than one part in a hundred.

    In order of model, provider, mode, prompt length and hours. A price that a source does not state differs from none.
    """
    things: dict[Thing, list[Offer]] = defaultdict(list)
    for offer in offers_in_force(catalog):
        things[offer.model, offer.provider, offer.mode, offer.above_tokens, offer.hours].append(offer)
    return tuple(_disagreements(things))


def _disagreements(things: dict[Thing, list[Offer]]) -> Iterator[PriceDisagreement]:
    for model, provider, mode, above, hours in sorted(things):
        offers = tuple(sorted(things[model, provider, mode, above, hours], key=lambda offer: offer.source))
        fields = tuple(name for name in FIELDS if _differ(getattr(offer, name) for offer in offers))
        if fields:
            yield PriceDisagreement(
                provider=provider,
                model=model,
                mode=mode,
                above_tokens=above,
                hours=hours,
                fields=fields,
                offers=offers,
            )


def _differ(prices: Iterable[float | None]) -> bool:
    stated = [price for price in prices if price is not None]
    return any(not isclose(one, other, rel_tol=ROUNDING) for one, other in combinations(stated, 2))
