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
from evenhand.brief.sending.refusals import ALL_REFUSED, Refusals
from evenhand.brief.sending.route import Route, ServerTrouble, later
from evenhand.brief.store.opening import Store
from evenhand.errors import EvenhandError, MailServerRefuses
from evenhand.records.subscriptions import LetterKind, State

BATCH = 100
# Dead senders are looked for that often, in seconds, and whenever the queue seems empty.
LOOK_EVERY = 10.0
# Who was looked at so many seconds ago is looked at again before the text goes.
LOOK_AGAIN = 1.0
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

    `in_doubt` counts tries of which nobody knows whether they brought the letter, those of senders that died too.
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
    pauses before a letter, and before the mail server, is tried again; `pace` and `refusals` are those of the process.
    """

    def __init__(
        self,
        store: Store,
        door: MailServerDoor,
        write: Write,
        *,
        pace: Pace | None = None,
        refusals: Refusals | None = None,
        stop: Event | None = None,
        tell: Tell = lambda _: None,
        letters: Pauses = LETTER,
        server: Pauses = SERVER,
        limit: int | None = None,
    ) -> None:
        self._store, self._write, self._tell = store, write, tell
        self._stop, self._limit = stop or Event(), limit
        self._pace = pace or Pace()
        self._refusals = Refusals() if refusals is None else refusals
        self._tries, self._server = letters, server
        self._route = Route(door, letters)
        self._worked = Worked(endings=Counter())
        self._bounced: list[Outcome] = []
        self._failed: set[int] = set()
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
                    self._see_whether_all_are_refused(desk)
                except MailServerRefuses:
                    self._hold(desk)
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
                if self._refusals.brake:
                    self._hold(desk)
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
        """How the try with this letter ended; None where there was none. The last one is durable afterwards."""
        message, self._next = self._next or self._written(delivery), None
        if not isinstance(message, Outcome) and not self._may_go(desk):
            return None
        marked, looked = desk.turn(self._last, delivery, self._bounced), monotonic()
        try:
            ended = message if isinstance(message, Outcome) else self._route.offer(delivery)
        finally:
            row = marked.result()
            self._durable()
        if monotonic() - looked > LOOK_AGAIN:
            row = desk.look(delivery)
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

    def _may_go(self, desk: Desk) -> bool:
        """Wait until the pace allows a letter; False when the sender is asked to stop meanwhile.

        The last letter is marked before, and the reader of the next one is looked at afterwards.
        """
        if self._pace.left():
            desk.note(self._last, self._bounced)
            self._durable()
            if self._stop.wait(self._pace.left()):
                return False
        self._pace.went()
        return True

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

        A refusal counts against its reader once a later letter was accepted.

        Raises:
            ServerTrouble: every letter is put off, or refused and some as mailboxes that are gone.
            MailServerRefuses: every letter is refused.

        """
        self._last = outcome
        if outcome is None or outcome.ending == "skipped":
            return
        if outcome.ending == "sent":
            self._bounced += [refused for refused in self._refusals.accepted() if refused.bounced]
            self._put_off = self._faults = 0
        elif outcome.ending == "failed":
            self._note_refusal(outcome)
        self._put_off += outcome.ending == "later" or outcome.in_doubt
        self._faults += outcome.reason.startswith(UNWRITTEN)
        self._judge(outcome)

    def _note_refusal(self, outcome: Outcome) -> None:
        """Anybody may have typed the address that a letter asks to confirm: a dead one says nothing of the server."""
        if outcome.bounced == "hard" and outcome.delivery.kind == "confirm":
            self._bounced.append(outcome)
        else:
            self._refusals.add(outcome)

    def _judge(self, outcome: Outcome) -> None:
        if self._faults >= UNWRITTEN_IN_A_ROW:
            raise LetterFault(
                f"letter after letter could not be written ({type(self._fault).__name__})"
            ) from self._fault
        if outcome.ending == "failed" and self._refusals.brake:
            if self._refusals.about_us:
                raise MailServerRefuses(self._refusals.told)
            raise ServerTrouble(self._refusals.told)
        if self._put_off >= LATER_IN_A_ROW:
            self._put_off = 0
            raise ServerTrouble(f"the mail server puts letters off, {LATER_IN_A_ROW} in a row")

    def _see_whether_all_are_refused(self, desk: Desk) -> None:
        """Hold up a short list too, of which no letter was accepted."""
        if not self._worked.sent and self._refusals.pending and len(self._refusals) >= ALL_REFUSED:
            self._hold(desk)
            self._worked.trouble = self._worked.trouble or self._refusals.told

    def _hold(self, desk: Desk) -> None:
        """Let the letters wait that were refused in a row; who was tried for days has failed nevertheless."""
        held = [later(one.delivery, one.reason, self._tries) for one in self._refusals.held()]
        waiting = [one for one in held if one.ending == "later"]
        desk.wait_again(waiting)
        for one in waiting:
            if one.delivery.id in self._failed:  # others had failed in an earlier round
                self._worked.endings.update(failed=-1, later=1)
            self._tell(one)
        self._failed.difference_update(one.delivery.id for one in waiting)

    def _durable(self) -> None:
        """What was noted is in the store now."""
        if self._last is not None:
            self._worked.endings[self._last.ending] += 1
            if self._last.ending == "failed":
                self._failed.add(self._last.delivery.id)
            self._worked.in_doubt += self._last.in_doubt
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
