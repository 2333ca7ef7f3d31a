"""The numbers: right by route, and told to who runs the site alone."""

from collections.abc import Iterator
from typing import cast

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from litestar.types import ASGIApp, Receive, Scope, Send
from prometheus_client.parser import text_string_to_metric_families

from evenhand.brief.mail_settings import Hidden, MailSettings
from evenhand.catalog.catalog import Catalog
from evenhand.server import create_app
from evenhand.server.beside_pages import beside
from evenhand.server.metrics import SiteMetrics
from evenhand.server.observing import Answered
from evenhand.server.run import Run

Client = TestClient[Litestar]
FROM = b"x-asked-from"


def served(catalog: Catalog, token: str = "") -> Client:
    """A site that counts, asked from this machine unless a header says from where."""
    run = Run(metrics=True, token=Hidden(token))
    app = create_app(catalog, beside=beside(catalog, run, MailSettings()))
    app.asgi_handler = _asked_from(app.asgi_handler)
    made = TestClient(app, base_url="http://127.0.0.1:8000")
    made.follow_redirects = False
    return made


def _asked_from(app: ASGIApp) -> ASGIApp:
    """The application as a socket of this address has it; `-` is one of the file system, which has none."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        peer = next((value.decode() for name, value in scope.get("headers", ()) if name == FROM), "127.0.0.1")
        await app(cast("Scope", {**scope, "client": None if peer == "-" else (peer, 50_000)}), receive, send)

    return answered


@pytest.fixture
def site(toy: Catalog) -> Iterator[Client]:
    """A site that counts, without a token."""
    with served(toy) as made:
        yield made


@pytest.fixture(scope="module")
def door(toy: Catalog) -> Iterator[Client]:
    """One for all tests of who may read the numbers."""
    with served(toy) as made:
        yield made


def numbers(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every sample by its name and labels, as Prometheus' own parser reads them."""
    samples = [one for family in text_string_to_metric_families(text) for one in family.samples]
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for one in samples}


def of(name: str, **labels: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The key of a sample."""
    return name, tuple(sorted(labels.items()))


def test_requests_are_counted_by_route(site: Client) -> None:
    """Two models are one route, a second asking comes out of memory, and what is nowhere has no route at all."""
    for path in ("/models/quill-7", "/models/tarn-2", "/models/tarn-2", "/models/nobody", "/no/such/page"):
        site.get(path)
    site.post("/models/tarn-2")
    found = numbers(site.get("/metrics").text)
    asked = {key: value for key, value in found.items() if key[0] == "evenhand_http_requests_total"}
    assert asked == {
        of("evenhand_http_requests_total", method="GET", route="/models/{name}", status="200"): 3,
        of("evenhand_http_requests_total", method="GET", route="/models/{name}", status="404"): 1,
        of("evenhand_http_requests_total", method="GET", route="other", status="404"): 1,
        of("evenhand_http_requests_total", method="POST", route="other", status="405"): 1,
    }
    assert found[of("evenhand_answers_total", origin="memory")] == 1
    assert found[of("evenhand_http_request_seconds_count", route="/models/{name}")] == 4
    assert not [key for key in found if "quill" in str(key)]


def test_the_catalog_is_told(site: Client, toy: Catalog) -> None:
    """Version, day and age of the catalog stand there; without a form nothing is said of readers."""
    text = site.get("/metrics").text
    found = numbers(text)
    assert found[of("evenhand_catalog_info", version=toy.version[:12], date=toy.date)] == 1
    day, age = found[of("evenhand_catalog_timestamp_seconds")], found[of("evenhand_catalog_age_seconds")]
    assert day % 86_400 == 0
    assert age > 0
    assert "subscribers" not in text


def test_not_through_a_proxy(door: Client) -> None:
    """Who comes through a web server is a reader of the site: for them there is no such page."""
    for header in ("x-forwarded-for", "forwarded", "x-real-ip"):
        answer = door.get("/metrics", headers={header: "192.0.2.1"})
        assert answer.status_code == 404
        assert "evenhand_http" not in answer.text


def test_told_to_this_machine(door: Client) -> None:
    """Without a token a program of the same machine reads the numbers, which asks for them there."""
    for peer in ("127.0.0.1", "127.8.0.9", "::1", "::ffff:127.0.0.1"):
        for host in ("127.0.0.1:8000", "localhost", "[::1]:8000"):
            asked = door.get("/metrics", headers={"x-asked-from": peer, "host": host})
            assert asked.status_code == 200, (peer, host)


def test_not_to_other_machines(door: Client) -> None:
    """A site that listens to all the world tells it nothing, whatever name it is asked for by."""
    for peer in ("192.0.2.1", "10.0.0.2", "172.17.0.1", "2001:db8::1", "::ffff:192.0.2.1", "-", "some socket"):
        assert door.get("/metrics", headers={"x-asked-from": peer}).status_code == 404, peer


def test_not_through_a_proxy_that_says_nothing(door: Client) -> None:
    """One that passes on the name of the site, and nothing of whom it answers for, is told by that name."""
    for host in ("evenhand.example.org", "127.0.0.1.example.org", "[::1", "localhost@192.0.2.1", ""):
        assert door.get("/metrics", headers={"host": host}).status_code == 404, host


def test_not_without_the_token(toy: Catalog) -> None:
    """With a token set, only who shows it reads the numbers, from wherever they come."""
    shared = "of this site alone"
    with served(toy, shared) as site:
        for shown in ("", "Bearer", "Bearer wrong", f"Basic {shared}", shared, f"Bearer {shared[1:]}", "Bearer \xdf"):
            assert site.get("/metrics", headers={"authorization": shown.encode()}).status_code == 404, shown
        passed = {"authorization": f"Bearer {shared}", "x-forwarded-for": "192.0.2.1", "x-asked-from": "172.18.0.4"}
        answer = site.get("/metrics", headers=passed)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"


def test_off_unless_asked_for(client: Client) -> None:
    """A site that was not told to count has no such page, and says so as for any other."""
    assert client.get("/metrics").status_code == 404


def test_a_store_that_is_away_takes_nothing_else_along(toy: Catalog) -> None:
    """Where the store cannot be read the numbers say that, and the others stand."""

    def away() -> None:
        raise OSError

    made = SiteMetrics(toy, away)
    made.tell(Answered(method="GET", route="/", status=200, seconds=0.1))
    found = numbers(made.text().decode())
    assert found[of("evenhand_store_up")] == 0
    assert found[of("evenhand_http_requests_total", method="GET", route="/", status="200")] == 1
