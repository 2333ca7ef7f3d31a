"""A small storm on each database; the long one is in tests/soak."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.killed_senders import STORM, Forks, forking, storm
from tests.mail_server import Behaviour, mail_server

from evenhand.brief.sending.status import sending_status
from evenhand.brief.store.opening import Store

READERS, SENDERS, KILLS = 300, 2, 6
SEED = 20261123


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    """What forks senders, loaded once."""
    with forking() as found:
        yield found


def test_killed_senders_miss_nobody(forks: Forks, store: Store, tmp_path: Path) -> None:
    """After six kills and all faults of a server each letter is taken, refused or told as given up, copies counted."""
    with mail_server(tmp_path / "mail", Behaviour(faults=STORM, seed=SEED, keep=False)) as server:
        found = storm(forks, store, server, senders=SENDERS, readers=READERS, kills=KILLS, seed=SEED)
    assert (found.killed, found.readers, found.missed, found.unexplained) == (KILLS, READERS, 0, 0)
    assert found.sent + found.refused + found.given_up == READERS
    (letters,) = sending_status(store).others
    assert letters.sent == found.sent
    assert letters.in_doubt == found.in_doubt >= found.copies
