"""`evenhand mcp`: the same answers as tools for agents."""

from importlib.util import find_spec

import click

from evenhand.cli.options import own_option, told_to_others
from evenhand.cli.system_faults import check_free
from evenhand.errors import BadSetting
from evenhand.library import load
from evenhand.library.issued_briefs import issued_briefs

EXTRA = "the tools for agents need the MCP SDK; get it with: pip install 'evenhand[mcp]'"


@click.command("mcp")
@click.option("--http", "by_http", is_flag=True, help="Listen on HTTP instead of standard input and output.")
@click.option("--host", default="127.0.0.1", show_default=True, help="With --http: the address to listen on.")
@click.option(
    "--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="With --http: 0 takes a free port."
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="With --http: another name by which it is reached; repeatable.",
)
@own_option
def command(by_http: bool, host: str, port: int, names: tuple[str, ...], own: bool | None) -> None:
    """Answer agents over the Model Context Protocol.

    Its tools are compare, rank, find, explain, cost, self_host, changes, brief and models; with --own also own_items:
    your own logs question by question, with prompts and answers where the agent asks for them.

    Put this into the settings of your agent:

    \b
    {"mcpServers": {"evenhand": {"command": "evenhand", "args": ["mcp"]}}}
    """
    if find_spec("mcp") is None:
        raise BadSetting(EXTRA)
    from evenhand.mcp.transports import serve_http, serve_pipes  # noqa: PLC0415 - the SDK is an extra

    if by_http:
        check_free(host, port)
    told_to_others(own, host)
    library = load()
    library.issued = issued_briefs
    if by_http:
        serve_http(library, host, port, names, own=own is True)
    else:
        serve_pipes(library, own=own is True)
