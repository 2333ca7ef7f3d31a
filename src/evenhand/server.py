"""The one application: pages and JSON over one catalog, finished answers kept in memory, careful headers."""

import gzip
from collections import OrderedDict
from hashlib import blake2b

import uvicorn
from litestar import Litestar, MediaType, Request, Router, get
from litestar.datastructures import MutableScopeHeaders, State
from litestar.di import Provide
from litestar.enums import HttpMethod, ScopeType
from litestar.exceptions import HTTPException, NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.response import Response
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from msgspec import Struct

from evenhand.api import problems
from evenhand.api.routes import api
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.snapshot import code_hash, open_catalog
from evenhand.website import failing
from evenhand.website.assets import all_assets_mark
from evenhand.website.routes import website
from evenhand.website.site import HERE, Site

API_VERSION = "1"
DOCUMENT = "/api/v1/openapi.json"
ANSWERS, ENDING = "/api/v1/", ".json"
FILES = (DOCUMENT, "/api/v1/schema/")
KEPT = 2_000
SMALLEST_ZIPPED = 512
CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class OneDocument(JsonRenderPlugin):
    """The OpenAPI document at its one address: the framework would add a second one below it."""

    def has_path(self, path: str) -> bool:
        """That nothing is missing, whichever path the framework asks for."""
        return bool(path)


async def _nothing_below(request: Request[None, None, State]) -> None:
    if request.url.path != DOCUMENT:
        raise NotFoundException


def create_app(catalog: Catalog, site: Site = HERE) -> Litestar:
    """The application for a catalog. `site` says where its pages stand."""
    finished = FinishedAnswers(f"{catalog.version}-{code_hash()}-{all_assets_mark()}")
    app = Litestar(
        route_handlers=[website(), api(), healthz],
        dependencies={
            "catalog": Provide(lambda: catalog, sync_to_thread=False),
            "site": Provide(lambda: site, sync_to_thread=False),
        },
        middleware=[finished.around],
        before_send=[_careful],
        exception_handlers={HTTPException: _refused},
        openapi_config=OpenAPIConfig(
            title="Evenhand",
            version=API_VERSION,
            description="Two language models side by side, with an answer you can check.",
            path=DOCUMENT,
            render_plugins=[OneDocument(path="/")],
            openapi_router=Router(DOCUMENT, route_handlers=[], before_request=_nothing_below, include_in_schema=False),
        ),
    )
    app.asgi_handler = answering_head(answering_files(app.asgi_handler))
    return app


def serve(host: str = "127.0.0.1", port: int = 8000, catalog: Catalog | None = None, base: str = "") -> None:
    """Run the site until it is stopped; prints its address first. Port 0 takes a free one."""
    app = create_app(catalog or open_catalog(), Site(base=base.rstrip("/")))
    server = uvicorn.Server(uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False))
    socket = server.config.bind_socket()
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{socket.getsockname()[1]}/"
    print(f"Evenhand is at {address} (stop with Ctrl-C)", flush=True)  # noqa: T201 - what a command says
    server.run(sockets=[socket])


def answering_head(app: ASGIApp) -> ASGIApp:
    """The application answering HEAD as GET, without the body."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "HEAD":
            await app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        await app({**scope, "method": HttpMethod.GET}, receive, without_body)

    return answered


def answering_files(app: ASGIApp) -> ASGIApp:
    """The application answering `/api/v1/….json` as the address without its ending: so files and server share links."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        named = path.startswith(ANSWERS) and path.endswith(ENDING) and not path.startswith(FILES)
        if scope["type"] == ScopeType.HTTP and named:
            asked = path.removesuffix(ENDING)
            await app({**scope, "path": asked, "raw_path": asked.encode()}, receive, send)
            return
        await app(scope, receive, send)

    return answered


@get("/healthz", include_in_schema=False, media_type=MediaType.TEXT)
async def healthz() -> str:
    """That the process answers."""
    return "ok"


