"""The lines of a brief: each with what it says, the page that shows it, its source and where its evidence is."""

from collections.abc import Mapping
from urllib.parse import quote

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.records.brief import Brief, BriefHead, BriefLine, BriefSection
from evenhand.website.rows.score_text import is_web
from evenhand.website.site import Site
from evenhand.wording import numbers
from evenhand.wording.weeks import days_label, week_label

ARCHIVE, ANY_BRIEF = "/brief", "/brief/{}"
# What the page of a line is called, by the first part of its address.
PAGES: Mapping[str, str] = {
    "models": "model",
    "benchmarks": "benchmark",
    "providers": "provider",
    "sources": "source",
    "boards": "board",
    "pricing": "prices",
    "changes": "log",
}
ALL_OF_THEM = "all of them"


class LineRow(Struct, frozen=True, kw_only=True):
    """One line: its text and details, its page here, its source, and the place outside that the source names."""

    text: str
    details: tuple[str, ...] = ()
    page: str = ""
    page_name: str = ""
    source_path: str = ""
    source_name: str = ""
    link: str = ""
    where: str = ""


class SectionRows(Struct, frozen=True, kw_only=True):
    """The lines of a topic; `left` says how many more changes there are, `more` is the page that has them.

    `cut` are their lines, where they are on this page.
    """

    id: str
    heading: str
    lines: tuple[LineRow, ...]
    left: str = ""
    more: str = ""
    cut: tuple[LineRow, ...] = ()


class HeadRow(Struct, frozen=True, kw_only=True):
    """A brief in the list of all: its address, its week, its days, its headline."""

    path: str
    week: str
    days: str
    headline: str


def brief_path(name: str) -> str:
    """The page of a brief."""
    return ANY_BRIEF.format(name)


def head_row(head: BriefHead) -> HeadRow:
    """A brief's line in the list of all."""
    return HeadRow(
        path=brief_path(head.id),
        week=week_label(head.id),
        days=days_label(head.first, head.last),
        headline=head.headline.text,
    )


def section_rows(brief: Brief, catalog: Catalog, site: Site) -> tuple[SectionRows, ...]:
    """The sections of a brief, in their order."""
    return tuple(_section(section, catalog, site) for section in brief.sections)


def model_rows(brief: Brief, catalog: Catalog, site: Site) -> tuple[LineRow, ...]:
    """What lines that stand for many say of each model, in the order of the models."""
    parts = sorted(brief.further, key=lambda line: line.models)
    return tuple(_line(line, catalog, site) for line in parts)


def _section(section: BriefSection, catalog: Catalog, site: Site) -> SectionRows:
    return SectionRows(
        id=section.topic,
        heading=section.heading,
        lines=tuple(_line(line, catalog, site) for line in section.lines),
        left=numbers.count(section.left, "more change") if section.left else "",
        more=site.link(section.more) if section.more else "",
        cut=tuple(_line(line, catalog, site) for line in section.rest),
    )


def _line(line: BriefLine, catalog: Catalog, site: Site) -> LineRow:
    evidence = line.evidence
    source = evidence.source if evidence else ""
    return LineRow(
        text=line.words.text,
        details=tuple(one.text for one in line.details),
        page=site.link(line.path) if line.path else "",
        page_name=ALL_OF_THEM if line.changes > 1 else PAGES.get(line.path.split("/")[1], "page") if line.path else "",
        source_path=f"/sources/{quote(source)}" if source in catalog.sources else "",
        source_name=line.source_name or source,
        link=evidence.link if evidence and is_web(evidence.link) else "",
        where=_where(line),
    )


def _where(line: BriefLine) -> str:
    """The file and line of this catalog that hold the value."""
    if line.evidence is None:
        return ""
    return f"{line.evidence.file}:{line.evidence.line}" if line.evidence.line else line.evidence.file
