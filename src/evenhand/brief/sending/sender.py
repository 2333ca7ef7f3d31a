"""One sender: works the queue with one connection to the store and one to the mail server, a letter after the other.

The next letter is offered (MAIL FROM, RCPT TO) while the last one's row is marked, and it is written while the server
takes the text before; but no text is sent before the mark of the last letter is durable. So a crash leaves one letter
in doubt at most.
"""

from collections import Counter
from threading import Event
from time import monotonic

from msgspec import Struct

from evenhand.brief.sending.deliveries import Delivery, Ending, Outcome, Tell, Unwritten, Write
from evenhand.brief.sending.desk import Desk, desk_of
from evenhand.brief.sending.mail_connection import MailServerDoor
from evenhand.brief.sending.pauses import LETTER, SERVER, Pace, Pauses
from evenhand.brief.sending.route import Route, ServerTrouble, later
from evenhand.brief.store.opening import Store
from evenhand.errors import MailServerRefuses
from evenhand.records.subscriptions import LetterKind, State

BATCH = 100
# Dead senders are looked for that often, in seconds, and whenever the queue seems empty.
LOOK_EVERY = 10.0
# So many refusals in a row that name no dead mailbox are about us, not about so many readers.
REFUSED_IN_A_ROW = 10
LATER_IN_A_ROW = 20
UNWRITTEN_IN_A_ROW = 3
# How a reader stands whom a letter of a kind is still for.
MEANT_FOR: dict[LetterKind, tuple[State, ...]] = {
    "brief": ("active",),
    "alert": ("active",),
    "confirm": ("pending", "suspended"),
    "greeting": ("active",),
    "goodbye": ("leaving",),
}
NOT_MEANT: dict[State, str] = {
    "pending": "not confirmed",
    "active": "subscribed already",
    "suspended": "suspended",
    "leaving": "left",
}


class Worked(Struct, kw_only=True):
    """What one run of a sender came to: letters by how their tries ended, and what it could not go on for.

    `in_doubt` counts letters that may have arrived and are sent again, for senders that died too.
    """

    endings: Counter[Ending]
    in_doubt: int = 0
    trouble: str = ""
    stopped: bool = False

    @property
    def sent(self) -> int:
        """Letters that the mail server accepted."""
        return self.endings["sent"]


class Sender:
    """Works the queue until nothing is due, `limit` letters are sent, or `stop` is set.

    `write` makes a letter's bytes; `tell` is told of each outcome once it is durable. `letters` and `server` are the
    pauses before a letter, and before the mail server, is tried again.
    """

    def __init__(
        self,
        store: Store,
        door: MailServerDoor,
        write: Write,
        *,
        rate: float = 0.0,
        stop: Event | None = None,
        tell: Tell = lambda _: None,
        letters: Pauses = LETTER,
        server: Pauses = SERVER,
        limit: int | None = None,
    ) -> None:
        self._store, self._write, self._tell = store, write, tell
        self._stop, self._limit = stop or Event(), limit
        self._pace = Pace(rate, self._stop)
        self._tries, self._server = letters, server
        self._route = Route(door, letters)
        self._worked = Worked(endings=Counter())
        self._refused: list[Outcome] = []
        self._bounced: list[Outcome] = []
        self._put_off = self._faults = 0

    def work(self) -> Worked:
        """Send what is due.

        Raises:
            MailServerRefuses: the server refuses what is the same for every letter; all letters wait.
            BadSetting: its certificate or its ways of logging in do not fit the settings.

        """
        try:
            with desk_of(self._store) as desk:
                self._work(desk)
        finally:
            self._route.close()
        return self._worked

    def _work(self, desk: Desk) -> None:
        troubles, looked = 0, -LOOK_EVERY
        while not self._over():
            if monotonic() - looked >= LOOK_EVERY:
                looked, found = monotonic(), desk.recover()
                self._worked.in_doubt += found
            batch = desk.claim(min(BATCH, self._left()))
            if not batch:
                if found := desk.recover():
                    self._worked.in_doubt += found
                    continue
                break
            sent = self._worked.sent
            try:
                self._work_off(desk, batch)
                troubles = 0
            except ServerTrouble as trouble:
                troubles = 1 if self._worked.sent > sent else troubles + 1
                if troubles >= self._server.most:
                    self._worked.trouble = trouble.reason
                    break
                self._stop.wait(self._server.after(troubles))
        self._worked.stopped = self._stop.is_set()

    def _work_off(self, desk: Desk, batch: list[Delivery]) -> None:
        """Send a batch in order; whatever ends it, the rows that were not begun wait again.

        Raises:
            ServerTrouble: the server takes nothing for now.
            MailServerRefuses: it refuses what is the same for every letter.

        """
        self._next = None
        try:
            for delivery, following in zip_longest(batch, batch[1:]):
                if self._stop.is_set():
                    break
                self._note(self._one(desk, delivery, following))
        except ServerTrouble as trouble:
            self._end(desk, trouble.outcome)
            raise
        except (EvenhandError, LetterFault):
            self._end(desk)
            raise
        self._end(desk)

    def _one(self, desk: Desk, delivery: Delivery, following: Delivery | None) -> Outcome | None:
        """How the try with this letter ended; None where the row is gone. The last one is durable afterwards."""
        message, self._next = self._next or self._written(delivery), None
        marked = desk.turn(self._last, delivery, self._bounced)
        try:
            ended = message if isinstance(message, Outcome) else self._offered(delivery)
        finally:
            row = marked.result()
            self._durable()
        wanted = row is not None and row.state in MEANT_FOR[row.kind]
        if ended is None and wanted and row != delivery:
            message = ended = self._written(row)
            ended = message if isinstance(message, Outcome) else None
        if wanted and ended is None and isinstance(message, bytes):
            return self._handed_over(row, message, following)
        if not isinstance(message, Outcome) and ended is None:
            self._route.withdraw()
        if row is None:
            return None
        return ended if wanted else Outcome(delivery=row, ending="skipped", reason=NOT_MEANT[row.state])
