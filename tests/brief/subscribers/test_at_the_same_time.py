"""Several who do the same at once: each thing happens once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select
from tests.brief.subscribers.reading_site import NOW, asked_for, handled, new_reader, reader_called, tokens_of

from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import deliveries, subscribers
from evenhand.brief.subscribers.leaving import leave
from evenhand.brief.subscribers.readers import by_token

AT_ONCE = 4


def together(work: Callable[[], object]) -> None:
    """Do it in several threads that begin at the same moment."""
    ready = Barrier(AT_ONCE)

    def begin() -> None:
        ready.wait()
        work()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        for done in [threads.submit(begin) for _ in range(AT_ONCE)]:
            done.result()


def counted(store: Store, kind: str) -> int:
    """How many letters of a kind there are."""
    with store.reading() as connection:
        return connection.execute(select(func.count()).where(deliveries.c.kind == kind)).scalar_one()


def test_senders_answer_each_request_once(store: Store) -> None:
    """Requests that several handle at once bring one letter and one reader an address."""
    for place in range(12):
        asked_for(store, f"a{place % 6}@example.org")
    together(lambda: handled(store))
    assert counted(store, "confirm") == 6
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(subscribers)).scalar_one() == 6


def test_several_clicks_bring_one_goodbye(store: Store) -> None:
    """A mail program may press the button more than once, and a person beside it."""
    reader, tokens = new_reader(store, "ada@example.org"), tokens_of(store)
    token = tokens.make("unsubscribe", reader.id, reader.secret)

    def click() -> None:
        with store.begin() as connection:
            found = by_token(connection, tokens, "unsubscribe", token, to_change=True)
            assert found
            leave(connection, found, NOW)

    together(click)
    assert counted(store, "goodbye") == 1
    left = reader_called(store, "ada@example.org")
    assert left
    assert left.state == "leaving"
