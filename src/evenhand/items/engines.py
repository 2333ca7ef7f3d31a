"""Where expressions run: DuckDB in this process, or Spark, by one setting."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct, structs

from evenhand.errors import BadSetting, MissingExtra
from evenhand.items.schema import Column

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.expr.types import Table

ENGINE_VARIABLE = "EVENHAND_ITEMS_ENGINE"
ENGINES = ("duckdb", "spark")


class Engine(Protocol):
    """What runs expressions; each opens its tables in its own way."""

    name: str

    def parquet(self, paths: Sequence[Path], *, logs: bool = False) -> "Table":
        """The rows of these files together; with `logs` a column `log`, the name of the folder that holds the file."""
        ...

    def small(self, rows: "pa.Table") -> "Table":
        """A small table that this process holds."""
        ...

    def rows(self, found: "Table") -> list[dict[str, Any]]:
        """A small result as one mapping a row."""
        ...

    def batches(self, found: "Table") -> Iterator["pa.RecordBatch"]:
        """A result as Arrow batches, never all of it at once."""
        ...

    def kept(self, found: "Table") -> "Table":
        """The same table, computed once for all that is asked of it."""
        ...


@contextmanager
def opened(name: str | None = None) -> Iterator[Engine]:
    """The engine of this name, else the one that EVENHAND_ITEMS_ENGINE names, else DuckDB; closed at the end.

    Raises:
        BadSetting: there is no such engine.
        MissingExtra: its libraries are not installed.

    """
    chosen = name or os.environ.get(ENGINE_VARIABLE, "") or "duckdb"
    if chosen not in ENGINES:
        raise BadSetting(f"{ENGINE_VARIABLE} is {chosen!r}; the engines are {' and '.join(ENGINES)}")
    with _opening(chosen)() as engine:
        yield engine


def small_table(engine: Engine, columns: Sequence[Column], rows: Sequence[Struct]) -> "Table":
    """Records as a small table of an engine, a column a field."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    from evenhand.items.writing import arrow_schema  # noqa: PLC0415 - as above

    held: list[Mapping[str, Any]] = [structs.asdict(row) for row in rows]
    return engine.small(pa.Table.from_pylist(held, schema=arrow_schema(columns)))


def _opening(name: str) -> "Callable[[], Any]":
    """The context manager that opens an engine, its libraries loaded."""
    extra = "own" if name == "duckdb" else "spark"
    try:
        if name == "duckdb":
            from evenhand.items import duckdb_engine  # noqa: PLC0415 - an extra

            return duckdb_engine.opened
        from evenhand.items import spark_engine  # noqa: PLC0415 - an extra
    except ImportError as missing:
        raise MissingExtra(f"item-level results on {name}", extra) from missing
    return spark_engine.opened
