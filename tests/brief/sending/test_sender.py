"""One sender against a real mail server: what it does with each answer, and when it stops."""

from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select, update
from tests.brief.sending.sending_ground import (
    AT_ONCE,
    SOON,
    Hurried,
    letters,
    queue,
    sender,
    state_of,
    states,
    subscribe,
)
from tests.killed_senders import written
from tests.mail_server import Behaviour, Faults, RunningServer, mail_server

from evenhand.brief.sending import sender as sender_module
from evenhand.brief.sending.deliveries import Delivery, Outcome, Unwritten
from evenhand.brief.sending.pauses import Pace
from evenhand.brief.sending.refusals import IN_A_ROW, Refusals
from evenhand.brief.sending.route import GIVEN_UP_IN_DOUBT, MOST_DOUBTS, Route
from evenhand.brief.sending.sender import LetterFault
from evenhand.brief.sending.status import sending_status
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import deliveries, senders, subscribers
from evenhand.brief.subscribers.leaving import leave
from evenhand.brief.subscribers.readers import reader_of
from evenhand.errors import MailServerRefuses


def _came(server: RunningServer) -> list[str]:
    return [one.to for one in server.taken()]


def test_every_answer_has_its_end(file_store: Store, server: RunningServer) -> None:
    """Taken, put off, refused for good, broken off: each letter ends by itself, and the others go on."""
    names = ("first", "gone", "later", "busy", "spam", "full", "breaks", "last")
    readers = dict(zip(names, subscribe(file_store, *names), strict=True))
    queue(file_store, *readers.values())
    before = len(_came(server))
    worked = sender(file_store, server).work()
    assert _came(server)[before:] == ["first@example.net", "last@example.net"]
    assert [(row.state, row.reason, row.doubtful) for row in letters(file_store)] == [
        ("sent", "", 0),
        ("failed", "the address was refused (550 5.1.1)", 0),
        ("waiting", "the mail server asked to wait (450 4.2.0)", 0),
        ("waiting", "the mail server asked to wait (451 4.3.0)", 0),
        ("failed", "the letter was refused (554 5.7.1)", 0),
        ("failed", "the address was refused (552 5.2.2)", 0),
        ("waiting", "the connection broke before the text", 0),
        ("sent", "", 0),
    ]
    assert (worked.sent, worked.endings["failed"], worked.endings["later"], worked.in_doubt) == (2, 3, 3, 0)
    assert state_of(file_store, readers["gone"]) == "suspended"
    assert state_of(file_store, readers["full"]) == state_of(file_store, readers["spam"]) == "active"


def test_no_server_s_words_reach_the_store(file_store: Store, server: RunningServer) -> None:
    """The reason on file names no address, though the server's answer does."""
    queue(file_store, *subscribe(file_store, "gone", "full", "spam"))
    sender(file_store, server).work()
    assert all("example" not in row.reason and row.reason for row in letters(file_store))


def test_an_unknown_fate_is_counted_and_tried_again(file_store: Store, tmp_path: Path) -> None:
    """Where the connection breaks after the text, the letter waits and is counted as doubtful, though it arrived."""
    queue(file_store, *subscribe(file_store, "a"))
    with mail_server(tmp_path / "mail", Behaviour(faults=Faults(break_after_text=1.0))) as breaking:
        worked = sender(file_store, breaking).work()
        assert [one.to for one in breaking.taken()] == ["a@example.net"]
    (row,) = letters(file_store)
    assert (row.state, row.doubtful, worked.in_doubt) == ("waiting", 1, 1)
    assert row.reason == "no answer to the text came"


def test_tries_end(file_store: Store, server: RunningServer) -> None:
    """A letter that is put off again and again fails at last."""
    queue(file_store, *subscribe(file_store, "later"), attempts=2)
    sender(file_store, server).work()
    (row,) = letters(file_store)
    assert (row.state, row.attempts) == ("failed", 3)
    assert row.reason == "given up after 3 tries: the mail server asked to wait (450 4.2.0)"


