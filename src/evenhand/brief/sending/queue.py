"""The queue of letters: claimed in batches, settled one by one, taken over from senders that died.

Each function works within the transaction of the connection that it is given. A row is a sender's own from its claim
until it is settled; every statement names row and sender, so that a sender that was taken for dead changes nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, select, update

from evenhand.brief.sending.deliveries import Delivery, Outcome
from evenhand.brief.store.tables import deliveries, senders, subscribers
from evenhand.records.subscriptions import LetterKind

# What somebody waits for at a screen goes before what thousands get: the order in which kinds are claimed.
URGENT_FIRST: tuple[LetterKind, ...] = ("confirm", "greeting", "goodbye", "alert", "brief")
_FIELDS = (
    deliveries.c.id,
    deliveries.c.kind,
    deliveries.c.about,
    deliveries.c.data,
    deliveries.c.attempts,
    deliveries.c.doubtful,
    deliveries.c.subscriber,
    subscribers.c.address,
    subscribers.c.preferences,
    subscribers.c.secret,
    subscribers.c.state,
)
_JOINED = select(*_FIELDS).join_from(deliveries, subscribers, deliveries.c.subscriber == subscribers.c.id)
_WAITING = (
    select(deliveries.c.id)
    .where(
        deliveries.c.state == "waiting",
        deliveries.c.kind == bindparam("kind"),
        deliveries.c.not_before <= bindparam("now"),
    )
    .order_by(deliveries.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIMED = _JOINED.where(
    deliveries.c.sender == bindparam("me"),
    deliveries.c.state == "claimed",
    deliveries.c.id.in_(bindparam("ids", expanding=True)),
).order_by(deliveries.c.id)
_MINE = _JOINED.where(
    deliveries.c.id == bindparam("row"), deliveries.c.sender == bindparam("me"), deliveries.c.state == "claimed"
)
_SETTLE = (
    update(deliveries)
    .where(
        and_(
            deliveries.c.id == bindparam("row"),
            deliveries.c.sender == bindparam("me"),
            deliveries.c.state == "claimed",
        )
    )
    .values(
        state=bindparam("becomes"),
        sender="",
        attempts=deliveries.c.attempts + bindparam("tries"),
        doubtful=deliveries.c.doubtful + bindparam("doubt"),
        not_before=bindparam("until"),
        reason=bindparam("why"),
        done_at=bindparam("done"),
    )
)
_TAKE = update(deliveries).values(state="claimed", sender=bindparam("me"))
_GIVE_BACK = update(deliveries).values(state="waiting", sender="")


def claim(connection: Connection, sender: str, now: int, most: int) -> list[Delivery]:
    """Take at most so many rows that are due, by kind, then by `id`; they come in the order of `id`.

    In PostgreSQL rows that another sender is taking are passed over; in SQLite the transaction holds the only pen.
    """
    taken: list[int] = []
    for kind in URGENT_FIRST:
        if len(taken) == most:
            break
        taken += connection.scalars(_WAITING, {"kind": kind, "now": now, "most": most - len(taken)})
    if not taken:
        return []
    connection.execute(_TAKE.where(deliveries.c.id.in_(taken)), {"me": sender})
    return [_delivery(row) for row in connection.execute(_CLAIMED, {"me": sender, "ids": taken})]


def waiting(connection: Connection, now: int, most: int | None = None) -> list[Delivery]:
    """The letters that are due, in the order of `id`, at most so many; they stay where they are."""
    rows = _JOINED.where(deliveries.c.state == "waiting", deliveries.c.not_before <= now).order_by(deliveries.c.id)
    return [_delivery(row) for row in connection.execute(rows.limit(most))]


def count_due(connection: Connection, now: int) -> int:
    """How many letters could be sent now, by anybody."""
    waits = (deliveries.c.state == "waiting", deliveries.c.not_before <= now)
    return connection.scalar(select(func.count()).select_from(deliveries).where(*waits)) or 0


def settle(connection: Connection, sender: str, outcome: Outcome, now: int) -> None:
    """Write down how a try ended; the row is nobody's afterwards."""
    connection.execute(
        _SETTLE,
        {
            "row": outcome.delivery.id,
            "me": sender,
            "becomes": outcome.state,
            "tries": outcome.ending != "skipped",
            "doubt": outcome.in_doubt,
            "until": outcome.not_before,
            "why": outcome.reason,
            "done": None if outcome.state == "waiting" else now,
        },
    )


def still_mine(connection: Connection, sender: str, row: int) -> Delivery | None:
    """The row as it is now; None where the reader has gone, or another sender took it over."""
    found = connection.execute(_MINE, {"row": row, "me": sender}).first()
    return _delivery(found) if found else None


def give_back(connection: Connection, sender: str) -> int:
    """Let all rows of a sender wait again, none of them begun; how many there were."""
    mine = (deliveries.c.sender == sender, deliveries.c.state == "claimed")
    return connection.execute(_GIVE_BACK.where(*mine)).rowcount


def take_over(connection: Connection, dead: str) -> int:
    """Let the rows of a sender that died wait again; how many are in doubt, 0 or 1.

    It marked each row before it sent the text of the next, so the first of its rows may have arrived.
    """
    mine = (deliveries.c.sender == dead, deliveries.c.state == "claimed")
    first = connection.scalar(select(func.min(deliveries.c.id)).where(*mine))
    if first is not None:
        doubt = update(deliveries).where(deliveries.c.id == first)
        connection.execute(
            doubt.values(
                state="waiting", sender="", attempts=deliveries.c.attempts + 1, doubtful=deliveries.c.doubtful + 1
            )
        )
    give_back(connection, dead)
    connection.execute(delete(senders).where(senders.c.id == dead))
    return int(first is not None)


def wait_again(connection: Connection, held: Sequence[Outcome]) -> None:
    """Let letters wait that had failed: each is to be tried later, as its outcome says."""
    for one in held:
        failed = (deliveries.c.id == one.delivery.id, deliveries.c.state == "failed")
        connection.execute(_GIVE_BACK.where(*failed).values(done_at=None, not_before=one.not_before))


def _delivery(row: Iterable[Any]) -> Delivery:
    return Delivery(**dict(zip(NAMES, row, strict=True)))


NAMES = tuple(column.name for column in _FIELDS)
