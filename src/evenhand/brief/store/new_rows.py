"""Rows that are added once: what is there already stays, in both databases."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def add_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Add rows, leave out each whose key or unique columns exist; returns how many were added.

    All rows name the same columns. Of two that do this at once for the same row, one adds it.
    """
    if not rows:
        return 0
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    adding = insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return connection.execute(adding, list(rows)).rowcount
