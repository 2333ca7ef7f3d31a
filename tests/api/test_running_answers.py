"""The cost of a workload and the search for models as JSON: published shapes, and errors that say what to do."""

import jsonschema_rs
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.catalog.catalog import Catalog

Client = TestClient[Litestar]
COST = "/api/v1/cost?models=gpt-5.5,gemma-4-12b"


@pytest.mark.parametrize(
    ("address", "shape"),
    [(COST, "cost"), ("/api/v1/find?max_price=3&category=coding", "find"), ("/api/v1/find?lab=nobody", "problem")],
)
def test_answer_has_its_published_shape(client: Client, address: str, shape: str) -> None:
    """Every answer is valid under the schema that the interface publishes for it."""
    schema = client.get(f"/api/v1/schema/{shape}.json").json()
    jsonschema_rs.validator_for(schema).validate(client.get(address).json())


def test_the_cost_of_two_models_in_the_order_asked(client: Client) -> None:
    """Requests multiply the cost; the models stand as asked for."""
    few, many = (client.get(f"{COST}&requests={count}").json() for count in (1, 10))
    assert [one["model"] for one in few["models"]] == ["gpt-5.5", "gemma-4-12b"]
    priced = [(one, ten) for one, ten in zip(few["models"][0]["offers"], many["models"][0]["offers"], strict=True)]
    assert priced
    assert all(ten["per_month"] == pytest.approx(10 * one["per_month"]) for one, ten in priced if one["per_month"])


def test_every_model_is_found_or_missed(client: Client, catalog: Catalog) -> None:
    """Nothing is dropped, and a found model keeps the limit."""
    told = client.get("/api/v1/find?max_price=3").json()
    assert len(told["found"]) + len(told["missed"]) == len(catalog.models)
    assert all(row["blended"] <= 3 for row in told["found"])
    assert any(row["chance"] for row in told["found"])


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/api/v1/cost?models=", 400, "names 0 models"),
        ("/api/v1/cost?models=gpt-5.5,nobody-1", 404, "nobody-1"),
        ("/api/v1/find?wait=long", 400, "“wait” cannot be 'long'; it can be first-token or answer"),
        ("/api/v1/scores?tier=Z", 400, "“tier” cannot be 'Z'; it can be A, B, C, D, E or O"),
        ("/api/v1/explore?retired=maybe", 400, "“retired” cannot be 'maybe'; it can be no or only"),
        ("/api/v1/find?released_after=someday", 400, "no date"),
        ("/api/v1/find?weigh=cheap%3D2", 400, "it can by price"),
        ("/api/v1/find?category=cooking", 404, "cooking"),
        (f"{COST}&cached=5000", 400, "cannot be more"),
    ],
)
def test_mistakes_are_problems(client: Client, address: str, status: int, says: str) -> None:
    """A parameter that cannot be used says why and what could be."""
    answer = client.get(address)
    assert answer.status_code == status
    assert says in answer.json()["detail"]
