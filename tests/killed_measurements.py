"""Speed measurements that are killed at random moments, and what must hold after each kill."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from evenhand.records.speed_receipt import SpeedReceipt
from evenhand.settings import DATA_VARIABLE, OWN_VARIABLE
from scripted_endpoint import Came, Scripted, scripted, spoken

STREAMS = 4
WANTED = 60
# With a calibration that is quick and a receipt that is only written: what is killed is the measurement.
QUICK = """
import sys
sys.path[:0] = {paths!r}
from measured_here import NOTHING, no_stub, true_clock
from evenhand.measure import speed_run, speed_session
import msgspec
def keep(receipt, own):
    place = own / "measured" / (receipt.id + ".json")
    place.with_suffix(".incoming").write_bytes(msgspec.json.encode(receipt))
    place.with_suffix(".incoming").replace(place)
    return NOTHING
speed_run.calibrate, speed_session.stub_server, speed_session.keep = true_clock, no_stub, keep
"""
BARE = """
from pathlib import Path
from measured_here import at, measured
measured(at({base!r}), Path({own!r}), concurrency=({streams},), requests={wanted})
"""
BY_COMMAND = """
from evenhand.cli.measure_speed import command
few = ["--prompt-tokens", "40", "--concurrency", "{streams}", "--requests", "{wanted}", "--warm-up", "0"]
command(["m@" + {base!r}, "--kind", "chat", *few])
"""


class Kills(Struct, kw_only=True):
    """What became of a run that was killed again and again.

    `ended` are runs that had ended before their kill. `lost` counts requests that were in a journal and then gone,
    `asked` all that the endpoint saw, `wanted` those of the run.
    """

    killed: int = 0
    ended: int = 0
    lost: int = 0
    asked: int = 0
    wanted: int = WANTED
    streams: int = STREAMS
    seconds: float = 0.0


class Ground:
    """An own folder, and the command that measures into it."""

    def __init__(self, folder: Path) -> None:
        self.own = folder / "own"
        self.environment = os.environ | {
            OWN_VARIABLE: str(self.own),
            DATA_VARIABLE: str(Path(__file__).parent / "toy_data"),
        }
        self._served: Scripted | None = None

    @contextmanager
    def endpoint(self) -> Iterator[str]:
        """The address of an endpoint that takes a while."""
        with scripted(_slowly) as served:
            self._served = served
            yield served.base

    def command(self, base: str, *, by_command: bool = False) -> list[str]:
        """The measurement as a process of its own; by the very command where that is wanted."""
        program = QUICK + (BY_COMMAND if by_command else BARE)
        here = Path(__file__).parent
        paths = [str(here), str(here / "measure")]
        given = {"paths": paths, "base": base, "own": str(self.own), "streams": STREAMS, "wanted": WANTED}
        return [sys.executable, "-c", program.format_map(given)]

    def finished(self) -> list[int]:
        """The numbers of the requests in the journal, in their order."""
        paths = list(self.own.glob("measured/unfinished/*.jsonl"))
        lines = [line for path in paths for line in path.read_bytes().splitlines(keepends=True)]
        rows = [msgspec.json.decode(line) for line in lines if line.endswith(b"\n")]
        return [row["number"] for row in rows if row["is"] == "request"]

    def receipts(self) -> list[SpeedReceipt]:
        """Every receipt that was written."""
        paths = self.own.glob("measured/*.json")
        return [msgspec.json.decode(path.read_bytes(), type=SpeedReceipt) for path in paths]

    def killed(self, times: int, seed: int) -> Kills:
        """Start it, kill it at a random moment, look; at the end let it finish and hold the receipt against all."""
        chance = random.Random(seed)  # noqa: S311 - moments, not secrets
        count, began = Kills(), time.monotonic()
        with self.endpoint() as base:
            while count.killed < times and count.ended < times:
                before = self.finished()
                self._one(base, chance.random(), count)
                count.lost += len(set(before) - set(self.finished())) if not self.receipts() else 0
                if self.receipts():
                    self._check(count)
                    count.wanted += WANTED
            while not self.receipts():
                subprocess.run(self.command(base), env=self.environment, check=True, capture_output=True, timeout=120)
            self._check(count)
            count.asked = len(self._served.came) if self._served else 0
        count.seconds = time.monotonic() - began
        return count

    def _one(self, base: str, part: float, count: Kills) -> None:
        """One run, killed after some of the requests that were left; after that many more or less at random."""
        began = len(self.finished())
        until = began + part * 0.4 * WANTED
        with subprocess.Popen(
            self.command(base), env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            deadline = time.monotonic() + 120
            while process.poll() is None and len(self.finished()) < until and time.monotonic() < deadline:
                time.sleep(0.003)
            if process.poll() is None:
                process.kill()
                count.killed += 1
            else:
                count.ended += 1

    def _check(self, count: Kills) -> None:
        """Each finished run has each of its requests once."""
        for receipt in self.receipts():
            numbers = sorted(one.number for one in receipt.requests)
            count.lost += len(set(range(WANTED)) - set(numbers)) + len(numbers) - len(set(numbers))
            (self.own / "measured" / f"{receipt.id}.json").unlink()


def _slowly(_came: Came) -> list[bytes | float | str]:
    return spoken("chat", 6)
