"""An answer in one piece: status, headers and body of what an application sends."""

from typing import Any, cast
from urllib.parse import unquote

from litestar.types import ASGIApp, Message, Receive, Scope
from msgspec import Struct

Headers = tuple[tuple[bytes, bytes], ...]
ASKED: dict[str, Any] = {
    "type": "http",
    "asgi": {"version": "3.0", "spec_version": "2.3"},
    "http_version": "1.1",
    "method": "GET",
    "scheme": "http",
    "root_path": "",
    "headers": [],
    "client": None,
    "server": None,
    "extensions": {},
}


class Answer(Struct, frozen=True):
    """What an application answered. The header of its length is left to whoever sends it."""

    status: int
    headers: Headers
    body: bytes

    def header(self, name: bytes) -> bytes:
        """The first value under this name; empty where there is none."""
        return next((value for key, value in self.headers if key == name), b"")

    def replacing(self, **said: bytes) -> Headers:
        """The headers with these in the place of others of the same name; `_` stands for `-`."""
        named = {name.replace("_", "-").encode(): value for name, value in said.items()}
        return (*((name, value) for name, value in self.headers if name not in named), *named.items())


async def gathered(app: ASGIApp, scope: Scope, receive: Receive) -> Answer:
    """Everything that the application sends for one request."""
    status = 500
    headers: Headers = ()
    body: list[bytes] = []

    async def gather(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status = message["status"]
            headers = tuple((name.lower(), value) for name, value in message["headers"])
        elif message["type"] == "http.response.body":
            body.append(message["body"])

    await app(scope, receive, gather)
    return Answer(status, tuple(pair for pair in headers if pair[0] != b"content-length"), b"".join(body))


async def answer_of(app: ASGIApp, address: str) -> Answer:
    """What the application answers at an address (path with or without a query), asked from within."""
    path, _, query = address.partition("?")
    scope = {**ASKED, "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode()}
    return await gathered(app, cast("Scope", scope), _nothing)


async def _nothing() -> Any:  # noqa: ANN401 - the protocol's own type is a union of all messages
    return {"type": "http.request", "body": b"", "more_body": False}
