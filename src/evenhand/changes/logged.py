"""The changes of the log that a reader asks for."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import structs

from evenhand.catalog.as_of import last_day
from evenhand.catalog.catalog import Catalog
from evenhand.changes.between import counted, model_of, names_of
from evenhand.changes.days import change_log, changes_in
from evenhand.records.changes import CatalogChanges, Change, Edition, Kind, PlaceChange


def changes_logged(
    catalog: Catalog, *, since: str = "", until: str = "", model: str = "", kinds: Iterable[Kind] = ()
) -> tuple[Change, ...]:
    """Changes from a day on, up to a day (ISO text), of a model (id), of some kinds; newest first, all where empty.

    A change of which only the month or year is known counts where any day of it would.
    """
    log, wanted = change_log(catalog), frozenset(kinds)
    months = (name for name in log.months if name >= since[:7] and (not until or name[:4] <= until[:4]))
    return tuple(
        one
        for month in months
        for one in changes_in(log, month)
        if last_day(one.day) >= since
        and (not until or one.day <= until)
        and (not model or model_of(one) == model)
        and (not wanted or one.kind in wanted)
    )


def changes_dated(catalog: Catalog, after: str, until: str = "", *, model: str = "") -> CatalogChanges:
    """The same changes as a report: what became known after a day and up to another, both ISO days.

    Without `until` it is the catalog's date. Places are those of the boards on file.
    """
    until = min(until or catalog.date, catalog.date)
    since = (date.fromisoformat(after) + timedelta(days=1)).isoformat()
    editions = (
        Edition(date=day, version=catalog.version, origin=f"the facts of {catalog.date} as of {day}")
        for day in (after, until)
    )
    older, newer = editions
    found = changes_logged(catalog, since=since, until=until, model=model)
    names = change_log(catalog).gone | names_of(catalog)
    return counted(CatalogChanges(since=older, until=newer, changes=found, counts={}, names=names))


def of_boards(report: CatalogChanges, ranking: str, lane: str | None = None) -> CatalogChanges:
    """The report with the places of one ranking alone (empty: without places), and of one lane where it is named."""
    kept = (
        one
        for one in report.changes
        if not isinstance(one, PlaceChange) or (one.ranking == ranking and lane in {None, one.lane})
    )
    return counted(structs.replace(report, changes=tuple(kept)))
