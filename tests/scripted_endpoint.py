"""An endpoint on loopback that answers as a script says: bytes, pauses, and a connection that breaks."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import msgspec
from msgspec import Struct

from evenhand.measure.stub_speech import SPEECH, tokens
from evenhand.records.speed_receipt import Kind

BREAK = "break the connection"
Action = bytes | float | str
EVENTS = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


class Came(Struct, frozen=True):
    """A request as it came: its number from 0, path, headers in small letters, body."""

    number: int
    path: str
    headers: dict[str, str]
    body: dict[str, object]


Script = Callable[[Came], Sequence[Action]]


class Scripted:
    """A running endpoint: where it is, and what was asked of it."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}/v1"
        self.came: list[Came] = []


@contextmanager
def scripted(script: Script) -> Iterator[Scripted]:
    """An endpoint in a thread of its own, until the block ends."""
    loop = asyncio.new_event_loop()
    began: list[Scripted] = []
    ready = threading.Event()

    async def serve() -> None:
        server = await asyncio.start_server(lambda *ends: _answer(began[0], script, *ends), "127.0.0.1", 0)
        began.append(Scripted(server.sockets[0].getsockname()[1]))
        ready.set()
        stopped = asyncio.Event()
        stops.append(stopped)
        await stopped.wait()
        server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    stops: list[asyncio.Event] = []
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert ready.wait(10)
    try:
        yield began[0]
    finally:
        loop.call_soon_threadsafe(stops[0].set)
        thread.join(10)
        loop.close()


async def _answer(served: Scripted, script: Script, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *rows = head.strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (row.partition(":") for row in rows)}
        body = msgspec.json.decode(await reader.readexactly(int(headers.get("content-length", 0))) or b"{}")
        came = Came(len(served.came), first.split()[1], headers, body)
        served.came.append(came)
        for action in script(came):
            if action == BREAK:
                writer.transport.abort()
                return
            if isinstance(action, bytes):
                writer.write(action)
                await writer.drain()
            else:
                await asyncio.sleep(float(action))
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


def spoken(kind: Kind, count: int = 5) -> list[Action]:
    """A whole answer of so many tokens, each in a packet of its own."""
    before, each, after = SPEECH[kind](tokens(count))
    paced = [part for event in each for part in (event, 0.002)]
    return [EVENTS, b"".join(before), 0.01, *paced, b"".join(after)]


def status(code: int, body: bytes = b"{}", *headers: str) -> list[Action]:
    """An answer of one piece."""
    rows = "".join(f"{row}\r\n" for row in headers)
    head = f"HTTP/1.1 {code} Said\r\n{rows}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return [head.encode() + body]
