"""What an address does not know is refused on every page; what it knows is kept on the way to another address."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.queries.known_parameters import known_parameters
from evenhand.website.asked.asked_parameters import FAMILIES, FOLLOWING

Client = TestClient[Litestar]
PAIR = "/compare/quill-7-vs-tarn-2"
# What asks for these adds what it likes.
FOR_HOSTS = ("/healthz", "/readyz", "/metrics")


def pages(app: Litestar) -> dict[str, object]:
    """The handler of every page without a hole in its address."""
    found = {}
    for route in app.routes:
        handler = getattr(route, "route_handler_map", {}).get("GET", (None,))[0]
        if handler and "{" not in route.path and not route.path.startswith("/api/") and route.path not in FOR_HOSTS:
            found[route.path] = handler
    return found


def test_every_page_refuses_what_it_does_not_know(unfollowing: Client) -> None:
    """On each page without a hole in its address a misspelt parameter is a 400 that names it, and stays in no cache."""
    asked = pages(unfollowing.app)
    assert {"/", "/compare", "/changes", "/find", "/pricing", "/coverage", "/robots.txt"} <= asked.keys()
    for path in asked:
        answer = unfollowing.get(f"{path}?no_such_thing=1")
        assert answer.status_code == 400, path
        assert "no_such_thing" in answer.text, path


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/?srt=score", "sort"),
        ("/categories/coding?lanes=verified", "lane"),
        ("/boards/even/verified?open_weight=true", "open"),
        ("/compare?lefft=tarn-2", "left"),
        ("/matrix/quill-7-vs-tarn-2?weight=coding:1", "weights"),
        (f"{PAIR}?chanc=true", "chance"),
        ("/embed/compare/quill-7-vs-tarn-2?ranknig=even", "ranking"),
        ("/votes/taste?lft=a", "left"),
    ],
)
def test_the_nearest_name_is_said(unfollowing: Client, address: str, near: str) -> None:
    """A misspelt parameter is answered with the name that was probably meant."""
    answer = unfollowing.get(address)
    assert answer.status_code == 400
    assert re.search(rf"did you mean [^?]*\b{near}\b[^?]*\?", answer.text), address


def test_a_parameter_is_given_once(unfollowing: Client) -> None:
    """Two lanes cannot both hold; what may stand several times, such as columns, does."""
    assert "given twice" in unfollowing.get(f"{PAIR}?lane=verified&lane=provisional").text
    assert unfollowing.get("/boards/classic/verified?columns=price&columns=speed").status_code == 200
    assert unfollowing.get("/compare?models=tarn-2&models=quill-7").status_code == 302


def test_parameters_of_dependencies_are_known_where_they_are_used(unfollowing: Client) -> None:
    """The workload and own weights are known to the pages that read them, and to no other."""
    asked = {path: known_parameters(handler).names for path, handler in pages(unfollowing.app).items()}
    assert {"input", "max_price", "weights", "lane"} <= set(asked["/compare"])
    assert asked["/changes"] == asked["/labs"] == ()
    assert "input" not in asked["/models"]
    assert "weights" in known_parameters(pages(unfollowing.app)["/"]).several


@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("/?utm_source=letter&utm_medium=mail", "/"),
        (f"{PAIR}?lane=verified&fbclid=abc", f"{PAIR}?lane=verified"),
        ("/changes?gclid=1", "/changes"),
        ("/find?max-price=2&utm_id=3", "/find?max_price=2"),
        *(
            (f"{PAIR}?{mark}=producthunt&lane=verified", f"{PAIR}?lane=verified")
            for mark in ("ref", "source", "src", "s", "si", "via", "trk", "mkt_tok", "_hsenc", "share", "amp", "cid")
        ),
    ],
)
def test_what_follows_readers_is_dropped(unfollowing: Client, address: str, to: str) -> None:
    """Marks that others hang on links break none: they lead to the address without them."""
    answer = unfollowing.get(address)
    assert (answer.status_code, answer.headers["location"]) == (301, to)


def test_what_a_page_reads_is_no_mark(unfollowing: Client) -> None:
    """No page reads a parameter that is called like such a mark."""
    read = {name for handler in pages(unfollowing.app).values() for name in known_parameters(handler).names}
    assert read
    assert not read & FOLLOWING
    assert not any(name.startswith(FAMILIES) for name in read)


def test_a_redirect_stays_on_this_site(unfollowing: Client) -> None:
    """A path that begins with two slashes never becomes the address of another site."""
    answer = unfollowing.get("//compare?utm_source=x")
    assert answer.status_code in (301, 404)
    assert not answer.headers.get("location", "").startswith("//")


STATE = {"lane": "verified", "weights": "coding:50", "input": "2000", "chance": "true"}
QUERY = "lane=verified&weights=coding:50&input=2000&chance=true"


@pytest.mark.parametrize(
    "address", ["/compare/tarn-2", "/compare/tarn-2-vs-", "/matrix/tarn-2", "/compare?models=tarn-2"]
)
def test_one_model_alone_keeps_the_state(unfollowing: Client, address: str) -> None:
    """The way from one name to the form for the other loses nothing of what else was asked."""
    answer = unfollowing.get(f"{address}{'&' if '?' in address else '?'}{QUERY}")
    to = urlsplit(answer.headers["location"])
    assert (answer.status_code, to.path) == (302, "/compare")
    assert {name: value for name, (value,) in parse_qs(to.query).items()} == {"left": "tarn-2", **STATE}


def test_the_form_carries_the_state_on(unfollowing: Client) -> None:
    """The picker sends lane, weights and workload along, says that it does, and its examples have them too."""
    html = unfollowing.get(f"/compare?left=tarn-2&{QUERY}").text
    form = html[html.index('<form action="/compare"') : html.index("</form>")]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))
    assert hidden == STATE
    assert "lane=verified" in unescape(html[html.index("Kept from the address") :])
    sent = unfollowing.get(f"/compare?left=tarn-2&right=quill-7&{QUERY}")
    to = urlsplit(sent.headers["location"])
    assert to.path == PAIR
    assert {name: value for name, (value,) in parse_qs(to.query).items()} == STATE
    assert "Kept from the address" not in unfollowing.get("/compare").text


def test_a_category_asked_for_in_another_lane_leads_there(unfollowing: Client) -> None:
    """The lane in the query of a category is no longer lost: it leads to the board of that lane."""
    answer = unfollowing.get("/categories/coding?lane=verified&sort=name")
    assert answer.headers["location"] == "/boards/even/verified/coding?sort=name"
