"""Gates 1 to 5: cells hidden in public tables and predicted from the others."""

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bench.accuracy.baselines import benchmark_median, capability_index, own_set_mean
from bench.accuracy.completion import Held, held_out, release_factors
from bench.accuracy.gate import Figure, Gate
from bench.accuracy.metrics import calibration, coverage, errors, explained
from bench.accuracy.tables import FOLDS, SEEDS, Mask, benchpress, benchpress_folds, epoch, llm_stats, random_folds
from evenhand.scoring.latent_model import fitted
from evenhand.scoring.score_table import Floats, ScoreTable

SEED = 20261122
PARTS = 10
ROW_GROUPS = ("under 12", "12 to 19", "20 to 39", "40 or more")
# The benchmark whose slope Epoch's code pins.
PINNED = "Winogrande"

BENCHPRESS = """
BenchPress's 84 x 133 matrix and its own 30 fixed folds (10 seeds of 3; each hides a third of every model's cells).
All hidden cells are pooled. {} Settings were never chosen on these folds.
"""


@cache
def benchpress_held(folds: int = SEEDS * FOLDS) -> Held:
    """The hidden cells of the first so many of the 30 folds."""
    return held_out(benchpress()[0].table, benchpress_folds(folds), SEED, release_factors())


def cell_errors(folds: int = SEEDS * FOLDS) -> Gate:
    """Gate 1."""
    held, table = benchpress_held(folds), benchpress()[0].table
    shares = held.percent
    everything, percent = errors(held.truth, held.middle), errors(held.truth[shares], held.middle[shares])
    median, own = _baselines(table, benchpress_folds(folds))
    within = float((np.abs(held.middle - held.truth)[shares] <= 5.0).mean())
    relative = np.abs(held.middle - held.truth)[held.truth != 0] / np.abs(held.truth[held.truth != 0])
    return Gate(
        number="1",
        title="Hidden cells of BenchPress",
        protocol=BENCHPRESS.format("Predictions are medians over draws of what is expected."),
        required=(
            Figure("median absolute error, all columns", everything.median, most=4.3, decimals=2),
            Figure("mean absolute error, percent columns", percent.mean, most=7.0, decimals=2),
        ),
        striven=(Figure("median absolute error, all columns", everything.median, most=4.0, decimals=2),),
        reported=(
            Figure("median absolute error, percent columns", percent.median, decimals=2),
            Figure("root mean square error, percent columns", percent.root, decimals=2),
            Figure("within 5 points, percent columns", within),
            Figure("median absolute percentage error, all columns", 100.0 * float(np.median(relative)), decimals=1),
            Figure("median absolute error, percent columns, benchmark median", _median(held, median), decimals=2),
            Figure("median absolute error, percent columns, own-set mean", _median(held, own), decimals=2),
            Figure("hidden cells", len(held.truth), decimals=0),
        ),
    )


def cell_intervals(folds: int = SEEDS * FOLDS) -> Gate:
    """Gate 2."""
    held = benchpress_held(folds)
    width = (held.high - held.low)[held.percent]
    plain_width = (held.plain_high - held.plain_low)[held.percent]
    found = coverage(held.truth, held.low, held.high)
    sizes = _coverage_by(held, held.sizes)
    return Gate(
        number="2",
        title="Their 90% intervals",
        protocol=BENCHPRESS.format(
            "An interval runs from the 5% to the 95% quantile of the draws, stretched by the factor of its row size; "
            "the factors come from cells hidden in Epoch's and LLM-Stats' tables, each once. Widths are of percent "
            "columns."
        ),
        required=(
            Figure("coverage, all columns", found, least=0.88, most=0.92),
            Figure("median width", float(np.median(width)), most=27.0, decimals=1),
        ),
        striven=(Figure("median width", float(np.median(width)), most=25.0, decimals=1),),
        reported=(
            Figure("coverage, percent columns", coverage(*_percent_only(held))),
            Figure("coverage before stretching", coverage(held.truth, held.plain_low, held.plain_high)),
            Figure("median width before stretching", float(np.median(plain_width)), decimals=1),
            *(
                Figure(f"factor, models with {name} measured", factor)
                for name, factor in zip(ROW_GROUPS, release_factors().factors, strict=True)
            ),
            *(Figure(f"coverage, models with {name} measured", value) for name, value in sizes.items()),
        ),
    )


