"""What machines read to find the pages: sitemap, robots.txt, llms.txt, feeds; all lead to pages that are there."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from msgspec import structs
from tests.website.toy_site import BASE, toy_catalog, toy_client

from evenhand.catalog.catalog import Catalog
from evenhand.library import Library
from evenhand.server import create_app
from evenhand.website.reach.addresses import PARTS, every_address
from evenhand.website.reach.brief_feed import brief_feed
from evenhand.website.reach.change_feed import change_feed
from evenhand.website.reach.feeds import atom, json_feed
from evenhand.website.reach.sitemap import llms, robots, sitemap, sitemap_index
from evenhand.website.site import HERE, Site

SITE = Site(base=BASE)
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
Client = TestClient[Litestar]


def parsed(text: bytes) -> ET.Element:
    """What we wrote, read by a reader that is not ours."""
    return ET.fromstring(text)  # noqa: S314 - our own text


@pytest.fixture(scope="module")
def toy() -> Catalog:
    """The invented catalog."""
    return toy_catalog()


@pytest.fixture(scope="module")
def client(toy: Catalog) -> Iterator[Client]:
    """A client of its site that follows no redirect."""
    with toy_client(toy) as made:
        made.follow_redirects = False
        yield made


@pytest.mark.parametrize("part", PARTS)
def test_every_listed_address_has_its_page(toy: Catalog, client: Client, part: str) -> None:
    """Each address answers at once and calls itself by the listed path; of terms and boards two stand for all."""
    paths = [one.path for one in every_address(toy) if one.part == part]
    for path in paths[:2] if part in {"terms", "boards"} else paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert f'<link rel="canonical" href="{BASE}{path}">' in answer.text, path


def test_addresses_are_listed_once_with_true_days(toy: Catalog) -> None:
    """No address stands twice, and no day is later than the newest fact."""
    found = list(every_address(toy))
    assert len({one.path for one in found}) == len(found)
    assert all(re.fullmatch(r"(\d{4}-\d\d-\d\d)?", one.changed) and one.changed <= toy.date for one in found)
    assert any(one.changed < toy.date for one in found if one.part in {"models", "sources"} and one.changed)


def test_the_sitemap_holds_every_address(toy: Catalog) -> None:
    """The index leads to all parts, and these together to all addresses."""
    parts = [str(one.text) for one in parsed(sitemap_index(toy, SITE)).iter(f"{MAP}loc")]
    listed = set()
    for address in parts:
        name = urlsplit(address).path.removeprefix("/sitemaps/").removesuffix(".xml")
        listed |= {one.text for one in parsed(sitemap(toy, name, SITE)).iter(f"{MAP}loc")}
    assert listed == {BASE + one.path for one in every_address(toy)}


def test_robots_are_told_of_the_sitemap_where_the_site_knows_its_address() -> None:
    """A sitemap is named by its whole address or not at all."""
    assert f"Sitemap: {BASE}/sitemap.xml\n" in robots(SITE)
    assert "Sitemap" not in robots()


def test_there_is_no_sitemap_where_the_site_does_not_know_its_address(toy: Catalog) -> None:
    """Its addresses must be whole."""
    with TestClient(app=create_app(toy, Site())) as unknown:
        assert unknown.get("/sitemap.xml").status_code == unknown.get("/sitemaps/pages.xml").status_code == 404
        assert "Sitemap" not in unknown.get("/llms.txt").text


def test_llms_txt_leads_to_answers(toy: Catalog) -> None:
    """It begins with a title and a summary, and each of its links is a page that the site lists, or a file of it."""
    text = llms(toy)
    assert text.startswith("# Evenhand\n\n> ")
    links = re.findall(r"^- \[[^\]]+\]\((\S+)\): ", text, re.MULTILINE)
    assert len(links) > 10
    known = {*(one.path for one in every_address(toy)), "/index", "/api/v1/openapi.json", "/sitemap.xml"}
    assert {link.removesuffix(".md") for link in links} <= known


FEEDS = {"changes": change_feed, "brief": lambda catalog, site=HERE: brief_feed(Library(catalog), site)}
PAGES = {"changes": "/changes", "brief": "/brief"}


@pytest.mark.parametrize("name", FEEDS)
def test_an_atom_feed_has_what_rfc_4287_asks_for(toy: Catalog, name: str) -> None:
    """Id, title, moment, author; for each entry the same with a link and content, ids unlike and moments in order."""
    feed = parsed(atom(FEEDS[name](toy, SITE), SITE))
    assert all(feed.findtext(f"{ATOM}{part}") for part in ("id", "title", "updated"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{BASE}/feeds/{name}.atom", "alternate": f"{BASE}{PAGES[name]}"}
    entries = feed.findall(f"{ATOM}entry")
    moments = [str(one.findtext(f"{ATOM}updated")) for one in entries]
    assert moments
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == moments[0]
    ids = {str(one.findtext(f"{ATOM}id")) for one in entries}
    assert len(ids) == len(entries)
    assert all(one.startswith("urn:uuid:") for one in ids)
    for one in entries:
        assert datetime.fromisoformat(str(one.findtext(f"{ATOM}updated"))).tzinfo
        assert one.findtext(f"{ATOM}title")
        html5lib.HTMLParser(strict=True).parseFragment(str(one.findtext(f"{ATOM}content")))
        address = str(one.find(f"{ATOM}link").get("href"))  # type: ignore[union-attr]
        assert address.startswith(f"{BASE}{PAGES[name]}/")


@pytest.mark.parametrize("name", FEEDS)
def test_a_json_feed_says_the_same(toy: Catalog, name: str) -> None:
    """It is of version 1.1 and has the entries of the Atom feed under the same ids, days and addresses."""
    feed = json.loads(json_feed(FEEDS[name](toy, SITE), SITE))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["feed_url"] == f"{BASE}/feeds/{name}.json"
    entries = parsed(atom(FEEDS[name](toy, SITE), SITE)).findall(f"{ATOM}entry")
    assert [(one["id"], one["date_published"], one["content_html"]) for one in feed["items"]] == [
        tuple(entry.findtext(f"{ATOM}{part}") for part in ("id", "updated", "content")) for entry in entries
    ]
    assert all("<ul><li>" in one["content_html"] and one["url"] for one in feed["items"])
    relative = json.loads(json_feed(FEEDS[name](toy)))
    assert not {"feed_url", "home_page_url"} & relative.keys()
    assert all("url" not in one and one["id"] for one in relative["items"])


@pytest.mark.parametrize("name", FEEDS)
def test_links_of_feeds_are_whole_and_answer(toy: Catalog, client: Client, name: str) -> None:
    """Where a site knows its address all links of its feeds are whole, and those to itself lead to pages."""
    feed = FEEDS[name](toy, SITE)
    links = {unescape(one) for entry in feed.entries for one in re.findall(r'href="([^"]+)"', entry.content)}
    links |= {entry.url for entry in feed.entries}
    assert all(one.startswith("https://") for one in links)
    here = {one.removeprefix(BASE).partition("#")[0] for one in links if one.startswith(BASE)}
    assert here
    assert {path: status for path in here if (status := client.get(path).status_code) != 200} == {}


@pytest.mark.parametrize("name", FEEDS)
def test_ids_of_entries_last(toy: Catalog, name: str) -> None:
    """An entry keeps its id when the catalog grows and wherever the site stands."""
    later = structs.replace(toy, version="another", date="2025-06-30")
    before, after = (
        json.loads(json_feed(FEEDS[name](one, site), site)) for one, site in ((toy, SITE), (later, Site()))
    )
    assert [one["id"] for one in before["items"]] == [one["id"] for one in after["items"]]


def test_ids_of_feeds_are_unlike(toy: Catalog) -> None:
    """No entry of one feed has the id of an entry of another."""
    every = [{one.id for one in feed(toy, SITE).entries} for feed in FEEDS.values()]
    assert set.intersection(*every) == set()
