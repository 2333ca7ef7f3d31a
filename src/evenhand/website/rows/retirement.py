"""That a model is no longer served, or will not be, or not by its lab."""

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.operations import side_operations
from evenhand.records.facts import Model
from evenhand.records.operations import SideOperations, Workload


def retirement(model: Model, today: str, run: SideOperations) -> str:
    """`retired 2026-10-16`, `retired by its lab 2026-08-31` where others serve it; empty when no day is known.

    Where the day is yet to come, `retires 2027-02-01`.
    """
    if model.retired is None:
        return ""
    if model.retired > today:
        return f"retires {model.retired}"
    return f"retired {'by its lab ' if run.still_had else ''}{model.retired}"


def retirements(catalog: Catalog) -> dict[str, str]:
    """The models of which a day is known, by id."""
    ends = [model for model in catalog.models.values() if model.retired]
    return {one.id: retirement(one, catalog.date, side_operations(catalog, one, Workload())) for one in ends}
