"""Which items each run of a log solved, out of its Parquet file: what a paired comparison in the catalog needs."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from evenhand.errors import MissingExtra

ROWS = 50_000
COLUMNS = ("item", "outcome", "question")


class Outcome(Struct, frozen=True):
    """One item of a run: its name, its value (None where it was not scored), the hash of its question."""

    item: str
    outcome: float | None
    question: str


def outcomes_of_run(path: Path, run: str) -> Iterator[Outcome]:
    """The items of a run in the order of its log, a group of rows in memory at a time.

    Raises:
        MissingExtra: pyarrow is not installed.

    """
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an extra
    except ImportError as missing:
        raise MissingExtra("reading item-level results", "own") from missing
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(ROWS, columns=["run", *COLUMNS]):
            of_run = batch.column("run").to_pylist()
            cells = zip(of_run, *(batch.column(name).to_pylist() for name in COLUMNS), strict=True)
            yield from (Outcome(item, outcome, question) for key, item, outcome, question in cells if key == run)
