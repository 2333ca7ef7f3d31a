"""Where the output goes: colours at a terminal, none in a pipe, no trace when the reader leaves."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

TOY = Path(__file__).parents[1] / "toy_data"
COMPARE = (sys.executable, "-m", "evenhand", "compare", "quill-7", "tarn-2")
COLOUR = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def environment() -> dict[str, str]:
    """The environment of a person's shell, over the toy facts; their fit is kept for the whole run."""
    return {**os.environ, "EVENHAND_DATA": str(TOY), "TERM": "xterm-256color", "COLUMNS": "120"}


def at_a_terminal(command: tuple[str, ...], environment: dict[str, str]) -> bytes:
    """All that a command writes to a terminal."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs, env=environment)
    os.close(theirs)
    said, end = b"", time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([ours], [], [], 0.2)[0]:
            continue
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        said += piece
    os.close(ours)
    assert running.wait(10) == 0
    return said


def test_colours_at_a_terminal(environment: dict[str, str]) -> None:
    """A terminal gets colours and the whole verdict."""
    said = at_a_terminal(COMPARE, environment)
    assert COLOUR.search(said)
    assert b"Tarn 2 rather than Quill 7" in said


def test_no_colour_when_asked(environment: dict[str, str]) -> None:
    """With NO_COLOR a terminal gets the same text without a colour."""
    said = at_a_terminal(COMPARE, {**environment, "NO_COLOR": "1"})
    assert not re.search(rb"\x1b\[[0-9;]*3[0-9][;m]", said)
    assert b"Tarn 2 rather than Quill 7" in said


def test_a_narrow_terminal(environment: dict[str, str]) -> None:
    """Forty columns fold the text and break nothing."""
    said = COLOUR.sub(b"", at_a_terminal(COMPARE, {**environment, "COLUMNS": "40"})).decode()
    assert max(len(line.rstrip()) for line in said.splitlines()) <= 40


def test_plain_in_a_pipe(environment: dict[str, str]) -> None:
    """A pipe gets UTF-8 text without any escape."""
    run = subprocess.run(COMPARE, capture_output=True, env=environment, check=True, timeout=60)
    assert b"\x1b" not in run.stdout
    assert run.stderr == b""
    assert "Verdict" in run.stdout.decode("utf-8")


def test_a_reader_that_leaves(environment: dict[str, str]) -> None:
    """When the reader closes the pipe early there is no trace."""
    running = subprocess.Popen(COMPARE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    assert running.stdout
    assert running.stderr
    running.stdout.close()
    said = running.stderr.read()
    running.stderr.close()
    running.wait(60)
    assert b"Traceback" not in said
    assert b"BrokenPipe" not in said


def test_a_terminal_without_utf8(environment: dict[str, str]) -> None:
    """In the C locale the bars still come out and nothing fails."""
    plain = {**environment, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii:strict"}
    run = subprocess.run(COMPARE, capture_output=True, env=plain, check=True, timeout=60)
    assert run.stderr == b""
    assert b"Tarn 2 rather than Quill 7" in at_a_terminal(COMPARE, plain)


def test_mistakes_end_with_one(environment: dict[str, str]) -> None:
    """An unknown model ends a real process with 1 and a line on the error output."""
    command = (*COMPARE[:-1], "tarn-3")
    run = subprocess.run(command, capture_output=True, env=environment, check=False, timeout=60)
    assert run.returncode == 1
    assert run.stdout == b""
    near = "Tarn 2 (tarn-2), Tarn 2 mini (tarn-2-mini)"
    assert run.stderr.decode() == f"evenhand: no model is called 'tarn-3'; did you mean {near}?\n"
