"""An address that is longer than any of ours is refused before anything is made of it, or kept under it."""

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from evenhand.application import FOR_PROGRAMS
from evenhand.records.problems import Problem
from evenhand.website.pages.failures import error_page

LONGEST = 8_000
TITLE, STATUS = "Address too long", 414
DETAIL = f"an address may be at most {LONGEST:,} characters long"


def bounded(app: ASGIApp) -> ASGIApp:
    """The application without such addresses."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or len(scope["raw_path"]) + len(scope["query_string"]) <= LONGEST:
            await app(scope, receive, send)
            return
        kind, body = _refused(programs=scope["path"].startswith(FOR_PROGRAMS))
        await send({"type": "http.response.start", "status": STATUS, "headers": [(b"content-type", kind)]})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    return answered


def _refused(*, programs: bool) -> tuple[bytes, bytes]:
    if programs:
        return b"application/problem+json", msgspec.json.encode(Problem(title=TITLE, status=STATUS, detail=DETAIL))
    return b"text/html; charset=utf-8", error_page(TITLE, f"{DETAIL[:1].upper()}{DETAIL[1:]}.").encode()
