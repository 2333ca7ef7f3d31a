"""The store's side of a sender: everything it does with the queue, in one thread, so that mail can go on meanwhile."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection

from evenhand.brief.sending.bounced import count_bounce
from evenhand.brief.sending.deliveries import Delivery, Outcome
from evenhand.brief.sending.pauses import milliseconds
from evenhand.brief.sending.presence import Locks, at_work, locks_of, recover
from evenhand.brief.sending.queue import claim, give_back, settle, still_mine, wait_again
from evenhand.brief.store.opening import Store
from evenhand.brief.store.turns import twice
from evenhand.brief.subscribers.readers import lock_readers

T = TypeVar("T")


class Desk:
    """The queue as one sender sees it; each method is one transaction."""

    def __init__(self, connection: Connection, thread: ThreadPoolExecutor, locks: Locks, sender: str) -> None:
        self._connection, self._thread, self._locks, self._sender = connection, thread, locks, sender

    def recover(self) -> int:
        """Let the letters of senders that died wait again; how many of them are in doubt."""
        return self._thread.submit(recover, self._connection, self._locks, self._sender).result()

    def claim(self, most: int) -> list[Delivery]:
        """Take at most so many letters that are due."""
        return self._do(lambda: claim(self._connection, self._sender, milliseconds(), most)).result()

    def turn(
        self, last: Outcome | None, following: Delivery, bounced: Sequence[Outcome] = ()
    ) -> Future[Delivery | None]:
        """Write down how the last try ended, and look at the row that follows.

        The future is done when the first is durable; it gives the second as it is now, None where it is no longer ours.
        """

        def turn() -> Delivery | None:
            self._settle(last, bounced)
            return still_mine(self._connection, self._sender, following.id)

        return self._do(turn)

    def end(self, last: Outcome | None, bounced: Sequence[Outcome] = ()) -> None:
        """Write down how the last try ended, and let the rows that were not begun wait again."""

        def end() -> None:
            self._settle(last, bounced)
            give_back(self._connection, self._sender)

        self._do(end).result()

    def note(self, last: Outcome | None, bounced: Sequence[Outcome] = ()) -> None:
        """Write down how the last try ended, where the next one takes a while to come."""
        self._do(lambda: self._settle(last, bounced)).result()

    def look(self, delivery: Delivery) -> Delivery | None:
        """The row as it is now; None where it is no longer ours."""
        return self._do(lambda: still_mine(self._connection, self._sender, delivery.id)).result()

    def wait_again(self, held: Sequence[Outcome]) -> None:
        """Let letters wait again that were refused for what may not be their fault."""

        def again() -> None:
            lock_readers(self._connection, [one.delivery.subscriber for one in held])
            wait_again(self._connection, held)

        self._do(again).result()

    def _settle(self, last: Outcome | None, bounced: Sequence[Outcome]) -> None:
        now = milliseconds()
        lock_readers(self._connection, [outcome.delivery.subscriber for outcome in bounced])
        if last is not None:
            settle(self._connection, self._sender, last, now)
        for outcome in bounced:
            count_bounce(
                self._connection, outcome.delivery.subscriber, outcome.reason, now, hard=outcome.bounced == "hard"
            )

    def _do(self, what: Callable[[], T]) -> Future[T]:
        return self._thread.submit(twice, self._connection.begin, lambda _: what())


@contextmanager
def desk_of(store: Store) -> Iterator[Desk]:
    """A desk for a new sender, which is at work until the block ends.

    Left by an error, its rows stay claimed: the next sender takes them over, the first one in doubt.
    """
    locks = locks_of(store)
    with (
        ThreadPoolExecutor(1, "queue") as thread,
        store.engine.connect() as connection,
        at_work(locks, connection) as sender,
    ):
        yield Desk(connection, thread, locks, sender)
