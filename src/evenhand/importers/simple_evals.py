"""OpenAI's table of simple-evals: its own models by prompt and effort, and what other labs reported of theirs."""

import re

from msgspec import Struct

from evenhand.importers.admission import admit
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.lab_tables import is_own, stated_by
from evenhand.importers.pipe_table import table_of
from evenhand.importers.raw_files import RawFiles, text_of
from evenhand.importers.source import Importer

FILE = "openai-simple-evals-results.md"
LAB = "openai"
VALUE = re.compile(r"\d+(?:\.\d+)?")
LINKED = re.compile(r"\[(?P<name>[^]]*)\]\((?P<link>[^)]*)\)")
PROMPTS = {"assistant": "a system message", "n/a": "no system message"}


class TableCell(Struct, frozen=True):
    """One filled cell: model and heading as written, prompt without its footnote, value, place."""

    model: str
    heading: str
    prompt: str
    text: str
    at: str


def parse(files: RawFiles) -> list[TableCell]:
    """All cells with a number, read from the left: rows of groups and of other labs have fewer cells than the heading.

    Raises:
        ValueError: there is no such table, or several.

    """
    heading, *rows = table_of(text_of(FILE, files[FILE]), "Model", "Prompt")
    return [
        TableCell(row.cells[0], name, row.cells[1].partition("[")[0].strip(), text, row.at(place))
        for row in rows
        for place, (name, text) in enumerate(zip(heading.cells, row.cells, strict=False))
        if place > 1 and VALUE.fullmatch(text)
    ]


def translate(cells: list[TableCell], known: Known) -> Findings:
    """OpenAI about its own models; figures of others are second-hand and keep the link they were taken from."""
    return admit((_row(cell, known) for cell in cells), known)


def _row(cell: TableCell, known: Known) -> Row:
    linked = LINKED.fullmatch(cell.model)
    name = linked["name"] if linked else cell.model
    harness = "simple-evals" if is_own(LAB, name, known) else ""
    row = Row(
        model=name,
        benchmark=cell.heading,
        raw=cell.text,
        origin=FILE,
        at=cell.at,
        link=linked["link"] if linked else "",
        note=cell.prompt,
        quote=f"{cell.heading}: {cell.text}; prompt {cell.prompt}",
        stated={"harness": harness, "prompting": _prompting(cell, known)},
    )
    return stated_by(LAB, row, known)


def _prompting(cell: TableCell, known: Known) -> str:
    """The examples that the heading states, and the system message that the row states."""
    heading = known.names.of_benchmark(cell.heading)
    parts = (heading.prompting if heading else "", PROMPTS.get(cell.prompt, ""))
    return ", ".join(part for part in parts if part)


IMPORTER = Importer((FILE,), parse, translate)
