"""Imports that are killed at random moments, and what must hold after each kill and at the end."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from msgspec import Struct, structs
from pyarrow import parquet

from evenhand.catalog.loading import load_catalog
from evenhand.importers.own.importing import every_format, import_logs
from evenhand.importers.own.runs_on_file import ITEMS, RUN_FILE, kept_logs
from evenhand.settings import DATA_VARIABLE, OWN_VARIABLE, STATE_VARIABLE

LOGS = 6
STAMP = "facts/README.md"
LONGEST = 120.0
Since = Literal["begun", "reading", "settling"]
TURNS: tuple[Since, ...] = ("reading", "begun", "settling")
# How much of the time of a whole import a kill may come after what it counts from.
SHARES = {"begun": 1.0, "reading": 0.5, "settling": 0.2}


class ImportKills(Struct, kw_only=True):
    """How many imports were killed, what the kills left, and how many imports had ended before their kill."""

    killed: int = 0
    ended: int = 0
    before_any: int = 0
    between: int = 0
    whole: int = 0
    seconds: float = 0.0


class ImportGround:
    """A folder of logs, a state folder whose imports are killed, and what one that was not killed leaves.

    Each log has so many `items`. `facts` is the folder of public facts. `seconds` is how long a whole import takes.
    Imports are commands, or, which is faster, forks of a process that has loaded all that they need.
    """

    def __init__(self, folder: Path, facts: Path, items: int, *, by_command: bool) -> None:
        self.logs, self.facts, self.state = _logs(folder / "logs", items), facts, folder / "state"
        self.own = self.state / "own"
        self._environment = os.environ | {
            STATE_VARIABLE: str(self.state),
            OWN_VARIABLE: str(self.own),
            DATA_VARIABLE: str(facts),
        }
        import_logs([self.logs], own=folder / "whole")
        self.wanted = told(folder / "whole")
        self._forks = None if by_command else self._forking()
        began = time.monotonic()
        assert not self.kill(LONGEST), "a whole import takes too long"
        self.seconds = time.monotonic() - began
        shutil.rmtree(self.own)

    def kill(self, moment: float, since: Since = "begun") -> bool:
        """Start an import and kill it so many seconds after it did what `since` names; whether it was still at work.

        `reading`: it has taken the lock; `settling`: all logs are in their places, and facts are to be made.
        """
        lock = self.own / ".lock"
        lock.unlink(missing_ok=True)
        begin = self._command if self._forks is None else self._fork
        with begin() as process:
            while not (process.ended() or self._has(since, lock)):
                time.sleep(0.003)
            end = time.monotonic() + moment
            while time.monotonic() < end and not process.ended():
                time.sleep(min(0.01, max(end - time.monotonic(), 0)))
            return process.kill()

    def _has(self, since: Since, lock: Path) -> bool:
        if since == "settling":
            return lock.exists() and len(list((self.own / "runs").glob("*"))) == LOGS
        return since == "begun" or lock.exists()

    def close(self) -> None:
        """End the process that forks."""
        if self._forks is not None:
            self._forks.communicate()

    def check(self, before: frozenset[str]) -> frozenset[str]:
        """Every log in its place is whole, none that was there is gone, and the facts are sound; gives the logs.

        Raises:
            AssertionError: they are not.

        """
        kept = {log.digest: log for log in kept_logs(self.own)}
        in_place = {path.name for path in (self.own / "runs").iterdir()} if (self.own / "runs").is_dir() else set()
        assert in_place == set(kept) >= before, "a log is lost, or half of one is in its place"
        for digest, log in kept.items():
            rows = parquet.read_metadata(self.own / "runs" / digest / ITEMS).num_rows
            assert rows == sum(count.attempts for count in log.items.values())
        if (self.own / "facts").is_dir():
            load_catalog((self.facts, self.own / "facts"))
        return frozenset(kept)

    def finish(self) -> None:
        """Import once more without a kill: all is as if nothing had been killed, and no leftover is there.

        Raises:
            AssertionError: it is not.

        """
        report = import_logs([self.logs], own=self.own)
        assert not report.refused
        assert told(self.own) == self.wanted

    @contextmanager
    def _command(self) -> "Iterator[AtWork]":
        command = [sys.executable, "-m", "evenhand", "import", str(self.logs), "--json"]
        with subprocess.Popen(command, env=self._environment, stdout=subprocess.DEVNULL) as process:
            yield AtWork(process.pid, lambda: process.poll() is not None, process.wait)

    @contextmanager
    def _fork(self) -> "Iterator[AtWork]":
        pid = int(self._asked("go"))
        yield AtWork(pid, lambda: self._asked("ended?") == "yes", lambda: int(self._asked("wait")))

    def _forking(self) -> subprocess.Popen[str]:
        command = [sys.executable, __file__, str(self.logs), str(self.own)]
        pipe = subprocess.PIPE
        forks = subprocess.Popen(command, env=self._environment, stdin=pipe, stdout=pipe, text=True, bufsize=1)
        assert forks.stdout is not None
        assert forks.stdout.readline() == "ready\n"
        return forks

    def _asked(self, word: str) -> str:
        assert self._forks is not None
        assert self._forks.stdin is not None
        assert self._forks.stdout is not None
        self._forks.stdin.write(f"{word}\n")
        return self._forks.stdout.readline().strip()


class AtWork:
    """An import in a process of its own; it is waited for by whoever began it, so that its number stays its own."""

    def __init__(self, pid: int, ended: Callable[[], bool], wait: Callable[[], int]) -> None:
        self.ended, self._pid, self._wait = ended, pid, wait

    def kill(self) -> bool:
        """Kill it, and whether that was its end."""
        if not self.ended():
            os.kill(self._pid, signal.SIGKILL)
        code = self._wait()
        assert code in (0, -signal.SIGKILL), f"the import ended with {code}"
        return code == -signal.SIGKILL


def told(own: Path) -> dict[str, bytes]:
    """Every file of an own folder; of a run what was read, without the number and time of its import."""
    found = {path.relative_to(own).as_posix(): path.read_bytes() for path in own.rglob("*") if path.is_file()}
    for log in kept_logs(own):
        found[f"runs/{log.digest}/{RUN_FILE}"] = repr(structs.replace(log, batch=0, imported="")).encode()
    return {name: body for name, body in found.items() if name not in (".lock", STAMP)}


def killed_imports(ground: ImportGround, kills: int, seed: int) -> ImportKills:
    """Kill that many imports in turn while they read, anywhere, and while they make the facts, and check after each.

    When an import ends before its kill, or all logs are in, the own folder is compared and emptied.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    began, count = time.monotonic(), ImportKills()
    held: frozenset[str] = frozenset()
    while count.killed < kills:
        since = TURNS[count.killed % len(TURNS)]
        moment = chance.uniform(0, ground.seconds * SHARES[since])
        at_work = ground.kill(moment, since)
        held = ground.check(held)
        count.killed += at_work
        count.ended += not at_work
        if at_work:
            count.before_any += not held
            count.between += 0 < len(held) < LOGS
            count.whole += len(held) == LOGS
        if not at_work or len(held) == LOGS:
            ground.finish()
            shutil.rmtree(ground.own)
            held = frozenset()
    ground.finish()
    count.seconds = time.monotonic() - began
    return count


