"""A catalog far larger than ours, invented; the figures go into docs/soak.md."""

from pathlib import Path

import pytest
from bench.catalog_loading import loading, opening, peak_megabytes
from bench.invented_catalog import LARGE, write_invented

from evenhand.catalog.loading import load_catalog
from soak_figures import put

MOST = 4.0
MOST_OF_OPENING = 0.5
MEGABYTES = 1_500
TEXT = """
An invented catalog (`bench/invented_catalog.py`) is written as files, loaded and checked, and opened from the cache.
Loading is held against parsing the same files with `csv` and `tomllib` in the same run; the peak is that of a process
of its own.
"""

pytestmark = pytest.mark.soak


def test_a_large_catalog_loads_and_opens(tmp_path: Path) -> None:
    """It loads in little memory and in a few times the time of parsing, and opens in a fraction of it."""
    root = write_invented(tmp_path, LARGE)
    found = load_catalog((root,))
    counts = (len(found.models), len(found.benchmarks), len(found.observations), len(found.offers), len(found.facts))
    del found
    load, opened, peak = loading((root,), pairs=3), opening((root,), pairs=3), peak_megabytes((root,))
    names = ("models", "benchmarks", "scores", "prices", "facts")
    rows = {name: f"{count:,}" for name, count in zip(names, counts, strict=True)}
    rows |= {
        "loading and checking / parsing": str(load),
        "opening from the cache / parsing": str(opened),
        "peak of loading, MB": str(peak),
    }
    put("A large catalog", TEXT, rows)
    assert counts[:2] == (LARGE.models, LARGE.benchmarks)
    assert abs(counts[2] - LARGE.observations) < LARGE.observations / 100
    assert load.median < MOST
    assert opened.median < MOST_OF_OPENING
    assert peak < MEGABYTES
