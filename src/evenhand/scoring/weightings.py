"""Other weights of the same tests: the least that must move to turn a mean difference, and how many weightings do.

The least weight is half the L1 distance between the weights: mass goes from the largest differences to the smallest
one until the mean is zero, which is the greedy solution of a linear programme with one constraint. The share of all
weightings (Dirichlet with ones) on the other side of zero is the volume of a simplex cut by a plane, by the recursion
of Varsi (1973). The share of those near given weights (Dirichlet with `concentration` times the weights) is
P(sum d_i G_i < 0) of independent gammas, by inverting their characteristic function (Gil-Pelaez 1951, Imhof 1961).
"""

from collections.abc import Sequence
from math import atan, exp, log, log1p, pi, sin, sqrt

from msgspec import Struct

CONCENTRATION = 50.0
# The transform is cut off where it has fallen to exp(-9), and its step lets 8 standard deviations through.
NEGLIGIBLE, WIDTH = 9.0, 8.0
MOST_STEPS = 2000
# What is left of a mean when only rounding is, as a share of it.
ROUNDING = 1e-12


class Move(Struct, frozen=True):
    """Shares of one that leave places of a list for the place `to`."""

    taken: tuple[tuple[int, float], ...]
    to: int

    @property
    def share(self) -> float:
        """How much moves in all."""
        return sum(share for _, share in self.taken)


def least_move(differences: Sequence[float], weights: Sequence[float]) -> Move | None:
    """The least weight to move until the mean of `differences` is zero; None where no difference is negative.

    `weights` are positive and add up to one; the mean must be above zero. Of equal differences the first gives, and
    takes, first.
    """
    to = min(range(len(differences)), key=differences.__getitem__)
    lowest = differences[to]
    if lowest >= 0.0:
        return None
    excess = sum(weight * each for weight, each in zip(weights, differences, strict=True))
    rounding = ROUNDING * excess
    taken: list[tuple[int, float]] = []
    for place in sorted(range(len(differences)), key=lambda place: -differences[place]):
        gain = differences[place] - lowest
        if excess <= rounding or gain <= 0.0:
            break
        share = min(weights[place], excess / gain)
        taken.append((place, share))
        excess -= share * gain
    return Move(tuple(taken), to)


def share_of_all(differences: Sequence[float]) -> float:
    """The share of all weightings of these tests, each as likely, whose mean difference is below zero."""
    below = [each for each in differences if each < 0.0]
    above = [each for each in differences if each >= 0.0]
    parts = [1.0] + [0.0] * len(above)
    for low in below:
        for place, high in enumerate(above, 1):
            parts[place] = (high * parts[place] - low * parts[place - 1]) / (high - low)
    return parts[-1]


def share_nearby(differences: Sequence[float], weights: Sequence[float], concentration: float = CONCENTRATION) -> float:
    """The share of weightings near `weights` whose mean difference is below zero, to about 0.001.

    `weights` are positive and add up to one; a weighting is drawn from Dirichlet(`concentration` * `weights`).
    """
    if min(differences) >= 0.0 or max(differences) <= 0.0:
        return float(max(differences) <= 0.0 and min(differences) < 0.0)
    shapes = [concentration * weight for weight in weights]
    mean = sum(shape * each for shape, each in zip(shapes, differences, strict=True))
    deviation = sqrt(sum(shape * each * each for shape, each in zip(shapes, differences, strict=True)))
    step = 2.0 * pi / (abs(mean) + WIDTH * deviation)
    pairs = [(each, shape) for each, shape in zip(differences, shapes, strict=True) if each]
    area = 0.0
    for place in range(MOST_STEPS):  # the midpoints of steps
        at = (place + 0.5) * step
        angle = decay = 0.0
        for each, shape in pairs:
            along = at * each
            angle += shape * atan(along)
            decay += shape * log1p(along * along)
        decay /= 2.0
        area += sin(angle) * exp(-decay) / (place + 0.5)
        if decay > NEGLIGIBLE + log(place + 1.0):
            break
    return min(max(0.5 - area / pi, 0.0), 1.0)
