"""Collections that are killed at random moments between two states, and what must hold after each kill."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from evenhand.catalog.loading import load_catalog
from evenhand.settings import DATA_VARIABLE, STATE_VARIABLE

ROOT = Path(__file__).parents[1]
RECORDINGS = ROOT / "tests" / "recordings"
RECORDED = {
    "benchpress": RECORDINGS / "benchpress" / "data.json",
    "gemma-4-model-card": RECORDINGS / "vendor_tables" / "gemma-4-model-card.md",
    "kimi-k2.5-card": RECORDINGS / "vendor_tables" / "kimi-k2.5-evaluation.md",
}
CHANGED = {"gemma-4-model-card": ("78.8%", "78.9%"), "kimi-k2.5-card": ("50.2", "50.3")}
INCOMING = ".collected-incoming"


class Kills(Struct, kw_only=True):
    """How many collections were killed, how many had ended before, and which state each kill left."""

    killed: int = 0
    ended: int = 0
    old: int = 0
    new: int = 0
    seconds: float = 0.0


class Ground:
    """A folder of facts in a repository of its own, recordings of two states, and the bytes of both states.

    It stands in the old state; `seconds` is how long the last whole collection took.
    """

    def __init__(self, folder: Path, facts: Path) -> None:
        self.repository = folder / "repository"
        self.data = Path(shutil.copytree(facts, self.repository / "data"))
        self._environment = os.environ | {DATA_VARIABLE: str(self.data), STATE_VARIABLE: str(folder / "state")}
        self.recordings = {state: _record(folder / state, new=state == "new") for state in ("old", "new")}
        self.states = {state: self._state(state) for state in ("new", "old")}
        shutil.copy(ROOT / ".gitignore", self.repository)
        self._git("init", "--quiet")
        self._git("add", "--all")
        author = ("-c", "user.name=Test", "-c", "user.email=test@localhost")
        self._git(*author, "commit", "--quiet", "--message", "old")

    def command(self, *arguments: str) -> list[str]:
        """An evenhand command as a process of its own."""
        return [sys.executable, "-m", "evenhand", *arguments]

    def kill(self, towards: str, moment: float, *, once_writing: bool) -> bool:
        """Start a collection towards a state and kill it after so many seconds; whether it was still at work.

        `once_writing` counts the seconds from when the new files appear.
        """
        command = self.command("collect", "--from", str(self.recordings[towards]))
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, env=self._environment, stdout=quiet, stderr=quiet) as process:
            while once_writing and process.poll() is None and not (self.data / INCOMING).exists():
                time.sleep(0.0005)
            time.sleep(moment)
            process.send_signal(signal.SIGKILL)
        return process.returncode == -signal.SIGKILL

    def found(self) -> str:
        """Which state the collected folder is in, byte for byte.

        Raises:
            AssertionError: in neither.

        """
        now = snapshot(self.data / "collected")
        fitting = [state for state, files in self.states.items() if files == now]
        assert fitting, "neither the old nor the new state"
        return fitting[0]

    def check(self, *, by_command: bool) -> None:
        """The facts are sound, and git sees no file that was not there before.

        Raises:
            AssertionError: they are not, or it does.

        """
        if by_command:
            self._run("check")
        else:
            load_catalog((self.data,))
        seen = self._git("status", "--porcelain", "--untracked-files=all").splitlines()
        assert [line for line in seen if not line.startswith(" M ")] == []

    def _state(self, state: str) -> Mapping[str, bytes]:
        began = time.monotonic()
        self._run("collect", "--from", str(self.recordings[state]))
        self.seconds = time.monotonic() - began
        return snapshot(self.data / "collected")

    def _run(self, *arguments: str) -> None:
        ran = subprocess.run(self.command(*arguments), env=self._environment, capture_output=True, check=False)
        assert ran.returncode == 0, (ran.stdout + ran.stderr).decode()[-2_000:]

    def _git(self, *arguments: str) -> str:
        ran = subprocess.run(["git", *arguments], cwd=self.repository, capture_output=True, text=True, check=True)
        return ran.stdout


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def killed(ground: Ground, kills: int, seed: int, *, by_command: bool) -> Kills:
    """Kill that many collections to and fro, every second one while it writes, and check after each."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    began, count = time.monotonic(), Kills()
    state = ground.found()
    assert state == "old"
    while count.killed < kills:
        towards = "new" if state == "old" else "old"
        writing = count.killed % 2 == 1
        moment = chance.uniform(0, ground.seconds / 2 if writing else ground.seconds)
        at_work = ground.kill(towards, moment, once_writing=writing)
        found = ground.found()
        ground.check(by_command=by_command)
        if at_work:
            count.killed += 1
            count.old += found == state
            count.new += found == towards
        else:
            count.ended += 1
        state = found
    count.seconds = time.monotonic() - began
    return count


def _record(folder: Path, *, new: bool) -> Path:
    for source, path in RECORDED.items():
        text = path.read_text("utf-8")
        old, other = CHANGED.get(source, ("", ""))
        if new and old:
            assert old in text, source
            text = text.replace(old, other)
        (folder / source).mkdir(parents=True)
        (folder / source / path.name).write_text(text, encoding="utf-8")
    return folder
