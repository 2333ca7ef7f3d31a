"""Several who do the same at once: each thing happens once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import monotonic

import pytest
from sqlalchemy import Connection, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from tests.brief.letters.invented_letters import FULL
from tests.brief.subscribers.reading_site import NOW, asked_for, handled, new_reader, reader_called, tokens_of

from evenhand.brief.letters.message_ids import message_id
from evenhand.brief.sending.bounces import apply_reports
from evenhand.brief.sending.deliveries import Outcome
from evenhand.brief.sending.delivery_reports import DeliveryReport
from evenhand.brief.sending.desk import desk_of
from evenhand.brief.sending.issuing import issue
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import deliveries, requests, subscribers
from evenhand.brief.store.turns import transaction
from evenhand.brief.subscribers.asking import MOST_FROM_A_NETWORK
from evenhand.brief.subscribers.leaving import erase, leave
from evenhand.brief.subscribers.readers import by_token
from evenhand.errors import TooManyRequests

ADA = "ada@example.org"
AT_ONCE = 4


def together(work: Callable[[], object], at_once: int = AT_ONCE) -> None:
    """Do it in several threads that begin at the same moment."""
    ready = Barrier(at_once)

    def begin() -> None:
        ready.wait()
        work()

    with ThreadPoolExecutor(at_once) as threads:
        for done in [threads.submit(begin) for _ in range(at_once)]:
            done.result()


def until_somebody_waits(store: Store) -> None:
    """Return when a transaction waits for another one's lock; on SQLite, where all wait at their beginning, at once."""
    waits = text("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                 " AND wait_event_type = 'Lock')")  # fmt: skip
    end = monotonic() + 20
    while store.file is None:
        with store.reading() as connection:
            if connection.scalar(waits):
                return
        assert monotonic() < end, "nobody waits"


def erased_beside(store: Store, sender: Callable[[], object]) -> None:
    """A reader erases all that is held about them while a sender is at it; both end, and nothing is left."""
    reader = reader_called(store, ADA)
    assert reader
    with ThreadPoolExecutor(1) as thread:
        with store.begin() as connection:
            token = tokens_of(store).make("preferences", reader.id, reader.secret)
            assert by_token(connection, tokens_of(store), "preferences", token, to_change=True)
            beside = thread.submit(sender)
            until_somebody_waits(store)
            erase(connection, reader.id)
        beside.result()
    assert reader_called(store, ADA) is None
    with store.reading() as connection:
        assert connection.scalars(select(requests.c.address).where(requests.c.address != "")).all() == []


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


def test_the_limit_of_a_network_holds_at_once(store: Store) -> None:
    """Of eight requests that come together where four are left, four are written down."""
    for place in range(MOST_FROM_A_NETWORK - 4):
        asked_for(store, f"a{place}@example.org")
    refused: list[TooManyRequests] = []

    def ask_once_more() -> None:
        try:
            asked_for(store, "one-more@example.org")
        except TooManyRequests as error:
            refused.append(error)

    together(ask_once_more, 8)
    with store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(requests)) == MOST_FROM_A_NETWORK
    assert len(refused) == 4


def test_erasing_beside_a_sender_that_answers_requests(store: Store) -> None:
    """Reader and request are locked in one order by both."""
    new_reader(store, ADA)
    asked_for(store, ADA, NOW + 1)
    erased_beside(store, lambda: handled(store, NOW + 1))


def test_erasing_beside_a_report_that_a_letter_came_back(store: Store) -> None:
    """Reader and letter are locked in one order, too."""
    new_reader(store, ADA)
    with store.begin() as connection:
        connection.execute(update(deliveries).values(state="sent", done_at=NOW))
        letter = connection.scalar(select(deliveries.c.id)) or 0
    report = DeliveryReport(status="5.1.1", message_id=message_id("confirm", letter, "example.org", store.secret))
    erased_beside(store, lambda: apply_reports(store, store.secret, [report]))


def test_erasing_beside_a_letter_that_is_refused(store: Store) -> None:
    """As where the mail server says at once that there is no such mailbox."""
    reader = new_reader(store, ADA)
    with store.begin() as connection:
        connection.execute(update(deliveries).values(state="sent", done_at=NOW))
        row = {"kind": "brief", "about": "2026-W20", "subscriber": reader.id, "made_at": NOW}
        connection.execute(insert(deliveries).values(**row))
    with desk_of(store) as desk:
        (letter,) = desk.claim(1)
        refused = Outcome(delivery=letter, ending="failed", reason="550 5.1.1", bounced="hard")
        erased_beside(store, lambda: desk.end(refused, [refused]))


def test_erasing_beside_a_brief_that_is_issued(store: Store) -> None:
    """The brief goes to all others, and is not held up by who has gone."""
    new_reader(store, ADA)
    others = [new_reader(store, f"{name}@example.org").id for name in ("bob", "eve")]
    erased_beside(store, lambda: transaction(store, lambda connection: issue(connection, FULL, "v", NOW)))
    with store.reading() as connection:
        found = select(deliveries.c.subscriber).where(deliveries.c.kind == "brief").order_by(deliveries.c.id)
        assert list(connection.scalars(found)) == others


def test_what_was_undone_for_another_is_done_once_more(store: Store) -> None:
    """Two that lock the same rows in opposite orders both end, as the one that PostgreSQL undoes begins again."""
    pair = [new_reader(store, f"{name}@example.org").id for name in ("ada", "bob")]
    met, tries = Barrier(2), []

    def lock(connection: Connection, order: list[int]) -> None:
        tries.append(order)
        if store.file is None:
            connection.execute(text("SET LOCAL deadlock_timeout = '20ms'"))
        for place, reader in enumerate(order):
            connection.execute(update(subscribers).where(subscribers.c.id == reader).values(bounces=place))
            if store.file is None and len(tries) <= 2 and not place:
                met.wait(20)

    with ThreadPoolExecutor(2) as threads:
        orders = (pair, pair[::-1])
        ends = [threads.submit(transaction, store, lambda connection, way=way: lock(connection, way)) for way in orders]
        for end in ends:
            end.result()
    assert len(tries) == (3 if store.file is None else 2)


def test_other_faults_are_not_tried_again(store: Store) -> None:
    """What would fail again fails at once."""
    tries = []

    def fails(connection: Connection) -> None:
        tries.append(connection)
        connection.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(DBAPIError):
        transaction(store, fails)
    assert len(tries) == 1
