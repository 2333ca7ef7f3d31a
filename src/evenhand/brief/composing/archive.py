"""Briefs of past weeks, worked out from the log of changes: every ISO week with news, by the facts' own days."""

from collections import defaultdict
from collections.abc import Iterator

from msgspec import structs

from evenhand.brief.composing.compose import compose
from evenhand.brief.composing.topics import BESIDE
from evenhand.brief.composing.weeks import days_before, days_of, oldest_monday, week_of
from evenhand.catalog.as_of import last_day
from evenhand.catalog.catalog import Catalog
from evenhand.changes.between import counted, names_of
from evenhand.changes.days import change_log, changes_in
from evenhand.changes.logged import of_boards
from evenhand.records.board import Board
from evenhand.records.brief import Brief
from evenhand.records.changes import CatalogChanges, Change, Edition, PriceChange

WEEKS = 52


def past_briefs(catalog: Catalog, board: Board | None = None, weeks: int = WEEKS) -> tuple[Brief, ...]:
    """Those of the newest weeks that have news, whole weeks, newest first. `board` is that of the catalog's own day.

    With the lines that there is no room for, which their pages have, without those for readers who watch models.
    """
    found = _by_week(catalog, days_before(oldest_monday(catalog.date, weeks), 1))
    made = (week_brief(catalog, week, found[week], board) for week in sorted(found, reverse=True)[:weeks])
    return tuple(structs.replace(brief, further=(), cheapest={}) for brief in made if not brief.empty)


def brief_between(catalog: Catalog, after: str, until: str, board: Board | None = None) -> Brief:
    """The brief of what became known after a day and up to another, both ISO days, by the facts' own days."""
    until = min(until, catalog.date)
    first = days_before(after, -1)
    rows = [one for one in _changes(catalog, first) if first <= last_day(one.day) <= until]
    return _brief(catalog, after, until, rows, board)


def week_brief(catalog: Catalog, week: str, changes: list[Change], board: Board | None = None) -> Brief:
    """The brief of one ISO week, up to the catalog's date in the newest one."""
    monday, sunday = days_of(week) or (catalog.date, catalog.date)
    return _brief(catalog, days_before(monday, 1), min(sunday, catalog.date), changes, board)


def quiet_week(catalog: Catalog, name: str, since: str) -> Brief | None:
    """The brief of a week without news, which says so; None where it began before a day or after the catalog's."""
    days = days_of(name)
    if days is None or name != week_of(days[0]) or not since <= days[0] <= catalog.date:
        return None
    return week_brief(catalog, name, [])


def shown_only(brief: Brief) -> Brief:
    """The brief without the lines that are for readers who watch models."""
    sections = tuple(structs.replace(section, rest=()) for section in brief.sections)
    return structs.replace(brief, sections=sections, further=(), cheapest={})


def _brief(catalog: Catalog, after: str, until: str, rows: list[Change], board: Board | None) -> Brief:
    ranking = board.snapshot if board else None
    report = CatalogChanges(
        since=_edition(catalog, after),
        until=_edition(catalog, until),
        changes=tuple(rows),
        counts={},
        names=_names(catalog),
    )
    report = of_boards(report, ranking.ranking, ranking.lane) if ranking else of_boards(report, "")
    return compose(counted(report), catalog, catalog, board, dated=True)


def _edition(catalog: Catalog, day: str) -> Edition:
    return Edition(date=day, version=catalog.version, origin=f"the facts of {catalog.date} as of {day}")


def _by_week(catalog: Catalog, after: str) -> dict[str, list[Change]]:
    """The changes of each week after a day that has any news; of one whose month alone is known its last day counts."""
    weeks: dict[str, list[Change]] = defaultdict(list)
    for change in _changes(catalog, after):
        day = last_day(change.day)
        if after < day <= catalog.date:
            weeks[week_of(day)].append(change)
    return {week: rows for week, rows in weeks.items() if any(one.kind not in BESIDE for one in rows)}


def _changes(catalog: Catalog, since: str) -> Iterator[Change]:
    """The log from a day's month on, without the ends of offers whose day nobody states: they are of no week."""
    log = change_log(catalog)
    found = (one for month in log.months if month >= since[:7] for one in changes_in(log, month))
    return (one for one in found if not (isinstance(one, PriceChange) and one.end_unstated))


def _names(catalog: Catalog) -> dict[str, str]:
    key = ("names of the brief",)
    if key not in catalog.kept:
        catalog.kept[key] = change_log(catalog).gone | names_of(catalog)
    found: dict[str, str] = catalog.kept[key]
    return found
