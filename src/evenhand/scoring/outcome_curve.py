"""How likely the answer is yes after an outcome: a logistic regression on one feature, by Newton's method.

A weak normal prior on the slope (standard deviation 10, of an outcome with unit spread) keeps it finite where an
outcome settles the answer.
"""

from collections.abc import Sequence
from math import fsum, sqrt, tanh

STEPS = 25
SETTLED = 1e-9
# Newton doubles the digits with each step, so after one this small nothing is left to find.
NEAR = 1e-6
PRIOR = 0.01


def chances(outcomes: Sequence[float], answers: Sequence[bool]) -> list[float]:
    """P(yes) after each outcome; the plain share of yes where outcomes never vary. Both answers must occur."""
    count = len(outcomes)
    mean = fsum(outcomes) / count
    spread = sqrt(fsum([(each - mean) ** 2 for each in outcomes]) / count)
    if spread == 0.0:
        return [sum(answers) / count] * count
    turned = [(each - mean) / spread for each in outcomes]
    base, slope = _fitted(turned, answers)
    return [0.5 + 0.5 * tanh(0.5 * (base + slope * each)) for each in turned]


def _fitted(turned: Sequence[float], answers: Sequence[bool]) -> tuple[float, float]:
    # With tanh(x / 2) = 2 logistic(x) - 1 in one loop, for this is most of what the next best test costs.
    pairs = [(each, 1.0 if yes else -1.0) for each, yes in zip(turned, answers, strict=True)]
    base = slope = 0.0
    for _ in range(STEPS):
        first = second = flat = cross = steep = 0.0
        middle, rise = 0.5 * base, 0.5 * slope
        for each, answer in pairs:
            curve = tanh(middle + rise * each)
            off, spread = answer - curve, 1.0 - curve * curve
            first += off
            second += off * each
            flat += spread
            spread *= each
            cross += spread
            steep += spread * each
        first, second = 0.5 * first, 0.5 * second - PRIOR * slope
        flat, cross, steep = 0.25 * flat + SETTLED, 0.25 * cross, 0.25 * steep + PRIOR
        size = flat * steep - cross * cross
        move, turn = (steep * first - cross * second) / size, (flat * second - cross * first) / size
        base, slope = base + move, slope + turn
        if abs(move) + abs(turn) < NEAR:
            break
    return base, slope
