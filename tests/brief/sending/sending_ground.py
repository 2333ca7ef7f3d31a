"""Readers and letters of invented stores, and a sender for them."""

from collections.abc import Callable
from threading import Event
from typing import Any

from sqlalchemy import Row, insert, select
from tests.killed_senders import settings_for, written
from tests.mail_server import RunningServer

from evenhand.brief.sending.deliveries import Write
from evenhand.brief.sending.mail_connection import MailServerDoor
from evenhand.brief.sending.pauses import Pauses
from evenhand.brief.sending.sender import Sender
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import deliveries, subscribers
from evenhand.brief.subscribers.readers import encoded
from evenhand.records.subscriptions import LetterKind, Preferences, State

# Nothing is tried again within a test; a server without an answer is given up after three tries.
LATER = Pauses(first=3600, longest=3600, most=3)
# What is put off is due again at once, five times.
AT_ONCE = Pauses(first=0.0, longest=0.0, most=5)
SOON = Pauses(first=0.001, longest=0.01, most=3)


class Hurried(Event):
    """Waits for nothing: it is told for how long it was to wait, and does something instead."""

    def __init__(self, then: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.waited, self._then = list[float](), then

    def wait(self, timeout: float | None = None) -> bool:
        """Return at once."""
        self.waited.append(timeout or 0.0)
        self._then()
        return False


def subscribe(
    store: Store, *names: str, state: State = "active", preferences: Preferences | None = None
) -> tuple[int, ...]:
    """Readers `NAME@example.net`; their numbers."""
    said = {"state": state, "preferences": encoded(preferences or Preferences()), "wording": "", "network": ""}
    found = []
    with store.begin() as connection:
        for name in names:
            address = f"{name}@example.net"
            row = said | {"address": address, "folded": address, "secret": "s" * 16, "asked_at": 0, "consented_at": 0}
            found.append(connection.execute(insert(subscribers).values(**row).returning(subscribers.c.id)).scalar_one())
    return tuple(found)


def queue(store: Store, *readers: int, kind: LetterKind = "brief", about: str = "2026-W20", **more: Any) -> None:
    """A letter to each of these readers."""
    rows = [{"kind": kind, "about": about, "subscriber": reader, "made_at": 1} | more for reader in readers]
    with store.begin() as connection:
        connection.execute(insert(deliveries), rows)


def letters(store: Store) -> list[Row[Any]]:
    """The whole queue, in order."""
    with store.reading() as connection:
        return list(connection.execute(select(deliveries).order_by(deliveries.c.id)).all())


def states(store: Store) -> list[str]:
    """How each letter stands, in order."""
    return [row.state for row in letters(store)]


def state_of(store: Store, reader: int) -> str:
    """How a reader stands."""
    with store.reading() as connection:
        return str(connection.scalar(select(subscribers.c.state).where(subscribers.c.id == reader)))


def sender(
    store: Store, server: RunningServer, write: Write = written, text_seconds: float = 60.0, **more: Any
) -> Sender:
    """A sender to this server."""
    door = MailServerDoor(settings_for(server.address), text_seconds=text_seconds)
    return Sender(store, door, write, **({"letters": LATER, "server": SOON} | more))
