"""What a browser asks before a page of another site may read an answer or file for programs (CORS)."""

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from evenhand.server.open_reads import open_to_pages

ALLOWED = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
    (b"access-control-allow-headers", b"accept, content-type, if-none-match"),
    (b"access-control-max-age", b"86400"),
)


def preflight(app: ASGIApp) -> ASGIApp:
    """The application answering these questions: anyone may read, nobody may write."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        if not _asks(scope):
            await app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 204, "headers": ALLOWED})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    return answered


def _asks(scope: Scope) -> bool:
    if scope["type"] != ScopeType.HTTP or scope["method"] != "OPTIONS":
        return False
    asked = {name for name, _ in scope["headers"]}
    return open_to_pages(scope["path"]) and {b"origin", b"access-control-request-method"} <= asked
