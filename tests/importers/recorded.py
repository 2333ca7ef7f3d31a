"""What our importers find in the recorded raw files of a source, with what the shipped catalog knows."""

import csv
from functools import cache
from pathlib import Path

from evenhand.importers.fetching import recording_of
from evenhand.importers.findings import Findings
from evenhand.importers.known import known_of
from evenhand.importers.raw_files import read_place
from evenhand.importers.sources import all_importers
from evenhand.records.facts import Observation, Rejection

ROOT = Path(__file__).parents[2]
COLLECTED = ROOT / "data" / "collected"


@cache
def raw_files(source: str) -> dict[str, bytes]:
    """The files of a recording that the importer reads, by name."""
    return read_place(recording_of(source, ROOT / "tests" / "recordings"), all_importers()[source].files)


@cache
def recorded(source: str) -> Findings:
    """Everything in a recording."""
    return found_in(source, raw_files(source))


def found_in(source: str, files: dict[str, bytes]) -> Findings:
    """Everything in these files, as if they were the source's."""
    importer = all_importers()[source]
    return importer.translate(importer.parse(files), known_of(source, [ROOT / "data"]))


def taken(found: Findings, model: str, benchmark: str, **stated: object) -> Observation:
    """The one observation of a model on a benchmark with these values of its fields."""
    [row] = all_taken(found, model, benchmark, **stated)
    return row


def all_taken(found: Findings, model: str, benchmark: str, **stated: object) -> list[Observation]:
    """The observations of a model on a benchmark with these values of their fields."""
    return [
        row
        for row in found.observations
        if (row.model, row.benchmark) == (model, benchmark)
        and all(getattr(row, name) == value for name, value in stated.items())
    ]


def refused(found: Findings, name: str, benchmark: str = "") -> list[Rejection]:
    """The ledger rows of a source's name, of one of its benchmarks if given."""
    return [row for row in found.rejections if row.name == name and benchmark in ("", row.benchmark)]


@cache
def ledger(source: str) -> tuple[dict[str, str], ...]:
    """The shipped ledger of a source, as text."""
    with (COLLECTED / source / "ledger.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
