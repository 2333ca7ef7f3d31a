"""A comparison in a frame, badges, and the picker that leads to them."""

import re
from xml.etree import ElementTree as ET

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.charts.badge import badge, text_width
from evenhand.records.estimates import RankPlace
from evenhand.records.operations import Workload
from evenhand.records.verdict import Verdict
from evenhand.server import create_app
from evenhand.website.pages.compare import State
from evenhand.website.pages.embed import embed_page
from evenhand.website.pages.picker import example_links
from evenhand.website.site import Site
from evenhand.wording.badge import comparison_badge, place_badge
from evenhand.wording.social_card import standing
from invented_pair import comparison, comparison_words

Client = TestClient[Litestar]
PAIR = "claude-opus-4.5-vs-gpt-5.2"
STATE = State(ranking="even", lane=None, workload=Workload(requests=77, stated=True))


@pytest.fixture(scope="module")
def client(catalog: Catalog):
    """A client of the site that follows no redirect."""
    with TestClient(app=create_app(catalog)) as made:
        made.follow_redirects = False
        yield made


def test_frame_leads_to_the_whole_page_with_what_was_asked() -> None:
    """The page in a frame has the answer and the bars, is not indexed, and each of its links leaves the frame."""
    html = embed_page(comparison(), comparison_words(), STATE, Site(base="https://example.invalid"))
    links = re.findall(r'<a href="([^"]*)"([^>]*)>', html)
    assert set(links) == {("/compare/alder-1-vs-birch-2?requests=77", ' target="_top"')}
    assert '<link rel="canonical" href="https://example.invalid/compare/alder-1-vs-birch-2">' in html
    assert 'content="noindex"' in html
    assert "Pick Birch 2." in html
    assert 'class="chart category-bars"' in html


@pytest.mark.parametrize(
    ("verdict", "state", "message"),
    [
        (Verdict(pick="right", strength="clear", why="leads"), "leads", "Birch 2 leads (clear pick)"),
        (Verdict(pick="left", strength="slight", why="leans"), "leans", "leans to Alder 1 (slight pick)"),
        (Verdict(pick=None, strength="none", why="no data"), "no data", "no data"),
        (Verdict(pick=None, strength="none", why="retired"), "leads", "no pick: one is retired"),
    ],
)
def test_badge_says_the_verdict(verdict: Verdict, state: str, message: str) -> None:
    """A badge says the pick as surely as the comparison does, in the colour of its side, or the state without one."""
    whole = comparison()
    overall = structs.replace(whole.overall, state=state, partial=False)
    said = comparison_badge(structs.replace(whole, verdict=verdict, overall=overall))
    assert said == ("Alder 1 v Birch 2", message, verdict.pick or "none")


def test_badge_frame_and_card_say_what_is_partial() -> None:
    """Where the evidence carries little of the weight, badge, frame and card say so with the share and the strength."""
    whole = comparison()
    verdict = Verdict(pick="right", strength="moderate", why="leads")
    overall = structs.replace(whole.overall, state="leads", leader="right", partial=True, evidence_weight=0.38)
    part = structs.replace(whole, verdict=verdict, overall=overall)
    said = "moderate pick; partial, 38% of the weight"
    assert comparison_badge(part)[1] == f"Birch 2 leads ({said})"
    assert standing(part) == said
    assert f"</span> {said}</p>" in embed_page(part, comparison_words(), STATE)
    assert "partial" not in standing(structs.replace(part, overall=structs.replace(overall, partial=False)))


def test_badge_of_one_model_says_its_place_with_the_interval() -> None:
    """A ranked model's badge has the place between its bounds, another's says that it is unranked."""
    place = RankPlace(place=13, best=10, worst=15, of=60, level=0.9, first=0.0, top3=0.0, top10=0.2, group=2)
    assert place_badge("Birch 2", place) == ("Birch 2", "Evenhand: number 13 of 60, between 10 and 15")
    assert place_badge("Birch 2", structs.replace(place, best=13, worst=13))[1] == "Evenhand: number 13 of 60"
    assert place_badge("B" * 60, None) == ("B" * 43 + "…", "Evenhand: unranked")


