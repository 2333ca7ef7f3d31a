"""The OpenAPI document against the application: whatever is asked, the answer is one that the document promises."""

import re
from pathlib import Path

import schemathesis
from hypothesis import HealthCheck, settings
from litestar import Litestar
from litestar.testing import TestClient
from schemathesis.specs.openapi.checks import positive_data_acceptance

from evenhand.api.published_schema import answered_records
from evenhand.catalog.loading import load_catalog
from evenhand.records.field_vocabulary import EVERYWHERE, OF_RECORDS, OF_TEXT
from evenhand.server import create_app
from invented_examples import with_invented_examples

FACTS = Path(__file__).parents[1]
DOCUMENT = "/api/v1/openapi.json"
CHECKED = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)


def over_invented_facts() -> schemathesis.BaseSchema:
    """The document over invented facts, which are few, with examples that are real there.

    Values at every bound of every parameter are left to the long run of tests/soak, and to test_hostile_parameters.py.
    """
    app = create_app(load_catalog((FACTS / "toy_data", FACTS / "toy_votes"), "2025-07-01"))
    refusing = {"negative_data_rejection": {"expected-statuses": ["400", "404", "405", "414"]}}
    config = schemathesis.Config.from_dict({"phases": {"coverage": {"enabled": False}}, "checks": refusing})
    with TestClient(app) as client:
        made = schemathesis.openapi.from_dict(with_invented_examples(client.get(DOCUMENT).text), config=config)
    made.app = app
    return made


invented = over_invented_facts()


@invented.parametrize()
@settings(CHECKED, max_examples=8)
def test_every_address_keeps_its_promises(case) -> None:
    """Whatever is asked, the answer has a status, media type and shape that the OpenAPI document promises."""
    case.call_and_validate(excluded_checks=[positive_data_acceptance])


def test_examples_of_paths_are_real(client: TestClient[Litestar]) -> None:
    """With the names that the document gives as examples each address answers, over the shipped facts."""
    for path, item in client.get(DOCUMENT).json()["paths"].items():
        address, query = path, {}
        for one in item["get"].get("parameters", []):
            known = [shown["value"] for shown in one.get("examples", {}).values()]
            example = known[-1 if one["name"] == "right" else 0] if known else ""
            if one["in"] == "path":
                address = address.replace(f"{{{one['name']}}}", example)
            elif one.get("required"):
                query[one["name"]] = example
        assert client.get(address, params=query).status_code == 200, address


def test_everything_is_described(client: TestClient[Litestar]) -> None:
    """Every address has a summary and a description, every parameter a description and bounds, a number both."""
    for path, item in client.get(DOCUMENT).json()["paths"].items():
        asked = item["get"]
        assert asked["summary"], path
        assert asked["description"], path
        for one in asked.get("parameters", []):
            assert one["description"], (path, one["name"])
            assert bounded(one["schema"]), (path, one["name"])
            assert "minimum" in one["schema"] or not kinds(one["schema"]) & {"integer", "number"}, (path, one["name"])


def test_every_documented_error_is_declared(client: TestClient[Litestar]) -> None:
    """What docs/api.md says of errors each address declares."""
    told = re.findall(r"^\| (\d{3}) \|", (FACTS.parent / "docs" / "api.md").read_text(), re.MULTILINE)
    assert told == ["400", "404", "405", "414", "500"]
    for path, item in client.get(DOCUMENT).json()["paths"].items():
        assert set(told) <= set(item["get"]["responses"]) or path == "/api/v1", path


def test_figures_say_what_they_are(client: TestClient[Litestar]) -> None:
    """Each field of what programs read most says what it holds, in the document and in the published schema alike."""
    found = client.get(DOCUMENT).json()["components"]["schemas"]
    for name in ("Offer", "Speed", "Observation", "Reading", "Estimate", "RankPlace", "OfferCost", "ModelCost"):
        unsaid = [field for field, held in found[name]["properties"].items() if not held.get("description")]
        assert not unsaid, (name, unsaid)
    for name in (
        "BoardRow",
        "SideOperations",
        "Operations",
        "CategoryResult",
        "OverallResult",
        "FoundModel",
        "Workload",
    ):
        figures = {
            field: held for field, held in found[name]["properties"].items() if kinds(held) & {"integer", "number"}
        }
        assert all(held.get("description") for held in figures.values()), name
    assert "US dollars per million" in found["Offer"]["properties"]["input"]["description"]
    published = client.get("/api/v1/schema/prices.json").json()["$defs"]["Offer"]["properties"]
    assert published["input"]["description"] == found["Offer"]["properties"]["input"]["description"]
    said = [bool(held.get("description")) for one in found.values() for held in one.get("properties", {}).values()]
    assert sum(said) / len(said) > 0.65


def test_the_vocabulary_names_real_fields() -> None:
    """Nothing is said of a field that is not there."""
    records = answered_records()
    fields = {f"{name}.{field}" for name, record in records.items() for field in record.__struct_fields__}
    assert set(OF_RECORDS) <= fields
    assert {*EVERYWHERE, *OF_TEXT} <= {one.partition(".")[2] for one in fields}


def kinds(schema: dict[str, object]) -> set[str]:
    """The types that a value may have."""
    forms = schema.get("oneOf") or schema.get("anyOf") or [schema]
    named = [form.get("type", "") for form in forms]
    return {kind for one in named for kind in (one if isinstance(one, list) else [one])}


def bounded(schema: dict[str, object]) -> bool:
    """Whether a parameter's value has an end: a length, a range, or few values."""
    forms = schema.get("oneOf") or schema.get("anyOf") or [schema]
    ends = {"maxLength", "maximum", "enum"}
    return bool(ends & set(schema)) or all(one.get("type") in {"boolean", "null"} or ends & set(one) for one in forms)
