"""The site in processes of its own: a crowd at once, a worker killed under load or while it is asked how it is."""

import os
import signal
import time
from pathlib import Path

import pytest
from bench import load

from evenhand.server.serving import SECONDS_OF_SILENCE
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


def test_a_worker_killed_while_it_is_asked_is_replaced_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody waits for the answer of the dead as long as for that of the busy."""
    monkeypatch.setenv(DATA_VARIABLE, str(TOY))
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    with load.running_site() as (pid, port):
        load.until_it_answers(port)
        first, second = load.workers_of(pid)
        os.kill(first, signal.SIGSTOP)
        time.sleep(1.5)  # all are asked twice a second: by now it is this one's turn to answer
        os.kill(first, signal.SIGKILL)
        end = time.monotonic() + SECONDS_OF_SILENCE / 2
        while first in (now := load.workers_of(pid)) or len(now) < 2:
            assert time.monotonic() < end, "the dead is waited for"
            time.sleep(0.05)
        assert second in now
