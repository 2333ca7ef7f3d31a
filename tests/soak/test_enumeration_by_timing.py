"""Whether the time of an answer tells that an address is known; the figures go into docs/soak.md."""

import time
from pathlib import Path
from random import Random
from statistics import median

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from scipy.stats import mannwhitneyu
from sqlalchemy import delete
from tests.brief.subscribers.reading_site import form, new_reader, reading_client

from evenhand.brief.store.opening import Store, open_store
from evenhand.brief.store.tables import requests
from soak_figures import put

EACH, READERS, SEED = 1500, 400, 20261122
# Equal times fail the run this often.
CHANCE = 0.001
TEXT = f"""
{EACH:,} requests for addresses of readers and {EACH:,} for addresses that nobody has, in random order, each timed at
the application over a store of {READERS} readers in SQLite. A Mann-Whitney test asks whether one kind takes longer; the
run fails below p = {CHANCE}.
"""

pytestmark = pytest.mark.soak


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with readers."""
    opened = open_store(str(tmp_path / "brief.sqlite"))
    for place in range(READERS):
        new_reader(opened, f"reader{place:04d}@example.org")
    return opened


def test_time_tells_no_reader(store: Store) -> None:
    """Answers for readers and for strangers take the same time, as far as thousands of them show."""
    chance = Random(SEED)  # noqa: S311 - no secret
    kinds = ["reader", "nobody"] * EACH
    chance.shuffle(kinds)
    took: dict[str, list[float]] = {"reader": [], "nobody": []}
    with reading_client(store) as client:
        for place, kind in enumerate(kinds):
            if place % 15 == 0:
                emptied(store)
            took[kind].append(timed(client, f"{kind}{chance.randrange(READERS):04d}@example.org"))
    p = float(mannwhitneyu(took["reader"], took["nobody"]).pvalue)
    middle = {kind: median(times) * 1000 for kind, times in took.items()}
    rows = {
        "median, a reader's address": f"{middle['reader']:.3f} ms",
        "median, nobody's address": f"{middle['nobody']:.3f} ms",
        "Mann-Whitney p": f"{p:.3f}",
    }
    put("Who reads cannot be found by timing", TEXT, rows)
    store.close()
    assert p >= CHANCE


def emptied(store: Store) -> None:
    """No request on file, so that the limit of a network is not met."""
    with store.begin() as connection:
        connection.execute(delete(requests))


def timed(client: TestClient[Litestar], address: str) -> float:
    """Seconds until the answer to a request."""
    fields = form(address)
    begun = time.perf_counter()
    answer = client.post("/brief/subscribe", data=fields)
    ended = time.perf_counter()
    assert answer.status_code == 200
    return ended - begun
