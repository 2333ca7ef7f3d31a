"""Forms that no page of ours sends: from other sites, too large, too many, with what does not belong there."""

from urllib.parse import urlencode

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import select
from tests.brief.subscribers.reading_site import BASE, MARK, form, new_reader, reader_called, tokens_of

from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import requests
from evenhand.brief.subscribers.asking import MOST_FROM_A_NETWORK

ADA = "ada@example.org"
ELSEWHERE = (
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site", "origin": BASE},
    {"origin": "https://other.example"},
    {"origin": "null"},
    {"origin": "https://evenhand.example.other.example"},
    {"origin": "https://other.example", "referer": BASE},
    {"sec-fetch-site": "cross-site", "origin": BASE},
)
HERE = ({}, {"origin": BASE}, {"sec-fetch-site": "same-origin", "origin": "null"}, {"sec-fetch-site": "none"})
Client = TestClient[Litestar]
FORM = {"content-type": "application/x-www-form-urlencoded"}


def asked(store: Store) -> list[str]:
    """The addresses that were written down."""
    with store.reading() as connection:
        return list(connection.scalars(select(requests.c.address)))


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_another_site_sends_no_form(client: Client, file_store: Store, headers: dict[str, str]) -> None:
    """What a browser says of a page elsewhere is refused, and nothing is written or changed."""
    reader = new_reader(file_store, ADA)
    tokens = tokens_of(file_store)
    confirm = tokens.path("confirm", reader.id, reader.secret)
    own = tokens.path("preferences", reader.id, reader.secret)
    before = asked(file_store)
    for address in ("/brief/subscribe", confirm, own, f"{own}/erase", f"{own}/renew"):
        answer = client.post(address, data=form("eve@example.org"), headers=headers)
        assert answer.status_code == 403
        assert "another site" in answer.text
    assert asked(file_store) == before
    assert reader_called(file_store, ADA) == reader


@pytest.mark.parametrize("headers", HERE)
def test_our_own_pages_do(client: Client, file_store: Store, headers: dict[str, str]) -> None:
    """So does who says nothing, which no browser of today does."""
    assert client.post("/brief/subscribe", data=form(ADA), headers=headers).status_code == 200
    assert asked(file_store) == [ADA]


@pytest.mark.parametrize("name", ["next", "url", "redirect", "return_to", "continue", "RelayState", "target"])
def test_no_answer_leads_elsewhere(client: Client, file_store: Store, name: str) -> None:
    """No address that a request names is ever a target, in whatever way it is given."""
    reader = new_reader(file_store, ADA)
    tokens = tokens_of(file_store)
    links = [tokens.path(purpose, reader.id, reader.secret) for purpose in ("confirm", "preferences", "unsubscribe")]
    evil = "//other.example/%0d%0aLocation:https://other.example"
    for link in ("/brief/subscribe", *links):
        for answer in (
            client.get(link, params={name: evil}),
            client.post(link, params={name: evil}, data={**form(ADA), name: evil, "List-Unsubscribe": "One-Click"}),
        ):
            assert answer.status_code in {200, 400, 404}
            assert "location" not in answer.headers
            assert "refresh" not in answer.headers
            assert "other.example" not in answer.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"address=ada%40example.org&consent=", 400),
        (urlencode({"address": ADA, "consent": MARK}).encode(), 400),
        (urlencode({"address": ADA, "consent": MARK, "topics": "sports"}).encode(), 400),
        (urlencode({**form(ADA), "consent": "of another time"}).encode(), 400),
        (urlencode(form("ada@example.org\r\nBcc: eve@example.org")).encode(), 400),
        (urlencode(form("ada@example.org\x00")).encode(), 400),
        (urlencode(form("a" * 301)).encode(), 400),
        (urlencode(form("<script>alert(1)</script>@example.org")).encode(), 400),
        (b"address=%ff%fe%00&topics=%ed%a0%80", 400),
        (b"\xff\xfe\x00\x00", 400),
        (b"&".join(b"a=1" for _ in range(400)), 400),
        (b"address=" + b"a" * 40_000, 413),
    ],
)
def test_hostile_bodies_are_refused(client: Client, file_store: Store, body: bytes, status: int) -> None:
    """Whatever no form sends is refused with a page of the house, and nothing is written."""
    answer = client.post("/brief/subscribe", content=body, headers=FORM)
    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert "<script>alert" not in answer.text
    assert asked(file_store) == []


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/json", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded; charset=utf-16", 400),
        ("multipart/form-data", 400),
        ("multipart/form-data; boundary=x", 400),
        ("multipart/form-data; boundary=" + "é" * 80, 400),
        ("", 415),
    ],
)
def test_other_kinds_of_bodies_are_refused(client: Client, file_store: Store, kind: str, status: int) -> None:
    """JSON, text and broken multiparts are no form."""
    answer = client.post("/brief/subscribe", content=b"{}", headers={b"content-type": kind.encode()})
    assert answer.status_code == status
    assert asked(file_store) == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods_do_nothing(client: Client, file_store: Store, method: str) -> None:
    """Links are opened or pressed; anything else is refused."""
    reader = new_reader(file_store, ADA)
    link = tokens_of(file_store).path("unsubscribe", reader.id, reader.secret)
    assert client.request(method, link).status_code in {204, 405}
    assert reader_called(file_store, ADA) == reader


def test_a_machine_that_fills_every_field_gets_the_same_answer(client: Client, file_store: Store) -> None:
    """The field that nobody sees tells it, and nothing is written."""
    answer = client.post("/brief/subscribe", data=form(ADA, website="https://spam.example"))
    assert answer.text == client.post("/brief/subscribe", data=form("bob@example.org")).text
    assert asked(file_store) == ["bob@example.org"]


def test_a_network_that_asks_too_often_has_to_wait(client: Client, file_store: Store) -> None:
    """It is told for how long; its neighbours share its lot, others do not."""
    for place in range(MOST_FROM_A_NETWORK):
        headers = {"x-asked-from": f"198.51.100.{place}"}
        assert client.post("/brief/subscribe", data=form(f"a{place}@example.org"), headers=headers).status_code == 200
    answer = client.post("/brief/subscribe", data=form(ADA), headers={"x-asked-from": "198.51.100.250"})
    assert answer.status_code == 429
    assert 3500 < int(answer.headers["retry-after"]) <= 3600
    assert "60 minutes" in answer.text
    assert client.post("/brief/subscribe", data=form(ADA), headers={"x-asked-from": "203.0.113.1"}).status_code == 200
    assert len(asked(file_store)) == MOST_FROM_A_NETWORK + 1
