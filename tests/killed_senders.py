"""Senders that are killed at random moments while the mail server misbehaves, and what must hold at the end.

Senders are forks of a process that has loaded all that they need. Every letter is a row of the queue, named in its
Message-ID; the mail server writes down what it takes before the sender hears of it.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from sqlalchemy import create_engine, func, insert, select
from tests.mail_server import Faults, RunningServer

from evenhand.brief.mail_settings import MailSettings, mail_settings
from evenhand.brief.sending.deliveries import Delivery
from evenhand.brief.sending.mail_connection import MailServerDoor
from evenhand.brief.sending.pauses import Pauses
from evenhand.brief.sending.route import GIVEN_UP_IN_DOUBT
from evenhand.brief.sending.sender import Sender
from evenhand.brief.store.opening import Store, open_store
from evenhand.brief.store.tables import deliveries, subscribers

LETTERS = Pauses(first=0.02, longest=0.2, most=1000)
SERVER = Pauses(first=0.005, longest=0.05, most=1000)
# Every fault that a server can have, each often enough to come in every run.
STORM = Faults(
    busy=0.005,
    break_at_recipient=0.005,
    later_at_recipient=0.02,
    refuse_recipient=0.005,
    break_in_text=0.005,
    later_at_text=0.01,
    refuse_text=0.002,
    break_after_text=0.005,
    late=0.002,
    slow=0.02,
    seconds=0.01,
)
# So long a sender waits for the answer to a text that a late server keeps back.
TEXT_SECONDS = 0.5
OPEN = ("waiting", "claimed")
# A storm that takes longer than so many seconds does not end.
LONGEST = 3000.0
# The last kill comes before this share of the letters; what the server writes down of each is about so long.
LAST, BYTES_EACH = 0.95, len('{"to":"r12345@example.net","id":"<storm.12345@example.org>","message":""}\n')
BODY = b"Subject: storm\r\nFrom: brief@example.org\r\n\r\n" + b"A line of the brief, and one more figure.\r\n" * 30


class Storm(Struct, kw_only=True):
    """What a storm came to: letters by how they ended, and `copies` that the server took beyond the first.

    `in_doubt` tries are those that the store counts as doubtful, `unexplained` copies those beyond them. `given_up`
    letters are told as given up in doubt, `never_came` are those of them that the server did not take. `missed` letters
    are told as sent and were not taken, or have failed without having been refused or given up.
    """

    killed: int = 0
    readers: int = 0
    sent: int = 0
    refused: int = 0
    missed: int = 0
    copies: int = 0
    in_doubt: int = 0
    unexplained: int = 0
    given_up: int = 0
    never_came: int = 0
    seconds: float = 0.0


def settings_for(address: str) -> MailSettings:
    """Settings of a sender that hands letters to the server at this address."""
    given = {"MAIL_SERVER": address, "MAIL_FROM": "brief@example.org", "BASE_URL": "https://evenhand.example.org"}
    return mail_settings({f"EVENHAND_{name}": value for name, value in given.items()})


def queue_letters(store: Store, readers: int) -> None:
    """So many readers, and a letter for each that waits."""
    numbers = range(1, readers + 1)
    said = {"state": "active", "preferences": "{}", "wording": "", "network": "", "secret": "", "asked_at": 0}
    names = [f"r{number}@example.net" for number in numbers]
    people = [
        said | {"id": number, "address": name, "folded": name, "consented_at": 0}
        for number, name in zip(numbers, names, strict=True)
    ]
    rows = [{"kind": "brief", "about": "storm", "subscriber": number, "made_at": 0} for number in numbers]
    with store.begin() as connection:
        connection.execute(insert(subscribers), people)
        connection.execute(insert(deliveries), rows)


def written(delivery: Delivery) -> bytes:
    """A letter that is named by its row."""
    return b"Message-ID: <storm.%d@example.org>\r\n" % delivery.id + BODY


def storm(
    forks: "Forks", store: Store, server: RunningServer, *, readers: int, senders: int, kills: int, seed: int
) -> Storm:
    """Queue letters for so many readers, let senders send them, kill one so many times, compare the books at the end.

    Each kill comes after a random share of the letters, and a random moment later. A sender that ends is begun anew.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    queue_letters(store, readers)
    began, count = time.monotonic(), Storm()

    def fork() -> int:
        return forks.fork(store, server)

    at_work = [fork() for _ in range(senders)]
    for moment in sorted(chance.uniform(0, LAST) for _ in range(kills)):
        while server.bytes_taken() < moment * readers * BYTES_EACH:
            time.sleep(0.002)
            assert time.monotonic() < began + LONGEST, "the storm does not end"
        time.sleep(chance.uniform(0, 0.01))
        place = chance.randrange(senders)
        while not forks.kill(at_work[place]):  # it had ended by itself: one that is at work is meant
            at_work[place] = fork()
            time.sleep(chance.uniform(0, 0.01))
        count.killed += 1
        at_work[place] = fork()
    while _open(store):
        at_work = [fork() if forks.ended(pid) else pid for pid in at_work]
        time.sleep(0.02)
        assert time.monotonic() < began + LONGEST, "letters stay in the queue"
    for pid in at_work:
        forks.wait(pid)
    count.seconds = time.monotonic() - began
    _compare(store, server, count)
    return count


