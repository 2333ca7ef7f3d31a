"""The numbers: right by route, and told to who runs the site alone."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from prometheus_client.parser import text_string_to_metric_families

from evenhand.brief.mail_settings import Hidden, MailSettings
from evenhand.catalog.catalog import Catalog
from evenhand.server import create_app
from evenhand.server.beside_pages import beside
from evenhand.server.metrics import SiteMetrics
from evenhand.server.observing import Answered
from evenhand.server.run import Run

Client = TestClient[Litestar]


def served(catalog: Catalog, token: str = "") -> Client:
    """A site that counts."""
    run = Run(metrics=True, token=Hidden(token))
    made = TestClient(create_app(catalog, beside=beside(catalog, run, MailSettings())))
    made.follow_redirects = False
    return made


@pytest.fixture
def site(toy: Catalog) -> Iterator[Client]:
    """A site that counts, without a token."""
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


def test_not_through_a_proxy(site: Client) -> None:
    """Who comes through a web server is a reader of the site: for them there is no such page."""
    for header in ("x-forwarded-for", "forwarded", "x-real-ip"):
        answer = site.get("/metrics", headers={header: "192.0.2.1"})
        assert answer.status_code == 404
        assert "evenhand_http" not in answer.text


def test_not_without_the_token(toy: Catalog) -> None:
    """With a token set, only who shows it reads the numbers, from wherever they come."""
    shared = "of this site alone"
    with served(toy, shared) as site:
        for shown in ("", "Bearer", "Bearer wrong", f"Basic {shared}", shared, f"Bearer {shared[1:]}", "Bearer \xdf"):
            assert site.get("/metrics", headers={"authorization": shown.encode()}).status_code == 404, shown
        passed = {"authorization": f"Bearer {shared}", "x-forwarded-for": "192.0.2.1"}
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
