"""`python -m bench.calibration`: what widens estimates, from the catalog's own scores hidden and estimated again.

Cells: five folds of all cells, each hidden once, by the size of the row (statistics 1.7.5 d).
Scores: some of the best measured models lose the counted tests that a less measured model lacks, so that the mask is a
real one; the score over what was hidden is then estimated and held against the measured one. Eight rounds.
The factors go into the ranking file, `[calibration.<lane>]`.
"""

import sys
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from evenhand.catalog.loading import load_catalog
from evenhand.comparison.estimates import counted_columns
from evenhand.comparison.observed_cells import observed_cells
from evenhand.records.ranking import Ranking
from evenhand.scoring.basket_fit import table_of
from evenhand.scoring.cell_intervals import BOUNDS, learned
from evenhand.scoring.full_basket import HIGHEST, Basket, Stretch, basket
from evenhand.scoring.kept_estimates import STEPS
from evenhand.scoring.posterior_draws import SEED, drawn
from evenhand.scoring.score_table import ScoreTable

ROUNDS = 8
WELL, PARTLY = 0.4, (0.15, 0.4)
AT_ONCE = 0.4
LEVEL = 0.9

Mask = NDArray[np.bool_]


def main() -> None:
    """Print the factors of each lane that is named, or of all, as the ranking file has them."""
    catalog = load_catalog()
    ranking = catalog.rankings["even"]
    for lane in sys.argv[1:] or ranking.lanes:
        seen = observed_cells(catalog, ranking, lane)
        counted = counted_columns(catalog, ranking, seen)
        table = table_of(seen, {column for tests in counted.values() for column in tests})
        cells = learned(table)
        rows = tuple(zip((0, *BOUNDS), cells.factors, strict=True))
        used = {name: list(tests.items()) for name, tests in counted.items() if tests}
        found = np.array(list(_distances(table, ranking, used, Stretch(rows))))
        factor = max(1.0, float(np.quantile(found, LEVEL))) if len(found) else 1.0
        print(f"[calibration.{lane}]")
        print(f"rows = [{', '.join(f'[{least}, {value:.2f}]' for least, value in rows)}]")
        print(f"score = {factor:.2f}")
        print(f"# cells {cells.cells}; scores {len(found)}: coverage before {np.mean(found <= 1):.3f}, factor raw "
              f"{np.quantile(found, LEVEL) if len(found) else 1:.2f}", flush=True)  # fmt: skip


def _distances(
    table: ScoreTable, ranking: Ranking, used: dict[str, list[tuple[int, float]]], stretch: Stretch
) -> Iterator[float]:
    """How far measured scores lie from the medians of their estimates, in half-widths of the 90% interval."""
    chance = np.random.default_rng(SEED)
    columns = np.array([column for tests in used.values() for column, _ in tests])
    weights = np.concatenate([
        np.array([weight for _, weight in tests]) / sum(weight for _, weight in tests) * ranking.categories[name].weight
        for name, tests in used.items()
    ])  # fmt: skip
    has = np.zeros((table.models, table.benchmarks), np.bool_)
    has[table.model, table.benchmark] = True
    share = has[:, columns] @ weights / weights.sum()
    well = np.flatnonzero(share >= WELL)
    donors = np.flatnonzero((share >= PARTLY[0]) & (share <= PARTLY[1]))
    if not len(well) or not len(donors):
        return
    for number in range(ROUNDS):
        tried = chance.choice(well, max(1, int(AT_ONCE * len(well))), replace=False)
        masks = {int(model): _mask(has, int(model), columns, donors, chance) for model in tried}
        seen = table.only(~_hidden(table, masks))
        draws = drawn(seen, seed=SEED + number)
        for model, mask in masks.items():
            if mask:
                made = basket(seen, draws, model, list(used.values()), stretch)
                yield _distance(table, made, model, np.isin(columns, list(mask)) * weights, columns)


def _mask(
    has: Mask, model: int, columns: NDArray[np.int64], donors: NDArray[np.int64], chance: np.random.Generator
) -> set[int]:
    """The counted tests that this model took and that a donor drawn by chance did not."""
    donor = chance.choice(donors)
    return {int(column) for column in columns if has[model, column] and not has[donor, column]}


def _hidden(table: ScoreTable, masks: dict[int, set[int]]) -> Mask:
    cells = zip(table.model.tolist(), table.benchmark.tolist(), strict=True)
    return np.array([benchmark in masks.get(model, ()) for model, benchmark in cells])


def _distance(
    table: ScoreTable, made: Basket, model: int, weights: NDArray[np.float64], columns: NDArray[np.int64]
) -> float:
    """The distance of one model's score over the counted tests that were hidden, which alone have weight."""
    share = weights / weights.sum()
    points = share @ (made.cells * (HIGHEST / STEPS))
    row = table.row(model)
    values = dict(zip(table.benchmark[row].tolist(), table.value[row], strict=True))
    truth = sum(part * values[int(column)] for part, column in zip(share, columns, strict=True) if part)
    low, middle, high = np.quantile(points, [0.5 - LEVEL / 2, 0.5, 0.5 + LEVEL / 2])
    return float(abs(truth - middle) / ((middle - low) if truth < middle else (high - middle)))


if __name__ == "__main__":
    main()
