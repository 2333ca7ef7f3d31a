"""On which day each thing was last read anew: the newest day of its own rows, for whoever asks what is fresh."""

from msgspec import Struct

from evenhand.catalog.catalog import Catalog

KEPT = ("newest days",)


class NewestDays(Struct, frozen=True, kw_only=True):
    """The newest day (ISO text) by id; what has no rows is not there."""

    models: dict[str, str]
    benchmarks: dict[str, str]
    labs: dict[str, str]
    providers: dict[str, str]


def newest_days(catalog: Catalog) -> NewestDays:
    """The newest days of a catalog, worked out when they are first asked for."""
    if KEPT not in catalog.kept:
        catalog.kept[KEPT] = _worked_out(catalog)
    found: NewestDays = catalog.kept[KEPT]
    return found


def _worked_out(catalog: Catalog) -> NewestDays:
    days = NewestDays(models={}, benchmarks={}, labs={}, providers={})
    for seen in catalog.observations:
        _later(days.models, seen.model, seen.retrieved)
        _later(days.benchmarks, seen.benchmark, seen.retrieved)
    for offer in catalog.offers:
        _later(days.models, offer.model, offer.checked)
        _later(days.providers, offer.provider, offer.checked)
    for speed in catalog.speeds:
        _later(days.models, speed.model, speed.retrieved)
        _later(days.providers, speed.provider, speed.retrieved)
    for fact in catalog.facts:
        _later(days.models, fact.model, fact.checked)
    for name, model in catalog.models.items():
        _later(days.labs, model.lab, days.models.get(name, ""))
    return days


def _later(days: dict[str, str], name: str, day: str) -> None:
    if day > days.get(name, ""):
        days[name] = day
