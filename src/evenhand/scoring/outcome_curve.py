"""How likely the answer is yes after an outcome: a logistic regression on one feature, by Newton's method.

A weak normal prior on the slope (standard deviation 10, of an outcome with unit spread) keeps it finite where an
outcome settles the answer.
"""

from collections.abc import Iterator, Sequence
from itertools import compress
from math import fsum, log, log2, sqrt, tanh

STEPS = 25
SETTLED = 1e-9
# Newton doubles the digits with each step, so after one this small nothing is left to find.
NEAR = 1e-6
PRIOR = 0.01
GROUPS = 16
LEAST = 1e-300

# An outcome, in how many draws it is met, and there yes less no.
Row = tuple[float, float, float]


def chances(outcomes: Sequence[float], answers: Sequence[bool]) -> list[float]:
    """P(yes) after each outcome; the plain share of yes where outcomes never vary. Both answers must occur."""
    count = len(outcomes)
    mean = fsum(outcomes) / count
    spread = sqrt(fsum([(each - mean) ** 2 for each in outcomes]) / count)
    if spread == 0.0:
        return [sum(answers) / count] * count
    turned = [(each - mean) / spread for each in outcomes]
    base, slope = _fitted([(each, 1.0, 1.0 if yes else -1.0) for each, yes in zip(turned, answers, strict=True)])
    return [_logistic(base + slope * each) for each in turned]


def most_told(outcomes: Sequence[float], answers: Sequence[bool]) -> float:
    """At most so many bits an outcome tells of the answer; at a tenth of what it costs to work that out.

    The curve goes through the means of like outcomes with the same answer. The logarithm of a logistic curve is
    concave, so by Jensen's inequality means are likelier than what they are means of, and the likelihood at its
    maximum is what is left of the entropy.
    """
    count = len(outcomes)
    mean = sum(outcomes) / count
    spread = sqrt(sum([(each - mean) ** 2 for each in outcomes]) / count) or 1.0
    yes, no = (sorted(compress(outcomes, held)) for held in (answers, [not each for each in answers]))
    groups = [(group, 1.0) for group in _neighbours(yes)] + [(group, -1.0) for group in _neighbours(no)]
    rows = [((sum(group) / len(group) - mean) / spread, float(len(group)), sign * len(group)) for group, sign in groups]
    base, slope = _fitted(rows)
    likelihood = sum([size * log(_logistic(answer / size * (base + slope * at)) or LEAST) for at, size, answer in rows])
    left = (0.5 * PRIOR * slope * slope - likelihood) / count / log(2.0)
    return entropy(len(yes) / count) - left


def entropy(chance: float) -> float:
    """Of a yes or no with this chance, in bits."""
    if not 0.0 < chance < 1.0:
        return 0.0
    other = 1.0 - chance
    return -(chance * log2(chance) + other * log2(other))


def _neighbours(ordered: Sequence[float]) -> Iterator[Sequence[float]]:
    size = -(-len(ordered) // GROUPS)
    return (ordered[begin : begin + size] for begin in range(0, len(ordered), size))


def _fitted(rows: Sequence[Row]) -> tuple[float, float]:
    # With tanh(x / 2) = 2 logistic(x) - 1 in one loop, for this is most of what the next best test costs.
    base = slope = 0.0
    for _ in range(STEPS):
        first = second = flat = cross = steep = 0.0
        middle, rise = 0.5 * base, 0.5 * slope
        for each, size, answer in rows:
            curve = tanh(middle + rise * each)
            off, spread = answer - size * curve, size * (1.0 - curve * curve)
            first += off
            second += off * each
            flat += spread
            spread *= each
            cross += spread
            steep += spread * each
        first, second = 0.5 * first, 0.5 * second - PRIOR * slope
        flat, cross, steep = 0.25 * flat + SETTLED, 0.25 * cross, 0.25 * steep + PRIOR
        least = flat * steep - cross * cross
        move, turn = (steep * first - cross * second) / least, (flat * second - cross * first) / least
        base, slope = base + move, slope + turn
        if abs(move) + abs(turn) < NEAR:
            break
    return base, slope


def _logistic(x: float) -> float:
    return 0.5 + 0.5 * tanh(0.5 * x)
