"""The queue on both databases: who takes which rows, in what order, and what becomes of a dead sender's."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import delete, select
from tests.brief.sending.sending_ground import letters, queue, states, subscribe

from evenhand.brief.sending.deliveries import Outcome
from evenhand.brief.sending.queue import claim, give_back, settle, still_mine, take_over
from evenhand.brief.sending.route import in_doubt
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import subscribers

NOW = 1_000


def test_rows_are_claimed_in_order_and_once(store: Store) -> None:
    """Two senders share the queue in the order of its rows, and what is put off waits."""
    queue(store, *subscribe(store, "a", "b", "c", "d"))
    queue(store, *subscribe(store, "e"), not_before=NOW + 1)
    with store.begin() as connection:
        first = claim(connection, "one", NOW, 2)
    with store.begin() as connection:
        second = claim(connection, "two", NOW, 9)
        assert claim(connection, "three", NOW, 9) == []
    assert [one.id for one in (*first, *second)] == [row.id for row in letters(store)][:4]
    assert states(store) == ["claimed"] * 4 + ["waiting"]


def test_what_somebody_waits_for_goes_first(store: Store) -> None:
    """A confirmation that comes after a hundred briefs is claimed before them."""
    queue(store, *subscribe(store, *(f"r{number}" for number in range(100))))
    queue(store, *subscribe(store, "new", state="pending"), kind="confirm", about="1")
    with store.begin() as connection:
        taken = claim(connection, "one", NOW, 3)
    assert [one.kind for one in taken] == ["brief", "brief", "confirm"]
    assert taken[-1].address == "new@example.net"


def test_nobody_takes_what_another_is_taking(store: Store) -> None:
    """Many senders that claim at the same moment never get the same row."""
    queue(store, *subscribe(store, *(f"r{number}" for number in range(60))))

    def taken(name: int) -> list[int]:
        found: list[int] = []
        while True:
            with store.begin() as connection:
                rows = claim(connection, f"{name}", NOW, 3)
            if not rows:
                return found
            found += [row.id for row in rows]

    with ThreadPoolExecutor(4) as threads:
        every = [row for rows in threads.map(taken, range(4)) for row in rows]
    assert sorted(every) == [row.id for row in letters(store)]


def test_the_first_row_of_a_dead_sender_is_in_doubt(store: Store) -> None:
    """Rows that it had not begun wait as if nothing had been, the first one is counted, a settled one stays."""
    queue(store, *subscribe(store, "a", "b", "c"))
    with store.begin() as connection:
        rows = claim(connection, "dead", NOW, 3)
        settle(connection, "dead", Outcome(delivery=rows[0], ending="sent"), NOW)
    with store.begin() as connection:
        assert take_over(connection, "dead") == 1
        assert take_over(connection, "dead") == 0
    assert [(row.state, row.doubtful, row.attempts) for row in letters(store)] == [
        ("sent", 0, 1),
        ("waiting", 1, 1),
        ("waiting", 0, 0),
    ]


def test_deaths_of_senders_alone_end_no_letter(store: Store) -> None:
    """A sender that dies again and again dies at the first letter that it claimed: that one waits all the same."""
    queue(store, *subscribe(store, "a"))
    for name in ("one", "two", "three", "four", "five"):
        with store.begin() as connection:
            (row,) = claim(connection, name, NOW, 1)
            assert take_over(connection, name) == 1
    assert [(row.state, row.doubtful) for row in letters(store)] == [("waiting", 5)]
    assert (in_doubt(row).ending, in_doubt(row).state) == ("unknown", "failed")


def test_who_was_taken_for_dead_changes_nothing(store: Store) -> None:
    """A sender whose rows went to another can neither settle them nor goes on with them."""
    queue(store, *subscribe(store, "a"))
    with store.begin() as connection:
        (row,) = claim(connection, "slow", NOW, 1)
        take_over(connection, "slow")
        claim(connection, "other", NOW, 1)
    with store.begin() as connection:
        settle(connection, "slow", Outcome(delivery=row, ending="failed", reason="refused"), NOW)
        assert still_mine(connection, "slow", row.id) is None
        assert still_mine(connection, "other", row.id) is not None
    assert states(store) == ["claimed"]


def test_rows_that_were_not_begun_go_back(store: Store) -> None:
    """What a sender gives back waits without any doubt."""
    queue(store, *subscribe(store, "a", "b"))
    with store.begin() as connection:
        claim(connection, "one", NOW, 2)
        assert give_back(connection, "one") == 2
    assert [(row.state, row.doubtful, row.sender) for row in letters(store)] == [("waiting", 0, "")] * 2


def test_letters_to_who_was_erased_are_gone(store: Store) -> None:
    """Erasing a reader takes a claimed letter away from its sender."""
    queue(store, *subscribe(store, "a"))
    with store.begin() as connection:
        (row,) = claim(connection, "one", NOW, 1)
        connection.execute(delete(subscribers))
        assert still_mine(connection, "one", row.id) is None
        settle(connection, "one", Outcome(delivery=row, ending="sent"), NOW)
        assert connection.scalars(select(subscribers.c.id)).all() == []
    assert letters(store) == []


def test_no_address_is_shown() -> None:
    """A letter in a trace or a log names its number, not its reader."""
    from evenhand.brief.sending.deliveries import Delivery  # noqa: PLC0415 - only here

    shown = repr(
        Delivery(
            id=7, kind="brief", about="2026-W20", data="", attempts=0, doubtful=0, subscriber=1,
            address="ann@example.net", preferences="{}", secret="s", state="active",  # noqa: S106 - none
        )
    )  # fmt: skip
    assert shown == "Delivery(7, brief of 2026-W20)"
