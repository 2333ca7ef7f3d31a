"""A backup into an empty database, the same or the other kind: in one transaction, so that all of it is there or none.

The rows go into the schema that they come from, which is then brought up, so that a backup of any released version can
be restored.
"""

import gzip
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby, islice
from typing import IO, Literal

import msgspec
from sqlalchemy import URL, Connection, MetaData, delete, func, insert, inspect, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from evenhand.brief.store.address import database_at, shown
from evenhand.brief.store.backup import FORMAT, ROWS_AT_ONCE, BackupEnd, BackupHead, BackupRow
from evenhand.brief.store.opening import database_errors, one_opener, upgrading
from evenhand.brief.store.schema import VERSIONS, known_versions, needs_upgrade, upgrade, version_of
from evenhand.brief.store.signing_secret import SECRET
from evenhand.brief.store.tables import ALERTS, METADATA, RESTORED, deliveries, marks, requests
from evenhand.errors import BadStore

Line = BackupHead | BackupRow | BackupEnd
# Whether letters went out since the backup was made.
SentSince = Literal["no", "maybe"]
OPEN = ("waiting", "claimed")
OVER = "waited when the backup was made that was restored"
WHOLE = "use a whole backup"


def restore_backup(url: str, file: IO[bytes], sent_since: SentSince) -> BackupEnd:
    """Put a backup into an empty store that `url` names; returns what was put there.

    If nothing was sent since it was made (`no`, as when a store moves), letters that waited are sent. If something may
    have been (`maybe`), they never are, the next brief is due in a week, and alerts begin anew.

    Raises:
        BadSetting: `url` names neither a file nor a database of PostgreSQL.
        BadStore: the database has readers or letters, cannot be used, or the file is no whole backup. Nothing changed.
        MissingExtra: the driver of PostgreSQL is not installed.

    """
    where = database_at(url)
    lines = _lines(file)
    with database_errors(where), one_opener(where), upgrading(where) as connection:
        _emptied(connection, where)
        head = _head(next(lines, None))
        upgrade(connection, head.schema)
        end = _rows_put(connection, lines)
        upgrade(connection)
        _go_on_counting(connection, head.last_ids)
        if sent_since == "maybe":
            _send_nothing_twice(connection)
    return end


def _emptied(connection: Connection, where: URL) -> None:
    """Take the tables of a store away that holds nothing but its secret."""
    needs_upgrade(connection)
    there = set(inspect(connection).get_table_names())
    ours = [table for table in reversed(METADATA.sorted_tables) if table.name in there and version_of(connection)]
    for table in ours:
        rows = select(func.count()).select_from(table)
        if connection.scalar(rows if table is not marks else rows.where(marks.c.name != SECRET)):
            fix = "name an empty one in EVENHAND_STORE, or move that one away"
            raise BadStore(f"{shown(where)} is in use: a backup is restored into an empty database", fix)
    for table in ours:
        table.drop(connection)
    connection.execute(text(f"DROP TABLE IF EXISTS {VERSIONS}"))


def _lines(file: IO[bytes]) -> Iterator[Line]:
    """The lines of a backup, each checked by its type.

    Raises:
        BadStore: the file is packed otherwise, damaged, or no backup.

    """
    decode: Callable[[bytes], Line] = msgspec.json.Decoder(Line).decode
    number = 0
    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as packed:
            for number, line in enumerate(packed, 1):  # noqa: B007 - the number is for the error
                yield decode(line)
    except (OSError, EOFError, zlib.error, msgspec.DecodeError) as error:
        raise BadStore(f"the backup cannot be read after line {number}: {error}", WHOLE) from error


def _head(line: Line | None) -> BackupHead:
    if not isinstance(line, BackupHead) or line.format != FORMAT:
        raise BadStore(f"the file does not begin as a backup ({FORMAT})", WHOLE)
    if line.schema not in known_versions():
        newer = f"the backup has the schema {line.schema}; this program knows up to {known_versions()[-1]}"
        raise BadStore(newer, "update Evenhand")
    return line


def _rows_put(connection: Connection, lines: Iterator[Line]) -> BackupEnd:
    tables = MetaData()
    tables.reflect(connection, only=lambda name, _: name != VERSIONS)
    put: Counter[str] = Counter()
    for name, group in groupby(lines, key=lambda line: line.table if isinstance(line, BackupRow) else None):
        if name is None:
            return _whole(next(group), lines, put)
        put[name] += _insert(connection, tables, name, group)
    raise BadStore("the backup was cut off", WHOLE)


def _insert(connection: Connection, tables: MetaData, name: str, group: Iterator[Line]) -> int:
    if name not in tables.tables:
        raise BadStore(f"the backup has rows of {name[:40]!r}, which is no table of its schema", WHOLE)
    table, put = tables.tables[name], 0
    columns = table.columns.keys()
    while rows := [line.values for line in islice(group, ROWS_AT_ONCE) if isinstance(line, BackupRow)]:
        # The reason is not told: it could name an address.
        wrong = BadStore(f"rows of {name} in the backup do not fit the table", WHOLE)
        if any(set(row) != set(columns) for row in rows):
            raise wrong
        try:
            connection.execute(insert(table), rows)
        except SQLAlchemyError as error:
            raise wrong from error
        put += len(rows)
    return put


def _whole(line: Line, after: Iterator[Line], put: Counter[str]) -> BackupEnd:
    # Reading on to the end of the file is what compares its checksum.
    if not isinstance(line, BackupEnd) or +Counter(line.rows) != put or any(True for _ in after):
        raise BadStore("the end of the backup does not fit its rows", WHOLE)
    return line


def _go_on_counting(connection: Connection, last_ids: dict[str, int]) -> None:
    for name, last in last_ids.items():
        if name not in METADATA.tables:
            continue
        if connection.dialect.name == "sqlite":
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
            connection.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :last)"), {"name": name, "last": last})
        else:
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"), {"name": name, "last": last}
            )


def _send_nothing_twice(connection: Connection) -> None:
    """What may have gone out since the backup was made does not go out again: letters, alerts, a brief."""
    now = int(time.time() * 1000)
    over = {"state": "skipped", "sender": "", "reason": OVER, "done_at": now}
    connection.execute(update(deliveries).where(deliveries.c.state.in_(OPEN)).values(**over))
    asked = requests.c.handled_at.is_(None)
    connection.execute(update(requests).where(asked).values(handled_at=now, address="", preferences="", wording=""))
    connection.execute(delete(marks).where(marks.c.name.in_((ALERTS, RESTORED))))
    connection.execute(insert(marks).values(name=RESTORED, value=str(now), at=now))
