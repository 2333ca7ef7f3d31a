"""The store behind a site whose form is on: readers' addresses, briefs that were issued, whether it can be used."""

import logging
from contextlib import suppress
from threading import Event, Thread

from litestar.types import ControllerRouterHandler
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from evenhand.brief.mail_settings import MailSettings
from evenhand.brief.sending.status import SendingStatus, sending_status
from evenhand.brief.store.issued_briefs import issued_in
from evenhand.brief.store.opening import Store, open_store
from evenhand.brief.store.tables import briefs
from evenhand.errors import BadStore
from evenhand.records.brief import Brief
from evenhand.server.health import Part
from evenhand.website.routes import subscribing

# How long a brief that was issued elsewhere may take to stand on the site, in seconds.
LOOK_EVERY = 5.0


class IssuedBriefs:
    """The briefs that were issued, as of the last look at the store, which a thread takes every few seconds.

    No request waits for the database, and while it is away the site goes on with what it has seen.
    """

    def __init__(self, store: Store, every: float = LOOK_EVERY) -> None:
        self._store, self._every, self._stop = store, every, Event()
        self._seen: tuple[str, tuple[Brief, ...]] = ("", ())
        self.look()
        self.thread = Thread(target=self._keep_looking, name="issued briefs", daemon=True)
        self.thread.start()

    def briefs(self) -> tuple[Brief, ...]:
        """All of them, the newest first."""
        return self._seen[1]

    def mark(self) -> str:
        """Another text whenever one was added."""
        return self._seen[0]

    def look(self) -> None:
        """See what is there now; what cannot be read stays as it was."""
        with suppress(SQLAlchemyError), self._store.reading() as connection:
            count, newest = connection.execute(select(func.count(), func.max(briefs.c.issued_at))).one()
            mark = f"{count}-{newest}" if count else ""
            if mark != self._seen[0]:
                self._seen = mark, issued_in(connection)

    def close(self) -> None:
        """Look no more."""
        self._stop.set()

    def _keep_looking(self) -> None:
        while not self._stop.wait(self._every):
            self.look()


class BriefService:
    """One process' part in the brief: its connections to the store, and what it answers with them."""

    def __init__(self, settings: MailSettings) -> None:
        self.store = open_store(settings.store)
        self.issued = IssuedBriefs(self.store)
        self.handlers: tuple[ControllerRouterHandler, ...] = (subscribing.handlers(self.store, settings),)

    def check(self) -> Part:
        """Whether the store answers and is at the schema of this program; why not is for the log alone."""
        try:
            self.store.check()
        except BadStore as error:
            logging.getLogger("evenhand.site").warning("the store is not ready: %s", error)
            return Part(ready=False, state="cannot be used")
        return Part(ready=True, state="at its schema")

    def status(self) -> SendingStatus:
        """How sending stands."""
        return sending_status(self.store)

    def close(self) -> None:
        """Let go of the store."""
        self.issued.close()
        self.store.close()
