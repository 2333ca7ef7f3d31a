"""`evenhand import`: result files into the own folder, each whole or not at all, then the facts that follow."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from evenhand.errors import BadLog, MissingExtra
from evenhand.importers.logs.log import LogFormat
from evenhand.importers.own.conditions_of_runs import in_short
from evenhand.importers.own.facts_in_place import public_meanings
from evenhand.importers.own.finding_logs import FoundLog, find_logs
from evenhand.importers.own.meanings import Meanings
from evenhand.importers.own.names_of_own import OwnNames, with_names, write_names
from evenhand.importers.own.reading_logs import LogBytes, bytes_of, read_log
from evenhand.importers.own.runs_on_file import (
    INCOMING,
    RUNS,
    KeptLog,
    alone,
    in_order,
    kept_logs,
    move,
    remove,
    undone_logs,
    write_log,
)
from evenhand.importers.own.settling import settle
from evenhand.importers.own.told import Key, RunOfLog, Told
from evenhand.records.own_imports import ImportReport, LeftLog, RefusedLog, TakenRun
from evenhand.settings import own_folder

KNOWN = "imported before"
EMPTY = "none of its results has a value, and it has no items"
Progress = Callable[[str, int, int, int], None]


def quiet(_what: str, _done: int, _of: int, _items: int) -> None:
    """Tells nobody how far an import is."""


class _Batch:
    """One import at work: what was found, taken, left and refused so far."""

    def __init__(self, own: Path, *, dry_run: bool) -> None:
        self.own, self.dry_run = own, dry_run
        self.held = list(kept_logs(own))
        self.number = 1 + max((log.batch for log in (*self.held, *undone_logs(own))), default=0)
        self.imported = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.taken: list[KeptLog] = []
        self.left: list[LeftLog] = []
        self.refused: list[RefusedLog] = []

    def take(self, found: FoundLog, count: Callable[[int], None]) -> None:
        """Read a log and put it in place, or note why not."""
        try:
            held = bytes_of(found)
            if any(log.digest == held.digest for log in (*self.held, *self.taken)):
                self.left.append(LeftLog(log=found.name, why=KNOWN))
                return
            self._keep(found, held, count)
        except BadLog as error:
            self.refused.append(_refusal(found, error))
        except MissingExtra as error:
            self.refused.append(RefusedLog(log=found.name, message=str(error)))

    def _keep(self, found: FoundLog, held: LogBytes, count: Callable[[int], None]) -> None:
        incoming = self.own / INCOMING / held.digest
        read = read_log(found, None if self.dry_run else incoming, count)
        if not read.items and not any(run.value for run in read.runs):
            shutil.rmtree(incoming, ignore_errors=True)
            self.left.append(LeftLog(log=found.name, why=EMPTY))
            return
        log = KeptLog(
            digest=held.digest,
            content=held.content,
            tool=found.log.tool,
            reader=held.reader,
            batch=self.number,
            imported=self.imported,
            files=held.files,
            runs=read.runs,
            items=read.items,
        )
        if not self.dry_run:
            write_log(log, incoming)
            move(incoming, self.own / RUNS / log.digest)
        self.taken.append(log)

    def drop(self, log: KeptLog, why: str) -> None:
        """Take back a log that the catalog cannot have; one that was there before stays on file."""
        if log not in self.taken:
            self.left.append(LeftLog(log=log.name, why=f"kept, but without facts: {why}"))
            return
        self.taken.remove(log)
        self.refused.append(RefusedLog(log=log.name, message=why, fix="mend the file, or tell us where it is right"))
        if not self.dry_run:
            remove(self.own, self.own / RUNS / log.digest)

    def logs(self) -> tuple[KeptLog, ...]:
        """All that is kept now; of a log that was read by two versions of its reader the newer."""
        every = [*self.held, *self.taken]
        older = [log for log in every if any(log.content == one.content and log.reader < one.reader for one in every)]
        for log in older:
            every.remove(log)
            if not self.dry_run:
                remove(self.own, self.own / RUNS / log.digest)
        return in_order(every)


def import_logs(
    paths: Sequence[Path],
    formats: Sequence[LogFormat] | None = None,
    *,
    names: OwnNames = OwnNames(),  # noqa: B008 - frozen
    own: Path | None = None,
    dry_run: bool = False,
    progress: Progress = quiet,
) -> ImportReport:
    """Import every log at the paths; without a path make the facts of what is kept again.

    `names` are added to the user's table first. `progress` is told a file's name, how many logs are done, how many
    there are, and how many items of this one were read. A log that was imported before is left, one that cannot be
    read is refused, and all others are still taken. What was taken stays taken when this is killed; then the facts
    follow at the next import.

    Raises:
        BadSetting: the own folder cannot be written or holds what we did not write, or a name is no name.
        BadCatalog: the public facts are not right by themselves; what was read is kept.

    """
    folder = own or own_folder()
    found = find_logs(paths, every_format() if formats is None else formats)
    with alone(folder):
        wanted = with_names(folder, names)
        words = public_meanings(wanted)
        batch = _Batch(folder, dry_run=dry_run)
        batch.refused += found.refused
        for done, one in enumerate(found.logs):
            progress(one.name, done, len(found.logs), 0)
            batch.take(one, lambda items, one=one, done=done: progress(one.name, done, len(found.logs), items))  # type: ignore[misc]
        progress("", len(found.logs), len(found.logs), 0)
        if not dry_run:
            write_names(folder, wanted)
        new = [log.digest for log in batch.taken]
        settled = settle(folder, batch.logs(), words, new, dry_run=dry_run)
        for log, why in settled.without:
            batch.drop(log, why)
    return ImportReport(
        batch=batch.number if batch.taken else 0,
        taken=tuple(run for log in batch.taken for run in taken_runs(log, settled.told, words)),
        left=tuple(batch.left),
        refused=tuple(batch.refused),
        passed_over=found.passed_over,
        changed=settled.changed,
        dry_run=dry_run,
    )


def every_format() -> tuple[LogFormat, ...]:
    """All formats that are read."""
    from evenhand.importers.logs.formats import FORMATS  # noqa: PLC0415 - a reader is loaded when something is read

    return tuple(FORMATS)


def taken_runs(log: KeptLog, told: Mapping[Key, Told], words: Meanings) -> Iterator[TakenRun]:
    """What is to be said of the runs of a log."""
    for place, run in enumerate(log.runs, 1):
        one = RunOfLog(log=log, run=run, number=place)
        is_ = told[one.key]
        items = log.items.get(run.key)
        yield TakenRun(
            log=log.name,
            folder=log.digest,
            key=run.key,
            tool=log.tool,
            model_called=run.model,
            model=is_.model,
            model_is="public" if is_.model in words.public_models else "own",
            task=run.task,
            benchmark=is_.benchmark,
            benchmark_is="public" if is_.benchmark in words.benchmarks else "own",
            metric=run.metric,
            value=run.value,
            score=None if is_.score is None else float(is_.score),
            unit=is_.unit,
            without_score=is_.why,
            without_error=is_.error_why,
            n=is_.n,
            attempts=items.attempts if items else 0,
            measured=run.measured,
            conditions="; ".join(part for part in (is_.part, in_short(log.tool, run)) if part),
        )


def _refusal(found: FoundLog, error: BadLog) -> RefusedLog:
    """The error with the file as the log is called, and another file of the log as a part of the place."""
    problem = error.problem
    return RefusedLog(
        log=found.name,
        message=problem.message,
        place=_place(found, problem.file),
        value=problem.value,
        fix=problem.fix,
    )


def _place(found: FoundLog, where: str) -> str:
    """The place in the log without the path of its main file, which is said beside it."""
    for part in (found.log.main, *found.log.parts):
        for name in (str(part), found.name, part.name):
            if where == name or where.startswith(f"{name}, "):
                inside = "" if part == found.log.main else part.name
                return ", ".join(text for text in (inside, where[len(name) + 2 :]) if text)
    return where
