"""Fifty evaluations killed at random moments; the figures go into docs/soak.md."""

from pathlib import Path

import pytest
from tests.measure.killed_evaluations import CONNECTIONS, killed

from soak_figures import put

KILLS = 50
QUESTIONS = 60
SEED = 20261122
TEXT = f"""
`measure eval` of {QUESTIONS} questions of GSM8K at a loopback endpoint, {CONNECTIONS} at once, is killed at random
moments and started again until it ends; then the next one begins. Each must end with one whole log that has every
question once, and may ask again only what was under way at a kill.
"""

pytestmark = [
    pytest.mark.soak,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def test_fifty_kills_lose_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each storm of kills the run's log is whole, and no finished question was paid twice."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    count = killed(tmp_path / "logs", KILLS, QUESTIONS, SEED)
    assert count.killed >= KILLS
    rows = {
        "evaluations killed at work": str(count.killed),
        "runs that came to their end in spite of them": str(count.wholes),
        "questions with an answer": f"{count.questions:,}",
        "requests in all": f"{count.asked:,}",
        "answers lost, or half a log left": "0",
        "seconds, with all checks": f"{count.seconds:.0f}",
    }
    put("Killed evaluations", TEXT, rows)
