"""Requests to subscribe: written down alike for every address, and answered by letter alone."""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection, Row, func, insert, select, update

from evenhand.brief.store.tables import requests, subscribers
from evenhand.brief.store.turns import MANY_READERS, wait_for_turn
from evenhand.brief.subscribers.addresses import Address
from evenhand.brief.subscribers.leaving import skip_waiting
from evenhand.brief.subscribers.letter_limit import address_mark, count_letter, written_enough
from evenhand.brief.subscribers.readers import Reader, by_address, encoded, lock_such
from evenhand.brief.subscribers.tokens import new_secret
from evenhand.errors import TooManyRequests
from evenhand.records.subscriptions import LetterKind, Preferences

HOUR = 3_600_000
MOST_FROM_A_NETWORK = 20
"""Requests that one network may make in an hour."""
MOST_AT_ONCE = 500


class Due(Struct, frozen=True, kw_only=True):
    """A letter that is due: the values of a new row of `deliveries`, beside the time."""

    kind: LetterKind
    about: str
    subscriber: int


def ask(
    connection: Connection, address: Address, preferences: Preferences, *, wording: str, network: str, now: int
) -> None:
    """Write a request down: one row, whoever asks. `network` is a `network_mark`, `wording` what was agreed to.

    Raises:
        TooManyRequests: this network has made 20 within the hour; nothing is written.

    """
    wait_for_turn(connection, f"network {network}")
    wait = _seconds_to_wait(connection, network, now)
    if wait:
        raise TooManyRequests(wait)
    row = {"address": address.mailed, "preferences": encoded(preferences), "wording": wording, "network": network}
    connection.execute(insert(requests).values(**row, at=now))


def handle_requests(connection: Connection, secret: str, now: int, most: int = MOST_AT_ONCE) -> tuple[Due, ...]:
    """Take the oldest waiting requests; the letters that they bring, which the caller queues in this transaction.

    A new address is kept as pending and asked to confirm, as is one that was not reached, which keeps what is on file
    where it was a reader's; a reader is told where the preferences are. Of several requests of an address the newest
    counts. No address is written to more than three times a week, counted by marks under the site's `secret`. A handled
    request loses its address.
    """
    waiting = _oldest_locked(connection, most)
    newest = {row.address.casefold(): row for row in waiting}
    due: list[Due] = []
    for folded, row in newest.items():
        mark = address_mark(secret, folded)
        if not written_enough(connection, mark, now):
            due.append(_handled(connection, folded, row, now))
            count_letter(connection, mark, now)
    _forget(connection, [row.id for row in waiting], now)
    return tuple(due)


def _oldest_locked(connection: Connection, most: int) -> Sequence[Row[tuple[object, ...]]]:
    """The oldest waiting requests, locked after the readers of their addresses."""
    wait_for_turn(connection, MANY_READERS)
    open_ = requests.c.handled_at.is_(None)
    seen = connection.execute(
        select(requests.c.id, requests.c.address).where(open_).order_by(requests.c.id).limit(most)
    ).all()
    lock_such(connection, subscribers.c.folded.in_({row.address.casefold() for row in seen}))
    still = select(requests).where(requests.c.id.in_([row.id for row in seen]), open_)
    return connection.execute(still.order_by(requests.c.id).with_for_update()).all()


def requests_waiting(connection: Connection) -> int:
    """How many requests are not handled yet."""
    counted = select(func.count()).select_from(requests).where(requests.c.handled_at.is_(None))
    return connection.execute(counted).scalar_one()


def _seconds_to_wait(connection: Connection, network: str, now: int) -> int:
    """Until the network may ask again, 0 for at once: when the oldest of its last 20 requests is an hour old."""
    made = (
        select(requests.c.at)
        .where(requests.c.network == network, requests.c.at > now - HOUR)
        .order_by(requests.c.at.desc())
        .offset(MOST_FROM_A_NETWORK - 1)
        .limit(1)
    )
    oldest = connection.execute(made).scalar_one_or_none()
    return 0 if oldest is None else max(1, -(-(oldest + HOUR - now) // 1000))


def _handled(connection: Connection, folded: str, request: Row[tuple[object, ...]], now: int) -> Due:
    reader = by_address(connection, folded)
    if reader is None:
        return _confirm(request, _new(connection, folded, request))
    if reader.state == "active":
        return Due(kind="greeting", about=str(request.id), subscriber=reader.id)
    if reader.state != "suspended" or reader.consented_at is None:
        _asked_again(connection, reader, request, now)
    return _confirm(request, reader.id)


def _confirm(request: Row[tuple[object, ...]], subscriber: int) -> Due:
    return Due(kind="confirm", about=str(request.id), subscriber=subscriber)


def _new(connection: Connection, folded: str, request: Row[tuple[object, ...]]) -> int:
    values = {"address": request.address, "folded": folded, "secret": new_secret(), **_said(request)}
    added: int = connection.execute(insert(subscribers).values(**values).returning(subscribers.c.id)).scalar_one()
    return added


def _asked_again(connection: Connection, reader: Reader, request: Row[tuple[object, ...]], now: int) -> None:
    """Who has never confirmed, or is leaving, begins anew with what this request says."""
    if reader.state == "leaving":
        skip_waiting(connection, reader.id, "asked again", now)
    renewed = {"secret": new_secret()} if reader.state == "leaving" else {}
    said = {**_said(request), "consented_at": None, "bounces": 0, "suspended_because": "", **renewed}
    connection.execute(update(subscribers).where(subscribers.c.id == reader.id).values(**said))


def _said(request: Row[tuple[object, ...]]) -> dict[str, object]:
    """What a request says of a reader."""
    return {
        "state": "pending",
        "preferences": request.preferences,
        "wording": request.wording,
        "network": request.network,
        "asked_at": request.at,
    }


def _forget(connection: Connection, handled: list[int], now: int) -> None:
    """Keep of handled requests only what the limit of a network counts."""
    gone = {"handled_at": now, "address": "", "preferences": "", "wording": ""}
    connection.execute(update(requests).where(requests.c.id.in_(handled)).values(**gone))
