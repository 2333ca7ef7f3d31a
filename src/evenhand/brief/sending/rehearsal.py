"""A dry run: everything as it would be done, in one transaction that is undone, and the letters as files."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection

from evenhand.brief.letters.eml_files import make_folder, write_eml
from evenhand.brief.mail_settings import MailSettings
from evenhand.brief.sending.alerted_catalogs import reached_in
from evenhand.brief.sending.deliveries import Delivery, Unwritten
from evenhand.brief.sending.issuing import last_issue, why_not_due
from evenhand.brief.sending.letter_writer import LetterWriter
from evenhand.brief.sending.one_at_a_time import marked
from evenhand.brief.sending.pauses import milliseconds
from evenhand.brief.sending.queue import waiting
from evenhand.brief.sending.round import PARTS, Part, Round, Tells, alerts_since, brief_since, fill_queue
from evenhand.brief.sending.sender import MEANT_FOR
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import ALERTS


class Rehearsed(Struct, kw_only=True):
    """What a round would come to: `letters` files written, `unwritten` letters that nobody would get, by reason."""

    round: Round
    letters: int = 0
    unwritten: dict[str, int] = {}


def rehearse(
    store: Store,
    settings: MailSettings,
    tells: Callable[[], Tells],
    folder: Path,
    parts: Collection[Part] = PARTS,
    *,
    at_once: bool = False,
    limit: int | None = None,
) -> Rehearsed:
    """Write each letter that a round would send now into the folder, as `KIND-NUMBER.eml`; nothing else changes.

    Raises:
        BadSetting: sender or address of the site are not set, or the folder cannot be written.

    """
    make_folder(folder)
    today = _Composed(tells())
    _compose(store, today, parts, at_once=at_once)
    with store.engine.connect() as connection, connection.begin() as transaction:
        within = _Within(store, connection)
        writer = LetterWriter(within, settings)
        done = fill_queue(within, settings, lambda: today, parts, at_once=at_once, keep=False)
        due = waiting(connection, milliseconds(), limit) if "queue" in parts else []
        writer.read_briefs(due)
        transaction.rollback()
    return _written(writer, due, folder, Rehearsed(round=done))


def _compose(store: Store, today: "_Composed", parts: Collection[Part], *, at_once: bool) -> None:
    """Compose beforehand what the transaction will need, since it holds up who wants to subscribe."""
    with store.reading() as connection:
        last, reached = last_issue(connection), reached_in(marked(connection, ALERTS))
    version, date = today.catalog.version, today.catalog.date
    if "brief" in parts and not why_not_due(last, version, date, milliseconds(), at_once=at_once):
        brief_since(today, last)
    if "alerts" in parts and reached.version and not reached.why_not(version, date):
        alerts_since(today, reached.version)


def _written(writer: LetterWriter, due: list[Delivery], folder: Path, done: Rehearsed) -> Rehearsed:
    for delivery in due:
        message = writer(delivery) if delivery.state in MEANT_FOR[delivery.kind] else Unwritten(delivery.state)
        if isinstance(message, Unwritten):
            done.unwritten[message.reason] = done.unwritten.get(message.reason, 0) + 1
        else:
            write_eml(folder, f"{delivery.kind}-{delivery.id}", message)
            done.letters += 1
    return done


class _Composed:
    """What tells of changes, each comparison made once."""

    def __init__(self, tells: Tells) -> None:
        self.catalog = tells.catalog
        self.brief = cache(tells.brief)
        self.price_alerts = cache(tells.price_alerts)


class _Within(Store):
    """A store all of whose transactions are parts of one."""

    def __init__(self, store: Store, connection: Connection) -> None:
        super().__init__(store.engine, store.url, store.secret)
        self._connection = connection

    def begin(self) -> AbstractContextManager[Connection]:
        """The one transaction."""
        return nullcontext(self._connection)

    def reading(self) -> AbstractContextManager[Connection]:
        """The one transaction."""
        return nullcontext(self._connection)
