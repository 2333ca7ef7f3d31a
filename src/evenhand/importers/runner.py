"""Collecting scores from a source: all reading and writing of the catalog's files, dry runs, refusals, the report."""

import csv
import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from evenhand.errors import RefusedRefresh, UnknownSource
from evenhand.importers.fact_rows import ledger_file, score_files
from evenhand.importers.findings import Findings, Known, Report, report_of
from evenhand.importers.replacing import change_to, replace_files
from evenhand.importers.rules import Rules
from evenhand.importers.score_sources import SCORE_SOURCES, Importer
from evenhand.records.facts import Benchmark, Source

LEAST_KEPT = 0.9

Described = TypeVar("Described", bound=msgspec.Struct)


def collect(source: str, path: Path, data_dir: Path, *, dry_run: bool = False) -> Report:
    """Read a source's raw file and make `scores/<source>/` and `ledger/<source>.csv` say what it says.

    Files are replaced whole and one by one; a second run changes nothing. A dry run reports and writes nothing.

    Raises:
        UnknownSource: no importer has this name.
        RefusedRefresh: the file cannot be read, gives no score, or under nine tenths of the scores on file.

    """
    if source not in SCORE_SOURCES:
        raise UnknownSource(source, tuple(SCORE_SOURCES))
    known = known_of(source, data_dir)
    findings = _findings(SCORE_SOURCES[source], path, known)
    _refuse_shrunken(source, len(findings.observations), data_dir)
    wanted = score_files(source, findings.observations, known.labs) | ledger_file(source, findings.rejections)
    change = change_to(data_dir, wanted, sorted((data_dir / "scores" / source).glob("*.csv")))
    if not dry_run:
        replace_files(data_dir, wanted, change)
    return report_of(source, findings, change.changed, change.removed, dry_run=dry_run)


def known_of(source: str, data_dir: Path) -> Known:
    """What the catalog's files say that an importer needs: the source, its rules, all benchmarks, each model's lab."""
    rules = data_dir / "rules" / f"{source}.toml"
    benchmarks = sorted((data_dir / "benchmarks").glob("*.toml"))
    return Known(
        source=_described(data_dir / "sources" / f"{source}.toml", Source, id=source),
        rules=_described(rules, Rules) if rules.is_file() else Rules(),
        labs={model.stem: model.parent.name for model in sorted((data_dir / "models").glob("*/*.toml"))},
        benchmarks={path.stem: _described(path, Benchmark, id=path.stem) for path in benchmarks},
    )


def _described(path: Path, kind: type[Described], **known: str) -> Described:
    try:
        return msgspec.convert({**tomllib.loads(path.read_text(encoding="utf-8")), **known}, kind)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RefusedRefresh(f"{path.name} cannot be used: {error}") from error


def _findings(importer: Importer, path: Path, known: Known) -> Findings:
    try:
        text = importer.fetch(path)
        rows = importer.parse(text)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise RefusedRefresh(f"{path.name} is not a file of {known.source.id}: {error}") from error
    return importer.translate(rows, known)


def _refuse_shrunken(source: str, taken: int, data_dir: Path) -> None:
    if not taken:
        raise RefusedRefresh(f"{source} gives no score; nothing is replaced")
    before = sum(_rows(path) for path in (data_dir / "scores" / source).glob("*.csv"))
    if taken < LEAST_KEPT * before:
        raise RefusedRefresh(f"{source} gives {taken} scores where {before} are on file; nothing is replaced")


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return max(sum(1 for _ in csv.reader(file)) - 1, 0)
