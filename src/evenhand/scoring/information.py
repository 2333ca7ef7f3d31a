"""How much a test tells of a model's ability, along ability (statistics 1.11, from the latent model of 1.7).

    I_b(theta) = lambda^2 / (psi + 1 / (n p (1 - p) h^2)),   p = sigmoid(c + h lambda theta)
The peak is where p is one half. A test too easy for the ablest models tells little of them; one that is too hard also
does, but is not spent.
"""

from math import exp

from msgspec import Struct

EDGE = 1e-9


class Curve(Struct, frozen=True):
    """A test in the latent model with one ability: slope lambda and residual variance psi on its standardised column.

    `centre` (with the intercept in it) and `height` bring that column back to logits; the height is above zero.
    """

    slope: float
    psi: float
    centre: float
    height: float


def predicted(curve: Curve, ability: float) -> float:
    """The predicted share of a model of this ability, strictly inside (0, 1)."""
    at = curve.centre + curve.height * curve.slope * ability
    share = 1.0 / (1.0 + exp(-at)) if at > 0.0 else exp(at) / (1.0 + exp(at))
    return min(max(share, EDGE), 1.0 - EDGE)


def information(curve: Curve, items: int, ability: float) -> float:
    """What one score on `items` questions tells of an ability: the inverse of the variance it leaves."""
    return _at(curve, items, predicted(curve, ability))


def peak(curve: Curve, items: int) -> float:
    """The most that the test tells of any ability."""
    return _at(curve, items, 0.5)


def spent(curve: Curve, items: int, ability: float) -> float | None:
    """The share of its peak that a test still tells at this ability; None where that ability is not above the peak."""
    if predicted(curve, ability) <= 0.5 or curve.slope == 0.0:
        return None
    return information(curve, items, ability) / peak(curve, items)


def _at(curve: Curve, items: int, share: float) -> float:
    sampling = 1.0 / (items * share * (1.0 - share) * curve.height**2)
    return curve.slope**2 / (curve.psi + sampling)
