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
from sqlalchemy import func, insert, select

from evenhand.brief.mail_settings import mail_settings
from evenhand.brief.sending.deliveries import Delivery
from evenhand.brief.sending.mail_connection import MailServerDoor
from evenhand.brief.sending.pauses import Pauses
from evenhand.brief.sending.sender import Sender
from evenhand.brief.store.opening import Store, open_store
from evenhand.brief.store.tables import deliveries, subscribers
from tests.mail_server import Faults, RunningServer

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
    slow=0.02,
    seconds=0.01,
)
OPEN = ("waiting", "claimed")
LONGEST = 300.0
BODY = b"Subject: storm\r\nFrom: brief@example.org\r\n\r\n" + b"A line of the brief, and one more figure.\r\n" * 30


class Storm(Struct, kw_only=True):
    """What a storm came to: letters by state, letters that the server took more than once, and how many of these tries
    the store counts as doubtful. `unexplained` are copies beyond that, `missed` letters that nobody got or refused.
    """

    killed: int = 0
    readers: int = 0
    sent: int = 0
    refused: int = 0
    missed: int = 0
    copies: int = 0
    in_doubt: int = 0
    unexplained: int = 0
    seconds: float = 0.0


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


def storm(store: Store, server: RunningServer, *, senders: int, kills: int, longest: float, seed: int) -> Storm:
    """Let senders work the queue, and kill one of them so many times, each a random time of at most `longest` seconds
    after the last; then let them finish, and compare the store's books with the server's.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    began, count = time.monotonic(), Storm()
    with forking(store, server) as forks:
        at_work = [forks.fork() for _ in range(senders)]
        while count.killed < kills:
            time.sleep(chance.uniform(0, longest))
            place = chance.randrange(senders)
            count.killed += forks.kill(at_work[place])
            at_work[place] = forks.fork()
            assert time.monotonic() < began + LONGEST, "the storm does not end"
        while _open(store):
            for place, pid in enumerate(at_work):
                if forks.ended(pid):
                    at_work[place] = forks.fork()
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
            select(deliveries.c.id, deliveries.c.state, deliveries.c.doubtful, subscribers.c.address).join(
                subscribers, subscribers.c.id == deliveries.c.subscriber
            )
        ).all()
    for row in rows:
        fine = taken[row.id] > 0 if row.state == "sent" else row.state == "failed" and row.address in refused
        count.missed += not fine
        count.sent += row.state == "sent"
        count.refused += row.state == "failed"
        extra = max(0, taken[row.id] - 1)
        count.copies += extra
        count.in_doubt += row.doubtful
        count.unexplained += max(0, extra - row.doubtful)
    count.readers = len(rows)


class Forks:
    """Senders by their process numbers, begun and waited for by the process that forks them."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def fork(self) -> int:
        """Begin a sender."""
        return int(self._asked("go"))

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
def forking(store: Store, server: RunningServer) -> Iterator[Forks]:
    """A process that forks senders until the block ends."""
    url = store.url.render_as_string(hide_password=False)
    command = [sys.executable, __file__, url, server.address]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield Forks(process)
        assert process.stdin is not None
        process.stdin.close()


def _serve(url: str, address: str) -> None:
    settings = mail_settings(
        {
            "EVENHAND_MAIL_SERVER": address,
            "EVENHAND_MAIL_FROM": "brief@example.org",
            "EVENHAND_BASE_URL": "https://evenhand.example.org",
        }
    )
    print("ready", flush=True)  # noqa: T201 - the protocol
    ended: dict[int, int] = {}
    for line in sys.stdin:
        word, _, number = line.strip().partition(" ")
        if word == "go":
            answer = str(_fork(url, settings))
        else:
            pid = int(number)
            if pid not in ended:
                done, status = os.waitpid(pid, 0 if word == "wait" else os.WNOHANG)
                ended |= {pid: os.waitstatus_to_exitcode(status)} if done else {}
            answer = str(ended[pid]) if word == "wait" else "yes" if pid in ended else "no"
        print(answer, flush=True)  # noqa: T201 - the protocol


def _fork(url: str, settings: object) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        store = open_store(url)
        door = MailServerDoor(settings)  # type: ignore[arg-type]
        Sender(store, door, written, letters=LETTERS, server=SERVER).work()
    except BaseException:
        import traceback  # noqa: PLC0415 - only of what went wrong

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1], sys.argv[2])
