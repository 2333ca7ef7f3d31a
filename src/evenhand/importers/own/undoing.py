"""Imports taken back and brought again, the newest first: nothing that was given is deleted."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from evenhand.errors import BadSetting
from evenhand.importers.own.facts_in_place import derived, public_meanings
from evenhand.importers.own.importing import taken_runs
from evenhand.importers.own.meanings import Meanings
from evenhand.importers.own.names_of_own import read_names
from evenhand.importers.own.runs_on_file import RUNS, UNDONE, KeptLog, alone, kept_logs, move, remove, undone_logs
from evenhand.importers.own.settling import settle
from evenhand.importers.own.told import Key, Told
from evenhand.records.own_imports import OwnBatch, OwnBatches
from evenhand.settings import own_folder


def undo(own: Path | None = None) -> OwnBatch:
    """Take the newest import back: its logs are moved aside, the facts made without them.

    Raises:
        BadSetting: nothing is imported.

    """
    folder = own or own_folder()
    with alone(folder):
        logs = kept_logs(folder)
        if not logs:
            raise BadSetting("nothing is imported, so there is nothing to undo")
        newest = max(log.batch for log in logs)
        gone = [log for log in logs if log.batch == newest]
        words = public_meanings(read_names(folder))
        told = _told(folder, logs, words)
        for log in gone:
            move(folder / RUNS / log.digest, folder / UNDONE / f"{newest}" / log.digest)
        settle(folder, [log for log in logs if log.batch != newest], words)
    return _batch(gone, told, words)


def redo(own: Path | None = None) -> OwnBatch:
    """Bring the import back that was undone last.

    Raises:
        BadSetting: none was undone.

    """
    folder = own or own_folder()
    with alone(folder):
        undone = undone_logs(folder)
        if not undone:
            raise BadSetting("no import was undone, so there is nothing to bring back")
        batch = min(log.batch for log in undone)
        back = [log for log in undone if log.batch == batch]
        held = {log.digest for log in kept_logs(folder)}
        for log in back:
            place = folder / UNDONE / f"{batch}" / log.digest
            if log.digest in held:
                remove(folder, place)
            else:
                move(place, folder / RUNS / log.digest)
        logs = kept_logs(folder)
        words = public_meanings(read_names(folder))
        settle(folder, logs, words)
        told = _told(folder, logs, words)
    return _batch(back, told, words)


def batches(own: Path | None = None) -> OwnBatches:
    """Every import on file, the newest first, and every one that was undone."""
    folder = own or own_folder()
    kept, undone = kept_logs(folder), undone_logs(folder)
    words = public_meanings(read_names(folder))
    told = _told(folder, (*kept, *undone), words)
    return OwnBatches(kept=_grouped(kept, told, words), undone=_grouped(undone, told, words))


def _told(folder: Path, logs: Sequence[KeptLog], words: Meanings) -> Mapping[Key, Told]:
    """What the runs are, without a look at their items."""
    return derived(folder, logs, words, outcomes=False).told


def _grouped(logs: Sequence[KeptLog], told: Mapping[Key, Told], words: Meanings) -> tuple[OwnBatch, ...]:
    numbers = sorted({log.batch for log in logs}, reverse=True)
    return tuple(_batch([log for log in logs if log.batch == number], told, words) for number in numbers)


def _batch(logs: Sequence[KeptLog], told: Mapping[Key, Told], words: Meanings) -> OwnBatch:
    return OwnBatch(
        batch=logs[0].batch,
        imported=logs[0].imported,
        logs=len(logs),
        runs=tuple(run for log in logs for run in taken_runs(log, told, words)),
    )
