"""The site in processes of its own: a crowd at once, a worker killed under load, an end without loss."""

from pathlib import Path

import pytest
from bench import load

from evenhand.settings import DATA_VARIABLE, STATE_VARIABLE

TOY = Path(__file__).parents[1] / "toy_data"
PATHS = ["/about", "/compare/quill-7-vs-tarn-2", "/models/quill-7", "/api/v1/models.json", "/about.md"]


def test_crowd_meets_no_error_and_a_killed_worker_costs_what_it_held(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two hundred connections at once, then a kill under load: no connection loses more than one request."""
    monkeypatch.setenv(DATA_VARIABLE, str(TOY))
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    killed = load.kill(200, 3.0, PATHS)
    assert len(killed.asked.seconds) > 200
    assert killed.asked.refused == 0
    assert killed.worst == 1
    assert killed.lost <= 200
