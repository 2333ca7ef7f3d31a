"""Tens of thousands of pages as files, beside Hugo and in flat memory; kills; figures into docs/site-speed.md."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bench import static_export
from bench.invented_catalog import WIDE, write_invented
from bench.process_tree import tree

from evenhand.catalog.catalog import Catalog
from soak_figures import SITE_SPEED, put

TOY = Path(__file__).parents[1] / "toy_data"
MARKS = (10_000, 50_000, 100_000)
MODELS = 448
MOST_GROWTH = 1.10
KILLS = 8
PAIRS = static_export.MODELS * (static_export.MODELS - 1) // 2
BESIDE_HUGO = f"""
Head-to-heads among the first {static_export.MODELS} models ({PAIRS:,} pairs) in runs of {static_export.CHUNK:,}
from places spread over all of them, in turn with Hugo (Debian) writing as many pages of the same size, each on two
cores. Ours are compared, drawn and written with their JSON, frame and badge; only the pages are counted.
"""
MEMORY = f"""
Head-to-heads among {MODELS} of {WIDE.models:,} invented models with {WIDE.observations:,} scores
(`bench/invented_catalog.py`), written by two processes; the resident memory of all processes together, and what it is
after more and more pages.
"""

pytestmark = pytest.mark.soak


@pytest.mark.skipif(shutil.which(static_export.HUGO) is None, reason="no hugo here")
def test_pages_written_beside_hugo(catalog: Catalog) -> None:
    """Ours are written at least three times as fast."""
    found = static_export.beside_hugo(catalog)
    put("Pages written a second", BESIDE_HUGO, static_export.rows(found), SITE_SPEED)
    assert found.ratio.median >= static_export.LEAST


def test_memory_stays_flat(tmp_path: Path) -> None:
    """From ten to a hundred thousand pages nothing grows, and all processes stay under the bound."""
    found = static_export.memory_apart(write_invented(tmp_path, WIDE), MODELS, MARKS)
    rows = {f"after {count:,} pages": f"{seen:.0f} MB" for count, seen in found.seen.items()}
    put("Memory of a large export", MEMORY, rows | {"pages a second": f"{found.rate:,.0f}"}, SITE_SPEED)
    first, *_, last = found.seen.values()
    assert last < static_export.MOST_MEGABYTES
    assert last < MOST_GROWTH * first


def test_killed_builds_end_whole(tmp_path: Path) -> None:
    """Killed again and again, a build with two processes leaves none behind and ends in the same bytes."""
    env = {**os.environ, "EVENHAND_DATA": str(TOY), "EVENHAND_STATE": str(tmp_path / "state")}
    chance = random.Random(20261122)  # noqa: S311 - nothing secret

    def command(root: Path) -> list[str]:
        return [sys.executable, "-m", "evenhand", "build", str(root), "--pairs", "all", "--workers", "2"]

    begun = time.monotonic()
    subprocess.run(command(tmp_path / "whole"), env=env, check=True)
    whole = time.monotonic() - begun
    for _ in range(KILLS):
        running = subprocess.Popen(command(tmp_path / "killed"), env=env)
        time.sleep(chance.uniform(0.1, 0.9) * whole)
        below = tree(running.pid)[1:]
        running.send_signal(signal.SIGKILL)
        running.wait()
        until = time.monotonic() + 20
        while any(Path(f"/proc/{pid}").exists() for pid in below):
            assert time.monotonic() < until
            time.sleep(0.05)
    subprocess.run(command(tmp_path / "killed"), env=env, check=True)
    contents = [
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (tmp_path / "whole", tmp_path / "killed")
    ]
    assert contents[0] == contents[1]
