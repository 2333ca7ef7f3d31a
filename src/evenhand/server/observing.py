"""Each request as it was answered, told to the log and the metrics: by its route, never by its address."""

import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from time import perf_counter
from typing import cast

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from msgspec import Struct

IN_SCOPE = "evenhand.request"
REQUEST_ID = b"x-request-id"
# A proxy's id is taken over where it can stand in a log; anything else may be what somebody wants to write there.
ID = re.compile(rb"[A-Za-z0-9-]{8,64}")
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"})
OTHER = "other"

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered; empty outside of one."""


class Answered(Struct):
    """One answer: `route` is the address with names for its parts (empty where there is no such page).

    `kept` says that it came out of memory, `seconds` how long it took from the first header to the last byte.
    """

    method: str
    route: str = ""
    kept: bool = False
    status: int = 500
    seconds: float = 0.0


Observer = Callable[[Answered], None]


def observing(app: ASGIApp, observers: tuple[Observer, ...]) -> ASGIApp:
    """The application with these told of each answer; every request gets an id, which its answer names.

    A request whose connection ends before there is an answer counts as 500.
    """

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        found = Answered(method=scope["method"] if scope["method"] in METHODS else OTHER)
        name = _id(scope)

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                found.status = message["status"]
                message = cast("Message", {**message, "headers": [*message["headers"], (REQUEST_ID, name)]})
            await send(message)

        began, before = perf_counter(), request_id.set(name.decode())
        try:
            await app(cast("Scope", {**scope, IN_SCOPE: found}), receive, noting)
        finally:
            found.seconds = perf_counter() - began
            for tell in observers:
                tell(found)
            request_id.reset(before)

    return answered


def note(scope: Scope, *, kept: bool = False, route: str = "") -> None:
    """Say where an answer came from, where anybody is told: `route`, or the one that the framework found."""
    found = cast("dict[str, object]", scope).get(IN_SCOPE)
    if isinstance(found, Answered):
        found.kept, found.route = kept, route or route_of(scope)


def route_of(scope: Scope) -> str:
    """The address with names for its parts, as the framework found it; empty before that, and where none fits."""
    return str(cast("dict[str, object]", scope).get("path_template", ""))


def _id(scope: Scope) -> bytes:
    given = next((value for name, value in scope["headers"] if name == REQUEST_ID), b"")
    return given if ID.fullmatch(given) else secrets.token_hex(8).encode()
