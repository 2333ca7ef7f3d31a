"""Loading and checking the whole catalog against only parsing the same files with the standard library."""

import csv
import time
import tomllib
from pathlib import Path

from bench.side_by_side import Ratio, ratio
from evenhand.catalog.files import fact_files
from evenhand.catalog.loading import load_catalog
from evenhand.settings import data_folders

MOST = 3.0


def catalog_loading(pairs: int = 15) -> Ratio:
    """Process time of `load_catalog` over that of tomllib and csv on the same files."""
    files = [path for root in data_folders() for path in fact_files(root)]
    return ratio(_seconds_to_load, lambda: _seconds_to_parse(files), pairs)


def _seconds_to_load() -> float:
    begun = time.process_time()
    load_catalog()
    return time.process_time() - begun


def _seconds_to_parse(files: list[Path]) -> float:
    begun = time.process_time()
    for path in files:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".toml":
            tomllib.loads(text)
        else:
            list(csv.reader(text.splitlines(keepends=True)))
    return time.process_time() - begun
