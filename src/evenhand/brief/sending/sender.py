"""One sender: works the queue with one connection to the store and one to the mail server, a letter after the other.

The next letter is offered (MAIL FROM, RCPT TO, DATA) while the last one's row is marked, and it is written while the
server takes the text before; but no text is sent before the mark of the last letter is durable. So a crash leaves one
letter in doubt at most.
"""

from collections import Counter
from itertools import zip_longest
from threading import Event
from time import monotonic

from msgspec import Struct

from evenhand.brief.sending.deliveries import Delivery, Ending, Outcome, Tell, Unwritten, Write
from evenhand.brief.sending.desk import Desk, desk_of
from evenhand.brief.sending.mail_connection import MailServerDoor
from evenhand.brief.sending.pauses import LETTER, SERVER, Pace, Pauses
from evenhand.brief.sending.route import Route, ServerTrouble, later
from evenhand.brief.store.opening import Store
from evenhand.errors import EvenhandError, MailServerRefuses
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


UNWRITTEN = "the letter could not be written"


class LetterFault(Exception):
    """Letter after letter could not be written; the cause is the last one's."""


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
        self._last: Outcome | None = None
        self._next: bytes | Outcome | None = None
        self._fault: Exception | None = None

    def work(self) -> Worked:
        """Send what is due.

        Raises:
            MailServerRefuses: the server refuses what is the same for every letter; all letters wait.
            BadSetting: its certificate or its ways of logging in do not fit the settings.
            LetterFault: letters cannot be written, one after the other.

        """
        try:
            with desk_of(self._store) as desk:
                try:
                    self._work(desk)
                    desk.end(None, [refused for refused in self._refused if refused.bounced])
                except MailServerRefuses:
                    desk.wait_again(self._refused)
                    raise
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
        if row is None or row.state not in MEANT_FOR[row.kind]:
            self._route.withdraw()
            return Outcome(delivery=row, ending="skipped", reason=NOT_MEANT[row.state]) if row else None
        if ended is not None:
            return ended
        if row != delivery:  # the reader has changed something since it was claimed
            message = self._written(row)
        if isinstance(message, Outcome):
            self._route.withdraw()
            return message
        return self._handed_over(row, message, following)

    def _offered(self, delivery: Delivery) -> Outcome | None:
        self._pace.wait()
        return self._route.offer(delivery)

    def _handed_over(self, delivery: Delivery, message: bytes, following: Delivery | None) -> Outcome:
        ended = self._route.send(delivery, message)
        if ended is not None:
            return ended
        if following is not None:
            self._next = self._written(following)
        return self._route.answer(delivery)

    def _written(self, delivery: Delivery) -> bytes | Outcome:
        """The letter's bytes, or how its try ends without any: nothing of it reaches the mail server."""
        try:
            made = self._write(delivery)
        except Exception as fault:  # one letter's fault must not keep others from their readers
            self._fault = fault
            return later(delivery, f"{UNWRITTEN} ({type(fault).__name__})", self._tries)
        return Outcome(delivery=delivery, ending="skipped", reason=made.reason) if isinstance(made, Unwritten) else made

    def _note(self, outcome: Outcome | None) -> None:
        """Keep how a try ended until it is durable, and see whether the tries go wrong one after the other.

        Raises:
            ServerTrouble: every letter is put off.
            MailServerRefuses: every letter is refused.

        """
        self._last = outcome
        if outcome is None or outcome.ending == "skipped":
            return
        if outcome.ending == "sent":
            self._bounced += [refused for refused in self._refused if refused.bounced]
            self._refused, self._put_off, self._faults = [], 0, 0
        elif outcome.bounced == "hard":
            self._bounced.append(outcome)
        elif outcome.ending == "failed":
            self._refused.append(outcome)
        self._put_off += outcome.ending in {"later", "doubtful"}
        self._faults += outcome.reason.startswith(UNWRITTEN)
        self._judge()

    def _judge(self) -> None:
        if self._faults >= UNWRITTEN_IN_A_ROW:
            raise LetterFault(
                f"letter after letter could not be written ({type(self._fault).__name__})"
            ) from self._fault
        if len(self._refused) >= REFUSED_IN_A_ROW:
            raise MailServerRefuses(f"{REFUSED_IN_A_ROW} letters in a row: {self._refused[-1].reason}")
        if self._put_off >= LATER_IN_A_ROW:
            self._put_off = 0
            raise ServerTrouble(f"the mail server puts letters off, {LATER_IN_A_ROW} in a row")

    def _durable(self) -> None:
        """What was noted is in the store now."""
        if self._last is not None:
            self._worked.endings[self._last.ending] += 1
            self._worked.in_doubt += self._last.ending == "doubtful"
            self._tell(self._last)
        self._last, self._bounced = None, []

    def _end(self, desk: Desk, outcome: Outcome | None = None) -> None:
        """Let go of a batch: what was noted becomes durable, the rest waits again."""
        self._last = outcome or self._last
        desk.end(self._last, self._bounced)
        self._durable()

    def _left(self) -> int:
        return BATCH if self._limit is None else max(0, self._limit - self._worked.sent)

    def _over(self) -> bool:
        return self._stop.is_set() or not self._left()
