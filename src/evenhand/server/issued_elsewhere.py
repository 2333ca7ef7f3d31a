"""Briefs that were issued, on a site without the form: somebody else sends, and keeps them in a store."""

import logging
from threading import Event, Thread

from evenhand.errors import EvenhandError
from evenhand.library.issued_briefs import issued_briefs
from evenhand.records.brief import Brief

# How long a brief that was issued may take to stand on such a site, in seconds: all of them are read each time.
LOOK_EVERY = 60.0


class IssuedElsewhere:
    """The briefs of the store as of the last look, which a thread takes every minute; nothing is written there.

    Raises:
        BadSetting: EVENHAND_STORE names neither a file nor a database of PostgreSQL.
        BadStore: the database cannot be read at the first look; later what was seen stays, and the log says so.
        MissingExtra: the driver of PostgreSQL is not installed.

    """

    def __init__(self, every: float = LOOK_EVERY) -> None:
        self._every, self._stop = every, Event()
        self._seen = issued_briefs()
        Thread(target=self._keep_looking, name="issued briefs", daemon=True).start()

    def briefs(self) -> tuple[Brief, ...]:
        """All of them, the newest first."""
        return self._seen

    def mark(self) -> str:
        """Another text whenever one was added."""
        return f"{len(self._seen)}-{self._seen[0].id}" if self._seen else ""

    def look(self) -> None:
        """See what is there now; what cannot be read stays as it was."""
        try:
            self._seen = issued_briefs()
        except EvenhandError as error:
            logging.getLogger("evenhand.site").warning("issued briefs cannot be read: %s", error)

    def close(self) -> None:
        """Look no more."""
        self._stop.set()

    def _keep_looking(self) -> None:
        while not self._stop.wait(self._every):
            self.look()
