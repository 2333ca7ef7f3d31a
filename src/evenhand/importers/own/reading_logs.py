"""One log into a folder of its own, as a stream: its runs, its items, its texts; nothing of a log that is wrong."""

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from hashlib import blake2b, sha256
from math import isfinite
from pathlib import Path

from msgspec import Struct

from evenhand.errors import BadLog, BadSetting, EvenhandError
from evenhand.importers.own.finding_logs import FoundLog, name_below
from evenhand.importers.own.runs_on_file import ITEMS, OUTPUTS, ItemCount, KeptFile
from evenhand.importers.own.secrets import without_secrets
from evenhand.items.writing import ItemWriter, OutputWriter
from evenhand.records.own_results import OwnItem, OwnRun

# Their files do not say which model and test they are of, so that the name is part of what a log says.
NAMED = ("simple-evals",)
PIECE = 2**20
PLAIN = (None, 0.0, 1.0)
TOLD_EVERY = 500
Count = Callable[[int], None]


class LogBytes(Struct, frozen=True, kw_only=True):
    """The files of a log with their hashes; `content` is the hash of them all, `digest` also of who reads them."""

    content: str
    digest: str
    reader: int
    files: tuple[KeptFile, ...]


class ReadLog(Struct, frozen=True, kw_only=True):
    """What a log says, its items counted by the key of their run."""

    runs: tuple[OwnRun, ...]
    items: dict[str, ItemCount]


def bytes_of(found: FoundLog) -> LogBytes:
    """The hashes of a log's files, the main one first.

    Raises:
        BadLog: a file cannot be read.

    """
    parts = sorted(set(found.log.parts) | ({found.log.main} if found.log.main.is_file() else set()))
    parts.sort(key=lambda part: part != found.log.main)
    files = tuple(_hashed(part, found.root) for part in parts)
    if not files:
        raise BadLog(found.name, "the log has no files", fix="name the whole folder of the run")
    told = [found.log.tool, *(file.sha256 for file in files)]
    told += [found.log.main.name] if found.log.tool in NAMED else []
    told += [found.format.told] if found.format.told else []
    content = blake2b("\0".join(told).encode(), digest_size=10).hexdigest()
    reader = found.format.version
    digest = content if reader == 1 else blake2b(f"{content}\0{reader}".encode(), digest_size=10).hexdigest()
    return LogBytes(content=content, digest=digest, reader=reader, files=files)


def read_log(found: FoundLog, into: Path | None, count: Count = lambda _: None) -> ReadLog:
    """Read a log, its items into files of the folder `into`, which is made; without a folder they are only counted.

    `count` is told how many items there are so far, now and then.

    Raises:
        BadLog: the log cannot be read; the folder is gone then.
        MissingExtra: it has items, and what writes them is not installed.
        BadSetting: the folder cannot be written.

    """
    if into is not None:
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
    try:
        return _read(found, into, count)
    except BaseException as error:
        if into is not None:
            shutil.rmtree(into, ignore_errors=True)
        if isinstance(error, ValueError) and not isinstance(error, EvenhandError):
            raise BadLog(found.name, str(error)) from error  # met when the last items were written
        raise


def _read(found: FoundLog, into: Path | None, count: Count) -> ReadLog:
    with ExitStack() as files:
        items = _Items(found.name, into, files, count)
        try:
            runs = tuple(without_secrets(run) for run in found.format.read(found.log, items.take))
        except EvenhandError:
            raise
        except OSError as error:
            raise BadLog(found.name, f"the file cannot be read: {error.strerror or error}") from error
        except Exception as error:  # a fault of a reader must not keep the other logs out
            fix = "this is a fault of the reader: please tell us, with the file if you can"
            raise BadLog(found.name, f"it could not be read: {type(error).__name__}: {error}"[:300], fix=fix) from error
        counts = items.counts()
        _refuse_unfit(found.name, runs, counts)
    return ReadLog(runs=runs, items={run.key: counts[run.key] for run in runs if run.key in counts})


class _Items:
    """Takes items as they are met; the files are begun with the first one."""

    def __init__(self, name: str, into: Path | None, files: ExitStack, count: Count) -> None:
        self._attempts: Counter[str] = Counter()
        self._uneven: set[str] = set()
        self._name, self._into, self._files, self._count = name, into, files, count
        self._writers: tuple[ItemWriter, OutputWriter] | None = None
        self._taken = 0

    def take(self, item: OwnItem) -> None:
        """Write one item.

        Raises:
            BadLog: its outcome is no number, or it does not fit its column.

        """
        if item.outcome is not None and not isfinite(item.outcome):
            raise BadLog(self._name, "an outcome is not a finite number", place=f"item {item.item}"[:120])
        if self._into is not None:
            self._write(self._into, item)
        self._taken += 1
        if self._taken % TOLD_EVERY == 0:
            self._count(self._taken)
        self._attempts[item.run] += 1
        if item.attempt != 1 or item.outcome not in PLAIN:
            self._uneven.add(item.run)

    def counts(self) -> dict[str, ItemCount]:
        """How many items each run has so far, by its key."""
        return {
            run: ItemCount(attempts=attempts, plain=run not in self._uneven) for run, attempts in self._attempts.items()
        }

    def _write(self, into: Path, item: OwnItem) -> None:
        if self._writers is None:
            begun = ItemWriter(into / ITEMS), OutputWriter(into / OUTPUTS)
            self._writers = self._files.enter_context(begun[0]), self._files.enter_context(begun[1])
        try:
            for writer in self._writers:
                writer.take(item)
        except ValueError as error:
            raise BadLog(self._name, str(error), place=f"item {item.item}"[:120]) from error
        except OSError as error:
            raise BadSetting(f"{into} cannot be written: {error.strerror}") from error


def _refuse_unfit(name: str, runs: tuple[OwnRun, ...], items: dict[str, ItemCount]) -> None:
    """Refuse a reading that does not hold together.

    Raises:
        BadLog: it has no run, two of one key, or items of a run that it has not.

    """
    keys = [run.key for run in runs]
    if not keys:
        raise BadLog(name, "the log holds no result", fix="name the log of a run that has ended")
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise BadLog(name, "two results are of one key", value=twice)
    lost = sorted(items.keys() - set(keys))
    if lost:
        raise BadLog(name, "items are of a run that the log does not have", value=lost[0])


def _hashed(path: Path, root: Path) -> KeptFile:
    whole, size = sha256(), 0
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                whole.update(piece)
                size += len(piece)
    except OSError as error:
        with suppress(ValueError):
            path = path.relative_to(root)
        raise BadLog(path.as_posix(), f"the file cannot be read: {error.strerror}") from error
    return KeptFile(name=name_below(path, root), sha256=whole.hexdigest(), size=size)
