"""`python -m bench.load`: a thousand connections at once on the running site, and a worker killed under load."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations

from msgspec import Struct

from bench.asking import Asked, ask
from bench.process_tree import Watched, children
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.snapshot import open_catalog
from evenhand.website.rows.first_models import ranked_models

CONNECTIONS, SECONDS = 1_000, 60.0
MOST_SPREAD = 20.0
MOST_GROWTH = 1.10
BROWSER = "Accept-Encoding: gzip, br\r\nAccept: text/html,*/*;q=0.8\r\n"
PAIRS = 40


class Load(Struct, frozen=True):
    """What a crowd met: its answers; the memory of all server processes after a third of the time and at the end."""

    asked: Asked
    early: float
    late: float

    @property
    def spread(self) -> float:
        """The 99th percentile over the median."""
        return self.asked.slowest_hundredth / self.asked.median


class Kill(Struct, frozen=True):
    """What a killed worker cost: requests lost, by connection too; seconds until it was replaced."""

    asked: Asked
    replaced: float

    @property
    def lost(self) -> int:
        """Requests that got no answer."""
        return sum(self.asked.lost.values())

    @property
    def worst(self) -> int:
        """The most that one connection lost."""
        return max(self.asked.lost.values(), default=0)


@contextmanager
def running_site(workers: int = 2) -> Iterator[tuple[int, int]]:
    """The site in processes of its own: process id and port; stopped at the end."""
    port = _free_port()
    command = [sys.executable, "-m", "evenhand", "serve", "--port", str(port), "--workers", str(workers)]
    command += ["--base-url", f"http://127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            until_it_answers(port)
            yield process.pid, port
        finally:
            process.terminate()
            process.wait(60)


def until_it_answers(port: int, path: str = "/healthz", seconds: float = 180) -> None:
    """Wait for the first answer."""
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=seconds):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def paths(catalog: Catalog, pairs: int = PAIRS) -> list[str]:
    """What a crowd asks for: the board, head-to-heads among the first models, models, an answer for programs."""
    first = ranked_models(catalog)[:12] or tuple(catalog.models)[:3]
    compared = [f"/compare/{'-vs-'.join(sorted(two))}" for two in combinations(first, 2)][:pairs]
    return ["/", "/about", "/benchmarks", "/api/v1/models.json", *(f"/models/{name}" for name in first), *compared]


def load(connections: int, seconds: float, asked_for: list[str]) -> Load:
    """The crowd on the site of the settings, with two workers; every path is asked for once before."""
    with running_site() as (pid, port):
        for path in asked_for * 2:
            until_it_answers(port, path)
        with Watched(pid) as memory:
            asked = ask(port, asked_for, connections, seconds, BROWSER)
    settled = memory.seen[len(memory.seen) // 3]
    return Load(asked, settled, memory.seen[-1])


def kill(connections: int, seconds: float, asked_for: list[str]) -> Kill:
    """A worker killed in the middle of the crowd's time."""
    with running_site() as (pid, port):
        for path in asked_for:
            until_it_answers(port, path)
        replaced: list[float] = []
        killer = threading.Thread(target=lambda: replaced.append(_kill_one(pid, seconds / 3)))
        killer.start()
        asked = ask(port, asked_for, connections, seconds, BROWSER)
        killer.join()
    return Kill(asked, replaced[0])


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def workers_of(pid: int) -> list[int]:
    """The processes that answer."""
    return [child for child in children(pid) if b"spawn_main" in _command(child)]


def _kill_one(pid: int, after: float) -> float:
    time.sleep(after)
    before = workers_of(pid)
    os.kill(before[0], signal.SIGKILL)
    begun = time.monotonic()
    while len(now := [one for one in workers_of(pid) if one != before[0]]) < len(before):
        if time.monotonic() > begun + 60:
            raise RuntimeError(f"the killed worker was not replaced: {now}")
        time.sleep(0.05)
    return time.monotonic() - begun


def _command(pid: int) -> bytes:
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return b""


def figures(found: Load, killed: Kill) -> dict[str, str]:
    """The rows of a table."""
    asked = found.asked
    return {
        "answers": f"{len(asked.seconds):,}",
        "errors": str(asked.refused + sum(asked.lost.values())),
        "median": f"{1000 * asked.median:.0f} ms",
        "99th percentile / median": f"{found.spread:.1f} (at most {MOST_SPREAD:g})",
        "memory of all processes, after a third of the time": f"{found.early:.0f} MB",
        "memory at the end": f"{found.late:.0f} MB",
        "a killed worker: requests lost": str(killed.lost),
        "a killed worker: most lost by one connection": f"{killed.worst} (at most 1)",
        "a killed worker: answers in the same time": f"{len(killed.asked.seconds):,}",
        "a killed worker: replaced after": f"{killed.replaced:.1f} s",
    }


def main() -> int:
    """Print the figures; 1 where a bound does not hold."""
    asked_for = paths(open_catalog())
    found, killed = load(CONNECTIONS, SECONDS, asked_for), kill(100, 20.0, asked_for)
    for name, value in figures(found, killed).items():
        print(f"{name}: {value}")
    held = found.spread < MOST_SPREAD and found.late < MOST_GROWTH * found.early and killed.worst <= 1
    return int(not held or bool(found.asked.refused or found.asked.lost or killed.asked.refused))


if __name__ == "__main__":
    sys.exit(main())
