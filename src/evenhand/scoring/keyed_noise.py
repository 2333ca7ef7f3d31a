"""Random numbers that belong to a row, a column or a cell, whatever else is in the table.

A chain in which each row has its own stream, seeded by its key, stays beside the chain of the same table with one
row more; so a new model moves the others' estimates by what it teaches, not by a reshuffle.
"""

from collections.abc import Iterator

import numpy as np
from scipy.special import gammaincinv, stdtrit

from evenhand.scoring.score_table import Floats, Keys

# Enough to make the calls per stream rare, few enough to keep 60,000 cells in some 50 MB.
BLOCK = 50


def streams(seed: int, kind: int, keys: Keys) -> list[np.random.Generator]:
    """One generator a key; `kind` keeps rows and columns of the same key apart."""
    return [np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, kind, int(key)]))) for key in keys]


def normals(generators: list[np.random.Generator], width: int) -> Iterator[Floats]:
    """Without end: standard normals (width, streams), each column from its own stream; good until a later one."""
    block = np.empty((BLOCK, width, len(generators)))
    while True:
        for place, generator in enumerate(generators):
            block[:, :, place] = generator.standard_normal((BLOCK, width))
        yield from block


def cell_normals(
    generators: list[np.random.Generator], starts: np.ndarray[tuple[int], np.dtype[np.intp]]
) -> Iterator[Floats]:
    """Without end: standard normals (cells,), the cells starts[i] to starts[i + 1] from stream i; good as above."""
    block = np.empty((BLOCK, int(starts[-1])))
    parts = _of_streams(block, generators, starts)
    while True:
        for generator, own in parts:
            own[...] = generator.standard_normal(own.shape)
        yield from block


def cell_gammas(
    generators: list[np.random.Generator], starts: np.ndarray[tuple[int], np.dtype[np.intp]], shape: float
) -> Iterator[Floats]:
    """Without end: gamma variates of this shape and scale 1, (cells,), the cells of stream i from it; good as above."""
    block = np.empty((BLOCK, int(starts[-1])))
    parts = _of_streams(block, generators, starts)
    while True:
        for generator, own in parts:
            own[...] = generator.standard_gamma(shape, own.shape)
        yield from block


def gammas(generators: list[np.random.Generator], shapes: Floats) -> Iterator[Floats]:
    """Without end: gamma variates (streams,) of these shapes and scale 1, one uniform each, by inversion.

    A shape that grows a little moves the variate a little, which rejection sampling would not keep.
    """
    while True:
        uniform = np.column_stack([generator.random(BLOCK) for generator in generators])
        yield from gammaincinv(shapes, np.maximum(uniform, 1e-300))


def student(seed: int, rows: Keys, columns: Keys, draws: int, freedom: float) -> Floats:
    """Student's t variates (draws, n), one stream a cell, known by the keys of its row and column."""
    cell = _mixed(_mixed(_mixed(np.uint64(seed) + rows * 0) ^ rows) + np.uint64(0x9E3779B97F4A7C15) ^ columns)
    counter = np.arange(1, draws + 1, dtype=np.uint64)[:, None] * np.uint64(0x9E3779B97F4A7C15)
    bits = _mixed(cell + counter) >> np.uint64(11)
    return _student_quantile(np.asarray((bits + 0.5) * 2.0**-53, np.float64), freedom)


def _of_streams(
    block: Floats, generators: list[np.random.Generator], starts: np.ndarray[tuple[int], np.dtype[np.intp]]
) -> list[tuple[np.random.Generator, Floats]]:
    """Each stream that has cells, with its columns of the block."""
    ends = zip(generators, starts[:-1].tolist(), starts[1:].tolist(), strict=True)
    return [(generator, block[:, start:stop]) for generator, start, stop in ends if stop > start]


def _mixed(state: Keys) -> Keys:
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014), on whole arrays; it wraps on purpose."""
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))


def _student_quantile(share: Floats, freedom: float) -> Floats:
    """The quantile of Student's t; closed for 4 degrees of freedom (Shaw 2006)."""
    if freedom != 4.0:
        return np.asarray(stdtrit(freedom, share))
    root = np.sqrt(np.maximum(4.0 * share * (1.0 - share), 1e-300))
    size = 2.0 * np.sqrt(np.maximum(np.cos(np.arccos(np.minimum(root, 1.0)) / 3.0) / root - 1.0, 0.0))
    return np.copysign(size, share - 0.5)
