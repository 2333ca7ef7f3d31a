"""The pictures of boards and matrices: every drawn model is said, nothing runs out of the frame, names are escaped."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from evenhand.charts.board_places import MOST, board_places, tick_places
from evenhand.charts.board_scores import board_scores, score_dots
from evenhand.records.board import BoardRow
from evenhand.records.estimates import Estimate, RankPlace
from evenhand.records.intervals import Interval


def row(number: int, *, name: str = "", withheld: bool = False) -> BoardRow:
    """A ranked row whose place is its number, give or take two."""
    place = RankPlace(
        place=number, best=max(1, number - 2), worst=number + 2, of=99, level=0.9, first=0, top3=0, top10=0, group=1
    )
    reach = Interval(low=70.0 - number, high=80.0 - number, level=0.9)
    shown = Estimate(withheld="selective") if withheld else Estimate(score=75.0 - number, interval=reach, measured=0.5)
    return BoardRow(
        model=f"m{number}",
        name=name or f"Model {number}",
        lab="lab",
        lab_name="Lab",
        ranked=True,
        estimate=shown,
        place=place,
        categories={},
        measured=0.5,
        counted=9,
        category_count=4,
        dots=2,
    )


def read(svg: str) -> ET.Element:
    """The picture as a tree, which proves that it is well formed."""
    return ET.fromstring(svg.replace("<svg class", '<svg xmlns="http://www.w3.org/2000/svg" class', 1))  # noqa: S314 - our own drawing


def description(svg: str) -> str:
    """What is said of the picture to those who do not see it."""
    return next(part.text or "" for part in read(svg) if part.tag.endswith("desc"))


def test_places_are_drawn_with_their_intervals() -> None:
    """Each of the first models has its place and what is left open; more than fit are left to the table."""
    svg = board_places(tuple(row(number) for number in range(1, 40)))
    assert description(svg).count("Model ") == MOST
    assert description(svg).startswith("Model 1: 1 (1–3). Model 2: 2 (1–4).")
    spots = [float(text) for text in re.findall(r'(?:x|x1|x2)="([\d.]+)%"', svg)]
    assert spots
    assert all(0 <= spot <= 100 for spot in spots)


@pytest.mark.parametrize("last", [2, 3, 9, 22, 60, 300, 5000])
def test_ticks_are_few_and_rise(last: int) -> None:
    """The scale of places begins at the first, rises to at most the last, and has few marks."""
    ticks = tick_places(last)
    assert ticks[0] == 1
    assert ticks[-1] <= last
    assert len(ticks) <= 10
    assert all(one < other for one, other in pairwise(ticks))


@pytest.mark.parametrize("draw", [board_places, board_scores])
def test_one_model_is_no_picture(draw) -> None:
    """Fewer than two places or scores are left to the table."""
    assert draw((row(1),)) == ""
    assert draw(()) == ""


@pytest.mark.parametrize("draw", [board_places, board_scores])
def test_names_cannot_become_markup(draw) -> None:
    """A name with markup in it is drawn as text."""
    svg = draw((row(1, name="<b>&x"), row(2)))
    assert "<b>" not in svg
    assert "<b>&x: " in description(svg)


def test_withheld_score_is_said_and_not_drawn() -> None:
    """A score that is withheld has its line with words and no mark; the title gives the level."""
    svg = board_scores((row(1), row(2, withheld=True), row(3)))
    assert "Model 2: score withheld." in description(svg)
    assert svg.count("<circle") == 2
    assert "90% intervals" in svg
    assert score_dots("few", "Scores", (("A", None), ("B", row(2).estimate))) == ""
