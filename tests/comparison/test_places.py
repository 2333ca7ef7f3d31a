"""Places: over joint draws, the same for everybody, with reasons for those who have none; and profiles."""

import itertools

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.board import OVERALL, Places, places
from evenhand.comparison.known_places import places_of
from evenhand.comparison.own_weights import reweighted
from evenhand.comparison.profile import profile
from evenhand.comparison.rank import rank
from evenhand.comparison.standing import standing
from evenhand.errors import UnknownCategory, UnknownLane, UnknownRanking
from evenhand.records.facts import Model
from invented_catalogs import EVEN, catalog_of, invented_catalog, score

TESTS = {"fix": {}, "facts": {}, "exam": {}, "puzzle": {}, "sums": {}, "desk": {}}
LANE = "provisional"


def ladder(*levels: float) -> Catalog:
    """Models m0, m1, ... that score these levels on every test."""
    models = {f"m{k}": Model(id=f"m{k}", lab="one", name=f"M {k}") for k in range(len(levels))}
    rows = [score(name, test, level) for name, level in zip(models, levels, strict=True) for test in TESTS]
    return catalog_of(*rows, models=models)


def test_a_clear_ladder_has_clear_places() -> None:
    """Models far apart, all tests taken, have one place each, the best first, each first of a group of its own."""
    board = places(ladder(10, 50, 92), EVEN, LANE).boards[OVERALL]
    assert [(name, place.best, place.place, place.worst, place.group) for name, place in board.items()] == [
        ("m2", 1, 1, 1, 1),
        ("m1", 2, 2, 2, 2),
        ("m0", 3, 3, 3, 3),
    ]


def test_ties_share_their_range() -> None:
    """Models that cannot be told apart share the range of their places and their group."""
    board = places(ladder(60, 60.1, 5), EVEN, LANE).boards[OVERALL]
    assert {name: (place.best, place.worst, place.group) for name, place in board.items()} == {
        "m0": (1, 2, 1),
        "m1": (1, 2, 1),
        "m2": (3, 3, 2),
    }


@pytest.mark.parametrize("seed", range(4))
def test_places_hold_together(seed: int) -> None:
    """On every board of an invented catalog bounds enclose the place, and shares of draws add up."""
    catalog = invented_catalog(seed)
    for board in places(catalog, EVEN, LANE).boards.values():
        assert all(1 <= one.best <= one.place <= one.worst <= one.of == len(board) for one in board.values())
        assert all(0 <= one.first <= one.top3 <= one.top10 <= 1 for one in board.values())
        assert not board or sum(one.first for one in board.values()) >= 1 - 1e-9  # ties are all first
        groups = [one.group for one in board.values()]
        assert groups == sorted(groups)
        assert not groups or groups[0] == 1


def test_real_places(catalog: Catalog) -> None:
    """The shipped boards keep the same promises, and every model on the overall board has enough tests."""
    found: Places = places_of(catalog, catalog.rankings["even"], "provisional")
    assert set(found.boards) == {OVERALL, *catalog.rankings["even"].categories}
    for place in (place for board in found.boards.values() for place in board.values()):
        assert 1 <= place.best <= place.worst <= place.of
    assert all(found.standings[name].counted >= 8 for name in found.boards[OVERALL])


@pytest.mark.parametrize("weights", [["coding=50"], ["knowledge=0", "math=3"]])
def test_places_under_own_weights(weights: list[str]) -> None:
    """Found from the shipped ones, they are what working all boards out anew gives; asked again, they are there."""
    catalog = invented_catalog(3)
    own = reweighted(catalog.rankings["even"], weights)
    found, anew = places_of(catalog, own, LANE), places(catalog, own, LANE)
    assert found.boards == anew.boards
    assert dict(found.standings) == dict(anew.standings)
    assert places_of(catalog, reweighted(catalog.rankings["even"], weights), LANE) is found


