"""Which database: an address as people write it, into one that SQLAlchemy opens."""

import os
import re
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from evenhand.errors import BadSetting
from evenhand.settings import brief_store

STORE_VARIABLE = "EVENHAND_STORE"
SQLITE, POSTGRESQL = "sqlite+pysqlite", "postgresql+psycopg"
# What people and hosts write, and the driver that each is opened with.
DRIVERS = {
    "sqlite": SQLITE,
    SQLITE: SQLITE,
    "postgres": POSTGRESQL,
    "postgresql": POSTGRESQL,
    POSTGRESQL: POSTGRESQL,
}
# An address that lost its `//`, or its scheme: no file is called so, and its name would be shown.
BROKEN = re.compile(r"(?:sqlite|postgres)\w*(?:\+\w+)?:|[^/.~][^@]*:.*@", re.DOTALL)
FIX = "write a file, as /var/lib/evenhand/brief.sqlite, or postgresql://user@host/database"


def store_setting() -> str:
    """What EVENHAND_STORE says. A store is saved and restored whatever the settings of mail are."""
    return os.environ.get(STORE_VARIABLE, "").strip()


def database_at(text: str = "") -> URL:
    """The database that `text` names: a file, `sqlite:///…` or `postgresql://…`; empty for the default file.

    Raises:
        BadSetting: it is neither. The message shows no password.

    """
    if "://" not in text and not BROKEN.match(text):
        return _in_file(Path(text) if text else brief_store())
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # either may repeat a password
        raise BadSetting(f"EVENHAND_STORE is no address of a database; {FIX}") from None
    driver = DRIVERS.get(url.drivername)
    if driver is None:
        raise BadSetting(f"EVENHAND_STORE names {url.drivername[:40]!r}, neither SQLite nor PostgreSQL; {FIX}")
    if driver == POSTGRESQL and "@" in f"{url.host}{url.database}":
        raise BadSetting(f"EVENHAND_STORE has an `@` or `/` too many: in a password they are %40 and %2F; {FIX}")
    if not url.database or url.database == ":memory:":
        raise BadSetting(f"EVENHAND_STORE names no database that lasts; {FIX}")
    return _in_file(Path(url.database)) if driver == SQLITE else url.set(drivername=driver)


def shown(url: URL) -> str:
    """The file, or the address as it may be printed and logged: no password, and no options, which may hold one."""
    if url.drivername == SQLITE:
        return url.database or ""
    plain = URL.create(url.get_backend_name(), url.username, None, url.host, url.port, url.database)
    return plain.render_as_string()


def _in_file(path: Path) -> URL:
    return URL.create(SQLITE, database=str(path.expanduser().absolute()))
