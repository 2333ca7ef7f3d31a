"""How an agent reaches the server: over the pipes of a process, or by HTTP."""

import anyio
import uvicorn
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette

from evenhand.library import Library
from evenhand.mcp.agent_server import agent_server

PATH = "/mcp"
HERE = ("127.0.0.1", "localhost", "[::1]")
MOST_BYTES = 256 * 1024


def serve_pipes(library: Library, *, own: bool = False) -> None:
    """Answer on standard output what is asked on standard input, until that ends. Nothing else is written there."""
    server = agent_server(library, own=own)

    async def run() -> None:
        async with stdio_server() as (asked, answered):
            await server.run(asked, answered, server.create_initialization_options())

    anyio.run(run)


def serve_http(library: Library, host: str, port: int, names: tuple[str, ...] = (), *, own: bool = False) -> None:
    """Answer by streamable HTTP at `/mcp` until stopped; prints the address first. Port 0 takes a free one."""
    config = uvicorn.Config(
        http_application(library, host, names, own=own), host=host, port=port, log_level="warning", server_header=False
    )
    socket = config.bind_socket()
    socket.listen(config.backlog)  # who connects from now on waits instead of being refused
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{socket.getsockname()[1]}{PATH}"
    print(f"Evenhand answers agents at {address} (stop with Ctrl-C)", flush=True)  # noqa: T201 - what a command says
    uvicorn.Server(config).run(sockets=[socket])


def http_application(library: Library, host: str, names: tuple[str, ...] = (), *, own: bool = False) -> Starlette:
    """The ASGI application. No session is kept: each request is whole.

    A request is refused unless it names one of `names`, `host` or this machine as the host that it means, and comes
    from no page of another site: so no page in a browser can reach it by a name that is pointed at this machine.
    """
    known = dict.fromkeys((*HERE, f"[{host}]" if ":" in host else host, *names))
    security = TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=[form for name in known for form in (name, f"{name}:*")],
        allowed_origins=[
            f"{scheme}://{form}" for name in known for scheme in ("http", "https") for form in (name, f"{name}:*")
        ],
    )
    return agent_server(library, own=own).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=MOST_BYTES,
        transport_security=security,
        host=host,
    )