def epoch_cells(parts: int = PARTS) -> Gate:
    """Gate 3."""
    named = epoch()
    held = held_out(named.table, _some(named.table, parts), SEED)
    index = _index_predictions(named.table, named.benchmarks.index(PINNED), parts)
    one = _one_factor(named.table, parts)
    found = errors(held.truth, held.middle)
    return Gate(
        number="3",
        title="Hidden cells of Epoch's data",
        protocol="""
Epoch's benchmark-stitching data after its own filters: 179 models x 38 benchmarks, 1,324 cells (models with at least 4
benchmarks, from November 2022 on, highest score kept). Ten random parts, each hidden once; R squared over all cells
together. ECI is its published form and settings, written again here: least squares on the score, penalty 0.1, one
slope pinned.
""",
        required=(Figure("R squared", explained(held.truth, held.middle), least=0.89),),
        striven=(Figure("R squared", explained(held.truth, held.middle), least=0.91),),
        reported=(
            Figure("root mean square error", found.root, decimals=2),
            Figure("mean absolute error", found.mean, decimals=2),
            Figure("coverage of 90% intervals, as drawn", coverage(held.truth, held.low, held.high)),
            Figure("R squared, ECI form", explained(held.truth, index)),
            Figure("R squared, one factor", explained(held.truth, one)),
            Figure("hidden cells", len(held.truth), decimals=0),
        ),
    )


def llm_stats_cells(parts: int = PARTS) -> Gate:
    """Gate 4."""
    table = llm_stats().table
    held = held_out(table, _some(table, parts), SEED)
    median, own = _baselines(table, _some(table, parts))
    found = errors(held.truth, held.middle)
    return Gate(
        number="4",
        title="Hidden cells of LLM-Stats",
        protocol="""
LLM-Stats, nearly all of it reported by vendors: scores from 0 to 1, then models with under 6 tests and tests with under
5 models are taken out until nothing changes: 131 x 98, 1,630 cells. Ten random parts, each hidden once.
""",
        required=(Figure("mean absolute error", found.mean, most=6.0, decimals=2),),
        reported=(
            Figure("median absolute error", found.median, decimals=2),
            Figure("coverage of 90% intervals, as drawn", coverage(held.truth, held.low, held.high)),
            Figure("median width", float(np.median(held.high - held.low)), decimals=1),
            Figure("mean absolute error, benchmark median", errors(held.truth, median).mean, decimals=2),
            Figure("mean absolute error, own-set mean", errors(held.truth, own).mean, decimals=2),
        ),
    )


def pair_order(folds: int = SEEDS * FOLDS) -> Gate:
    """Gate 5."""
    held = benchpress_held(folds)
    found = calibration(held.chance, held.ahead)
    return Gate(
        number="5",
        title="Which of two models is ahead on a hidden benchmark",
        protocol=BENCHPRESS.format(
            "For every two hidden cells of one percent column: the share of draws in which the first model is ahead. "
            "Cells that end level are left out."
        ),
        required=(
            Figure("share right", found.accuracy, least=0.85),
            Figure("expected calibration error", found.ece, most=0.03),
        ),
        striven=(
            Figure("share right", found.accuracy, least=0.86),
            Figure("expected calibration error", found.ece, most=0.02),
        ),
        reported=(
            Figure("Brier score", found.brier),
            Figure("log score", found.log_score),
            Figure("pairs", found.predictions, decimals=0),
        ),
        diagrams={"Order on a hidden benchmark": found},
    )


def _some(table: ScoreTable, parts: int) -> Iterator[Mask]:
    """The first so many of ten random parts."""
    return (hidden for number, hidden in enumerate(random_folds(table, PARTS, SEED)) if number < parts)


def _baselines(table: ScoreTable, folds: Iterator[Mask]) -> tuple[Floats, Floats]:
    """What the benchmark median and the own-set mean say of the hidden cells."""
    medians, means = [], []
    for hidden in folds:
        kept = table.only(~hidden)
        medians.append(benchmark_median(kept, table.benchmark[hidden]))
        means.append(own_set_mean(kept, table.model[hidden]))
    return np.concatenate(medians), np.concatenate(means)


def _index_predictions(table: ScoreTable, pinned: int, parts: int) -> Floats:
    found = []
    for hidden in _some(table, parts):
        index = capability_index(table.only(~hidden), pinned)
        found.append(index.predict(table.model[hidden], table.benchmark[hidden]))
    return np.concatenate(found)


def _one_factor(table: ScoreTable, parts: int) -> Floats:
    found = []
    for hidden in _some(table, parts):
        fit = fitted(table.only(~hidden), factors=1)
        found.append(fit.predict(table.model[hidden], table.benchmark[hidden])[0])
    return np.concatenate(found)


def _median(held: Held, predicted: Floats) -> float:
    return errors(held.truth[held.percent], predicted[held.percent]).median


def _percent_only(held: Held) -> tuple[Floats, Floats, Floats]:
    return held.truth[held.percent], held.low[held.percent], held.high[held.percent]


def _coverage_by(held: Held, sizes: NDArray[np.int64]) -> dict[str, float]:
    """Coverage by how many cells a model had left."""
    ends = ((0, 12), (12, 20), (20, 40), (40, 10**6))
    found = {}
    for name, (low, high) in zip(ROW_GROUPS, ends, strict=True):
        part = (low <= sizes) & (sizes < high)
        if part.any():
            found[name] = coverage(held.truth[part], held.low[part], held.high[part])
    return found
