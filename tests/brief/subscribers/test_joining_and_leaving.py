"""Confirming, changing, being suspended, leaving, being erased."""

import msgspec
import pytest
from sqlalchemy import func, insert, select, update
from tests.brief.subscribers.reading_site import NOW, WORDING, asked_for, handled, new_reader, reader_called, tokens_of

from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import deliveries, requests, subscribers
from evenhand.brief.subscribers.addresses import address_of
from evenhand.brief.subscribers.held import held
from evenhand.brief.subscribers.joining import confirm, prefer, renew_links
from evenhand.brief.subscribers.leaving import erase, erase_address, erase_gone, leave, suspend
from evenhand.brief.subscribers.readers import Reader, by_token
from evenhand.brief.subscribers.tokens import PURPOSES, Tokens
from evenhand.records.subscriptions import Preferences, Watched

HOUR, DAY = 3_600_000, 86_400_000
ADA = "ada@example.org"


def states(store: Store, kind: str) -> list[str]:
    """How the letters of a kind stand."""
    with store.reading() as connection:
        return list(connection.scalars(select(deliveries.c.state).where(deliveries.c.kind == kind)))


def waiting_brief(store: Store, reader: Reader) -> None:
    """A brief for a reader in the queue."""
    with store.begin() as connection:
        row = {"kind": "brief", "about": "2026-W20", "subscriber": reader.id, "made_at": NOW}
        connection.execute(insert(deliveries).values(**row))


def mailed(store: Store, now: int = NOW) -> None:
    """Every letter was taken by a mail server."""
    with store.begin() as connection:
        connection.execute(update(deliveries).where(deliveries.c.state == "waiting").values(state="sent", done_at=now))


def nobody(store: Store) -> bool:
    """That no table holds anything of a reader."""
    with store.reading() as connection:
        return not any(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (subscribers, deliveries)
        )


def test_confirming_makes_a_reader(store: Store) -> None:
    """The time is that of the consent, and a second time changes nothing."""
    asked_for(store, ADA)
    handled(store)
    for now in (NOW + 5, NOW + DAY):
        reader = reader_called(store, ADA)
        assert reader
        with store.begin() as connection:
            assert confirm(connection, reader, now)
    found = reader_called(store, ADA)
    assert found
    assert (found.state, found.consented_at, found.wording) == ("active", NOW + 5, WORDING)


def test_a_suspended_reader_comes_back(store: Store) -> None:
    """Letters in wait are skipped when an address is suspended; confirming again begins without bounces."""
    reader = new_reader(store, ADA)
    waiting_brief(store, reader)
    with store.begin() as connection:
        suspend(connection, reader.id, "550 no such user", NOW)
    found = reader_called(store, ADA)
    assert found
    assert (found.state, found.suspended_because) == ("suspended", "550 no such user")
    assert states(store, "brief") == ["skipped"]
    with store.begin() as connection:
        assert confirm(connection, found, NOW + DAY)
    again = reader_called(store, ADA)
    assert again
    assert (again.state, again.bounces, again.suspended_because, again.consented_at) == ("active", 0, "", NOW)


def test_preferences_are_kept(store: Store) -> None:
    """What a reader chooses is what is read again."""
    reader = new_reader(store, ADA)
    wanted = Preferences(topics=(), watched=(Watched(model="a", below=2.5),), alert_percent=5, rhythm="at once")
    with store.begin() as connection:
        prefer(connection, reader, wanted)
    found = reader_called(store, ADA)
    assert found
    assert found.preferences == wanted


def test_leaving_ends_with_a_goodbye(store: Store) -> None:
    """A reader who leaves gets one last letter, and everything is erased once it is sent, not before."""
    reader = new_reader(store, ADA)
    waiting_brief(store, reader)
    for _ in range(2):
        found = reader_called(store, ADA)
        assert found
        with store.begin() as connection:
            leave(connection, found, NOW)
    assert (states(store, "brief"), states(store, "goodbye")) == (["skipped"], ["waiting"])
    with store.begin() as connection:
        assert erase_gone(connection, NOW) == 0
    mailed(store)
    with store.begin() as connection:
        assert erase_gone(connection, NOW) == 1
    assert nobody(store)


@pytest.mark.parametrize("state", ["pending", "suspended"])
def test_who_is_not_written_to_is_erased_at_once(store: Store, state: str) -> None:
    """Nobody says goodbye to an address that never confirmed or that letters do not reach."""
    reader = new_reader(store, ADA)
    with store.begin() as connection:
        connection.execute(update(subscribers).values(state=state))
    found = reader_called(store, ADA)
    assert found
    with store.begin() as connection:
        leave(connection, found, NOW)
    assert found.id == reader.id
    assert nobody(store)


