"""A table as CSV, JSON and Parquet: the same rows in the same order, the same bytes for the same facts."""

import csv
import io
from typing import Any

import msgspec

from evenhand.catalog.catalog import Catalog
from evenhand.errors import EvenhandError
from evenhand.records.tables import Cell, Table

# How a spreadsheet begins a formula; a text that begins so gets an apostrophe before it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NO_PARQUET = "Parquet needs pyarrow, which is not installed here: pip install evenhand[parquet]"


class NoParquet(EvenhandError):
    """The library that writes Parquet is not installed."""

    def __init__(self) -> None:
        super().__init__(NO_PARQUET)


def as_csv(found: Table) -> bytes:
    """Comma-separated values in UTF-8 with a head; unknown is empty, yes and no are `true` and `false`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([one.name for one in found.columns])
    writer.writerows([_safe(cell) for cell in row] for row in found.rows)
    return out.getvalue().encode()


def as_json(catalog: Catalog, found: Table) -> bytes:
    """An object with the snapshot, the columns as described, the licences, and one object a row."""
    names = [one.name for one in found.columns]
    answer = {
        "table": found.name,
        "about": found.about,
        "snapshot": {"date": catalog.date, "catalog": catalog.version},
        "licences": {name: catalog.sources[name].licence for name in found.sources},
        "columns": found.columns,
        "rows": [dict(zip(names, row, strict=True)) for row in found.rows],
    }
    return msgspec.json.encode(answer)


def as_parquet(catalog: Catalog, found: Table) -> bytes:
    """Parquet with a described field for each column and the snapshot and licences in its metadata.

    Raises:
        NoParquet: pyarrow is not installed.

    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra; only this form needs it
        from pyarrow import parquet  # noqa: PLC0415 - as above
    except ImportError as missing:
        raise NoParquet from missing
    kinds: dict[str, Any] = {
        "text": pa.string(),
        "number": pa.float64(),
        "integer": pa.int64(),
        "yes or no": pa.bool_(),
    }
    schema = pa.schema(
        [pa.field(one.name, kinds[one.kind], metadata={"about": one.about}) for one in found.columns],
        metadata={
            "about": found.about,
            "snapshot": f"{catalog.date} {catalog.version}",
            "licences": "; ".join(f"{name}: {catalog.sources[name].licence}" for name in found.sources),
        },
    )
    columns = [pa.array([row[place] for row in found.rows], kinds[one.kind]) for place, one in enumerate(found.columns)]
    out = io.BytesIO()
    parquet.write_table(pa.table(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def _safe(cell: Cell) -> str | float | int:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA) else cell
    return "" if cell is None else cell
