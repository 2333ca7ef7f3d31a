"""A stub that answers at a stated pace, in a process of its own: the ruler against which the client is held.

    python -m evenhand.measure.stub_server

It writes its port, listens on loopback, and ends when its standard input does. The address says what it does:
`/250/10/20/whole/v1/chat/completions` sends the first of 20 tokens after 250 ms and then one every 10 ms. How its
events are cut into packets is `whole`, `split` (each event in two, within a letter) or `paired` (two in one packet).
`/late` tells by how many seconds each first token since the last such question was sent late, by the stub's own clock.
"""

import asyncio
import sys
from functools import cache
from time import perf_counter
from typing import cast

import msgspec
from msgspec import Struct

from evenhand.measure.event_loop import loop_factory
from evenhand.measure.stub_speech import PACKETS, SPEECH, Packets, cut_in_a_letter, tokens
from evenhand.records.speed_receipt import Kind

PATHS: dict[str, Kind] = {"chat/completions": "chat", "responses": "responses", "messages": "anthropic"}
HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n"
    b"Cache-Control: no-cache\r\n\r\n"
)
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
END = b"0\r\n\r\n"
# How long before the rest of an event its first half is sent.
HALF = 0.002
LATE = "late"
SOON = 0.0002


class Pace(Struct, frozen=True):
    """Seconds to the first token and between tokens, how many, and how they are cut into packets."""

    kind: Kind
    delay: float
    gap: float
    count: int
    packets: Packets


class Packet(Struct, frozen=True):
    """Bytes that are sent so many seconds after the request came."""

    at: float
    body: bytes


def pace_of(path: str) -> Pace | None:
    """What an address asks for."""
    parts = path.strip("/").split("/", 5)
    if len(parts) != 6 or parts[4] != "v1" or parts[5] not in PATHS or not all(map(str.isdigit, parts[:3])):
        return None
    delay, gap, count = map(int, parts[:3])
    packets = next((one for one in PACKETS if one == parts[3]), None)
    return Pace(PATHS[parts[5]], delay / 1000, gap / 1000, max(count, 1), packets) if packets else None


@cache
def schedule(pace: Pace) -> tuple[Packet, ...]:
    """Every packet of an answer but the one that ends it."""
    before, each, after = SPEECH[pace.kind](tokens(pace.count))
    sent = [Packet(0.0, chunk(b"".join(before)))]
    step = 2 if pace.packets == "paired" else 1
    for place in range(0, len(each), step):
        at = pace.delay + place * pace.gap
        if pace.packets == "split":
            one, other = cut_in_a_letter(each[place])
            sent += [Packet(max(at - HALF, 0.0), chunk(one)), Packet(at, chunk(other))]
        else:
            sent.append(Packet(at, chunk(b"".join(each[place : place + step]))))
    return (*sent, Packet(sent[-1].at, chunk(b"".join(after))))


def chunk(body: bytes) -> bytes:
    """A part of an answer as HTTP writes it."""
    return b"%x\r\n%b\r\n" % (len(body), body)


class Stub(asyncio.Protocol):
    """One connection: requests one after the other, each answered at its pace."""

    def __init__(self, late: list[float]) -> None:
        self._late = late
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where answers go."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's does not inherit from asyncio's

    def data_received(self, data: bytes) -> None:
        """Answer once a request is whole."""
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if found and len(rest) >= _length(head):
            self._buffer = b""
            self._answer(head.split(b" ", 2)[1].decode("ascii", "replace"))

    def _answer(self, path: str) -> None:
        pace = pace_of(path)
        if pace is not None:
            self._send(HEAD)
            self._step(schedule(pace), 0, pace.delay, perf_counter())
        elif path.strip("/") == LATE:
            body = msgspec.json.encode(self._late)
            self._late.clear()
            self._send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
        else:
            self._send(NOT_FOUND)

    def _step(self, packets: tuple[Packet, ...], place: int, delay: float, start: float) -> None:
        """Send what is due and come back when the next is, on a clock that does not drift."""
        while place < len(packets) and packets[place].at <= (now := perf_counter() - start) + SOON:
            if packets[place].at >= delay > packets[place - 1].at:
                self._late.append(now - delay)
            self._send(packets[place].body)
            place += 1
        if place < len(packets):
            wait = start + packets[place].at - perf_counter()
            self._loop.call_later(wait, self._step, packets, place, delay, start)
        else:
            self._send(END)

    def _send(self, body: bytes) -> None:
        if self._transport and not self._transport.is_closing():
            self._transport.write(body)


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length" and value.strip().isdigit():
            return int(value)
    return 0


async def serve() -> None:
    """Listen until standard input ends."""
    late: list[float] = []
    server = await asyncio.get_running_loop().create_server(lambda: Stub(late), "127.0.0.1", 0, backlog=1024)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(serve())
