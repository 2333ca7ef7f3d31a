"""The log of changes as feeds, one entry a day: Atom (RFC 4287) and JSON Feed 1.1.

An entry's id is made from its day alone, so it stays the same in every snapshot and at every address of the site.
"""

from collections.abc import Iterable
from html import escape
from itertools import islice
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

import msgspec
from msgspec import Struct

from evenhand.catalog.as_of import last_day
from evenhand.catalog.catalog import Catalog
from evenhand.changes.days import change_log, changes_on, grouped
from evenhand.website.rows.change_lines import DayLines, Line, day_lines
from evenhand.website.site import HERE, Site
from evenhand.wording.change_log import counts_words

ENTRIES = 40
TITLE = "Evenhand: what changed"
ABOUT = "Models, places, prices, corrections, scores, and what was refused, day by day, each line with its evidence."
ATOM = "http://www.w3.org/2005/Atom"
ATOM_PATH, JSON_PATH = "/feeds/changes.atom", "/feeds/changes.json"
NAMED = "https://evenhand.invalid/changes/"


class Entry(Struct, frozen=True, kw_only=True):
    """A day: its lasting id, title, address, moment (RFC 3339), and its lines as HTML."""

    id: str
    title: str
    url: str
    moment: str
    summary: str
    content: str


def entries(catalog: Catalog, site: Site = HERE) -> tuple[Entry, ...]:
    """The newest days, one entry each; a month without a day stands at its end."""
    days = islice(change_log(catalog).days, ENTRIES)
    made = (_entry(catalog, one.day, counts_words(one.counts), site) for one in days)
    return tuple(sorted(made, key=lambda one: one.moment, reverse=True))


def atom(catalog: Catalog, site: Site = HERE) -> bytes:
    """The feed as Atom. Where the site does not know its own address, links are relative to that of the feed."""
    found = entries(catalog, site)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _text(feed, "id", lasting_id("feed"))
    _text(feed, "title", TITLE)
    _text(feed, "subtitle", ABOUT)
    _text(feed, "updated", found[0].moment if found else moment(catalog.date))
    ET.SubElement(ET.SubElement(feed, "author"), "name").text = "Evenhand"
    if site.base:
        ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": site.whole(ATOM_PATH)})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site.whole("/changes")})
    for one in found:
        _atom_entry(feed, one)
    ET.indent(feed)
    written: bytes = ET.tostring(feed, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written + b"\n"


def json_feed(catalog: Catalog, site: Site = HERE) -> bytes:
    """The feed as JSON Feed. Addresses must be whole there: where the site does not know its own, they are left out."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLE,
        **({"home_page_url": site.whole("/changes"), "feed_url": site.whole(JSON_PATH)} if site.base else {}),
        "description": ABOUT,
        "language": "en",
        "authors": [{"name": "Evenhand"}],
        "items": [
            {
                "id": one.id,
                **({"url": one.url} if site.base else {}),
                "title": one.title,
                "summary": one.summary,
                "content_html": one.content,
                "date_published": one.moment,
            }
            for one in entries(catalog, site)
        ],
    }
    return msgspec.json.format(msgspec.json.encode(feed), indent=1)


def lasting_id(name: str) -> str:
    """An id that depends on the name alone."""
    return uuid5(NAMESPACE_URL, NAMED + name).urn


def moment(day: str) -> str:
    """The start of a day; of the last day of a month or year where no more is known."""
    return f"{last_day(day)}T00:00:00Z"


def _entry(catalog: Catalog, day: str, counted: str, site: Site) -> Entry:
    found: DayLines = day_lines(catalog, grouped(changes_on(change_log(catalog), day)))[0]
    return Entry(
        id=lasting_id(day),
        title=f"{found.label}: {counted}",
        url=site.whole(found.path),
        moment=moment(day),
        summary=f"{counted[:1].upper()}{counted[1:]}.",
        content=_list(found.lines, site),
    )


def _list(lines: Iterable[Line], site: Site) -> str:
    return f"<ul>{''.join(_item(line, site) for line in lines)}</ul>"


def _item(line: Line, site: Site) -> str:
    links = [
        (site.whole(line.more), "all of them") if line.more else None,
        (site.whole(f"/sources/{line.source}"), line.source_name) if line.source else None,
        (line.link, "evidence") if line.link else None,
    ]
    said = ", ".join(f'<a href="{escape(address)}">{escape(name)}</a>' for address, name in filter(None, links))
    return f"<li>{escape(line.text, quote=False)}{f' ({said})' if said else ''}</li>"


def _atom_entry(feed: ET.Element, one: Entry) -> None:
    entry = ET.SubElement(feed, "entry")
    _text(entry, "id", one.id)
    _text(entry, "title", one.title)
    _text(entry, "published", one.moment)
    _text(entry, "updated", one.moment)
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": one.url})
    _text(entry, "summary", one.summary)
    ET.SubElement(entry, "content", {"type": "html"}).text = one.content


def _text(above: ET.Element, name: str, text: str) -> None:
    ET.SubElement(above, name).text = text
