"""What is done once, whoever comes first: transactions that follow each other, and marks of what was done."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, func, insert, select, update

from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import marks

# The lock of PostgreSQL for it: "issuing\0" in ASCII, as a number of 64 bits.
ISSUING = int.from_bytes(b"issuing\0")
# For an INSERT whose rows are counted: otherwise SQLAlchemy lets go of the count in PostgreSQL.
COUNTED = {"preserve_rowcount": True}


@contextmanager
def one_at_a_time(store: Store) -> Iterator[Connection]:
    """A transaction that no other of its kind goes beside, on any machine."""
    with store.begin() as connection:
        if store.file is None:
            connection.execute(select(func.pg_advisory_xact_lock(ISSUING)))
        yield connection


def marked(connection: Connection, name: str) -> str:
    """The value of a mark; empty where there is none."""
    return connection.scalar(select(marks.c.value).where(marks.c.name == name)) or ""


def mark(connection: Connection, name: str, value: str, now: int) -> None:
    """Set a mark."""
    set_before = update(marks).where(marks.c.name == name).values(value=value, at=now)
    if not connection.execute(set_before).rowcount:
        connection.execute(insert(marks).values(name=name, value=value, at=now))
