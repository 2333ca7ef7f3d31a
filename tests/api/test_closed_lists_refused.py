"""A value that is none of a parameter's closed list: refused with all that it could be, and with the nearest."""

from litestar import Litestar
from litestar.testing import TestClient

DOCUMENT = "/api/v1/openapi.json"
LISTED = {"tier", "kind", "retired", "wait", "price", "x_scale", "y_scale"}


def test_every_closed_list_is_told(client: TestClient[Litestar]) -> None:
    """Each parameter with a closed list has it in the document, and says it to whoever sends another value."""
    met = set()
    for path, item in client.get(DOCUMENT).json()["paths"].items():
        for one in item["get"].get("parameters", []):
            if known := [value for value in values(one["schema"]) if value]:
                met.add(one["name"])
                refused = client.get(path, params={one["name"]: "qqq"})
                told = refused.json()
                assert refused.status_code == 400, path
                assert f"“{one['name']}” cannot be 'qqq'" in told["detail"], path
                assert all(value in told["detail"] for value in known), path
                assert told["nearest"], path
    assert met == LISTED


def test_the_nearest_of_a_list_are_named(client: TestClient[Litestar]) -> None:
    """A value that is nearly one of the list leads to it."""
    assert client.get("/api/v1/changes?kind=removed%20scores").json()["nearest"][0] == "removed score"


def test_a_page_says_the_list_too(client: TestClient[Litestar]) -> None:
    """A page refuses such a value with the same words."""
    page = client.get("/explore?retired=maybe")
    assert page.status_code == 400
    assert "“retired” cannot be “maybe”; it can be no or only." in page.text


def values(schema: dict[str, object]) -> list[str]:
    """The closed list of a parameter's schema; empty where it has none."""
    forms = [schema, *(schema.get("oneOf") or schema.get("anyOf") or ())]
    return [value for form in forms for value in form.get("enum") or () if value is not None]
