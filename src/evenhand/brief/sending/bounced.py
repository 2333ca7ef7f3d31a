"""Letters that came back: what they make of an address."""

from sqlalchemy import Connection, select, update

from evenhand.brief.store.tables import deliveries, subscribers
from evenhand.brief.subscribers.leaving import suspend

# So many letters to an address in a row must come back before it is given up, where none says that it is gone.
SOFT_IN_A_ROW = 3


def count_bounce(connection: Connection, subscriber: int, reason: str, now: int, *, hard: bool) -> bool:
    """Count a letter that came back; whether nothing more is mailed to the reader from now on.

    An address that is gone is suspended at once, another when its last three letters came back. The letter itself is
    marked already: its row has failed, or has a reason though it was sent. `reason` names no address.
    """
    counted = update(subscribers).where(subscribers.c.id == subscriber)
    connection.execute(counted.values(bounces=subscribers.c.bounces + 1))
    over = hard or _in_a_row(connection, subscriber) >= SOFT_IN_A_ROW
    if over:
        suspend(connection, subscriber, reason, now)
    return over


def _in_a_row(connection: Connection, subscriber: int) -> int:
    """How many of the reader's last letters came back, the newest first."""
    ended = (
        select(deliveries.c.reason)
        .where(deliveries.c.subscriber == subscriber, deliveries.c.state.in_(("sent", "failed")))
        .order_by(deliveries.c.done_at.desc(), deliveries.c.id.desc())
        .limit(SOFT_IN_A_ROW)
    )
    found = connection.scalars(ended).all()
    return next((place for place, reason in enumerate(found) if not reason), len(found))
