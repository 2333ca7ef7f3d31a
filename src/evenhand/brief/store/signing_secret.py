"""The secret that signs readers' tokens: random, made once, kept with the readers it serves."""

import secrets
import time

from sqlalchemy import Connection, select

from evenhand.brief.store.new_rows import add_new
from evenhand.brief.store.tables import marks

SECRET = "secret"  # noqa: S105 - a name
RANDOM_BYTES = 32


def kept_secret(connection: Connection) -> str:
    """The secret in the store: URL-safe text of 256 random bits; empty where none was made."""
    found: str | None = connection.scalar(select(marks.c.value).where(marks.c.name == SECRET))
    return found or ""


def make_secret(connection: Connection) -> None:
    """Keep a new secret where there is none."""
    value = secrets.token_urlsafe(RANDOM_BYTES)
    add_new(connection, marks, [{"name": SECRET, "value": value, "at": int(time.time() * 1000)}])
