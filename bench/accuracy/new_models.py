"""Gate 7: a new model with a few scores, predicted from models that are older than it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.accuracy.completion import CELL_NOISE, ends, middles, release_factors
from bench.accuracy.gate import Figure, Gate
from bench.accuracy.metrics import coverage, errors
from bench.accuracy.tables import Mask, Named, benchpress
from evenhand.scoring.latent_model import fitted
from evenhand.scoring.posterior_draws import drawn
from evenhand.scoring.score_table import Floats, ScoreTable

SEED = 7
NEWEST = 30
REVEALED = (1, 3, 5, 10)
GATED = 5
# A column that fewer older models have cannot be known.
LEAST_OLDER = 5

PROTOCOL = """
The 30 newest models of BenchPress by release date, one at a time. The model is fitted on all models released before it
and on k of its own scores, drawn with a fixed seed; its other scores are predicted, percent columns that at least 5 of
the older models have. Models with under k + 3 such scores are left out. Medians at k = 1, 3 and 10 are from the start
fit alone (EM); at k = 5 from the draws, whose intervals are stretched by the factors of gate 2.
"""


@dataclass(frozen=True)
class Revealed:
    """The cells of a new model: those it is fitted with, and those to predict."""

    table: ScoreTable
    model: NDArray[np.int32]
    benchmark: NDArray[np.int32]
    truth: Floats


def gate(newest: int = NEWEST) -> Gate:
    """The gate on the so many newest models."""
    named, _ = benchpress()
    order = sorted(range(len(named.models)), key=lambda model: (named.released[model], named.models[model]))
    chosen = order[-newest:]
    plain = {k: _plain_errors(named, chosen, k) for k in REVEALED}
    truth, middle, low, high = _drawn(named, chosen)
    found = errors(truth, middle)
    return Gate(
        number="7",
        title="A new model with 5 scores",
        protocol=PROTOCOL,
        required=(
            Figure("median absolute error, 5 scores", found.median, most=4.5, decimals=2),
            Figure("coverage of 90% intervals", coverage(truth, low, high), least=0.87, most=0.93),
        ),
        striven=(Figure("median absolute error, 5 scores", found.median, most=4.0, decimals=2),),
        reported=(
            Figure("median width of the intervals", float(np.median(high - low)), decimals=1),
            *(Figure(f"median absolute error, EM, {k} scores", value, decimals=2) for k, value in plain.items()),
            Figure("predicted scores at 5", len(truth), decimals=0),
        ),
    )


def _drawn(named: Named, chosen: list[int]) -> tuple[Floats, Floats, Floats, Floats]:
    parts: list[tuple[Floats, Floats, Floats, Floats]] = []
    for model in chosen:
        new = _revealed(named, model, GATED)
        if new:
            draws = drawn(new.table, seed=SEED)
            cells = draws.standardised_cells(new.model, new.benchmark, seed=CELL_NOISE)
            sizes = np.full(len(new.model), GATED)
            low, high = ends(draws, release_factors().stretched(cells, sizes), new.benchmark)
            parts.append((new.truth, middles(draws, new.model, new.benchmark), low, high))
    truth, middle, low, high = (np.concatenate(part) for part in zip(*parts, strict=True))
    return truth, middle, low, high


def _plain_errors(named: Named, chosen: list[int], count: int) -> float:
    """The median error of the start fit with so many scores revealed."""
    truth, middle = [], []
    for model in chosen:
        new = _revealed(named, model, count)
        if new:
            truth.append(new.truth)
            middle.append(fitted(new.table).predict(new.model, new.benchmark)[0])
    return errors(np.concatenate(truth), np.concatenate(middle)).median


def _revealed(named: Named, model: int, count: int) -> Revealed | None:
    table = named.table
    older = _older(named, model)
    known = np.bincount(table.benchmark[older], minlength=table.benchmarks)
    usable = (known >= LEAST_OLDER) & table.percent
    own = np.flatnonzero((table.model == model) & usable[table.benchmark])
    if len(own) < count + 3:
        return None
    shown = np.random.default_rng([SEED, model]).permutation(own)
    kept = older.copy()
    kept[shown[:count]] = True
    rest = np.sort(shown[count:])
    return Revealed(table.only(kept), table.model[rest], table.benchmark[rest], table.value[rest])


def _older(named: Named, model: int) -> Mask:
    """The cells of models released before this one."""
    before = np.array([day < named.released[model] for day in named.released])
    return before[named.table.model]
