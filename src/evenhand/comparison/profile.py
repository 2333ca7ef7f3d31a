"""Everything about one model: the one function behind its page, its JSON and its command."""

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.preference import preference
from evenhand.records.facts import CATEGORIES, Model
from evenhand.records.profile import ModelProfile


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
