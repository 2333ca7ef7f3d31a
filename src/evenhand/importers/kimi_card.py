"""The evaluation table of Kimi K2.5: models side by side, a star for Moonshot's own runs, a dagger for text only."""

import re
from collections.abc import Iterator

from msgspec import Struct, structs

from evenhand.importers.admission import Candidate, admit, refusal
from evenhand.importers.fact_rows import plain
from evenhand.importers.findings import Findings, Known
from evenhand.importers.html_table import GridCell, grid
from evenhand.importers.rules import Column, Subject, ruling
from evenhand.records.facts import Observation, Rejection

CELL = re.compile(r"(?P<value>\d+(?:\.\d+)?)(?P<mark>[*†]?)")
MARKS = {"*": "; * measured by Moonshot itself", "†": "; † text-only part"}


class TableCell(Struct, frozen=True):
    """One filled cell: column heading, row name, text with its mark; `shared` when it stands for several rows."""

    column: str
    row: str
    text: str
    shared: bool = False


def parse(text: str) -> list[TableCell]:
    """All cells of the table that are not empty and not a dash.

    Raises:
        ValueError: there is no table with a heading row.

    """
    rows = grid(text)
    if not rows or len(rows[0]) < 2:
        raise ValueError("no table")
    columns = [_heading(cell.text) for cell in rows[0]]
    return [cell for row in rows[1:] for cell in _filled(columns, row)]


def translate(cells: list[TableCell], known: Known) -> Findings:
    """Each cell as Moonshot's statement about its own or a rival's model."""
    return admit((_judged(cell, known) for cell in cells), known)


def _heading(text: str) -> str:
    return re.sub(r"-\s+", "-", text)


def _filled(columns: list[str], row: list[GridCell]) -> Iterator[TableCell]:
    for column, cell in zip(columns[1:], row[1:], strict=False):
        if cell.text not in {"", "-"}:
            yield TableCell(column, row[0].text, cell.text, shared=cell.carried)


def _judged(cell: TableCell, known: Known) -> Candidate | Rejection:
    match = CELL.fullmatch(cell.text)
    if match is None or cell.shared:
        reason = "one value for two settings" if cell.shared else "not a number"
        names = {"name": cell.column, "benchmark": cell.row}
        return refusal(known, reason, **names, value=cell.text, link=known.source.link, detail="")
    return Candidate(seen=_observation(cell, match, known), name=cell.column, benchmark=cell.row)


def _observation(cell: TableCell, match: re.Match[str], known: Known) -> Observation:
    column = known.rules.columns.get(cell.column, Column(model=cell.column))
    stated = ruling(known.rules.rule, Subject(model=cell.column, benchmark=cell.row, note=cell.text)).stated
    benchmark = stated.get("benchmark") or known.source.benchmark_names.get(cell.row, cell.row)
    own = known.labs.get(column.model) == "moonshotai"
    conditions = {"effort": column.effort, "mode": column.mode, "measured_by": "moonshotai" if own else ""}
    seen = Observation(
        model=column.model,
        benchmark=benchmark,
        value=_in_unit(float(match["value"]), benchmark, known),
        raw=cell.text,
        tier="C" if own else "D",
        source=known.source.id,
        retrieved=known.source.retrieved,
        link=known.source.link,
        quote=plain(f"{cell.row}: {cell.text}{MARKS.get(match['mark'], '')}"),
    )
    return structs.replace(seen, **{**conditions, **stated})


def _in_unit(value: float, benchmark: str, known: Known) -> float:
    """Footnote 4: document scores are (1 - distance) x 100; the catalog keeps the distance."""
    test = known.benchmarks.get(benchmark)
    return round(1 - value / 100, 6) if test and test.unit == "edit distance" else value
