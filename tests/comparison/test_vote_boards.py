"""Boards of votes: what is computed of them agrees with itself, and what votes leave open is said."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.comparison.votes import vote_board, vote_list, vote_pair
from evenhand.errors import BadSetting, NotOnBoard, UnknownBoard
from evenhand.records.facts import VoteCount
from evenhand.records.votes import VoteBoard
from invented_catalogs import catalog_of

HERE = Path(__file__).parents[1]
NAMES = ("Alder", "Birch", "Cedar", "Elm")


def with_votes(rows: Iterable[VoteCount]) -> Catalog:
    """A small catalog with these votes."""
    return structs.replace(catalog_of(), votes=list(rows))


def votes(left: str, right: str, *cast: int, group: str = "") -> VoteCount:
    """One row of counts: for left, for right, ties."""
    counts = dict(zip(("left_wins", "right_wins", "ties"), cast, strict=True))
    return VoteCount(source="card", board="taste", left=left, right=right, group=group, **counts)


@pytest.fixture(scope="module")
def toy() -> Catalog:
    """The toy facts with the toy votes."""
    return load_catalog((HERE / "toy_data", HERE / "toy_votes"), "2025-07-01")


def faults(board: VoteBoard) -> Iterable[str]:
    """Where a board contradicts itself."""
    for group in board.groups:
        ratings = [place.rating for place in group.places if place.rating is not None]
        if ratings != sorted(ratings, reverse=True):
            yield "the order is not that of the ratings"
        for rank, place in enumerate(group.places, 1):
            if not place.best <= rank <= place.worst:
                yield f"{place.name} is outside its own places"
            if place.low is not None and not place.low <= place.rating <= place.high:
                yield f"{place.name} is outside its interval"
            if place.wins + place.losses + place.ties != place.votes:
                yield f"the votes of {place.name} do not add up"
            if place.one_way and place.low is not None:
                yield f"{place.name} has an interval without a rating"
        if sum(place.votes for place in group.places) != 2 * group.votes:
            yield "the votes of the group do not add up"
        if group.winner and group.first != (group.places[0].name,):
            yield "a winner with others that may be first"
    if sum(group.votes for group in board.groups) != board.votes:
        yield "the votes of the board do not add up"


def test_shipped_board(catalog: Catalog) -> None:
    """The crowd votes: all are there, voters count as draws, and the first place hangs on a few votes."""
    board = vote_board(catalog, "llmfao")
    assert (board.votes, board.ties, board.models, board.voters, board.errors) == (8931, 3471, 59, 124, "by voter")
    assert list(faults(board)) == []
    [group] = board.groups
    assert group.places[0].name == "GPT 4"
    assert group.places[0].rating == pytest.approx(1172.1, abs=0.1)
    assert {one.kind for one in group.overturns} == {"removed", "added"}
    assert max(one.votes for one in group.overturns) < 0.01 * board.votes
    assert not group.winner
    assert catalog.observations_of.get("command", {}).keys().isdisjoint({"llmfao"})


def test_toy_board(toy: Catalog) -> None:
    """Groups that no vote joins stand apart, a model that never lost has no rating, style is held apart."""
    board = vote_board(toy, "taste")
    assert list(faults(board)) == []
    large, small = board.groups
    assert [place.one_way for place in large.places] == ["above", "", "", "", ""]
    assert large.places[0].rating is None
    assert [one.feature for one in large.styles] == ["tokens", "lists"]
    assert [place.styled_rank for place in large.places] == [None, 1, 2, 3, 4]
    assert {place.name for place in small.places} == {"North Stall", "South Stall"}
    assert small.styles == ()
    assert {place.model for place in large.places} == {"", "quill-7", "tarn-2"}


def test_pair_is_the_mirror_of_the_other(toy: Catalog) -> None:
    """A against B is B against A turned round; a model is found by the source's name and by ours."""
    one, other = vote_pair(toy, "taste", "quill-7", "Old Ferry"), vote_pair(toy, "taste", "old ferry", "Quill 7")
    assert one.probability == pytest.approx(1 - other.probability)
    assert (one.low, one.high) == pytest.approx((1 - other.high, 1 - other.low))
    assert one.ahead == pytest.approx(1 - other.ahead)
    assert (one.wins, one.losses, one.ties) == (other.losses, other.wins, other.ties)


