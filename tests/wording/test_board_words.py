"""What stands above a board: who leads, of how many, and which newer models have no place."""

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.rank import rank
from evenhand.records.board import Board, BoardRow
from evenhand.records.estimates import RankPlace
from evenhand.wording.board import FEW_RANKED, board_words
from evenhand.wording.sentence import faults

PLACE = RankPlace(place=1, best=1, worst=2, of=2, level=0.9, first=0.5, top3=1, top10=1, group=1)


@pytest.fixture(scope="module")
def board(catalog: Catalog) -> Board:
    """The classic board of the shipped catalog, for its rows."""
    return rank(catalog, catalog.rankings["classic"], "provisional")


def made(board: Board, ranked: int, *others: tuple[str, int, str | None], tied: int = 1) -> Board:
    """A board of so many ranked models of 2026-02-10, and unranked ones with name, counted scores and day."""
    first = board.rows[0]

    def row(name: str, day: str | None, place: RankPlace | None, counted: int = 9) -> BoardRow:
        return structs.replace(
            first, model=name, name=name, released=day, place=place, ranked=place is not None, counted=counted
        )

    places = [structs.replace(PLACE, place=at, group=1 if at <= tied else 2) for at in range(1, ranked + 1)]
    seated = [row(f"Model {'ABCDEFGH'[place.place - 1]}", "2026-02-10", place) for place in places]
    rest = [row(name, day, None, counted) for name, counted, day in others]
    return structs.replace(board, rows=(*seated, *rest), fitted=None)


def said(board: Board) -> list[str]:
    """All that is said, re-read."""
    sentences = board_words(board)
    assert not [fault for one in sentences for fault in faults(one)]
    return [one.text for one in sentences]


def test_who_leads_is_said_of_those_that_have_a_place(board: Board) -> None:
    """One alone is first with a probability, several are named; both are of the models with enough scores."""
    among = f"Of the {FEW_RANKED} models that have enough scores for a place here, Model A is first"
    assert said(made(board, FEW_RANKED)) == [f"{among} with probability 50%."]
    assert said(made(board, FEW_RANKED, tied=3)) == [f"{among}; it is not surely ahead of Model B and Model C."]


@pytest.mark.parametrize("ranked", range(1, FEW_RANKED))
def test_too_few_to_say_who_leads(board: Board, ranked: int) -> None:
    """With a handful nobody is called first."""
    verb = "has" if ranked == 1 else "have"
    (text,) = said(made(board, ranked, ("Old", 3, "2025-01-01")))
    assert text == (
        f"Only {ranked} of {ranked + 1} models {verb} enough scores for a place here: too few to say who leads."
    )
    assert said(made(board, 0, ("Old", 3, "2025-01-01"))) == []


def test_newer_models_without_a_place_are_named(board: Board) -> None:
    """Those with most scores first; a day that may be earlier, or is not known, makes none newer."""
    rest = [("Old", 7, "2026-02-09"), ("Month", 7, "2026-02"), ("Unknown", 7, None)]
    assert len(said(made(board, 5, *rest))) == 1
    new = [("Next", 1, "2026-03"), ("Later", 1, "2026-05-01"), ("Tried", 4, "2026-02-11")]
    assert said(made(board, 5, *rest, *new))[1] == (
        "3 models that came out after every model with a place have too few scores for one: Tried, Later and Next."
    )
    many = [(f"New {name}", 2, "2026-03-01") for name in "abcdefghij"]
    assert said(made(board, 5, *many))[1].endswith("New g, New h and 2 more.")
    assert said(made(board, 5, new[0]))[1].startswith("1 model that came out after every model with a place has ")
