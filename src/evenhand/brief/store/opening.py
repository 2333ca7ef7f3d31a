"""Opening the store: the right database, private, at this program's schema, with its secret."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError

from evenhand.brief.store.address import database_at, shown
from evenhand.brief.store.postgres import postgres_engine, wait_to_upgrade
from evenhand.brief.store.schema import needs_upgrade, upgrade
from evenhand.brief.store.signing_secret import kept_secret, make_secret
from evenhand.brief.store.sqlite_file import (
    BUSY_SECONDS,
    PRIVATE_FILE,
    READS,
    faulty_references,
    make_private,
    sqlite_engine,
)
from evenhand.errors import BadStore

# What reads sees one moment of the database, however long it takes.
ONE_MOMENT = {READS: True, "isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
LOCK_SUFFIX = ".opening"


class Store:
    """An open store. Threads may share it; a process that was forked opens its own.

    `secret` signs tokens unless EVENHAND_SECRET is set. `url_shown` names the database without its password.
    """

    def __init__(self, engine: Engine, url: URL, secret: str) -> None:
        self.engine, self.url, self.secret, self.url_shown = engine, url, secret, shown(url)
        reads = {READS: True} if self.file else ONE_MOMENT
        self._reading = engine.execution_options(**reads)

    @property
    def file(self) -> Path | None:
        """The file of SQLite; None for PostgreSQL."""
        return file_of(self.url)

    def begin(self) -> AbstractContextManager[Connection]:
        """A transaction that writes: kept whole at the end, undone whole by an error.

        On SQLite it has the one lock for writing from the start, so keep it short; on PostgreSQL it is READ COMMITTED,
        so rows that must not change meanwhile are read `FOR UPDATE`.
        """
        return self.engine.begin()

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads and sees one moment of the whole database; it holds nobody up."""
        return self._reading.begin()

    def check(self) -> None:
        """Ask the database whether it is there and at the schema of this program.

        Raises:
            BadStore: it is not.

        """
        with database_errors(self.url), self.reading() as connection:
            if needs_upgrade(connection):
                raise BadStore(f"{self.url_shown} is no longer at the schema of this program", "start this one again")

    def close(self) -> None:
        """Let go of all connections; leaving a `with` block does so too."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(url: str = "") -> Store:
    """Open the store that `url` names, empty for the default file; make it and bring its schema up where needed.

    Processes may do so at the same time: one upgrades, the others wait.

    Raises:
        BadSetting: `url` names neither a file nor a database of PostgreSQL.
        BadStore: the database cannot be reached or written, is damaged, another program's, or newer than this one.
        MissingExtra: the driver of PostgreSQL is not installed.

    """
    where = database_at(url)
    engine = engine_for(where)
    try:
        with database_errors(where), one_opener(where):
            return Store(engine, where, _made_ready(where, engine))
    except BaseException:
        engine.dispose()
        raise


def engine_for(url: URL) -> Engine:
    """An engine for a store's database; nothing is opened yet."""
    return sqlite_engine(url) if file_of(url) else postgres_engine(url)


def file_of(url: URL) -> Path | None:
    """The file of a store in SQLite; None for PostgreSQL."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


@contextmanager
def one_opener(url: URL) -> Iterator[None]:
    """Nobody else on this machine opens or upgrades the same file meanwhile; the file is there and private.

    In PostgreSQL a lock of the database does this, inside `upgrading`.

    Raises:
        BadStore: somebody else takes too long.

    """
    file = file_of(url)
    if file is None:
        yield
        return
    make_private(file)
    try:
        with FileLock(f"{file}{LOCK_SUFFIX}", timeout=BUSY_SECONDS, mode=PRIVATE_FILE):
            yield
    except Timeout as error:
        raise BadStore(f"{file} is being opened by another process", "try again when that is done") from error


@contextmanager
def upgrading(url: URL) -> Iterator[Connection]:
    """A transaction in which the schema may change, alone; on SQLite references are checked at its end, not within.

    Raises:
        BadStore: a reference leads nowhere afterwards; nothing was changed.

    """
    file = file_of(url)
    engine = sqlite_engine(url, references=False) if file else engine_for(url)
    try:
        with engine.begin() as connection:
            if file is None:
                wait_to_upgrade(connection)
            yield connection
            if file is not None and (faults := faulty_references(connection)):
                raise BadStore(f"{file}: {faults} references lead nowhere", "restore a backup")
    finally:
        engine.dispose()


@contextmanager
def database_errors(url: URL) -> Iterator[None]:
    """What the database's driver refuses becomes an error for people.

    Raises:
        BadStore: it refused something.

    """
    try:
        yield
    except DBAPIError as error:
        reason = str(error.orig).strip().partition("\n")[0].removeprefix("connection failed: ")
        raise BadStore(f"{shown(url)} cannot be used: {reason}", "see that it is there and ours to write") from error


def _made_ready(url: URL, engine: Engine) -> str:
    with engine.execution_options(**{READS: True}).begin() as connection:
        secret = "" if needs_upgrade(connection) else kept_secret(connection)
    if secret:
        return secret
    with upgrading(url) as connection:
        if needs_upgrade(connection):
            upgrade(connection)
        make_secret(connection)
        return kept_secret(connection)
