"""Asking an application as a server would, byte for byte: what a careful client would never send gets through too."""

import asyncio
from urllib.parse import unquote

from litestar import Litestar
from litestar.di import Provide
from msgspec import Struct

from evenhand.api.routes import api
from evenhand.website.router import website


class Said(Struct, frozen=True):
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(app: Litestar, *targets: str, method: str = "GET") -> list[Said]:
    """The answers to request targets (`/path?query`, percent-encoded or not), one after the other."""

    async def all_of_them() -> list[Said]:
        return [await _asked(app, target, method) for target in targets]

    return asyncio.run(all_of_them())


async def _asked(app: Litestar, target: str, method: str) -> Said:
    raw, _, query = target.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(raw),
        "raw_path": raw.encode(),
        "query_string": query.encode("utf-8", "surrogateescape"),
        "root_path": "",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "extensions": {},
    }
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Said(sent[0]["status"], headers, b"".join(one.get("body", b"") for one in sent[1:]))


def addresses(prefix: str) -> dict[str, list[str]]:
    """Every address of the programs' interface (`/api/`) or of the pages (`/`), with the parameters of its query."""
    given = ("catalog", "library", "site", "whole_lists")
    nothing = {name: Provide(lambda: None, sync_to_thread=False) for name in given}
    app = Litestar(
        route_handlers=[api() if prefix == "/api/" else website()], dependencies=nothing, openapi_config=None
    )
    found = {}
    for route in app.routes:
        handler, model = route.route_handler_map.get("GET", (None, None))
        if handler:
            found[route.path_format] = sorted(one.field_alias for one in model.expected_query_params)
    return found
