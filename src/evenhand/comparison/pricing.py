"""What a workload costs with every model that meets the reader's limits: one row a model, or one an offer.

The search is that of `find`, with each model at the offer that the reader asks for; so the page, its JSON and the
command `evenhand find --price cheapest` state the same figures.
"""

from collections.abc import Iterable, Iterator

from evenhand.catalog.as_of import in_force, newness
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.cost import FITS, cheapest, is_usable, model_cost, offer_cost
from evenhand.comparison.find import find
from evenhand.comparison.operations import seen_lately
from evenhand.comparison.opinions import first_opinions, unlisted
from evenhand.records.cost import ModelCost, OfferCost
from evenhand.records.facts import Offer
from evenhand.records.find import FoundModel, Wanted
from evenhand.records.operations import Workload
from evenhand.records.pricing import DAYS_A_MONTH, PriceBoard, PriceRow, PriceState
from evenhand.records.ranking import Ranking

CHEAPEST = Wanted(price="cheapest")


def pricing(
    catalog: Catalog,
    workload: Workload,
    wanted: Wanted = CHEAPEST,
    ranking: str | Ranking = "even",
    lane: str | None = None,
    *,
    a_day: float | None = None,
    every_offer: bool = False,
    past: bool = False,
) -> PriceBoard:
    """The price board of a workload, cheapest first; one price unknown or a request too long comes last.

    `a_day` is how many requests a day the reader said, where a day was said; `every_offer` gives a row an offer,
    `past` with it also the prices that hold no longer, are announced, or were not seen for half a year.

    Raises:
        UnknownName: no such ranking, lane, category, lab or provider.

    """
    finding = find(catalog, workload, wanted, ranking, lane)
    priced = [row for row in finding.found if row.per_month is not None]
    known = {row.model: model_cost(catalog, catalog.models[row.model], workload) for row in priced}
    rows = [
        row
        for found in priced
        for row in (
            _offers(catalog, found, known[found.model], workload, finding.wanted, past=past)
            if every_offer
            else (_model(catalog, found, known[found.model], finding.wanted),)
        )
    ]
    return PriceBoard(
        finding=finding,
        requests_a_day=workload.requests / DAYS_A_MONTH if a_day is None else a_day,
        rows=tuple(sorted(rows, key=lambda row: _order(row, catalog))),
        unpriced=len(finding.found) - len(priced),
        names=_names(catalog, rows),
    )


def _model(catalog: Catalog, found: FoundModel, known: ModelCost, wanted: Wanted) -> PriceRow:
    """A model at the offer it is priced at, with its other tiers and the cheapest on other terms."""
    used = _used(found, known)
    here = [row for row in known.offers if wanted.provider in ("", row.offer.provider)]
    others = (row for row in here if _is_other(row) and is_usable(row))
    return PriceRow(
        model=found.model,
        cost=used,
        used=True,
        other=next(others, None),
        tiers=_tiers(catalog, used.offer),
        offers=len(here),
        past=known.over + known.unseen + known.unlisted,
    )


def _used(found: FoundModel, known: ModelCost) -> OfferCost:
    """The offer that a found model is priced at; `find` has taken the cheapest standard one of its provider."""
    used = cheapest(known.offers, found.provider)
    if used is None:
        raise LookupError(f"{found.model} is priced at {found.provider}, which has no such offer")
    return used


def _tiers(catalog: Catalog, used: Offer) -> tuple[Offer, ...]:
    """What the same offer costs for other prompt lengths, the shortest first."""
    here = (used.provider, used.mode, used.hours)
    newest: dict[int, Offer] = {}
    for offer in sorted(first_opinions(catalog, catalog.offers_of.get(used.model, ())), key=newness):
        if (offer.provider, offer.mode, offer.hours) == here and _state(catalog, offer) == "now":
            newest[offer.above_tokens] = offer
    return tuple(newest[above] for above in sorted(newest) if above != used.above_tokens)


def _is_other(row: OfferCost) -> bool:
    return row.offer.mode != "standard" or bool(row.offer.hours)


def _offers(
    catalog: Catalog, found: FoundModel, known: ModelCost, workload: Workload, wanted: Wanted, *, past: bool
) -> Iterator[PriceRow]:
    """Every offer of a model, of one provider where the reader names it; those that do not hold now where asked for."""
    used = _used(found, known)
    for row in known.offers:
        if wanted.provider in ("", row.offer.provider):
            yield PriceRow(model=found.model, cost=row, used=row is used)
    for offer in _not_now(catalog, found.model) if past else ():
        if wanted.provider in ("", offer.provider):
            cost = offer_cost(catalog.models[found.model], offer, workload)
            yield PriceRow(model=found.model, cost=cost, state=_state(catalog, offer))


def _not_now(catalog: Catalog, model: str) -> Iterable[Offer]:
    known = first_opinions(catalog, catalog.offers_of.get(model, ()))
    return (offer for offer in known if _state(catalog, offer) != "now")


def _state(catalog: Catalog, offer: Offer) -> PriceState:
    if offer.since and offer.since > catalog.date:
        return "announced"
    if not in_force(offer, catalog.date):
        return "past"
    if unlisted(catalog, offer):
        return "unlisted"
    return "now" if seen_lately(offer, catalog.date) else "unseen"


def _order(row: PriceRow, catalog: Catalog) -> tuple[object, ...]:
    cost = row.cost
    model = catalog.models[row.model]
    away = catalog.providers[cost.offer.provider].lab != model.lab
    return row.state != "now", FITS.index(cost.fits), cost.per_month is None, cost.per_month or 0.0, model.name, away


def _names(catalog: Catalog, rows: Iterable[PriceRow]) -> dict[str, str]:
    offers = [cost.offer for row in rows for cost in (row.cost, row.other) if cost]
    names = {offer.provider: catalog.providers[offer.provider].name for offer in offers}
    return names | {offer.source: catalog.sources[offer.source].name for offer in offers}
