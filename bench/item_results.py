"""Every pair of 50 models on 50 million rows of Parquet against a plain DuckDB scan that sums the same columns.

`python -m bench.item_results [ITEMS]`, a million items unless said; in a temporary folder of some 40 MB. Each run is a
process of its own with two threads, in which the second time counts: processor seconds, and the peak of its memory.
The scan sums outcomes and the lengths of the texts. Ours ends with 1,225 differences, each with interval, p and Holm's.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import duckdb

from bench.side_by_side import Ratio, ratio
from evenhand.comparison.item_results import every_pair
from evenhand.items.duckdb_engine import opened
from evenhand.items.reading import Items
from evenhand.items.whole_table import whole

MODELS, ITEMS, THREADS = 50, 1_000_000, 2
MOST, MEGABYTES, LIMIT = 4.0, 4_000, "3GB"
TEXTS = ("model", "configuration", "benchmark", "item", "cluster")
INVENTED = """
copy (
    select 'model-' || m as model, '' as configuration, 'invented' as benchmark, 'item-' || i as item,
        1::bigint as attempt,
        case when chance < 1 / (1 + exp(difficulty - m / 12.0)) then 1.0::double else 0.0 end as outcome,
        '' as fault, '' as question, '' as cluster, draw % 900 as input_tokens, draw % 90 as output_tokens
    from (
        select *, hash(i * 50 + m)::double / 18446744073709551616.0 as chance, (hash(i) % 1000) / 250.0 as difficulty,
            (hash(m * 31 + i) % 10000)::bigint as draw
        from range($models) models(m), range($items) items(i)
    )
) to '$path' (format parquet, compression zstd)
"""


def write_invented(path: Path, items: int = ITEMS) -> None:
    """Answers by ability and difficulty, a model after the other, each with its items in one order."""
    text = INVENTED.replace("$models", str(MODELS)).replace("$items", str(items)).replace("$path", str(path))
    with duckdb.connect() as connection:
        connection.execute(f"set threads = {THREADS}")
        connection.execute(f"set memory_limit = '{LIMIT}'")
        connection.execute(text)


def scan(path: Path) -> float:
    """Processor seconds of the plain scan."""
    sums = ", ".join(["sum(outcome)", *(f"sum(length({name}))" for name in TEXTS)])
    with duckdb.connect() as connection:
        connection.execute(f"set threads = {THREADS}")
        connection.execute(f"set memory_limit = '{LIMIT}'")
        start = process_time()
        connection.execute(f"select {sums} from '{path}'").fetchall()  # noqa: S608 - our own file
        return process_time() - start


def pairs(path: Path) -> float:
    """Processor seconds of every pair."""
    with opened(threads=THREADS, memory=LIMIT) as engine:
        start = process_time()
        found = every_pair(Items(engine, whole(engine.parquet([path])), named=True), "invented")
        spent = process_time() - start
    if len(found.pairs) != MODELS * (MODELS - 1) // 2:
        raise SystemExit(f"{len(found.pairs)} pairs of {MODELS} models")
    return spent


class Runs:
    """Runs one job after another in processes of their own, and remembers the highest peak of each."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.peaks = {"scan": 0.0, "pairs": 0.0}

    def run(self, job: str) -> float:
        """Processor seconds of one job."""
        command = [sys.executable, "-m", "bench.item_results", job, str(self.path)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        self.peaks[job] = max(self.peaks[job], found["megabytes"])
        return float(found["seconds"])


def measured(path: Path, counted: int = 3) -> tuple[Ratio, dict[str, float]]:
    """The ratio of every pair to the scan, and the peaks in MB."""
    runs = Runs(path)
    return ratio(lambda: runs.run("pairs"), lambda: runs.run("scan"), counted, warm=1), runs.peaks


def main(arguments: list[str]) -> int:
    """Print the ratio and the peaks; 1 when one is over its bound."""
    if len(arguments) == 2:
        job = {"scan": scan, "pairs": pairs}[arguments[0]]
        _, seconds = job(Path(arguments[1])), job(Path(arguments[1]))  # the first one also loads libraries
        print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
        return 0
    items = int(arguments[0]) if arguments else ITEMS
    with TemporaryDirectory(prefix="evenhand-bench-") as folder:
        path = Path(folder) / "items.parquet"
        write_invented(path, items)
        found, peaks = measured(path)
        size = path.stat().st_size / 1e6
    table = f"{MODELS * items:,} rows ({size:.0f} MB)"
    print(f"every pair of {MODELS} models on {table} / a plain scan: {found}; at most {MOST:g}")
    print(f"peak of memory: {peaks['pairs']:.0f} MB (the scan: {peaks['scan']:.0f} MB); at most {MEGABYTES:,}")
    return int(found.median > MOST or peaks["pairs"] > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
