"""The pages of the weekly brief: the newest and all others, one by itself, a week without news, and what was issued."""

import gzip
import re
from collections.abc import Iterator
from html import escape, unescape

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from msgspec import structs
from tests.brief.composing.invented_weeks import invented_week
from tests.website.toy_site import BASE, toy_catalog, toy_client

from evenhand.application import application
from evenhand.brief.composing.archive import shown_only
from evenhand.brief.composing.compose import compose
from evenhand.brief.composing.personal import personal
from evenhand.brief.composing.site_pages import named
from evenhand.catalog.catalog import Catalog
from evenhand.errors import UnknownBrief
from evenhand.library import Library
from evenhand.records.brief import Brief
from evenhand.records.subscriptions import Preferences, Watched
from evenhand.website.pages.brief import archive_page, brief_page
from evenhand.website.reach.addresses import PARTS, addresses_of
from evenhand.website.reach.brief_feed import brief_feed
from evenhand.website.site import Site

Client = TestClient[Litestar]
# A page of a brief as it is sent, in bytes, with all that it cuts.
LARGEST = 30_000
LINK = re.compile(r'href="(/[^"#]*)')


@pytest.fixture(scope="module")
def toy() -> Library:
    """The invented facts."""
    return Library(toy_catalog())


@pytest.fixture(scope="module")
def shipped(catalog: Catalog) -> Library:
    """The shipped facts."""
    return Library(catalog)


@pytest.fixture(scope="module")
def pages(shipped: Library) -> dict[str, str]:
    """The page of every shipped brief."""
    return {head.id: brief_page(shipped, head.id) for head in shipped.briefs()}


@pytest.fixture(scope="module")
def client(toy: Library) -> Iterator[Client]:
    """A client of the site over the invented facts."""
    with toy_client(toy.catalog) as made:
        yield made


def written(text: str) -> str:
    """A text as a page has it."""
    return str(escape(text, quote=False)).replace("'", "&#39;").replace('"', "&#34;")


def links_of(page: str) -> set[str]:
    """Where the main part of a page leads on this site."""
    return {unescape(one) for one in LINK.findall(page[page.index("<main") : page.index("</main>")])}


def every_line(brief: Brief) -> list[str]:
    """The headline, headings, lines, details and notes of a brief."""
    lines = [line for section in brief.sections for line in section.lines]
    said = [one.text for line in lines for one in (line.words, *line.details)]
    return [brief.headline.text, *(one.heading for one in brief.sections), *said, *(one.text for one in brief.notes)]


def test_the_newest_brief_stands_first_and_leads_to_all_others(toy: Library, client: Client) -> None:
    """`/brief` tells the newest brief whole and lists every brief with its headline."""
    page = client.get("/brief").text
    heads = toy.briefs()
    assert len(heads) > 1
    assert [one for one in every_line(toy.brief_of(heads[0].id)) if written(one) not in page] == []
    assert [one.id for one in heads if f'href="/brief/{one.id}"' not in page] == []
    assert [one.id for one in heads if written(one.headline.text) not in page] == []


def test_every_link_of_every_brief_answers(toy: Library, client: Client) -> None:
    """Pages, sources, feeds, JSON and neighbours that the pages of briefs lead to are there."""
    pages = ["/brief", *(f"/brief/{one.id}" for one in toy.briefs())]
    found = set().union(*(links_of(client.get(path).text) for path in pages))
    assert {"/feeds/brief.atom", "/feeds/brief.json", "/changes"} < found
    assert {path: status for path in found if (status := client.get(path).status_code) != 200} == {}


def test_shipped_briefs_are_told_whole_and_lead_to_pages(shipped: Library, pages: dict[str, str]) -> None:
    """Each line of every shipped brief stands on its page, which leads to addresses of the site alone."""
    known = {one.path for part in PARTS if part != "comparisons" for one in addresses_of(shipped.catalog, part)}
    feeds = {"/feeds/brief.atom", "/feeds/brief.json"}
    for head in shipped.briefs():
        brief, page = shipped.brief_of(head.id), pages[head.id]
        assert [one for one in every_line(brief) if written(one) not in page] == [], head.id
        assert links_of(page) - known - feeds == set(), head.id
        outside = {line.evidence.link for one in brief.sections for line in one.lines if line.evidence}
        assert all(f'href="{escape(link)}"' in page for link in outside if link.startswith("https://")), head.id


def test_what_a_shipped_brief_cuts_stands_on_its_page(shipped: Library, pages: dict[str, str]) -> None:
    """Every line that there was no room for is on the page that the section leads to, at the place it names."""
    cut = 0
    for head in shipped.briefs():
        brief, page = shipped.brief_with_cut(head.id), pages[head.id]
        for section in brief.sections:
            assert section.left == sum(line.changes for line in section.rest)
            assert section.more == (f"/brief/{head.id}#{section.topic}-more" if section.left else "")
            listed = page.partition(f'id="{section.topic}-more"')[2].partition("</details>")[0]
            assert [line.words.text for line in section.rest if written(line.words.text) not in listed] == []
            cut += len(section.rest)
        assert shipped.brief_of(head.id) == shown_only(brief)
        assert len(gzip.compress(page.encode())) < LARGEST, head.id
    assert cut > 100


