"""The briefs that were issued, read by a process that sends none: the store is never made, upgraded or written."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

import msgspec
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, select

from evenhand.brief.store.address import database_at, shown, store_setting
from evenhand.brief.store.opening import ONE_MOMENT, database_errors, engine_for, file_of
from evenhand.brief.store.schema import needs_upgrade, version_of
from evenhand.brief.store.sqlite_file import BUSY_SECONDS
from evenhand.brief.store.tables import briefs
from evenhand.errors import BadStore
from evenhand.records.brief import Brief


def issued_in(connection: Connection) -> tuple[Brief, ...]:
    """All of them, the newest first.

    Raises:
        msgspec.DecodeError: one is not in the form of this program.

    """
    rows = connection.scalars(select(briefs.c.content).order_by(briefs.c.issued_at.desc(), briefs.c.id.desc()))
    return tuple(msgspec.json.decode(row, type=Brief) for row in rows)


def read_issued() -> tuple[Brief, ...]:
    """Those of the store that EVENHAND_STORE names, else of the default file; none of a file that is not there.

    A store of an older Evenhand is read as it is: the table of briefs is the same in every released schema.

    Raises:
        BadSetting: EVENHAND_STORE names neither a file nor a database of PostgreSQL.
        BadStore: the database cannot be reached or read, is damaged, another program's, or newer than this one.
        MissingExtra: the driver of PostgreSQL is not installed.

    """
    url = database_at(store_setting())
    file = file_of(url)
    if file is not None and not _there(file):
        return ()
    engine = engine_for(url).execution_options(**ONE_MOMENT) if file is None else _only_reading(file)
    try:
        with database_errors(url), engine.connect() as connection:
            return _read(connection, url)
    finally:
        engine.dispose()


def _there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError as error:
        raise BadStore(f"{file} cannot be read: {error.strerror}", "run this as who may read the store") from error


def _read(connection: Connection, url: URL) -> tuple[Brief, ...]:
    if not version_of(connection):
        return ()
    needs_upgrade(connection)  # refuses a store that is newer than this program
    try:
        return issued_in(connection)
    except msgspec.DecodeError as error:
        fix = "update Evenhand, or restore a backup"
        raise BadStore(f"{shown(url)} holds an issued brief that cannot be read", fix) from error


def _only_reading(file: Path) -> Engine:
    """An engine for a file that is there, through which nothing can be written or made."""

    def connect() -> sqlite3.Connection:
        made = sqlite3.connect(f"file:{quote(str(file))}?mode=rw", uri=True, timeout=BUSY_SECONDS)
        made.execute("PRAGMA query_only=ON")
        return made

    return create_engine("sqlite+pysqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
