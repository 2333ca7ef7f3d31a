"""Outcomes question by question: a table of the runs, and beside it one table a benchmark with a column a run."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path

from msgspec import Struct

from evenhand.catalog.reading import Reader
from evenhand.records.facts import Id
from evenhand.records.item_outcomes import ItemOutcomes

CELLS = {"", "0", "1"}


class ItemRun(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the table of the runs; of `known` questions the outcome is on file, of `unknown` ones it is not."""

    source: Id
    run: str
    benchmark: str
    origin: str
    known: int
    unknown: int
    model: str = ""
    harness: str = ""
    measured: str = ""
    file: str = ""
    line: int = 0


def read_outcomes(reader: Reader, path: Path, source: str) -> list[ItemOutcomes]:
    """The runs of a `runs.csv` with their columns of the tables beside it; what does not fit is reported."""
    runs = reader.rows(path, ItemRun, source=source)
    tables = {name: _columns(reader, path.with_name(f"{name}.csv")) for name in sorted({run.benchmark for run in runs})}
    return [made for run in runs for made in _outcomes(reader, path, run, tables[run.benchmark])]


def _outcomes(reader: Reader, path: Path, run: ItemRun, table: Mapping[str, str]) -> Iterator[ItemOutcomes]:
    """The run with its outcomes, or a problem and nothing."""
    cells = table.get(run.run)
    if cells is None:
        reader.report(path, run.line, "no table of outcomes has this run", run.run, f"a column in {run.benchmark}.csv")
        return
    known = "".join("0" if cell == " " else "1" for cell in cells)
    if known.count("1") != run.known:
        fix = f"{run.benchmark}.csv has {known.count('1')}"
        reader.report(path, run.line, "the number of known outcomes is another", str(run.known), fix)
        return
    yield ItemOutcomes(
        source=run.source,
        run=run.run,
        model=run.model,
        benchmark=run.benchmark,
        items=len(cells),
        solved=f"{int(cells.replace(' ', '0'), 2):x}",
        known=f"{int(known, 2):x}",
        harness=run.harness,
        measured=run.measured,
        origin=run.origin,
        file=run.file,
        line=run.line,
    )


def _columns(reader: Reader, path: Path) -> dict[str, str]:
    """Each run's outcomes as one text, a sign a question: 1, 0, or a blank where it is not known."""
    text = reader.text(path) if path.is_file() else None
    if not text:
        return {}
    try:
        header, *rows = csv.reader(StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        reader.report(path, 0, f"not valid CSV: {error}", "", "collect this source again")
        return {}
    for line, row in enumerate(rows, 2):
        wrong = next((cell for cell in row[1:] if cell not in CELLS), None)
        if wrong is not None or len(row) != len(header):
            reader.report(path, line, "an outcome is 1, 0 or empty, one for each run", wrong or "", "mend the row")
            return {}
    return {name: "".join(cell or " " for cell in cells) for name, *cells in list(zip(header, *rows, strict=True))[1:]}
