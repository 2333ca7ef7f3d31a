"""One round of sending: requests, alerts and the brief become letters, and the queue is worked off."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Event
from time import monotonic
from typing import Literal, Protocol

from msgspec import Struct
from sqlalchemy import Connection, insert
from sqlalchemy.exc import SQLAlchemyError

from evenhand.brief.composing.alerts import PriceAlerts
from evenhand.brief.mail_settings import MailSettings
from evenhand.brief.sending.alerting import Alerted, alert_readers
from evenhand.brief.sending.bounce_box import BounceBox
from evenhand.brief.sending.bounces import Bounces
from evenhand.brief.sending.deliveries import Tell
from evenhand.brief.sending.issuing import Issued, LastIssue, issue_when_due
from evenhand.brief.sending.letter_writer import LetterWriter
from evenhand.brief.sending.mail_connection import MailServerDoor
from evenhand.brief.sending.pauses import Pace, milliseconds
from evenhand.brief.sending.queue import count_due
from evenhand.brief.sending.refusals import Refusals
from evenhand.brief.sending.sender import LetterFault, Sender, Worked
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import deliveries
from evenhand.brief.store.turns import transaction
from evenhand.brief.subscribers.asking import handle_requests, requests_waiting
from evenhand.brief.subscribers.leaving import erase_gone
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.saved import save
from evenhand.errors import BadSetting, BadStore, EvenhandError, MailServerRefuses, UnreadBounces
from evenhand.records.brief import Brief

Part = Literal["requests", "alerts", "brief", "queue"]
PARTS: tuple[Part, ...] = ("requests", "alerts", "brief", "queue")
OFTEN: tuple[Part, ...] = ("requests", "queue")
FROM_FACTS: frozenset[Part] = frozenset({"alerts", "brief"})
# Seconds between two rounds, between two looks at the catalog, and before the next try after trouble.
ROUND_EVERY, CATALOG_EVERY, AFTER_TROUBLE = 5.0, 60.0, 60.0

# Told of a fault that keeps alerts or the brief from being queued, and no other letter from being sent.
Hold = Callable[[Exception], None]


class Tells(Protocol):
    """What tells of changes: a `Library` of today's catalog."""

    catalog: Catalog

    def brief(self, since: str = "", until: str = "", *, dated: bool = False) -> Brief:
        """The brief from an earlier catalog to this one."""

    def price_alerts(self, since: str, until: str = "") -> PriceAlerts:
        """The alerts from an earlier catalog to this one."""


class Round(Struct, kw_only=True):
    """What one round came to; None for a part that was left out."""

    requests: int | None = None
    alerts: Alerted | None = None
    brief: Issued | None = None
    queue: Worked | None = None
    erased: int = 0
    bounces: Bounces | None = None


