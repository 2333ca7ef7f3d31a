"""The observed cells of a sparse table of models by benchmarks, as the latent model reads them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int32]
# Rows or columns that a caller asks for, of any whole type.
Places = NDArray[np.signedinteger[Any]]
Keys = NDArray[np.uint64]


@dataclass(frozen=True)
class ScoreTable:
    """One value per (model, benchmark) pair that was observed, sorted by model, then benchmark.

    Attributes:
        model: row of each cell, 0 <= model < models.
        benchmark: column of each cell, 0 <= benchmark < benchmarks.
        value: score in the column's own unit; 0 to 100 for percent columns.
        error: its standard error in the same unit, 0 where unknown.
        extra: further variance on the logit scale (provenance), 0 where none.
        models: number of rows, those without a cell included.
        benchmarks: number of columns.
        percent: which columns are percentages; the others are used on their own scale.
        model_keys: what seeds a row's random numbers, the same whatever other rows there are.
        benchmark_keys: the same for columns.

    """

    model: Indices
    benchmark: Indices
    value: Floats
    error: Floats
    extra: Floats
    models: int
    benchmarks: int
    percent: NDArray[np.bool_]
    model_keys: Keys
    benchmark_keys: Keys

    @property
    def cells(self) -> int:
        """How many cells are observed."""
        return len(self.value)

    def row(self, model: int) -> slice:
        """The cells of one model, which stand together."""
        begin, end = np.searchsorted(self.model, (model, model + 1))
        return slice(int(begin), int(end))

    def row_sizes(self) -> NDArray[np.int64]:
        """How many benchmarks each model has, (models,)."""
        return np.bincount(self.model, minlength=self.models)

    def only(self, kept: NDArray[np.bool_]) -> "ScoreTable":
        """The same table with only these cells observed; rows and columns keep their places."""
        return ScoreTable(
            self.model[kept],
            self.benchmark[kept],
            self.value[kept],
            self.error[kept],
            self.extra[kept],
            self.models,
            self.benchmarks,
            self.percent,
            self.model_keys,
            self.benchmark_keys,
        )


def score_table(
    model: ArrayLike,
    benchmark: ArrayLike,
    value: ArrayLike,
    *,
    error: ArrayLike = 0.0,
    extra: ArrayLike = 0.0,
    models: int | None = None,
    benchmarks: int | None = None,
    percent: ArrayLike = True,
    model_keys: ArrayLike | None = None,
    benchmark_keys: ArrayLike | None = None,
) -> ScoreTable:
    """The table of these cells, in any order; the same observation given twice counts once.

    Single numbers of `error`, `extra` and `percent` hold for all.

    Raises:
        ValueError: a value is not finite, an index or an error is out of its range, a percentage is not within
            0 to 100, or one model has two different values on one benchmark (which of them stands is not ours to say).

    """
    rows, columns = np.asarray(model, np.int32), np.asarray(benchmark, np.int32)
    values = np.asarray(value, np.float64)
    errors, extras = (np.broadcast_to(np.asarray(part, np.float64), values.shape) for part in (error, extra))
    height = models if models is not None else int(rows.max(initial=-1)) + 1
    width = benchmarks if benchmarks is not None else int(columns.max(initial=-1)) + 1
    shown = np.broadcast_to(np.asarray(percent, np.bool_), (width,)).copy()
    kept = _sorted_once(rows, columns, values, errors, extras)
    table = ScoreTable(
        rows[kept],
        columns[kept],
        values[kept],
        errors[kept],
        extras[kept],
        height,
        width,
        shown,
        _keys(model_keys, height),
        _keys(benchmark_keys, width),
    )
    _check(table)
    return table


def _sorted_once(rows: Indices, columns: Indices, values: Floats, errors: Floats, extras: Floats) -> NDArray[np.intp]:
    """The places of the cells sorted by row and column, each observation once."""
    order = np.lexsort((extras, errors, values, columns, rows))
    parts = [part[order] for part in (rows, columns, values, errors, extras)]
    repeated = np.zeros(len(order), np.bool_)
    repeated[1:] = np.all([part[1:] == part[:-1] for part in parts], axis=0)
    return order[~repeated]


def _keys(keys: ArrayLike | None, count: int) -> Keys:
    return np.arange(count, dtype=np.uint64) if keys is None else np.asarray(keys, np.uint64)


def _check(table: ScoreTable) -> None:
    for index, count, kind in (
        (table.model, table.models, "model"),
        (table.benchmark, table.benchmarks, "benchmark"),
    ):
        if len(index) and not 0 <= index.min() <= index.max() < count:
            raise ValueError(f"a {kind} index is outside 0 to {count - 1}")
    if len(table.model_keys) != table.models or len(table.benchmark_keys) != table.benchmarks:
        raise ValueError("one key a model and a benchmark is needed")
    if not all(np.isfinite(part).all() for part in (table.value, table.error, table.extra)):
        raise ValueError("a value, error or extra variance is not finite")
    if (table.error < 0).any() or (table.extra < 0).any():
        raise ValueError("an error or an extra variance is below zero")
    shares = table.value[table.percent[table.benchmark]]
    if ((shares < 0) | (shares > 100)).any():
        raise ValueError("a percentage is outside 0 to 100")
    same = (np.diff(table.model) == 0) & (np.diff(table.benchmark) == 0)
    if same.any():
        place = int(np.flatnonzero(same)[0])
        raise ValueError(f"model {table.model[place]} has two values on benchmark {table.benchmark[place]}")