def test_badge_is_one_picture_in_which_the_words_fit() -> None:
    """A badge is a picture with a title; its words are as wide as they are told to be and lie within their part."""
    svg = ET.fromstring(badge('<A> & "B"', "leans to <A>", "left"))  # noqa: S314 - our own drawing
    space = "{http://www.w3.org/2000/svg}"
    assert svg.findtext(f"{space}title") == '<A> & "B": leans to <A>'
    texts = svg.findall(f".//{space}text")
    assert [one.text for one in texts] == ['<A> & "B"', "leans to <A>"]
    ends = [float(one.get("x", "")) + float(one.get("textLength", "")) for one in texts]
    assert ends[0] < float(texts[1].get("x", "")) < ends[1] < float(svg.get("width", ""))
    assert text_width("WWW") > text_width("iii")


@pytest.mark.parametrize("address", [f"/badge/compare/{PAIR}.svg", "/badge/models/gpt-5.2.svg"])
def test_badges_are_served_as_pictures(client: Client, address: str) -> None:
    """A badge has its own address, with its ending and in one order only."""
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text.startswith("<svg xmlns=")
    assert client.get(address.removesuffix(".svg")).status_code == 404


def test_badges_say_whose_board_of_which_day(client: Client, catalog: Catalog) -> None:
    """Its title, which is read out too, names Evenhand, the ranking, the lane and the day; a place says whose it is."""
    space = "{http://www.w3.org/2000/svg}"
    for address in (f"/badge/compare/{PAIR}.svg", "/badge/models/gpt-5.2.svg"):
        svg = ET.fromstring(client.get(address).text)  # noqa: S314 - our own drawing
        title = svg.findtext(f"{space}title") or ""
        assert title.endswith(f"(Evenhand, ranking Even, lane provisional, {catalog.date})")
        assert svg.get("aria-label") == title
    assert svg.findall(f".//{space}text")[1].text.startswith("Evenhand: number ")


def test_other_names_of_a_badge_or_frame_lead_to_its_one_address(client: Client) -> None:
    """The other order and other names are redirected, with what was asked; unknown models are not found."""
    moved = {
        "/badge/compare/gpt-5.2-vs-claude-opus-4.5.svg": f"/badge/compare/{PAIR}.svg",
        "/badge/models/GPT-5.2.svg": "/badge/models/gpt-5.2.svg",
        "/embed/compare/gpt-5.2-vs-claude-opus-4.5?requests=5": f"/embed/compare/{PAIR}?requests=5",
    }
    for address, place in moved.items():
        answer = client.get(address)
        assert (answer.status_code, answer.headers["location"]) == (301, place)
    assert client.get("/badge/models/no-such-model.svg").status_code == 404
    assert client.get(f"/embed/compare/{PAIR}").status_code == 200


def test_form_without_script_leads_to_the_short_address(client: Client) -> None:
    """What a form sends with all its fields becomes the address that states what is not usual."""
    sent = "weight-math=25&weight-coding=20&input=3000&requests=77&max_price=&lane=verified"
    answer = client.get(f"/compare/{PAIR}?{sent}")
    assert answer.status_code == 302
    assert answer.headers["location"] == f"/compare/{PAIR}?lane=verified&weights=math%3A25&requests=77"


def test_picker_leads_to_two_or_to_more(client: Client) -> None:
    """Two names lead to their comparison, more to their matrix; empty fields count for nothing."""
    two = client.get("/compare?left=gpt-5.2&right=claude-opus-4.5&more=&more=")
    assert two.headers["location"] == f"/compare/{PAIR}"
    three = client.get("/compare?left=gpt-5.2&right=claude-opus-4.5&more=gemma-4-12b&more=")
    assert three.headers["location"] == "/compare?models=gpt-5.2,claude-opus-4.5,gemma-4-12b"
    rest = "lane=verified&input=20000"
    two = client.get(f"/compare?left=gpt-5.2&right=claude-opus-4.5&{rest}&max_price=")
    assert two.headers["location"] == f"/compare/claude-opus-4.5-vs-gpt-5.2?{rest}"
    three = client.get(f"/compare?{rest}&left=gpt-5.2&right=claude-opus-4.5&more=gemma-4-12b")
    assert three.headers["location"] == f"/compare?models=gpt-5.2,claude-opus-4.5,gemma-4-12b&{rest}"


def test_picker_suggests_what_stands_first(catalog: Catalog) -> None:
    """The examples are comparisons of ranked models, each once, and lead to addresses in their one order."""
    links = example_links(catalog)
    assert 4 <= len(links) == len(set(links))
    for address, _ in links:
        left, _, right = address.removeprefix("/compare/").partition("-vs-")
        assert left < right
        assert {left, right} <= set(catalog.models)
