"""Epoch AI's own runs and its list of model versions."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from io import StringIO

from msgspec import Struct

from evenhand.importers.admission import refusal, refused
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.raw_files import RawFiles, text_of
from evenhand.records.facts import Rejection, StatedFact

RUNS, VERSIONS = "benchmarks_runs.csv", "model_versions.csv"
MEASURER = "Epoch AI"
SCORE, RELEASED = "Best score (across scorers)", "Version release date"
IMPORTED = "26 January 2025 7:00pm"
LEAST_ERROR = 0.02
HOSTED = "/"
SCORER = re.compile(r"(?P<scorer>\w+):(?P<value>[\d.]+)±(?P<error>[\d.]+)")


class Record(Struct, frozen=True):
    """One record of a table: its number there, counted from 1 after the heading, and its cells by column."""

    number: int
    cells: Mapping[str, str]


def records(name: str, files: RawFiles) -> list[Record]:
    """All records of a table; the file begins with a byte order mark.

    Raises:
        KeyError: there is no such file.
        csv.Error: no such table.

    """
    table = csv.DictReader(StringIO(text_of(name, files[name], marked=True), newline=""), strict=True)
    return [Record(number, cells) for number, cells in enumerate(table, 1)]


def own_rows(runs: Iterable[Record], known: Known) -> Iterator[Row | Rejection]:
    """Epoch's own runs; of two runs of one model on one test the later holds, for the code was mended between."""
    ordered = sorted(runs, key=lambda run: _day(run.cells["started_at"]) or "", reverse=True)
    latest: dict[tuple[str, str], Record] = {}
    for run in ordered:
        row = _own(run, known)
        newer = latest.setdefault((row.model, row.benchmark), run)
        if run.cells["Status"] != "Success":
            yield refused(row, known, "the run did not end well", run.cells["Status"])
        elif newer is not run:
            day, value = _day(newer.cells["started_at"]), newer.cells[SCORE]
            yield refused(row, known, "replaced by a later run", f"run again on {day} with {value}")
        else:
            yield row


def released(versions: Iterable[Record], known: Known) -> Findings:
    """Release dates of the models that the names lead to; names of one model that differ in the day give none.

    A name with a host before it may have the day on which that host began to serve the model.
    """
    days: dict[str, list[Record]] = {}
    for version in versions:
        name = version.cells["id"]
        model = "" if HOSTED in name else known.names.model(name)
        if model and version.cells[RELEASED]:
            days.setdefault(model, []).append(version)
    facts, refusals = [], []
    for model, found in days.items():
        said = sorted({version.cells[RELEASED] for version in found})
        if len(said) == 1:
            facts.append(_fact(model, found[0], known))
        else:
            names = ", ".join(version.cells["id"] for version in found)
            refusals.append(refusal(known, "several release dates", name=model, value=" ".join(said), detail=names))
    return Findings(facts=tuple(facts), rejections=tuple(refusals))


def _fact(model: str, version: Record, known: Known) -> StatedFact:
    return StatedFact(
        source=known.source.id,
        model=model,
        field="released",
        value=version.cells[RELEASED],
        checked=known.retrieved,
        link=version.cells["Link"] if version.cells["Link"].startswith("http") else known.source.link,
        origin=VERSIONS,
        at=f"record {version.number}, column {RELEASED}",
    )


def _own(run: Record, known: Known) -> Row:
    cells = run.cells
    return Row(
        model=cells["model"],
        benchmark=f"runs: {cells['task']}",
        raw=cells[SCORE],
        origin=RUNS,
        at=f"record {run.number}, column {SCORE}",
        link=cells["log viewer"] or known.source.link,
        tier="A",
        measured_by=MEASURER,
        measured=_day(cells["started_at"]),
        error=_error(cells["Scores"], float(cells[SCORE])),
        quote=_quote(run),
    )


def _day(text: str) -> str | None:
    """The day of `17 November 2025 4:28pm`; the time at which old runs were brought in is no day of a run."""
    if not text or text == IMPORTED:
        return None
    return datetime.strptime(text, "%d %B %Y %I:%M%p").date().isoformat()  # noqa: DTZ007 - the source has no zone


def _error(scores: str, best: float) -> float | None:
    """The standard error of the scorer that gives the published value.

    It stands there with two decimals, so one below 0.02 may be wrong by half and is left out, and so is any of a zero.
    """
    for said in SCORER.finditer(scores):
        if abs(float(said["value"]) - best) <= 0.005 + 1e-9:
            error = float(said["error"])
            return error if error >= LEAST_ERROR else None
    return None


def _quote(run: Record) -> str:
    cells = run.cells
    parts = [cells["Scores"], f"task version {cells['task version']}"]
    parts += [] if cells["log viewer"] else ["no public log"]
    parts += ["checked by hand"] if cells["Manual evaluation"] else []
    return "; ".join(parts)
