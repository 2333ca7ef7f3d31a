"""Gate 13: what must not change a number does not change it."""

from itertools import combinations
from typing import NamedTuple

import numpy as np
from msgspec import structs

from bench.accuracy.gate import Figure, Gate
from bench.accuracy.left_out_tests import ASSUMED_ITEMS, PRIOR_TESTS, shift
from bench.accuracy.tables import benchpress
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.estimates import counted_columns, overall_estimate
from evenhand.comparison.observed_cells import observed_cells
from evenhand.comparison.overall import weights_of
from evenhand.comparison.standing import standing
from evenhand.scoring.basket_fit import fit_baskets
from evenhand.scoring.head_to_head import Shift, next_test, same_tests
from evenhand.scoring.lane_cells import LaneCells
from evenhand.scoring.posterior_draws import drawn
from evenhand.scoring.score_table import Floats, ScoreTable, score_table

SEED = 13
# Pooled constants, held.
TAU, PI = 0.5, 1.3

PROTOCOL = """
On BenchPress's matrix: the fit is repeated with the cells in another order and with cells given twice; for every two
models A v B is held against B v A, and against all weights times 7; models are left out and added again, pooled
constants held, and the head-to-heads of all others compared. On the shipped catalog, provisional lane, as the product
fits and widens it: ranked models, drawn by a fixed seed, are left out and added again, and every score that is shown
is held against the one before. Largest differences are printed; where a number must stay exactly as it was, 0.
"""


def gate(added: int = 6) -> Gate:
    """The gate; `added` models are left out and added in turn."""
    named, _ = benchpress()
    measured = _after_adding(named.table, added)
    moved = _added_to_the_catalog(added)
    return Gate(
        number="13",
        title="Invariance",
        protocol=PROTOCOL,
        required=(
            Figure("other order of cells: largest change", _reordered(named.table), most=0.0),
            Figure("cells given twice: largest change", _repeated(named.table), most=0.0),
            Figure("A v B against the mirror of B v A: largest difference", _mirrored(named.table), most=1e-12),
            Figure("scaled weights: largest change", _scaled(named.table), most=1e-12),
            Figure("a model added: largest change of a head-to-head", measured, most=0.0),
            Figure("a model added to the catalog: changed measured scores", moved.measured, most=0.0),
            Figure(
                "a model added to the catalog: largest shift of a score, share of its interval", moved.largest, most=0.1
            ),
        ),
        reported=(
            Figure("the same, median", moved.typical),
            Figure("scores looked at", moved.scores, decimals=0),
        ),
    )


def _reordered(table: ScoreTable) -> float:
    order = np.random.default_rng(SEED).permutation(table.cells)
    return _changed(table, _built(table, order))


def _repeated(table: ScoreTable) -> float:
    return _changed(table, _built(table, np.append(np.arange(table.cells), np.arange(0, table.cells, 3))))


def _built(table: ScoreTable, cells: np.ndarray[tuple[int], np.dtype[np.int64]]) -> ScoreTable:
    """The table of these of its cells, in this order."""
    return score_table(
        table.model[cells],
        table.benchmark[cells],
        table.value[cells],
        models=table.models,
        benchmarks=table.benchmarks,
        percent=table.percent,
    )


def _changed(table: ScoreTable, other: ScoreTable) -> float:
    """The largest difference of two tables' draws, in standardised units."""
    one, two = (drawn(part, kept=20, thinned_from=20, burn_in=10, seed=SEED) for part in (table, other))
    return max(float(np.abs(one.theta - two.theta).max()), float(np.abs(one.intercepts - two.intercepts).max()))


def _shifts(table: ScoreTable) -> dict[tuple[int, int], list[Shift]]:
    """The shared percent tests of every two models."""
    rows: list[dict[int, float]] = [{} for _ in range(table.models)]
    for model, benchmark, value in zip(
        table.model.tolist(), table.benchmark.tolist(), table.value.tolist(), strict=True
    ):
        if table.percent[benchmark]:
            rows[model][benchmark] = value
    pairs = {
        (one, two): [
            shift(rows[one][b], rows[two][b], ASSUMED_ITEMS) for b in sorted(rows[one].keys() & rows[two].keys())
        ]
        for one, two in combinations(range(table.models), 2)
    }
    return {pair: shifts for pair, shifts in pairs.items() if shifts}


def _figures(shifts: list[Shift], weight: float = 1.0) -> Floats:
    same = same_tests([(weight, one) for one in shifts])
    following = next_test(shifts, TAU, PI, PRIOR_TESTS)
    return np.array([same.difference, same.error, same.probability, following.expected, following.probability])


def _mirrored(table: ScoreTable) -> float:
    largest = 0.0
    for shifts in _shifts(table).values():
        there = _figures(shifts)
        back = _figures([Shift(-s.points, s.error, -s.logit, s.logit_error) for s in shifts])
        mirror = np.array([-back[0], back[1], 1.0 - back[2], -back[3], 1.0 - back[4]])
        largest = max(largest, float(np.abs(there - mirror).max()))
    return largest


def _scaled(table: ScoreTable) -> float:
    pairs = _shifts(table).values()
    return max(float(np.abs(_figures(shifts) - _figures(shifts, 7.0)).max()) for shifts in pairs)


def _after_adding(table: ScoreTable, count: int) -> float:
    """The largest change of a head-to-head of the others when a model is added."""
    head_to_heads = _shifts(table)
    measured = 0.0
    for model in np.random.default_rng(SEED).permutation(table.models)[:count].tolist():
        before = table.only(table.model != model)
        for pair, shifts in _shifts(before).items():
            measured = max(measured, float(np.abs(_figures(shifts) - _figures(head_to_heads[pair])).max()))
    return measured


class Moved(NamedTuple):
    """What adding models did: shifts of scores as shares of their intervals, changed measured values, scores seen."""

    largest: float
    typical: float
    measured: float
    scores: int


def _added_to_the_catalog(count: int) -> Moved:
    """Ranked models left out of the shipped catalog's provisional lane and added again, as the product fits it."""
    catalog = load_catalog()
    ranking = catalog.rankings["even"]
    lane = ranking.default_lane
    seen = observed_cells(catalog, ranking, lane)
    counted = counted_columns(catalog, ranking, seen)
    calibration = ranking.calibration[lane]
    whole = fit_baskets(seen, counted, calibration)
    ranked = sorted(
        name for name in whole.parts if standing(catalog, Subject(catalog.models[name]), ranking, lane).eligible
    )
    shifts, measured = [], 0.0
    for name in np.random.default_rng(SEED).permutation(ranked)[:count].tolist():
        before = fit_baskets(without(seen, name), counted, calibration)
        for other in before.parts:
            one, two = (overall_estimate(part, other, ranking, weights_of(ranking)) for part in (whole, before))
            if one.interval and two.interval and one.score is not None and two.score is not None:
                shifts.append(abs(one.score - two.score) / (two.interval.high - two.interval.low))
            pairs = zip(whole.parts[other].values(), before.parts[other].values(), strict=True)
            measured = max([measured, *(float(a.values != b.values) for a, b in pairs)])
    return Moved(max(shifts), float(np.median(shifts)), measured, len(shifts))


def without(seen: LaneCells, name: str) -> LaneCells:
    """The lane as it was before this model came."""
    gone = seen.models.index(name)
    kept = (cell for cell in seen.cells if cell.model != gone)
    cells = tuple(structs.replace(cell, model=cell.model - (cell.model > gone)) for cell in kept)
    return structs.replace(seen, models=tuple(one for one in seen.models if one != name), cells=cells)
