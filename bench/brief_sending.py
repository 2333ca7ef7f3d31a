"""Sending a brief: `brief send`'s loop beside a bare loop with one open smtplib connection and ready-made messages.

Both hand the same letters of a real week to the same mail server, a process of its own, in turn. Ours claims rows in a
store on disk, fills in each reader's links, asks whether the reader is still there, and marks every letter durably
before the next one's text is sent. One synced write a letter is the price of that; what the code alone costs shows the
figure with the store in memory, which is printed beside it and judged by nothing.
"""

import os
import smtplib
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert
from tests.killed_senders import settings_for
from tests.mail_server import Behaviour, RunningServer, mail_server

from bench.side_by_side import Ratio, ratio
from evenhand.brief.mail_settings import MailSettings
from evenhand.brief.sending.issuing import issue
from evenhand.brief.sending.letter_writer import LetterWriter
from evenhand.brief.sending.mail_connection import MailServerDoor
from evenhand.brief.sending.pauses import milliseconds
from evenhand.brief.sending.queue import waiting
from evenhand.brief.sending.sender import Sender
from evenhand.brief.store.opening import Store, open_store
from evenhand.brief.store.tables import subscribers
from evenhand.brief.subscribers.readers import encoded
from evenhand.catalog.snapshot import open_catalog
from evenhand.library import Library
from evenhand.records.brief import Brief
from evenhand.records.subscriptions import Preferences

LETTERS, PAIRS, WARM = 400, 7, 1
LEAST = 0.8
# A file system in memory, where there is one.
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there


def main() -> int:
    """Print the ratio of letters a second; 1 when it is below its bound."""
    library = Library(open_catalog())
    brief = library.brief_of(library.briefs()[0].id)
    with TemporaryDirectory() as folder, mail_server(Path(folder) / "mail", Behaviour(keep=False)) as server:
        synced = _synced_write(Path(folder))
        found, bare = _measured(Path(folder), server, brief)
        print(f"a synced write: {synced * 1000:.1f} ms; bare loop: {1000 / bare:.1f} ms a letter")
        print(f"letters a second, `brief send` / bare loop: {_told(found)}; at least {LEAST}")
        if MEMORY.is_dir():
            with TemporaryDirectory(dir=MEMORY) as memory:
                in_memory, _ = _measured(Path(memory), server, brief)
            print(f"the same with the store in memory, without what the disk costs: {_told(in_memory)}")
    return int(1 / found.median < LEAST)


def _told(found: Ratio) -> str:
    return f"{1 / found.median:.2f} (from {1 / found.highest:.2f} to {1 / found.lowest:.2f} over {found.pairs} pairs)"


def _synced_write(folder: Path) -> float:
    """Seconds that this disk takes to keep a few bytes for good, the median of fifty."""
    seconds = []
    with (folder / "synced").open("wb", buffering=0) as file:
        for _ in range(50):
            file.write(b"x" * 4096)
            began = time.perf_counter()
            os.fsync(file.fileno())
            seconds.append(time.perf_counter() - began)
    return sorted(seconds)[25]


def _measured(folder: Path, server: RunningServer, brief: Brief) -> tuple[Ratio, float]:
    """Time of our loop over time of the bare one, and letters a second of the latter."""
    store, settings = open_store(str(folder / "brief.sqlite")), settings_for(server.address)
    _fill(store, brief, LETTERS * (PAIRS + WARM))
    writer, seconds = LetterWriter(store, settings), list[float]()
    with store.reading() as connection:
        written = [(one.address, writer(one)) for one in waiting(connection, milliseconds(), LETTERS)]
    ready = [(address, message) for address, message in written if isinstance(message, bytes)]

    def bare() -> float:
        seconds.append(_bare(server, settings, ready))
        return seconds[-1]

    found = ratio(lambda: _ours(store, settings), bare, PAIRS, WARM)
    store.close()
    return found, LETTERS / sorted(seconds)[len(seconds) // 2]


def _fill(store: Store, brief: Brief, readers: int) -> None:
    said = {"state": "active", "preferences": encoded(Preferences()), "wording": "", "network": "", "asked_at": 0}
    names = (f"reader-{number}@example.net" for number in range(readers))
    rows = [said | {"address": name, "folded": name, "secret": "s" * 16, "consented_at": 0} for name in names]
    with store.begin() as connection:
        connection.execute(insert(subscribers), rows)
        issue(connection, brief, "bench", milliseconds())


def _ours(store: Store, settings: MailSettings) -> float:
    sender = Sender(store, MailServerDoor(settings), LetterWriter(store, settings), limit=LETTERS)
    began = time.perf_counter()
    worked = sender.work()
    if worked.sent != LETTERS:
        raise RuntimeError(f"{worked.sent} of {LETTERS} letters were sent")
    return time.perf_counter() - began


def _bare(server: RunningServer, settings: MailSettings, ready: list[tuple[str, bytes]]) -> float:
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", server.port, "localhost") as smtp:
        for address, message in ready:
            smtp.sendmail(settings.sender_address, address, message)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
