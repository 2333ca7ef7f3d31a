"""`make bench`: every ratio beside the bound that it must keep; exit code 1 when one does not.

The parts that weigh the fits run in processes of their own, with one thread for linear algebra. Peers from outside are
named by environment variables (latent_model.py, votes.py) and skipped without them.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import catalog_loading, command_start
from bench.board import board
from bench.invented_catalog import GROWN, write_invented
from bench.side_by_side import Ratio
from evenhand.catalog.loading import load_catalog
from evenhand.settings import data_folders

PARTS = (
    "head_to_head",
    "items",
    "latent_model",
    "votes",
    "pages",
    "static_export",
    "import_logs",
    "item_results",
    "brief_composing",
    "brief_sending",
)


def main() -> int:
    """Print each ratio and each peak of memory; 1 when a median or a peak is over its bound."""
    starts = [
        (f"cold compare {' '.join(pair)} / python -c pass", command_start.command_start(pair), command_start.MOST)
        for pair in command_start.PAIRS
    ]
    with TemporaryDirectory() as folder:
        kinds = {"shipped": data_folders(), "invented": (write_invented(Path(folder), GROWN),)}
        ratios = [*starts, *(row for kind, roots in kinds.items() for row in _ratios(kind, roots))]
        peaks = {kind: catalog_loading.peak_megabytes(roots) for kind, roots in kinds.items()}
        boards = {kind: board(load_catalog(roots)) for kind, roots in kinds.items()}
    for name, found, most in ratios:
        print(f"{name}: {found}; at most {most:g}")
    for kind, peak in peaks.items():
        print(f"peak of loading the {kind} catalog: {peak} MB; at most {catalog_loading.MOST_MEGABYTES}")
    for kind, seen in boards.items():
        print(f"places of one lane of the {kind} catalog: {seen}")
    slow = any(found.median > most for _, found, most in ratios)
    parts = [_part(name) for name in PARTS]
    return int(slow or max(peaks.values()) > catalog_loading.MOST_MEGABYTES or any(parts))


def _part(name: str) -> int:
    """The exit code of one part, which prints its own figures."""
    print(f"\n{name.replace('_', ' ')}", flush=True)
    single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run([sys.executable, "-m", f"bench.{name}"], env={**os.environ, **single}, check=False).returncode


def _ratios(kind: str, roots: tuple[Path, ...]) -> list[tuple[str, Ratio, float]]:
    load, opened = catalog_loading.loading(roots), catalog_loading.opening(roots)
    return [
        (f"load and check the {kind} catalog / parse its files", load, catalog_loading.MOST),
        (f"open the {kind} catalog from the cache / parse its files", opened, catalog_loading.MOST_OF_OPENING),
    ]


if __name__ == "__main__":
    sys.exit(main())
