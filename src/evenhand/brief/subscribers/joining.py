"""Confirming, and what a reader changes afterwards."""

from typing import Any

from sqlalchemy import Connection, update

from evenhand.brief.store.tables import subscribers
from evenhand.brief.subscribers.readers import Reader, encoded
from evenhand.brief.subscribers.tokens import new_secret
from evenhand.records.subscriptions import Preferences


def confirm(connection: Connection, reader: Reader, now: int) -> bool:
    """Make a reader of who asked, or of one whom no letter reached for a while; the time is that of the consent.

    A second time changes nothing. False for who has left meanwhile.
    """
    if reader.state == "active":
        return True
    if reader.state == "leaving":
        return False
    consented = reader.consented_at or now
    _change(connection, reader.id, state="active", consented_at=consented, bounces=0, suspended_because="")
    return True


def prefer(connection: Connection, reader: Reader, preferences: Preferences) -> None:
    """Keep what a reader wants from now on."""
    _change(connection, reader.id, preferences=encoded(preferences))


def renew_links(connection: Connection, reader: Reader) -> str:
    """Make every link in earlier letters void; the reader's new secret, which new links are made from."""
    secret = new_secret()
    _change(connection, reader.id, secret=secret)
    return secret


def _change(connection: Connection, subscriber: int, **values: Any) -> None:  # noqa: ANN401 - of any column
    connection.execute(update(subscribers).where(subscribers.c.id == subscriber).values(**values))
