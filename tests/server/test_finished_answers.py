"""Finished answers: kept within bounds, worked out once for all who ask, and never in the way of ready ones."""

import asyncio
import gzip
import threading
from typing import Any

import pytest

from evenhand.server.finished_answers import FinishedAnswers
from evenhand.server.forms import in_its_form
from evenhand.server.kept_answers import taken

HTML = (b"content-type", b"text/html; charset=utf-8")


def asking(path: str, query: str = "", **headers: str) -> dict[str, Any]:
    """A request for a path."""
    said = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": said,
    }


class Pages:
    """An application that answers each path with its own text, counts, and may wait for leave."""

    def __init__(self, size: int = 10, **headers: bytes) -> None:
        self.size = size
        self.headers = [HTML, *((name.replace("_", "-").encode(), value) for name, value in headers.items())]
        self.asked: list[str] = []
        self.leave = threading.Event()
        self.leave.set()

    async def __call__(self, scope: Any, _: Any, send: Any) -> None:
        """One answer."""
        self.asked.append(scope["path"])
        if scope["path"] == "/slow":
            self.leave.wait(10)
        await send({"type": "http.response.start", "status": 200, "headers": self.headers})
        await send({"type": "http.response.body", "body": scope["path"].encode() + b"x" * self.size})


async def ask(app: Any, path: str, query: str = "", **headers: str) -> tuple[int, bytes]:
    """Status and body."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(asking(path, query, **headers), None, send)
    return sent[0]["status"], sent[1]["body"]


def test_memory_is_bounded_by_number() -> None:
    """Only so many finished answers are kept, the latest asked for."""
    memory, pages = FinishedAnswers("1", number=3), Pages()
    app = in_its_form(memory.around(pages))

    async def run() -> None:
        for number in (0, 1, 2, 0, 3):
            await ask(app, f"/{number}")

    asyncio.run(run())
    assert [path for path, *_ in memory.kept.answers] == ["/2", "/0", "/3"]
    assert pages.asked == ["/0", "/1", "/2", "/3"]


def test_memory_is_bounded_by_size() -> None:
    """However many are asked for, what is kept stays under the bytes allowed; too large a one is not kept."""
    memory, pages, small = FinishedAnswers("1", size=100_000), Pages(size=5_000), Pages(size=7_000)

    async def run() -> None:
        await ask(memory.around(small), "/too-large")
        for number in range(40):
            await ask(memory.around(pages), f"/{number}")

    asyncio.run(run())
    kept = memory.kept.answers
    assert [path for path, *_ in kept] == [f"/{number}" for number in range(40 - len(kept), 40)]
    assert 15 <= len(kept) < 20
    assert memory.kept.size == sum(taken(*one) for one in kept.items()) <= 100_000


def test_long_addresses_count() -> None:
    """Small answers at addresses of thousands of signs fill the memory as large ones do."""
    memory, pages = FinishedAnswers("1", size=100_000), Pages()

    async def run() -> None:
        for number in range(40):
            await ask(memory.around(pages), f"/{number}", query="q" * 5_000)

    asyncio.run(run())
    assert 15 <= len(memory.kept.answers) < 20
    assert 5_000 * len(memory.kept.answers) < memory.kept.size <= 100_000


def test_what_must_not_be_stored_is_not() -> None:
    """An answer that says `no-store` is worked out each time."""
    pages = Pages(cache_control=b"no-store")
    app = FinishedAnswers("1").around(pages)

    async def run() -> None:
        await ask(app, "/now")
        await ask(app, "/now")

    asyncio.run(run())
    assert pages.asked == ["/now", "/now"]


def test_one_work_for_all_who_ask_meanwhile() -> None:
    """Fifty who ask for the same while it is worked out get the one answer, and others are answered before it."""
    pages = Pages()
    pages.leave.clear()
    app = FinishedAnswers("1").around(pages)

    async def run() -> list[tuple[int, bytes]]:
        waiting = [asyncio.ensure_future(ask(app, "/slow")) for _ in range(50)]
        await asyncio.sleep(0)
        assert (await ask(app, "/quick"))[0] == 200
        assert not any(one.done() for one in waiting)
        pages.leave.set()
        return await asyncio.gather(*waiting)

    answers = asyncio.run(run())
    assert set(answers) == {(200, b"/slow" + b"x" * 10)}
    assert pages.asked.count("/slow") == 1


def test_forms_are_kept_apart() -> None:
    """Markdown of an address never answers who asked for the page."""
    memory = FinishedAnswers("1")
    app = in_its_form(memory.around(Pages()))

    async def run() -> None:
        await ask(app, "/about")
        await ask(app, "/about", accept="text/markdown")
        await ask(app, "/about.md")

    asyncio.run(run())
    assert [form for *_, form in memory.kept.answers] == ["page", "markdown", "markdown file"]


def test_zipped_when_first_wanted_and_kept() -> None:
    """The body is zipped for the first who unzips; both bodies are kept as one answer, and nothing is made again."""
    memory, pages = FinishedAnswers("1"), Pages(size=2_000)
    app = memory.around(pages)

    async def run() -> list[bytes]:
        asked: list[dict[str, str]] = [{}, {"accept_encoding": "gzip"}, {}, {"accept_encoding": "gzip;q=0"}]
        return [(await ask(app, "/long", **headers))[1] for headers in asked]

    plain, zipped, again, refused = asyncio.run(run())
    assert gzip.decompress(zipped) == plain == again == refused
    assert pages.asked == ["/long"]
    (kept,) = memory.kept.answers.values()
    assert memory.kept.size > kept.size > len(plain) + len(zipped)


def test_fault_of_one_is_no_fault_of_the_next() -> None:
    """An application that breaks breaks this answer only; the next who ask get theirs."""
    pages = Pages()
    broken = {"left": 1}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if broken["left"]:
            broken["left"] -= 1
            raise OSError
        await pages(scope, receive, send)

    served = FinishedAnswers("1").around(app)

    async def run() -> None:
        with pytest.raises(OSError):  # noqa: PT011 - the very one
            await ask(served, "/page")
        assert (await ask(served, "/page"))[0] == 200

    asyncio.run(run())
