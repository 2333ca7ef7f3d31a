"""Transactions that meet in PostgreSQL: turns, the one order of locks, and a second try. SQLite has one writer anyway.

Whoever locks goes the same way, so that nobody waits in a ring: first a turn (`wait_for_turn`), then rows of
`subscribers` by `id`, then `requests`, then `deliveries`. Who needs a reader's letters locks the reader first, also
where it changes the letters alone (`lock_readers`). Where two meet all the same, PostgreSQL undoes one of them whole;
`transaction` does that one again.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import TypeVar

from sqlalchemy import BigInteger, Connection, cast, func, select
from sqlalchemy.exc import DBAPIError

from evenhand.brief.store.opening import Store

# The turn of whoever makes readers out of requests or files, or erases several.
MANY_READERS = "many readers"
# deadlock_detected and serialization_failure, in appendix A of PostgreSQL's documentation.
UNDONE = frozenset({"40P01", "40001"})

C = TypeVar("C")
T = TypeVar("T")


def wait_for_turn(connection: Connection, what: str) -> None:
    """Wait until no other transaction does this; until this one ends, none will."""
    if connection.dialect.name == "postgresql":
        key = int.from_bytes(sha256(f"evenhand.brief {what}".encode()).digest()[:8], signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(cast(key, BigInteger))))


def transaction(store: Store, work: Callable[[Connection], T]) -> T:
    """What `work` gives in a transaction that writes; it is done once more where the database undid it for another."""
    return twice(store.begin, work)


def twice(begin: Callable[[], AbstractContextManager[C]], work: Callable[[C], T]) -> T:
    """As `transaction`, where transactions begin otherwise."""
    try:
        with begin() as begun:
            return work(begun)
    except DBAPIError as error:
        if not _undone(error):
            raise
    with begin() as begun:
        return work(begun)


def _undone(error: DBAPIError) -> bool:
    """Whether the database undid a whole transaction because another one was in its way."""
    return getattr(error.orig, "sqlstate", None) in UNDONE