class Rounds:
    """Does rounds over one store. `tells` gives today's catalog whenever it is asked.

    `tell` hears of each letter, `expect` before them how many are due.
    """

    def __init__(
        self,
        store: Store,
        settings: MailSettings,
        tells: Callable[[], Tells],
        *,
        stop: Event | None = None,
        tell: Tell = lambda _: None,
        expect: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._store, self._settings, self._tells = store, settings, tells
        self._stop, self._tell, self._expect = stop or Event(), tell, expect
        self._pace, self._refusals = Pace(settings.rate), Refusals()
        self._box = BounceBox(settings.bounces)

    def go(self, parts: Collection[Part] = PARTS, *, at_once: bool = False, limit: int | None = None) -> Round:
        """Do the named parts once. `at_once` issues a brief before a week has passed; `limit` is the most letters.

        Before letters are sent, reports of those that came back are read. What is wrong with these or with the facts is
        raised at the end, after what waits was sent.

        Raises:
            BadSetting: something that sending needs is not set.
            BadCatalog: the facts have a fault, so that alerts or a brief could not be made.
            UnreadBounces: the place to which letters come back cannot be read.
            MailServerRefuses: the mail server takes letters for nobody.

        """
        held: list[Exception] = []
        done = self._round(parts, held.append, at_once=at_once, limit=limit)
        if held:
            raise held[0]
        return done

    def watch(self, parts: Collection[Part] = PARTS, trouble: Callable[[str], None] = lambda _: None) -> None:
        """Do rounds until `stop` is set: requests and letters every few seconds, all else every minute.

        What goes wrong with the store or the mail server is told to `trouble`, and tried again after a pause. What is
        wrong with the facts is told too, and holds up alerts and the brief alone; reports that cannot be read nothing.

        Raises:
            BadSetting: something that sending needs is not set.

        """
        self._sender(None)
        looked = -CATALOG_EVERY
        while not self._stop.is_set():
            whole = monotonic() - looked >= CATALOG_EVERY
            looked = monotonic() if whole else looked
            try:
                done = self._round(
                    [part for part in parts if whole or part in OFTEN],
                    lambda fault: trouble(_held_trouble(fault)),
                    look=whole,
                )
                said = done.queue.trouble if done.queue else ""
            except (MailServerRefuses, BadStore, LetterFault) as fault:
                said = str(fault)
            except SQLAlchemyError as fault:
                said = _store_trouble(fault)
            if said:
                trouble(said)
            self._stop.wait(AFTER_TROUBLE if said else ROUND_EVERY)

    def _round(
        self,
        parts: Collection[Part],
        hold: Hold,
        *,
        at_once: bool = False,
        limit: int | None = None,
        look: bool = True,
    ) -> Round:
        """One round; whatever becomes of its letters, addresses that are to be erased are.

        With `look` it first reads the reports of letters that came back.
        """
        fill = partial(fill_queue, self._store, self._settings, self._tells, parts, at_once=at_once, hold=hold)
        if "queue" not in parts:
            return fill()
        try:
            sender = self._sender(limit)
            bounces = self._came_back(hold) if look else None
            done = fill()
            done.bounces = bounces
            if not self._stop.is_set():
                done.queue = self._work(sender)
        finally:
            erased = transaction(self._store, lambda connection: erase_gone(connection, milliseconds()))
        done.erased = erased
        return done

    def _came_back(self, hold: Hold) -> Bounces | None:
        """What reports of letters that came back change; a fault there holds up nothing."""
        try:
            return self._box.read(self._store, self._settings.secret.text or self._store.secret)
        except UnreadBounces as fault:
            hold(fault)
            return None

    def _work(self, sender: Sender) -> Worked:
        with self._store.reading() as connection:
            self._expect(count_due(connection, milliseconds()))
        return sender.work()

    def _sender(self, limit: int | None) -> Sender:
        door, write = MailServerDoor(self._settings), LetterWriter(self._store, self._settings)
        return Sender(
            self._store,
            door,
            write,
            pace=self._pace,
            refusals=self._refusals,
            stop=self._stop,
            tell=self._tell,
            limit=limit,
        )


def _raised(fault: Exception) -> None:
    raise fault


def fill_queue(
    store: Store,
    settings: MailSettings,
    tells: Callable[[], Tells],
    parts: Collection[Part] = PARTS,
    *,
    at_once: bool = False,
    keep: bool = True,
    hold: Hold = _raised,
) -> Round:
    """Queue the letters of the named parts; without `keep` the catalog is not kept for the next comparison.

    A fault of one part is handed to `hold`, which raises it or lets the other parts go on.
    """
    now, done = milliseconds(), Round()
    if "requests" in parts:
        done.requests = _answer_all(store, settings.secret.text or store.secret, now)
    today = _today(tells, hold, keep=keep) if FROM_FACTS.intersection(parts) else None
    if today is None:
        return done
    version, date = today.catalog.version, today.catalog.date
    if "alerts" in parts:
        with _held(hold):
            done.alerts = alert_readers(store, version, date, lambda since: alerts_since(today, since), now)
    if "brief" in parts:
        with _held(hold):
            done.brief = issue_when_due(
                store, version, date, lambda last: brief_since(today, last), now, at_once=at_once, empty=settings.empty
            )
    return done


def _today(tells: Callable[[], Tells], hold: Hold, *, keep: bool) -> Tells | None:
    """What tells of today's facts; None where they cannot be read, or kept."""
    try:
        today = tells()
        if keep:
            save(today.catalog)
    except Exception as fault:  # as in `_held`
        hold(fault)
        return None
    return today


@contextmanager
def _held(hold: Hold) -> Iterator[None]:
    """Hand what goes wrong in the block to `hold`."""
    try:
        yield
    except Exception as fault:  # a fault in the facts must not keep other letters from their readers
        hold(fault)


def _held_trouble(fault: Exception) -> str:
    """One line: a bad catalog is told by its first fault."""
    if isinstance(fault, SQLAlchemyError):
        return _store_trouble(fault)
    if isinstance(fault, UnreadBounces):
        return str(fault)
    said = "; ".join(str(fault).splitlines()[:2]) if isinstance(fault, EvenhandError) else type(fault).__name__
    return f"alerts and the brief wait, other letters go on: {said}"


def _store_trouble(fault: SQLAlchemyError) -> str:
    return f"the store cannot be used ({type(fault).__name__})"


def answer_requests(connection: Connection, secret: str, now: int) -> int | None:
    """Handle the oldest waiting requests and queue the letters that they bring; how many, None where none waited."""
    if not requests_waiting(connection):
        return None
    due = handle_requests(connection, secret, now)
    rows = [{"kind": one.kind, "about": one.about, "subscriber": one.subscriber, "made_at": now} for one in due]
    if rows:
        connection.execute(insert(deliveries), rows)
    return len(rows)


def _answer_all(store: Store, secret: str, now: int) -> int:
    queued = 0
    while True:
        found = transaction(store, lambda connection: answer_requests(connection, secret, now))
        if found is None:
            return queued
        queued += found


def brief_since(today: Tells, last: LastIssue | None) -> Brief:
    """From the catalog of the last issue on, as it was kept; else by the facts' own days, of a week the first time."""
    if last is None:
        return today.brief()
    with suppress(BadSetting):
        return today.brief(last.until_version)
    return today.brief(last.until_date, dated=True)


def alerts_since(today: Tells, since: str) -> PriceAlerts | None:
    """What changed since the catalog of a version; None where it is not kept."""
    try:
        return today.price_alerts(since)
    except BadSetting:
        return None
