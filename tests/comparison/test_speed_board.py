"""Speeds by model and provider: medians over regions, waits counted once, old ones told from young ones."""

import pytest

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.speed_board import WAIT_INCLUDED, answer_seconds, speed_board
from evenhand.comparison.speeds import known_speed
from evenhand.wording.sentence import faults
from evenhand.wording.speed_board import speed_words, spread_text
from invented_catalogs import catalog_of, same_catalog, speed

OLD = {"measured": "2024-05-03"}


def test_by_hand() -> None:
    """The median, lowest and highest of the regions of one source; requests summed; the young before the old."""
    rows = (
        speed("ada", 50.0, 0.5, provider="host", region="west", n=10),
        speed("ada", 100.0, 0.4, provider="host", region="east", n=20),
        speed("ada", 80.0, None, provider="host", region="north"),
        speed("bob", 900.0, 0.1, provider="hut", **OLD),
    )
    first, last = speed_board(catalog_of(speeds=rows), output=200).rows
    rate = first.tokens_per_second
    assert rate is not None
    assert (rate.low, rate.middle, rate.high, first.n, first.counts) == (50.0, 80.0, 100.0, 30, True)
    assert first.answer_seconds is not None
    assert (first.answer_seconds.low, first.answer_seconds.high) == (pytest.approx(2.4), pytest.approx(4.5))
    assert (last.model, last.counts, last.days) == ("bob", False, 788)
    assert spread_text(rate, seconds=False) == "80 (50–100)"
    assert spread_text(None, seconds=True) == "N/A"


def test_a_wait_inside_the_rate_is_not_added_again() -> None:
    """A rate over the whole request holds the wait; without a rate or a wait nothing is known."""
    assert answer_seconds(speed("ada", 50.0, 2.0), 100) == pytest.approx(4.0)
    assert answer_seconds(speed("ada", 50.0, 2.0, f"150 of 150; {WAIT_INCLUDED}"), 100) == pytest.approx(2.0)
    assert answer_seconds(speed("ada", 50.0, None), 100) is None
    assert answer_seconds(speed("ada", None, 1.0), 100) is None


def test_every_method_on_file_says_what_its_rate_holds(catalog: Catalog) -> None:
    """Each shipped measurement says whether the wait is a part of its rate; only young rows take part elsewhere."""
    told = (WAIT_INCLUDED, "rate after the first token")
    assert [row.method for row in catalog.speeds if not row.method.endswith(told)] == []
    board = speed_board(catalog)
    used = {name for name, model in catalog.models.items() if known_speed(catalog, model)}
    assert {row.model for row in board.rows if row.counts} == used
    assert len(board.rows) > 50


@pytest.mark.parametrize("seed", range(3))
def test_words_state_their_figures(seed: int) -> None:
    """Whatever is on file, each sentence reads back as its figures; without any speed one says so."""
    assert [fault for one in speed_words(speed_board(same_catalog(seed))) for fault in faults(one)] == []
    assert [one.text for one in speed_words(speed_board(catalog_of()))] == ["No speed is on file."]
