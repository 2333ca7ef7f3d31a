"""The cost of a workload with some models: every offer of today, cheapest first, with what is not known."""

from collections.abc import Container, Iterable

from msgspec import structs

from evenhand.catalog.as_of import in_force
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.availability import ended_by_lab, still_had
from evenhand.comparison.operations import cost_per_request, current_offers, holds, longest_then_newest, seen_lately
from evenhand.comparison.opinions import first_opinions, source_of_second, unlisted
from evenhand.records.cost import SHORT_REQUEST, Costs, ModelCost, OfferCost
from evenhand.records.facts import Model, Offer
from evenhand.records.operations import Workload

# Whether a request fits, in the order that offers are listed by.
FITS = (True, None, False)


def costs(catalog: Catalog, models: Iterable[Model], workload: Workload) -> Costs:
    """What a workload costs with each of these models, in the order asked for; a model asked for twice stands once."""
    asked = {model.id: model for model in models}
    found = tuple(model_cost(catalog, model, workload) for model in asked.values())
    return Costs(
        date=catalog.date, version=catalog.version, workload=workload, models=found, names=_names(catalog, found)
    )


def model_cost(catalog: Catalog, model: Model, workload: Workload) -> ModelCost:
    """One model's offers for a workload: of each provider, mode and time of day the price that holds.

    Prices that are over or to come, that no list has shown for half a year, or that a newer list of the provider does
    not have, are counted and not used; nor are those of a lab that has ended a model which others still offer.
    """
    how = still_had(catalog, model, current_offers(catalog, model)) if ended_by_lab(catalog, model) else ""
    own = {name for name, provider in catalog.providers.items() if provider.lab == model.lab}
    told = first_opinions(catalog, catalog.offers_of.get(model.id, ()))
    known = [offer for offer in told if not unlisted(catalog, offer)]
    coming = [offer for offer in known if offer.since and offer.since > catalog.date]
    holding = [offer for offer in known if in_force(offer, catalog.date)]
    standing = [offer for offer in holding if not (how and offer.provider in own)]
    unseen = [offer for offer in standing if not seen_lately(offer, catalog.date)]
    rows = [_row(catalog, model, offer, workload) for offer in _holding(catalog, standing, workload)]
    offers = tuple(sorted(rows, key=lambda row: _order(row, own)))
    return ModelCost(
        model=model.id,
        name=model.name,
        lab=model.lab,
        offers=offers,
        cheapest=cheapest(offers),
        over=len(known) - len(holding) - len(coming),
        announced=len(coming),
        unseen=len(unseen),
        unlisted=len(told) - len(known),
        ended_by_lab=len(holding) - len(standing),
        retired=(model.retired or "") if ended_by_lab(catalog, model) else "",
        still_had=how,
    )


def offer_cost(model: Model, offer: Offer, workload: Workload) -> OfferCost:
    """What a workload costs at one offer."""
    each = cost_per_request(offer, workload)
    return OfferCost(
        offer=offer,
        per_request=each,
        per_month=None if each is None else each * workload.requests,
        cached_at_full=bool(workload.cached) and offer.cached_input is None and each is not None,
        fits=_fits(offer.context_limit or model.context_window, workload),
    )


def _row(catalog: Catalog, model: Model, offer: Offer, workload: Workload) -> OfferCost:
    return structs.replace(offer_cost(model, offer, workload), second_opinion=source_of_second(catalog, offer))


def cheapest(offers: Iterable[OfferCost], provider: str = "") -> OfferCost | None:
    """Of offers in their order the first standard one at any hour that has a price and takes the request.

    At one provider alone where named.
    """
    return next((row for row in offers if is_plain(row) and provider in ("", row.offer.provider)), None)


def is_plain(row: OfferCost) -> bool:
    """Whether an offer is standard, at any hour, of a known price, and takes the request as far as is known."""
    plain = row.offer.mode == "standard" and not row.offer.hours
    return plain and is_usable(row)


def is_usable(row: OfferCost) -> bool:
    """Whether an offer has a known price and takes the request; not where nobody knows that it does."""
    return row.per_month is not None and row.fits is True


def takes(model: Model, offers: Iterable[Offer], workload: Workload) -> bool | None:
    """Whether one of these offers takes a request, without any the model itself; None where nobody knows."""
    limits = [offer.context_limit or model.context_window for offer in offers] or [model.context_window]
    known = {_fits(limit, workload) for limit in limits}
    return True if True in known else None if None in known else False


def _holding(catalog: Catalog, known: Iterable[Offer], workload: Workload) -> Iterable[Offer]:
    """Of each provider, mode and time of day the newest price of the longest prompt length that is exceeded."""
    used: dict[tuple[str, str, str], Offer] = {}
    for offer in known:
        if holds(offer, catalog.date, workload.input):
            place = _place(offer)
            kept = used.get(place)
            if kept is None or longest_then_newest(offer) > longest_then_newest(kept):
                used[place] = offer
    return used.values()


def _fits(limit: int | None, workload: Workload) -> bool | None:
    size = workload.input + workload.output
    if limit is None:
        return True if size <= SHORT_REQUEST else None
    return size <= limit


def _order(row: OfferCost, own: Container[str]) -> tuple[object, ...]:
    """Those that take the request first, those that may next; cheapest first, of one price the lab's own first."""
    offer, unknown = row.offer, row.per_month is None
    return FITS.index(row.fits), unknown, row.per_month or 0.0, offer.provider not in own, *_place(offer)


def _place(offer: Offer) -> tuple[str, str, str]:
    return offer.provider, offer.mode, offer.hours


def _names(catalog: Catalog, found: Iterable[ModelCost]) -> dict[str, str]:
    rows = tuple(found)
    offers = [row.offer for model in rows for row in model.offers]
    labs = {model.lab: catalog.labs[model.lab].name for model in rows}
    sources = {offer.source: catalog.sources[offer.source].name for offer in offers}
    providers = {offer.provider: catalog.providers[offer.provider].name for offer in offers}
    return {**labs, **sources, **providers, **{model.model: model.name for model in rows}}
