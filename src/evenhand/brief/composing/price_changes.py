"""Prices: what changed, by how much, and what that does to a month of a workload; offers that came or ended."""

from msgspec import structs

from evenhand.brief.composing.lines import (
    Told,
    came_together,
    largest,
    line_of,
    lines_together,
    parts_of_models,
    told,
)
from evenhand.brief.composing.material import Material
from evenhand.brief.composing.monthly_costs import effect_of, monthly_costs
from evenhand.brief.composing.price_opinions import OneChange, first_opinions, one_by_one
from evenhand.brief.composing.site_pages import log_of
from evenhand.records.brief import BriefLine
from evenhand.records.changes import Kind, PriceChange
from evenhand.records.wording import Sentence
from evenhand.wording.brief import also_told, further_terms, prices_lead

OFFERS: tuple[Kind, ...] = ("new offer", "ended offer", "removed offer")


def prices_told(material: Material) -> Told:
    """Changes of price, the most important first, then offers that came or ended."""
    changed, offers = price_news(material)
    if not (changed or offers):
        return Told()
    lines = (*(price_line(one, material) for one in changed), *lines_together(offers, material))
    every = [row for one in changed for row in (one.main, *one.folded)]
    first = changed[0].main if changed else None
    lead = prices_lead(len(every), first, largest(first) if first else None, material.names, len(offers))
    parts = (
        *(line_of(row, material) for one in changed for row in one.folded),
        *parts_of_models(came_together(offers, material), material),
    )
    return told("prices", lines, lead, log_of((*every, *offers), material), parts)


def price_news(material: Material) -> tuple[tuple[OneChange, ...], tuple[PriceChange, ...]]:
    """The changes of price in the order of their importance, and the offers that came or ended."""
    kept, _ = first_opinions(_prices(material, "price change"), material)
    changed = sorted(one_by_one(kept), key=lambda one: _importance(one.main, material))
    offers, _ = first_opinions(_prices(material, *OFFERS), material)
    return tuple(changed), tuple(offers)


def second_opinions_left_out(material: Material) -> int:
    """How many changes of price only second opinions tell, where another source is used."""
    return first_opinions(_prices(material, "price change", *OFFERS), material)[1]


def price_line(one: OneChange, material: Material) -> BriefLine:
    """A change of price with what it does to a month, what changed with it, and who else tells of it."""
    costs = monthly_costs(one.main, material)
    others = tuple(material.names.get(f"source/{name}", name) for name in one.also)
    details: tuple[Sentence, ...] = (
        *effect_of(costs),
        *((further_terms(len(one.folded)),) if one.folded else ()),
        *((also_told(others),) if others else ()),
    )
    line = line_of(one.main, material, details)
    return structs.replace(line, costs=costs, changes=1 + len(one.folded) + len(one.repeated))


def _prices(material: Material, *kinds: Kind) -> list[PriceChange]:
    return [one for one in material.of(kinds) if isinstance(one, PriceChange)]


def _importance(change: PriceChange, material: Material) -> tuple[object, ...]:
    """The lab's own standard price first, then by the model's place, then by the size of the change."""
    provider, model = material.newer.providers.get(change.provider), material.newer.models.get(change.model)
    own = bool(provider and model and provider.lab == model.lab)
    size = largest(change)
    plain = change.mode == "standard" and not change.hours
    return not own, not plain, material.place(change.model), -abs(size or 0.0), change.model, change.provider
