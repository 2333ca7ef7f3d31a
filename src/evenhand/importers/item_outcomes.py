"""Outcomes item by item as tables: one a benchmark with a column a run, and one that says what the columns are."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from msgspec import Struct

from evenhand.importers.plain_cells import exact

RUNS = "runs.csv"
COLUMNS = ("run", "model", "benchmark", "harness", "measured", "origin", "known", "unknown")
CELLS = {True: "1", False: "0", None: ""}


class OutcomeRun(Struct, frozen=True, kw_only=True):
    """One run over one benchmark: whether each item was solved; None is unknown, a missing item was not run.

    `model` and `benchmark` are our ids; without one the model is empty and the benchmark the source's own name.
    """

    run: str
    model: str
    benchmark: str
    harness: str
    measured: str
    origin: str
    outcomes: Mapping[str, bool | None]


def matrices(runs: Iterable[OutcomeRun]) -> dict[str, str]:
    """The texts of the files: a matrix a benchmark, cells 1, 0 or empty, and the table of the runs."""
    ordered = sorted(runs, key=lambda run: (run.benchmark, run.run))
    files = {RUNS: _table(COLUMNS, (_described(run) for run in ordered))}
    for benchmark in sorted({run.benchmark for run in ordered}):
        files[f"{benchmark}.csv"] = _matrix([run for run in ordered if run.benchmark == benchmark])
    return files


def _matrix(runs: Sequence[OutcomeRun]) -> str:
    items = sorted({item for run in runs for item in run.outcomes})
    rows = ([exact(item), *(CELLS[run.outcomes.get(item)] for run in runs)] for item in items)
    return _table(["item", *(exact(run.run) for run in runs)], rows)


def _described(run: OutcomeRun) -> list[str]:
    unknown = sum(outcome is None for outcome in run.outcomes.values())
    told = (run.run, run.model, run.benchmark, run.harness, run.measured, run.origin)
    return [*map(exact, told), str(len(run.outcomes) - unknown), str(unknown)]


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
