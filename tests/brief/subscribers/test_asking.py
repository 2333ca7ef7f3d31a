"""Requests to subscribe, and the letters that they bring."""

import pytest
from sqlalchemy import select
from tests.brief.subscribers.reading_site import NOW, WORDING, asked_for, handled, new_reader, reader_called

from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import deliveries, requests, subscribers
from evenhand.brief.subscribers.asking import MOST_FROM_A_NETWORK, handle_requests, requests_waiting
from evenhand.brief.subscribers.leaving import erase, erase_gone, leave, suspend
from evenhand.brief.subscribers.letter_limit import MOST_TO_AN_ADDRESS
from evenhand.errors import TooManyRequests

HOUR, DAY = 3_600_000, 86_400_000


def kinds(store: Store, now: int = NOW) -> list[str]:
    """The kinds of letters that handling brings now."""
    return [kind for kind, _ in handled(store, now)]


def test_a_request_writes_the_same_for_every_address(store: Store) -> None:
    """New, pending, reading or leaving: one row of the same shape, and nothing else changes."""
    new_reader(store, "reads@example.org")
    leaver = new_reader(store, "leaves@example.org")
    asked_for(store, "waits@example.org", network="w")
    handled(store)
    with store.begin() as connection:
        leave(connection, leaver, NOW)
    with store.reading() as connection:
        before = connection.execute(select(subscribers).order_by(subscribers.c.id)).all()
    for address in ("reads", "leaves", "waits", "fresh"):
        asked_for(store, f"{address}@example.org", NOW + 1, network="x")
    with store.reading() as connection:
        rows = connection.execute(select(requests).where(requests.c.handled_at.is_(None))).all()
        assert connection.execute(select(subscribers).order_by(subscribers.c.id)).all() == before
    written = [{**row._mapping, "id": 0, "address": ""} for row in rows]
    assert written == [written[0]] * 4


def test_a_new_address_is_asked_to_confirm(store: Store) -> None:
    """It is kept as pending with the words it was shown, and gets a letter with a link."""
    asked_for(store, "Ada@Example.org")
    assert kinds(store) == ["confirm"]
    reader = reader_called(store, "ada@example.org")
    assert reader
    assert (reader.state, reader.address) == ("pending", "Ada@example.org")
    assert (reader.wording, reader.asked_at, reader.consented_at) == (WORDING, NOW, None)
    assert reader.preferences.topics == ("prices",)


def test_a_reader_is_greeted_and_nothing_changes(store: Store) -> None:
    """Who is subscribed is told where the preferences are; they stay as they are."""
    reader = new_reader(store, "ada@example.org")
    asked_for(store, "ADA@example.org", NOW + DAY)
    assert kinds(store, NOW + DAY) == ["greeting"]
    assert reader_called(store, "ada@example.org") == reader


def test_an_address_that_was_not_reached_may_confirm_again(store: Store) -> None:
    """After bounces a new request brings a letter to confirm by, and keeps what was on file."""
    reader = new_reader(store, "ada@example.org")
    with store.begin() as connection:
        suspend(connection, reader.id, "550", NOW)
    asked_for(store, "ada@example.org", NOW + DAY)
    assert kinds(store, NOW + DAY) == ["confirm"]
    found = reader_called(store, "ada@example.org")
    assert found
    assert (found.state, found.consented_at) == ("suspended", NOW)


def test_who_leaves_and_asks_again_begins_anew(store: Store) -> None:
    """The goodbye is taken back, consent is asked for anew, and earlier links are void."""
    reader = new_reader(store, "ada@example.org")
    with store.begin() as connection:
        leave(connection, reader, NOW)
    asked_for(store, "ada@example.org", NOW + DAY)
    assert kinds(store, NOW + DAY) == ["confirm"]
    found = reader_called(store, "ada@example.org")
    assert found
    assert (found.state, found.consented_at) == ("pending", None)
    assert found.secret != reader.secret
    with store.reading() as connection:
        goodbye = connection.execute(select(deliveries.c.state).where(deliveries.c.kind == "goodbye")).scalar_one()
    assert goodbye == "skipped"


