import json
import re

import jsonschema_rs
import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from asking import addresses
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import subject
from evenhand.comparison.compare import compare
from evenhand.records.report import ComparisonReport
from evenhand.wording.compare import comparison_words

Client = TestClient[Litestar]
PAIR = "/api/v1/compare/gemma-4-12b/gpt-5.5"
ANSWERS = {
    PAIR: "compare",
    "/api/v1/rank": "rank",
    "/api/v1/rank?ranking=classic&category=coding": "rank",
    "/api/v1/models": "models",
    "/api/v1/models/gpt-5.5": "model",
    "/api/v1/explain/gpt-5.5/gpqa-diamond": "explain",
    "/api/v1/explain/gpt-5.5": "score",
    "/api/v1/rank?weights=coding:50,math:0": "rank",
    "/api/v1/benchmarks?category=math": "benchmarks",
    "/api/v1/benchmarks/gpqa-diamond": "benchmark",
    "/api/v1/sources": "sources",
    "/api/v1/sources/llm-stats": "source",
    "/api/v1/explain/gpt-4.1?ranking=classic": "classic-values",
    "/api/v1/explain/gpt-5.5/knowledge?against=gemma-4-12b": "category",
    "/api/v1/explain/gpt-5.5/overall?against=gemma-4-12b": "overall",
    "/api/v1/models/gpt-5.5/places": "places",
    "/api/v1/models/gpt-5.5/strengths": "strengths",
    "/api/v1/models/gpt-5.5/similar": "similar-models",
    "/api/v1/models/gpt-4o/prices": "price-history",
    "/api/v1/benchmarks/gpqa-diamond/history": "benchmark-history",
    "/api/v1/labs/OpenAI": "lab",
    "/api/v1/providers/groq": "provider",
    "/api/v1/coverage": "coverage",
    "/api/v1/scores?model=gpt-5.5": "scores",
    "/api/v1/prices?current=true": "prices",
    "/api/v1/matrix?models=gpt-5.5,gpt-5.2,gemma-4-12b": "matrix",
    "/api/v1/pricing/chat": "pricing",
    "/api/v1/pricing?requests_a_day=1000&offers=true&lab=openai": "pricing",
    "/api/v1/speed": "speed",
    "/api/v1/explore/price-vs-score": "explore",
    "/api/v1/changes?since=2026-10&model=gpt-5.5": "changes",
    "/api/v1/labs/google": "lab",
    "/api/v1/providers/openai": "provider",
    "/api/v1/labs": "labs",
    "/api/v1/providers": "providers",
    "/api/v1/votes": "vote-boards",
    "/api/v1/disagreements": "disagreements",
    "/api/v1/disagreements?kind=scores&model=gpt-5.2": "disagreements",
    "/api/v1/models/nobody": "problem",
}


@pytest.mark.parametrize(("address", "shape"), ANSWERS.items())
def test_answer_has_its_published_shape(client: Client, address: str, shape: str) -> None:
    """Every answer is valid under the schema that the interface publishes for it."""
    schema = client.get(f"/api/v1/schema/{shape}.json").json()
    jsonschema_rs.validator_for(schema).validate(client.get(address).json())


def test_answer_is_that_of_the_function(client: Client, catalog: Catalog) -> None:
    """The interface answers what the function behind command and page gives, byte for byte."""
    found = compare(catalog, subject(catalog, "gemma-4-12b"), subject(catalog, "gpt-5.5"))
    report = ComparisonReport(comparison=found, words=comparison_words(found))
    assert client.get(PAIR).content == msgspec.json.encode(report)


def test_sides_stay_as_asked(client: Client) -> None:
    """Left and right are those of the address, by any of their names."""
    told = client.get("/api/v1/compare/GPT-5.5/Gemma%204%2012B").json()["comparison"]
    assert (told["left"]["id"], told["right"]["id"]) == ("gpt-5.5", "gemma-4-12b")