class Finished(Struct, frozen=True):
    """A finished answer: status, headers, body as it is and zipped (empty when that gains nothing)."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    zipped: bytes
    etag: bytes


class FinishedAnswers:
    """Keeps the latest answers by path and query. A snapshot never changes, so nothing here grows stale."""

    def __init__(self, version: str, kept: int = KEPT) -> None:
        self.version = version
        self.kept = kept
        self.answers: OrderedDict[tuple[str, bytes], Finished] = OrderedDict()

    def around(self, app: ASGIApp) -> ASGIApp:
        """The application with this memory before it."""

        async def remembered(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != ScopeType.HTTP or scope["method"] != "GET":
                await app(scope, receive, send)
                return
            key = (scope["path"], scope["query_string"])
            answer = self.answers.get(key)
            if answer is None:
                answer = await self._made(app, scope, receive)
                self._keep(key, answer)
            else:
                self.answers.move_to_end(key)
            await _send(answer, scope, send)

        return remembered

    async def _made(self, app: ASGIApp, scope: Scope, receive: Receive) -> Finished:
        start: list[Message] = []
        body: list[bytes] = []

        async def gather(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.append(message)
            elif message["type"] == "http.response.body":
                body.append(message["body"])

        await app(scope, receive, gather)
        message = start[0]
        headers = tuple(message["headers"]) if message["type"] == "http.response.start" else ()
        status = message["status"] if message["type"] == "http.response.start" else 500
        return _finished(self.version, status, headers, b"".join(body))

    def _keep(self, key: tuple[str, bytes], answer: Finished) -> None:
        if answer.status not in (200, 301):
            return
        self.answers[key] = answer
        while len(self.answers) > self.kept:
            self.answers.popitem(last=False)


def _finished(version: str, status: int, headers: tuple[tuple[bytes, bytes], ...], body: bytes) -> Finished:
    zipped = gzip.compress(body, 6, mtime=0) if len(body) >= SMALLEST_ZIPPED else b""
    mark = blake2b(version.encode() + body, digest_size=12).hexdigest()
    kept = tuple((name, value) for name, value in headers if name.lower() != b"content-length")
    return Finished(status, kept, body, zipped, f'W/"{mark}"'.encode())


async def _send(answer: Finished, scope: Scope, send: Send) -> None:
    asked = dict(scope["headers"])
    fresh = answer.status == 200 and _matches(asked.get(b"if-none-match", b""), answer.etag)
    unzipped = not answer.zipped or b"gzip" not in asked.get(b"accept-encoding", b"")
    body = b"" if fresh else (answer.body if unzipped else answer.zipped)
    headers = [*answer.headers, (b"vary", b"accept-encoding"), (b"content-length", str(len(body)).encode())]
    if answer.status == 200:
        headers.append((b"etag", answer.etag))
    if body and not unzipped:
        headers.append((b"content-encoding", b"gzip"))
    if fresh:
        headers = [(name, value) for name, value in headers if name not in (b"content-length", b"content-type")]
    status = 304 if fresh else answer.status
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _matches(asked: bytes, etag: bytes) -> bool:
    known = {part.strip().removeprefix(b"W/") for part in asked.split(b",")}
    return bool(asked) and (b"*" in known or etag.removeprefix(b"W/") in known)


async def _careful(message: Message, scope: Scope) -> None:
    """Every answer says what a browser may do with it, and how long it stays true."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if _for_programs(scope):
        headers.setdefault("access-control-allow-origin", "*")
        headers.setdefault("access-control-expose-headers", "etag")
    lasting = "public, max-age=300" if message["status"] in (200, 301, 304) else "no-store"
    headers.setdefault("cache-control", lasting)


def _for_programs(scope: Scope) -> bool:
    return scope.get("path", "").startswith("/api/")


def _refused(request: Request[None, None, State], error: HTTPException) -> Response[str] | Response[problems.Problem]:
    """Addresses that no router knows: a page for people, a problem for programs."""
    return problems.refused(request, error) if _for_programs(request.scope) else failing.refused(request, error)