def test_several_requests_bring_one_letter(store: Store) -> None:
    """Of requests that wait together the newest counts."""
    for address in ("ada@example.org", "bob@example.org", "ADA@example.org"):
        asked_for(store, address)
    letters = handled(store)
    assert [kind for kind, _ in letters] == ["confirm", "confirm"]
    assert kinds(store) == []


def test_an_address_gets_few_letters(store: Store) -> None:
    """However often it is asked for, three letters a week reach an address, reader or not."""
    for address in ("ada@example.org", "bob@example.org"):
        if address.startswith("bob"):
            new_reader(store, address)
        brought = []
        for day in range(10):
            asked_for(store, address, NOW + day * DAY // 4, network=f"{address}{day}")
            brought += kinds(store, NOW + day * DAY // 4)
        assert len(brought) == MOST_TO_AN_ADDRESS - address.startswith("bob")
    asked_for(store, "bob@example.org", NOW + 8 * DAY)
    assert kinds(store, NOW + 8 * DAY) == ["greeting"]


def test_erasing_gives_nobody_more_letters(store: Store) -> None:
    """Who erases an address that others enter is written to three times a week and no more; nothing names it."""
    brought = []
    for hour in range(6):
        now = NOW + hour * HOUR
        asked_for(store, "ada@example.org", now, network=f"n{hour}")
        brought += kinds(store, now)
        reader = reader_called(store, "ada@example.org")
        with store.begin() as connection:
            if reader:
                erase(connection, reader.id)
            erase_gone(connection, now)
    assert brought == ["confirm"] * MOST_TO_AN_ADDRESS
    with store.reading() as connection:
        assert connection.execute(select(subscribers)).all() == []
        assert "ada" not in str(connection.execute(select(requests)).all())
    asked_for(store, "ada@example.org", NOW + 8 * DAY)
    assert kinds(store, NOW + 8 * DAY) == ["confirm"]


def test_a_network_has_to_wait(store: Store) -> None:
    """After 20 requests within an hour it waits until the oldest of them is an hour old; others do not."""
    for place in range(MOST_FROM_A_NETWORK):
        asked_for(store, f"a{place}@example.org", NOW + place * 1000)
    handled(store)
    for later, seconds in ((60_000, 3540), (HOUR - 500, 1)):
        with pytest.raises(TooManyRequests) as refused:
            asked_for(store, "one-more@example.org", NOW + later)
        assert refused.value.seconds == seconds
    asked_for(store, "other@example.org", NOW + 60_000, network="another")
    asked_for(store, "one-more@example.org", NOW + HOUR)


def test_a_handled_request_is_forgotten(store: Store) -> None:
    """Its address goes at once, the rest when no limit counts it any more."""
    asked_for(store, "ada@example.org")
    handled(store)
    with store.reading() as connection:
        row = connection.execute(select(requests).where(requests.c.network == "n")).one()
    assert (row.address, row.preferences, row.wording, row.handled_at) == ("", "", "", NOW)
    with store.begin() as connection:
        erase_gone(connection, NOW + HOUR + 1)
        (counted,) = connection.execute(select(requests)).all()
        assert "ada" not in str(counted)
        erase_gone(connection, NOW + 7 * DAY + 1)
        assert connection.execute(select(requests)).all() == []


def test_few_are_handled_at_once(store: Store) -> None:
    """The oldest come first, and the rest wait for the next time."""
    for place in range(5):
        asked_for(store, f"a{place}@example.org")
    with store.reading() as connection:
        asked = [str(number) for number in connection.scalars(select(requests.c.id).order_by(requests.c.id))]
    with store.begin() as connection:
        assert [one.about for one in handle_requests(connection, store.secret, NOW, most=3)] == asked[:3]
        assert requests_waiting(connection) == 2
    assert [about for _, about in handled(store)] == asked[3:]
