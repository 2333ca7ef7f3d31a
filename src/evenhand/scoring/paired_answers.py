"""What two runs' answers to the same questions do to the error of their difference (statistics 1.6); no libraries.

    p10 = (n10 + 1/2) / (n + 1),  p01 = (n01 + 1/2) / (n + 1),  p11 = n11 / (n + 1),  pA = p11 + p10,  pB = p11 + p01
    r = (p11 - pA pB) / sqrt(pA (1 - pA) pB (1 - pB));   v = s_A^2 + s_B^2 - 2 r s_A s_B
pA and pB are the Jeffreys centres of the two scores, so with binomial errors v is (p10 + p01 - (p10 - p01)^2) / n.
The halves keep two runs that agree on every one of a few questions from looking equal beyond doubt.
"""

from math import sqrt

from msgspec import Struct


class Answers(Struct, frozen=True):
    """How many questions both solved, left alone, right alone, and neither."""

    both: int
    left_only: int
    right_only: int
    neither: int

    @property
    def items(self) -> int:
        """All of them."""
        return self.both + self.left_only + self.right_only + self.neither

    @property
    def left(self) -> int:
        """How many left solved."""
        return self.both + self.left_only

    @property
    def right(self) -> int:
        """How many right solved."""
        return self.both + self.right_only

    @property
    def to_flip(self) -> int:
        """How many of the questions that the one ahead alone solved must go until the other is ahead."""
        return abs(self.left_only - self.right_only) + 1


def answers(left: int, right: int, known: int) -> Answers:
    """The counts of two rows of bits over the questions whose bit in `known` is set."""
    one, other = left & known, right & known
    both = (one & other).bit_count()
    alone, across = one.bit_count() - both, other.bit_count() - both
    return Answers(both, alone, across, known.bit_count() - both - alone - across)


def correlation(found: Answers) -> float:
    """Between the two runs' answers, -1 to 1; some question is needed."""
    whole = found.items + 1.0
    both = found.both / whole
    left, right = (found.left + 0.5) / whole, (found.right + 0.5) / whole
    between = (both - left * right) / sqrt(left * (1.0 - left) * right * (1.0 - right))
    return min(max(between, -1.0), 1.0)


def paired_error(left_error: float, right_error: float, between: float) -> float:
    """The standard error of a difference of two scores whose answers have this correlation."""
    return sqrt(max(0.0, left_error**2 + right_error**2 - 2.0 * between * left_error * right_error))
