"""Loading the whole catalog against only parsing its files; opening it from the cache; and the memory of loading."""

import csv
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.side_by_side import Ratio, ratio
from evenhand.catalog.files import fact_files
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.snapshot import open_catalog

MOST = 3.0
MOST_OF_OPENING = 0.5
MOST_MEGABYTES = 300
PEAK = """
import re, resource, sys
from pathlib import Path
from evenhand.catalog.loading import load_catalog
load_catalog(tuple(map(Path, sys.argv[1:])))
status = Path("/proc/self/status")
own = status.is_file() and re.search(r"VmHWM:\\s*(\\d+) kB", status.read_text())
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(int(own[1]) // 1024 if own else most // 1048576)
"""


def loading(roots: tuple[Path, ...], pairs: int = 15) -> Ratio:
    """Process time of `load_catalog` over that of tomllib and csv on the same files."""
    files = [path for root in roots for path in fact_files(root)]
    return ratio(lambda: seconds_to_load(roots), lambda: seconds_to_parse(files), pairs)


def opening(roots: tuple[Path, ...], pairs: int = 15) -> Ratio:
    """Process time of opening from the cache and reading one model's scores over that of parsing the files."""
    files = [path for root in roots for path in fact_files(root)]
    with TemporaryDirectory() as state:
        open_catalog(roots, Path(state))
        return ratio(lambda: _seconds_to_open(roots, Path(state)), lambda: seconds_to_parse(files), pairs)


def peak_megabytes(roots: tuple[Path, ...]) -> int:
    """The most memory that a new process holds while it loads these folders."""
    command = [sys.executable, "-c", PEAK, *map(str, roots)]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def seconds_to_load(roots: tuple[Path, ...]) -> float:
    """Process time of loading and checking."""
    begun = time.process_time()
    load_catalog(roots)
    return time.process_time() - begun


def seconds_to_parse(files: list[Path]) -> float:
    """Process time of reading these files with the standard library alone."""
    begun = time.process_time()
    for path in files:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".toml":
            tomllib.loads(text)
        else:
            list(csv.reader(text.splitlines(keepends=True)))
    return time.process_time() - begun


def _seconds_to_open(roots: tuple[Path, ...], state: Path) -> float:
    begun = time.process_time()
    catalog = open_catalog(roots, state)
    catalog.observations_of.get(next(iter(catalog.models)))
    return time.process_time() - begun
