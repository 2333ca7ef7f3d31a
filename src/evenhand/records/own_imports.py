"""What an import did with each result file: taken, left, or refused, and why."""

from typing import Literal

from msgspec import Struct

Whose = Literal["public", "own"]


class TakenRun(Struct, frozen=True, kw_only=True):
    """One run of a log that is kept: what the log calls it, what it is here, and under which conditions it was made.

    `log` is the file's name, `folder` the name of its folder below `own/runs`, `key` the run's key in it. `model` and
    `benchmark` are our ids; `model_is` and `benchmark_is` say whether the public catalog describes them. `value` is
    the number as the file writes it, `score` the same in the benchmark's unit, None where no score follows from it, and
    `without_score` then says why; `without_error` says why the standard error of the file is not taken. `benchmark` is
    empty where the run is of no test. `n` is the number of questions, `attempts` how many item-level results are kept,
    `measured` the ISO day of the run, empty where the file does not say it.
    """

    log: str
    folder: str
    key: str
    tool: str
    model_called: str
    model: str
    model_is: Whose
    task: str
    benchmark: str
    benchmark_is: Whose
    metric: str
    value: str
    score: float | None = None
    unit: str = ""
    without_score: str = ""
    without_error: str = ""
    n: int | None = None
    attempts: int = 0
    measured: str = ""
    conditions: str = ""


class LeftLog(Struct, frozen=True, kw_only=True):
    """A file that was not read again, or of which nothing is kept, with the reason."""

    log: str
    why: str


class RefusedLog(Struct, frozen=True, kw_only=True):
    """A file of which nothing was taken: the place in it, what is wrong, what stands there, what would be right."""

    log: str
    message: str
    place: str = ""
    value: str = ""
    fix: str = ""

    def __str__(self) -> str:
        where = f"{self.log}, {self.place}" if self.place else self.log
        value = f" (found {self.value!r})" if self.value else ""
        fix = f"; {self.fix}" if self.fix else ""
        return f"{where}: {self.message}{value}{fix}"


class ImportReport(Struct, frozen=True, kw_only=True):
    """What an import did, or would do in a dry run.

    `batch` is the number of this import, 0 where nothing was taken. `passed_over` counts the files that are no result
    of a tool we read. `changed` says whether the facts of your own runs are other ones now.
    """

    batch: int = 0
    taken: tuple[TakenRun, ...] = ()
    left: tuple[LeftLog, ...] = ()
    refused: tuple[RefusedLog, ...] = ()
    passed_over: int = 0
    changed: bool = False
    dry_run: bool = False


class OwnBatch(Struct, frozen=True, kw_only=True):
    """The runs of one import: its number, when (UTC, to the second), how many logs, and each run in it."""

    batch: int
    imported: str
    logs: int
    runs: tuple[TakenRun, ...]


class OwnBatches(Struct, frozen=True, kw_only=True):
    """Every import that is kept, the newest first, and those that were undone and can be brought back."""

    kept: tuple[OwnBatch, ...] = ()
    undone: tuple[OwnBatch, ...] = ()
