"""Providers: what each serves, at what price, and who else serves the same; behind their pages and their JSON."""

from collections.abc import Callable, Iterable
from math import isclose

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.rows import OnDemand
from evenhand.comparison.compare import EVEN
from evenhand.comparison.find import provider_of
from evenhand.comparison.model_summary import model_summaries
from evenhand.comparison.operations import blended, current_offers
from evenhand.records.facts import Offer, Speed
from evenhand.records.model_summary import ModelSummary
from evenhand.records.operations import Workload
from evenhand.records.provider_profile import ProviderLine, ProviderList, ProviderProfile, ServedModel

UNPLACED = 10_000

Offers = dict[str, tuple[Offer, ...]]
USUAL = Workload()


def provider_list(catalog: Catalog) -> ProviderList:
    """All providers, those that serve most models first."""
    lines = [_line(catalog, name) for name in catalog.providers]
    lines.sort(key=lambda line: (-line.models, line.name.casefold()))
    return ProviderList(date=catalog.date, version=catalog.version, providers=tuple(lines))


def provider_profile(catalog: Catalog, provider: str) -> ProviderProfile:
    """One provider, by id or name.

    Raises:
        UnknownProvider: none is called so; holds the nearest ids.

    """
    name = provider_of(catalog, provider)
    served, past = _served(catalog)[name], _past(catalog)[name]
    sources = {offer.source: catalog.sources[offer.source].name for offer in (row.offer for row in served)}
    return ProviderProfile(
        date=catalog.date,
        version=catalog.version,
        provider=catalog.providers[name],
        line=_line(catalog, name),
        models=served,
        past=past,
        names={
            **sources,
            **{one.id: one.name for one in catalog.providers.values()},
            **{model: catalog.models[model].name for model in past},
        },
    )


def _offers_now(catalog: Catalog) -> Offers:
    """Today's standard offers of each model, one a provider, cheapest first."""
    key = ("offers now",)
    if key not in catalog.kept:
        catalog.kept[key] = {name: current_offers(catalog, catalog.models[name]) for name in catalog.offers_of}
    found: Offers = catalog.kept[key]
    return found


def _served(catalog: Catalog) -> dict[str, tuple[ServedModel, ...]]:
    """What each provider serves today, ranked models first; worked out once for a catalog."""
    key = ("models by provider",)
    if key not in catalog.kept:
        rows: dict[str, list[ServedModel]] = {name: [] for name in catalog.providers}
        every = _summaries(catalog)
        for model, offers in _offers_now(catalog).items():
            for offer in offers:
                rows[offer.provider].append(_row(catalog, every[model], offer, offers))
        catalog.kept[key] = {name: tuple(sorted(some, key=_order)) for name, some in rows.items()}
    found: dict[str, tuple[ServedModel, ...]] = catalog.kept[key]
    return found


def _summaries(catalog: Catalog) -> OnDemand[ModelSummary]:
    ranking = catalog.rankings[EVEN]
    return model_summaries(catalog, ranking, ranking.default_lane)


def _row(catalog: Catalog, who: ModelSummary, offer: Offer, offers: tuple[Offer, ...]) -> ServedModel:
    known = [(price, one.provider) for one in offers if (price := blended(one, USUAL)) is not None]
    cheapest, where = min(known, default=(None, ""))
    own = blended(offer, USUAL)
    if own is not None and cheapest is not None and isclose(own, cheapest):
        where = offer.provider
    return ServedModel(
        model=who.model,
        name=who.name,
        lab_name=who.lab_name,
        offer=offer,
        blended=own,
        others=len(known) - (own is not None),
        cheapest=cheapest,
        cheapest_at=where,
        times=_times(own, cheapest),
        speed=_speed(catalog, who.model, offer.provider),
        place=who.place,
        retired=who.retired,
    )


def _times(own: float | None, cheapest: float | None) -> float | None:
    if own is None or cheapest is None:
        return None
    if isclose(own, cheapest):
        return 1.0
    return own / cheapest if cheapest else None


def _speed(catalog: Catalog, model: str, provider: str) -> Speed | None:
    rows: Iterable[Speed] = (row for row in catalog.speeds_of.get(model, ()) if row.provider == provider)
    return max(rows, key=lambda row: (row.measured or row.retrieved, row.n or 0), default=None)


def _order(row: ServedModel) -> tuple[object, ...]:
    return row.place.place if row.place else UNPLACED, row.name.casefold()


def _past(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Models of which a provider has prices on file, none of them of today; by name."""
    key = ("past models by provider",)
    if key not in catalog.kept:
        now = {(row.model, name) for name, rows in _served(catalog).items() for row in rows}
        ever = {(offer.model, offer.provider) for offer in catalog.offers}
        catalog.kept[key] = {
            name: tuple(sorted((model for model, where in ever - now if where == name), key=_named(catalog)))
            for name in catalog.providers
        }
    found: dict[str, tuple[str, ...]] = catalog.kept[key]
    return found


def _named(catalog: Catalog) -> Callable[[str], str]:
    return lambda model: catalog.models[model].name.casefold()


def _line(catalog: Catalog, name: str) -> ProviderLine:
    rows = _served(catalog)[name]
    shared = [row for row in rows if row.others and row.blended is not None]
    return ProviderLine(
        id=name,
        name=catalog.providers[name].name,
        lab=catalog.providers[name].lab,
        models=len(rows),
        shared=len(shared),
        cheapest=sum(row.cheapest_at == name for row in shared),
        past=len(_past(catalog)[name]),
        measured=sum(row.speed is not None for row in rows),
    )
