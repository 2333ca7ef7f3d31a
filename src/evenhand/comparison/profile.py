"""Everything about one model: the one function behind its page, its JSON and its command."""

from collections.abc import Iterable

from evenhand.catalog.as_of import TERMS, newest_in_force
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.dates import days_between
from evenhand.comparison.operations import SEEN_DAYS
from evenhand.comparison.opinions import first_opinions, second_opinion, unlisted
from evenhand.comparison.pairing import as_counted
from evenhand.comparison.preference import preference
from evenhand.records.comparison import Reading
from evenhand.records.facts import CATEGORIES, Model, Observation, Offer
from evenhand.records.profile import ModelProfile
from evenhand.records.ranking import Thresholds
from evenhand.scoring.standard_errors import reading


def profile(catalog: Catalog, model: Model) -> ModelProfile:
    """The model's profile; scores by category, then benchmark, the preferred one first."""
    rows = [row for tests in catalog.observations_of.get(model.id, {}).values() for row in tests]
    order = {name: place for place, name in enumerate(CATEGORIES)}
    rows.sort(
        key=lambda row: (
            order.get(catalog.benchmarks[row.benchmark].category, len(order)),
            row.benchmark,
            preference(row, catalog.benchmarks[row.benchmark]),
        )
    )
    family = [other.id for other in catalog.models.values() if model.family and other.family == model.family]
    return ModelProfile(
        date=catalog.date,
        version=catalog.version,
        model=model,
        lab=catalog.labs[model.lab],
        observations=tuple(rows),
        offers=catalog.offers_of.get(model.id, ()),
        speeds=catalog.speeds_of.get(model.id, ()),
        listings=catalog.listings_of.get(model.id, ()),
        siblings=tuple(name for name in sorted(family) if name != model.id),
    )


def read_score(catalog: Catalog, seen: Observation) -> Reading:
    """A score with its error and interval, outside of any ranking; without correction for chance."""
    return as_counted(catalog, reading(catalog.benchmarks[seen.benchmark], seen, Thresholds().assumed_items))


def present_and_past(catalog: Catalog, offers: Iterable[Offer]) -> tuple[tuple[Offer, ...], tuple[Offer, ...]]:
    """The offers of one model that hold on the catalog's date or are announced, and those before them.

    Of one price the row that began last holds. What was last seen more than half a year before is past: nobody knows
    whether it still holds. So is a second opinion on what a newer list of its provider does not have. Present ones
    come with the lab's own first, then by provider, standard mode first, second opinions last; past ones in the same
    order, the newest first.
    """
    every = tuple(offers)
    terms: dict[tuple[object, ...], list[Offer]] = {}
    for offer in every:
        terms.setdefault(tuple(getattr(offer, name) for name in TERMS), []).append(offer)
    newest = [newest_in_force(rows, catalog.date) for rows in terms.values()]
    held = [row for row in newest if row and days_between(row.checked, catalog.date) <= SEEN_DAYS]
    dropped = [row for row in first_opinions(catalog, every) if unlisted(catalog, row)]
    held = [row for row in held if row not in dropped]
    held += [row for row in every if row.since and row.since > catalog.date]
    past = sorted((row for row in every if row not in held), key=lambda row: row.since or "", reverse=True)
    order = {id(row): _offer_order(catalog, row) for row in every}
    return tuple(sorted(held, key=lambda row: order[id(row)])), tuple(sorted(past, key=lambda row: order[id(row)]))


def _offer_order(catalog: Catalog, offer: Offer) -> tuple[object, ...]:
    provider = catalog.providers[offer.provider]
    return (
        provider.lab != catalog.models[offer.model].lab,
        provider.name.casefold(),
        offer.mode != "standard",
        offer.mode,
        offer.above_tokens,
        offer.hours,
        second_opinion(catalog, offer),
        offer.source,
    )
