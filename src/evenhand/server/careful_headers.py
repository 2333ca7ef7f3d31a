"""Every answer says what a browser may do with it, who may read it, and how long it stays true."""

from litestar.datastructures import MutableScopeHeaders
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from evenhand.server.open_reads import open_to_pages

EMBEDDED = "/embed/"
CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors "
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
LASTING = (200, 301, 304)


def careful(app: ASGIApp) -> ASGIApp:
    """The application with these headers on every answer; what an answer says itself stands."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableScopeHeaders.from_message(message), scope.get("path", ""), message["status"])
            await send(message)

        await app(scope, receive, with_headers)

    return answered


def _add(headers: MutableScopeHeaders, path: str, status: int) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    framed = "*" if path.startswith(EMBEDDED) and status < 400 else "'none'"
    headers.setdefault("content-security-policy", f"{CSP}{framed}")
    _add_head(headers)
    if open_to_pages(path):
        headers.setdefault("access-control-allow-origin", "*")
        headers.setdefault("access-control-expose-headers", "etag, link")
    headers.setdefault("cache-control", "public, max-age=300" if status in LASTING else "no-store")


def _add_head(headers: MutableScopeHeaders) -> None:
    """What may be asked with GET may be asked with HEAD, which this server answers itself."""
    allowed = [name.strip() for name in headers.get("allow", "").split(",")]
    if "GET" in allowed and "HEAD" not in allowed:
        headers["allow"] = ", ".join(sorted([*allowed, "HEAD"]))
