"""The search page and the workload in an address."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.catalog.catalog import Catalog
from evenhand.records.operations import Workload, Worth
from evenhand.server import create_app
from evenhand.website.asked.workload_form import limit_parts, workload_parts


def test_the_address_gives_the_workload_again() -> None:
    """Sizes, limits, open weights and weights stand in the address as they were asked; nothing where none was."""
    work = Workload(
        input=20000, max_price=0.5, min_context=200_000, open_weights=True, worth=Worth(price=2.0), stated=True
    )
    assert workload_parts(Workload()) == {}
    assert limit_parts(work) == {
        "max_price": "0.5",
        "min_context": "200000",
        "open_weights": "true",
        "weigh": "price=2",
    }
    assert workload_parts(work)["input"] == "20000"


@pytest.fixture(scope="module")
def client(catalog: Catalog) -> TestClient[Litestar]:
    """The site over the real catalog."""
    return TestClient(create_app(catalog))


def test_the_form_keeps_what_was_asked(client: TestClient[Litestar]) -> None:
    """The page shows its state, table, picture, and a link to the same answer as JSON."""
    page = client.get("/find?max_price=3&open_weights=true&category=coding&input=5000").text
    assert 'name="max_price" type="number" min="0" step="any" value="3"' in page
    assert 'name="open_weights" value="true" checked' in page
    assert '<option value="coding" selected>' in page
    assert 'class="chart efficient-line"' in page
    assert "/api/v1/find.json?input=5000" in page


def test_a_bad_search_is_refused_with_what_would_be_right(client: TestClient[Litestar]) -> None:
    """No such axis."""
    answer = client.get("/find?wait=long")
    assert answer.status_code == 400
    assert "first-token or answer" in answer.text
