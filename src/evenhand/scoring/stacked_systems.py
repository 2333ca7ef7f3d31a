"""Many small symmetric positive systems at once: loops over the few unknowns, arrays over the many systems.

A stack is an array (k, k, m): m systems of k unknowns, of which the lower triangle is read.
Such loops are many times faster than LAPACK called for each 2 x 2 system.
"""

from functools import lru_cache

import numpy as np

from evenhand.scoring.score_table import Floats


def unpacked(packed: Floats, size: int) -> Floats:
    """Lower triangles row by row, (m, k (k + 1) / 2), as a stack (k, k, m)."""
    stack = np.empty((size, size, len(packed)))
    for place, (i, j) in enumerate(triangle(size)):
        stack[i, j] = packed[:, place]
    return stack


def products(vectors: Floats) -> Floats:
    """Lower triangles of v v' of each row v of (m, k), as (m, k (k + 1) / 2)."""
    pairs = triangle(vectors.shape[1])
    packed = np.empty((len(vectors), len(pairs)))
    for place, (i, j) in enumerate(pairs):
        np.multiply(vectors[:, i], vectors[:, j], out=packed[:, place])
    return packed


@lru_cache(maxsize=16)
def triangle(size: int) -> list[tuple[int, int]]:
    """Row and column of each entry of a lower triangle, row by row."""
    return [(i, j) for i in range(size) for j in range(i + 1)]


def factor(stack: Floats) -> Floats:
    """The Cholesky factor L of each system, as a stack; its diagonal holds 1 / L_ii, which saves divisions later."""
    lower = np.empty_like(stack)
    for j in range(len(stack)):
        for i in range(j, len(stack)):
            rest = stack[i, j].copy()
            for k in range(j):
                rest -= lower[i, k] * lower[j, k]
            lower[i, j] = 1.0 / np.sqrt(rest) if i == j else rest * lower[j, j]
    return lower


def forward(lower: Floats, right: Floats) -> Floats:
    """The x of L x = right, (k, m)."""
    solved = np.empty_like(right)
    for i in range(len(lower)):
        rest = right[i].copy()
        for k in range(i):
            rest -= lower[i, k] * solved[k]
        solved[i] = rest * lower[i, i]
    return solved


def backward(lower: Floats, right: Floats) -> Floats:
    """The x of L' x = right, (k, m)."""
    solved = np.empty_like(right)
    for i in reversed(range(len(lower))):
        rest = right[i].copy()
        for k in range(i + 1, len(lower)):
            rest -= lower[k, i] * solved[k]
        solved[i] = rest * lower[i, i]
    return solved


def inverse(lower: Floats) -> Floats:
    """The inverses of the systems, as a full stack (k, k, m)."""
    size, _, count = lower.shape
    whole = np.empty_like(lower)
    for j in range(size):
        unit = np.zeros((size, count))
        unit[j] = 1.0
        whole[:, j] = backward(lower, forward(lower, unit))
    return whole


def log_determinant(lower: Floats) -> Floats:
    """The log determinant of each system, (m,)."""
    return np.asarray(-2.0 * sum(np.log(lower[i, i]) for i in range(len(lower))))
