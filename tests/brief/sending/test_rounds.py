"""Whole rounds with real letters: what a reader's acts bring, that arrives; and a dry run, that changes nothing."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from threading import Event, Thread

import pytest
from msgspec import structs
from sqlalchemy import select, update
from tests.brief.letters.invented_letters import FULL
from tests.brief.sending.sending_ground import Hurried, letters, queue, state_of, states, subscribe
from tests.brief.sending.test_issuing import _Alerts
from tests.killed_senders import settings_for
from tests.mail_server import Behaviour, RunningServer, Taken, mail_server
from tests.website.toy_site import toy_catalog

from evenhand.brief.composing.alerts import PriceAlerts
from evenhand.brief.mail_settings import MailSettings
from evenhand.brief.sending import round as rounds_module
from evenhand.brief.sending.bounces import apply_reports
from evenhand.brief.sending.deliveries import Outcome
from evenhand.brief.sending.delivery_reports import DeliveryReport
from evenhand.brief.sending.letter_writer import LetterWriter
from evenhand.brief.sending.pauses import milliseconds
from evenhand.brief.sending.rehearsal import rehearse
from evenhand.brief.sending.round import Round, Rounds
from evenhand.brief.sending.status import sending_status
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import requests, subscribers
from evenhand.brief.subscribers.addresses import address_of
from evenhand.brief.subscribers.asking import ask
from evenhand.brief.subscribers.joining import confirm
from evenhand.brief.subscribers.leaving import UNCONFIRMED, leave
from evenhand.brief.subscribers.readers import by_token
from evenhand.brief.subscribers.tokens import Purpose, Tokens
from evenhand.errors import BadCatalog, MailServerRefuses, Problem
from evenhand.records.brief import Brief
from evenhand.records.subscriptions import Preferences, Watched
from evenhand.settings import STATE_VARIABLE


class Told:
    """What tells of changes: an invented brief and an alert, and a catalog of a version."""

    def __init__(self, version: str = "1" * 12, brief: Brief = FULL) -> None:
        self.catalog = structs.replace(toy_catalog(), version=version, date=brief.until.date)
        self._brief, self.asked = brief, list[str]()

    def brief(self, since: str = "", until: str = "", *, dated: bool = False) -> Brief:  # noqa: ARG002 - as a library's
        """The brief."""
        self.asked.append(since)
        return self._brief

    def price_alerts(self, since: str, until: str = "") -> PriceAlerts:  # noqa: ARG002 - as a library's
        """Alerts for who watches Ada."""
        return _Alerts()  # type: ignore[return-value]


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningServer]:
    """A mail server of this test alone; catalogs are kept in a folder of this test."""
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    with mail_server(tmp_path / "mail") as running:
        yield running


def _asked(store: Store, name: str, preferences: Preferences | None = None) -> None:
    with store.begin() as connection:
        address = address_of(f"{name}@example.net")
        ask(connection, address, preferences or Preferences(), wording="yes", network="n", now=milliseconds())


def _go(store: Store, post: RunningServer, told: Told | None = None) -> Round:
    return Rounds(store, settings_for(post.address), lambda: told or Told()).go()


def _opened(letter: Taken, purpose: Purpose) -> str:
    """The token of a link in the text of a letter."""
    body = letter.parsed.get_body(("plain",))
    assert body
    found = re.search(rf"https://evenhand\.example\.org/brief/{purpose}/(\S+)", body.get_content())
    assert found, f"no link to {purpose}"
    return found[1]


def test_a_reader_s_whole_way(store: Store, post: RunningServer) -> None:
    """Confirm, brief, alert and goodbye arrive, each with links that open what they say; then nothing is on file."""
    wishes = Preferences(watched=(Watched(model="ada"),), rhythm="at once")
    _asked(store, "ann", wishes)
    tokens = Tokens(store.secret)
    first = _go(store, post)
    assert (first.requests, first.queue and first.queue.sent) == (1, 1)
    confirming = post.taken()[-1]
    with store.begin() as connection:
        reader = by_token(connection, tokens, "confirm", _opened(confirming, "confirm"))
        assert reader
        confirm(connection, reader, milliseconds())
    _asked(store, "ann")
    second = _go(store, post, Told("2" * 12))
    kinds = [one.id.split(".")[0].strip("<") for one in post.taken()]
    assert kinds == ["confirm", "greeting", "alert"]
    assert second.brief
    assert "less than a week" in second.brief.reason
    done = Rounds(store, settings_for(post.address), lambda: Told("3" * 12)).go(["brief", "queue"], at_once=True)
    assert done.queue
    assert done.queue.sent == 1
    brief = post.taken()[-1]
    assert brief.parsed["subject"] == "3 changes of models that you watch, first: Ada <3 is new & fast"
    with store.begin() as connection:
        leaving = by_token(connection, tokens, "unsubscribe", _opened(brief, "unsubscribe"))
        assert leaving
        leave(connection, leaving, milliseconds())
    last = _go(store, post, Told("3" * 12))
    assert last.erased == 1
    assert post.taken()[-1].id.startswith("<goodbye.")
    with store.reading() as connection:
        assert connection.execute(select(subscribers)).all() == []
        assert not any(row.address for row in connection.execute(select(requests)))
    assert letters(store) == []


def test_letters_are_whole(file_store: Store, post: RunningServer) -> None:
    """As the server got it a letter has both parts, one-click unsubscribing in whole headers, and a list."""
    subscribe(file_store, "ann")
    _go(file_store, post)
    (letter,) = post.taken()
    head = letter.raw.partition(b"\r\n\r\n")[0]
    assert re.search(rb"\r\nList-Unsubscribe: <https://evenhand\.example\.org/brief/unsubscribe/[^\s>]+>", head)
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in head
    assert letter.parsed["to"] == "ann@example.net"
    assert not letter.parsed.defects
    assert [part.get_content_type() for part in letter.parsed.iter_parts()] == ["text/plain", "text/html"]


def test_who_wants_nothing_of_it_gets_nothing(file_store: Store, post: RunningServer) -> None:
    """A brief of models and prices is not sent to who wants corrections alone, and the reason is kept."""
    subscribe(file_store, "a", preferences=Preferences(topics=("corrections",)))
    subscribe(file_store, "b", preferences=Preferences(topics=("prices",)))
    _go(file_store, post)
    assert [(row.state, row.reason) for row in letters(file_store)] == [
        ("skipped", "nothing of what they want to hear of"),
        ("sent", ""),
    ]
    assert len(post.taken()) == 1


def test_a_second_round_sends_nothing(file_store: Store, post: RunningServer) -> None:
    """What was done is not done again."""
    subscribe(file_store, "a")
    told = Told()
    _go(file_store, post, told)
    again = _go(file_store, post, told)
    assert again.queue
    assert (again.queue.sent, told.asked, len(post.taken())) == (0, [""], 1)


def test_a_process_remembers_refusals_between_rounds(file_store: Store, tmp_path: Path) -> None:
    """A dead mailbox is the only letter of one round; the letter that is accepted in the next one suspends it."""
    (gone,) = subscribe(file_store, "gone")
    queue(file_store, gone, kind="greeting")
    answers = {"gone@example.net": "550 5.1.1 unknown"}
    with mail_server(tmp_path / "mail", Behaviour(at_recipient=answers)) as picky:
        rounds = Rounds(file_store, settings_for(picky.address), Told)
        rounds.go(["queue"])
        assert state_of(file_store, gone) == "active"
        queue(file_store, *subscribe(file_store, "a"), kind="greeting")
        rounds.go(["queue"])
    assert state_of(file_store, gone) == "suspended"


def test_the_pace_is_kept_between_rounds(file_store: Store, post: RunningServer) -> None:
    """A letter of the second round waits for the rest of the pause after that of the first."""
    stop, settings = Hurried(), structs.replace(settings_for(post.address), rate=0.001)
    rounds = Rounds(file_store, settings, Told, stop=stop)
    for name in ("a", "b"):
        queue(file_store, *subscribe(file_store, name), kind="greeting")
        rounds.go(["queue"])
    (waited,) = stop.waited
    assert 900 < waited <= 1000


def test_a_dry_run_changes_nothing(store: Store, post: RunningServer, tmp_path: Path) -> None:
    """The letters lie in the folder as they would be sent; store and mail server are as before."""
    ada = Preferences(watched=(Watched(model="ada"),), rhythm="at once")
    Rounds(store, settings_for(post.address), lambda: Told("0" * 12)).go(["alerts"])
    subscribe(store, "a", "b", preferences=ada)
    subscribe(store, "c", preferences=Preferences(topics=("corrections",)))
    _asked(store, "new")
    before = _everything(store)
    done = rehearse(store, settings_for(post.address), Told, tmp_path / "letters")
    assert _everything(store) == before
    assert post.taken() == []
    assert (done.letters, done.unwritten) == (5, {"nothing of what they want to hear of": 1})
    found = [message_from_bytes(file.read_bytes(), policy=default) for file in (tmp_path / "letters").glob("*.eml")]
    assert sorted(message["to"] for message in found) == sorted(
        f"{name}@example.net" for name in ("a", "a", "b", "b", "new")
    )
    assert {file.name.partition("-")[0] for file in (tmp_path / "letters").iterdir()} == {"brief", "alert", "confirm"}
    rehearse(store, settings_for(post.address), Told, tmp_path / "one", limit=1)
    assert len(list((tmp_path / "one").iterdir())) == 1


def _everything(store: Store) -> list[object]:
    with store.reading() as connection:
        return [
            connection.execute(select(table)).all() for table in (subscribers, requests)
        ] + [letters(store)]  # fmt: skip


def test_watching_answers_at_once_and_ends(file_store: Store, post: RunningServer) -> None:
    """While it watches, a request is answered without anybody's doing; told to stop, it ends."""
    stop, arrived = Event(), Event()
    rounds = Rounds(
        file_store, settings_for(post.address), Told, stop=stop, tell=lambda _: (arrived.set(), stop.set())[0]
    )
    _asked(file_store, "new")
    watching = Thread(target=rounds.watch)
    watching.start()
    assert arrived.wait(20)
    watching.join(20)
    assert not watching.is_alive()
    assert [one.to for one in post.taken()] == ["new@example.net"]