def test_pair_without_an_answer(toy: Catalog) -> None:
    """Between groups, and against a model that never lost, nothing is claimed."""
    for right in ("North Stall", "Never Beaten"):
        pair = vote_pair(toy, "taste", "Tarn 2", right)
        assert (pair.probability, pair.low, pair.high, pair.ahead) == (None, None, None, None)


def test_unknown_names(toy: Catalog) -> None:
    """An unknown board or model is refused with the nearest, and a model against itself."""
    with pytest.raises(UnknownBoard, match="taste"):
        vote_board(toy, "tasted")
    with pytest.raises(NotOnBoard, match="no model on this board is called 'Old Fery'; did you mean Old Ferry"):
        vote_pair(toy, "taste", "Old Fery", "Tarn 2")
    with pytest.raises(BadSetting, match="give two different models"):
        vote_pair(toy, "taste", "Tarn 2", "tarn-2")


def test_a_model_without_votes_is_not_denied(toy: Catalog) -> None:
    """A model of the catalog that nobody voted on is said to have no votes there, with what is near to it."""
    with pytest.raises(NotOnBoard, match="Tarn 2 mini has no votes on this board; the nearest") as none:
        vote_pair(toy, "taste", "tarn-2-mini", "quill-7")
    assert any("tarn" in name.casefold() for name in none.value.nearest)


def test_list_of_boards(toy: Catalog) -> None:
    """Every board is listed with its numbers."""
    [line] = vote_list(toy).boards
    assert (line.board, line.models, line.votes, line.licence) == ("taste", 7, 170, "MIT")
    assert vote_list(with_votes([])).boards == ()


def test_all_ties() -> None:
    """Votes that are all ties leave everyone level, all tied for first, without an interval."""
    [group] = vote_board(
        with_votes([votes("Alder", "Birch", 0, 0, 4), votes("Birch", "Cedar", 0, 0, 9)]), "taste"
    ).groups
    assert [place.rating for place in group.places] == pytest.approx([1000.0] * 3)
    assert [place.low for place in group.places] == [None] * 3
    assert len(group.first) == 3


def test_voters_that_agree_with_themselves_widen_intervals() -> None:
    """The same votes are less sure when each voter always votes alike than when every vote has its own voter."""
    alike = [
        votes("Alder", "Birch", *((12, 0, 0) if voter < 15 else (0, 12, 0)), group=f"v{voter}") for voter in range(25)
    ]
    loose = [votes("Alder", "Birch", 180, 120, 0)]
    wide, narrow = (vote_board(with_votes(rows), "taste").groups[0].places[0] for rows in (alike, loose))
    assert wide.rating == pytest.approx(narrow.rating)
    assert wide.high - wide.low > 3 * (narrow.high - narrow.low)


@st.composite
def tables(draw: st.DrawFn) -> list[VoteCount]:
    """Rows of a few votes among four models, connected or not, one-sided or not."""
    pairs = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1])
    cast = st.tuples(*(st.integers(0, 6),) * 3).filter(any)
    return [votes(*pair, *counts) for pair, counts in draw(st.lists(st.tuples(pairs, cast), min_size=1, max_size=8))]


@settings(max_examples=30, deadline=None)
@given(tables())
def test_no_board_contradicts_itself(rows: list[VoteCount]) -> None:
    """Whatever the votes, places, intervals and sums agree, and every pair has its mirror."""
    catalog = with_votes(rows)
    board = vote_board(catalog, "taste")
    assert list(faults(board)) == []
    names = [place.name for group in board.groups for place in group.places]
    one, other = vote_pair(catalog, "taste", names[0], names[-1]), vote_pair(catalog, "taste", names[-1], names[0])
    assert (one.probability is None) == (other.probability is None)
    assert one.probability is None or one.probability == pytest.approx(1 - other.probability)
    assert one.low is None or one.low <= one.probability <= one.high


@settings(max_examples=12, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_rows_in_another_order_or_split_say_the_same(rows: list[VoteCount], random: object) -> None:
    """Shuffled rows, and every vote as a row of its own, give the same board."""
    single = [votes(row.left, row.right, *(int(kind == one) for kind in range(3))) for row in rows for one, count in
              enumerate((row.left_wins, row.right_wins, row.ties)) for _ in range(count)]  # fmt: skip
    random.shuffle(single)
    whole, split = (vote_board(with_votes(each), "taste").groups for each in (rows, single))
    for one, other in zip(whole, split, strict=True):
        for place, same in zip(one.places, other.places, strict=True):
            assert structs.asdict(place) == pytest.approx(structs.asdict(same), abs=1e-5)
