"""The sender beside a site: begun again when it dies, asked to finish when the site ends, never left behind."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from evenhand.brief.sending.kept_running import kept_running

PATIENCE = 60
PARENT = """
import sys
from functools import partial
from pathlib import Path
from evenhand.brief.sending.kept_running import kept_running
from test_kept_running import writes_and_waits
if __name__ == "__main__":
    with kept_running(partial(writes_and_waits, Path(sys.argv[1]))):
        sys.stdin.read()
"""


def writes_and_waits(folder: Path, told: Event) -> None:
    """Work that leaves a file with its process' name, and one more when it was asked to finish."""
    (folder / f"begun-{os.getpid()}").touch()
    told.wait(PATIENCE)
    (folder / f"finished-{os.getpid()}").touch()


def never_ends(folder: Path, told: Event) -> None:
    """Work that does not listen."""
    (folder / f"begun-{os.getpid()}").touch()
    told.wait()
    time.sleep(PATIENCE)


@pytest.fixture(autouse=True)
def heard(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sender's log is heard, whatever was done to logging in this process before."""
    for name in ("evenhand", "evenhand.sender"):
        monkeypatch.setattr(logging.getLogger(name), "disabled", False)
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
        caplog.set_level(logging.INFO, logger=name)


def until(what: Callable[[], object]) -> None:
    """Wait for it."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def begun(folder: Path) -> list[int]:
    """The processes that were begun."""
    return [int(file.name.partition("-")[2]) for file in folder.glob("begun-*")]


def lives(process: int) -> bool:
    """Whether a process is there and no zombie."""
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_killed_sender_is_begun_again_and_finishes(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """After a kill there is another, which the log tells; at the end it is asked to finish, and has."""
    with kept_running(partial(writes_and_waits, tmp_path), pauses=(0.0,)):
        until(lambda: begun(tmp_path))
        (first,) = begun(tmp_path)
        os.kill(first, signal.SIGKILL)
        until(lambda: len(begun(tmp_path)) == 2)
    (second,) = set(begun(tmp_path)) - {first}
    assert [file.name for file in tmp_path.glob("finished-*")] == [f"finished-{second}"]
    assert "the sender ended, code -9; it begins again" in caplog.text


def test_one_that_does_not_finish_is_killed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A sender that hangs holds up the end of the site no longer than it is given."""
    with kept_running(partial(never_ends, tmp_path), seconds=0.2):
        until(lambda: begun(tmp_path))
    assert not lives(begun(tmp_path)[0])
    assert "did not finish within 0.2 s and was killed" in caplog.text


def test_no_sender_is_left_behind(tmp_path: Path) -> None:
    """When the site itself is killed, its sender finishes by itself."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE) as parent:
        until(lambda: begun(tmp_path))
        parent.kill()
    (process,) = begun(tmp_path)
    until(lambda: not lives(process))
    assert (tmp_path / f"finished-{process}").exists()