def test_an_answer_that_comes_too_late_makes_few_copies(file_store: Store, server: RunningServer) -> None:
    """A server that takes a letter and says so when nobody listens gets it three times; then it is told as given up."""
    queue(file_store, *subscribe(file_store, "late", "a"))
    before = len(_came(server))
    for _ in range(MOST_DOUBTS + 1):
        sender(file_store, server, text_seconds=0.05).work()
        with file_store.begin() as connection:
            connection.execute(update(deliveries).values(not_before=0))
    assert sorted(_came(server)[before:]) == ["a@example.net"] + ["late@example.net"] * MOST_DOUBTS
    assert [(row.state, row.doubtful, row.reason) for row in letters(file_store)] == [
        ("failed", MOST_DOUBTS, GIVEN_UP_IN_DOUBT),
        ("sent", 0, ""),
    ]
    (told,) = sending_status(file_store).others
    assert (told.failed, told.in_doubt, told.perhaps_twice) == ({GIVEN_UP_IN_DOUBT: 1}, MOST_DOUBTS, 1)
    assert sending_status(file_store).readers == {"active": 2}


def test_refusals_of_everybody_stop_the_sender(file_store: Store, server: RunningServer) -> None:
    """Refusals in a row that name no dead mailbox fail nobody: the letters wait, and no reader is suspended."""
    readers = subscribe(file_store, *(f"no{number}" for number in range(IN_A_ROW + 2)))
    queue(file_store, *readers)
    with pytest.raises(MailServerRefuses, match="in a row: the address was refused"):
        sender(file_store, server).work()
    assert set(states(file_store)) == {"waiting"}
    assert {state_of(file_store, reader) for reader in readers} == {"active"}


def test_a_server_that_knows_nobody_suspends_nobody(file_store: Store, tmp_path: Path) -> None:
    """5.1.1 to everybody is about us too: the sender pauses, gives up, and all forty letters wait."""
    readers = subscribe(file_store, *(f"r{number}" for number in range(40)))
    queue(file_store, *readers)
    with mail_server(tmp_path / "mail", Behaviour(faults=Faults(refuse_recipient=1.0))) as unknowing:
        worked = sender(file_store, unknowing).work()
        assert IN_A_ROW <= len(unknowing.refused()) <= IN_A_ROW + SOON.most
    assert worked.trouble.endswith("in a row: the address was refused (550 5.1.1)")
    assert (worked.endings["failed"], set(states(file_store))) == (0, {"waiting"})
    assert {state_of(file_store, reader) for reader in readers} == {"active"}


def test_a_short_list_that_is_refused_waits_too(file_store: Store, server: RunningServer) -> None:
    """Of five readers all are refused, round after round: each time it is told, and nobody fails or is suspended."""
    readers = subscribe(file_store, *(f"no{number}" for number in range(5)))
    queue(file_store, *readers)
    refusals = Refusals()
    for _ in range(4):
        worked = sender(file_store, server, letters=AT_ONCE, refusals=refusals).work()
        assert worked.trouble == "5 letters in a row: the address was refused (550)"
        assert set(states(file_store)) == {"waiting"}
    assert {state_of(file_store, reader) for reader in readers} == {"active"}
    for _ in range(AT_ONCE.most):
        sender(file_store, server, letters=AT_ONCE).work()
    assert set(states(file_store)) == {"failed"}  # three days of tries
    assert {state_of(file_store, reader) for reader in readers} == {"active"}


def test_dead_mailboxes_in_a_row_hold_up_nobody_else(file_store: Store, tmp_path: Path) -> None:
    """Ten of them look like a server that refuses everybody: they wait, and the others get their letters."""
    names = [f"dead{number}" for number in range(IN_A_ROW)]
    queue(file_store, *subscribe(file_store, *names, "a", "b"))
    answers = {f"{name}@example.net": "550 5.1.1 unknown" for name in names}
    with mail_server(tmp_path / "mail", Behaviour(at_recipient=answers)) as picky:
        worked = sender(file_store, picky).work()
    assert (worked.sent, worked.trouble) == (2, "")
    assert states(file_store) == ["waiting"] * IN_A_ROW + ["sent"] * 2
    assert sending_status(file_store).readers == {"active": 12}


