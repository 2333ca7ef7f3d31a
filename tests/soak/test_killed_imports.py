"""Fifty imports killed at random moments; the figures go into docs/soak.md."""

from pathlib import Path

import pytest

from evenhand.settings import DATA_VARIABLE, STATE_VARIABLE
from killed_imports import LOGS, ImportGround, killed_imports
from soak_figures import put

KILLS, ITEMS = 50, 400
SEED = 20261122
TOY = Path(__file__).parents[1] / "toy_data"
TEXT = f"""
`evenhand import` of {LOGS} tables of {ITEMS} items each is killed at random moments, in turn while it reads,
anywhere in its run, and once all logs are in and their facts are made; then it goes on where it was.
After each kill every log in its place must be whole, none that was there may be gone, and the catalog with the own
facts must be right; each time that all logs are in, the own folder must be byte for byte that of an import that was
not killed, but for the time and number of the import. One kill that breaks this fails the run.
"""

pytestmark = pytest.mark.soak


def test_fifty_kills_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each of fifty kills what was finished is whole, and going on ends as if nothing had been killed."""
    monkeypatch.setenv(DATA_VARIABLE, str(TOY))
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "elsewhere"))
    count = killed_imports(ImportGround(tmp_path / "ground", TOY, ITEMS, by_command=True), KILLS, SEED)
    assert count.killed == count.before_any + count.between + count.whole == KILLS
    assert min(count.before_any, count.between, count.whole) > 0
    rows = {
        "imports killed at work": str(count.killed),
        "before a log was in": str(count.before_any),
        "between two logs": str(count.between),
        "while the facts were made": str(count.whole),
        "logs lost or half-written": "0",
        "imports that ended before their kill, not counted": str(count.ended),
        "seconds, with all checks": f"{count.seconds:.0f}",
    }
    put("Killed imports", TEXT, rows)
