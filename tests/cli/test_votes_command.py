"""`evenhand votes` word for word over toy votes; `EVENHAND_GOLDEN=write` writes the pages anew, to be read."""

import csv
import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest

from evenhand.records.votes import VoteBoard, VotePair
from evenhand.settings import ALSO_VARIABLE

HERE = Path(__file__).parents[1]
GOLDEN = HERE / "golden" / "cli"
PAGES = {
    "votes.txt": ("votes",),
    "votes-board.txt": ("votes", "taste"),
    "votes-board.md": ("votes", "taste", "--markdown"),
    "votes-pair.txt": ("votes", "taste", "tarn-2", "Old Ferry"),
}


@pytest.fixture(autouse=True)
def toy_votes(toy_facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The toy votes beside the toy facts, as a folder of one's own."""
    monkeypatch.setenv(ALSO_VARIABLE, str(toy_facts.parent / "toy_votes"))


@pytest.mark.parametrize("name", PAGES)
def test_page_of_votes(name: str, evenhand: Callable[..., Any]) -> None:
    """A page is the one on file."""
    said = evenhand(*PAGES[name]).out
    path = GOLDEN / name
    if os.environ.get("EVENHAND_GOLDEN") == "write":
        path.write_text(said, "utf-8")
    assert said == path.read_text("utf-8")


def test_json_and_csv_hold_the_same_places(evenhand: Callable[..., Any]) -> None:
    """Programs get the record, tables a line for each model."""
    board = msgspec.json.decode(evenhand("votes", "taste", "--json").out, type=VoteBoard)
    rows = list(csv.DictReader(StringIO(evenhand("votes", "taste", "--csv").out)))
    places = [place for group in board.groups for place in group.places]
    assert [(row["name"], row["rank"], row["votes"]) for row in rows] == [
        (place.name, str(place.rank), str(place.votes)) for place in places
    ]
    assert rows[0]["rating"] == ""
    pair = msgspec.json.decode(evenhand("votes", "taste", "tarn-2", "quill-7", "--json").out, type=VotePair)
    assert (pair.left.model, pair.right.model) == ("tarn-2", "quill-7")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("votes", "taste", "tarn-2"), 2, "name two models, or none"),
        (("votes", "tast"), 1, "no board of votes is called 'tast'; did you mean taste?"),
        (("votes", "taste", "tarn-2", "tarn 2"), 1, "are one model here, Tarn 2; give two different models"),
    ],
)
def test_wrong_words_are_refused(words: tuple[str, ...], code: int, says: str, evenhand: Callable[..., Any]) -> None:
    """One line says what is wrong."""
    done = evenhand(*words)
    assert done.code == code
    assert says in done.err
