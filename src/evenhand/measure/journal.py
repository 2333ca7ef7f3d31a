"""What a measurement has finished, line by line, so that an end at any moment loses nothing of it.

The first line holds the run's id and settings, every other one a session, a calibration or a request. A line is
written when its request has ended and reaches the disk with the next small group, so that a killed process loses
nothing, and a machine without power at most that group. A torn last line is cut off.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from time import monotonic
from typing import BinaryIO

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct

from evenhand.errors import BadSetting
from evenhand.records.speed_receipt import Calibration, Request, SpeedSettings

GROUP = 8
GROUP_SECONDS = 0.5


class Head(Struct, frozen=True, kw_only=True, tag_field="is", tag="run"):
    """The first line: the run's id and everything that was set."""

    id: str
    settings: SpeedSettings


class Session(Struct, frozen=True, kw_only=True, tag_field="is", tag="session"):
    """The ISO time at which the run began or went on."""

    at: str


Line = Head | Session | Calibration | Request
_decoder = msgspec.json.Decoder(Line)


def settings_digest(settings: SpeedSettings) -> str:
    """By which a run with the same settings is found again."""
    return blake2b(msgspec.json.encode(settings, order="deterministic"), digest_size=10).hexdigest()


class Journal:
    """The journal of one run, open for what comes; `requests`, `calibrations` and `sessions` are what it holds."""

    def __init__(self, file: BinaryIO, head: Head, lines: list[Line]) -> None:
        self.id = head.id
        self.settings = head.settings
        self.requests = [line for line in lines if isinstance(line, Request)]
        self.calibrations = [line for line in lines if isinstance(line, Calibration)]
        self.sessions = [line.at for line in lines if isinstance(line, Session)]
        self._file = file
        self._waiting = 0
        self._synced = monotonic()

    def session(self, at: str) -> None:
        """Note that the run begins or goes on."""
        self.sessions.append(at)
        self._write(Session(at=at))

    def calibration(self, found: Calibration) -> None:
        """Keep a calibration."""
        self.calibrations.append(found)
        self._write(found)

    def request(self, ended: Request) -> None:
        """Keep a finished request."""
        self.requests.append(ended)
        self._write(ended)

    def done(self, target: str, prompt_tokens: int, concurrency: int) -> frozenset[int]:
        """The numbers of the counted requests of a condition that have ended."""
        condition = (target, prompt_tokens, concurrency)
        mine = (one for one in self.requests if (one.target, one.prompt_tokens, one.concurrency) == condition)
        return frozenset(one.number for one in mine if not one.warm_up)

    def sync(self) -> None:
        """Put what is written on the disk."""
        os.fsync(self._file.fileno())
        self._waiting, self._synced = 0, monotonic()

    def _write(self, line: Line) -> None:
        self._file.write(msgspec.json.encode(line) + b"\n")
        self._file.flush()
        self._waiting += 1
        if self._waiting >= GROUP or monotonic() - self._synced > GROUP_SECONDS:
            self.sync()


@contextmanager
def journal_of(folder: Path, settings: SpeedSettings, run: str, *, fresh: bool = False) -> Iterator[Journal]:
    """The journal of a run with these settings: the one that was broken off, else, or when `fresh`, a new one.

    `run` is the id of a new run. The file stays until `forget`.

    Raises:
        BadSetting: another process measures with these settings, or the file cannot be written.

    """
    path = place(folder, settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock"), timeout=0), _opened(path, settings, run, fresh=fresh) as journal:
            yield journal
            journal.sync()
    except Timeout:
        raise BadSetting(
            "the same measurement already runs in another process; wait for it or change a setting"
        ) from None
    except PermissionError as error:
        raise BadSetting(f"{folder} cannot be written: {error.strerror}") from None


def place(folder: Path, settings: SpeedSettings) -> Path:
    """The file of a run with these settings."""
    return folder / f"{settings_digest(settings)}.jsonl"


def forget(folder: Path, settings: SpeedSettings) -> None:
    """Remove the journal of a run that is kept elsewhere now."""
    with suppress(FileNotFoundError):
        place(folder, settings).unlink()


@contextmanager
def _opened(path: Path, settings: SpeedSettings, run: str, *, fresh: bool) -> Iterator[Journal]:
    head, lines, size = (None, [], 0) if fresh else _read(path)
    if head is None:
        head, lines, size = Head(id=run, settings=settings), [], 0
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.truncate(size)
        file.seek(size)
        if not size:
            file.write(msgspec.json.encode(head) + b"\n")
            file.flush()
        yield Journal(file, head, lines)


def _read(path: Path) -> tuple[Head | None, list[Line], int]:
    """The whole lines of a journal and how many bytes they take; no head where there is none, or it is torn."""
    lines: list[Line] = []
    size = 0
    for row in path.read_bytes().splitlines(keepends=True) if path.is_file() else ():
        line = _whole(row)
        if line is None:
            break
        lines.append(line)
        size += len(row)
    head = lines[0] if lines else None
    return (head, lines[1:], size) if isinstance(head, Head) else (None, [], 0)


def _whole(row: bytes) -> Line | None:
    """A line as it was written; None where it is torn."""
    try:
        return _decoder.decode(row) if row.endswith(b"\n") else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
