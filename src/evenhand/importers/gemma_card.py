"""The Gemma 4 model card: one table of percentages, a few ratings and distances, a star for a footnote."""

import re
from collections.abc import Iterator

from msgspec import Struct, structs

from evenhand.importers.admission import Candidate, admit
from evenhand.importers.fact_rows import plain
from evenhand.importers.findings import Findings, Known
from evenhand.importers.rules import Column, Subject, ruling
from evenhand.records.facts import Observation

CELL = re.compile(r"(?P<value>[\d.]+)(?P<unit>%?)\s*(?P<mark>\*?)")
PUBLISHED = "2026-06"


class TableCell(Struct, frozen=True):
    """One filled cell: column heading, row name, the cell's text without markup."""

    column: str
    row: str
    text: str


def parse(text: str) -> list[TableCell]:
    """All cells of the pipe table that are not empty and not a dash.

    Raises:
        ValueError: there is no pipe table.

    """
    lines = [line for line in text.splitlines() if line.startswith("|")]
    if not lines:
        raise ValueError("no table")
    columns = _split(lines[0])
    return [cell for line in lines[2:] for cell in _filled(columns, _split(line))]


def translate(cells: list[TableCell], known: Known) -> Findings:
    """Each cell as the lab's own statement about its model."""
    return admit((_candidate(cell, known) for cell in cells), known)


def _split(line: str) -> list[str]:
    return [re.sub(r"<[^>]*>", "", part).strip() for part in line.strip().strip("|").split("|")]


def _filled(columns: list[str], parts: list[str]) -> Iterator[TableCell]:
    row = parts[0].strip("*")
    for column, text in zip(columns[1:], parts[1:], strict=True):
        if text not in {"", "-"}:
            yield TableCell(column, row, text)


def _candidate(cell: TableCell, known: Known) -> Candidate:
    column = known.rules.columns.get(cell.column, Column(model=cell.column))
    stated = ruling(known.rules.rule, Subject(model=cell.column, benchmark=cell.row, note=cell.text)).stated
    lab = known.labs.get(column.model, "")
    seen = Observation(
        model=column.model,
        benchmark=known.source.benchmark_names.get(cell.row, cell.row),
        mode=column.mode,
        value=_value(cell.text),
        raw=cell.text,
        tier="C",
        measured_by=lab,
        source=known.source.id,
        published=PUBLISHED,
        retrieved=known.source.retrieved,
        link=known.source.link,
        quote=plain(f"{cell.row}: {cell.text}; Gemma 4 model card, read from a public copy"),
    )
    return Candidate(seen=structs.replace(seen, **stated), name=cell.column, benchmark=cell.row)


def _value(text: str) -> float:
    match = CELL.fullmatch(text)
    return float(match["value"]) if match else float("nan")
