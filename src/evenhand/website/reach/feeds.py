"""Feeds as machines read them: Atom (RFC 4287) and JSON Feed 1.1, of the same entries.

An id is made from names alone, so an entry keeps it in every snapshot and at every address of the site.
"""

from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

import msgspec
from msgspec import Struct

from evenhand.catalog.as_of import last_day
from evenhand.website.site import HERE, Site

ATOM = "http://www.w3.org/2005/Atom"
NAMED = "https://evenhand.invalid/"


class Entry(Struct, frozen=True, kw_only=True):
    """An entry: its lasting id, title, address, moment (RFC 3339), summary, and its lines as HTML."""

    id: str
    title: str
    url: str
    moment: str
    summary: str
    content: str


class Feed(Struct, frozen=True, kw_only=True):
    """A feed: its name, title and what it is about, the page it is of, its entries, newest first.

    `updated` is the moment (RFC 3339) of a feed without entries.
    """

    name: str
    title: str
    about: str
    page: str
    entries: tuple[Entry, ...]
    updated: str


def feed_path(name: str, ending: str) -> str:
    """Where a feed lies; `ending` is `atom` or `json`."""
    return f"/feeds/{name}.{ending}"


def atom(feed: Feed, site: Site = HERE) -> bytes:
    """The feed as Atom. Where the site does not know its own address, links are relative to that of the feed."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _text(root, "id", lasting_id(feed.name, "feed"))
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.about)
    _text(root, "updated", feed.entries[0].moment if feed.entries else feed.updated)
    ET.SubElement(ET.SubElement(root, "author"), "name").text = "Evenhand"
    if site.base:
        address = site.whole(feed_path(feed.name, "atom"))
        ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": site.whole(feed.page)})
    for one in feed.entries:
        _atom_entry(root, one)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written + b"\n"


def json_feed(feed: Feed, site: Site = HERE) -> bytes:
    """The feed as JSON Feed. Addresses must be whole there: where the site does not know its own, they are left out."""
    places = {"home_page_url": site.whole(feed.page), "feed_url": site.whole(feed_path(feed.name, "json"))}
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        **(places if site.base else {}),
        "description": feed.about,
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
            for one in feed.entries
        ],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=1)


def lasting_id(feed: str, name: str) -> str:
    """An id that depends on the names of feed and entry alone."""
    return uuid5(NAMESPACE_URL, f"{NAMED}{feed}/{name}").urn


def moment(day: str) -> str:
    """The start of a day; of the last day of a month or year where no more is known."""
    return f"{last_day(day)}T00:00:00Z"


def _atom_entry(root: ET.Element, one: Entry) -> None:
    entry = ET.SubElement(root, "entry")
    _text(entry, "id", one.id)
    _text(entry, "title", one.title)
    _text(entry, "published", one.moment)
    _text(entry, "updated", one.moment)
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": one.url})
    _text(entry, "summary", one.summary)
    ET.SubElement(entry, "content", {"type": "html"}).text = one.content


def _text(above: ET.Element, name: str, text: str) -> None:
    ET.SubElement(above, name).text = text