def test_standing_by_hand() -> None:
    """Counted benchmarks, categories, the measured share of the weight, eligibility and dots."""
    rows = [score("ada", name, 50) for name in ("fix", "facts", "exam", "sums", "quiz", "arena")]
    rows += [score("ada", "code-v", 50, version="v5"), score("ada", "desk", 50, tier="E")]
    catalog = catalog_of(*rows)
    known = standing(catalog, Subject(catalog.models["ada"]), EVEN, LANE)
    assert known.by_category == {
        "agentic": 0,
        "coding": 1,
        "reasoning": 0,
        "knowledge": 2,
        "instruction-following": 0,
        "math": 1,
    }
    assert (known.counted, known.categories, known.eligible, known.why_unranked) == (4, 3, True, "")
    assert known.measured == pytest.approx((20 / 2 + 12 * 2 / 3 + 5 / 2) / 81)
    assert (known.dots, known.dots_need) == (2, "5 categories and 8 benchmarks")


def test_too_few_tests_or_categories() -> None:
    """Why a model is unranked is said with numbers."""
    catalog = catalog_of(score("ada", "fix", 50))
    known = standing(catalog, Subject(catalog.models["ada"]), EVEN, LANE)
    assert (known.eligible, known.why_unranked) == (False, "1 of the 4 counted benchmarks that a rank needs")
    narrow = structs.replace(EVEN, eligibility=structs.replace(EVEN.eligibility, benchmarks=1))
    known = standing(catalog, Subject(catalog.models["ada"]), narrow, LANE)
    assert known.why_unranked == "1 of the 2 categories that a rank needs"


@pytest.mark.parametrize("ranking", ["even", "classic"])
def test_board_lists_everybody_once(ranking: str, catalog: Catalog) -> None:
    """Ranked models first, the best first; then the others by name, each with the reason."""
    board = rank(catalog, ranking)
    assert sorted(row.model for row in board.rows) == sorted(catalog.models)
    ranked = [row.ranked for row in board.rows]
    assert ranked == sorted(ranked, reverse=True)
    assert all(bool(row.why_unranked) is not row.ranked for row in board.rows)
    rest = [row.name.casefold() for row in board.rows if not row.ranked]
    assert rest == sorted(rest)
    if ranking == "classic":
        values = [row.overall or 0 for row in board.rows if row.ranked]
        assert values == sorted(values, reverse=True)


def test_board_of_a_category(catalog: Catalog) -> None:
    """A category board ranks whoever has its share of the counted benchmarks."""
    board = rank(catalog, category="knowledge")
    assert board.category == "knowledge"
    for row in board.rows:
        part = row.categories["knowledge"]
        assert row.ranked == (part.counted >= 0.5 * part.of)
        assert row.place == part.place


@pytest.mark.parametrize(
    ("asked", "error"),
    [({"ranking": "odd"}, UnknownRanking), ({"lane": "odd"}, UnknownLane), ({"category": "odd"}, UnknownCategory)],
)
def test_unknown_boards(asked: dict[str, str], error: type[Exception], catalog: Catalog) -> None:
    """A ranking, lane or category that does not exist is an error that names what does."""
    with pytest.raises(error):
        rank(catalog, **asked)


def test_profile_is_sorted_and_complete(catalog: Catalog) -> None:
    """A profile holds every score once, by category and benchmark, the preferred first; and the siblings."""
    for model in list(catalog.models.values())[::11]:
        found = profile(catalog, model)
        rows = catalog.observations_of.get(model.id, {})
        assert len(found.observations) == sum(map(len, rows.values()))
        tests = [row.benchmark for row in found.observations]
        assert len(list(itertools.groupby(tests))) == len(set(tests))
        for _, group in itertools.groupby(found.observations, key=lambda row: row.benchmark):
            tiers = [row.tier for row in group]
            assert tiers == sorted(tiers)
        assert model.id not in found.siblings
        assert all(catalog.models[name].family == model.family for name in found.siblings)