def test_a_refusal_counts_once_another_letter_is_accepted(file_store: Store, server: RunningServer) -> None:
    """Alone it fails the letter and suspends nobody; the next acceptance, in whatever round, shows that it was true."""
    (gone,) = subscribe(file_store, "gone")
    queue(file_store, gone)
    refusals = Refusals()
    sender(file_store, server, refusals=refusals).work()
    assert (states(file_store), state_of(file_store, gone)) == (["failed"], "active")
    queue(file_store, *subscribe(file_store, "a"))
    sender(file_store, server, refusals=refusals).work()
    assert (states(file_store), state_of(file_store, gone)) == (["failed", "sent"], "suspended")


def test_what_failed_in_an_earlier_round_is_not_counted_again(file_store: Store, server: RunningServer) -> None:
    """It waits with the others where all are refused, and the figures are those of the letters that were tried now."""
    refusals = Refusals()
    queue(file_store, *subscribe(file_store, "a", "no0", "no1"))
    worked = sender(file_store, server, refusals=refusals).work()
    assert (worked.sent, worked.endings["failed"]) == (1, 2)
    queue(file_store, *subscribe(file_store, "gone", state="pending"), kind="confirm", about="1")
    queue(file_store, *subscribe(file_store, "no2", "no3", "no4"))
    worked = sender(file_store, server, refusals=refusals).work()
    assert (worked.sent, worked.endings["failed"], worked.endings["later"]) == (0, 1, 3)
    assert states(file_store) == ["sent", *["waiting"] * 2, "failed", *["waiting"] * 3]


def test_invented_addresses_stop_nobody(file_store: Store, tmp_path: Path) -> None:
    """Letters to confirm that meet no mailbox say nothing of the server: whoever types addresses cannot hold it up."""
    names = [f"typed{number}" for number in range(IN_A_ROW + 2)]
    queue(file_store, *subscribe(file_store, *names, state="pending"), kind="confirm", about="1")
    queue(file_store, *subscribe(file_store, "a"))
    answers = {f"{name}@example.net": "550 5.1.1 unknown" for name in names}
    with mail_server(tmp_path / "mail", Behaviour(at_recipient=answers)) as picky:
        worked = sender(file_store, picky).work()
    assert (worked.sent, worked.endings["failed"], worked.trouble) == (1, IN_A_ROW + 2, "")


def test_a_server_that_refuses_us_is_left_alone(file_store: Store, tmp_path: Path) -> None:
    """5xx to MAIL FROM would fail everybody: nobody's letter is touched."""
    queue(file_store, *subscribe(file_store, "a", "b"))
    with (
        mail_server(tmp_path / "mail", Behaviour(at_sender="550 5.7.1 not you")) as refusing,
        pytest.raises(MailServerRefuses, match=r"our address was refused \(550 5\.7\.1\)"),
    ):
        sender(file_store, refusing).work()
    assert [(row.state, row.attempts) for row in letters(file_store)] == [("waiting", 0)] * 2


def test_a_server_that_asks_for_a_pause_gets_one(file_store: Store, server: RunningServer) -> None:
    """After 421 the letter is put off, and the others follow over a new connection."""
    queue(file_store, *subscribe(file_store, "a", "slow-down", "b"))
    worked = sender(file_store, server).work()
    assert states(file_store) == ["sent", "waiting", "sent"]
    assert not worked.trouble


