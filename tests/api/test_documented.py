"""What docs/api.md and docs/mcp.md say is so."""

import re
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.mcp.own_tools import OWN_TOOLS
from evenhand.mcp.tools import TOOLS

DOCS = Path(__file__).parents[2] / "docs"
ADDRESSES = re.findall(r"^    GET (\S+)", (DOCS / "api.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize("address", ADDRESSES)
def test_documented_address_answers(client: TestClient[Litestar], address: str) -> None:
    """Every address of the guide answers, with its file ending too, and can be kept by its tag."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["etag"]
    path, _, query = address.partition("?")
    assert client.get(f"{path}.json?{query}").content == answer.content


def test_guide_has_every_list_and_more(client: TestClient[Litestar]) -> None:
    """The guide names an address of every kind that the index has."""
    kinds = {one["href"].split("/")[3].partition("{")[0] for one in client.get("/api/v1").json()["addresses"][2:]}
    told = {re.split(r"[/?]", address)[3] for address in ADDRESSES}
    assert kinds - told <= {"coverage"}


def test_documented_tools_are_there() -> None:
    """The guide for agents names every tool and no other."""
    assert re.findall(r"^\| `(\w+)`", (DOCS / "mcp.md").read_text(), re.MULTILINE) == [
        tool.name for tool in (*TOOLS, *OWN_TOOLS)
    ]
