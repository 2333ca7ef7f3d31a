"""Leaving: by link or header with a goodbye, by own demand at once, and what is erased because nobody confirmed it."""

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select, update

from evenhand.brief.store.tables import deliveries, requests, subscribers
from evenhand.brief.store.turns import MANY_READERS, wait_for_turn
from evenhand.brief.subscribers.addresses import Address
from evenhand.brief.subscribers.letter_limit import still_counted
from evenhand.brief.subscribers.readers import Reader, lock_such
from evenhand.brief.subscribers.tokens import DAYS_TO_CONFIRM

UNCONFIRMED = DAYS_TO_CONFIRM * 86_400_000
COUNTED = 3_600_000
OPEN = ("waiting", "claimed")
ERASED_AT_ONCE = 1_000


def leave(connection: Connection, reader: Reader, now: int) -> None:
    """Mail nothing more to a reader but the goodbye; what is on file goes with it (`erase_gone`).

    Who never confirmed, or is not reached by letters, is erased at once. A second time changes nothing.
    """
    if reader.state == "leaving":
        return
    if reader.state != "active":
        erase(connection, reader.id)
        return
    skip_waiting(connection, reader.id, "left", now)
    connection.execute(update(subscribers).where(subscribers.c.id == reader.id).values(state="leaving"))
    row = {"kind": "goodbye", "about": str(now), "subscriber": reader.id, "made_at": now}
    connection.execute(insert(deliveries).values(**row))


def erase(connection: Connection, subscriber: int) -> None:
    """Erase a reader, with all letters to them and all requests that still name the address, at once.

    What counts the letters of this week by a mark stays, so that erasing gives nobody three more.
    """
    found = select(subscribers.c.folded).where(subscribers.c.id == subscriber).with_for_update()
    folded = connection.execute(found).scalar_one_or_none()
    if folded is not None:
        _erase_requests(connection, folded)
        connection.execute(delete(deliveries).where(deliveries.c.subscriber == subscriber))
        connection.execute(delete(subscribers).where(subscribers.c.id == subscriber))


def erase_address(connection: Connection, address: Address) -> bool:
    """Erase whatever is held about an address; whether anything was."""
    wait_for_turn(connection, MANY_READERS)  # a request that is being handled would become a reader
    held = lock_such(connection, subscribers.c.folded == address.folded)
    asked = _erase_requests(connection, address.folded)
    for subscriber in held:
        erase(connection, subscriber)
    return bool(held) or asked


def erase_gone(connection: Connection, now: int) -> int:
    """Erase who left and has been told so, and who has not confirmed within 7 days; how many these were.

    The days begin when the last letter that asks to confirm has ended, as its link was signed just before.
    Handled requests older than the limits look back go too.
    """
    wait_for_turn(connection, MANY_READERS)
    gone = (subscribers.c.state == "leaving") & ~_letter(deliveries.c.state.in_(OPEN)) | _unconfirmed(now - UNCONFIRMED)
    held = lock_such(connection, gone)
    erased = 0
    for first in range(0, len(held), ERASED_AT_ONCE):
        named = subscribers.c.id.in_(held[first : first + ERASED_AT_ONCE])  # asked once more: all are locked only now
        erased += connection.execute(delete(subscribers).where(named, gone)).rowcount
    past = requests.c.handled_at.is_not(None) & (requests.c.at < now - COUNTED) & ~still_counted(now)
    connection.execute(delete(requests).where(past))
    return erased


def suspend(connection: Connection, subscriber: int, because: str, now: int) -> None:
    """Mail nothing more to an address that letters do not reach, until its owner asks again. `because` names none."""
    mailed = subscribers.c.state.in_(("pending", "active"))
    suspended = {"state": "suspended", "suspended_because": because}
    connection.execute(update(subscribers).where(subscribers.c.id == subscriber, mailed).values(**suspended))
    skip_waiting(connection, subscriber, "suspended", now)


def skip_waiting(connection: Connection, subscriber: int, because: str, now: int) -> None:
    """Take the letters back that wait for a reader."""
    waiting = (deliveries.c.subscriber == subscriber) & (deliveries.c.state == "waiting")
    skipped = {"state": "skipped", "reason": because, "done_at": now}
    connection.execute(update(deliveries).where(waiting).values(**skipped))


def _unconfirmed(since: int) -> ColumnElement[bool]:
    """Who never confirmed, and neither asked since then nor has a letter to confirm by that waits or ended since."""
    link = _letter(deliveries.c.kind == "confirm", deliveries.c.state.in_(OPEN) | (deliveries.c.done_at >= since))
    return subscribers.c.consented_at.is_(None) & (subscribers.c.asked_at < since) & ~link


def _letter(*such: ColumnElement[bool]) -> ColumnElement[bool]:
    """That there is such a letter to a row of `subscribers`."""
    return exists().where(deliveries.c.subscriber == subscribers.c.id, *such)


def _erase_requests(connection: Connection, folded: str) -> bool:
    waiting = connection.execute(select(requests.c.id, requests.c.address).where(requests.c.handled_at.is_(None))).all()
    named = [row.id for row in waiting if row.address.casefold() == folded]
    connection.execute(delete(requests).where(requests.c.id.in_(named)))
    return bool(named)
