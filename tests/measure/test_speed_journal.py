"""Nothing that was finished is lost, and the next run with the same settings goes on."""

import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from measured_here import at, measured, true_clock, without_calibration, without_import
from msgspec import structs

from evenhand.errors import BadSetting
from evenhand.measure.budget import Limits
from evenhand.measure.journal import forget, journal_of, place
from evenhand.measure.keeping import journals
from evenhand.records.speed_receipt import Request, SpeedSettings, Target, Tokens
from killed_measurements import Ground
from scripted_endpoint import scripted, spoken

TARGET = Target(key="m@here", name="m", address="http://127.0.0.1/v1", kind="chat")
SETTINGS = SpeedSettings(targets=(TARGET,))


def ended(number: int) -> Request:
    """A request that has ended."""
    return Request(target="m@here", prompt_tokens=100, concurrency=1, number=number, outcome="answered")


def test_a_torn_line_is_cut_off(tmp_path: Path) -> None:
    """Wherever the last line is torn, the lines before it stand and the journal goes on after them."""
    with journal_of(tmp_path, SETTINGS, "first") as journal:
        for number in range(3):
            journal.request(ended(number))
    whole = place(tmp_path, SETTINGS).read_bytes()
    before = whole.rstrip(b"\n").rindex(b"\n") + 1
    for cut in (before + 1, before + 40, len(whole) - 1):
        place(tmp_path, SETTINGS).write_bytes(whole[:cut])
        with journal_of(tmp_path, SETTINGS, "second") as journal:
            assert (journal.id, journal.done("m@here", 100, 1)) == ("first", {0, 1})
            journal.request(ended(2))
        assert place(tmp_path, SETTINGS).read_bytes() == whole


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """Every line comes back as it was, also a stub that sent a moment early and a request without any figure."""
    clock = asyncio.run(true_clock("", "chat", 4))
    early = structs.replace(clock, stub_late=-1.5e-05, error=-0.002, rate_error=-0.5)
    full = structs.replace(ended(1), first_answer=0.0, tokens=Tokens(input=0, output=0), fault="“é” \n\x1c", waited=0.5)
    with journal_of(tmp_path, SETTINGS, "first") as journal:
        journal.session("2026-11-22T12:00:00+00:00")
        journal.calibration(early)
        journal.request(ended(0))
        journal.request(full)
    with journal_of(tmp_path, SETTINGS, "second") as journal:
        assert (journal.id, journal.sessions) == ("first", ["2026-11-22T12:00:00+00:00"])
        assert journal.calibrations == [early]
        assert journal.requests == [ended(0), full]


def test_a_journal_without_a_head_begins_anew(tmp_path: Path) -> None:
    """A journal that was torn within its first line, or holds something else, is begun anew, never an error."""
    for body in (b"", b'{"is":"run"', b"\xff\xfe\n", b'{"is":"session","at":""}\n'):
        place(tmp_path, SETTINGS).write_bytes(body)
        with journal_of(tmp_path, SETTINGS, "new") as journal:
            assert (journal.id, journal.requests) == ("new", [])


def test_other_settings_are_another_run(tmp_path: Path) -> None:
    """A run goes on only with the very same settings, and not when it is to begin anew."""
    with journal_of(tmp_path, SETTINGS, "first") as journal:
        journal.request(ended(0))
    with journal_of(tmp_path, SpeedSettings(targets=(TARGET,), output_tokens=9), "other") as journal:
        assert journal.id == "other"
    with journal_of(tmp_path, SETTINGS, "fresh", fresh=True) as journal:
        assert (journal.id, journal.requests) == ("fresh", [])
    forget(tmp_path, SETTINGS)
    forget(tmp_path, SETTINGS)
    assert not place(tmp_path, SETTINGS).exists()


def test_the_same_run_twice_at_once(tmp_path: Path) -> None:
    """A second process with the same settings is told to wait instead of writing into the same journal."""
    with (
        journal_of(tmp_path, SETTINGS, "first"),
        pytest.raises(BadSetting, match="already runs"),
        journal_of(tmp_path, SETTINGS, "second"),
    ):
        pass


def test_a_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that a limit ended goes on with a larger one: each request once, the spent counted, one receipt."""
    without_calibration(monkeypatch)
    kept = without_import(monkeypatch)
    with scripted(lambda _came: spoken("chat", 4)) as served:
        one = at(served.base)
        first = measured(one, tmp_path, requests=9, limits=Limits(requests=4)).receipt
        second = measured(one, tmp_path, requests=9, limits=Limits(requests=9)).receipt
        assert len(served.came) == 9
        third = measured(one, tmp_path, requests=9).receipt
    assert (first.ending, len(first.requests), second.ending) == ("budget", 4, "done")
    assert [request.number for request in second.requests] == list(range(9))
    assert (first.id, len(second.sessions), second.spent.requests) == (second.id, 2, 9)
    assert third.id != second.id
    assert [one.id for one in kept] == [first.id, second.id, third.id]
    assert list(journals(tmp_path).glob("*.jsonl")) == []


def test_prompts_are_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No two prompts of two runs begin alike, so that no cache of prompts answers; their length is as asked."""
    without_calibration(monkeypatch)
    without_import(monkeypatch)
    with scripted(lambda _came: spoken("chat", 4)) as served:
        for _ in range(2):
            measured(at(served.base), tmp_path, requests=6, prompt_tokens=(60,), fresh=True)
    prompts = [str(came.body["messages"][0]["content"]) for came in served.came]
    assert len({prompt[:12] for prompt in prompts}) == len(prompts) == 12
    assert {len(prompt.split()) for prompt in prompts} <= set(range(50, 62))


def test_killed_measurements(tmp_path: Path) -> None:
    """After each of a few kills every request that had ended is in the journal, and the last run completes them."""
    count = Ground(tmp_path).killed(2, seed=7)
    assert count.lost == 0
    assert count.killed == 2
    assert count.asked <= count.wanted + (count.killed + 1) * count.streams


def test_ctrl_c_keeps_what_was_measured(tmp_path: Path) -> None:
    """An interrupt ends the run at once with exit code 130, a report, and a journal to go on from."""
    ground = Ground(tmp_path)
    with ground.endpoint() as base:
        command = ground.command(base, by_command=True)
        process = subprocess.Popen(command, env=ground.environment, stdout=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 60
        while not ground.finished() and time.monotonic() < deadline:
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stopped by hand" in out
    assert ground.finished()
