"""Epoch AI's benchmark tables: its own runs, and scores of others with the page that each was read from."""

from collections.abc import Iterator

from msgspec import Struct

from evenhand.importers.admission import admit
from evenhand.importers.epoch_external import Published, external, published, published_rows
from evenhand.importers.epoch_runs import RUNS, VERSIONS, Record, own_rows, records, released
from evenhand.importers.findings import Findings, Known, Row, joined
from evenhand.importers.raw_files import RawFiles
from evenhand.importers.source import Importer
from evenhand.records.facts import Rejection


class Tables(Struct, frozen=True):
    """The three kinds of tables: own runs, versions of models, published scores."""

    runs: list[Record]
    versions: list[Record]
    scores: list[Published]


def parse(files: RawFiles) -> Tables:
    """All records of all tables.

    Raises:
        KeyError, ValueError: not such tables.

    """
    scores = [score for name in files if external(name) for score in published(name, files[name])]
    return Tables(records(RUNS, files), records(VERSIONS, files), scores)


def translate(tables: Tables, known: Known) -> Findings:
    """Own runs as tier A, published scores by who stands behind their link, release dates as facts."""
    return joined([admit(_rows(tables, known), known), released(tables.versions, known)])


def _rows(tables: Tables, known: Known) -> Iterator[Row | Rejection]:
    yield from own_rows(tables.runs, known)
    yield from published_rows(tables.scores, known)


IMPORTER = Importer((RUNS, VERSIONS, "external_benchmark_*.csv"), parse, translate)
