"""Whether strong models chose hard tests, and which models can be compared at all (statistics 1.2, 1.7.5)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from evenhand.scoring.score_table import Floats, ScoreTable

LEAST_CELLS = 4
LEAST_PER_UNKNOWN = 3


class Connected(NamedTuple):
    """The groups within which abilities can be compared.

    Attributes:
        model: group of each model, (models,); two models in different groups share no chain of tests.
        benchmark: group of each benchmark, (benchmarks,).
        main: the group with the most cells.

    """

    model: NDArray[np.int32]
    benchmark: NDArray[np.int32]
    main: int


def selection_index(table: ScoreTable, ability: Floats, difficulty: Floats) -> float:
    """Correlation over observed cells of the model's ability (models,) and the benchmark's difficulty (benchmarks,).

    Near 0 where tests are chosen whatever the model, 1 where strong models report hard tests only; 0 where either
    does not vary. Above 0.3 absolute levels are soft: hiding by strength shrinks the extremes, and the index with them.
    """
    strong, hard = ability[table.model], difficulty[table.benchmark]
    if table.cells < 2 or np.ptp(strong) == 0 or np.ptp(hard) == 0:
        return 0.0
    return float(np.corrcoef(strong, hard)[0, 1])


def thin(table: ScoreTable) -> bool:
    """Whether a table has fewer than three cells for each model and each benchmark that it holds.

    A model has up to three factors and a benchmark as many loadings, so such a table has no more scores than unknowns.
    """
    held = len(np.unique(table.model)) + len(np.unique(table.benchmark))
    return table.cells < LEAST_PER_UNKNOWN * held


def connected(table: ScoreTable) -> Connected:
    """Groups of models and benchmarks that are linked through observed cells."""
    size = table.models + table.benchmarks
    links = coo_array((np.ones(table.cells), (table.model, table.models + table.benchmark)), shape=(size, size))
    _, group = connected_components(links, directed=False)
    main = int(np.bincount(group[table.model]).argmax()) if table.cells else 0
    return Connected(group[: table.models], group[table.models :], main)


def estimable(table: ScoreTable) -> NDArray[np.bool_]:
    """Which models may have estimated scores, (models,): at least 4 cells, and in the main group."""
    groups = connected(table)
    return np.asarray((table.row_sizes() >= LEAST_CELLS) & (groups.model == groups.main))
