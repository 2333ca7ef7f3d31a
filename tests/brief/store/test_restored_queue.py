"""A restored store goes on: links that readers hold open, and the queue is worked from where it was."""

import io
from pathlib import Path

from sqlalchemy import Connection, insert, select, update
from tests.mail_server import RunningServer, mail_server
from tests.postgres import PostgresServer

from evenhand.brief.mail_settings import mail_settings
from evenhand.brief.sending.deliveries import Delivery
from evenhand.brief.sending.mail_connection import MailServerDoor
from evenhand.brief.sending.sender import Sender
from evenhand.brief.store.backup import write_backup
from evenhand.brief.store.opening import Store, open_store
from evenhand.brief.store.restoring import SentSince, restore_backup
from evenhand.brief.store.tables import deliveries, senders, subscribers
from evenhand.brief.subscribers.tokens import Tokens

READERS = 8
# Of eight letters three were sent; a sender that died then had claimed two.
SENT, CLAIMED = (1, 2, 3), (4, 5)


def _address(number: int) -> str:
    return f"reader.{number}@example.org"


def _half_sent(connection: Connection) -> None:
    for number in range(1, READERS + 1):
        reader = {"address": _address(number), "folded": _address(number), "state": "active", "preferences": "{}"}
        consent = {"wording": "", "network": "", "asked_at": 1, "consented_at": 1, "secret": f"{number:016}"}
        connection.execute(insert(subscribers).values(id=number, **reader, **consent))
        connection.execute(
            insert(deliveries).values(id=number, kind="brief", about="2026-W20", subscriber=number, made_at=1)
        )
    connection.execute(insert(senders).values(id="1f2e3d4c5b6a7988", started_at=1))
    letter = update(deliveries)
    connection.execute(letter.where(deliveries.c.id.in_(SENT)).values(state="sent", attempts=1, done_at=2))
    claimed = {"state": "claimed", "sender": "1f2e3d4c5b6a7988"}
    connection.execute(letter.where(deliveries.c.id.in_(CLAIMED)).values(**claimed))


def _letter(delivery: Delivery) -> bytes:
    head = f"From: brief@example.org\r\nTo: {delivery.address}\r\nMessage-ID: <{delivery.id}@example.org>\r\n"
    return f"{head}Subject: The brief\r\n\r\nWhat changed.\r\n".encode()


def _send(store: Store, server: RunningServer) -> int:
    """Work the queue; how many letters were in doubt."""
    sender = {"EVENHAND_MAIL_SERVER": server.address, "EVENHAND_MAIL_FROM": "brief@example.org"}
    settings = mail_settings({**sender, "EVENHAND_BASE_URL": "https://example.org"})
    return Sender(store, MailServerDoor(settings), _letter).work().in_doubt


def _moved(store: Store, url: str, sent_since: SentSince) -> Store:
    file = io.BytesIO()
    write_backup(store, file)
    restore_backup(url, io.BytesIO(file.getvalue()), sent_since)
    return open_store(url)


def test_a_queue_goes_on_after_a_move_in_its_middle(store: Store, postgres: PostgresServer, tmp_path: Path) -> None:
    """From either database into the other: each reader gets the letter once, and the one in doubt is counted."""
    with store.begin() as connection:
        _half_sent(connection)
    url = postgres.new_database() if store.file else str(tmp_path / "moved.sqlite")
    with mail_server(tmp_path / "mail") as server, _moved(store, url, "no") as moved:
        assert _send(moved, server) == 1
        assert sorted(letter.to for letter in server.taken()) == [_address(number) for number in range(4, 9)]
        assert _send(moved, server) == 0
        assert len(server.taken()) == 5
        with moved.reading() as reading:
            assert reading.scalars(select(deliveries.c.doubtful).order_by(deliveries.c.id)).all() == [
                0,
                0,
                0,
                1,
                0,
                0,
                0,
                0,
            ]


def test_links_that_readers_hold_stay_valid(store: Store, postgres: PostgresServer, tmp_path: Path) -> None:
    """A token made before the backup opens the same reader's page in the restored store, and none in a new one."""
    url = postgres.new_database() if store.file else str(tmp_path / "moved.sqlite")
    token = Tokens(store.secret).make("preferences", 3, f"{3:016}")
    with _moved(store, url, "maybe") as moved, open_store(str(tmp_path / "other.sqlite")) as other:
        found = Tokens(moved.secret).read("preferences", token)
        assert found is not None
        assert found.subscriber == 3
        assert Tokens(other.secret).read("preferences", token) is None


def test_an_old_backup_mails_nobody_twice(tmp_path: Path) -> None:
    """Where all was sent after the backup was made and the store then lost, a restore with `maybe` sends nothing."""
    with open_store(str(tmp_path / "lost.sqlite")) as lost, mail_server(tmp_path / "mail") as server:
        with lost.begin() as connection:
            _half_sent(connection)
        with _moved(lost, str(tmp_path / "restored.sqlite"), "maybe") as restored:
            _send(lost, server)
            _send(restored, server)
        addresses = [letter.to for letter in server.taken()]
        assert sorted(addresses) == sorted(set(addresses))
        assert len(addresses) == READERS - len(SENT)
