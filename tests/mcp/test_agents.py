"""Tools for agents: what they list, that each answers what the API answers, how they refuse, by pipes and by HTTP."""

import json
import subprocess

import httpx
import msgspec
import pytest
from mcp.client.stdio import StdioServerParameters
from talking import PROGRAM, on_toy, talk, told_by_command

from evenhand.library import Library
from evenhand.mcp.agent_server import agent_server
from evenhand.mcp.tools import TOOLS
from evenhand.records.operations import Workload

NAMES = ["compare", "rank", "find", "explain", "cost", "self_host", "changes", "brief", "models"]
PAIR = {"left": "gemma-4-12b", "right": "gpt-5.5"}
RICH = {"left": "claude-opus-4.5", "right": "gpt-5.2"}
TOYS = {"left": "tarn-2", "right": "quill-7"}
CALLS = (
    ("compare", PAIR),
    ("rank", {"category": "coding", "limit": 3}),
    ("find", {"max_price": 2, "lab": "google", "limit": 3}),
    ("explain", {"model": "gpt-5.5", "what": "gpqa-diamond"}),
    ("explain", {"model": "gpt-5.5"}),
    ("explain", {"model": "gpt-4.1", "ranking": "classic"}),
    ("explain", {"model": "gpt-5.5", "what": "overall", "against": "gemma-4-12b"}),
    ("cost", {"models": ["gpt-5.5", "gemma-4-12b"], "input": 20000}),
    ("self_host", {"model": "gemma-4-12b", "quantization": "q4", "memory": 24, "bandwidth": 1000, "per_hour": 0.5}),
    ("changes", {"since": "2026-11-15", "limit": 3}),
    ("brief", {"week": "2026-W41"}),
    ("brief", {}),
    ("models", {"q": "gemma 4", "open_weights": True}),
)
MOST = 60_000
MOST_OF_A_PAIR = 40_000


@pytest.fixture(scope="module")
def server(library: Library):
    """The server in this process."""
    return agent_server(library)


def json_of(answer: object) -> object:
    """An answer as the API sends it."""
    return json.loads(msgspec.json.encode(answer))