def test_status_tells_all_and_names_nobody(store: Store, post: RunningServer) -> None:
    """Letters by brief and kind, reasons, readers by state: every number, and no address."""
    subscribe(store, "a", "b")
    subscribe(store, "c", preferences=Preferences(topics=("corrections",)))
    _asked(store, "new")
    _go(store, post)
    (came_back,) = [one.id for one in post.taken() if one.to == "b@example.net"]
    apply_reports(store, store.secret, [DeliveryReport(status="5.1.1", message_id=came_back)])
    _asked(store, "another")
    status = sending_status(store)
    (brief,) = status.briefs
    assert (brief.about, brief.sent, brief.came_back, brief.waiting) == ("2026-W20", 2, 1, 0)
    assert brief.skipped == {"nothing of what they want to hear of": 1}
    assert [(one.kind, one.sent) for one in status.others] == [("confirm", 1)]
    assert status.readers == {"active": 2, "pending": 1, "suspended": 1}
    assert (status.due, status.requests, status.senders, status.oldest_seconds) == (0, 1, 0, None)
    assert "example.net" not in repr(status)


def test_settings_are_asked_for_before_anything_is_queued(file_store: Store) -> None:
    """Without a mail server nothing is issued that could not be sent."""
    subscribe(file_store, "a")
    settings = MailSettings(sender="brief@example.org", base="https://example.org")
    with pytest.raises(ValueError, match="EVENHAND_MAIL_SERVER is not set"):
        Rounds(file_store, settings, Told).go()
    assert states(file_store) == []


