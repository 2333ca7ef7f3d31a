"""Selective reporting: complete tables of which strong models show hard tests only."""

from collections.abc import Callable
from itertools import product

import numpy as np

from bench.accuracy.gate import Figure, Gate
from bench.accuracy.simulated import simulated
from bench.accuracy.tables import Mask, Named, benchpress, epoch
from bench.accuracy.whole_scores import Judged, judged, selective
from evenhand.scoring.score_table import Floats

SEED = 33
STRENGTH = 4.0
SHARES = (0.25, 0.4)
SIMULATED = (80, 30)
REDRAWS = 2
LEAST_MODELS = LEAST_TESTS = 8
MOST_TESTS = 30

PROTOCOL = f"""
Complete tables: the densest complete block of percent columns in BenchPress and in Epoch's data, found greedily with
at least {LEAST_MODELS} models and {LEAST_TESTS} tests, and tables drawn from the model. Each model reports a quarter,
or 40%, of the tests, at least 4, drawn with weights exp({STRENGTH:g} x standing x hardness). The model sees the kept
cells only. Intervals of scores are widened by the mask-matched factor of {REDRAWS} redrawn tables. A score is shown
unless the selection index
and the measured share say that it must be withheld, the table has fewer than three cells for each model and test, or
the model has under 4 cells or no connection; coverage counts scores that are shown, and a place for every model.
"""


def gate(repeats: int = 4) -> Gate:
    """The acceptance figures over so many masks of each table and share."""
    found = {(name, share): _judged(name, share, repeats) for name, share in product(_TABLES, SHARES)}
    everything = [one for part in found.values() for one in part]
    shown = np.concatenate([one.covered[one.shown] for one in everything])
    places = np.concatenate([one.ranked for one in everything])
    held = 1.0 - float(np.concatenate([one.shown for one in everything]).mean())
    return Gate(
        number="S",
        title="Selective masks on complete tables",
        protocol=PROTOCOL,
        required=(
            Figure("coverage of places", float(places.mean()), least=0.86),
            Figure("coverage of scores that are shown", float(shown.mean()) if len(shown) else 1.0, least=0.85),
        ),
        reported=(
            Figure("share of scores withheld", held),
            Figure("coverage of all scores, withheld ones too", _mean(everything, "covered")),
            *(figure for (name, share), part in found.items() for figure in _figures(f"{name}, {share:.0%}", part)),
        ),
    )


def _figures(name: str, part: list[Judged]) -> tuple[Figure, ...]:
    covered = np.concatenate([one.covered for one in part])
    shown = np.concatenate([one.shown for one in part])
    return (
        Figure(f"{name}: coverage of places", _mean(part, "ranked")),
        Figure(f"{name}: share of scores shown", float(shown.mean())),
        Figure(f"{name}: coverage of shown scores", float(covered[shown].mean()) if shown.any() else float("nan")),
        Figure(
            f"{name}: coverage of withheld scores", float(covered[~shown].mean()) if not shown.all() else float("nan")
        ),
        Figure(f"{name}: selection index", float(np.mean([one.index for one in part])), decimals=2),
        Figure(f"{name}: rank correlation", float(np.mean([one.completed for one in part])), decimals=2),
        Figure(f"{name}: the same, own-set means", float(np.mean([one.own_sets for one in part])), decimals=2),
    )


def _judged(name: str, share: float, repeats: int) -> list[Judged]:
    found = []
    for repeat in range(repeats):
        chance = np.random.default_rng([SEED, repeat])
        values = _TABLES[name](chance)
        kept = selective(values, share, STRENGTH, chance)
        found.append(judged(values, kept, seed=repeat, redraws=REDRAWS))
    return found


def _mean(found: list[Judged], name: str) -> float:
    return float(np.concatenate([getattr(one, name) for one in found]).mean())


def complete_block(named: Named) -> Floats:
    """(models, tests): the largest complete block that adding the best next column finds, from every first column."""
    table = named.table
    whole = np.full((table.models, table.benchmarks), np.nan)
    whole[table.model, table.benchmark] = table.value
    seen = ~np.isnan(whole) & table.percent
    blocks = [block for first in range(table.benchmarks) for block in _grown(seen, first)]
    rows, columns = max(blocks, key=lambda block: block[0].sum() * len(block[1]))
    return np.asarray(whole[rows][:, columns], np.float64)


def _grown(seen: Mask, first: int) -> list[tuple[Mask, list[int]]]:
    """Blocks (rows, columns) from one column on, each with one column more."""
    columns, rows = [first], seen[:, first].copy()
    found = []
    while rows.sum() >= LEAST_MODELS and len(columns) < MOST_TESTS:
        if len(columns) >= LEAST_TESTS:
            found.append((rows.copy(), list(columns)))
        gain = (seen & rows[:, None]).sum(axis=0)
        gain[columns] = -1
        columns.append(int(gain.argmax()))
        rows &= seen[:, columns[-1]]
    return found


_TABLES: dict[str, Callable[[np.random.Generator], Floats]] = {
    "BenchPress block": lambda _: complete_block(benchpress()[0]),
    "Epoch block": lambda _: complete_block(epoch()),
    "simulated": lambda chance: simulated(*SIMULATED, chance),
}
