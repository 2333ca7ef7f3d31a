"""The changes of the log that a reader asks for."""

from collections.abc import Iterable

from evenhand.catalog.as_of import last_day
from evenhand.catalog.catalog import Catalog
from evenhand.changes.between import model_of
from evenhand.changes.days import change_log, changes_in
from evenhand.records.changes import Change, Kind


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
