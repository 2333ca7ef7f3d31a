"""The runs that are kept: one folder a log, put in place by one rename, so that each is there whole or not at all.

own/runs/<digest>/run.json         what the log says, and when it was imported
own/runs/<digest>/items.parquet    its item-level results, where it has any
own/runs/<digest>/outputs.parquet  their prompts and outputs, where it has any
own/undone/<batch>/<digest>/       the same, of an import that was undone
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct

from evenhand.errors import BadSetting
from evenhand.records.own_results import OwnRun, Tool

RUNS, UNDONE, INCOMING = "runs", "undone", ".incoming"
RUN_FILE, ITEMS, OUTPUTS = "run.json", "items.parquet", "outputs.parquet"
FORM = "evenhand/run/1"
PATIENCE = 60.0


class KeptFile(Struct, frozen=True, kw_only=True):
    """A file of the log: its name below the path that was given, its hash, its size in bytes."""

    name: str
    sha256: str
    size: int


class ItemCount(Struct, frozen=True, kw_only=True):
    """What is kept of a run's items: how many attempts, and whether each item has one, solved or not."""

    attempts: int
    plain: bool


class KeptLog(Struct, frozen=True, kw_only=True):
    """A log as it was imported: `run.json`.

    `digest` names the folder; it is of the bytes (`content`) and of the version of the reader (`reader`). `batch` is
    the number of the import, `imported` its time in UTC (`2026-11-22T16:30:05Z`). `items` counts by the key of a run.
    """

    form: str = FORM
    digest: str
    content: str
    tool: Tool
    reader: int
    batch: int
    imported: str
    files: tuple[KeptFile, ...]
    runs: tuple[OwnRun, ...]
    items: dict[str, ItemCount] = {}

    @property
    def name(self) -> str:
        """The name of the file that says what was run."""
        return self.files[0].name

    @property
    def day(self) -> str:
        """The ISO day of the import."""
        return self.imported[:10]


@contextmanager
def alone(own: Path) -> Iterator[None]:
    """Keeps other imports out while one is at work, and clears what is half-written: its own, and what a kill left.

    Raises:
        BadSetting: another import is at work for longer than a minute, or the folder cannot be written.

    """
    try:
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(own / ".lock", timeout=PATIENCE):
            shutil.rmtree(own / INCOMING, ignore_errors=True)
            try:
                yield
            finally:
                shutil.rmtree(own / INCOMING, ignore_errors=True)
    except Timeout as error:
        raise BadSetting(f"another import is at work on {own}; try again when it has ended") from error
    except PermissionError as error:
        fix = "name a folder of your own with EVENHAND_OWN"
        raise BadSetting(f"{error.filename or own} cannot be written ({error.strerror}); {fix}") from error


def kept_logs(own: Path) -> tuple[KeptLog, ...]:
    """Every log that is kept, in the order of their imports.

    Raises:
        BadSetting: a `run.json` is not as it was written.

    """
    return _read(own / RUNS)


def undone_logs(own: Path) -> tuple[KeptLog, ...]:
    """Every log of an import that was undone."""
    folders = sorted((own / UNDONE).iterdir()) if (own / UNDONE).is_dir() else []
    return tuple(log for folder in folders for log in _read(folder))


def in_order(logs: Iterable[KeptLog]) -> tuple[KeptLog, ...]:
    """Logs by their imports, and those of one import by their digests: the order in which names are given."""
    return tuple(sorted(logs, key=lambda log: (log.batch, log.digest)))


def write_log(log: KeptLog, folder: Path) -> None:
    """Put `run.json` into a folder that is not in place yet, and have the whole folder on disk."""
    with (folder / RUN_FILE).open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(log), indent=1) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    _on_disk(folder)


def move(folder: Path, place: Path) -> None:
    """Make a whole folder stand in its place by one rename that is on disk when this ends."""
    place.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(place)
    _on_disk(place.parent)


def remove(own: Path, folder: Path) -> None:
    """Take the folder of a log away, first out of its place by one rename."""
    away = own / INCOMING / f"{folder.name}-gone"
    away.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(away)
    shutil.rmtree(away)


def _read(folder: Path) -> tuple[KeptLog, ...]:
    paths = sorted(folder.glob(f"*/{RUN_FILE}"))
    found = [_decoded(path) for path in paths]
    return in_order(found)


def _decoded(path: Path) -> KeptLog:
    try:
        return msgspec.json.decode(path.read_bytes(), type=KeptLog)
    except (msgspec.DecodeError, OSError) as error:
        fix = "move its folder away and import the log again"
        raise BadSetting(f"{path} is not as it was written ({error}); {fix}") from error


def _on_disk(folder: Path) -> None:
    """Have the names in a folder on disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
