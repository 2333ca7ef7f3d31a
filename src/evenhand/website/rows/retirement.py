"""That a model is no longer served, or will not be."""

from evenhand.catalog.catalog import Catalog
from evenhand.records.facts import Model


def retirement(model: Model, today: str) -> str:
    """`retired 2026-10-16` or, where that day is yet to come, `retires 2027-02-01`; empty when no day is known."""
    if model.retired is None:
        return ""
    return f"{'retired' if model.retired <= today else 'retires'} {model.retired}"


def retirements(catalog: Catalog) -> dict[str, str]:
    """The models of which a day is known, by id."""
    told = {model.id: retirement(model, catalog.date) for model in catalog.models.values()}
    return {name: text for name, text in told.items() if text}
