"""Every two systems on plain outcomes kept as bits: counts of common items and of who solved them."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from evenhand.records.item_counts import DifferenceCell, PackedItems, PairCounts, System

BILLION = 1_000_000_000
WORD = 8
Words = NDArray[np.uint64]
Ints = NDArray[np.int64]


def packed_pairs(found: PackedItems, benchmark: str) -> tuple[PairCounts, ...]:
    """The counts of every two systems, in their order: each is a count of the bits that two columns share."""
    known, solved = _words(found.known), _words(found.solved)
    items = [int(np.bitwise_count(column).sum()) for column in known]
    complete = all(column == found.known[0] for column in found.known)
    right = np.bitwise_count(solved).sum(axis=1, dtype=np.int64)
    counted: list[PairCounts] = []
    for left in range(len(found.systems) - 1):
        others = slice(left + 1, None)
        both = _common(solved[left], solved[others])
        if complete:
            of_left, of_right = right[left] - both, right[others] - both
            common = np.full_like(both, items[left])
        else:
            of_left = _common(solved[left], known[others]) - both
            of_right = _common(known[left], solved[others]) - both
            common = _common(known[left], known[others])
        table = np.stack([common, both, of_left, of_right], axis=1).tolist()
        counted += _counts(found.systems, left, table, items, benchmark)
    return tuple(counted)


def _words(columns: Sequence[bytes]) -> Words:
    """A row a column, filled up with bits that are not set."""
    longest = -(-len(columns[0]) // WORD) * WORD
    return np.stack([np.frombuffer(column.ljust(longest, b"\0"), np.uint64) for column in columns])


def _common(one: Words, others: Words) -> Ints:
    """How many bits a column shares with each of the others."""
    return np.array([np.bitwise_count(one & other).sum(dtype=np.int64) for other in others], np.int64)


def _counts(
    systems: Sequence[System], left: int, table: Sequence[Sequence[int]], items: Sequence[int], benchmark: str
) -> Iterator[PairCounts]:
    for right, (common, both, left_only, right_only) in enumerate(table, left + 1):
        cells = (
            DifferenceCell(-BILLION, 1, right_only),
            DifferenceCell(0, 1, common - left_only - right_only),
            DifferenceCell(BILLION, 1, left_only),
        )
        yield PairCounts(
            left=systems[left],
            right=systems[right],
            benchmark=benchmark,
            items=common,
            both=both,
            left_only=left_only,
            right_only=right_only,
            neither=common - both - left_only - right_only,
            left_better=left_only,
            right_better=right_only,
            left_total=float(both + left_only),
            right_total=float(both + right_only),
            left_items=items[left],
            right_items=items[right],
            lowest=0.0,
            highest=1.0,
            clusters=False,
            cells=tuple(cell for cell in cells if cell.units),
        )
