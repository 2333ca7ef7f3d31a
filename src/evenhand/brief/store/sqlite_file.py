"""The store in a file of SQLite: private, durable at every commit, open to several processes on one machine.

In WAL mode readers never wait, and one writer at a time does; `synchronous=FULL` makes each commit outlast a power cut
(sqlite.org/pragma.html#pragma_synchronous), and `secure_delete` overwrites what was erased. A transaction that writes
takes the lock when it begins: one that asked for it only at its first write could be refused at once, with what it read
out of date (sqlite.org/lang_transaction.html).
"""

import os
import sqlite3
from contextlib import suppress
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from evenhand.errors import BadStore

BUSY_SECONDS = 30.0
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")
# Execution option of a connection that only reads.
READS = "evenhand_reads"
PRIVATE_FILE, PRIVATE_FOLDER, OTHERS = 0o600, 0o700, 0o007


def sqlite_engine(url: URL, *, references: bool = True) -> Engine:
    """An engine for the file that `url` names; nothing is opened yet.

    Without `references` a row may name one that is not there, as while tables are made anew.
    """
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(
        engine, "connect", partial(_connected, pragmas=(*PRAGMAS, f"foreign_keys={'ON' if references else 'OFF'}"))
    )
    event.listen(engine, "begin", _begun)
    return engine


def faulty_references(connection: Connection) -> int:
    """How many rows name a row that is not there."""
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())


def make_private(file: Path) -> None:
    """Make the file, and its folder where there is none, for its owner alone; take away what others may of it.

    The files that SQLite puts beside it get the same rights. A group that was given rights keeps them.

    Raises:
        BadStore: it cannot be made.

    """
    try:
        file.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        _create(file)
        rights = file.stat()
        if rights.st_mode & OTHERS and rights.st_uid == os.geteuid():
            file.chmod(rights.st_mode & ~OTHERS & 0o777)
    except OSError as error:
        raise BadStore(f"{file} cannot be written: {error.strerror}", "name another file in EVENHAND_STORE") from error


def _create(file: Path) -> None:
    # A file that is there is never opened here: closing it would release the locks that SQLite holds in this process.
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))


def _connected(connection: sqlite3.Connection, _record: ConnectionPoolEntry, *, pragmas: tuple[str, ...]) -> None:
    # Python would begin transactions by itself, and only before the first write.
    connection.isolation_level = None
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _begun(connection: Connection) -> None:
    reads = connection.get_execution_options().get(READS)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