def test_workload_is_used(client: Client) -> None:
    """The reader's workload decides the monthly cost."""
    told = client.get(f"{PAIR}?input=1000000&output=0&requests=2").json()["comparison"]["operations"]
    assert told["workload"]["stated"] is True
    assert told["right"]["per_month"] == pytest.approx(2 * told["right"]["offer"]["input"])


@pytest.mark.parametrize(
    ("address", "status", "near"),
    [
        ("/api/v1/compare/gemma-4-12/gpt-5.5", 404, "gemma-4-12b"),
        ("/api/v1/models/gpt-5.55", 404, "gpt-5.5"),
        ("/api/v1/explain/gpt-5.5/gpqa-diamnd", 404, "gpqa-diamond"),
        (f"{PAIR}?ranking=evn", 404, "even"),
        (f"{PAIR}?lane=verifed", 404, "verified"),
        ("/api/v1/rank?category=codng", 404, "coding"),
    ],
)
def test_unknown_name_gets_the_nearest(client: Client, address: str, status: int, near: str) -> None:
    """An unknown name is a problem that holds the nearest names."""
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert near in answer.json()["nearest"]
    assert answer.json()["status"] == status


@pytest.mark.parametrize(
    "address",
    [
        f"{PAIR}?input=-1",
        f"{PAIR}?input=1e400",
        f"{PAIR}?input=abc",
        f"{PAIR}?requests=99999999999999999999999",
        f"{PAIR}?input=1&cached=2",
        f"{PAIR}?max_cost_per_month=nan",
        f"{PAIR}?max_cost_per_month=inf",
        f"{PAIR}?ranking=../../etc/passwd",
        f"{PAIR}?ranking=" + "x" * 5000,
        f"{PAIR}?lane=%00",
        "/api/v1/compare/%3Cscript%3E/gpt-5.5",
        "/api/v1/compare/gpt-5.5",
        "/api/v1/models/" + "x" * 5000,
        "/api/v1/models/..%2f..%2fetc%2fpasswd",
        "/api/v1/schema/secrets.json",
        "/api/v1/nope",
    ],
)
def test_hostile_parameter_is_a_problem(client: Client, address: str) -> None:
    """What cannot be answered is refused with problem details, never with a fault of ours."""
    answer = client.get(address)
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.content)["status"] == answer.status_code


def test_only_reading_is_allowed(client: Client) -> None:
    """Other methods are refused."""
    assert client.post(PAIR).status_code == 405
    assert client.delete("/api/v1/models/gpt-5.5").status_code == 405


def test_answer_that_did_not_change_is_not_sent_again(client: Client) -> None:
    """With the tag of the last answer there is a 304 without a body; with another there is the answer."""
    first = client.get(PAIR)
    again = client.get(PAIR, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(PAIR, headers={"if-none-match": '"other"'}).status_code == 200
    assert "max-age" in first.headers["cache-control"]


def test_other_sites_may_read(client: Client) -> None:
    """Reads are open to pages of other sites; errors too."""
    assert client.get(PAIR).headers["access-control-allow-origin"] == "*"
    assert client.get("/api/v1/models/nobody").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/about").headers


def test_answers_are_zipped_for_those_who_can(client: Client) -> None:
    """A zipped answer is the same answer."""
    plain = client.get(PAIR, headers={"accept-encoding": "identity"})
    zipped = client.get(PAIR, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.headers["vary"] == "accept-encoding"
    assert zipped.content == plain.content
    assert int(zipped.headers["content-length"]) < len(plain.content) / 3


def test_openapi_describes_every_address(client: Client) -> None:
    """The OpenAPI document is served as JSON alone, and names every address that answers."""
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {re.sub(r":\w+", "", path) for path in addresses("/api/")}


def test_document_has_one_address(client: Client) -> None:
    """Nothing answers below the OpenAPI document's address."""
    for below in ("/openapi.json", "/other"):
        answer = client.get(f"/api/v1/openapi.json{below}")
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_problem_is_whole_and_plain(client: Client) -> None:
    """A problem names its type, and says with the parameter's own name what is wrong."""
    told = client.get(f"{PAIR}?input=abc").json()
    assert told["type"] == "about:blank"
    assert told["detail"] == "“input” must be a whole number"