def _open(store: Store) -> int:
    with store.reading() as connection:
        open_rows = select(func.count()).where(deliveries.c.state.in_(OPEN))
        return connection.scalar(open_rows) or 0


def _compare(store: Store, server: RunningServer, count: Storm) -> None:
    taken = Counter(int(one.id.split(".")[1].split("@")[0]) for one in server.taken())
    refused = {one.to for one in server.refused() if one.answer[0] == "5"}
    with store.reading() as connection:
        rows = connection.execute(
            select(
                deliveries.c.id, deliveries.c.state, deliveries.c.doubtful, deliveries.c.reason, subscribers.c.address
            ).join(subscribers, subscribers.c.id == deliveries.c.subscriber)
        ).all()
    for row in rows:
        given_up, sent = row.reason == GIVEN_UP_IN_DOUBT, row.state == "sent"
        fine = taken[row.id] > 0 if sent else row.state == "failed" and (given_up or row.address in refused)
        count.missed += not fine
        count.sent += sent
        count.given_up += given_up
        count.never_came += given_up and not taken[row.id]
        count.refused += row.state == "failed" and not given_up
        count.copies += max(0, taken[row.id] - 1)
        count.in_doubt += row.doubtful
        count.unexplained += max(0, taken[row.id] - sent - row.doubtful)
    count.readers = len(rows)


class Forks:
    """Senders by their process numbers, begun and waited for by the process that forks them."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def fork(self, store: Store, server: RunningServer) -> int:
        """Begin a sender for a store and a mail server."""
        return int(self._asked(f"go {store.url.render_as_string(hide_password=False)} {server.address}"))

    def ended(self, pid: int) -> bool:
        """Whether it has ended by itself."""
        return self._asked(f"ended {pid}") == "yes"

    def wait(self, pid: int) -> int:
        """Its exit code, once it has ended."""
        return int(self._asked(f"wait {pid}"))

    def kill(self, pid: int) -> bool:
        """Kill it, and whether that was its end: it may have been done before."""
        os.kill(pid, signal.SIGKILL)  # it is not waited for yet, so the number is its own
        code = self.wait(pid)
        assert code in (0, -signal.SIGKILL), f"a sender ended with {code}"
        return code == -signal.SIGKILL

    def _asked(self, word: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()


@contextmanager
def forking() -> Iterator[Forks]:
    """A process that forks senders until the block ends."""
    command = [sys.executable, __file__]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield Forks(process)
        assert process.stdin is not None
        process.stdin.close()


def _serve() -> None:
    for driver in ("sqlite+pysqlite", "postgresql+psycopg"):
        create_engine(f"{driver}://").dispose()  # loads it
    print("ready", flush=True)  # noqa: T201 - the protocol
    ended: dict[int, int] = {}
    for line in sys.stdin:
        word, *named = line.split()
        if word == "go":
            answer = str(_fork(*named))
        else:
            pid = int(named[0])
            if pid not in ended:
                done, status = os.waitpid(pid, 0 if word == "wait" else os.WNOHANG)
                ended |= {pid: os.waitstatus_to_exitcode(status)} if done else {}
            answer = str(ended[pid]) if word == "wait" else "yes" if pid in ended else "no"
        print(answer, flush=True)  # noqa: T201 - the protocol


def _fork(url: str, address: str) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        store, door = open_store(url), MailServerDoor(settings_for(address), text_seconds=TEXT_SECONDS)
        Sender(store, door, written, letters=LETTERS, server=SERVER).work()
    except BaseException:
        import traceback  # noqa: PLC0415 - only of what went wrong

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    _serve()
