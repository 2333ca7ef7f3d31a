"""What is for one who asks alone: never kept, never indexed, in one form, past the memory of answers."""

from typing import cast

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from evenhand.server.observing import note

ADDRESSES = ("/brief/subscribe", "/brief/confirm", "/brief/preferences", "/brief/unsubscribe", "/metrics")
HEADERS = {"cache-control": "private, no-store", "x-robots-tag": "noindex, nofollow"}


def for_one(path: str) -> bool:
    """Whether an address is a reader's own, or one for who runs the site; what lies below it is too."""
    return any(path == one or path.startswith(f"{one}/") for one in ADDRESSES)


def apart(direct: ASGIApp, others: ASGIApp) -> ASGIApp:
    """These addresses answered by `direct`, which keeps nothing and knows no other form; the rest by `others`.

    HEAD, by which mail programs look at links, is answered as GET without the body.
    """

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not for_one(scope["path"]):
            await others(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        asked = cast("Scope", {**scope, "method": "GET"}) if head else scope

        async def private(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                headers.update(HEADERS)
            elif head and message["type"] == "http.response.body":
                message = cast("Message", {**message, "body": b""})
            await send(message)

        await direct(asked, receive, private)
        note(asked)

    return answered
