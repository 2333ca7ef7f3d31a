"""The one shape that only the programs' interface answers: the list of models."""

from msgspec import Struct

from evenhand.catalog.catalog import Catalog


class ModelLine(Struct, frozen=True, kw_only=True):
    """A model in the list; `benchmarks` counts those that it has a score on."""

    id: str
    name: str
    lab: str
    benchmarks: int
    released: str | None = None
    aliases: tuple[str, ...] = ()


class ModelList(Struct, frozen=True, kw_only=True):
    """All models by id; `date` and `version` are the catalog's."""

    date: str
    version: str
    models: tuple[ModelLine, ...]


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
    return ModelList(date=catalog.date, version=catalog.version, models=tuple(lines))