def test_no_server_is_told_as_trouble(file_store: Store, tmp_path: Path) -> None:
    """Where nobody answers, the letters wait and the report says why."""
    with mail_server(tmp_path / "mail") as closed:
        pass
    queue(file_store, *subscribe(file_store, "a"))
    worked = sender(file_store, closed).work()
    assert worked.trouble == "the mail server cannot be reached"
    assert [(row.state, row.attempts) for row in letters(file_store)] == [("waiting", 0)]


def test_a_connection_that_ends_is_opened_anew(file_store: Store, tmp_path: Path) -> None:
    """A server that serves three letters a connection gets all ten, and no letter is put off."""
    queue(file_store, *subscribe(file_store, *(f"r{number}" for number in range(10))))
    with mail_server(tmp_path / "mail", Behaviour(most=3)) as short:
        assert sender(file_store, short).work().sent == 10
    assert {row.attempts for row in letters(file_store)} == {1}


def _leaves(store: Store, reader: int) -> None:
    with store.begin() as connection:
        row = connection.execute(select(subscribers).where(subscribers.c.id == reader)).one()
        leave(connection, reader_of(row), 5)


def test_who_leaves_gets_nothing_more(file_store: Store, server: RunningServer) -> None:
    """A reader who leaves or is erased after the claim is not written to, and the connection goes on."""
    readers = subscribe(file_store, "a", "leaves", "erased", "b")
    queue(file_store, *readers)
    before = len(_came(server))

    def write(delivery: Delivery) -> bytes:
        if delivery.subscriber == readers[1]:
            _leaves(file_store, readers[1])
        if delivery.subscriber == readers[2]:
            with file_store.begin() as connection:
                connection.execute(subscribers.delete().where(subscribers.c.id == readers[2]))
        return written(delivery)

    worked = sender(file_store, server, write).work()
    kinds = {(row.kind, row.subscriber): (row.state, row.reason) for row in letters(file_store)}
    assert kinds["brief", readers[1]] == ("skipped", "left")
    assert ("brief", readers[2]) not in kinds
    assert _came(server)[before:] == ["a@example.net", "b@example.net", "leaves@example.net"]  # the last is the goodbye
    assert (worked.sent, worked.endings["skipped"]) == (3, 1)


def test_who_leaves_while_the_pace_is_kept_gets_nothing(file_store: Store, server: RunningServer) -> None:
    """The last letter is marked before the pause, and the next reader is looked at after it."""
    readers = subscribe(file_store, "slow", "paced")
    queue(file_store, *readers)
    before, seen = len(_came(server)), list[str]()

    def meanwhile() -> None:
        seen.append(states(file_store)[0])
        _leaves(file_store, readers[1])

    stop = Hurried(meanwhile)
    sender(file_store, server, pace=Pace(0.001), stop=stop).work()
    assert seen[0] == "sent"
    assert 900 < stop.waited[0] <= 1000
    assert [(row.state, row.reason) for row in letters(file_store)][1] == ("skipped", "left")
    assert "paced@example.net" not in [one.to for one in server.taken()[before:] if ".2@" in one.id]


