"""Import of an Inspect log of 100,000 samples beside Inspect's own full read of a log, in processes of their own.

`python -m bench.import_logs`: samples a second in turn, A B A B, and the peak of memory of ours at 10,000 and 100,000
samples. The logs are invented in the shape of a real one: its samples under other names with other numbers, packed
by Zstandard as Inspect packs them. Inspect holds every sample at once, so it reads the smaller log; the larger one
would take it more memory, not less time a sample.
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

REAL = Path(__file__).parents[1] / "tests/importers/logs/fixtures/inspect/own"
SMALL, LARGE = 10_000, 100_000
LEAST = 3.0
# The list of members and the outcomes of a column are all that grows; the rest is one sample and one group of rows.
MOST_GROWTH_MEGABYTES = 64
PAIRS = 3
NAME = re.compile(rb"boolean_expressions-\d+")
TOKENS = re.compile(rb'"output_tokens":\d+')
RIGHT = b'"scores":{"match":{"value":"C"'
PEAK = re.compile(r"VmHWM:\s*(\d+) kB")


class Reading(Struct, frozen=True):
    """One reading of a log in a process of its own: samples, seconds of the clock, and peak of memory in MB."""

    samples: int
    seconds: float
    megabytes: int

    @property
    def microseconds(self) -> float:
        """Of the clock, a sample."""
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


def ours(log: Path) -> int:
    """Import into Parquet, items and texts, as `evenhand import` does; the number of items."""
    from evenhand.importers.logs.inspect_log import FORMAT  # noqa: PLC0415 - the other process does without it
    from evenhand.importers.logs.log import Log  # noqa: PLC0415
    from evenhand.items.writing import ItemWriter, OutputWriter  # noqa: PLC0415
    from evenhand.records.own_results import OwnItem  # noqa: PLC0415

    with ItemWriter(log.with_suffix(".items")) as items, OutputWriter(log.with_suffix(".outputs")) as outputs:

        def take(item: OwnItem) -> None:
            items.take(item)
            outputs.take(item)

        FORMAT.read(Log(tool="inspect", main=log, parts=(log,)), take)
    return items.rows


def inspects(log: Path) -> int:
    """Read by Inspect's own function; the number of samples."""
    from inspect_ai.log import read_eval_log  # noqa: PLC0415 - takes seconds to import

    return len(read_eval_log(str(log)).samples or ())


WAYS = {"ours": ours, "inspects": inspects}


def reading(way: str, log: Path) -> Reading:
    """One reading in a new process; what it imports is not counted.

    Raises:
        CalledProcessError: it failed.

    """
    command = [sys.executable, "-m", "bench.import_logs", way, str(log)]
    return decode(subprocess.run(command, capture_output=True, check=True).stdout, type=Reading)


def in_this_process(way: str, log: Path) -> Reading:
    """The reading itself, by the clock, after a first one of a small real log has loaded what it needs."""
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


def main() -> int:
    """Print the ratio and the peaks; 1 when one is out of its bound."""
    with TemporaryDirectory() as folder:
        logs = {count: Path(folder) / f"{count}.eval" for count in (SMALL, LARGE)}
        write_log(Path(folder) / "warm.eval", 10)
        for count, log in logs.items():
            write_log(log, count)
        peaks = {count: reading("ours", log).megabytes for count, log in logs.items()}
        found = against_inspect(logs[SMALL], logs[LARGE]) if find_spec("inspect_ai") else None
    growth = peaks[LARGE] - peaks[SMALL]
    told = ", ".join(f"{peak} MB at {count:,} samples" for count, peak in peaks.items())
    print(f"peak of importing an Inspect log: {told}; at most {MOST_GROWTH_MEGABYTES} MB more")
    if found is None:
        print("inspect-ai is not installed: left out")
    else:
        print(f"samples a second, import of {LARGE:,} / Inspect's read of {SMALL:,}: {found}; at least {LEAST:g}")
    return int(growth > MOST_GROWTH_MEGABYTES or (found is not None and found.median < LEAST))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(encode(in_this_process(sys.argv[1], Path(sys.argv[2]))).decode())
    else:
        sys.exit(main())