def _broken() -> Told:
    """A catalog that cannot be opened."""
    raise BadCatalog((Problem("models.yaml", 7, "no such lab", "nolab"), Problem("models.yaml", 9, "no such lab")))


def test_a_broken_catalog_holds_up_nothing_else(store: Store, post: RunningServer) -> None:
    """One round answers requests and sends what waits, and then fails with what is wrong in the facts."""
    (leaving,) = subscribe(store, "bye", state="leaving")
    queue(store, leaving, kind="goodbye", about="1")
    _asked(store, "new")
    with pytest.raises(BadCatalog, match=r"models\.yaml:7: no such lab"):
        Rounds(store, settings_for(post.address), _broken).go()
    assert sorted(one.to for one in post.taken()) == ["bye@example.net", "new@example.net"]
    with store.reading() as connection:
        assert connection.scalars(select(subscribers.c.address)).all() == ["new@example.net"]


def test_alerts_that_cannot_be_made_do_not_hold_up_the_brief(file_store: Store, post: RunningServer) -> None:
    """The brief is issued and sent though alerts fail, and the fault is raised as it was."""
    subscribe(file_store, "a")
    Rounds(file_store, settings_for(post.address), lambda: Told("0" * 12)).go(["alerts"])

    class Faulty(Told):
        def price_alerts(self, since: str, until: str = "") -> PriceAlerts:  # noqa: ARG002 - as a library's
            raise KeyError("ada")

    with pytest.raises(KeyError, match="ada"):
        Rounds(file_store, settings_for(post.address), Faulty).go()
    assert [one.to for one in post.taken()] == ["a@example.net"]


