"""`python -m bench.static_export`: head-to-head pages written a second, beside Hugo on pages of the same size.

Chunks of both follow each other in one run, each on all cores. Ours are pages with everything that belongs to them (the
page, its JSON, its frame, its badge), compared, drawn and written by the processes of `evenhand build`; only the pages
are counted, and Hugo's pages are as large as ours.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec import Struct

from bench.hugo_site import HugoSite, rows_for
from bench.process_tree import megabytes
from bench.side_by_side import Ratio
from evenhand.application.fitting_apart import fitting_apart
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.snapshot import open_catalog
from evenhand.export.building import AHEAD, PAIRS_AT_ONCE
from evenhand.export.chosen_pairs import ChosenPairs, Pair, chosen_pairs
from evenhand.export.desks import Done, Order, Start, desks
from evenhand.settings import DATA_VARIABLE
from evenhand.website.asked.pairs import BETWEEN
from evenhand.website.site import Site

LEAST = 3.0
MODELS, CHUNK, ROUNDS, WORKERS = 250, 1_500, 4, 2
MOST_MEGABYTES = 600.0
MEMORY = "--memory"
HUGO = "hugo"


class Found(Struct, frozen=True):
    """Pages a second of both, chunk by chunk; the mean bytes of a page of both."""

    ours: list[float]
    hugo: list[float]
    size: float
    hugo_size: float

    @property
    def ratio(self) -> Ratio:
        """Ours over Hugo's."""
        each = sorted(one / other for one, other in zip(self.ours, self.hugo, strict=True))
        return Ratio(each[0], statistics.median(each), each[-1], len(each))


def beside_hugo(catalog: Catalog, models: int = MODELS, chunk: int = CHUNK, rounds: int = ROUNDS) -> Found:
    """Runs of pairs from places spread over all pairs of the first models, in the order in which they are built.

    Ours and Hugo's come in turn; the first run is not counted.
    """
    chosen = chosen_pairs(catalog, f"top:{models}")
    pairs, apart = list(chosen), len(chosen) // (rounds + 1)
    chunks = [pairs[begin : begin + chunk] for begin in range(0, apart * (rounds + 1), apart)]
    with TemporaryDirectory() as name, _started(catalog, chosen, Path(name) / "ours") as start:
        folder = Path(name)
        ours, hugo = [_seconds(start, chunks[0])], list[float]()
        size = _size(folder / "ours")
        site = HugoSite(folder / "hugo", chosen.models, rows_for(folder / "trial", size))
        hugo_size = site.seconds(chunks[0])[1]
        ours.clear()
        for pairs in chunks[1:]:
            ours.append(len(pairs) / _seconds(start, pairs))
            hugo.append(len(pairs) / site.seconds(pairs)[0])
            shutil.rmtree(folder / "ours" / "compare")
    return Found(ours, hugo, size, hugo_size)


class Memory(Struct, frozen=True):
    """Megabytes of all processes when so many pages were written; pages a second over all."""

    seen: dict[int, float]
    rate: float


def memory_apart(data: Path, models: int, marks: tuple[int, ...]) -> Memory:
    """As `memory` of these facts, in a process that did nothing else before."""
    command = [sys.executable, "-m", "bench.static_export", MEMORY, str(models), *map(str, marks)]
    told = subprocess.run(command, env=os.environ | {DATA_VARIABLE: str(data)}, check=True, stdout=subprocess.PIPE)
    return msgspec.json.decode(told.stdout, type=Memory)


def memory(models: int, marks: tuple[int, ...]) -> Memory:
    """Pairs of the first models until the last mark, every page removed once it stands; memory at each mark.

    As `evenhand build` begins: fits in a process of their own, then the catalog of the settings.
    """
    fitting_apart().wait()
    catalog = open_catalog()
    chosen = chosen_pairs(catalog, f"top:{models}")
    seen: dict[int, float] = {}
    with TemporaryDirectory() as name, _started(catalog, chosen, Path(name) / "ours") as start:
        begun, count = time.perf_counter(), 0
        for done in _done(start, islice(iter(chosen), marks[-1])):
            count += 1
            for path in done.entry.files if done.entry else ():
                (Path(name) / "ours" / path).unlink()
            if count in marks:
                seen[count] = megabytes(os.getpid())
        rate = count / (time.perf_counter() - begun)
    return Memory(seen, rate)


@contextmanager
def _started(catalog: Catalog, chosen: ChosenPairs, root: Path) -> Iterator[Start]:
    site = Site(base="https://example.org", live=False, images=False)
    with desks(catalog, Order(root=root, site=site, pairs=chosen), WORKERS) as start:
        yield start


def _seconds(start: Start, pairs: list[Pair]) -> float:
    begun = time.perf_counter()
    count = sum(1 for _ in _done(start, pairs))
    assert count == len(pairs)  # noqa: S101 - a page that is not made would make us fast
    return time.perf_counter() - begun


def _done(start: Start, pairs: Iterable[Pair]) -> Iterator[Done]:
    every = iter(pairs)
    waiting: deque[Callable[[], tuple[Done, ...]]] = deque()
    while True:
        while len(waiting) < AHEAD * WORKERS and (some := list(islice(every, PAIRS_AT_ONCE))):
            waiting.append(start(tuple(f"/compare/{left}{BETWEEN}{right}" for left, right in some)))
        if not waiting:
            return
        for done in waiting.popleft()():
            if done.fault:
                raise RuntimeError(done.fault)
            yield done


def _size(root: Path) -> float:
    return statistics.fmean(path.stat().st_size for path in (root / "compare").rglob("index.html"))


def rows(found: Found) -> dict[str, str]:
    """The rows of a table."""
    return {
        "ours, pages a second": f"{statistics.median(found.ours):,.0f}",
        "Hugo, pages a second": f"{statistics.median(found.hugo):,.0f}",
        "bytes of a page, ours and Hugo's": f"{found.size:,.0f}, {found.hugo_size:,.0f}",
        "ours / Hugo": f"{found.ratio}; at least {LEAST:g}",
    }


def main() -> int:
    """Print the figures; 1 where we are not fast enough, 0 where there is no Hugo to be held against."""
    if sys.argv[1:2] == [MEMORY]:
        models, *marks = map(int, sys.argv[2:])
        print(msgspec.json.encode(memory(models, tuple(marks))).decode())
        return 0
    if shutil.which(HUGO) is None:
        print("no hugo here (Debian: apt-get install hugo); not measured")
        return 0
    found = beside_hugo(open_catalog())
    for name, value in rows(found).items():
        print(f"{name}: {value}")
    return int(found.ratio.median < LEAST)


if __name__ == "__main__":
    sys.exit(main())
