"""Letters that came back, as rounds read them: who is not reached gets nothing more; no fault there stops a letter."""

import mailbox
import os
from pathlib import Path
from threading import Event, Thread

import pytest
from msgspec import structs
from tests.brief.letters.invented_letters import FULL
from tests.brief.sending.sending_ground import letters, queue, state_of, subscribe
from tests.brief.sending.test_bounces import AT, DSN
from tests.killed_senders import settings_for
from tests.mail_server import RunningServer
from tests.website.toy_site import toy_catalog

from evenhand.brief.composing.alerts import PriceAlerts
from evenhand.brief.letters.message_ids import message_id
from evenhand.brief.sending.bounce_box import BounceBox
from evenhand.brief.sending.round import Rounds
from evenhand.brief.store.opening import Store
from evenhand.catalog.catalog import Catalog
from evenhand.errors import UnreadBounces
from evenhand.records.brief import Brief
from evenhand.settings import STATE_VARIABLE


class Told:
    """What tells of changes: an invented brief, and no alerts."""

    catalog: Catalog = toy_catalog()

    def brief(self, since: str = "", until: str = "", *, dated: bool = False) -> Brief:  # noqa: ARG002 - as a library's
        """The brief."""
        return FULL

    def price_alerts(self, since: str, until: str = "") -> PriceAlerts:  # noqa: ARG002 - as a library's
        """None is asked for: no catalog was seen before."""
        raise AssertionError


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catalogs are kept in a folder of each test."""
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """An empty Maildir."""
    mailbox.Maildir(tmp_path / "bounces").close()
    return tmp_path / "bounces"


def rounds(store: Store, server: RunningServer, box: Path, stop: Event | None = None) -> Rounds:
    """A sender whose bounces come to this place."""
    settings = structs.replace(settings_for(server.address), bounces=box)
    return Rounds(store, settings, Told, stop=stop)


def reached(server: RunningServer, *names: str) -> list[str]:
    """Who of these got a letter from the mail server, which is that of all tests here."""
    return [one.to.partition("@")[0] for one in server.taken() if one.to.partition("@")[0] in names]


def came_back(store: Store, box: Path, name: str) -> int:
    """A reader to whom a letter was sent that has come back since; their number."""
    (reader,) = subscribe(store, name)
    queue(store, reader, kind="greeting", about=name, state="sent", done_at=AT)
    named = message_id("greeting", letters(store)[-1].id, "example.org", store.secret)
    report = DSN.format(
        recipient=f"{name}@example.net", status="5.1.1", id=named, action="failed", returned="text/rfc822-headers"
    )
    mailbox.Maildir(box).add(report)
    return reader


def test_a_round_suspends_who_is_not_reached(store: Store, server: RunningServer, box: Path) -> None:
    """Before its letters are queued: the brief goes to all others."""
    stays, left = f"stays-{store.url.get_backend_name()}", f"left-{store.url.get_backend_name()}"
    subscribe(store, stays)
    gone = came_back(store, box, left)
    done = rounds(store, server, box).go()
    assert done.bounces
    assert (done.bounces.suspended, state_of(store, gone)) == (1, "suspended")
    assert reached(server, stays, left) == [stays]


def test_a_watching_sender_suspends_too(file_store: Store, server: RunningServer, box: Path) -> None:
    """It is what the site runs beside its pages, and reads reports that come while it runs."""
    gone, stop = came_back(file_store, box, "left-watched"), Event()
    watching = Thread(target=rounds(file_store, server, box, stop).watch)
    watching.start()
    while state_of(file_store, gone) == "active" and watching.is_alive():
        stop.wait(0.01)
    stop.set()
    watching.join(20)
    assert state_of(file_store, gone) == "suspended"


@pytest.mark.parametrize("fault", ["missing", "no mailbox", "not a line"])
def test_a_place_that_cannot_be_read_stops_no_letter(
    file_store: Store, server: RunningServer, tmp_path: Path, fault: str
) -> None:
    """All is sent, and then the fault is told, with the place and without an address."""
    folder = tmp_path / "nowhere" if fault == "missing" else tmp_path
    place = folder / ("events.jsonl" if fault == "not a line" else "bounces")
    if fault != "missing":
        place.write_text("ann@example.net is gone\n")
    name = fault.replace(" ", "-")
    subscribe(file_store, name)
    with pytest.raises(UnreadBounces, match="EVENHAND_BOUNCES") as told:
        rounds(file_store, server, place).go()
    assert str(place) in str(told.value)
    assert "ann@" not in str(told.value)
    assert reached(server, name) == [name]


def test_a_mailbox_begins_with_the_first_letter_that_comes_back(file_store: Store, tmp_path: Path) -> None:
    """Before that there is nothing to read, and nothing to tell."""
    box = tmp_path / "bounces"
    reading = BounceBox(box)
    assert reading.read(file_store, file_store.secret) is None
    came_back(file_store, box, "first")
    assert reading.read(file_store, file_store.secret)


def test_watching_goes_on_beside_a_place_that_cannot_be_read(
    file_store: Store, server: RunningServer, tmp_path: Path
) -> None:
    """It is told in one line that says what goes on."""
    subscribe(file_store, "goes-on")
    stop, told = Event(), list[str]()
    watching = Thread(
        target=rounds(file_store, server, tmp_path / "nowhere" / "bounces", stop).watch, kwargs={"trouble": told.append}
    )
    watching.start()
    while not reached(server, "goes-on") and watching.is_alive():
        stop.wait(0.01)
    stop.set()
    watching.join(20)
    (said,) = told
    assert said.startswith("EVENHAND_BOUNCES is not read, all letters go on: ")
    assert "\n" not in said


def test_a_place_is_read_again_when_it_has_changed(file_store: Store, box: Path) -> None:
    """Not while it is as it was for some time; a report that comes is read whatever the clock of the disk shows."""
    reading = BounceBox(box)
    came_back(file_store, box, "a")
    assert [bool(reading.read(file_store, file_store.secret)) for _ in range(2)] == [True, True]  # it is young
    for folder in (box, box / "new", box / "cur"):
        os.utime(folder, (1_790_000_000, 1_790_000_000))
    assert [bool(reading.read(file_store, file_store.secret)) for _ in range(2)] == [True, False]
    came_back(file_store, box, "b")
    found = reading.read(file_store, file_store.secret)
    assert found
    assert (found.reports, found.suspended, found.known) == (2, 1, 1)
    assert BounceBox(None).read(file_store, file_store.secret) is None
