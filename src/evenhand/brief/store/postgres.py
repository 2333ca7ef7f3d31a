"""The store in PostgreSQL: for several machines, or where one runs already."""

from sqlalchemy import URL, Connection, Engine, create_engine, func, select

from evenhand.errors import MissingExtra

# Who upgrades the schema holds this lock until it is done: "evenhand" in ASCII, as a number of 64 bits.
UPGRADING = int.from_bytes(b"evenhand")
CONNECT_SECONDS = 10
# A connection that says nothing for so long is asked whether it lives; proxies and firewalls forget silent ones.
RECYCLE_SECONDS = 1800


def postgres_engine(url: URL) -> Engine:
    """An engine for the database that `url` names; nothing is connected yet. What the address says goes first.

    Raises:
        MissingExtra: the driver is not installed.

    """
    wanted = {"connect_timeout": str(CONNECT_SECONDS), "application_name": "evenhand"}
    try:
        return create_engine(
            url.set(query={**wanted, **url.query}),
            pool_pre_ping=True,
            pool_recycle=RECYCLE_SECONDS,
            hide_parameters=True,
        )
    except ModuleNotFoundError as missing:
        raise MissingExtra("a store in PostgreSQL", "postgres") from missing


def wait_to_upgrade(connection: Connection) -> None:
    """Wait until nobody else upgrades the schema; until the transaction ends, nobody else will."""
    connection.execute(select(func.pg_advisory_xact_lock(UPGRADING)))
