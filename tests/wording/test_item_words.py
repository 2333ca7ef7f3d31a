"""What is said of two systems item by item: the true difference, and a correction where a word follows from one."""

import pytest
from msgspec import structs

from evenhand.records.intervals import Interval
from evenhand.records.item_counts import System
from evenhand.records.item_results import ItemPair, ItemsApart
from evenhand.wording.item_results import apart_words, more_words, pair_words
from evenhand.wording.sentence import faults

PAIR = ItemPair(
    left=System(model="sharp"),
    right=System(model="blunt"),
    benchmark="plain",
    shares=True,
    items=60,
    left_only_items=0,
    right_only_items=0,
    clusters=None,
    left_mean=46 / 60,
    right_mean=35 / 60,
    difference=11 / 60,
    error=0.08,
    interval=Interval(low=0.02, high=0.34, level=0.95),
    interval_method="Tango",
    p_value=0.03,
    p_method="exact McNemar",
    adjusted=0.09,
    mid_p=0.02,
    draws=None,
    seed=None,
    both=30,
    left_only=16,
    right_only=5,
    neither=9,
    agreement=0.65,
    kappa=-0.001,
    detectable=None,
)


def told(pair: ItemPair, pairs: int) -> str:
    """All sentences of a pair, each of which reads back as its figures."""
    said = pair_words(pair, pairs=pairs)
    assert [fault for sentence in said for fault in faults(sentence)] == []
    return " ".join(sentence.text for sentence in said)


def test_a_word_that_follows_from_a_correction_says_so() -> None:
    """The p of a pair by itself tells it apart, and the word is that of several pairs."""
    said = told(PAIR, 3)
    assert "sharp (76.7%) and blunt (58.3%) cannot be told apart after Holm's correction for 3 pairs." in said


def test_where_a_correction_changes_nothing_none_is_named() -> None:
    """Neither where the interval holds zero, nor for a single pair, nor where one is ahead."""
    level = structs.replace(PAIR, interval=Interval(low=-0.02, high=0.34, level=0.95), p_value=0.08, adjusted=0.2)
    assert "cannot be told apart. " in told(level, 3)
    assert "cannot be told apart. " in told(structs.replace(level, adjusted=0.08), 1)
    assert "is ahead: 76.7% against 58.3% for blunt." in told(structs.replace(PAIR, adjusted=0.04), 3)


@pytest.mark.parametrize("pairs", [1, 3])
def test_a_test_and_an_interval_that_disagree_are_both_said(pairs: int) -> None:
    """The interval leaves zero out and p is large, or the reverse: the sentence says the one and the other."""
    level = structs.replace(PAIR, p_value=0.06, adjusted=0.06)
    assert "cannot be told apart by the test, though the interval of the difference leaves zero out." in told(
        level, pairs
    )
    ahead = structs.replace(PAIR, p_value=0.04, adjusted=0.04, interval=Interval(low=-0.01, high=0.36, level=0.95))
    assert "for blunt by the test, though the interval of the difference has zero in it." in told(ahead, pairs)


def test_the_difference_is_the_true_one() -> None:
    """46 of 60 less 35 of 60 are 18.33 points, whatever the rounded means subtract to; zero has no sign."""
    said = told(PAIR, 1)
    assert "The difference is +18.3 points, 95% interval +2.0 to +34.0" in said
    assert "kappa 0.00" in said


APART = ItemsApart(
    engine="duckdb",
    left=System(model="tarn-2", configuration="t=0"),
    right=System(model="own-tune"),
    benchmark="own-bolts",
    items=30,
    differing=12,
    left_better=10,
    right_better=2,
    shown=(),
)


def test_names_stand_where_they_are_known() -> None:
    """Models and test are called as the catalog has them, with the configuration behind; else by their ids."""
    names = {"tarn-2": "Tarn 2", "own-bolts": "bolts (own)"}
    (said,) = apart_words(APART, names)
    assert "Of 30 items of bolts (own) that both have, 12 differ: Tarn 2 (t=0) does better on 10, own-tune on 2." in (
        said.text
    )
    (bare,) = apart_words(APART)
    assert "of own-bolts that both have, 12 differ: tarn-2@t=0 does better" in bare.text
    (page,), (terminal,) = more_words(APART), more_words(APART, option="--limit")
    assert (page.text, terminal.text) == ("12 more are not shown.", "12 more are not shown: --limit sets how many.")
    assert [fault for one in (said, bare, page, terminal) for fault in faults(one)] == []
