"""One reader as the store has them, found by address or by token."""

import hmac
from collections.abc import Sequence

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, select

from evenhand.brief.store.tables import subscribers
from evenhand.brief.subscribers.tokens import Purpose, Tokens
from evenhand.records.subscriptions import Preferences, State


class Reader(Struct, frozen=True, kw_only=True):
    """A row of `subscribers`; times are milliseconds since 1970."""

    id: int
    address: str
    state: State
    preferences: Preferences
    wording: str
    network: str
    secret: str
    asked_at: int
    consented_at: int | None
    bounces: int
    suspended_because: str


def by_token(
    connection: Connection, tokens: Tokens, purpose: Purpose, token: str, *, to_change: bool = False
) -> Reader | None:
    """The reader whom a token names; None where it is not valid, the reader is gone or has a new secret.

    With `to_change` the row is locked until the transaction ends.
    """
    named = tokens.read(purpose, token)
    if named is None:
        return None
    asked = select(subscribers).where(subscribers.c.id == named.subscriber)
    row = connection.execute(asked.with_for_update() if to_change else asked).one_or_none()
    found = None if row is None else reader_of(row)
    return found if found and hmac.compare_digest(found.secret.encode(), named.secret.encode()) else None


def by_address(connection: Connection, folded: str) -> Reader | None:
    """The reader with this folded address, locked until the transaction ends."""
    row = connection.execute(select(subscribers).where(subscribers.c.folded == folded).with_for_update()).one_or_none()
    return None if row is None else reader_of(row)


def lock_readers(connection: Connection, numbers: Sequence[int]) -> None:
    """Lock these readers until the transaction ends, in the one order of locks (`store/turns.py`)."""
    if numbers:
        lock_such(connection, subscribers.c.id.in_(numbers))


def lock_such(connection: Connection, found: ColumnElement[bool]) -> list[int]:
    """Lock the readers of whom `found` is true until the transaction ends; their numbers, rising."""
    rows = select(subscribers.c.id).where(found).order_by(subscribers.c.id).with_for_update()
    return list(connection.scalars(rows))


def encoded(preferences: Preferences) -> str:
    """Preferences as the store keeps them."""
    return msgspec.json.encode(preferences).decode()


def decoded(text: str) -> Preferences:
    """Preferences as the store has them."""
    return msgspec.json.decode(text, type=Preferences)


def reader_of(row: Row[tuple[object, ...]]) -> Reader:
    """A row of the table as a record."""
    said = {**row._mapping, "preferences": decoded(row._mapping["preferences"])}
    return Reader(**{name: said[name] for name in Reader.__struct_fields__})
