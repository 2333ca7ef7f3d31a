"""Every sentence about many pairs of the shipped catalog, read by the independent reader: an eighth of those drawn.

Another eighth is in a file of its own, for another worker; the soak reads all of them.
"""

from read_pairs import PAIRS, drawn_pairs, read

from evenhand.catalog.catalog import Catalog


def test_first_half_of_the_pairs(catalog: Catalog) -> None:
    """No sentence about any of these pairs contradicts the raw readings, is malformed, or is of an unknown form."""
    pairs = drawn_pairs(catalog, PAIRS)
    assert read(catalog, pairs[: len(pairs) // 2 : 4]) == []
