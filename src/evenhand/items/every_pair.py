"""Every two systems of a benchmark in one pass: items as bits, so that no row meets another.

The engine makes of each item a few whole numbers, whose bits say which systems have it and which solved it. Of these a
column a system is cut out, with its items as bits; `scoring.packed_pairs` compares two systems by counting the bits
that two columns share. 50 systems on a million items are 12 MB.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from evenhand.items import expressions as ask
from evenhand.items.engines import Engine, small_table
from evenhand.items.schema import Column
from evenhand.records.item_counts import PackedItems, System

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


def packed_items(engine: Engine, keyed: "Table", systems: Sequence[System], scored: int) -> PackedItems | None:
    """The outcomes of these systems as bits; `keyed` holds the attempts at the benchmark, `scored` of them.

    None where bits do not say it: outcomes other than 0 and 1, or several scored attempts of a system at an item.
    """
    places = [
        Place(one.model, one.configuration, place // ask.BITS, 1 << ask.BITS - 1 - place % ask.BITS)
        for place, one in enumerate(systems)
    ]
    known, solved = ([bytearray() for _ in places] for _ in range(2))
    found = ask.masks(_placed(engine, keyed, places), places[-1].word + 1)
    for batch in engine.batches(found):
        if not batch.num_rows:
            continue
        if _graded(batch, places):
            return None
        for place, has, right in zip(places, known, solved, strict=True):
            has.extend(_bits(batch.column(f"known{place.word}"), place.bit))
            right.extend(_bits(batch.column(f"solved{place.word}"), place.bit))
    if sum(int.from_bytes(column, "little").bit_count() for column in known) != scored:
        return None
    return PackedItems(tuple(systems), tuple(map(bytes, known)), tuple(map(bytes, solved)))


def _placed(engine: Engine, keyed: "Table", places: Sequence[Place]) -> "Table":
    """Each row with the place of its system; without configurations the model alone says it."""
    if not any(place.configuration for place in places):
        return ask.with_places(keyed, [place.model for place in places])
    return keyed.join(small_table(engine, PLACES, places), ["model", "configuration"])


def _graded(batch: "pa.RecordBatch", places: Sequence[Place]) -> bool:
    """Whether some outcome was neither 0 nor 1: its item's word is below zero."""
    from pyarrow import compute  # noqa: PLC0415 - an extra

    least = (compute.min(batch.column(f"solved{word}")).as_py() for word in {place.word for place in places})
    return any(one is not None and one < 0 for one in least)


def _bits(words: "pa.Array", bit: int) -> bytes:
    """One bit of every word, eight to a byte; where the last byte is not full, what is left of it is not set."""
    from pyarrow import compute  # noqa: PLC0415 - an extra

    bounds = compute.min_max(words).as_py()
    if bounds["min"] == bounds["max"]:  # as of which systems have an item, where all took the whole test
        return _all_of(len(words)) if bounds["max"] & bit else bytes(-(-len(words) // 8))
    held = compute.not_equal(compute.bit_wise_and(words, bit), 0)
    packed: bytes = held.buffers()[1].to_pybytes()[: -(-len(held) // 8)]
    last = len(held) % 8
    return packed[:-1] + bytes([packed[-1] & (1 << last) - 1]) if last else packed


def _all_of(items: int) -> bytes:
    """So many bits, all set."""
    return ((1 << items) - 1).to_bytes(-(-items // 8), "little")