def test_erasing_leaves_nothing(store: Store) -> None:
    """Reader, letters and waiting requests go; others stay."""
    reader, other = new_reader(store, ADA), new_reader(store, "bob@example.org")
    waiting_brief(store, reader)
    asked_for(store, "ADA@example.org", NOW + 1)
    asked_for(store, "bob@example.org", NOW + 1)
    with store.begin() as connection:
        erase(connection, reader.id)
        erase(connection, reader.id)
    assert reader_called(store, ADA) is None
    assert reader_called(store, "bob@example.org") == other
    with store.reading() as connection:
        waiting = connection.scalars(select(requests.c.address).where(requests.c.handled_at.is_(None)))
        assert list(waiting) == ["bob@example.org"]


def test_erasing_an_address(store: Store) -> None:
    """It is found however it is written, also where it only asked; a second time there is nothing."""
    new_reader(store, ADA)
    asked_for(store, "bob@example.org")
    for address, erased in (("ADA@example.org", True), ("bob@example.org", True), (ADA, False)):
        with store.begin() as connection:
            assert erase_address(connection, address_of(address)) is erased
    assert nobody(store)


def test_who_does_not_confirm_is_erased(store: Store) -> None:
    """After 7 days nothing is left of an address that never said yes; readers stay."""
    new_reader(store, "bob@example.org")
    asked_for(store, ADA)
    handled(store)
    mailed(store)
    with store.begin() as connection:
        assert erase_gone(connection, NOW + 7 * DAY) == 0
        assert erase_gone(connection, NOW + 7 * DAY + 1) == 1
    assert reader_called(store, ADA) is None
    assert reader_called(store, "bob@example.org")


def erased(store: Store, now: int) -> int:
    """How many are erased now."""
    with store.begin() as connection:
        return erase_gone(connection, now)


def test_a_link_lives_for_seven_days_however_late_its_letter_is(store: Store) -> None:
    """A sender that was off for eight days writes to who asked before, and the days begin with that letter."""
    asked_for(store, ADA)
    late = NOW + 8 * DAY
    handled(store, late)
    assert erased(store, late) == 0
    mailed(store, late)
    reader = reader_called(store, ADA)
    assert reader
    signed = Tokens(store.secret, clock=lambda: late / 1000).make("confirm", reader.id, reader.secret)
    for now, lives in ((late, True), (late + 7 * DAY, True), (late + 7 * DAY + 1000, False)):
        assert erased(store, now) == (not lives)
        with store.reading() as connection:
            found = by_token(connection, Tokens(store.secret, clock=lambda at=now: at / 1000), "confirm", signed)  # type: ignore[misc]
        assert (found is not None) is lives


@pytest.mark.parametrize("state", ["pending", "suspended"])
def test_who_asks_again_begins_anew(store: Store, state: str) -> None:
    """The second letter's link lives for seven days too, also where the first bounced; the newest words count."""
    asked_for(store, ADA)
    handled(store)
    mailed(store)
    with store.begin() as connection:
        connection.execute(update(subscribers).values(state=state, bounces=1, wording="an older one"))
    again = NOW + 7 * DAY - HOUR
    asked_for(store, ADA, again)
    handled(store, again)
    mailed(store, again)
    assert erased(store, again + 2 * HOUR) == erased(store, again + 7 * DAY) == 0
    found = reader_called(store, ADA)
    assert found
    assert (found.state, found.wording, found.asked_at, found.bounces) == ("pending", WORDING, again, 0)
    assert erased(store, again + 7 * DAY + 1) == 1


def test_links_die_with_the_reader_or_the_secret(store: Store) -> None:
    """A renewed secret, and a reader who is gone, make every earlier link void."""
    reader, tokens = new_reader(store, ADA), tokens_of(store)
    links = {purpose: tokens.make(purpose, reader.id, reader.secret) for purpose in PURPOSES}

    def opened() -> list[str]:
        with store.reading() as connection:
            return [purpose for purpose in PURPOSES if by_token(connection, tokens, purpose, links[purpose])]

    assert opened() == list(PURPOSES)
    with store.begin() as connection:
        secret = renew_links(connection, reader)
    assert opened() == []
    links = {purpose: tokens.make(purpose, reader.id, secret) for purpose in PURPOSES}
    assert opened() == list(PURPOSES)
    with store.begin() as connection:
        erase(connection, reader.id)
    assert opened() == []
    assert new_reader(store, "next@example.org").id != reader.id


def test_everything_held_is_told(store: Store) -> None:
    """Address, preferences, consent and letters, with times; the random number of the links alone is left out."""
    reader = new_reader(store, ADA)
    waiting_brief(store, reader)
    with store.reading() as connection:
        everything = held(connection, reader)
    told = msgspec.json.decode(msgspec.json.encode(everything))
    assert (told["address"], told["state"], told["consent"]) == (ADA, "active", WORDING)
    assert told["asked"] == told["consented"] == "2026-09-21T14:13:20.000Z"
    assert [one["kind"] for one in told["letters"]] == ["confirm", "brief"]
    assert reader.secret not in msgspec.json.encode(everything).decode()
    columns = {column.name for column in subscribers.columns} - {"id", "folded", "secret"}
    named = {"wording": "consent", "asked_at": "asked", "consented_at": "consented"}
    assert {named.get(column, column) for column in columns} <= set(told)
