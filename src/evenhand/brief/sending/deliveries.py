"""A letter to one reader on its way: the row of the queue, and what became of it."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from evenhand.records.subscriptions import DeliveryState, LetterKind, State


class Delivery(Struct, frozen=True, kw_only=True):
    """One letter to one reader, with what is needed to write it; `state` is the reader's.

    `attempts` counts the tries that are over, `doubtful` those after which nobody knows whether the letter arrived.
    Its `repr` shows no address.
    """

    id: int
    kind: LetterKind
    about: str
    data: str
    attempts: int
    doubtful: int
    subscriber: int
    address: str
    preferences: str
    secret: str
    state: State

    def __repr__(self) -> str:
        return f"Delivery({self.id}, {self.kind} of {self.about})"


class Unwritten(Struct, frozen=True):
    """There is no letter for this reader, and why."""

    reason: str


# What makes the bytes of a letter (RFC 5322, lines end in CRLF), or says why there is none.
Write = Callable[[Delivery], bytes | Unwritten]

# A mail server took it, is to be asked later, refused it; nobody knows, and it is tried again or, for good, no more;
# there was none to send.
Ending = Literal["sent", "later", "failed", "doubtful", "unknown", "skipped"]

# How an address was refused: not at all, for certain and for good, or otherwise.
Bounced = Literal["", "hard", "soft"]


class Outcome(Struct, frozen=True, kw_only=True):
    """How one try ended. `reason` holds codes and our own words, never a server's, which may name the address.

    `not_before` is when it is tried again, milliseconds since 1970. `bounced` is how the address was refused.
    """

    delivery: Delivery
    ending: Ending
    reason: str = ""
    not_before: int = 0
    bounced: Bounced = ""

    @property
    def state(self) -> DeliveryState:
        """The state of the row from now on."""
        return STATES[self.ending]

    @property
    def in_doubt(self) -> bool:
        """That nobody knows whether this try brought the letter to the mail server."""
        return self.ending in {"doubtful", "unknown"}


STATES: dict[Ending, DeliveryState] = {
    "sent": "sent",
    "later": "waiting",
    "doubtful": "waiting",
    "failed": "failed",
    "unknown": "failed",
    "skipped": "skipped",
}
# Told of every outcome once it is in the store.
Tell = Callable[[Outcome], None]
