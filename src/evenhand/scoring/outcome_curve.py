"""How likely the answer is yes after an outcome: a logistic regression on one feature, by Newton's method.

Outcomes are put into bins of equal width, because a thousand draws tell the curve no more than their histogram does.
A weak normal prior on the slope (standard deviation 10, of an outcome with unit spread) keeps it finite where an
outcome settles the answer.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import compress
from math import log2, sqrt, tanh

from msgspec import Struct

STEPS = 25
SETTLED = 1e-9
# Newton doubles the digits with each step, so after one this small nothing is left to find.
NEAR = 1e-6
PRIOR = 0.01
BINS = 64

# An outcome, in how many draws it is met, and there yes less no.
Row = tuple[float, int, int]


class Curve(Struct, frozen=True):
    """P(yes) after an outcome: for each bin that is met, from the lowest, its middle, its draws and the chance."""

    middles: Sequence[float]
    draws: Sequence[int]
    chances: Sequence[float]

    def bits(self, now: float) -> float:
        """By how much the outcome is expected to lower the entropy of an answer whose chance is `now`; zero or more."""
        left = sum([size * entropy(chance) for size, chance in zip(self.draws, self.chances, strict=True)])
        return max(entropy(now) - left / sum(self.draws), 0.0)

    def expected_change(self, now: float) -> float:
        """By how much the outcome is expected to move the chance, up or down."""
        moved = sum([size * abs(chance - now) for size, chance in zip(self.draws, self.chances, strict=True)])
        return moved / sum(self.draws)


def outcome_curve(outcomes: Sequence[int], answers: Sequence[bool]) -> Curve:
    """The curve through whole-numbered outcomes, in any unit; flat where they never vary. Both answers must occur."""
    low, width = min(outcomes), (max(outcomes) - min(outcomes)) // BINS + 1
    binned = [(each - low) // width for each in outcomes]
    every, yes = Counter(binned), Counter(compress(binned, answers))
    places = sorted(every)
    draws = [every[place] for place in places]
    middles = [low + width * (place + 0.5) - 0.5 for place in places]
    return Curve(middles, draws, _chances(middles, draws, [yes[place] for place in places]))


def entropy(chance: float) -> float:
    """Of a yes or no with this chance, in bits."""
    if not 0.0 < chance < 1.0:
        return 0.0
    other = 1.0 - chance
    return -(chance * log2(chance) + other * log2(other))


def _chances(middles: Sequence[float], draws: Sequence[int], yes: Sequence[int]) -> list[float]:
    count = sum(draws)
    mean = sum([size * at for at, size in zip(middles, draws, strict=True)]) / count
    spread = sqrt(sum([size * (at - mean) ** 2 for at, size in zip(middles, draws, strict=True)]) / count)
    if spread == 0.0:
        return [sum(yes) / count]
    turned = [(at - mean) / spread for at in middles]
    base, slope = _fitted([(at, size, 2 * held - size) for at, size, held in zip(turned, draws, yes, strict=True)])
    return [0.5 + 0.5 * tanh(0.5 * (base + slope * at)) for at in turned]


def _fitted(rows: Sequence[Row]) -> tuple[float, float]:
    # With tanh(x / 2) = 2 logistic(x) - 1, all sums in one loop.
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
