"""Answers worked out once, for all who ask, and sent from memory: with tags, zipped for who unzips."""

import asyncio
import gzip
from collections.abc import Callable
from hashlib import blake2b
from typing import cast

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send
from msgspec import Struct, structs

from evenhand.application.answers import Answer, gathered
from evenhand.application.thread_loops import in_this_thread
from evenhand.server.accepting import unzips
from evenhand.server.kept_answers import NUMBER, SIZE, Finished, KeptAnswers, Key
from evenhand.server.observing import note, route_of
from evenhand.website.asked.answer_form import form_of

SMALLEST_ZIPPED = 512
LEVEL = 6
ZIPPED = (b"text/", b"image/svg+xml", b"application/json", b"application/problem+json", b"application/xml")
ZIPPED_TOO = (b"application/atom+xml", b"application/feed+json", b"application/vnd.oai.openapi+json")
AT_ONCE = ("/healthz", "/static/")


class Asked(Struct, frozen=True):
    """One request for an answer: where, in which form, and whether who asks unzips."""

    key: Key
    zipping: bool
    known: bytes
    head: bool


class FinishedAnswers:
    """Sends finished answers, kept within bounds. A snapshot never changes, so nothing here grows stale.

    What else an answer rests on is told by `mark`: under another mark everything is worked out anew.

    What is not kept is worked out in a thread, once for all who ask for it at the same time: a heavy answer holds up
    none that is ready.
    """

    def __init__(
        self, version: str, number: int = NUMBER, size: int = SIZE, mark: Callable[[], str] = lambda: ""
    ) -> None:
        self.version = version
        self.mark = mark
        self.kept = KeptAnswers(number, size)
        self.making: dict[tuple[Key, bool], asyncio.Future[Finished]] = {}

    def around(self, app: ASGIApp) -> ASGIApp:
        """The application with this memory before it; HEAD is answered as GET, without the body."""

        async def remembered(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != ScopeType.HTTP or scope["method"] not in {"GET", "HEAD"}:
                await app(scope, receive, send)
                note(scope)
                return
            asked = _asked(scope, self.mark())
            held = answer = self.kept.get(asked.key)
            if answer is None or not answer.serves(zipping=asked.zipping):
                answer = await self._made(asked, answer, app, cast("Scope", {**scope, "method": "GET"}), receive)
            note(scope, kept=held is not None, route=answer.route)
            await _send(answer, asked, send)

        return remembered

    async def _made(
        self, asked: Asked, held: Finished | None, app: ASGIApp, scope: Scope, receive: Receive
    ) -> Finished:
        """The answer, made now or already in the making; `held` lacks only its zipped body."""
        if scope["path"].startswith(AT_ONCE):
            answer = held or self._finished(await gathered(app, scope, receive), route_of(scope))
            answer = _zipped(answer) if asked.zipping else answer
            self.kept.keep(asked.key, answer)
            return answer
        task = self.making.get((asked.key, asked.zipping))
        if task is None:
            work = asyncio.to_thread(self._worked_out, held, app, scope, receive, zipping=asked.zipping)
            task = self.making[asked.key, asked.zipping] = asyncio.ensure_future(work)
            task.add_done_callback(lambda done: self._done(asked, done))
        return await asyncio.shield(task)

    def _worked_out(
        self, held: Finished | None, app: ASGIApp, scope: Scope, receive: Receive, *, zipping: bool
    ) -> Finished:
        answer = held or self._finished(in_this_thread(gathered(app, scope, receive)), route_of(scope))
        return _zipped(answer) if zipping else answer

    def _done(self, asked: Asked, task: asyncio.Future[Finished]) -> None:
        self.making.pop((asked.key, asked.zipping), None)
        if not task.cancelled() and task.exception() is None:
            self.kept.keep(asked.key, task.result())

    def _finished(self, answer: Answer, route: str) -> Finished:
        kind = answer.header(b"content-type")
        zips = len(answer.body) >= SMALLEST_ZIPPED and kind.startswith((*ZIPPED, *ZIPPED_TOO))
        mark = blake2b(self.version.encode() + answer.body, digest_size=12).hexdigest()
        vary = b", ".join(filter(None, (answer.header(b"vary"), b"accept-encoding")))
        headers, etag = answer.replacing(vary=vary), f'W/"{mark}"'.encode()
        return Finished(answer.status, headers, answer.body, etag, zips, route=route)


def _asked(scope: Scope, mark: str) -> Asked:
    said = dict(scope["headers"])
    return Asked(
        key=(scope["path"], scope["query_string"], f"{form_of(scope)}{mark}"),
        zipping=unzips(said.get(b"accept-encoding", b"")),
        known=said.get(b"if-none-match", b""),
        head=scope["method"] == "HEAD",  # type: ignore[typeddict-item]  # only HTTP comes here
    )


def _zipped(answer: Finished) -> Finished:
    if not answer.zips or answer.zipped is not None:
        return answer
    return structs.replace(answer, zipped=gzip.compress(answer.body, LEVEL, mtime=0))


async def _send(answer: Finished, asked: Asked, send: Send) -> None:
    headers, status = list(answer.headers), answer.status
    body = answer.body
    if asked.zipping and answer.zipped is not None:
        body = answer.zipped
        headers.append((b"content-encoding", b"gzip"))
    if status == 200:
        headers.append((b"etag", answer.etag))
    if status == 200 and _matches(asked.known, answer.etag):
        status, body = 304, b""
        headers = [pair for pair in headers if pair[0] not in {b"content-type", b"content-encoding"}]
    else:
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if asked.head else body, "more_body": False})


def _matches(asked: bytes, etag: bytes) -> bool:
    known = {part.strip().removeprefix(b"W/") for part in asked.split(b",")}
    return bool(asked) and (b"*" in known or etag.removeprefix(b"W/") in known)
