"""Who entered a board, left it or moved on it, and whether a move is within noise."""

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.place_records import place_records, write_places
from evenhand.changes.boards_on_file import board_changes
from evenhand.changes.days import change_log, changes_in, grouped
from evenhand.changes.places import DayBoard, place_changes
from evenhand.records.changes import PlaceChange, Span
from evenhand.records.facts import Model
from evenhand.records.places import Basis, PlaceRecord
from evenhand.settings import DATA_VARIABLE
from evenhand.wording.change_log import group_words, line_words
from invented_catalogs import catalog_of, score


def board(day: str, **spans: tuple[int, int, int]) -> DayBoard:
    """A board of a day: place, best and worst of each model."""
    held = {name: Span(place=at[0], best=at[1], worst=at[2], of=len(spans)) for name, at in spans.items()}
    return DayBoard(day=day, ranking="even", lane="verified", basis="recorded", spans=held)


def moves(older: DayBoard, newer: DayBoard) -> list[tuple[str, str]]:
    """The kind and model of each change."""
    return [(one.kind, one.model) for one in place_changes(older, newer, Counter())]


OLD = board("2026-06-30", ada=(2, 1, 3), bob=(5, 4, 6), cy=(7, 7, 7))


@pytest.mark.parametrize(
    ("ada", "kind"),
    [((2, 1, 3), None), ((2, 2, 9), None), ((3, 3, 8), "shift within noise"), ((4, 4, 5), "rank shift")],
)
def test_a_move_is_within_noise_where_a_place_is_open_on_both(ada: tuple[int, int, int], kind: str | None) -> None:
    """Another median place is a shift; intervals that share a place make it noise; the same place is no change."""
    found = moves(OLD, board("2026-07-31", ada=ada, bob=(5, 4, 6), cy=(7, 7, 7)))
    assert found == ([(kind, "ada")] if kind else [])


def test_newcomers_alone_move_nobody() -> None:
    """Who only stands lower as others entered above has not moved; those that entered and left are told."""
    older = board("2026-06-30", ada=(1, 1, 2), bob=(2, 1, 2), cy=(3, 3, 3))
    newer = board("2026-07-31", new=(1, 1, 1), ada=(2, 2, 3), bob=(3, 2, 3), fresh=(4, 4, 4))
    assert moves(older, newer) == [("entered board", "new"), ("left board", "cy"), ("entered board", "fresh")]


def test_moves_are_counted_among_those_on_both() -> None:
    """A change states its places on either board, and among the models that stand on both."""
    newer = board("2026-07-31", new=(1, 1, 1), bob=(2, 2, 2), ada=(3, 3, 4), cy=(5, 5, 5))
    older = board("2026-06-30", ada=(1, 1, 1), bob=(2, 2, 2), cy=(3, 3, 3))
    found = {one.model: one for one in place_changes(older, newer, {"bob": 4})}
    kinds = {"new": "entered board", "ada": "rank shift", "bob": "rank shift"}
    assert {name: one.kind for name, one in found.items()} == kinds
    bob = found["bob"]
    assert bob.among == (Span(place=2, best=2, worst=2, of=3), Span(place=1, best=1, worst=1, of=3))
    assert (bob.before, bob.after, bob.scores) == (older.spans["bob"], newer.spans["bob"], 4)


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_places_among_some_are_never_too_narrow(seed: int) -> None:
    """Over any orders of models, the interval among those on both holds every place that they take among themselves."""
    dice = random.Random(seed)  # noqa: S311 - invented figures
    names, stay = "abcdefgh", "abcde"
    orders = [sorted(names, key=lambda one: names.index(one) + dice.gauss(0, 2)) for _ in range(12)]
    newer = board("2026-07-31", **{one: _taken(one, orders) for one in names})
    kept = [[one for one in order if one in stay] for order in orders]
    older = board("2026-06-30", **{one: (6 - place, 1, 5) for place, one in enumerate(stay, 1)})
    for change in place_changes(older, newer, Counter()):
        if change.among:
            after, (_, best, worst) = change.among[1], _taken(change.model, kept)
            assert after.best <= best <= worst <= after.worst
            assert after.best <= after.place <= after.worst <= after.of == len(stay)


