"""What belongs to one reader, or to who runs the site, passes by the memory of answers and their other forms."""

import asyncio
from typing import Any

import pytest

from evenhand.server.finished_answers import FinishedAnswers
from evenhand.server.for_one import ADDRESSES, apart, for_one
from evenhand.server.forms import in_its_form
from evenhand.website.asked.answer_form import form_of

LINK = "000000000007Q2xvc2VkQm94MTIz.Zm9y.md"
OWN = ["/brief/subscribe", f"/brief/confirm/{LINK}", f"/brief/preferences/{LINK}/export", "/metrics"]
OTHERS = ["/brief", "/brief/2026-W20", "/brief/subscribers", "/metricsx", "/"]


class Careless:
    """An application that says nothing of caches, counts, and answers with what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []

    async def __call__(self, scope: Any, _: Any, send: Any) -> None:
        """One answer, the same for all."""
        self.asked.append((scope["method"], scope["path"], form_of(scope)))
        headers = [(b"content-type", b"text/html"), (b"cache-control", b"public, max-age=300")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"of one reader", "more_body": False})


def ask(path: str, method: str = "GET", times: int = 1) -> tuple[Careless, FinishedAnswers, list[dict[str, Any]]]:
    """An application asked for a path by somebody who prefers Markdown and zipped answers; what it sent last."""
    app, memory = Careless(), FinishedAnswers("1")
    served = apart(app, in_its_form(memory.around(app)))
    headers = [(b"accept", b"text/markdown"), (b"accept-encoding", b"gzip")]
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "headers": headers}
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    for _ in range(times):
        sent.clear()
        asyncio.run(served({**scope, "query_string": b""}, None, send))
    return app, memory, sent


@pytest.mark.parametrize("path", OWN)
def test_nothing_of_one_reader_is_kept(path: str) -> None:
    """Each request reaches the application, in the one form there is, and no cache or index may keep the answer."""
    app, memory, (start, body) = ask(path, times=2)
    assert app.asked == [("GET", path, "page")] * 2
    assert not memory.kept.answers
    assert dict(start["headers"])[b"cache-control"] == b"private, no-store"
    assert dict(start["headers"])[b"x-robots-tag"] == b"noindex, nofollow"
    assert b"etag" not in dict(start["headers"])
    assert body["body"] == b"of one reader"


@pytest.mark.parametrize("path", OWN)
def test_looking_ahead_changes_nothing(path: str) -> None:
    """A mail program that asks for the head alone gets what GET says, without the body."""
    app, _, (start, body) = ask(path, "HEAD")
    assert app.asked == [("GET", path, "page")]
    assert start["status"] == 200
    assert body["body"] == b""


@pytest.mark.parametrize("path", OTHERS)
def test_all_else_is_kept_as_ever(path: str) -> None:
    """Addresses that only look alike are everybody's: worked out once, then sent from memory."""
    app, memory, _ = ask(path, times=2)
    assert len(app.asked) == len(memory.kept.answers) == 1


def test_every_address_of_readers_is_known_here() -> None:
    """Each address that the form brings, but the two that say the same to all, is one of those."""
    from evenhand.website.routes import subscribing  # noqa: PLC0415 - needs the extra

    paths = {f"/brief{path}" for handler in subscribing.HANDLERS for path in handler.paths}
    assert {path for path in paths if not for_one(path)} <= {"/brief/privacy"}
    assert {one for one in ADDRESSES if one.startswith("/brief/")} <= {f"/{'/'.join(p.split('/')[1:3])}" for p in paths}
