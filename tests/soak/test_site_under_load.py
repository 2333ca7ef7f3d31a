"""A thousand readers at once, a killed worker, and pages a second; the figures go into docs/site-speed.md."""

import pytest
from bench import load, pages

from evenhand.catalog.catalog import Catalog
from soak_figures import SITE_SPEED, put

LOAD = f"""
{load.CONNECTIONS:,} connections ask two workers for the board, models, head-to-heads and an answer for programs for
{load.SECONDS:.0f} seconds, from the same two cores; each path was asked for before. Then a worker is killed under load.
"""
PAGES = """
Head-to-heads among the first models of the board, from one server process on one core, asked for from the other core as
browsers ask (zipped): worked out and drawn each time, as a ready string from the same server, and from its memory.
"""

pytestmark = pytest.mark.soak


def test_a_thousand_readers_and_a_killed_worker(catalog: Catalog) -> None:
    """No error, no straggler, flat memory; a connection loses at most the one request that the killed worker held."""
    asked_for = load.paths(catalog)
    found, killed = load.load(load.CONNECTIONS, load.SECONDS, asked_for), load.kill(100, 20.0, asked_for)
    put("A thousand readers", LOAD, load.figures(found, killed), SITE_SPEED)
    assert found.asked.refused == 0
    assert found.asked.lost == {}
    assert found.spread < load.MOST_SPREAD
    assert found.late < load.MOST_GROWTH * found.early
    assert killed.asked.refused == 0
    assert killed.lost > 0
    assert killed.worst == 1


def test_pages_beside_a_ready_string() -> None:
    """A page worked out each time keeps its share of a ready string's speed, one from memory nearly all of it."""
    found = pages.measured(zipped=True)
    put("Pages a second", PAGES, pages.rows(found), SITE_SPEED)
    for kind, least in pages.LEAST.items():
        assert found.ratio(kind).median >= least
