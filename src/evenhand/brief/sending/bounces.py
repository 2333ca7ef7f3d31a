"""Reports of letters that came back, applied to letters and readers; a report that was read before changes nothing."""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Connection, select, update

from evenhand.brief.letters.message_ids import delivery_of
from evenhand.brief.sending.bounced import count_bounce
from evenhand.brief.sending.delivery_reports import DeliveryReport
from evenhand.brief.sending.pauses import milliseconds
from evenhand.brief.sending.replies import GONE
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import deliveries, subscribers
from evenhand.brief.subscribers.leaving import suspend
from evenhand.brief.subscribers.readers import lock_readers

# The clock of another machine may be behind ours by so much, in milliseconds.
CLOCKS_APART = 60_000
MAILED = ("pending", "active")


class Bounces(Struct, kw_only=True):
    """What reports came to: how many there were, letters that they marked, readers who get nothing more for now.

    `unknown` reports name no letter of ours, `known` ones were read before.
    """

    reports: int = 0
    letters: int = 0
    suspended: int = 0
    known: int = 0
    unknown: int = 0


def apply_reports(store: Store, secret: str, reports: Iterable[DeliveryReport]) -> Bounces:
    """Mark the letters that came back, and suspend readers who are not reached.

    A letter is known by its Message-ID, which `secret` proves to be ours; a report that returns none counts for the
    last letter to its address before it. Since everybody can write such a report, it never suspends by itself: only
    the third letter in a row does. Nor does it hide a report that comes after it and proves that the address is gone.
    """
    done = Bounces()
    for report in reports:
        done.reports += 1
        with store.begin() as connection:
            _apply(connection, secret, report, done)
    return done


def _apply(connection: Connection, secret: str, report: DeliveryReport, done: Bounces) -> None:
    named = delivery_of(report.message_id, secret) if report.message_id else None
    row = named if named is not None else _last_letter(connection, report)
    found = select(deliveries.c.subscriber).where(deliveries.c.id == row)
    subscriber = None if row is None else connection.scalar(found)
    if subscriber is None:
        done.unknown += 1
        return
    lock_readers(connection, [subscriber])
    reason = _reason(report.status, proven=named is not None)
    hard = named is not None and report.status in GONE
    unmarked = (deliveries.c.id == row, deliveries.c.state == "sent", deliveries.c.reason == "")
    if connection.execute(update(deliveries).where(*unmarked).values(reason=reason)).rowcount:
        done.letters += 1
        done.suspended += count_bounce(connection, subscriber, reason, milliseconds(), hard=hard)
        return
    done.known += 1
    if hard:
        done.suspended += _suspended_after_all(connection, subscriber, row, reason)


def _reason(status: str, *, proven: bool) -> str:
    """Why a letter counts as come back: what a report says that names it, or only its address."""
    return f"came back ({status})" if proven else f"came back ({status}, told of the address alone)"


def _suspended_after_all(connection: Connection, subscriber: int, row: int | None, reason: str) -> bool:
    """Let proof that an address is gone take the place of a weaker mark, once; whether the reader was mailed until now.

    Read again it changes nothing, since the owner may have asked anew in between.
    """
    proofs = [_reason(status, proven=True) for status in GONE]
    weaker = (deliveries.c.id == row, deliveries.c.state == "sent", deliveries.c.reason.not_in(proofs))
    if not connection.execute(update(deliveries).where(*weaker).values(reason=reason)).rowcount:
        return False
    mailed = select(subscribers.c.id).where(subscribers.c.id == subscriber, subscribers.c.state.in_(MAILED))
    if connection.scalar(mailed) is None:
        return False
    suspend(connection, subscriber, reason, milliseconds())
    return True


def _last_letter(connection: Connection, report: DeliveryReport) -> int | None:
    """The last letter that an address was sent before a report; None without an address, or where it has had none."""
    if not report.recipient or report.at is None:
        return None
    sent = (
        select(deliveries.c.id)
        .join(subscribers, subscribers.c.id == deliveries.c.subscriber)
        .where(
            subscribers.c.folded == report.recipient.casefold(),
            deliveries.c.state == "sent",
            deliveries.c.done_at <= report.at + CLOCKS_APART,
        )
    )
    return connection.scalar(sent.order_by(deliveries.c.done_at.desc(), deliveries.c.id.desc()).limit(1))
