"""Gate 13: what must not change a number does not change it."""

from itertools import combinations

import numpy as np

from bench.accuracy.gate import Figure, Gate
from bench.accuracy.left_out_tests import ASSUMED_ITEMS, PRIOR_TESTS, shift
from bench.accuracy.tables import Named, benchpress
from evenhand.scoring.full_basket import Stretch, basket
from evenhand.scoring.head_to_head import Shift, next_test, same_tests
from evenhand.scoring.posterior_draws import Draws, drawn
from evenhand.scoring.score_table import Floats, ScoreTable, score_table

SEED = 13
# Pooled constants, held.
TAU, PI = 0.5, 1.3
LEAST_CELLS = 4
# The basket of the scores: percent columns that so many models have.
COMMON = 25
TAILS = (0.05, 0.5, 0.95)

PROTOCOL = """
On BenchPress's matrix. The fit is repeated with the cells in another order and with cells given twice. For every two
models A v B is held against B v A, and against all weights times 7. For each of some models: the draws of the table
without it against those of the whole table, scores over the percent columns that at least 25 models have, of all other
models with 4 cells; and head-to-heads of the others, pooled constants held. Largest differences are printed; where a
number must stay exactly as it was, 0.
"""


def gate(added: int = 6) -> Gate:
    """The gate; `added` models are left out and added in turn."""
    named, _ = benchpress()
    shifted, measured, width = _after_adding(named, added)
    return Gate(
        number="13",
        title="Invariance",
        protocol=PROTOCOL,
        required=(
            Figure("other order of cells: largest change", _reordered(named.table), most=0.0),
            Figure("cells given twice: largest change", _repeated(named.table), most=0.0),
            Figure("A v B against the mirror of B v A: largest difference", _mirrored(named.table), most=1e-12),
            Figure("scaled weights: largest change", _scaled(named.table), most=1e-12),
            Figure("a model added: largest change of a measured score or head-to-head", measured, most=0.0),
            Figure("a model added: largest shift of a score, share of its interval", shifted, most=0.1),
        ),
        reported=(Figure("median width of the scores' intervals", width, decimals=1),),
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


def _after_adding(named: Named, count: int) -> tuple[float, float, float]:
    """Largest shift of a score as a share of its interval, largest change of measured figures, and the median width."""
    table = named.table
    whole = _scores(table, drawn(table, seed=SEED))
    head_to_heads = _shifts(table)
    largest, measured = 0.0, 0.0
    for model in np.random.default_rng(SEED).permutation(table.models)[:count].tolist():
        before = table.only(table.model != model)
        scores = _scores(before, drawn(before, seed=SEED))
        usable = np.flatnonzero((table.row_sizes() >= LEAST_CELLS) & (np.arange(table.models) != model))
        moved = np.abs(whole[1, usable] - scores[1, usable]) / (scores[2, usable] - scores[0, usable])
        largest = max(largest, float(moved.max()))
        for pair, shifts in _shifts(before).items():
            measured = max(measured, float(np.abs(_figures(shifts) - _figures(head_to_heads[pair])).max()))
    return largest, measured, float(np.median(whole[2] - whole[0]))


def _scores(table: ScoreTable, draws: Draws) -> Floats:
    """(3, models): ends and median of every model's score over the common columns, each weighing the same."""
    counts = np.bincount(benchpress()[0].table.benchmark, minlength=table.benchmarks)
    tests = [[(int(column), 1.0) for column in np.flatnonzero((counts >= COMMON) & table.percent)]]
    scores = [basket(table, draws, model, tests, Stretch()).categories[0] for model in range(table.models)]
    return np.quantile(np.array(scores, np.float64), TAILS, axis=1)
