"""Many connections that ask a server again and again: how long each answer took, what went wrong."""

import asyncio
import statistics
import time

from msgspec import Struct

HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length: "


class Asked(Struct, frozen=True):
    """What connections saw: seconds of each answer in order, answers other than 200, requests lost by connection."""

    seconds: list[float]
    refused: int
    lost: dict[int, int]
    bytes: int

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds)

    @property
    def slowest_hundredth(self) -> float:
        """The 99th percentile, in seconds."""
        return self.seconds[int(0.99 * (len(self.seconds) - 1))]


class _Crowd:
    def __init__(self, port: int, paths: list[str], headers: str) -> None:
        self.port = port
        self.asking = [f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode() for path in paths]
        self.seconds: list[float] = []
        self.lost: dict[int, int] = {}
        self.refused = self.bytes = 0

    async def one(self, number: int, until: float) -> None:
        """One connection; a broken one is counted and opened again."""
        turn = number
        while time.monotonic() < until:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                try:
                    while time.monotonic() < until:
                        turn += 1
                        await self._ask(reader, writer, self.asking[turn % len(self.asking)])
                finally:
                    writer.close()
            except (OSError, asyncio.IncompleteReadError):
                self.lost[number] = self.lost.get(number, 0) + 1

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asking: bytes) -> None:
        begun = time.perf_counter()
        writer.write(asking)
        head = await reader.readuntil(HEAD_END)
        length = int(head.lower().split(LENGTH, 1)[1].split(b"\r\n", 1)[0])
        await reader.readexactly(length)
        self.seconds.append(time.perf_counter() - begun)
        self.bytes += length
        self.refused += not head.startswith(b"HTTP/1.1 200")


async def _all(crowd: _Crowd, connections: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    await asyncio.gather(*(crowd.one(number, until) for number in range(connections)))


def ask(port: int, paths: list[str], connections: int, seconds: float, headers: str = "") -> Asked:
    """Ask for these paths in turn over so many connections for so long; `headers` are lines that end in CRLF."""
    crowd = _Crowd(port, paths, headers)
    asyncio.run(_all(crowd, connections, seconds))
    return Asked(sorted(crowd.seconds), crowd.refused, crowd.lost, crowd.bytes)
