"""Whether a sender lives is told by its lock, on both databases."""

import os
import signal
import time

from sqlalchemy import select
from tests.brief.sending.sending_ground import letters, queue, subscribe

from evenhand.brief.sending.presence import alive, at_work, locks_of, recover
from evenhand.brief.sending.queue import claim
from evenhand.brief.store.opening import Store, open_store
from evenhand.brief.store.tables import senders


def test_a_sender_at_work_is_seen_by_others(store: Store) -> None:
    """While it is at work nobody takes its rows over; when it has ended, it is gone."""
    queue(store, *subscribe(store, "a"))
    locks = locks_of(store)
    with store.engine.connect() as one, at_work(locks, one) as name:
        with one.begin():
            claim(one, name, 5, 1)
        with store.engine.connect() as other:
            assert recover(other, locks, "") == 0
            with other.begin():
                assert alive(other, locks) == 1
        assert letters(store)[0].state == "claimed"
        with one.begin():
            claim(one, name, 5, 1)
    with store.begin() as connection:
        assert alive(connection, locks) == 0
        assert connection.scalars(select(senders.c.id)).all() == []


def test_one_that_was_left_by_an_error_is_taken_over(store: Store) -> None:
    """Its row is in doubt, waits again, and no file of it stays."""
    queue(store, *subscribe(store, "a", "b"))
    locks = locks_of(store)
    try:
        with store.engine.connect() as one, at_work(locks, one) as name:
            with one.begin():
                claim(one, name, 5, 2)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    with store.engine.connect() as other:
        assert recover(other, locks, "") == 1
    assert [(row.state, row.doubtful) for row in letters(store)] == [("waiting", 1), ("waiting", 0)]
    assert store.file is None or not list(store.file.parent.glob("*.sender-*"))


def test_one_that_was_killed_is_taken_over(store: Store) -> None:
    """SIGKILL releases the lock; nothing else tells that it is dead."""
    queue(store, *subscribe(store, "a"))
    url = store.url.render_as_string(hide_password=False)
    store.engine.dispose()
    seen, say = os.pipe()
    pid = os.fork()
    if pid == 0:
        own = open_store(url)
        with own.engine.connect() as connection, at_work(locks_of(own), connection) as name:
            with connection.begin():
                claim(connection, name, 5, 1)
            os.write(say, b"x")
            time.sleep(60)
        os._exit(0)
    os.close(say)
    assert os.read(seen, 1) == b"x"
    with store.engine.connect() as connection:
        assert recover(connection, locks_of(store), "") == 0
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        until = time.monotonic() + 10
        while not recover(connection, locks_of(store), "") and time.monotonic() < until:
            time.sleep(0.01)
    os.close(seen)
    assert [(row.state, row.doubtful) for row in letters(store)] == [("waiting", 1)]