def inside(part: object, whole: object) -> bool:
    """Whether JSON is other JSON with some of it left out: fields, and the ends of lists."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and inside(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return len(part) <= len(whole) and all(inside(*pair) for pair in zip(part, whole, strict=False))
    return part == whole


def test_tools_say_what_they_are(server) -> None:
    """Each tool has a description, arguments with descriptions and bounds, and says that it only reads."""
    listed = talk(server, lambda client: client.list_tools()).tools
    assert [tool.name for tool in listed] == NAMES
    for tool in listed:
        assert len(tool.description) > 100
        assert tool.annotations.read_only_hint
        assert not tool.annotations.open_world_hint
        assert tool.input_schema["type"] == tool.output_schema["type"] == "object"
        assert tool.input_schema["additionalProperties"] is False
        for name, field in tool.input_schema["properties"].items():
            bare = name in {
                "limit",
                "left",
                "right",
                "model",
                "models",
                "since",
                "category",
                "detail",
                "chance_corrected",
            }
            assert bare or "description" in field, (tool.name, name)
        assert len(json.dumps(tool.input_schema)) < 6_000


@pytest.mark.parametrize(("tool", "given"), CALLS, ids=lambda value: value if isinstance(value, str) else "")
def test_each_tool_answers(server, tool: str, given: dict[str, object]) -> None:
    """Each tool answers words and JSON that an agent can carry, without a word of the machine in the text."""
    answer = talk(server, lambda client: client.call_tool(tool, given))
    assert not answer.is_error
    [said] = answer.content
    assert 40 < len(said.text) < 6_000
    assert "None" not in said.text
    assert set(next(one for one in TOOLS if one.name == tool).holds) <= set(answer.structured_content)
    assert len(json.dumps(answer.structured_content)) < MOST


def test_short_answers_are_parts_of_the_api(server, library: Library) -> None:
    """What a tool leaves out is left out whole: what is there is what the API answers."""
    work = Workload(max_price=2.0, stated=True)
    whole = {
        "compare": library.compare(**PAIR),
        "rank": library.rank(category="coding"),
        "find": library.find(work, lab="google"),
        "explain": library.explain("gpt-5.5", "gpqa-diamond"),
        "cost": library.cost("gpt-5.5", "gemma-4-12b", workload=Workload(input=20_000)),
        "brief": library.brief_of("2026-W41"),
    }
    for tool, answer in whole.items():
        given = next(given for name, given in CALLS if name == tool)
        short = talk(server, lambda client, tool=tool, given=given: client.call_tool(tool, given)).structured_content
        assert inside(short, json_of(answer)), tool


def test_rich_pair_is_short(server) -> None:
    """Two models with some eighty tests in common fit a context: each counted test with what was compared."""
    answer = talk(server, lambda client: client.call_tool("compare", RICH)).structured_content
    assert len(json.dumps(answer)) <= MOST_OF_A_PAIR
    tests = answer["comparison"]["shared"]
    assert len(tests) > 30
    for test in tests:
        assert test["counted"]
        assert test.keys() == {"benchmark", "category", "counted", "left", "right", "difference", "error"}
        assert test["left"].keys() == test["right"].keys() == {"observation", "error"}
    named = answer["comparison"]["names"]
    assert {test["benchmark"] for test in tests} <= named.keys()
    assert len(named) < 60


def test_full_answer_is_that_of_the_api(server, library: Library) -> None:
    """Asked for in full, the answer is the JSON of the API."""
    answer = talk(server, lambda client: client.call_tool("compare", {**PAIR, "detail": "full"}))
    assert answer.structured_content == json_of(library.compare(**PAIR))


@pytest.mark.parametrize(
    ("tool", "given", "status", "says", "near"),
    [
        ("compare", {"left": "gema-4-12b", "right": "gpt-5.5"}, 404, "no model is called", "gemma-4-12b"),
        ("compare", {"left": "gpt-5.5"}, 400, "“right” is missing", None),
        ("compare", {"left": "gpt-5.5", "rigth": "x"}, 400, "did you mean right", None),
        ("rank", {"limit": 0}, 400, "“limit” must be a number of at least 1", None),
        ("rank", {"limit": 10**9}, 400, "“limit” must be a number of at most 200", None),
        ("rank", {"category": "codng"}, 404, "no category", "coding"),
        ("rank", {"weights": {"coding": -1}}, 400, "“weights", None),
        ("explain", {"model": "gpt-5.5", "what": "gpqa-diamnd"}, 404, "no benchmark", "gpqa-diamond"),
        ("rank", {"weights": "coding"}, 400, "“weights” must be an object", None),
        ("cost", {"models": []}, 400, "“models” must have at least 1 value", None),
        ("cost", {"models": ["gpt-5.5"] * 21}, 400, "“models” may have at most 20 values", None),
        ("cost", {"models": "gpt-5.5"}, 400, "“models” must be a list", None),
        ("cost", {"models": [5]}, 400, "each value in “models” must be a text", None),
        ("compare", {"left": "", "right": "gpt-5.5"}, 400, "“left” must not be empty", None),
        ("find", {"wait": "long"}, 400, "“wait” cannot be 'long'; it can be first-token or answer", "answer"),
        ("changes", {"since": "2026", "kinds": ["removal"]}, 400, "it can be new model, removed", "removed score"),
        ("cost", {"models": ["gpt-5.5"], "input": 1, "cached": 2}, 400, "cannot be more", None),
        ("find", {"lab": "x" * 5000}, 400, "at most 100 characters", None),
        ("changes", {"since": "../../etc"}, 400, "is no date", None),
        ("brief", {"week": "2026-W74"}, 404, "no brief is called", "2026-W47"),
        ("delete", {}, 400, "the tools are compare", None),
    ],
)
def test_mistakes_are_problems(
    server, tool: str, given: dict[str, object], status: int, says: str, near: str | None
) -> None:
    """What cannot be answered is a problem in the shape of the API, with the nearest names, and in words."""
    answer = talk(server, lambda client: client.call_tool(tool, given))
    assert answer.is_error
    told = answer.structured_content
    assert set(told) == {"title", "status", "detail", "type", "nearest", "names"}
    assert told["status"] == status
    assert says in answer.content[0].text
    assert len(answer.content[0].text) < 600
    assert "Expected" not in answer.content[0].text
    assert "enum" not in answer.content[0].text
    assert near is None or near in told["nearest"]


def test_models_say_what_is_not_known(server) -> None:
    """Names are found as they are typed, and models of which nobody knows whether they are open are counted."""
    found = talk(server, lambda client: client.call_tool("models", {"q": "gpt 5.5"})).structured_content
    assert "gpt-5.5" in [row["id"] for row in found["items"]]
    answer = talk(server, lambda client: client.call_tool("models", {"open_weights": True, "q": "llama"}))
    null = answer.structured_content["unknown"]["open_weights"]
    assert f"Of {null} more models it is not known whether the weights can be downloaded." in answer.content[0].text


def test_lists_that_come_as_text_are_read(server) -> None:
    """Some agents write a list as text; it is read as the list that it is."""
    answer = talk(server, lambda client: client.call_tool("cost", {"models": '["gpt-5.5"]', "requests": "10"}))
    assert [model["model"] for model in answer.structured_content["models"]] == ["gpt-5.5"]


def test_a_real_program_by_pipes(by_pipes: StdioServerParameters) -> None:
    """A real `evenhand mcp` says what `evenhand compare --json` says, figure by figure."""

    async def session(client):
        tools = await client.list_tools()
        short = await client.call_tool("compare", TOYS)
        full = await client.call_tool("compare", {**TOYS, "detail": "full"})
        wrong = await client.call_tool("compare", {**TOYS, "left": "nobody"})
        return tools, short, full, wrong

    tools, short, full, wrong = talk(by_pipes, session)
    told = told_by_command("compare", *TOYS.values())
    assert [tool.name for tool in tools.tools] == NAMES
    assert full.structured_content == told
    assert inside(short.structured_content, told)
    assert told["words"]["pick"][0]["text"] in short.content[0].text
    assert wrong.is_error


def test_a_real_program_by_http(by_http: str) -> None:
    """The same by HTTP on this machine; what comes by another name, or from a page of another site, is refused."""
    found = talk(by_http, lambda client: client.call_tool("rank", {"limit": 2}))
    board = told_by_command("rank")
    assert [row["model"] for row in found.structured_content["rows"]] == [row["model"] for row in board["rows"][:2]]
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accept = {"accept": "application/json, text/event-stream"}
    for headers in ({"host": "evil.example"}, {"origin": "https://evil.example"}):
        answer = httpx.post(by_http, json=asked, headers={**accept, **headers})
        assert answer.status_code in {403, 421}, headers


def test_pipes_carry_the_protocol_alone() -> None:
    """Every line on standard output is a message, whatever was sent; the program ends with its input."""
    hello = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    lines = (
        "no message at all",
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        json.dumps({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "cost", "arguments": {}}}),
    )
    with subprocess.Popen(PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=on_toy()) as program:
        program.stdin.write("\n".join(lines) + "\n")
        program.stdin.flush()
        said = []
        while not said or said[-1].get("id") != 2:
            said.append(json.loads(program.stdout.readline()))
        rest, _ = program.communicate(timeout=60)
    assert program.returncode == 0
    assert rest == ""
    assert all(one["jsonrpc"] == "2.0" for one in said)
    assert said[-1]["result"]["isError"]


def test_missing_extra_says_how_to_get_it(tmp_path) -> None:
    """Without the SDK the command is one line that says what to install."""
    code = (
        "import importlib.util as found, sys\n"
        "known = found.find_spec\n"
        "found.find_spec = lambda name, *more: None if name == 'mcp' else known(name, *more)\n"
        "sys.argv = ['evenhand', 'mcp']\n"
        "from evenhand.cli import main\n"
        "main()\n"
    )
    program = tmp_path / "without.py"
    program.write_text(code)
    ended = subprocess.run([PROGRAM[0], str(program)], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr == "evenhand: the tools for agents need the MCP SDK; get it with: pip install 'evenhand[mcp]'\n"
    assert not ended.stdout
