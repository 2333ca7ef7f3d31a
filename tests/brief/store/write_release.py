"""Writes what `released/` lacks: a filled store of each schema, dumped by the databases' own programs.

`python -m tests.brief.store.write_release` is run once for a new schema, when it is released; then the files stay as
they are, and every later program must be able to open them.
"""

import sqlite3
import tempfile
from pathlib import Path

from tests.filled_store import fill
from tests.postgres import PostgresServer, running_postgres

from evenhand.brief.store.address import database_at
from evenhand.brief.store.opening import one_opener, upgrading
from evenhand.brief.store.schema import known_versions, upgrade

RELEASED = Path(__file__).parent / "released"
KINDS = ("sqlite", "postgresql")


def released(version: str, kind: str) -> Path:
    """The dump of a store of this schema."""
    return RELEASED / f"{version}.{kind}.sql"


def make(url: str, version: str) -> None:
    """A filled store of a schema, the newest or an older one."""
    where = database_at(url)
    with one_opener(where), upgrading(where) as connection:
        upgrade(connection, version)
        fill(connection)


def dump_of_sqlite(file: Path) -> str:
    """A file of SQLite as SQL."""
    connection = sqlite3.connect(file)
    try:
        return "\n".join(connection.iterdump()) + "\n"
    finally:
        connection.close()


def dump_of_postgres(server: PostgresServer, url: str) -> str:
    """A database of PostgreSQL as SQL that any user may load; the same store gives the same text."""
    return server.run("pg_dump", "--inserts", "--no-owner", "--no-privileges", "--restrict-key=evenhand", "-d", url)


def main() -> None:
    """Write the missing files."""
    with tempfile.TemporaryDirectory() as folder, running_postgres() as server:
        for version in known_versions():
            if not released(version, "sqlite").exists():
                file = Path(folder) / f"{version}.sqlite"
                make(str(file), version)
                released(version, "sqlite").write_text(dump_of_sqlite(file), "utf-8")
            if not released(version, "postgresql").exists():
                url = server.new_database()
                make(url, version)
                released(version, "postgresql").write_text(dump_of_postgres(server, url), "utf-8")


if __name__ == "__main__":
    main()