def _serve(logs: Path, own: Path) -> None:
    """Forks an import at each `go`, says whether it has ended, and waits for it when asked to."""
    every_format()
    print("ready", flush=True)  # noqa: T201 - the protocol
    pid, code = 0, None
    for line in sys.stdin:
        word = line.strip()
        if word == "go":
            pid, code = os.fork(), None
            if pid == 0:
                import_logs([logs], own=own)
                os._exit(0)
            print(pid, flush=True)  # noqa: T201 - the protocol
            continue
        if code is None:
            done, status = os.waitpid(pid, 0 if word == "wait" else os.WNOHANG)
            code = os.waitstatus_to_exitcode(status) if done else None
        answer = code if word == "wait" else "yes" if code is not None else "no"
        print(answer, flush=True)  # noqa: T201 - the protocol


def _logs(folder: Path, items: int) -> Path:
    """Tables of items, each of a model of its own, with outputs."""
    folder.mkdir(parents=True)
    for log in range(LOGS):
        rows = (
            f"model-{log},odd things,i{item},{(item * 7 + log) % 3 == 0:d},What is {item}?,It is {item * log}.\n"
            for item in range(items)
        )
        (folder / f"log-{log}.csv").write_text("model,task,item,outcome,question,output\n" + "".join(rows))
    return folder


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), Path(sys.argv[2]))
