"""`python -m bench.pages`: head-to-head pages a second, worked out each time and from memory, beside a ready string.

All three come from one server process pinned to one core, through the same layers with the same headers; the load comes
from another core. `fresh` compares and renders each time; `ready` is a handler that returns the finished text of the
same pages; `kept` is the page from the memory of finished answers. Rounds of all three follow each other.
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from litestar import MediaType, Response, get
from litestar.types import ASGIApp, Receive, Scope, Send
from msgspec import Struct

from bench.asking import ask
from bench.load import until_it_answers
from bench.side_by_side import Ratio
from evenhand.application import application
from evenhand.application.answers import answer_of
from evenhand.application.thread_loops import in_this_thread
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.garbage import what_stands_stays
from evenhand.catalog.snapshot import open_catalog
from evenhand.server.careful_headers import careful
from evenhand.server.finished_answers import FinishedAnswers
from evenhand.server.forms import in_its_form
from evenhand.server.markdown_answers import as_markdown
from evenhand.website.rows.first_models import ranked_models
from evenhand.website.site import HERE

LEAST = {"fresh": 0.2, "kept": 0.9}
KINDS = ("fresh", "ready", "kept")
PAIRS, CONNECTIONS, SECONDS, ROUNDS = 60, 16, 3.0, 5
BROWSER = "gzip, br"
SCRIPT = """
local paths = {{{paths}}}
local turn = 0
request = function()
  turn = turn % #paths + 1
  return wrk.format("GET", paths[turn], {{{headers}}})
end
"""


class Found(Struct, frozen=True):
    """Pages a second by kind and round."""

    rates: dict[str, list[float]]

    def ratio(self, kind: str) -> Ratio:
        """Of a kind over the ready string, round by round."""
        each = sorted(one / ready for one, ready in zip(self.rates[kind], self.rates["ready"], strict=True))
        return Ratio(each[0], statistics.median(each), each[-1], len(each))


def pairs_of(catalog: Catalog) -> list[str]:
    """Names of pairs among the first models of the board."""
    first = ranked_models(catalog)[:16]
    return ["-vs-".join(sorted(two)) for two in combinations(first, 2)][:PAIRS]


def measured(zipped: bool, rounds: int = ROUNDS, seconds: float = SECONDS) -> Found:  # noqa: FBT001 - one switch
    """All three in turn, the first round not counted."""
    names = pairs_of(open_catalog())
    rates: dict[str, list[float]] = {kind: [] for kind in KINDS}
    with _server() as port:
        for number in range(rounds + 1):
            for kind in KINDS:
                rate = _rate(port, [f"/{kind}/{name}" for name in names], seconds, zipped=zipped)
                if number:
                    rates[kind].append(rate)
    return Found(rates)


def three_kinds(catalog: Catalog) -> ASGIApp:
    """The application with each kind under its own path."""
    pages = application(catalog)
    texts = {name: in_this_thread(answer_of(pages, f"/compare/{name}")).body.decode() for name in pairs_of(catalog)}

    @get("/ready/{name:str}")
    async def ready(name: str) -> Response[str]:
        return Response(texts[name], media_type=MediaType.HTML)

    pages.register(ready)
    whole = as_markdown(careful(pages), HERE)
    fresh = in_its_form(FinishedAnswers("", number=0).around(whole))
    kept = in_its_form(FinishedAnswers("").around(whole))

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await pages(scope, receive, send)
            return
        path = scope["path"]
        renamed = {**scope, "path": path.replace("/fresh/", "/compare/").replace("/kept/", "/compare/")}
        await (kept if path.startswith("/kept/") else fresh)(renamed, receive, send)  # type: ignore[arg-type]

    return answered


@contextmanager
def _server() -> Iterator[int]:
    command = [sys.executable, "-m", "bench.pages", "serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            port = int(process.stdout.readline() if process.stdout else 0)
            until_it_answers(port)
            os.sched_setaffinity(process.pid, {min(os.sched_getaffinity(0))})
            yield port
        finally:
            process.terminate()


def _rate(port: int, paths: list[str], seconds: float, *, zipped: bool) -> float:
    """Answers a second: by wrk where it is installed, else by our own client."""
    headers = {"Accept-Encoding": BROWSER} if zipped else {}
    with TemporaryDirectory() as folder:
        script = Path(folder) / "paths.lua"
        said = ", ".join(f'["{name}"] = "{value}"' for name, value in headers.items())
        script.write_text(SCRIPT.format(paths=", ".join(f'"{path}"' for path in paths), headers=said))
        load = [
            "wrk",
            "-t1",
            "--timeout",
            "60s",
            f"-c{CONNECTIONS}",
            f"-d{seconds:g}",
            "-s",
            str(script),
            f"http://127.0.0.1:{port}/",
        ]
        try:
            done = subprocess.run(load, capture_output=True, text=True, check=True, preexec_fn=_other_core)
        except FileNotFoundError:
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            return len(ask(port, paths, CONNECTIONS, seconds, lines).seconds) / seconds
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(done.stdout)
    return float(done.stdout.split("Requests/sec:")[1].split()[0])


def _other_core() -> None:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _serve() -> None:
    kinds = three_kinds(open_catalog())
    what_stands_stays()
    config = uvicorn.Config(kinds, port=0, log_level="warning", server_header=False)
    socket = config.bind_socket()
    print(socket.getsockname()[1], flush=True)
    uvicorn.Server(config).run(sockets=[socket])


def rows(found: Found) -> dict[str, str]:
    """The rows of a table."""
    rates = {kind: statistics.median(found.rates[kind]) for kind in KINDS}
    rated = {f"{kind}, pages a second": f"{rate:,.0f}" for kind, rate in rates.items()}
    return rated | {f"{kind} / ready": f"{found.ratio(kind)}; at least {least:g}" for kind, least in LEAST.items()}


def main() -> int:
    """Print both ways; 1 where a bound does not hold for browsers, which unzip."""
    if sys.argv[1:] == ["serve"]:
        _serve()
        return 0
    slow = False
    for zipped in (True, False):
        found = measured(zipped)
        for name, value in rows(found).items():
            print(f"{'zipped' if zipped else 'plain'}: {name}: {value}")
        slow |= any(found.ratio(kind).median < least for kind, least in LEAST.items())
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
