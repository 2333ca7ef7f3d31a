"""Every two systems of a benchmark in one pass: items as bits, so that no row meets another.

The engine makes of each item a few whole numbers, whose bits say which systems have it and which solved it. Of these a
column a system is cut out, its items as the bits of one long number; two such numbers and a count of bits compare two
systems. 50 systems on a million items are 16 MB and 1,225 such comparisons.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct

from evenhand.items import expressions as ask
from evenhand.items.engines import Engine, small_table
from evenhand.items.schema import Column
from evenhand.records.item_counts import DifferenceCell, PairCounts, System

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.expr.types import Table

PLACES = (
    Column("model", "text", "whose answers"),
    Column("configuration", "text", "under which settings"),
    Column("word", "integer", "the number that holds its bit"),
    Column("bit", "integer", "its bit"),
)


class Place(Struct, frozen=True):
    """Where a system's bit stands."""

    model: str
    configuration: str
    word: int
    bit: int


class Bits(Struct, frozen=True):
    """Items of one batch as bits: which a system has, and which of these it solved, with how many each are."""

    known: int
    solved: int
    items: int
    right: int


class Counts:
    """Of two systems: common items, solved by both, by left alone, by right alone; added up batch by batch."""

    __slots__ = ("both", "items", "left_only", "right_only")

    def __init__(self) -> None:
        self.items = self.both = self.left_only = self.right_only = 0

    def add(self, left: Bits, right: Bits) -> None:
        """Take one batch of items."""
        both = (left.solved & right.solved).bit_count()
        self.both += both
        if left.known == right.known:
            self.items += left.items
            self.left_only += left.right - both
            self.right_only += right.right - both
        else:
            self.items += (left.known & right.known).bit_count()
            self.left_only += (left.solved & right.known).bit_count() - both
            self.right_only += (right.solved & left.known).bit_count() - both


def every_pair(
    engine: Engine, keyed: "Table", systems: Sequence[System], benchmark: str, scored: int
) -> tuple[PairCounts, ...] | None:
    """The counts of every two systems, in their order; `keyed` holds the attempts at the benchmark, `scored` of them.

    None where bits do not say it: outcomes other than 0 and 1, or several scored attempts of a system at an item.
    """
    places = [
        Place(one.model, one.configuration, place // ask.BITS, 1 << ask.BITS - 1 - place % ask.BITS)
        for place, one in enumerate(systems)
    ]
    found = ask.masks(_placed(engine, keyed, places), places[-1].word + 1)
    items = [0] * len(systems)
    pairs = {pair: Counts() for pair in combinations(range(len(systems)), 2)}
    for batch in engine.batches(found):
        if not batch.num_rows:
            continue
        columns = list(_columns(batch, places))
        if any(column.solved & ~column.known for column in columns):
            return None
        items = [held + column.items for held, column in zip(items, columns, strict=True)]
        for (left, right), counts in pairs.items():
            counts.add(columns[left], columns[right])
    if sum(items) != scored:
        return None
    return tuple(_counted(systems, pair, counts, items, benchmark) for pair, counts in pairs.items())


def _placed(engine: Engine, keyed: "Table", places: Sequence[Place]) -> "Table":
    """Each row with the place of its system; without configurations the model alone says it."""
    if not any(place.configuration for place in places):
        return ask.with_places(keyed, [place.model for place in places])
    return keyed.join(small_table(engine, PLACES, places), ["model", "configuration"])


def _columns(batch: "pa.RecordBatch", places: Sequence[Place]) -> Iterator[Bits]:
    from pyarrow import compute  # noqa: PLC0415 - an extra

    words = {place.word for place in places}
    bounds = {word: compute.min_max(batch.column(f"known{word}")).as_py() for word in words}
    everywhere = (1 << batch.num_rows) - 1
    for place in places:
        fewest, most = bounds[place.word]["min"], bounds[place.word]["max"]
        if fewest == most:  # every item has the same systems, as where all took the whole test
            known, items = (everywhere, batch.num_rows) if most & place.bit else (0, 0)
        else:
            known = _bits(batch.column(f"known{place.word}"), place.bit)
            items = known.bit_count()
        solved = _bits(batch.column(f"solved{place.word}"), place.bit)
        yield Bits(known, solved, items, solved.bit_count())


def _bits(words: "pa.Array", bit: int) -> int:
    """One bit of every word, as the bits of one long number."""
    from pyarrow import compute  # noqa: PLC0415 - an extra

    held = compute.not_equal(compute.bit_wise_and(words, bit), 0)
    packed: bytes = held.buffers()[1].to_pybytes()
    return int.from_bytes(packed, "little") >> int(held.offset) & ((1 << len(held)) - 1)


def _counted(
    systems: Sequence[System], pair: tuple[int, int], counts: Counts, items: Sequence[int], benchmark: str
) -> PairCounts:
    left, right = pair
    apart = counts.left_only + counts.right_only
    cells = (
        DifferenceCell(-ask.BILLION, 1, counts.right_only),
        DifferenceCell(0, 1, counts.items - apart),
        DifferenceCell(ask.BILLION, 1, counts.left_only),
    )
    return PairCounts(
        left=systems[left],
        right=systems[right],
        benchmark=benchmark,
        items=counts.items,
        both=counts.both,
        left_only=counts.left_only,
        right_only=counts.right_only,
        neither=counts.items - apart - counts.both,
        left_better=counts.left_only,
        right_better=counts.right_only,
        left_total=float(counts.both + counts.left_only),
        right_total=float(counts.both + counts.right_only),
        lowest=0.0,
        highest=1.0,
        left_items=items[left],
        right_items=items[right],
        clusters=False,
        cells=tuple(cell for cell in cells if cell.units),
    )
