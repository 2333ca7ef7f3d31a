"""A sender at work: its name in the store, and a lock that its death releases, by which others can tell.

SQLite: a locked file beside the database. PostgreSQL: an advisory lock of the session in which all of its work on the
queue is done, so that who has lost the lock can settle nothing either.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from filelock import BaseFileLock, FileLock, Timeout
from sqlalchemy import BigInteger, Connection, cast, delete, func, insert, select

from evenhand.brief.sending.pauses import milliseconds
from evenhand.brief.sending.queue import take_over
from evenhand.brief.store.opening import Store
from evenhand.brief.store.sqlite_file import PRIVATE_FILE
from evenhand.brief.store.tables import senders

INFIX = ".sender-"


class Locks(Protocol):
    """The locks of senders in one store; all is done within a transaction of the connection."""

    def hold(self, connection: Connection, sender: str) -> Callable[[], None]:
        """Lock for a sender that begins; what lets go again."""

    def dead(self, connection: Connection, sender: str) -> list[str]:
        """The other senders that nobody runs any more; each stays locked until the transaction ends."""


def locks_of(store: Store) -> Locks:
    """The locks that fit the store."""
    return _SessionLocks() if store.file is None else _FileLocks(store.file)


@contextmanager
def at_work(locks: Locks, connection: Connection) -> Iterator[str]:
    """Be a sender with this name; all work on the queue goes through this connection.

    Left by an error, its rows stay claimed and in doubt, and the next sender takes them over.
    """
    name = secrets.token_hex(8)
    with connection.begin():
        let_go = locks.hold(connection, name)
        connection.execute(insert(senders).values(id=name, started_at=milliseconds()))
    try:
        yield name
        with connection.begin():
            connection.execute(delete(senders).where(senders.c.id == name))
    finally:
        let_go()


def recover(connection: Connection, locks: Locks, sender: str) -> int:
    """Let the rows of dead senders wait again; how many letters are in doubt for it."""
    with connection.begin():
        return sum(take_over(connection, dead) for dead in locks.dead(connection, sender))


def alive(connection: Connection, locks: Locks) -> int:
    """How many senders are at work, dead ones left out."""
    known = connection.scalar(select(func.count()).select_from(senders)) or 0
    return known - len(locks.dead(connection, ""))


class _FileLocks:
    """One locked file a sender. Files are made, looked at and removed within writing transactions, so one at a time."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def hold(self, connection: Connection, sender: str) -> Callable[[], None]:  # noqa: ARG002 - the file is enough
        """Lock the sender's file."""
        file = self._file(sender)
        lock = _lock(file)
        lock.acquire(timeout=0)

        def let_go() -> None:
            file.unlink(missing_ok=True)
            lock.release()

        return let_go

    def dead(self, connection: Connection, sender: str) -> list[str]:
        """Those known whose file can be locked; files that nobody locks are removed."""
        known = set(connection.scalars(select(senders.c.id))) - {sender}
        named = {
            file.name.rpartition(INFIX)[2] for file in self._database.parent.glob(f"{self._database.name}{INFIX}*")
        }
        return sorted(known & {name for name in (known | named) - {sender} if self._abandoned(name)})

    def _abandoned(self, name: str) -> bool:
        file = self._file(name)
        lock = _lock(file)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        with suppress(FileNotFoundError):
            file.unlink()
        lock.release()
        return True

    def _file(self, name: str) -> Path:
        return self._database.with_name(f"{self._database.name}{INFIX}{name}")


def _lock(file: Path) -> BaseFileLock:
    return FileLock(file, mode=PRIVATE_FILE, thread_local=False)


class _SessionLocks:
    """Advisory locks: the sender's for its session, those of the dead for the transaction that looks."""

    def hold(self, connection: Connection, sender: str) -> Callable[[], None]:
        """Lock the sender's number; ending the session lets go."""
        connection.detach()  # its end must end the session, and the lock with it
        connection.execute(select(func.pg_advisory_lock(_number(sender))))
        return connection.close

    def dead(self, connection: Connection, sender: str) -> list[str]:
        """Those known whose number can be locked."""
        known = set(connection.scalars(select(senders.c.id))) - {sender}
        trying = {name: select(func.pg_try_advisory_xact_lock(_number(name))) for name in sorted(known)}
        return [name for name, attempt in trying.items() if connection.scalar(attempt)]


def _number(sender: str) -> object:
    """A sender's name as a signed number of 64 bits."""
    return cast(int.from_bytes(bytes.fromhex(sender), signed=True), BigInteger)
