"""A backup of the whole store in one file that both databases read: JSON lines, packed with gzip (RFC 1952).

The first line says from which schema it is, then comes each row, last how many rows there are of each table. It holds
addresses and the secret that signs readers' tokens, so it is as private as the store.
"""

import gzip
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select, text

from evenhand.brief.store.opening import Store, database_errors
from evenhand.brief.store.schema import version_of
from evenhand.brief.store.sqlite_file import PRIVATE_FILE
from evenhand.brief.store.tables import METADATA
from evenhand.errors import BadSetting

FORMAT = "evenhand/brief-backup/1"
ROWS_AT_ONCE = 1000
LAST_OF_SEQUENCE = text("SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:name, 'id') AS regclass))")


class BackupHead(Struct, frozen=True, kw_only=True, tag="backup"):
    """The first line: the format, the version of the schema, when it was made, and the last `id` each table gave."""

    format: str = FORMAT
    schema: str
    made: str
    last_ids: dict[str, int]


class BackupRow(Struct, frozen=True, kw_only=True, tag="row"):
    """One row of a table, by the names of its columns."""

    table: str
    values: dict[str, int | str | None]


class BackupEnd(Struct, frozen=True, kw_only=True, tag="end"):
    """The last line: how many rows of each table came before. Without it the file was cut off."""

    rows: dict[str, int]


def write_backup(store: Store, file: IO[bytes]) -> BackupEnd:
    """Write the store as it is at one moment, while others go on with it; returns what was written.

    Raises:
        BadStore: the database cannot be read.

    """
    rows = dict.fromkeys((str(table.name) for table in METADATA.sorted_tables), 0)
    encode = msgspec.json.Encoder().encode
    with (
        database_errors(store.url),
        store.reading() as connection,
        gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed,
    ):
        packed.write(encode(_head(connection)) + b"\n")
        for row in _rows(connection):
            rows[row.table] += 1
            packed.write(encode(row) + b"\n")
        end = BackupEnd(rows=rows)
        packed.write(encode(end) + b"\n")
    return end


def back_up_into(store: Store, path: Path) -> BackupEnd:
    """Write a backup into a file that its owner alone may read; one that is there is replaced once this one is whole.

    Raises:
        BadSetting: the file cannot be written.
        BadStore: the database cannot be read.

    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE), "wb") as file:
            end = write_backup(store, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise BadSetting(
            f"{path} cannot be written: {error.strerror}; name a file in a folder that is there"
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()
    return end


def _head(connection: Connection) -> BackupHead:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return BackupHead(schema=version_of(connection), made=made, last_ids=_last_ids(connection))


def _rows(connection: Connection) -> Iterator[BackupRow]:
    streamed = connection.execution_options(yield_per=ROWS_AT_ONCE)
    for table in METADATA.sorted_tables:
        names = [str(column.name) for column in table.columns]
        for row in streamed.execute(select(table).order_by(*table.primary_key.columns)):
            yield BackupRow(table=str(table.name), values=dict(zip(names, row, strict=True)))


def _last_ids(connection: Connection) -> dict[str, int]:
    """The last `id` that each table gave, so that a restored one gives none of them again."""
    if connection.dialect.name == "sqlite":
        given = connection.execute(text("SELECT name, seq FROM sqlite_sequence ORDER BY name"))
        return {row.name: row.seq for row in given}
    names = [str(table.name) for table in METADATA.sorted_tables if table.autoincrement_column is not None]
    found = {name: connection.scalar(LAST_OF_SEQUENCE, {"name": name}) for name in names}
    return {name: last for name, last in found.items() if last}
