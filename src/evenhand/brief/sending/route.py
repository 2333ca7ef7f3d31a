"""The way to the mail server: a connection that is kept, opened anew when it ends, and what each answer leads to."""

from evenhand.brief.sending.deliveries import Bounced, Delivery, Outcome
from evenhand.brief.sending.mail_connection import ConnectionLost, MailConnection, MailServerDoor, NotOpened
from evenhand.brief.sending.pauses import LETTER, Pauses, milliseconds
from evenhand.brief.sending.replies import Reply, hard, verdict
from evenhand.errors import MailServerRefuses

LOST_BEFORE = "the connection broke before the text"
IN_DOUBT = "no answer to the text came"
GIVEN_UP_IN_DOUBT = "given up in doubt: no answer to the text came again and again, and it may have arrived"
# So many tries of a letter may end without anybody knowing whether it arrived: each may be one copy more.
MOST_DOUBTS = 3


class ServerTrouble(Exception):
    """The mail server takes nothing for now, and why; `outcome` is that of the letter it happened with, if any."""

    def __init__(self, reason: str, outcome: Outcome | None = None) -> None:
        self.reason, self.outcome = reason, outcome
        super().__init__(reason)


class Route:
    """Hands letters to one mail server, over one connection at a time. `tries` says when and how often to try again."""

    def __init__(self, door: MailServerDoor, tries: Pauses = LETTER) -> None:
        self._door, self._tries = door, tries
        self._open: MailConnection | None = None
        self._offers = False

    def offer(self, delivery: Delivery) -> Outcome | None:
        """Offer a letter to this reader; None where the server now waits for its text, else how the try ended.

        A server may close a connection that it has served for a while: then a new one is tried once. What is offered
        is either sent or withdrawn.

        Raises:
            ServerTrouble: nobody answers, or the server asks for a pause.
            MailServerRefuses: it refuses what is the same for every letter.

        """
        used = self._open is not None and self._open.accepted > 0
        try:
            return self._offered(delivery)
        except ServerTrouble as trouble:
            if trouble.outcome or not used:
                raise
            return self._offered(delivery)

    def send(self, delivery: Delivery, message: bytes) -> Outcome | None:
        """Send the text of the letter that was offered; None where the server has it, else how the try ended."""
        self._offers = False
        try:
            self._connection().send(message)
        except ConnectionLost as lost:
            return self._lost(delivery, lost)
        return None

    def answer(self, delivery: Delivery) -> Outcome:
        """What became of the letter whose text was sent.

        Raises:
            ServerTrouble: the server asks for a pause.
            MailServerRefuses: it refuses what is the same for every letter.

        """
        try:
            answer = self._connection().answer()
        except ConnectionLost as lost:
            return self._lost(delivery, lost)
        return self._ended(delivery, answer)

    def withdraw(self) -> None:
        """The letter that was offered, if any, is not to be sent: nothing but breaking off says so to the server."""
        if self._offers:
            self.drop()

    def close(self) -> None:
        """Say goodbye to the server; break off where it waits for a text that will not come."""
        self.withdraw()
        if self._open is not None:
            self._open.close()
            self._open = None

    def drop(self) -> None:
        """Break the connection off."""
        self._offers = False
        if self._open is not None:
            self._open.drop()
            self._open = None

    def _connection(self) -> MailConnection:
        if self._open is None:
            try:
                self._open = self._door.open()
            except ConnectionLost as lost:
                raise ServerTrouble("the mail server cannot be reached") from lost
            except NotOpened as shut:
                if verdict(shut.answer) == "stop":
                    raise MailServerRefuses(shut.answer.reason) from shut
                raise ServerTrouble(shut.answer.reason) from shut
        return self._open

    def _offered(self, delivery: Delivery) -> Outcome | None:
        try:
            answer = self._connection().offer(delivery.address)
        except ConnectionLost as lost:
            if lost.stage != "sender":  # this letter may be what breaks it: others go first
                return self._lost(delivery, lost)
            self.drop()
            raise ServerTrouble("the mail server closed the connection") from lost
        self._offers = verdict(answer) == "accepted"
        return None if self._offers else self._ended(delivery, answer)

    def _reset(self) -> None:
        try:
            self._connection().reset()
        except ConnectionLost:
            self.drop()

    def _lost(self, delivery: Delivery, lost: ConnectionLost) -> Outcome:
        self.drop()
        if lost.stage == "text":
            return in_doubt(delivery, self._tries)
        return later(delivery, LOST_BEFORE, self._tries)

    def _ended(self, delivery: Delivery, answer: Reply) -> Outcome:
        """How a try ended by an answer; the connection is ready for the next letter afterwards."""
        means = verdict(answer)
        if means == "accepted":
            return Outcome(delivery=delivery, ending="sent")
        if answer.code == 421:
            self.drop()
        elif answer.stage != "text":
            self._reset()
        if means == "stop":
            raise MailServerRefuses(answer.reason)
        if means == "pause":
            own = answer.stage not in {"opening", "sender"}
            raise ServerTrouble(answer.reason, later(delivery, answer.reason, self._tries) if own else None)
        if means == "later":
            return later(delivery, answer.reason, self._tries)
        bounced: Bounced = "" if means == "refused" else "hard" if hard(answer) else "soft"
        return Outcome(delivery=delivery, ending="failed", reason=answer.reason, bounced=bounced)


def later(delivery: Delivery, reason: str, tries: Pauses = LETTER) -> Outcome:
    """To be tried again after a pause that grows with the tries, or failed when these were enough."""
    count = delivery.attempts + 1
    if count >= tries.most:
        given_up = f"given up after {count} tries: {reason}"
        return Outcome(delivery=delivery, ending="failed", reason=given_up, bounced="soft")
    return Outcome(delivery=delivery, ending="later", reason=reason, not_before=_next_try(count, tries))


def in_doubt(delivery: Delivery, tries: Pauses = LETTER) -> Outcome:
    """How a try without an answer to the text ends: to be tried again, or given up as nobody knows whether it arrived.

    Deaths of senders count as doubts, but only a lost answer ends a letter: a sender that dies again and again dies at
    the first letter that it claimed, begun or not.
    """
    if delivery.doubtful + 1 >= MOST_DOUBTS:
        return Outcome(delivery=delivery, ending="unknown", reason=GIVEN_UP_IN_DOUBT)
    until = _next_try(delivery.attempts + 1, tries)
    return Outcome(delivery=delivery, ending="doubtful", reason=IN_DOUBT, not_before=until)


def _next_try(count: int, tries: Pauses) -> int:
    """When a letter is tried again after so many tries, milliseconds since 1970."""
    return milliseconds() + int(tries.after(count) * 1000)
