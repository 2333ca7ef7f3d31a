"""The server that agents talk to: the tools of `tools.py` and the shapes of their answers, by the official SDK."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from anyio import to_thread
from mcp.server import Server, ServerRequestContext
from mcp.server.caching import CacheHint
from msgspec import Struct

from evenhand.catalog.nearest import nearest
from evenhand.errors import BadChoice, BadSetting, EvenhandError
from evenhand.library import Library
from evenhand.mcp.own_tools import OWN_TOOLS
from evenhand.mcp.tools import TOOLS, Tool
from evenhand.queries.closed_lists import choices_of, other_value
from evenhand.records.problems import Problem, problem_of
from evenhand.wording.refusals import refusals
from mcp import types

Asked = ServerRequestContext[dict[str, Any], Any]
VERSION = "1"
READS_ONLY = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
INSTRUCTIONS = (
    "Evenhand compares large language models like for like from a dated catalog of published results. "
    "Say intervals and states (leads, leans, too close to call, not comparable) as they are answered: a higher number "
    "alone is no lead. Name the date of the catalog. Where a name is unknown the answer holds the nearest ones."
)
HOUR = 3_600_000
MISSING = re.compile(r"missing required field `(\w+)`")


def agent_server(library: Library, *, own: bool = False) -> Server[dict[str, Any]]:
    """The server over a library. It only reads, keeps nothing of what it is asked, and reaches no network.

    `own` offers the tool that reads the logs that were imported here too.
    """
    tools = (*TOOLS, *OWN_TOOLS) if own else TOOLS
    listed = types.ListToolsResult(tools=[described(tool) for tool in tools])

    async def list_tools(_: Asked, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return listed

    async def call_tool(_: Asked, params: types.CallToolRequestParams) -> types.CallToolResult:
        return await to_thread.run_sync(called, library, tools, params.name, params.arguments or {})

    return Server(
        "evenhand",
        version=VERSION,
        title="Evenhand",
        instructions=INSTRUCTIONS,
        cache_hints={"tools/list": CacheHint(ttl_ms=HOUR, scope="public")},
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def described(tool: Tool) -> types.Tool:
    """A tool as the protocol lists it. Of its answer the first level is described; the API publishes the rest."""
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=_rooted(msgspec.json.schema(tool.arguments)),
        output_schema={
            "type": "object",
            "properties": {name: {"type": kind} for name, kind in tool.holds.items()},
            "required": list(tool.holds),
        },
        annotations=READS_ONLY,
    )


def called(library: Library, tools: Sequence[Tool], name: str, given: Mapping[str, Any]) -> types.CallToolResult:
    """What a tool answers; what cannot be answered is a problem in the shape of the API, with its words."""
    try:
        tool = _tool(tools, name)
        told = tool.tell(library, _arguments(tool, given))
    except EvenhandError as error:
        listed = isinstance(error, BadChoice) and set(error.nearest) == set(error.known)
        return _refused(problem_of(error), hint=not listed)
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=told.text)], structured_content=told.answer
    )


def _tool(tools: Sequence[Tool], name: str) -> Tool:
    found = {tool.name: tool for tool in tools}
    if name not in found:
        raise BadSetting(f"no tool is called {name[:80]!r}; the tools are {', '.join(found)}")
    return found[name]


def _arguments(tool: Tool, given: Mapping[str, Any]) -> Struct:
    """The arguments of a call.

    Raises:
        BadSetting: one is missing, unknown, of another type, or beyond its bounds.

    """
    known = tool.arguments.__struct_fields__
    for name in given:
        if name not in known:
            near = nearest(name, known, most=2)
            hint = f"did you mean {' or '.join(near)}?" if near else f"it has {', '.join(known)}"
            raise BadSetting(f"{tool.name} has no argument {name[:80]!r}; {hint}")
    try:
        return msgspec.convert(_read(given), tool.arguments, strict=False)
    except msgspec.ValidationError as error:
        raise _reason(tool, str(error)) from error


def _reason(tool: Tool, message: str) -> BadSetting:
    """Why arguments were refused, by the name that the agent knows: the words of the interface."""
    if missing := MISSING.search(message):
        return BadSetting(f"“{missing[1]}” is missing")
    said, _, place = message.partition(" - at `$")
    name, _, inner = place.strip(".`").partition("[")
    found = [{"key": name, "message": said, "within": bool(inner)}]
    choices = {one.name: choices_of(one.type) for one in msgspec.structs.fields(tool.arguments)}
    return other_value(found, choices) or BadSetting(refusals(found))


def _read(given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with lists and objects read that a client sent as text."""
    return {
        name: _parsed(value) if isinstance(value, str) and value[:1] in {"[", "{"} else value
        for name, value in given.items()
    }


def _parsed(text: str) -> Any:  # noqa: ANN401 - JSON
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return text


def _refused(problem: Problem, *, hint: bool) -> types.CallToolResult:
    near = [f"{problem.names[one]} ({one})" if one in problem.names else one for one in problem.nearest]
    said = f"; did you mean {', '.join(near)}?" if near and hint else ""
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=f"{problem.detail}{said}")],
        structured_content=msgspec.to_builtins(problem),
        is_error=True,
    )


def _rooted(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with its root in place: a tool's arguments are an object, not a reference to one."""
    parts: dict[str, Any] = dict(schema["$defs"])
    root: dict[str, Any] = parts.pop(schema["$ref"].rpartition("/")[2])
    return {**root, "$defs": parts} if parts else root
