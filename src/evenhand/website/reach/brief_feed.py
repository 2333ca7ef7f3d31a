"""The weekly brief as a feed, one entry a brief."""

from html import escape

from evenhand.library import Library
from evenhand.records.brief import Brief
from evenhand.website.reach.feed_lines import feed_line, line_list
from evenhand.website.reach.feeds import Entry, Feed, lasting_id, moment
from evenhand.website.rows.brief_lines import ALL_OF_THEM, ARCHIVE, LineRow, SectionRows, brief_path, section_rows
from evenhand.website.site import HERE, Site
from evenhand.wording.weeks import days_label

NAME = "brief"
ENTRIES = 12
TITLE = "Evenhand: the weekly brief"
ABOUT = "New models, places that moved beyond noise, prices, benchmarks and corrections, once a week, with evidence."


def brief_feed(library: Library, site: Site = HERE) -> Feed:
    """The newest briefs, one entry each."""
    newest = library.briefs()[:ENTRIES]
    return Feed(
        name=NAME,
        title=TITLE,
        about=ABOUT,
        page=ARCHIVE,
        entries=tuple(_entry(library, library.brief_of(head.id), site) for head in newest),
        updated=moment(library.date),
    )


def _entry(library: Library, brief: Brief, site: Site) -> Entry:
    sections = section_rows(brief, library.catalog, site)
    said = escape(brief.headline.text, quote=False)
    notes = "".join(f"<p>{escape(note.text, quote=False)}</p>" for note in brief.notes)
    return Entry(
        id=lasting_id(NAME, brief.id),
        title=days_label(brief.first, brief.last),
        url=site.whole(brief_path(brief.id)),
        moment=moment(brief.issued or brief.last),
        summary=brief.headline.text,
        content=f"<p>{said}</p>{''.join(_told(section, site) for section in sections)}{notes}",
    )


def _told(section: SectionRows, site: Site) -> str:
    lines = line_list(_line(line, site) for line in section.lines)
    left = feed_line(section.left, [(_whole(section.more, site), ALL_OF_THEM)])
    return f"<h2>{escape(section.heading, quote=False)}</h2>{lines}{f'<p>{left}</p>' if section.left else ''}"


def _line(line: LineRow, site: Site) -> str:
    links = (
        (_whole(line.page, site), line.page_name),
        (_whole(line.source_path, site), line.source_name),
        (line.link, "evidence"),
    )
    return feed_line(" ".join((line.text, *line.details)), links)


def _whole(address: str, site: Site) -> str:
    return site.whole(address) if address.startswith("/") else address
