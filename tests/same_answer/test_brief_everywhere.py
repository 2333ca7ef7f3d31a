"""A brief says the same on its page, in its file, as JSON, to an agent, in feeds and in the terminal."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import anyio
import pytest
from click.testing import CliRunner
from litestar.testing import TestClient

from evenhand.catalog.catalog import Catalog
from evenhand.cli import brief_preview
from evenhand.export.chosen_pairs import ChosenPairs
from evenhand.export.rendering import Renderer
from evenhand.library import Library
from evenhand.mcp.agent_server import agent_server
from evenhand.server import create_app
from evenhand.website.site import Site
from mcp import Client

# The newest, one with all kinds of lines, the longest, one between others without news.
WEEKS = ("newest", "2026-W27", "2026-W41", "2026-W46")
# What only readers who watch models need, and pages leave out.
FOR_READERS = ("further", "rest", "cheapest")


@pytest.fixture(scope="module")
def client(catalog: Catalog) -> Iterator[TestClient]:
    """The running application."""
    with TestClient(app=create_app(catalog)) as made:
        yield made


@pytest.fixture(scope="module")
def files(catalog: Catalog) -> Renderer:
    """What writes the site as files."""
    return Renderer(catalog, Site(live=False), ChosenPairs(), images=False)


@pytest.fixture(autouse=True)
def opened(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command finds the catalog open: reading it anew each time takes seconds."""
    monkeypatch.setattr(brief_preview, "open_catalog", lambda: catalog)
    monkeypatch.setattr(brief_preview, "keep_own_to_yourself", lambda: None)


def week_of(catalog: Catalog, name: str) -> str:
    """The name of the newest brief, or the one that is given."""
    return Library(catalog).briefs()[0].id if name == "newest" else name


def lines_of(brief: dict[str, Any]) -> list[str]:
    """All sentences of a brief, in their order."""
    sections = brief["sections"]
    told = [one for section in sections for line in section["lines"] for one in (line["words"], *line["details"])]
    return [one["text"] for one in (brief["headline"], *told, *brief["notes"])]


def words_of(page: str) -> str:
    """The text of HTML, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def by_agent(library: Library, week: str) -> dict[str, Any]:
    """What an agent is told, in full."""

    async def asked() -> dict[str, Any]:
        async with Client(agent_server(library)) as client:
            answer = await client.call_tool("brief", {"week": week, "detail": "full"})
            return answer.structured_content

    return anyio.run(asked)


def in_the_terminal(*arguments: str) -> str:
    """What the command prints."""
    told = CliRunner().invoke(brief_preview.command, list(arguments))
    assert told.exit_code == 0, told.output
    return told.stdout


def shown(brief: Any) -> Any:
    """A brief without what only readers need."""
    if isinstance(brief, dict):
        return {key: shown(value) for key, value in brief.items() if key not in FOR_READERS}
    return [shown(one) for one in brief] if isinstance(brief, list) else brief


@pytest.mark.parametrize("name", WEEKS)
def test_a_brief_is_the_same_everywhere(catalog: Catalog, client: TestClient, files: Renderer, name: str) -> None:
    """Page, file, JSON, agent and command tell the same brief, figure by figure and line by line."""
    week = week_of(catalog, name)
    answer = client.get(f"/api/v1/briefs/{week}").json()
    assert json.loads(files.of(f"/api/v1/briefs/{week}.json").files[0].content) == answer
    assert by_agent(Library(catalog), week) == answer
    assert shown(json.loads(in_the_terminal("--id", week, "--json"))) == shown(answer)
    page = files.of(f"/brief/{week}").files[0].content.decode()
    printed = re.sub(r"\s+", " ", in_the_terminal("--id", week))
    for text in (words_of(client.get(f"/brief/{week}").text), words_of(page), printed):
        assert [one for one in lines_of(answer) if one not in text] == []


def test_the_newest_is_the_newest_everywhere(catalog: Catalog, client: TestClient) -> None:
    """The page of all briefs, the list, the feed, an agent and the command begin with the same brief."""
    newest = Library(catalog).brief_of(week_of(catalog, "newest"))
    assert client.get("/api/v1/briefs").json()["items"][0]["id"] == newest.id
    assert newest.headline.text in words_of(client.get("/brief").text)
    assert by_agent(Library(catalog), "")["id"] == newest.id
    assert json.loads(in_the_terminal("--json"))["id"] == newest.id
    entry = client.get("/feeds/brief.json").json()["items"][0]
    assert entry["summary"] == newest.headline.text
    said = words_of(entry["content_html"])
    assert [one for one in lines_of(client.get(f"/api/v1/briefs/{newest.id}").json()) if one not in said] == []
