"""How likely the answer is yes after an outcome: a logistic regression on one feature, by Newton's method.

A weak normal prior on the slope (standard deviation 10, of an outcome with unit spread) keeps it finite where an
outcome settles the answer.
"""

from collections.abc import Sequence
from math import exp, fsum, sqrt

STEPS = 25
SETTLED = 1e-9
PRIOR = 0.01


def chances(outcomes: Sequence[float], answers: Sequence[bool]) -> list[float]:
    """P(yes) after each outcome; the plain share of yes where outcomes never vary. Both answers must occur."""
    count = len(outcomes)
    mean = fsum(outcomes) / count
    spread = sqrt(fsum((each - mean) ** 2 for each in outcomes) / count)
    if spread == 0.0:
        return [sum(answers) / count] * count
    turned = [(each - mean) / spread for each in outcomes]
    base, slope = _fitted(turned, answers)
    return [_logistic(base + slope * each) for each in turned]


def _fitted(turned: Sequence[float], answers: Sequence[bool]) -> tuple[float, float]:
    base = slope = 0.0
    for _ in range(STEPS):
        fitted = [_logistic(base + slope * each) for each in turned]
        off = [yes - chance for yes, chance in zip(answers, fitted, strict=True)]
        spreads = [chance * (1.0 - chance) for chance in fitted]
        first, second = fsum(off), fsum(map(float.__mul__, off, turned)) - PRIOR * slope
        flat = fsum(spreads) + SETTLED
        cross = fsum(map(float.__mul__, spreads, turned))
        steep = fsum(each * value * value for each, value in zip(spreads, turned, strict=True)) + PRIOR
        size = flat * steep - cross * cross
        move, turn = (steep * first - cross * second) / size, (flat * second - cross * first) / size
        base, slope = base + move, slope + turn
        if abs(move) + abs(turn) < SETTLED:
            break
    return base, slope


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + exp(-x)) if x >= 0.0 else 1.0 - 1.0 / (1.0 + exp(x))
