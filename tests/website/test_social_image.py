"""Social images: of one size, small, the same each time, with names that fit whatever their length."""

import os
import re
import struct
from html import unescape

import pytest
from msgspec import structs
from tests.few_facts import ROOT
from tests.invented_pair import comparison

from evenhand.charts.letter_widths import fitting, lines_of, width
from evenhand.charts.social_card import comparison_card, model_card, site_card
from evenhand.records.estimates import Estimate, RankPlace
from evenhand.records.intervals import Interval
from evenhand.records.model_summary import ModelSummary
from evenhand.website.reach.social_image import drawn
from evenhand.wording.sentence import faults
from evenhand.wording.social_card import headline, support

LARGEST = 60_000
GOLDEN = ROOT / "tests" / "golden" / "charts"
LONG = "A Name of Great Length (Experimental, 09-2025) & <more>"
SUMMARY = ModelSummary(
    model="alder-1",
    name="Alder 1",
    lab="arbor",
    lab_name="Arbor",
    estimate=Estimate(score=71.0, interval=Interval(low=68.0, high=74.0, level=0.9), measured=0.4),
    place=RankPlace(place=3, best=2, worst=5, of=40, level=0.9, first=0.1, top3=0.6, top10=1.0, group=1),
    input=1.25,
    output=10.0,
    context_window=400_000,
    released="2026-03-01",
    open_weights=False,
)


def test_a_comparison_is_a_small_png_and_always_the_same() -> None:
    """1200 by 630 pixels, under sixty thousand bytes, equal bytes for equal figures."""
    made = drawn(comparison_card(comparison()))
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", made[16:24]) == (1200, 630)
    assert len(made) <= LARGEST
    assert made == drawn(comparison_card(comparison()))


def test_the_cards_are_the_golden_ones() -> None:
    """The cards of invented figures are drawn as their golden files show them."""
    cards = {
        "social_comparison": comparison_card(comparison()),
        "social_model": model_card(SUMMARY, comparison().snapshot),
        "social_site": site_card(("40 models", "12 benchmarks"), "2026-11-21"),
    }
    for name, card in cards.items():
        path = GOLDEN / f"{name}.svg"
        if os.environ.get("EVENHAND_GOLDEN") == "write":
            path.write_text(f"{card}\n", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == f"{card}\n"


@pytest.mark.parametrize("known", [True, False])
def test_a_model_is_drawn_with_and_without_its_figures(known: bool) -> None:  # noqa: FBT001 - one of two cases
    """Place, score and price stand there as they are written elsewhere; what is unknown reads N/A, never zero."""
    nothing = structs.replace(SUMMARY, estimate=Estimate(), place=None, why_unranked="too few", input=None, output=None)
    found = SUMMARY if known else nothing
    card = model_card(found, comparison().snapshot)
    shown = (
        ("2 to 5 of 40 ranked", "68 to 74, 40% measured", "$1.25 / $10.00") if known else ("unranked", "too few", "N/A")
    )
    assert all(text in card for text in shown)
    assert len(drawn(card)) <= LARGEST


def test_long_names_fit_and_are_escaped() -> None:
    """No word reaches over the edge, and no sign of a name is markup."""
    pair = comparison()
    long = structs.replace(
        pair, left=structs.replace(pair.left, name=LONG), right=structs.replace(pair.right, name=LONG)
    )
    card = comparison_card(long)
    assert "<more>" not in card
    for x, size, text in re.findall(
        r'<text x="([\d.]+)" y="[\d.]+" font-size="([\d.]+)"[^>]*font-weight[^>]*>([^<]+)', card
    ):
        assert float(x) + width(unescape(text), float(size), "bold") <= 1200, text
    assert len(drawn(card)) <= LARGEST


def test_words_are_fitted_by_the_width_of_their_letters() -> None:
    """A text keeps the largest size that has room, is made smaller before it is cut, and cut before it overflows."""
    assert fitting("Short", 1000, 60, 30) == ("Short", 60)
    text, size = fitting("W" * 20, 600, 60, 20)
    assert (text, size < 60) == ("W" * 20, True)
    assert width(text, size) <= 600 + 1
    cut, least = fitting("W" * 200, 600, 60, 20)
    assert (cut[-1], least) == ("…", 20)
    assert width(cut, least) <= 600
    assert len(lines_of("one two three four five six seven", 120, 30, 2)) == 2


def test_the_words_of_the_card_follow_from_its_figures() -> None:
    """Headline and support state nothing that the comparison does not."""
    for sentence in (headline(comparison()), support(comparison())):
        assert not faults(sentence)
