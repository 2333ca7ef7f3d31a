"""Sentences about votes state what they were given, and a verdict on two models never contradicts its figures."""

from itertools import combinations
from pathlib import Path

import pytest

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.comparison.votes import vote_board, vote_pair
from evenhand.records.votes import VotePair
from evenhand.wording.sentence import faults
from evenhand.wording.votes import board_words, group_words, pair_words

HERE = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def toy() -> Catalog:
    """The toy facts with the toy votes."""
    return load_catalog((HERE / "toy_data", HERE / "toy_votes"), "2025-07-01")


@pytest.mark.parametrize("board", ["taste", "llmfao"])
def test_every_sentence_of_a_board_reads_back(board: str, toy: Catalog, catalog: Catalog) -> None:
    """Each number in the sentences of a board is one of its figures."""
    found = vote_board(toy if board == "taste" else catalog, board)
    said = [*board_words(found), *(one for group in found.groups for one in group_words(group))]
    assert len(said) > 4
    assert [(one.text, wrong) for one in said if (wrong := faults(one))] == []


def contradictions(pair: VotePair) -> list[str]:
    """What the sentences of a pair say against its figures."""
    said = {one.rule: one for one in pair_words(pair)}
    found = [f"{one.text}: {wrong}" for one in said.values() if (wrong := faults(one))]
    better = said.get("votes.pair.better")
    if better is None:
        return found
    favourite = pair.left.name if pair.probability > 0.5 else pair.right.name
    sure = pair.low > 0.5 or pair.high < 0.5
    if not sure and better.text.startswith("Too close") and max(pair.ahead, 1 - pair.ahead) >= 0.8:
        found.append("too close to call, though one side leads with probability 0.8")
    if sure is not ("is preferred: " in better.text):
        found.append("sure where the interval is not, or the other way round")
    if favourite not in better.text and pair.probability != 0.5:
        found.append("the other side is named")
    return found


def test_no_pair_contradicts_its_figures(toy: Catalog, catalog: Catalog) -> None:
    """Every pair of the toy board, and every pair of the first twenty models of the crowd votes."""
    for source, board in ((toy, "taste"), (catalog, "llmfao")):
        groups = vote_board(source, board).groups
        names = [place.name for group in groups for place in group.places][:20]
        wrong = [one for pair in combinations(names, 2) for one in contradictions(vote_pair(source, board, *pair))]
        assert wrong == []
