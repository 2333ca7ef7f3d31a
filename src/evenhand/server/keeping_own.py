"""A site that shows runs of one's own speaks to this machine alone: no other page reads it, nothing keeps it."""

from ipaddress import ip_address

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from evenhand.catalog.catalog import Catalog

HERE = ".localhost"  # and all names below it, which mean this machine (RFC 6761)
REFUSED = b"This site shows results that are private to its machine; ask for it as localhost.\n"


def shows_own(catalog: Catalog) -> bool:
    """Whether anything of one's own is among the facts."""
    return any(source.kind == "own run" for source in catalog.sources.values())


def keeping_own(app: ASGIApp) -> ASGIApp:
    """The application, asked by names of this machine only, so that no other name can be pointed at it.

    Its answers may be read by no page of another site and are kept by no cache.
    """

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        async def private(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                headers["cache-control"] = "private, no-store"
                for name in [one for one in headers if one.lower().startswith("access-control-")]:
                    del headers[name]
                headers["cross-origin-resource-policy"] = "same-origin"
            await send(message)

        if scope["type"] != ScopeType.HTTP or _is_here(scope):
            await app(scope, receive, private)
            return
        await send({"type": "http.response.start", "status": 421, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": REFUSED, "more_body": False})

    return answered


def _is_here(scope: Scope) -> bool:
    """Whether the host that was asked for is a name or an address of this machine."""
    asked = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    host = asked.rpartition("]")[0].lstrip("[") if asked.startswith("[") else asked.partition(":")[0]
    try:
        return f".{host.lower()}".endswith(HERE) or ip_address(host).is_loopback
    except ValueError:
        return False
