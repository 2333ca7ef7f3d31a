from collections.abc import Sequence

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.place_records import KEPT
from evenhand.comparison.board import OVERALL
from evenhand.comparison.known_places import places_of
from evenhand.comparison.place_history import place_history, placed_models
from evenhand.errors import UnknownLane
from evenhand.records.places import PlaceRecord
from evenhand.wording.places import history_words
from evenhand.wording.sentence import faults


def with_boards(catalog: Catalog, rows: Sequence[PlaceRecord]) -> Catalog:
    """The same catalog with these boards on file."""
    same = structs.replace(catalog)
    same.kept.update({key: value for key, value in catalog.kept.items() if "places" in str(key[0])})
    same.kept.update({key: value for key, value in catalog.kept.items() if "estimates" in str(key[0])})
    same.kept.pop(("places by day", "even", "provisional"), None)
    same.kept[KEPT] = {("even", "provisional"): tuple(rows)}
    return same


def row(day: str, model: str, place: int) -> PlaceRecord:
    """One model's place on one day."""
    return PlaceRecord("even", "provisional", day, "abc", "recorded", model, place, place, place + 1, 70.0, 68.0, 72.0)


def test_the_last_point_is_the_board_of_today(catalog: Catalog) -> None:
    """Whatever is on file, a history ends with the place that the board shows, and days do not go back."""
    board = places_of(catalog, catalog.rankings["even"], "provisional").boards[OVERALL]
    for name in list(board)[::10]:
        found = place_history(catalog, catalog.models[name])
        last = found.points[-1]
        assert (last.place, last.best, last.worst) == (board[name].place, board[name].best, board[name].worst)
        assert (last.basis, last.date, last.of) == ("now", catalog.date, len(board))
        days = [point.date for point in found.points]
        assert days == sorted(set(days))


def test_days_before_the_first_place_are_left_out_and_later_gaps_stay(catalog: Catalog) -> None:
    """A model that came later begins there; a day on which it had no place is told as such."""
    rows = [row("2026-01-31", "o3", 1), row("2026-02-28", "gpt-5", 1), row("2026-02-28", "o3", 2)]
    rows += [row("2026-03-31", "o3", 1), row("2026-04-30", "gpt-5", 2)]
    found = place_history(with_boards(catalog, rows), catalog.models["gpt-5"])
    told = [(point.date, point.place, point.of) for point in found.points[:-1]]
    assert told == [("2026-02-28", 1, 2), ("2026-03-31", None, 1), ("2026-04-30", 2, 1)]
    assert found.first == "2026-01-31"


def test_a_board_of_this_very_day_stands_once(catalog: Catalog) -> None:
    """The day's board on file is the board of today, not a second point."""
    found = place_history(with_boards(catalog, [row(catalog.date, "gpt-5", 7)]), catalog.models["gpt-5"])
    assert [point.basis for point in found.points] == ["now"]
    said = history_words(found)
    assert said[0].text.startswith("One board is on file so far")


def test_what_would_be_written_down_is_the_board(catalog: Catalog) -> None:
    """The rows to record are the ranked models in their order, with places and shown scores, and none for classic."""
    rows = list(placed_models(catalog, catalog.rankings["even"], "provisional"))
    board = places_of(catalog, catalog.rankings["even"], "provisional").boards[OVERALL]
    assert [(one.model, one.place) for one in rows] == [(name, place.place) for name, place in board.items()]
    assert all((one.score is None) == (one.low is None) for one in rows)
    assert list(placed_models(catalog, catalog.rankings["classic"], "verified")) == []


def test_an_unknown_lane_is_refused(catalog: Catalog) -> None:
    """A lane that the ranking does not have is an error with those that it has."""
    with pytest.raises(UnknownLane):
        place_history(catalog, catalog.models["gpt-5"], "even", "nowhere")


def test_every_sentence_states_its_figures(catalog: Catalog) -> None:
    """What is said of any model's places reads back as its figures."""
    for model in catalog.models.values():
        for sentence in history_words(place_history(catalog, model)):
            assert faults(sentence) == (), sentence.text


def test_a_move_is_told_only_between_boards_of_one_size(catalog: Catalog) -> None:
    """Places on boards of different sizes are not called a move; on boards of one size the intervals decide."""
    found = place_history(catalog, catalog.models["gpt-5"])
    now = found.points[-1]
    before = structs.replace(now, date="2026-01-31", basis="recorded", place=now.of, best=now.of, worst=now.of)
    text = history_words(structs.replace(found, points=(before, now)))[0].text
    assert text.endswith(": a move beyond both intervals.")
    near = structs.replace(before, place=now.place, best=now.best, worst=now.worst)
    text = history_words(structs.replace(found, points=(near, now)))[0].text
    assert text.endswith(": no move beyond both intervals.")
    small = structs.replace(before, of=now.of - 3)
    text = history_words(structs.replace(found, points=(small, now)))[0].text
    assert text.endswith("; 3 models more are ranked now.")
