"""Tools over what is the user's own: a machine that they describe, and their own logs where these were allowed."""

import json
from collections.abc import Iterator

import pytest
from talking import talk

from evenhand.library import Library
from evenhand.mcp.agent_server import agent_server
from evenhand.records.self_hosting import Hosting
from evenhand.settings import OFF, OWN_VARIABLE
from own_facts import imported

OWN = "own_items"
PAIR = {"left": "Quill 7@0-shot", "right": "tarn-2"}


@pytest.fixture(scope="module")
def owned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library over an import of invented answers."""
    with imported(tmp_path_factory.mktemp("imported")) as catalog:
        yield Library(catalog)


def answered(library: Library, tool: str, given: dict[str, object], *, own: bool = True):
    """The answer of a tool."""
    return talk(agent_server(library, own=own), lambda client: client.call_tool(tool, given))


def test_self_hosting_is_the_estimate_of_the_library(library: Library) -> None:
    """The words say that it is an estimate, and the figures are those of the API."""
    machine = {"quantization": "q4", "memory": 24, "bandwidth": 1000, "per_hour": 0.5}
    answer = answered(library, "self_host", {"model": "gemma-4-12b", **machine}, own=False)
    assert not answer.is_error, answer.content[0].text
    whole = library.self_hosting("gemma-4-12b", Hosting(**machine))
    assert answer.structured_content["estimate"]["kind"] == "estimate"
    assert answer.structured_content["estimate"]["memory"]["weights"]["low"] == whole.estimate.memory.weights.low
    assert whole.words[0].text in answer.content[0].text
    assert all(one.text in answer.content[0].text for one in whole.assumptions)


@pytest.mark.parametrize(
    ("given", "says"),
    [({"memory": -1}, "“memory” must be"), ({"quantization": "q77"}, "q77"), ({"streams": 0}, "“streams” must be")],
)
def test_a_machine_beyond_its_bounds_is_refused(library: Library, given: dict[str, object], says: str) -> None:
    """The name that the agent gave, and what would be right."""
    answer = answered(library, "self_host", {"model": "gemma-4-12b", **given}, own=False)
    assert answer.is_error
    assert says in answer.content[0].text


def test_own_items_are_offered_where_they_were_allowed(owned: Library) -> None:
    """Without --own the tool is neither listed nor answered."""
    listed = {
        own: {tool.name for tool in talk(agent_server(owned, own=own), lambda client: client.list_tools()).tools}
        for own in (True, False)
    }
    assert listed[True] - listed[False] == {OWN}
    refused = answered(owned, OWN, PAIR, own=False)
    assert refused.is_error
    assert "no tool is called 'own_items'" in refused.content[0].text


def test_own_items_are_compared(owned: Library) -> None:
    """Both models by their names, on the 36 common items: counts, words, and texts only where they are asked for."""
    answer = answered(owned, OWN, {**PAIR, "benchmark": "bolts", "limit": 3})
    assert not answer.is_error, answer.content[0].text
    told = answer.structured_content
    (pair,) = told["comparison"]["pairs"]
    assert (pair["left"]["model"], pair["right"]["model"], pair["items"]) == ("quill-7", "tarn-2", 36)
    assert "On 36 items of own-bolts that both have" in answer.content[0].text
    assert len(told["apart"]["shown"]) == 3
    assert {one["prompt"] + one["left_output"] for one in told["apart"]["shown"]} == {""}
    texts = answered(owned, OWN, {**PAIR, "benchmark": "bolts", "limit": 3, "texts": True}).structured_content
    assert all(one["prompt"].startswith("How many bolts") for one in texts["apart"]["shown"])
    assert len(json.dumps(texts)) < 20_000


def test_own_items_that_are_not_there(owned: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong name leads to the nearest, several configurations to their names, and nothing at all to an import."""
    assert "own-bolts" in answered(owned, OWN, {**PAIR, "benchmark": "nuts"}).structured_content["nearest"]
    several = answered(owned, OWN, {**PAIR, "left": "quill-7"}).content[0].text
    assert "'quill-7@0-shot', 'quill-7@5-shot'" in several
    monkeypatch.setenv(OWN_VARIABLE, OFF)
    assert "evenhand import brings them" in answered(owned, OWN, PAIR).content[0].text
