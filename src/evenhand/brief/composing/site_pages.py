"""The page of the site that shows a change; what is gone has none but the log of changes."""

from collections.abc import Iterable
from urllib.parse import quote

from evenhand.brief.composing.material import Material
from evenhand.changes.between import model_of
from evenhand.records.change_log import FAMILY_OF, month_of
from evenhand.records.changes import Change, DescriptionChange

LOG = "/changes"


def page_of(change: Change, material: Material) -> str:
    """The page of the model, benchmark or source that a change is about."""
    newer = material.newer
    model = model_of(change)
    if model:
        return f"/models/{quote(model)}" if model in newer.models else LOG
    if isinstance(change, DescriptionChange):
        table = newer.benchmarks if change.thing == "benchmark" else newer.sources
        return f"/{change.thing}s/{quote(change.id)}" if change.id in table else LOG
    return LOG


def log_of(changes: Iterable[Change], material: Material) -> str:
    """The page of the log that holds changes of one family, the newest of them; the log itself between snapshots.

    A catalog's own log holds what its facts tell of their days. What was found between two catalogs may stand on other
    days there, or not at all.
    """
    newest = max(changes, key=lambda one: month_of(one.day))
    return f"{LOG}/{month_of(newest.day)}/{FAMILY_OF[newest.kind]}" if material.dated else LOG
