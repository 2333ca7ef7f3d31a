"""Fifty collections killed at random moments; the figures go into docs/soak.md."""

from pathlib import Path

import pytest

from killed_collections import RECORDED, Ground, killed
from soak_figures import put

KILLS = 50
SEED = 20261122
TEXT = f"""
`evenhand collect --from` a folder of {len(RECORDED)} small recordings, to and fro between two states that differ in two
sources, is killed at random moments: every second time anywhere in its run, else while it checks and writes.
After each kill the folder `collected` must be byte for byte the old or the new one, `evenhand check` must pass, and
git must see no leftover. One kill that breaks this fails the run.
"""

pytestmark = pytest.mark.soak


def test_fifty_kills_leave_whole_facts(tmp_path: Path, template: Path) -> None:
    """After each of fifty kills the collected folder is the old or the new state, and `evenhand check` passes."""
    count = killed(Ground(tmp_path, template), KILLS, SEED, by_command=True)
    assert count.killed == count.old + count.new == KILLS
    assert min(count.old, count.new) > 0
    rows = {
        "collections killed at work": str(count.killed),
        "that left the old facts": str(count.old),
        "that left the new facts": str(count.new),
        "that left anything else": "0",
        "collections that ended before their kill, not counted": str(count.ended),
        "seconds, with all checks": f"{count.seconds:.0f}",
    }
    put("Killed collections", TEXT, rows)
