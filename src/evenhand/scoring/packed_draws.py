"""Scores set against each other draw by draw, all draws at once: the draws of a score are one whole number.

Numbers from zero up stand in the order of their bits, floats too, and the first bit of each, its sign, is free. So
with that bit set in every place of `one`, `one - other` leaves it set just where the draw of `one` is not the lower.
"""

from array import array
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from math import floor

from msgspec import Struct

WIDTH = 4
FREE = 1 << 31
YES, NO = b"\xff" * WIDTH, bytes(WIDTH)


def chance_above(one: bytes, other: bytes, width: int) -> float:
    """P(one > other) over joint draws, a tie counting half; little-endian floats of so many bytes, none below zero."""
    draws = len(one) // width
    left, right = int.from_bytes(one, "little"), int.from_bytes(other, "little")
    signs = _every(draws, width) << (8 * width - 1)
    not_below, not_above = (((left | signs) - right) & signs), (((right | signs) - left) & signs)
    ties = (not_below & not_above).bit_count()
    return (not_below.bit_count() - 0.5 * ties) / draws


class Steps(Struct, frozen=True, dict=True):
    """Joint draws of one test in whole steps from 0 to 65535."""

    drawn: Sequence[int]

    @cached_property
    def packed(self) -> int:
        """All draws in one number, four bytes each."""
        return int.from_bytes(array("I", self.drawn).tobytes(), "little")

    @cached_property
    def total(self) -> int:
        """Their sum."""
        return sum(self.drawn)

    @cached_property
    def squares(self) -> int:
        """The sum of their squares."""
        return sum(step * step for step in self.drawn)

    def total_where(self, chosen: int) -> int:
        """The sum of the draws that `whole_places` chose, of at most 65,536.

        One half of the places is added to the other until one is left.
        """
        rest, bits = self.packed & chosen, 8 * WIDTH * (1 << (len(self.drawn) - 1).bit_length())
        while bits > 8 * WIDTH:
            bits //= 2
            rest = (rest & (1 << bits) - 1) + (rest >> bits)
        return rest

    def above(self, least: float, other: "Steps | None" = None) -> int:
        """In how many draws this score, or this less the other, is above `least`."""
        places = _every(len(self.drawn), WIDTH)
        apart = self.packed - (other.packed if other else 0) + places * (FREE - 1 - floor(least))
        return (apart & places * FREE).bit_count()


def whole_places(answers: Iterable[bool]) -> int:
    """Every bit set in the places of draws where the answer is yes."""
    return int.from_bytes(b"".join([YES if answer else NO for answer in answers]), "little")


@cache
def _every(draws: int, width: int) -> int:
    """One in every place."""
    return int.from_bytes((b"\x01" + bytes(width - 1)) * draws, "little")
