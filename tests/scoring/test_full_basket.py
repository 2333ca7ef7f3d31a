"""Scores over all counted tests: what adding, repeating, removing and confirming does to them."""

from collections.abc import Callable

import numpy as np
import pytest
from msgspec import structs

from evenhand.records.ranking import Calibration
from evenhand.scoring.basket_fit import fit_baskets
from evenhand.scoring.kept_estimates import Estimates
from evenhand.scoring.lane_cells import LaneCell, LaneCells

MODELS, TESTS, COUNTED = 36, 16, 8
PLAIN = Calibration(score=1.0)
SPARSE = 0.5
Category = dict[str, dict[int, float]]
BASKET: Category = {"one": dict.fromkeys(range(5), 1.0), "two": {5: 1.0, 6: 2.0, 7: 1.0}}


def invented_lane(seed: int = 0, filled: float = SPARSE) -> LaneCells:
    """Models with one ability on tests of one difficulty, with noise, some cells missing by chance."""
    chance = np.random.default_rng(seed)
    ability, difficulty = chance.normal(size=(MODELS, 1)), chance.normal(size=TESTS)
    shares = 1 / (1 + np.exp(-(1.2 * (ability - difficulty) + 0.3 * chance.normal(size=(MODELS, TESTS)))))
    held = chance.random((MODELS, TESTS)) < filled
    cells = tuple(
        LaneCell(int(model), int(test), round(float(100 * shares[model, test]), 1), 2.0, 0.02)
        for model, test in zip(*np.nonzero(held), strict=True)
    )
    names = tuple(f"m{number:02}" for number in range(MODELS))
    return LaneCells(names, tuple((f"t{number:02}", ()) for number in range(TESTS)), (True,) * TESTS, cells)


def draws_of(found: Estimates, model: str, category: str = "one") -> np.ndarray:
    """The draws of a category score, in points."""
    return np.frombuffer(found.drawn[model].categories[category], dtype=np.float32)


def width(draws: np.ndarray) -> float:
    """The width of the central 90%."""
    low, high = np.quantile(draws, [0.05, 0.95])
    return float(high - low)


@pytest.fixture(scope="module")
def lane() -> LaneCells:
    """The invented lane."""
    return invented_lane()


@pytest.fixture(scope="module")
def fit(lane: LaneCells) -> Estimates:
    """Its estimates."""
    return fit_baskets(lane, BASKET, PLAIN)


def test_all_measured_is_plain_arithmetic() -> None:
    """A model that took every test has its weighted mean, with the sampling errors for its interval."""
    full = fit_baskets(invented_lane(3, 1.0), BASKET, PLAIN)
    values = {cell.column: cell.value for cell in invented_lane(3, 1.0).cells if cell.model == 4}
    draws = draws_of(full, "m04", "two")
    assert full.parts["m04"]["two"].measured == 1.0
    assert np.median(draws) == pytest.approx((values[5] + 2 * values[6] + values[7]) / 4, abs=0.4)
    assert draws.std() == pytest.approx(2.0 * np.sqrt(6) / 4, rel=0.15)


def test_order_and_repetition_change_nothing(lane: LaneCells, fit: Estimates) -> None:
    """The same cells in another order, some of them twice, give the same draws to the bit."""
    shuffled = (*reversed(lane.cells), *lane.cells[:20])
    again = fit_baskets(structs.replace(lane, cells=shuffled), BASKET, PLAIN)
    assert all(again.drawn[name] == fit.drawn[name] for name in fit.parts)


def test_scaled_weights_change_nothing(lane: LaneCells, fit: Estimates) -> None:
    """Ten times the weights within a category are the same weights."""
    tenfold = {name: {column: 10 * weight for column, weight in tests.items()} for name, tests in BASKET.items()}
    again = fit_baskets(lane, tenfold, PLAIN)
    assert all(np.allclose(draws_of(again, name, "two"), draws_of(fit, name, "two"), atol=1e-4) for name in fit.parts)


