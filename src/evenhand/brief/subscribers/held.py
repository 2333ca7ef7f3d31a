"""All that is held about one reader, for that reader."""

from datetime import UTC, datetime

from msgspec import Struct
from sqlalchemy import Connection, select

from evenhand.brief.store.tables import deliveries
from evenhand.brief.subscribers.readers import Reader
from evenhand.records.subscriptions import Preferences, State


class HeldLetter(Struct, frozen=True, kw_only=True):
    """A letter that was written or waits: its kind, what it is about, how it stands, when; days as ISO text in UTC."""

    kind: str
    about: str
    state: str
    attempts: int
    reason: str
    made: str
    done: str


class Held(Struct, frozen=True, kw_only=True):
    """Everything about a reader. `network` is a keyed hash of the network from which the request came.

    Left out are the random number in the links of letters, as who has it can change the preferences, and the keyed
    marks that count letters of a week, which say less than `letters`.
    """

    schema: str = "evenhand/held/1"
    address: str
    state: State
    preferences: Preferences
    consent: str
    asked: str
    consented: str
    network: str
    bounces: int
    suspended_because: str
    letters: tuple[HeldLetter, ...]


def held(connection: Connection, reader: Reader) -> Held:
    """What the store holds about a reader, letters by age."""
    rows = connection.execute(
        select(deliveries).where(deliveries.c.subscriber == reader.id).order_by(deliveries.c.id)
    ).all()
    return Held(
        address=reader.address,
        state=reader.state,
        preferences=reader.preferences,
        consent=reader.wording,
        asked=time_text(reader.asked_at),
        consented=time_text(reader.consented_at),
        network=reader.network,
        bounces=reader.bounces,
        suspended_because=reader.suspended_because,
        letters=tuple(
            HeldLetter(
                kind=row.kind,
                about=row.about,
                state=row.state,
                attempts=row.attempts,
                reason=row.reason,
                made=time_text(row.made_at),
                done=time_text(row.done_at),
            )
            for row in rows
        ),
    )


def time_text(at: int | None) -> str:
    """Milliseconds since 1970 as ISO text in UTC, empty for none.

    >>> time_text(1_795_000_000_123)
    '2026-11-18T07:06:40.123Z'
    """
    if at is None:
        return ""
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
