"""Shapes that only the programs' interface answers: the list of models, and one model with all that is known."""

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.records.facts import Model, Observation, Offer, Speed


class Standing(Struct, frozen=True, kw_only=True):
    """Which catalog an answer comes from: its date and content hash."""

    date: str
    catalog: str


class ModelLine(Struct, frozen=True, kw_only=True):
    """A model in the list; `benchmarks` counts those that it has a score on."""

    id: str
    name: str
    lab: str
    benchmarks: int
    released: str | None = None
    aliases: tuple[str, ...] = ()


class ModelList(Struct, frozen=True, kw_only=True):
    """All models by id."""

    schema: str = "evenhand/models/1"
    snapshot: Standing
    models: tuple[ModelLine, ...]


class ModelReport(Struct, frozen=True, kw_only=True):
    """A model, its observations, offers and speeds; `names` are the names of what these mention by id."""

    schema: str = "evenhand/model/1"
    snapshot: Standing
    model: Model
    observations: tuple[Observation, ...]
    offers: tuple[Offer, ...]
    speeds: tuple[Speed, ...]
    names: dict[str, str]


def model_list(catalog: Catalog) -> ModelList:
    """Every model of the catalog."""
    lines = (
        ModelLine(
            id=model.id,
            name=model.name,
            lab=model.lab,
            benchmarks=len(catalog.observations_of.get(model.id, {})),
            released=model.released,
            aliases=model.aliases,
        )
        for model in sorted(catalog.models.values(), key=lambda one: one.id)
    )
    return ModelList(snapshot=standing(catalog), models=tuple(lines))


def model_report(catalog: Catalog, model: Model) -> ModelReport:
    """All that the catalog says about one model."""
    tests = catalog.observations_of.get(model.id, {})
    observations = tuple(row for rows in tests.values() for row in rows)
    offers = catalog.offers_of.get(model.id, ())
    speeds = catalog.speeds_of.get(model.id, ())
    mentioned = {model.lab, *tests, *(row.source for row in observations), *(row.source for row in speeds)}
    mentioned.update(name for offer in offers for name in (offer.provider, offer.source))
    return ModelReport(
        snapshot=standing(catalog),
        model=model,
        observations=observations,
        offers=offers,
        speeds=speeds,
        names=names_of(catalog, mentioned),
    )


def names_of(catalog: Catalog, ids: set[str]) -> dict[str, str]:
    """The names of these labs, providers, sources and benchmarks."""
    names = {one.id: one.name for one in catalog.labs.values()}
    names.update((one.id, one.name) for one in catalog.providers.values())
    names.update((one.id, one.name) for one in catalog.sources.values())
    names.update((one.id, one.name) for one in catalog.benchmarks.values())
    return {name: names[name] for name in sorted(ids & names.keys())}


def standing(catalog: Catalog) -> Standing:
    """The catalog's date and version."""
    return Standing(date=catalog.date, catalog=catalog.version)