def test_another_model_moves_nobody_far(lane: LaneCells, fit: Estimates) -> None:
    """One model more moves no estimated score by more than a tenth of its interval, and no measured cell at all."""
    without = structs.replace(
        lane, models=lane.models[:-1], cells=tuple(cell for cell in lane.cells if cell.model < MODELS - 1)
    )
    smaller = fit_baskets(without, BASKET, PLAIN)
    moved = [
        abs(np.median(draws_of(smaller, name, category)) - np.median(draws_of(fit, name, category)))
        / width(draws_of(fit, name, category))
        for name in smaller.parts
        for category in BASKET
    ]
    assert max(moved) < 0.1
    assert all(smaller.parts[name]["one"].values == fit.parts[name]["one"].values for name in smaller.parts)


def test_a_test_as_predicted_confirms(lane: LaneCells, fit: Estimates) -> None:
    """A further test with exactly the predicted score leaves the score where it was and narrows its interval."""
    moved, narrowed = [], []
    for name in sorted(fit.parts)[:5]:
        model = lane.models.index(name)
        taken = {cell.column for cell in lane.cells if cell.model == model}
        column = next((column for column in range(5) if column not in taken), None)
        if column is None:
            continue
        cells = np.frombuffer(fit.drawn[name].cells[f"t{column:02}"], dtype=np.uint16) * (100 / 65535)
        told = LaneCell(model, column, float(np.median(cells)), 2.0, 0.02)
        again = fit_baskets(structs.replace(lane, cells=(*lane.cells, told)), BASKET, PLAIN)
        before, after = draws_of(fit, name), draws_of(again, name)
        moved.append(abs(np.median(after) - np.median(before)) / width(before))
        narrowed.append(width(after) / width(before))
    assert len(moved) >= 3
    assert max(moved) < 0.12
    assert np.mean(narrowed) < 0.97


def test_removals_widen_on_average(lane: LaneCells, fit: Estimates) -> None:
    """Over random removals of a quarter of the cells intervals get wider on average."""
    ratios = []
    for seed in range(2):
        kept = np.random.default_rng(seed).random(len(lane.cells)) > 0.25
        fewer = structs.replace(lane, cells=tuple(c for c, stays in zip(lane.cells, kept, strict=True) if stays))
        found = fit_baskets(fewer, BASKET, PLAIN)
        ratios += [
            width(draws_of(found, name)) / width(draws_of(fit, name)) for name in found.parts.keys() & fit.parts.keys()
        ]
    assert np.mean(ratios) > 1.05
    assert np.median(ratios) > 1.0


def test_calibration_stretches_what_is_missing(lane: LaneCells, fit: Estimates) -> None:
    """A factor of two doubles the spread of a score of which nothing is measured, and leaves its median."""
    wide = fit_baskets(lane, BASKET, Calibration(score=2.0))
    bare = [name for name, parts in fit.parts.items() if parts["two"].measured == 0.0]
    assert bare
    for name in bare:
        before, after = draws_of(fit, name, "two"), draws_of(wide, name, "two")
        inside = (after > 0.5) & (after < 99.5)
        assert np.allclose((after - np.median(before))[inside], 2 * (before - np.median(before))[inside], atol=0.02)


@pytest.mark.parametrize(
    ("keep", "why"),
    [
        (lambda cell: cell.model != 2 or cell.column in (0, 9, 10), "too few scores"),
        (lambda cell: cell.model != 2 or cell.column >= COUNTED, "too few scores"),
    ],
)
def test_who_cannot_be_estimated(keep: Callable[[LaneCell], bool], why: str) -> None:
    """Three cells are too few, and so are many of which none is counted."""
    lane = invented_lane(1, 0.9)
    found = fit_baskets(structs.replace(lane, cells=tuple(filter(keep, lane.cells))), BASKET, PLAIN)
    assert found.none["m02"] == why
    assert "m02" not in found.parts


def test_an_island_is_not_estimated() -> None:
    """Models that share no test with the others have no place on their scale."""
    lane = invented_lane(2, 0.9)
    island = tuple(
        LaneCell(MODELS + number, TESTS + test, 50.0 + number, 2.0, 0.0) for number in range(3) for test in range(5)
    )
    apart = LaneCells(
        (*lane.models, "x0", "x1", "x2"),
        (*lane.columns, *((f"y{test}", ()) for test in range(5))),
        (True,) * (TESTS + 5),
        (*lane.cells, *island),
    )
    counted: Category = {**BASKET, "one": {**BASKET["one"], TESTS: 1.0}}
    assert fit_baskets(apart, counted, PLAIN).none == {
        "x0": "not connected",
        "x1": "not connected",
        "x2": "not connected",
    }
