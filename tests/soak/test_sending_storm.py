"""Senders killed two hundred times among twenty thousand letters, on both databases; figures go into docs/soak.md."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.killed_senders import STORM, TEXT_SECONDS, Forks, Storm, forking, storm
from tests.mail_server import Behaviour, mail_server
from tests.postgres import postgres, store_url

from evenhand.brief.sending.route import MOST_DOUBTS
from evenhand.brief.sending.status import sending_status
from evenhand.brief.store.opening import Store, open_store
from soak_figures import put

__all__ = ["postgres", "store_url"]

READERS, KILLS = 20_000, 200
# Senders at once, of whom one at a time is killed.
TOGETHER = (1, 2, 4)
SEED = 20261122
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
TEXT = f"""
{READERS:,} letters wait, and the sender is killed (SIGKILL) at {KILLS} random points and begun anew; then as many
letters are shared by two and by four senders of whom one at a time is killed, as often. Meanwhile the mail server, a
process of its own, drops connections before, within and after the text ({STORM.break_at_recipient:.1%},
{STORM.break_in_text:.1%}, {STORM.break_after_text:.1%} of the letters), takes letters and answers only when the sender
has hung up after {TEXT_SECONDS:g} s ({STORM.late:.1%}), answers slowly ({STORM.slow:.0%}), with 421
({STORM.busy:.1%}), 451 ({STORM.later_at_recipient + STORM.later_at_text:.0%}), 550 and 554
({STORM.refuse_recipient + STORM.refuse_text:.1%}). At the end the store's books are compared with the server's.
A letter is missed where the store holds it as sent and the server never took it, or where it has failed without having
been refused for good or told as given up in doubt, after {MOST_DOUBTS} tries of which nobody knows the end. One missed
fails the run, as does a copy that the store does not count as doubtful. There is more doubt than there are copies: a
sender that died may not have begun the letter in question.
"""

pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    """What forks senders, loaded once."""
    with forking() as found:
        yield found


def test_storms_miss_nobody(forks: Forks, store_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """However often senders are killed, every letter is taken, refused or told as given up, and every copy counted."""
    kind = DATABASES[request.node.callspec.params["store_url"]]
    found = {
        senders: _storm(forks, _another(store_url, request, senders), tmp_path / str(senders), senders)
        for senders in TOGETHER
    }
    put(f"Letters in a storm, {kind}", TEXT, _rows(found))


def _another(url: str, request: pytest.FixtureRequest, number: int) -> str:
    """The address of another empty database of the same kind."""
    if url.startswith("sqlite"):
        return url.replace("brief.sqlite", f"brief-{number}.sqlite")
    new: str = request.getfixturevalue("postgres").new_database()
    return new


def _storm(forks: Forks, url: str, folder: Path, senders: int) -> Storm:
    store: Store = open_store(url)
    with mail_server(folder, Behaviour(faults=STORM, seed=SEED + senders, keep=False)) as server:
        found = storm(forks, store, server, readers=READERS, senders=senders, kills=KILLS, seed=SEED + senders)
    (letters,) = sending_status(store).others
    assert (letters.sent, letters.in_doubt) == (found.sent, found.in_doubt)
    store.close()
    assert (found.missed, found.unexplained) == (0, 0)
    assert found.sent + found.refused + found.given_up == READERS
    assert 0 < found.copies <= found.in_doubt
    return found


def _rows(found: dict[int, Storm]) -> dict[str, str]:
    rows = {}
    for senders, one in found.items():
        name = "one sender" if senders == 1 else f"{senders} senders"
        rows |= {
            f"{name}: letters, killed at work": f"{one.readers:,}, {one.killed}",
            f"{name}: accepted, refused for good": f"{one.sent:,}, {one.refused}",
            f"{name}: given up in doubt, of these never taken": f"{one.given_up}, {one.never_came}",
            f"{name}: missed": f"{one.missed}",
            f"{name}: copies that arrived, tries counted as doubtful": f"{one.copies}, {one.in_doubt}",
            f"{name}: copies not counted": f"{one.unexplained}",
            f"{name}: seconds": f"{one.seconds:.0f}",
        }
    return rows
