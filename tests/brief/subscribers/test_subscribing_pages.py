"""The pages of readers: subscribing, confirming, preferences, leaving."""

import json
import re

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import update
from tests.brief.subscribers.reading_site import (
    NOW,
    WORDING,
    form,
    handled,
    new_reader,
    reader_called,
    tokens_of,
)

from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import subscribers
from evenhand.brief.subscribers.readers import Reader
from evenhand.brief.subscribers.tokens import Purpose
from evenhand.records.subscriptions import Watched

ADA = "ada@example.org"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
Client = TestClient[Litestar]


def path(store: Store, purpose: Purpose, reader: Reader | None) -> str:
    """The address of a reader's link."""
    assert reader
    return tokens_of(store).path(purpose, reader.id, reader.secret)


def wanted(**more: object) -> dict[str, object]:
    """The fields of the preferences."""
    return {"topics": ["prices"], "alert_percent": "5", "rhythm": "weekly", "workload": "", **more}


def state(store: Store) -> str | None:
    """How the one reader stands."""
    found = reader_called(store, ADA)
    return found.state if found else None


def test_the_form_stands_on_the_page_of_the_brief(client: Client) -> None:
    """With the words that are agreed to, and a way to what is kept."""
    for address in ("/brief", "/brief/subscribe"):
        page = client.get(address).text
        assert 'action="/brief/subscribe" method="post"' in page
        assert WORDING in page
        assert 'href="/brief/privacy"' in page
    assert "What is kept of readers" in client.get("/brief/privacy").text


def test_the_whole_way(client: Client, file_store: Store) -> None:
    """Asking, confirming, choosing, leaving: each step is one page with one button."""
    assert "Look at your mail" in client.post("/brief/subscribe", data=form(ADA)).text
    assert handled(file_store, NOW)[0][0] == "confirm"
    link = path(file_store, "confirm", reader_called(file_store, ADA))
    assert "Yes, send it to me" in client.get(link).text
    assert state(file_store) == "pending"
    confirmed = client.post(link).text
    assert state(file_store) == "active"
    own = re.search(r'href="(/brief/preferences/[^"]+)"', confirmed)
    assert own
    page = client.get(own[1]).text
    assert ADA in page
    saved = client.post(own[1], data=wanted(model=["Tarn 2", "", "quill-7"], below=["4", "", ""], rhythm="at once"))
    assert "Saved." in saved.text
    reader = reader_called(file_store, ADA)
    assert reader
    assert reader.preferences.watched == (Watched(model="tarn-2", below=4.0), Watched(model="quill-7"))
    leave = re.search(r'href="(/brief/unsubscribe/[^"]+)"', page)
    assert leave
    assert client.get(leave[1]).text.count("<button>Unsubscribe</button>") == 1
    assert state(file_store) == "active"
    assert "goodbye" in client.post(leave[1], data=ONE_CLICK).text
    assert state(file_store) == "leaving"


def test_a_link_to_confirm_opens_nothing_else(client: Client, file_store: Store) -> None:
    """Who finds it later learns neither preferences nor address: the other links stand in the first answer alone."""
    client.post("/brief/subscribe", data=form(ADA))
    handled(file_store)
    link = path(file_store, "confirm", reader_called(file_store, ADA))
    assert "/brief/preferences/" not in client.get(link).text
    assert "/brief/preferences/" in client.post(link).text
    with file_store.begin() as connection:
        connection.execute(update(subscribers).values(state="suspended"))
    for ask in (client.post, client.get, client.post):  # the first is who comes back
        later = ask(link)
        assert later.status_code == 200
        assert "That is confirmed already" in later.text
        assert "/brief/preferences/" not in later.text
        assert "/brief/unsubscribe/" not in later.text
        assert state(file_store) == "active"


def test_opening_a_link_changes_nothing(client: Client, file_store: Store) -> None:
    """A program that looks into all links of a letter, by GET or HEAD, does no harm."""
    client.post("/brief/subscribe", data=form(ADA))
    handled(file_store)
    before = reader_called(file_store, ADA)
    for purpose in ("confirm", "preferences", "unsubscribe"):
        for _ in range(2):
            assert client.get(path(file_store, purpose, before)).status_code == 200
            assert client.head(path(file_store, purpose, before)).status_code == 200
    client.get(f"{path(file_store, 'preferences', before)}/export")
    assert reader_called(file_store, ADA) == before


@pytest.mark.parametrize("kind", ["urlencoded", "multipart"])
def test_one_click_unsubscribes(client: Client, file_store: Store, kind: str) -> None:
    """A mail program's POST is taken from anywhere, in both forms of RFC 8058, and leads nowhere else."""
    link = path(file_store, "unsubscribe", new_reader(file_store, ADA))
    sent = {"data": ONE_CLICK} if kind == "urlencoded" else {"files": {"List-Unsubscribe": (None, "One-Click")}}
    for _ in range(2):
        answer = client.post(link, headers={"origin": "https://mail.example", "sec-fetch-site": "cross-site"}, **sent)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        assert state(file_store) == "leaving"


def test_one_click_says_so(client: Client, file_store: Store) -> None:
    """A POST without the field of RFC 8058 is refused."""
    link = path(file_store, "unsubscribe", new_reader(file_store, ADA))
    assert client.post(link, data={"other": "x"}).status_code == 400
    assert state(file_store) == "active"


