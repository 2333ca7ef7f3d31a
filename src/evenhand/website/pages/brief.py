"""The weekly brief: the newest with the list of all, and each by itself with the ways to its neighbours."""

from collections.abc import Sequence

from evenhand.library import Library
from evenhand.records.brief import Brief, BriefHead
from evenhand.website.page import Page
from evenhand.website.pages.subscribing import SubscribeForm, subscribe_form
from evenhand.website.rendering import render
from evenhand.website.rows.brief_lines import (
    ARCHIVE,
    HeadRow,
    LineRow,
    SectionRows,
    brief_path,
    head_row,
    model_rows,
    section_rows,
)
from evenhand.website.site import HERE, Site
from evenhand.wording.change_log import day_label
from evenhand.wording.weeks import days_label, week_label

TITLE = "The weekly brief"
ABOUT = "Every week in a page: new models, places that moved beyond noise, prices, benchmarks, corrections."
SECTION, JSON = "Changes", "/api/v1/briefs"


class BriefPage(Page, kw_only=True):
    """The variables of `brief.html` and `brief_archive.html`.

    `week`, `days`, `headline`, `sections` and `notes` are those of the brief on the page, empty where there is none;
    `by_model` is what its lines that stand for many say of each model, where that stands nowhere else.
    `issued` is the day of its issue. `earlier` and `later` are its neighbours, `archive` all briefs, newest first.
    """

    week: str = ""
    days: str = ""
    headline: str = ""
    sections: tuple[SectionRows, ...] = ()
    notes: tuple[str, ...] = ()
    by_model: tuple[LineRow, ...] = ()
    issued: str = ""
    earlier: HeadRow | None = None
    later: HeadRow | None = None
    archive: tuple[HeadRow, ...] = ()

    @property
    def form(self) -> SubscribeForm | None:
        """The form to subscribe by; None where this site sends no letters."""
        return subscribe_form() if self.site.live and self.site.subscribing else None


def archive_page(library: Library, site: Site = HERE) -> str:
    """The newest brief, how to get the next ones, and the list of all."""
    heads = library.briefs()
    page = BriefPage(
        title=TITLE,
        description=ABOUT,
        section=SECTION,
        path=ARCHIVE,
        data=f"{JSON}.json",
        site=site,
        snapshot=_snapshot(library),
        archive=tuple(map(head_row, heads)),
    )
    if heads:
        _tell(page, library.brief_of(heads[0].id), library)
    return render("brief_archive.html", page)


def brief_page(library: Library, name: str, site: Site = HERE) -> str:
    """One brief, with the one before and the one after it.

    Raises:
        UnknownBrief: no brief has this name; holds the nearest.

    """
    brief = library.brief_with_cut(name)
    week = week_label(brief.id)
    page = BriefPage(
        title=f"{TITLE}: {week[:1].lower()}{week[1:]}",
        description=brief.headline.text,
        section=SECTION,
        path=brief_path(brief.id),
        data=f"{JSON}/{brief.id}.json",
        site=site,
        snapshot=_snapshot(library),
    )
    _tell(page, brief, library)
    page.earlier, page.later = _neighbours(library.briefs(), brief)
    return render("brief.html", page)


def _snapshot(library: Library) -> str:
    return f"Snapshot of {library.date}, catalog {library.version[:12]}."


def _tell(page: BriefPage, brief: Brief, library: Library) -> None:
    page.week, page.days = week_label(brief.id), days_label(brief.first, brief.last)
    page.headline = brief.headline.text
    page.sections = section_rows(brief, library.catalog, page.site)
    page.by_model = model_rows(brief, library.catalog, page.site)
    page.notes = tuple(note.text for note in brief.notes)
    page.issued = day_label(brief.issued) if brief.issued else ""


def _neighbours(heads: Sequence[BriefHead], brief: Brief) -> tuple[HeadRow | None, HeadRow | None]:
    """The last brief that ended before this one, and the first that ended after it."""
    place = (brief.last, brief.id)
    before = next((one for one in heads if (one.last, one.id) < place), None)
    after = next((one for one in reversed(heads) if (one.last, one.id) > place), None)
    return (head_row(before) if before else None), (head_row(after) if after else None)