def _taken(name: str, orders: list[list[str]]) -> tuple[int, int, int]:
    places = sorted(order.index(name) + 1 for order in orders)
    return places[len(places) // 2], places[0], places[-1]


def record(day: str, lane: str, basis: Basis, place: int, model: str) -> PlaceRecord:
    """One row of a board on file."""
    given = {"ranking": "even", "lane": lane, "date": day, "catalog": "abc", "basis": basis}
    return PlaceRecord(**given, model=model, place=place, best=place, worst=place)  # type: ignore[arg-type]


@pytest.fixture
def on_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    """Three boards of two lanes on file, one of them after the catalog's date, and scores from between."""
    days: list[tuple[str, Basis]] = [("2026-04-30", "as of"), ("2026-05-31", "recorded"), ("2026-12-31", "recorded")]
    rows = [record(day, "provisional", basis, 1, "ada") for day, basis in days]
    rows += [
        record("2026-05-31", "verified", "recorded", 1, "ada"),
        record("2026-12-31", "verified", "recorded", 1, "bob"),
    ]
    write_places(tmp_path, rows)
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    seen = [score("ada", "exam", 50.0, published=day) for day in ("2026-04-30", "2026-05-01", "2026-05-31")]
    models = {name: Model(id=name, lab="one", name=name.title()) for name in ("ada", "bob")}
    return catalog_of(*seen, models=models, date="2026-06-30")


def test_boards_on_file_are_compared_from_day_to_day(on_file: Catalog) -> None:
    """A lane without rows on a day of boards was empty; the first board and those after the catalog are no change."""
    (found,) = board_changes(on_file)
    assert (found.kind, found.model, found.lane, found.day, found.since) == (
        *("entered board", "ada", "verified"),
        *("2026-05-31", "2026-04-30"),
    )
    assert (found.was_basis, found.now_basis, found.scores) == ("as of", "recorded", 2)
    assert found.now
    assert (found.now.file, found.now.line) == ("places/even/verified.csv", 2)


def test_the_log_leads_from_the_first_board_to_the_last(catalog: Catalog) -> None:
    """On the shipped boards, whoever stood on the first, with entries and without exits, stands on the last."""
    log = change_log(catalog)
    found = [one for month in reversed(log.months) for one in changes_in(log, month) if isinstance(one, PlaceChange)]
    assert found
    for (ranking, lane), rows in place_records(catalog).items():
        days = sorted({row.date for row in place_records(catalog)[ranking, "provisional"]})
        stands = {row.model for row in rows if row.date == days[0]}
        told = [one for one in found if (one.ranking, one.lane) == (ranking, lane)]
        stands |= {one.model for one in told if one.kind == "entered board"}
        assert not [one for one in told if one.kind == "left board"]
        assert stands == {row.model for row in rows if row.date == days[-1]}
        assert all((one.now_basis == "recorded") == (one.day >= "2026-11-21") for one in told)


def test_a_reconstruction_says_so(catalog: Catalog) -> None:
    """The page's line and the sentence of a change between two boards worked out later name them so."""
    log = change_log(catalog)
    changes = [one for one in changes_in(log, "2026-06") if isinstance(one, PlaceChange)]
    assert {(one.was_basis, one.now_basis, one.since) for one in changes} == {("as of", "as of", "2026-05-31")}
    assert all(line_words(one, {}).text.endswith("Reconstructed.") for one in changes)
    named = structs.replace(changes[0], was_basis="as of", now_basis="recorded")
    assert line_words(named, {}).text.endswith("The older board is a reconstruction.")
    (first, *_) = grouped(changes)
    assert group_words(first, {}).text.endswith("Both boards are reconstructions.")
