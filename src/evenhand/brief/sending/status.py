"""How sending stands: letters by brief and kind, what failed and why, the age of the queue, senders, readers."""

from msgspec import Struct
from sqlalchemy import Connection, case, func, select

from evenhand.brief.sending.pauses import milliseconds
from evenhand.brief.sending.presence import alive, locks_of
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import briefs, deliveries, requests, subscribers

# Letters that answer one reader are many kinds of small news: they stand together by kind, briefs each for itself.
BRIEF = "brief"
_GROUP = case((deliveries.c.kind == BRIEF, deliveries.c.about), else_="")


class LettersStatus(Struct, kw_only=True):
    """The letters of a brief (`about` is its id), or of another kind.

    `failed` and `skipped` are by reason, `came_back` counts sent letters that bounced. Of `in_doubt` tries nobody knows
    whether they brought the letter, so `perhaps_twice` letters arrived, at most, more than once: those of two such
    tries, and of one and an accepted one. A letter that was given up in doubt has failed, with a reason of its own.
    """

    kind: str
    about: str = ""
    waiting: int = 0
    claimed: int = 0
    sent: int = 0
    failed: dict[str, int] = {}
    skipped: dict[str, int] = {}
    came_back: int = 0
    in_doubt: int = 0
    perhaps_twice: int = 0


class SendingStatus(Struct, frozen=True, kw_only=True):
    """All of it. `oldest_seconds` is how long the oldest letter that is due waits, None where none is."""

    schema: str = "evenhand/sending/1"
    briefs: tuple[LettersStatus, ...]
    others: tuple[LettersStatus, ...]
    due: int
    later: int
    oldest_seconds: float | None
    senders: int
    requests: int
    readers: dict[str, int]


def sending_status(store: Store) -> SendingStatus:
    """How sending stands now; no address is in it."""
    now = milliseconds()
    with store.reading() as connection:
        found = _letters(connection)
        issued = connection.scalars(select(briefs.c.id).order_by(briefs.c.issued_at.desc(), briefs.c.id.desc())).all()
        due, oldest = _due(connection, now)
        later = _count(connection, deliveries.c.state == "waiting", deliveries.c.not_before > now)
        asked = _count(connection, requests.c.handled_at.is_(None))
        states = connection.execute(select(subscribers.c.state, func.count()).group_by(subscribers.c.state)).all()
    with store.begin() as connection:
        senders = alive(connection, locks_of(store))
    return SendingStatus(
        briefs=tuple(found.pop((BRIEF, name), LettersStatus(kind=BRIEF, about=name)) for name in issued),
        others=tuple(found[key] for key in sorted(found)),
        due=due,
        later=later,
        oldest_seconds=None if oldest is None else (now - oldest) / 1000,
        senders=senders,
        requests=asked,
        readers={row.state: row[1] for row in sorted(states)},
    )


def _letters(connection: Connection) -> dict[tuple[str, str], LettersStatus]:
    columns = (deliveries.c.kind, _GROUP, deliveries.c.state, deliveries.c.reason)
    copies = deliveries.c.doubtful + case((deliveries.c.state == "sent", 1), else_=0)
    doubt, several = func.sum(deliveries.c.doubtful), func.sum(case((copies > 1, 1), else_=0))
    rows = connection.execute(select(*columns, func.count(), doubt, several).group_by(*columns))
    found: dict[tuple[str, str], LettersStatus] = {}
    for kind, about, state, reason, count, doubtful, letters in rows:
        one = found.setdefault((kind, about), LettersStatus(kind=kind, about=about, failed={}, skipped={}))
        _add(one, state, reason, count)
        one.in_doubt += doubtful
        one.perhaps_twice += letters
    return found


def _add(one: LettersStatus, state: str, reason: str, count: int) -> None:
    if state in {"failed", "skipped"}:
        by_reason: dict[str, int] = getattr(one, state)
        by_reason[reason] = by_reason.get(reason, 0) + count
        return
    setattr(one, state, getattr(one, state) + count)
    if state == "sent" and reason:
        one.came_back += count


def _due(connection: Connection, now: int) -> tuple[int, int | None]:
    waits = (deliveries.c.state.in_(("waiting", "claimed")), deliveries.c.not_before <= now)
    since = case((deliveries.c.not_before > deliveries.c.made_at, deliveries.c.not_before), else_=deliveries.c.made_at)
    count, oldest = connection.execute(select(func.count(), func.min(since)).where(*waits)).one()
    return count, oldest


def _count(connection: Connection, *conditions: object) -> int:
    return connection.scalar(select(func.count()).where(*conditions)) or 0  # type: ignore[arg-type]
