"""Import of an Inspect log of 100,000 samples beside Inspect's own full read of a log, in processes of their own.

`python -m bench.import_logs`: samples a second of processor time in turn, A B A B, and our peaks of memory. The logs
are invented in the shape of a real one: its samples under other names with other numbers, packed by Zstandard as
Inspect packs them. Inspect holds every sample at once, so it reads the smallest log; the largest would take it more
memory, not less time a sample. What we hold is one sample, eight bytes for each member, and with the writers of items
one group of rows, so a whole import is as large as it gets once a group is full.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.json import decode, encode

from bench.side_by_side import Ratio, ratio
from evenhand.importers.logs.inspect_log import FORMAT
from evenhand.importers.logs.log import Log, Take
from evenhand.items.writing import ItemWriter, OutputWriter
from evenhand.records.own_results import OwnItem

REAL = Path(__file__).parents[1] / "tests/importers/logs/fixtures/inspect/own"
# The second is more than one group of rows, `items.writing.ROWS`.
SMALL, FULL, LARGE = 10_000, 60_000, 100_000
LEAST = 3.0
MOST_GROWTH_MEGABYTES = 16
PAIRS = 3
NAME = re.compile(rb"boolean_expressions-\d+")
TOKENS = re.compile(rb'"output_tokens":\d+')
RIGHT = b'"scores":{"match":{"value":"C"'
PEAK = re.compile(r"VmHWM:\s*(\d+) kB")


class Reading(Struct, frozen=True):
    """One reading of a log in a process of its own: samples, seconds of the processor, and peak of memory in MB."""

    samples: int
    seconds: float
    megabytes: int

    @property
    def microseconds(self) -> float:
        """Of the processor, a sample."""
        return 1e6 * self.seconds / self.samples


def write_log(path: Path, count: int) -> None:
    """A log of `count` samples in the shape of the real one."""
    from backports.zstd import zipfile  # noqa: PLC0415 - Python 3.14 has it in its own zipfile

    with zipfile.ZipFile(next(REAL.glob("*.eval"))) as real:
        header = json.loads(real.read("header.json"))
        start = real.read("_journal/start.json")
        samples = [real.read(name) for name in real.namelist() if name.startswith("samples/")]
    results, [score] = header["results"], header["results"]["scores"]
    results["total_samples"] = results["completed_samples"] = score["scored_samples"] = count
    right = [RIGHT in body for body in samples]
    score["metrics"]["accuracy"]["value"] = sum(right[number % len(right)] for number in range(count)) / count
    header["eval"]["dataset"].update(samples=count, sample_ids=[f"item-{number}" for number in range(count)])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_ZSTANDARD) as log:
        log.writestr("_journal/start.json", start)
        for number, body in invented(samples, count):
            log.writestr(f"samples/item-{number}_epoch_1.json", body)
        log.writestr("header.json", json.dumps(header))


def invented(samples: list[bytes], count: int) -> Iterator[tuple[int, bytes]]:
    """The real samples over and over, each with a name, a question and a number of tokens of its own."""
    for number in range(count):
        body = NAME.sub(b"item-%d" % number, samples[number % len(samples)])
        body = TOKENS.sub(b'"output_tokens":%d' % (number % 997), body)
        yield number, body.replace(b" is\\nAnswer", b" is (%d)\\nAnswer" % number)


def read(log: Path, take: Take) -> None:
    """Read by our reader."""
    FORMAT.read(Log(tool="inspect", main=log, parts=(log,)), take)


def reader_alone(log: Path) -> int:
    """Read, and let go of every item; their number."""
    met = 0

    def take(_: OwnItem) -> None:
        nonlocal met
        met += 1

    read(log, take)
    return met


def ours(log: Path) -> int:
    """Import into Parquet, items and texts, as `evenhand import` does; the number of items."""
    with ItemWriter(log.with_suffix(".items")) as items, OutputWriter(log.with_suffix(".outputs")) as outputs:

        def take(item: OwnItem) -> None:
            items.take(item)
            outputs.take(item)

        read(log, take)
    return items.rows


def inspects(log: Path) -> int:
    """Read by Inspect's own function; the number of samples."""
    from inspect_ai.log import read_eval_log  # noqa: PLC0415 - takes seconds to import

    return len(read_eval_log(str(log)).samples or ())


WAYS = {"alone": reader_alone, "ours": ours, "inspects": inspects}


def reading(way: str, log: Path) -> Reading:
    """One reading in a new process; what it imports is not counted.

    Raises:
        CalledProcessError: it failed.

    """
    command = [sys.executable, "-m", "bench.import_logs", way, str(log)]
    return decode(subprocess.run(command, capture_output=True, check=True).stdout, type=Reading)


def in_this_process(way: str, log: Path) -> Reading:
    """The reading itself, after a first one of ten samples has loaded what it needs."""
    WAYS[way](next(log.parent.glob("warm.eval")))
    begun = time.process_time()
    count = WAYS[way](log)
    seconds = time.process_time() - begun
    status = Path("/proc/self/status")
    peak = PEAK.search(status.read_text()) if status.is_file() else None
    return Reading(count, seconds, int(peak[1]) // 1024 if peak else 0)


def against_inspect(small: Path, large: Path) -> Ratio:
    """Samples a second of ours over those of Inspect."""
    return ratio(
        lambda: reading("inspects", small).microseconds, lambda: reading("ours", large).microseconds, PAIRS, warm=0
    )


def peaks(way: str, logs: dict[int, Path], counts: tuple[int, int]) -> tuple[str, bool]:
    """The peaks of memory at two sizes in words, and whether the larger is out of its bound."""
    found = [reading(way, logs[count]).megabytes for count in counts]
    told = ", ".join(f"{peak} MB at {count:,}" for count, peak in zip(counts, found, strict=True))
    return f"{told} samples; at most {MOST_GROWTH_MEGABYTES} MB more", found[1] - found[0] > MOST_GROWTH_MEGABYTES


def main() -> int:
    """Print the ratio and the peaks; 1 when one is out of its bound."""
    with TemporaryDirectory() as folder:
        logs = {count: Path(folder) / f"{count}.eval" for count in (SMALL, FULL, LARGE)}
        write_log(Path(folder) / "warm.eval", 10)
        for count, log in logs.items():
            write_log(log, count)
        alone, large_alone = peaks("alone", logs, (SMALL, LARGE))
        whole, large_whole = peaks("ours", logs, (FULL, LARGE))
        found = against_inspect(logs[SMALL], logs[LARGE]) if find_spec("inspect_ai") else None
    print(f"peak of reading an Inspect log: {alone}")
    print(f"peak of importing it into Parquet, from a full group of rows on: {whole}")
    if found is None:
        print("inspect-ai is not installed: left out")
    else:
        print(f"samples a second, import of {LARGE:,} / Inspect's read of {SMALL:,}: {found}; at least {LEAST:g}")
    return int(large_alone or large_whole or (found is not None and found.median < LEAST))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(encode(in_this_process(sys.argv[1], Path(sys.argv[2]))).decode())
    else:
        sys.exit(main())