def test_a_wrong_name_is_told_with_the_nearest(client: Client, file_store: Store) -> None:
    """Nothing is saved, what was typed stays, and the fault is at its field and in the summary."""
    reader = new_reader(file_store, ADA)
    link = path(file_store, "preferences", reader)
    answer = client.post(link, data=wanted(model=["tarn"], below=["x"]))
    assert answer.status_code == 400
    assert '<a href="#model-1">Model 1</a>: ' in answer.text
    assert '<a href="#below-1">Price of model 1, $</a>: ' in answer.text
    assert 'value="tarn"' in answer.text
    assert "<b>tarn-2</b>" in answer.text
    assert 'aria-invalid="true" aria-describedby="model-1-fault"' in answer.text
    assert reader_called(file_store, ADA) == reader


def test_each_fault_names_its_label_and_stands_at_its_field(client: Client, file_store: Store) -> None:
    """The summary has the words of the labels; between a label and its field stands that field's fault alone."""
    link = path(file_store, "preferences", new_reader(file_store, ADA))
    typed = wanted(model=["tarn"], below=["x"], alert_percent="y", rhythm="daily", workload="none")
    page = client.post(link, data=typed).text
    labels = dict(re.findall(r'<label for="([^"]+)">([^<]+)</label>', page))
    summary = dict(re.findall(r'<li><a href="#([^"]+)">([^<]+)</a>', page))
    assert set(summary) == {"model-1", "below-1", "alert_percent", "rhythm", "workload"}
    for field, named in summary.items():
        assert named == labels[field]
        between = page.partition(f'<label for="{field}">')[2].partition(f'id="{field}"')[0]
        assert re.findall(r'id="([^"]+)-fault"', between) == [field]


def test_everything_held_is_a_file(client: Client, file_store: Store) -> None:
    """A reader takes along what is held, as JSON that no browser shows as a page."""
    answer = client.get(f"{path(file_store, 'preferences', new_reader(file_store, ADA))}/export")
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert json.loads(answer.text)["address"] == ADA


def test_erasing_is_at_once(client: Client, file_store: Store) -> None:
    """One button, and every link of the reader is dead."""
    reader = new_reader(file_store, ADA)
    link = path(file_store, "preferences", reader)
    assert "erased" in client.post(f"{link}/erase").text
    assert reader_called(file_store, ADA) is None
    assert client.get(link).status_code == 404
    assert client.post(f"{link}/erase").status_code == 404


def test_links_are_renewed(client: Client, file_store: Store) -> None:
    """Earlier links are dead, those on the page that comes work."""
    reader = new_reader(file_store, ADA)
    link = path(file_store, "preferences", reader)
    page = client.post(f"{link}/renew").text
    assert client.get(link).status_code == 404
    again = re.search(r'action="(/brief/preferences/[^"/]+)"', page)
    assert again
    assert client.get(again[1]).status_code == 200


def test_dead_links_are_alike(client: Client, file_store: Store) -> None:
    """Forged, cut, foreign or expired, for a known number or not: one page says nothing of why."""
    reader = new_reader(file_store, ADA)
    assert reader
    tokens = tokens_of(file_store)
    own = tokens.make("preferences", reader.id, reader.secret)
    dead = [
        "x",
        own[:-1],
        own[:-1] + ("A" if own[-1] != "A" else "B"),
        tokens.make("unsubscribe", reader.id, reader.secret),
        tokens.make("preferences", reader.id, "another-secret--"),
        tokens.make("preferences", reader.id + 1000, reader.secret),
        "%00",
        "%F0%9F%92%8C",
        "a" * 240,
    ]
    answers = [client.get(f"/brief/preferences/{token}") for token in dead]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
    for purpose in ("confirm", "unsubscribe"):
        for send in (client.get, lambda to: client.post(to, data=ONE_CLICK)):
            answer = send(f"/brief/{purpose}/{own}")
            assert (answer.status_code, answer.text) == (404, answers[0].text)
    for end in ("", "/erase", "/renew"):
        answer = client.post(f"/brief/preferences/{dead[3]}{end}", data=wanted())
        assert (answer.status_code, answer.text) == (404, answers[0].text)
    assert reader_called(file_store, ADA) == reader


def test_no_page_of_a_reader_is_kept(client: Client, file_store: Store) -> None:
    """No cache keeps it, no search engine lists it, no link tells of it, and nothing from elsewhere loads."""
    reader = new_reader(file_store, ADA)
    links = [path(file_store, purpose, reader) for purpose in ("confirm", "preferences", "unsubscribe")]
    for link in (*links, f"{links[1]}/export", "/brief/subscribe", "/brief/confirm/x"):
        headers = client.get(link).headers
        assert "no-store" in headers["cache-control"]
        assert headers["referrer-policy"] == "same-origin"
        assert "noindex" in headers["x-robots-tag"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "form-action 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "etag" not in headers
        assert "set-cookie" not in headers


def test_browsers_can_name_the_origin_of_a_form(client: Client, file_store: Store) -> None:
    """No page with a form says `no-referrer`, with which a browser sends `Origin: null` and is refused."""
    reader = new_reader(file_store, ADA)
    own = [path(file_store, purpose, reader) for purpose in ("confirm", "preferences", "unsubscribe")]
    for link in ("/brief", "/brief/subscribe", *own):
        page = client.get(link)
        assert page.headers["referrer-policy"] == "same-origin"
        assert 'content="no-referrer"' not in page.text


def test_no_answer_is_of_another_time(client: Client, file_store: Store) -> None:
    """The same address shows what was chosen since: it is worked out each time."""
    link = path(file_store, "preferences", new_reader(file_store, ADA))
    client.get(link)
    client.post(link, data=wanted(model=["quill-7"], below=[""]))
    assert 'value="quill-7" maxlength' in client.get(link).text
