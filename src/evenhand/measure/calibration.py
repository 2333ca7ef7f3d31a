"""How true this client's clock is on this machine at so many streams: it measures a stub whose pace is known."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from statistics import median

import aiohttp
import msgspec

from evenhand.errors import BadSetting
from evenhand.measure.endpoints import PROTOCOLS, Endpoint
from evenhand.measure.one_request import Heard, Patience, ask, session
from evenhand.measure.order_statistics import quantile
from evenhand.measure.stub_speech import Packets
from evenhand.records.speed_receipt import Calibration, Kind, Target

DELAY = 0.25
GAP = 0.01
TOKENS = 20
ROUNDS = 3
FEWEST = 6
PATIENCE = Patience(first=10.0, idle=10.0, whole=30.0)


@contextmanager
def stub_server() -> Iterator[str]:
    """The stub as a process of its own, until the block ends; its address.

    Raises:
        BadSetting: it does not start.

    """
    command = [sys.executable, "-m", "evenhand.measure.stub_server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own program
        try:
            port = process.stdout.readline() if process.stdout else b""
            if not port.strip().isdigit():
                raise BadSetting("the stub server for the calibration does not start")
            yield f"http://127.0.0.1:{int(port)}"
        finally:
            process.terminate()


async def calibrate(stub: str, kind: Kind, concurrency: int, packets: Packets = "whole") -> Calibration:
    """Measure the stub as a run would be measured: with connections that stand, at this concurrency, three rounds.

    Raises:
        BadSetting: the stub does not answer.

    """
    asked = paced(stub, kind, packets)
    async with session(concurrency) as web:
        await _round(web, asked, concurrency)
        await _late(web, stub)
        rounds = max(ROUNDS, -(-FEWEST // concurrency))
        heard = [one for _ in range(rounds) for one in await _round(web, asked, concurrency)]
        late = await _late(web, stub)
    firsts = sorted(one.first_answer for one in heard if one.outcome == "answered" and one.first_answer is not None)
    if len(firsts) < len(heard):
        raise BadSetting(f"the calibration fails: {next(one.fault for one in heard if one.outcome != 'answered')}")
    middle = median(firsts)
    return Calibration(
        kind=kind,
        concurrency=concurrency,
        delay=DELAY,
        n=len(firsts),
        median=middle,
        p95=quantile(firsts, 0.95),
        error=(middle - DELAY) / DELAY,
        rate_error=median(_rate(one) for one in heard) * GAP - 1,
        stub_late=median(late) if late else 0.0,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def paced(stub: str, kind: Kind, packets: Packets = "whole") -> Endpoint:
    """The stub as an endpoint with the pace of a calibration."""
    address = f"{stub}/{DELAY * 1000:.0f}/{GAP * 1000:.0f}/{TOKENS}/{packets}/v1"
    return Endpoint(target=Target(key="stub", name="stub", address=address, kind=kind), protocol=PROTOCOLS[kind])


async def _round(web: aiohttp.ClientSession, asked: Endpoint, streams: int) -> list[Heard]:
    return await asyncio.gather(*(ask(web, asked, "calibration", TOKENS, PATIENCE) for _ in range(streams)))


def _rate(heard: Heard) -> float:
    took = (heard.last or 0.0) - (heard.first_answer or 0.0)
    return (heard.pieces - heard.first_pieces) / took if took > 0 else 0.0


async def _late(web: aiohttp.ClientSession, stub: str) -> list[float]:
    async with web.get(f"{stub}/late") as answer:
        return msgspec.json.decode(await answer.read(), type=list[float])
