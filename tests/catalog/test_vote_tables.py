"""Tables of votes: read from both places, and every fault named with file, line, value and what would be right."""

from pathlib import Path

import pytest

from evenhand.catalog.as_of import as_of
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.snapshot import open_catalog
from evenhand.errors import BadCatalog, Problem

TODAY = "2025-07-01"
HEADER = "left,right,left_wins,right_wins,ties\n"
PLACE = "votes/vote-hall/taste.csv"


def loaded(toy: Path, text: str, place: str = PLACE) -> list[Problem]:
    """The faults of the toy facts with this table of votes."""
    path = toy / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    try:
        load_catalog((toy,), TODAY)
    except BadCatalog as error:
        return list(error.problems)
    return []


@pytest.mark.parametrize("place", [PLACE, "collected/slate-index/votes/taste.csv"])
def test_counts_and_single_votes(toy: Path, place: str) -> None:
    """Counts of many votes and single votes with a winner are both tables of votes, of people or of a machine."""
    assert loaded(toy, HEADER + "A,B,3,1,0\nB,A,0,2,5\n", place) == []
    assert loaded(toy, "left,right,winner,group\nA,B,left,v1\nA,B,tie,v2\n", place) == []
    rows = load_catalog((toy,), TODAY).votes
    assert [(row.board, row.winner, row.left_wins, row.line) for row in rows] == [
        ("taste", "left", None, 2), ("taste", "tie", None, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (HEADER + "A,A,1,0,0\n", 2, ("both sides have one name", "'A'", "between two")),
        (HEADER + "A,B,1,0,0\nA,B,1,,0\n", 3, ("does not say how the votes went", "'A, B'", "left_wins")),
        (HEADER + "A,B,0,0,0\n", 2, ("counts no vote", "leave the row out")),
        (HEADER + "A,B,-1,0,2\n", 2, ("'left_wins'", "'-1'", "a whole number from 0")),
        (HEADER + "A,B,many,0,2\n", 2, ("'left_wins'", "'many'", "whole number")),
        (HEADER + "A,B,1e300,0,2\n", 2, ("'left_wins'", "whole number")),
        (HEADER + ",B,1,0,2\n", 2, ("'left' is missing",)),
        ("left,right,winner,ties\nA,B,left,3\n", 2, ("a winner and counts", "'left'", "or the counts")),
        ("left,right,winner\nA,B,model_a\n", 2, ("unknown winner", "'model_a'", "left, right, tie")),
        ("left,right,wins\nA,B,1\n", 1, ("unknown column", "'wins'")),
        ("left,right,winner,left_model\nA,B,tie,tarn-3\n", 2, ("no model", "'tarn-3'", "tarn-2")),
        ("left,right,winner,left_model\nA,B,tie,tarn-2\nA,B,tie,\n", 3, ("'A' is tarn-2 in line 2", "one model")),
        ("left,right,winner,measured\nA,B,tie,2031-01-01\n", 2, ("in the future", "'2031-01-01'")),
        ("left,right,winner,origin\nA,B,tie,raw.csv\n", 2, ("raw file of this row is not recorded", "'raw.csv'")),
        ("left,right,winner\nA,<b>,tie\n", 2, ("markup", "plain text")),
    ],
)
def test_fault_is_named(toy: Path, text: str, line: int, says: tuple[str, ...]) -> None:
    """The fault stands there with its file, line, value and fix."""
    found = [str(one) for one in loaded(toy, text) if one.line == line and one.file == PLACE]
    assert any(all(part in one for part in says) for one in found), found


def test_board_has_one_source(toy: Path) -> None:
    """A second source with a board of the same name is a fault; so is a board of no source."""
    assert loaded(toy, HEADER + "A,B,1,0,0\n") == []
    [one] = loaded(toy, HEADER + "A,B,1,0,0\n", "votes/tarn-card/taste.csv")
    assert "a board of this name stands in votes/" in one.message
    (toy / "votes/tarn-card/taste.csv").unlink()
    assert any("no source" in one.message for one in loaded(toy, HEADER + "A,B,1,0,0\n", "votes/nobody/other.csv"))


def test_votes_are_read_on_demand_and_by_day(toy: Path, tmp_path: Path) -> None:
    """The kept catalog gives the same votes as the files; before they were read at their source there are none."""
    assert loaded(toy, HEADER + "A,B,3,1,0\n") == []
    fresh = load_catalog((toy,), TODAY)
    open_catalog((toy,), tmp_path / "state")
    kept = open_catalog((toy,), tmp_path / "state")
    assert tuple(kept.votes.of["taste"]) == tuple(fresh.votes.of["taste"])
    assert len(as_of(fresh, "2025-06-01").votes) == 0
    assert len(as_of(fresh, fresh.date).votes) == 1
