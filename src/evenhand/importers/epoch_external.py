"""Scores of others in Epoch AI's tables: one file a benchmark, each with its own columns."""

import csv
import re
from collections.abc import Iterator, Mapping
from io import StringIO

from msgspec import Struct, structs

from evenhand.importers.admission import refused
from evenhand.importers.findings import Known, Row
from evenhand.importers.publishers import publisher_of
from evenhand.importers.raw_files import text_of
from evenhand.records.facts import Rejection

BEGINNING, ENDING = "external_benchmark_", ".csv"
ONLY = {
    "anli": "Score",
    "arc_agi": "Score",
    "bbh": "Average",
    "boolq": "Score",
    "csqa2": "Score",
    "deepresearch": "Average score",
    "gsm8k": "EM",
    "hellaswag": "Overall accuracy",
    "lambada": "Score",
    "lech_mazur_writing": "Mean score",
    "mmlu": "EM",
    "openbookqa": "Accuracy",
    "os_world": "Score",
    "piqa": "Score",
    "scienceqa": "Score",
    "simple_bench": "Score (AVG@5)",
    "superglue": "Score",
    "terminal_bench": "Accuracy mean",
    "triviaqa": "EM",
    "vpct": "Correct",
    "weirdml": "Accuracy",
    "winogrande": "Accuracy",
}
FORM = {"aider_polyglot": ("Percent correct", "Edit format")}
BESIDE = re.compile(
    r"id|ID|UUID|Name|Model version|Model|Agent|Scaffold|Tools|Shots|Prompt|Frames|Votes|CI_high|CI_low|R[123]"
    r"|Source.*|Notes.*|Date.*|Trajectories|Total .*|Checks Run|.*Success(es)?|Costs?( per run)?|Average (steps|costs)"
    r"|Duration.*|Organization|Environment model|LiveBench Version|Median code length.*|.*(Standard error|SE)"
    r"|Percent using correct edit format"
)
ERRORS = {"Accuracy mean": "Accuracy SE"}
LEADING = re.compile(r"progress$")
NUMBER = re.compile(r"-?[\d,]*\.?\d+")
SHOTS = re.compile(r"(\d+)(?:-shot)?\s*")
HARNESS = {"os_world": "Agent", "osuniverse": "Agent", "terminal_bench": "Agent", "gso_bench": "Scaffold"}
TOOLS = {"None": "none", "Search": "web"}
COT = re.compile(r"\bCoT\b")


class Published(Struct, frozen=True):
    """One filled score: file, number of the record, name of the column, and the whole record."""

    file: str
    number: int
    column: str
    cells: Mapping[str, str]

    @property
    def table(self) -> str:
        """The file's name without its beginning and ending."""
        return self.file.removeprefix(BEGINNING).removesuffix(ENDING)

    @property
    def link(self) -> str:
        """The page that the score was read from; the column is called in two ways."""
        return next((text for name, text in self.cells.items() if name.startswith("Source link")), "").strip()

    @property
    def notes(self) -> str:
        """What Epoch notes about the record, in one line."""
        return " ".join(" ".join(text for name, text in self.cells.items() if name.startswith("Notes")).split())

    @property
    def measure(self) -> str:
        """The benchmark as the name table calls it."""
        if self.table in FORM:
            return f"external: {self.table}: {self.cells[FORM[self.table][1]]}"
        return f"external: {self.table}" + ("" if self.table in ONLY else f": {self.column}")


def external(name: str) -> bool:
    """Whether this is a table of others' scores."""
    return name.startswith(BEGINNING)


def published(name: str, body: bytes) -> Iterator[Published]:
    """All filled scores of a table; of most tables one column counts, of the others all that are not beside the point.

    Raises:
        KeyError: the column that counts is missing.

    """
    table = name.removeprefix(BEGINNING).removesuffix(ENDING)
    counted = ONLY.get(table) or FORM.get(table, ("",))[0]
    reader = csv.DictReader(StringIO(text_of(name, body, marked=True), newline=""), strict=True)
    for number, cells in enumerate(reader, 1):
        columns = [counted] if counted else [column for column in cells if not BESIDE.fullmatch(column)]
        for column in columns:
            if cells[column].strip():
                yield Published(name, number, column, cells)


def published_rows(scores: list[Published], known: Known) -> Iterator[Row | Rejection]:
    """The scores; those without a model, or without a page to look them up, are refused."""
    for score in scores:
        row = _row(score, known)
        name = known.names.of_benchmark(row.benchmark)
        if not row.model.strip():
            reason = (name.refuse if name else "") or "the source could not tell which model"
            yield refused(structs.replace(row, model=_listed(score)), known, reason)
        elif not (score.link or (name and name.refuse)):
            yield refused(row, known, "no link", score.cells.get("Source", ""))
        else:
            yield row


def _listed(score: Published) -> str:
    """How the page calls what it lists; never used to guess a model."""
    cells = (score.cells.get(name, "").strip() for name in ("Name", "Agent", "Model", "id", "ID"))
    return next(filter(None, cells), "not named")


def _row(score: Published, known: Known) -> Row:
    text = score.cells[score.column].strip()
    plain = NUMBER.fullmatch(text.removesuffix("%"))
    publisher = publisher_of(score.link, known.publishers)
    return Row(
        model=score.cells.get("Model version", ""),
        benchmark=score.measure,
        raw=score.cells[score.column],
        value=float(plain[0].replace(",", "")) if plain else None,
        origin=score.file,
        at=f"record {score.number}, column {score.column}",
        link=score.link,
        tier=None if publisher else "E",
        error=_error(score),
        quote=_quote(score),
        note=" | ".join((score.notes, *(score.cells.get(name, "") for name in ("Source", "Agent", "Name")))),
        stated=_conditions(score),
    )


def _error(score: Published) -> float | None:
    """The standard error beside the score, in its unit; zero, and more than a share can have, is none."""
    column = ERRORS.get(score.column) or LEADING.sub("Standard error", score.column)
    text = score.cells.get(column, "") if column != score.column else ""
    error = float(text.removesuffix("%")) if text else 0.0
    return error if 0 < error <= 50 else None


def _conditions(score: Published) -> dict[str, str]:
    tools = score.cells.get("Tools", "")
    return {
        "prompting": _prompting(score),
        "harness": _harness(score, tools),
        "tools": TOOLS.get(tools, ""),
    }


def _prompting(score: Published) -> str:
    """Worked examples and frames, in the words of the other tables."""
    shots = score.cells.get("Shots", "").strip()
    number = SHOTS.fullmatch(shots)
    count = number[1] if number else shots
    parts = [f"{count} example{'' if count == '1' else 's'}"] if count else []
    parts += [f"{score.cells['Frames']} frames"] if score.cells.get("Frames") else []
    parts += ["chain of thought"] if COT.search(score.notes) else []
    return ", ".join(parts)


def _harness(score: Published, tools: str) -> str:
    if score.table == "the_agent_company":
        named, plus, _ = score.cells["Model"].partition(" + ")
        return f"{named}, colleagues played by {score.cells['Environment model']}" if plus else ""
    if tools == "Reflection":
        return "with reflection"
    return score.cells.get(HARNESS.get(score.table, ""), "").strip()


def _quote(score: Published) -> str:
    parts = [f"{score.column} {score.cells[score.column].strip()}", score.cells.get("Source", "").strip(), score.notes]
    return "; ".join(part for part in parts if part)
