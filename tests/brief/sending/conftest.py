"""A store in a file, and one mail server whose answers depend on the address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.mail_server import BREAK, LATE, Behaviour, RunningServer, mail_server

from evenhand.brief.store.opening import Store, open_store

ANSWERS = {
    "gone@example.net": "550 5.1.1 <gone@example.net> is unknown here",
    "full@example.net": "552 5.2.2 the mailbox of full@example.net is full",
    "later@example.net": "450 4.2.0 greylisted",
    "slow-down@example.net": "421 4.7.0 too many",
    "breaks@example.net": BREAK,
    **{f"no{number}@example.net": "550 no" for number in range(20)},
}
TEXTS = {
    "late@example.net": LATE,
    "spam@example.net": "554 5.7.1 spam@example.net wants no spam",
    "busy@example.net": "451 4.3.0 later",
}


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """An open store in a file."""
    opened = open_store(str(tmp_path / "brief.sqlite"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A mail server that answers these addresses so, and takes all other letters."""
    behaviour = Behaviour(at_recipient=ANSWERS, at_text=TEXTS)
    with mail_server(tmp_path_factory.mktemp("mail"), behaviour) as running:
        yield running