def test_who_leaves_while_a_server_takes_its_time_gets_nothing(
    file_store: Store, server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the server answered slowly to the offer, the reader is looked at again before the text."""
    (reader,) = subscribe(file_store, "patient")
    queue(file_store, reader)
    before, offer = len(_came(server)), Route.offer

    def slowly(route: Route, delivery: Delivery) -> Outcome | None:
        ended = offer(route, delivery)
        if delivery.kind == "brief":
            _leaves(file_store, reader)
        return ended

    monkeypatch.setattr(Route, "offer", slowly)
    monkeypatch.setattr(sender_module, "LOOK_AGAIN", 0.0)
    sender(file_store, server).work()
    assert [(row.kind, row.state) for row in letters(file_store)] == [("brief", "skipped"), ("goodbye", "sent")]
    assert len(_came(server)) == before + 1


def test_changed_wishes_count(file_store: Store, server: RunningServer) -> None:
    """A letter is written anew where the reader has changed something since it was claimed."""
    readers = subscribe(file_store, "a", "b")
    queue(file_store, *readers)
    seen: list[str] = []

    def write(delivery: Delivery) -> bytes:
        seen.append(delivery.preferences)
        if len(seen) == 1:
            with file_store.begin() as connection:
                connection.execute(update(subscribers).values(preferences='{"topics":[]}'))
        return written(delivery)

    sender(file_store, server, write).work()
    assert seen[-1] == '{"topics":[]}'
    assert states(file_store) == ["sent", "sent"]


def test_letters_that_nobody_needs_are_skipped(file_store: Store, server: RunningServer) -> None:
    """A writer may say that there is no letter; the reason is kept, and nothing reaches the server."""
    queue(file_store, *subscribe(file_store, "quiet"))
    before = len(_came(server))
    sender(file_store, server, lambda _: Unwritten("nothing for them")).work()
    assert [(row.state, row.reason) for row in letters(file_store)] == [("skipped", "nothing for them")]
    assert len(_came(server)) == before


def test_one_letter_s_fault_keeps_nobody_waiting(file_store: Store, server: RunningServer) -> None:
    """A letter that cannot be written is put off; where none can be, the sender ends with the fault."""
    queue(file_store, *subscribe(file_store, "a", "b", "c", "d", "e"))

    def one_bad(delivery: Delivery) -> bytes:
        if delivery.address.startswith("b"):
            raise KeyError("missing")
        return written(delivery)

    sender(file_store, server, one_bad).work()
    assert states(file_store) == ["sent", "waiting", "sent", "sent", "sent"]
    assert letters(file_store)[1].reason == "the letter could not be written (KeyError)"

    def all_bad(_: Delivery) -> bytes:
        raise KeyError("missing")

    queue(file_store, *subscribe(file_store, "f", "g", "h", "i"))
    with pytest.raises(LetterFault) as fault:
        sender(file_store, server, all_bad).work()
    assert isinstance(fault.value.__cause__, KeyError)
    assert states(file_store)[5:] == ["waiting"] * 4


def test_it_stops_when_asked_to(file_store: Store, server: RunningServer) -> None:
    """The letter at hand is finished, the rest waits without doubt, and nobody is left at work."""
    queue(file_store, *subscribe(file_store, *(f"r{number}" for number in range(6))))
    stop, told = Event(), list[str]()

    def tell(outcome: Outcome) -> None:
        told.append(outcome.ending)
        if len(told) == 2:
            stop.set()

    worked = sender(file_store, server, stop=stop, tell=tell).work()
    assert worked.stopped
    assert states(file_store)[:2] == ["sent", "sent"]
    assert set(states(file_store)[3:]) == {"waiting"}
    with file_store.reading() as connection:
        assert connection.scalars(select(senders.c.id)).all() == []


def test_a_limit_is_kept(file_store: Store, server: RunningServer) -> None:
    """With a limit so many letters are sent, the first ones."""
    queue(file_store, *subscribe(file_store, "a", "gone", "b", "c"))
    assert sender(file_store, server, limit=2).work().sent == 2
    assert states(file_store) == ["sent", "failed", "sent", "waiting"]


def test_a_failed_mark_keeps_the_next_text_back(
    file_store: Store, server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the store cannot keep that a letter was sent, no further one is sent, and that one is in doubt."""
    from evenhand.brief.sending import desk  # noqa: PLC0415 - only here

    queue(file_store, *subscribe(file_store, "m1", "m2", "m3"))
    before = len(_came(server))

    def failing(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(desk, "settle", failing)
    with pytest.raises(OSError, match="disk is full"):
        sender(file_store, server).work()
    assert _came(server)[before:] == ["m1@example.net"]
    assert states(file_store) == ["claimed"] * 3
    monkeypatch.undo()
    worked = sender(file_store, server).work()
    assert (worked.sent, worked.in_doubt) == (3, 1)
    assert [row.doubtful for row in letters(file_store)] == [1, 0, 0]
