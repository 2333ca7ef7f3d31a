"""DuckDB in this process: it reads the files in place, in as much memory as it is given, and reaches no network."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import ibis
import pyarrow as pa
from duckdb import DuckDBPyRelation
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

BATCH = 1_000_000
FOLDER = r"([^/\\]+)[/\\][^/\\]+$"


class DuckDB:
    """An engine on a connection of Ibis."""

    name = "duckdb"

    def __init__(self, connection: Backend) -> None:
        self.connection = connection

    def parquet(self, paths: Sequence[Path], *, logs: bool = False) -> Table:
        """The rows of these files together; a column that a file lacks is null there."""
        files = [escape(str(path)) for path in paths]
        with _older_calls():
            table = self.connection.read_parquet(files, union_by_name=True, filename=logs)
        if not logs:
            return table
        return table.mutate(log=table.filename.re_extract(FOLDER, 1)).drop("filename")

    def small(self, rows: pa.Table) -> Table:
        """A small table that this process holds."""
        name = _name()
        self.connection.con.register(name, rows)
        with _older_calls():
            return self.connection.table(name)

    def rows(self, found: Table) -> list[dict[str, Any]]:
        """A small result as one mapping a row."""
        table = self._asked(found).to_arrow_table()
        return list(table.cast(found.schema().to_pyarrow()).to_pylist())

    def batches(self, found: Table) -> Iterator[pa.RecordBatch]:
        """A result as Arrow batches."""
        yield from self._asked(found).to_arrow_reader(BATCH)

    def kept(self, found: Table) -> Table:
        """The same table, as a temporary one."""
        with _older_calls():
            return self.connection.create_table(_name(), found, temp=True)

    def _asked(self, found: Table) -> DuckDBPyRelation:
        """Asked of DuckDB itself: of Ibis's own ways to a result, some call what DuckDB 2 took away."""
        asked: DuckDBPyRelation = self.connection.con.sql(str(self.connection.compile(found)))
        return asked


@contextmanager
def _older_calls() -> Iterator[None]:
    """Ibis 12 looks up columns by a call that DuckDB 2 has renamed, and is told so each time."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "fetch_arrow_table", DeprecationWarning)
        yield


def _name() -> str:
    return f"evenhand_{uuid4().hex}"


@contextmanager
def opened(*, threads: int | None = None, memory: str | None = None) -> Iterator[DuckDB]:
    """DuckDB on a database in memory; what does not fit goes into a folder that is removed with it.

    `memory` is a limit such as "3GB"; without one DuckDB takes up to four fifths of the machine's.
    """
    with TemporaryDirectory(prefix="evenhand-items-") as folder:
        settings: dict[str, Any] = {
            "temp_directory": folder,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": False,
        }
        if threads:
            settings["threads"] = threads
        if memory:
            settings["memory_limit"] = memory
        connection = ibis.duckdb.connect(":memory:", **settings)
        try:
            yield DuckDB(connection)
        finally:
            connection.disconnect()