@pytest.mark.parametrize("name", ["2026-W27", "2026-W27-2"])
def test_what_an_issued_brief_counts_stands_on_its_page(toy: Library, name: str) -> None:
    """Of a brief between two snapshots the page has all cut lines and, model by model, all that came together."""
    brief = structs.replace(named(compose(*invented_week(2)), name), issued="2026-07-01")
    lines = [line for section in brief.sections for line in (*section.lines, *section.rest)]
    many = [line for line in lines if line.path == f"/brief/{name}#by-model"]
    assert many
    for line in many:
        parts = [one for one in brief.further if (one.kind, one.source_name) == (line.kind, line.source_name)]
        assert sum(one.changes for one in parts) == line.changes
    assert {section.more for section in brief.sections if section.left} == {
        f"/brief/{name}#{section.topic}-more" for section in brief.sections if section.rest
    }
    with TestClient(app=application(toy.catalog, issued=lambda: (brief,))) as client:
        page = client.get(f"/brief/{name}").text
        listed = page.partition('id="by-model"')[2].partition("</details>")[0]
        assert [line.words.text for line in lines if written(line.words.text) not in page] == []
        assert [line.words.text for line in brief.further if written(line.words.text) not in listed] == []
        assert all(f'id="{place}-more"' in page for place in (one.topic for one in brief.sections if one.rest))
        mine = personal(brief, Preferences(watched=tuple(Watched(model=f"m{one}") for one in range(20))))
        assert mine.sections[0].topic == "watched"
        assert [line.words.text for line in mine.sections[0].lines if written(line.words.text) not in page] == []
        assert not any(one["rest"] for one in client.get(f"/api/v1/briefs/{name}").json()["sections"])


def test_neighbours_lead_through_all_briefs(toy: Library, client: Client) -> None:
    """From the newest brief the earlier ones follow in order, and from the oldest the later ones."""
    heads = [f"/brief/{one.id}" for one in toy.briefs()]
    for rel, way in (("prev", heads), ("next", heads[::-1])):
        for here, there in zip(way, [*way[1:], None], strict=True):
            found = re.search(rf'href="([^"]+)" rel="{rel}"', client.get(here).text)
            assert (found and found[1]) == there


def test_a_week_without_news_says_so(toy: Library, client: Client) -> None:
    """A week between others in which nothing happened has a page, which says so; it is in no list."""
    page = client.get("/brief/2025-W20")
    assert page.status_code == 200
    assert "No news from 12 May 2025 to 18 May 2025." in page.text
    assert re.findall(r'href="([^"]+)" rel="(?:prev|next)"', page.text) == ["/brief/2025-W18", "/brief/2025-W22"]
    assert "2025-W20" not in {one.id for one in toy.briefs()}


@pytest.mark.parametrize("name", ["2025-W21-2", "2025-W99", "2031-W01", "1999-W01", "yesterday", "%3Cb%3E", "2025-w22"])
def test_what_is_no_brief_is_answered_with_the_nearest(client: Client, name: str) -> None:
    """A week ahead, too far back or misspelt has no page; the nearest briefs are named."""
    answer = client.get(f"/brief/{name}")
    assert answer.status_code == 404
    assert re.search(r'href="/brief/2025-W\d\d"', answer.text)
    assert "<b>" not in answer.text


def test_catalog_without_news_has_a_page_that_says_so(toy: Library) -> None:
    """Long after the last news the page of briefs is there, without a brief, and the feed is empty."""
    later = Library(structs.replace(toy.catalog, date="2031-01-01"))
    assert later.briefs() == ()
    assert "no week of the last year has a change on file" in archive_page(later)
    assert brief_feed(later).entries == ()
    with pytest.raises(UnknownBrief):
        later.brief_of("2025-W22")


def test_issued_briefs_take_the_place_of_worked_out_ones(toy: Library) -> None:
    """A brief that was issued is told as it was, on pages, as JSON and in feeds; a second one of a week stands too."""
    worked_out = toy.brief_of("2025-W22")
    said = structs.replace(worked_out.headline, text="Said on that day.", figures=())
    issued = structs.replace(worked_out, headline=said, issued="2025-06-02")
    second = structs.replace(issued, id="2025-W22-2")
    with TestClient(app=application(toy.catalog, issued=lambda: (second, issued))) as client:
        page = client.get("/brief/2025-W22").text
        assert "Said on that day." in page
        assert "Issued on 2 June 2025" in page
        assert client.get("/api/v1/briefs/2025-W22").json()["headline"]["text"] == "Said on that day."
        listed = [one["id"] for one in client.get("/api/v1/briefs").json()["items"]]
        assert listed == ["2025-W22-2", "2025-W22", *(one.id for one in toy.briefs()[1:])]
        assert "Week 22 of 2025, no. 2" in client.get("/brief").text
        first = client.get("/feeds/brief.json").json()["items"][0]
        assert (first["summary"], first["date_published"]) == ("Said on that day.", "2025-06-02T00:00:00Z")
    assert toy.brief_of("2025-W22") == worked_out


def test_the_form_stands_where_letters_are_sent(toy: Library) -> None:
    """The form to subscribe is on the page of a running site that sends letters, each brief leads to it; else none."""
    form, sending = 'action="/brief/subscribe"', Site(base=BASE, subscribing=True)
    assert form in archive_page(toy, sending)
    assert 'id="subscribe"' in archive_page(toy, sending)
    assert 'href="/brief#subscribe"' in brief_page(toy, "2025-W22", sending)
    assert "#subscribe" not in brief_page(toy, "2025-W22", Site(base=BASE))
    assert form not in archive_page(toy, Site(base=BASE))
    assert form not in archive_page(toy, Site(base=BASE, subscribing=True, live=False))


def test_a_brief_is_markdown_too(client: Client) -> None:
    """The page as Markdown has its headline and lines."""
    answer = client.get("/brief/2025-W22.md")
    assert answer.headers["content-type"].startswith("text/markdown")
    assert "# Week 22 of 2025" in answer.text
    assert "Tarn 2 was released." in answer.text
