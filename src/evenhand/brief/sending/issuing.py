"""Issuing a brief: it is frozen, and a letter is queued for every reader, in one transaction and once."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
from msgspec import Struct, structs
from sqlalchemy import Connection, insert, literal, select

from evenhand.brief.composing.site_pages import named
from evenhand.brief.composing.weeks import free_name
from evenhand.brief.mail_settings import Empty
from evenhand.brief.sending.one_at_a_time import COUNTED, mark, marked, one_at_a_time
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import RESTORED, briefs, deliveries, subscribers
from evenhand.records.brief import Brief

DAY = 86_400_000
# Less than a week by half a day: a weekly timer that comes a little early finds the brief due.
WEEK = 7 * DAY - DAY // 2
# The mark of the newest catalog that had nothing to tell.
QUIET = "quiet"
LOST = "a backup was restored, and a brief may have gone out since it was made"
NOTHING = "nothing changed, and a brief of one line is switched off (EVENHAND_BRIEF_EMPTY)"


class LastIssue(Struct, frozen=True, kw_only=True):
    """The newest brief that was issued, when (milliseconds since 1970), and the catalog up to which it tells."""

    id: str
    until_version: str
    until_date: str
    issued_at: int


class Issued(Struct, frozen=True, kw_only=True):
    """The brief that was issued, with so many letters queued; or none, and why not."""

    id: str = ""
    queued: int = 0
    reason: str = ""


def last_issue(connection: Connection) -> LastIssue | None:
    """The newest brief that was issued; None before the first."""
    columns = (briefs.c.id, briefs.c.until_version, briefs.c.until_date, briefs.c.issued_at)
    row = connection.execute(select(*columns).order_by(briefs.c.issued_at.desc(), briefs.c.id.desc()).limit(1)).first()
    return LastIssue(**row._mapping) if row else None


def issue_when_due(
    store: Store,
    version: str,
    date: str,
    make: Callable[[LastIssue | None], Brief],
    now: int,
    *,
    at_once: bool = False,
    empty: Empty = "line",
) -> Issued:
    """Issue the brief up to the catalog of this `version` and `date`.

    It is due when the last one is a week old, and neither of this catalog nor of a newer one.

    `make` composes it, from the last issue on. `at_once` does not wait for a week to pass; `empty` says whether a brief
    without changes is issued. Of several that do this at once, one issues.
    """
    with store.reading() as connection:
        last, quiet = last_issue(connection), marked(connection, QUIET)
        restored, told = int(marked(connection, RESTORED) or 0), _told_before(connection, version)
    reason = told or why_not_due(last, version, date, now, at_once=at_once)
    reason = reason or ("" if at_once else _just_restored(restored, now))
    if not reason and empty == "none" and quiet == version:
        reason = NOTHING
    if reason:
        return Issued(reason=reason)
    brief = make(last)
    if brief.empty and empty == "none":
        with one_at_a_time(store) as connection:
            mark(connection, QUIET, version, now)
        return Issued(reason=NOTHING)
    with one_at_a_time(store) as connection:
        if last_issue(connection) != last:
            return Issued(reason="another sender has issued it meanwhile")
        return issue(connection, brief, version, now)


def issue(connection: Connection, brief: Brief, version: str, now: int) -> Issued:
    """Freeze a brief and queue a letter to every reader. Its name gets a number where the week has one already."""
    day = datetime.fromtimestamp(now / 1000, UTC).date().isoformat()
    name = free_name(brief.last, frozenset(connection.scalars(select(briefs.c.id))))
    frozen = structs.replace(brief if brief.id == name else named(brief, name), issued=day)
    connection.execute(
        insert(briefs).values(
            id=name,
            since_version=brief.since.version,
            until_version=version,
            until_date=brief.until.date,
            content=msgspec.json.encode(frozen).decode(),
            issued_at=now,
        )
    )
    readers = select(literal("brief"), literal(name), subscribers.c.id, literal(now)).where(
        subscribers.c.state == "active"
    )
    columns = ("kind", "about", "subscriber", "made_at")
    staying = readers.order_by(subscribers.c.id).with_for_update(read=True, key_share=True)
    queue = insert(deliveries).from_select(columns, staying)
    return Issued(id=name, queued=connection.execute(queue, execution_options=COUNTED).rowcount)


def _just_restored(restored: int, now: int) -> str:
    """Why no brief is due within a week of a restore; empty where that is long ago, or never was."""
    due = datetime.fromtimestamp((restored + WEEK) / 1000, UTC)
    return "" if now - restored >= WEEK else f"{LOST}; the next is due on {due:%Y-%m-%d %H:%M} UTC"


def _told_before(connection: Connection, version: str) -> str:
    """Which brief told up to this catalog; empty where none did. A later one may have told up to another of its day."""
    name = connection.scalar(select(briefs.c.id).where(briefs.c.until_version == version).limit(1))
    return f"the catalog is that of brief {name}" if name else ""


def why_not_due(last: LastIssue | None, version: str, date: str, now: int, *, at_once: bool) -> str:
    """Why no brief up to the catalog of this version and date is due; empty where one is."""
    if last is None:
        return ""
    if last.until_version == version:
        return f"the catalog is that of brief {last.id}"
    if date < last.until_date:
        return f"the catalog, of {date}, is older than that of brief {last.id}"
    if at_once or now - last.issued_at >= WEEK:
        return ""
    due = datetime.fromtimestamp((last.issued_at + WEEK) / 1000, UTC)
    return f"brief {last.id} is less than a week old; the next is due on {due:%Y-%m-%d %H:%M} UTC"
