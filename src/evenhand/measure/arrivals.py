"""When each byte of an answer arrived: stamped as the event loop hands it over, before anything else is done with it.

A coroutine that waits for a stream is resumed after all that became ready with it; at 64 streams that is milliseconds.
aiohttp has no public place for such a stamp, so this names two of its inner ones (`_factory`, `_payload`), and a test
holds it against them.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from functools import partial
from time import perf_counter
from typing import cast

import aiohttp
from aiohttp.client_proto import ResponseHandler
from aiohttp.streams import StreamReader

# Shorter than the time after which servers close an idle connection, so that few are met that just closed.
KEPT_OPEN = 4.0


class StampedHandler(ResponseHandler):
    """A connection that notes, for the answer it reads, how many bytes of the body had come at what time."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self.arrived: deque[tuple[int, float]] = deque()
        self._stamped: StreamReader | None = None

    def data_received(self, data: bytes) -> None:
        """Stamp, then read as ever."""
        at = perf_counter()
        super().data_received(data)
        body = self._payload
        if isinstance(body, StreamReader):
            if body is not self._stamped:
                self._stamped = body
                self.arrived = deque()
            self.arrived.append((body.total_bytes, at))


class StampingConnector(aiohttp.TCPConnector):
    """A connector whose connections stamp what arrives."""

    def __init__(self, streams: int) -> None:
        super().__init__(limit=streams, keepalive_timeout=KEPT_OPEN)
        self._factory = partial(cast("type[ResponseHandler]", StampedHandler), loop=self._loop)


def stamps(answer: aiohttp.ClientResponse) -> deque[tuple[int, float]]:
    """The stamps of an answer whose head has come; they grow while it is read."""
    connection = answer.connection
    protocol = connection.protocol if connection else None
    return protocol.arrived if isinstance(protocol, StampedHandler) else deque()


def packets(data: bytes, before: int, arrived: deque[tuple[int, float]]) -> Iterator[tuple[bytes, float]]:
    """What was read at once as the packets it came in, each with its time; `before` bytes of the body went before.

    What has no stamp has the time of now.
    """
    place = 0
    while place < len(data):
        while arrived and arrived[0][0] <= before + place:
            arrived.popleft()
        until, at = arrived[0] if arrived else (before + len(data), perf_counter())
        end = min(until - before, len(data))
        yield data[place:end], at
        place = end