def test_watching_goes_on_with_a_broken_catalog(
    file_store: Store, post: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault is told in one line, once a look, and requests are answered before and after it at once."""
    monkeypatch.setattr(rounds_module, "ROUND_EVERY", 0.01)
    stop, told = Event(), list[str]()
    arrived = {name: Event() for name in ("first", "second")}

    def tell(outcome: Outcome) -> None:
        if outcome.delivery:
            arrived[outcome.delivery.address.partition("@")[0]].set()

    rounds = Rounds(file_store, settings_for(post.address), _broken, stop=stop, tell=tell)
    _asked(file_store, "first")
    watching = Thread(target=rounds.watch, kwargs={"trouble": told.append})
    watching.start()
    try:
        assert arrived["first"].wait(20)
        _asked(file_store, "second")
        assert arrived["second"].wait(20)
    finally:
        stop.set()
        watching.join(20)
    (said,) = told
    assert said.startswith("alerts and the brief wait, other letters go on: 2 problems in the catalog; models.yaml:7")
    assert "\n" not in said


def _long_unconfirmed(store: Store) -> None:
    (reader,) = subscribe(store, "never", state="pending")
    with store.begin() as connection:
        long_ago = milliseconds() - UNCONFIRMED - 1
        connection.execute(
            update(subscribers).where(subscribers.c.id == reader).values(consented_at=None, asked_at=long_ago)
        )


def _addresses(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.scalars(select(subscribers.c.address).order_by(subscribers.c.id)))


def test_who_never_confirmed_is_erased_though_the_mail_server_refuses(file_store: Store, tmp_path: Path) -> None:
    """The promise of seven days does not hang on a mail server."""
    queue(file_store, *subscribe(file_store, "a"), kind="greeting")
    _long_unconfirmed(file_store)
    behaviour = Behaviour(at_sender="550 5.7.1 not you")
    with mail_server(tmp_path / "mail", behaviour) as refusing, pytest.raises(MailServerRefuses):
        Rounds(file_store, settings_for(refusing.address), Told).go(["queue"])
    assert _addresses(file_store) == ["a@example.net"]


def test_who_never_confirmed_is_erased_though_letters_cannot_be_written(
    file_store: Store, post: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor on templates; and the watching sender tells why letters wait."""

    def fails(_writer: LetterWriter, _delivery: object) -> bytes:
        raise RuntimeError("no template")

    monkeypatch.setattr(LetterWriter, "__call__", fails)
    queue(file_store, *subscribe(file_store, "a", "b", "c"), kind="greeting")
    _long_unconfirmed(file_store)
    stop, told = Event(), list[str]()

    def trouble(said: str) -> None:
        told.append(said)
        stop.set()

    Rounds(file_store, settings_for(post.address), Told, stop=stop).watch(["queue"], trouble)
    assert told == ["letter after letter could not be written (RuntimeError)"]
    assert _addresses(file_store) == ["a@example.net", "b@example.net", "c@example.net"]
