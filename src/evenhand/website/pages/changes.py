"""The log of changes: a month day by day, and a day line by line."""

from itertools import chain

from litestar.exceptions import NotFoundException
from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.changes.days import change_log, changes_in, changes_on, grouped
from evenhand.records.change_log import FAMILIES, FAMILY_OF, ChangeDay, ChangeGroup, ChangeLog, Family, month_of
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.rows.change_lines import (
    A_PAGE,
    DayLines,
    Line,
    Names,
    change_line,
    day_lines,
    group_id,
    page_path,
)
from evenhand.website.site import HERE, Site
from evenhand.wording.change_log import (
    FAMILY_LABELS,
    board_label,
    compared_words,
    counts_words,
    day_label,
    group_words,
    month_label,
)
from evenhand.wording.numbers import count


class Choice(Struct, frozen=True, kw_only=True):
    """One of several pages to go to: its address, its name, how many changes it has, whether it is this page."""

    path: str
    name: str
    changes: int
    here: bool = False


class ChangesPage(Page, kw_only=True):
    """The variables of `changes.html`: the days of a month, and the ways to other months and kinds."""

    label: str
    days: tuple[DayLines, ...]
    families: tuple[Choice, ...]
    years: dict[str, tuple[Choice, ...]]
    family: str
    total: int
    catalog_date: str
    compared: str


class DayGroup(Struct, frozen=True, kw_only=True):
    """The changes of one kind and source on a day, or those of them that stand on this page."""

    id: str
    heading: str
    lines: tuple[Line, ...]


class DayPage(Page, kw_only=True):
    """The variables of `change_day.html`; `pages` are the addresses of all its pages."""

    label: str
    month: Choice
    groups: tuple[DayGroup, ...]
    pages: tuple[Choice, ...]
    counted: str


def changes_page(catalog: Catalog, month: str = "", family: Family | None = None, site: Site = HERE) -> str:
    """One month, the newest where none is named; the changes of one family alone where it is named.

    Raises:
        NotFoundException: nothing changed in that month.

    """
    log = change_log(catalog)
    named, path = bool(month), f"/changes/{month}" if month else "/changes"
    month = month or next(iter(log.months), catalog.date[:7])
    if month not in log.packed and log.packed:
        raise NotFoundException("Nothing on file changed in that month.")
    counts = family_counts(log, month)
    label = month_label(month)
    page = ChangesPage(
        title=f"What changed in {label}" + (f": {FAMILY_LABELS[family].lower()}" if family else ""),
        description=f"Models, places, prices, corrections, scores and what was refused in {label}, with the evidence.",
        section="Changes",
        path=f"{path}/{family}" if family else path,
        data="" if named else "/api/v1/changes.json",
        site=site,
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}.",
        label=label,
        days=day_lines(catalog, grouped(changes_in(log, month), family)),
        families=_families(month, family, counts),
        years=_years(log, month),
        family=FAMILY_LABELS[family].lower() if family else "",
        total=sum(counts.values()),
        catalog_date=catalog.date,
        compared=compared_words(log).text,
    )
    return render("changes.html", page)


def day_page(catalog: Catalog, day: str, number: int = 1, site: Site = HERE) -> str:
    """Every change of one day, two hundred a page.

    Raises:
        NotFoundException: nothing changed on that day, or it has fewer pages.

    """
    log = change_log(catalog)
    groups = grouped(changes_on(log, day))
    pages = day_pages(sum(len(group.changes) for group in groups))
    if not 1 <= number <= pages:
        raise NotFoundException("Nothing on file changed on that day, or it has fewer pages.")
    found = next(one for one in log.days if one.day == day)
    label, month = day_label(day), month_of(day)
    counted = counts_words(found.counts)
    page = DayPage(
        title=f"What changed: {label}" + (f", page {number}" if number > 1 else ""),
        description=f"{label}: {counted}, each with its evidence.",
        section="Changes",
        path=page_path(day, number),
        site=site,
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}.",
        label=label,
        month=Choice(path=f"/changes/{month}", name=month_label(month), changes=0),
        groups=_shown(catalog, groups, number),
        pages=tuple(
            Choice(path=page_path(day, one), name=str(one), changes=0, here=one == number)
            for one in range(1, pages + 1)
        ),
        counted=counted,
    )
    return render("change_day.html", page)


def family_counts(log: ChangeLog, month: str) -> dict[Family, int]:
    """How many changes of each family a month has, all families named."""
    found: dict[Family, int] = dict.fromkeys(FAMILIES, 0)
    for kind, number in chain.from_iterable(one.counts.items() for one in log.days if one.month == month):
        found[FAMILY_OF[kind]] += number
    return found


def day_pages(changes: int) -> int:
    """How many pages a day of so many changes has; none where nothing changed."""
    return -(-changes // A_PAGE)


def _families(month: str, chosen: Family | None, counts: dict[Family, int]) -> tuple[Choice, ...]:
    every = Choice(path=f"/changes/{month}", name="Everything", changes=sum(counts.values()), here=chosen is None)
    rest = (
        Choice(path=f"/changes/{month}/{name}", name=FAMILY_LABELS[name], changes=number, here=name == chosen)
        for name, number in counts.items()
    )
    return every, *rest


def _years(log: ChangeLog, month: str) -> dict[str, tuple[Choice, ...]]:
    """All months by year, newest first."""
    totals: dict[str, int] = {}
    for one in log.days:
        totals[one.month] = totals.get(one.month, 0) + _total(one)
    years: dict[str, tuple[Choice, ...]] = {}
    for name, total in totals.items():
        choice = Choice(path=f"/changes/{name}", name=month_label(name).split()[0], changes=total, here=name == month)
        years[name[:4]] = (*years.get(name[:4], ()), choice)
    return years


def _total(day: ChangeDay) -> int:
    return sum(day.counts.values())


def _shown(catalog: Catalog, groups: tuple[ChangeGroup, ...], number: int) -> tuple[DayGroup, ...]:
    """The groups of a page, each with the changes that fall on it."""
    names = Names(catalog)
    first, found = (number - 1) * A_PAGE, []
    for group in groups:
        rows = group.changes[max(first, 0) : max(first + A_PAGE, 0)]
        first -= len(group.changes)
        if rows:
            lines = tuple(change_line(change, names) for change in rows)
            found.append(DayGroup(id=group_id(group), heading=_heading(group, names), lines=lines))
    return tuple(found)


def _heading(group: ChangeGroup, names: Names) -> str:
    if len(group.changes) > 1:
        return group_words(group, names).text
    kind = f"{group.kind[:1].upper()}{group.kind[1:]}"
    if group.board:
        return f"{kind}, {board_label(group.board, names)}"
    source = names.get(f"source/{group.source}", "")
    return f"{kind}, {count(1, 'line')}" + (f" from {source}" if source else "")
