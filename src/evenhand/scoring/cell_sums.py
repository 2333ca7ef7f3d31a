"""Weighted sums over the observed cells of each row or each column of a table, as sparse products."""

import numpy as np
from scipy.sparse import csr_array

from evenhand.scoring.score_table import Floats, ScoreTable


class CellSums:
    """For weights w (cells,) and facts x of the other side, the sums of w x over the cells of each row or column."""

    def __init__(self, table: ScoreTable) -> None:
        ones: Floats = np.ones(table.cells)
        self._by_model: csr_array[np.float64, tuple[int, int]] = csr_array(
            (ones.copy(), table.benchmark, _starts(table.model, table.models)), shape=(table.models, table.benchmarks)
        )
        self._order = np.argsort(table.benchmark, kind="stable")
        self._by_benchmark: csr_array[np.float64, tuple[int, int]] = csr_array(
            (ones.copy(), table.model[self._order], _starts(table.benchmark, table.benchmarks)),
            shape=(table.benchmarks, table.models),
        )
        self._benchmark, self._benchmarks = table.benchmark.astype(np.intp), table.benchmarks

    def of_models(self, weights: Floats, facts: Floats) -> Floats:
        """(models, q): the sum over a model's cells of weight times the benchmark's facts (benchmarks, q)."""
        self._by_model.data = weights
        return np.asarray(self._by_model @ facts)

    def of_benchmarks(self, weights: Floats, facts: Floats) -> Floats:
        """(benchmarks, q): the sum over a benchmark's cells of weight times the model's facts (models, q)."""
        return self.of_ordered(self.ordered(weights), facts)

    def ordered(self, cells: Floats) -> Floats:
        """(cells,): what belongs to each cell, a benchmark's cells together."""
        return cells[self._order]

    def of_ordered(self, weights: Floats, facts: Floats) -> Floats:
        """As `of_benchmarks`, of weights that are already `ordered`."""
        self._by_benchmark.data = weights
        return np.asarray(self._by_benchmark @ facts)

    def totals(self, weights: Floats) -> Floats:
        """(benchmarks,): the sum of the weights of a benchmark's cells."""
        return np.bincount(self._benchmark, weights, self._benchmarks).astype(np.float64, copy=False)


def _starts(
    index: np.ndarray[tuple[int], np.dtype[np.int32]], count: int
) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    sizes = np.bincount(index, minlength=count)
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
