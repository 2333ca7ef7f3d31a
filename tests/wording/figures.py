"""The figures of a comparison, worked out again from the raw readings: plain formulas and scipy, nothing of ours."""

from dataclasses import dataclass
from math import log, sqrt

from scipy.special import ndtr, stdtr

from evenhand.records.comparison import Comparison, SharedTest
from evenhand.records.ranking import Ranking


@dataclass(frozen=True)
class Judgement:
    """What tests say: mean difference (left minus right, points), its error, P(left ahead) on the next, the word."""

    tests: int
    difference: float
    error: float
    chance: float
    expected: float
    spread: float
    freedom: float
    state: str
    leader: str | None
    left_wins: int
    right_wins: int


def logit_of(points: float, items: int, error: float) -> tuple[float, float]:
    """A score on the logit scale, half a question inside at 0 and 100, and its standard error there."""
    share = sorted((0.5 / (items + 1), points / 100, 1 - 0.5 / (items + 1)))[1]
    centre = (points / 100 * items + 0.5) / (items + 1)
    return log(share / (1 - share)), error / 100 / (centre * (1 - centre))


def counted(tests: tuple[SharedTest, ...], category: str | None = None) -> list[SharedTest]:
    """The shared tests that count."""
    return [test for test in tests if test.counted and category in (None, test.category)]


def points_of(test: SharedTest) -> tuple[float, float]:
    """Difference in points and its error, from the two readings."""
    left, right = test.left, test.right
    assert left.scaled is not None
    assert right.scaled is not None
    assert left.error is not None
    assert right.error is not None
    return left.scaled - right.scaled, together(test, left.error, right.error)


def logits_of(test: SharedTest) -> tuple[float, float]:
    """Difference in logits and its error, from the two readings."""
    (one, first), (other, second) = (
        logit_of(side.scaled or 0.0, side.items or 1, side.error or 0.0) for side in (test.left, test.right)
    )
    return one - other, together(test, first, second)


def together(test: SharedTest, one: float, other: float) -> float:
    """The error of a difference; where the answers are on file, with the correlation that their counts give."""
    return sqrt(one**2 + other**2 - 2 * between(test) * one * other)


def between(test: SharedTest) -> float:
    """The correlation of the two sides' answers with half a question added to each discordant count; else 0."""
    seen = test.paired
    if seen is None:
        return 0.0
    both = seen.both / (seen.items + 1)
    left, right = both + (seen.left_only + 0.5) / (seen.items + 1), both + (seen.right_only + 0.5) / (seen.items + 1)
    return (both - left * right) / sqrt(left * (1 - left) * right * (1 - right))


def predicted(tests: list[SharedTest], tau: float, pi: float, prior: int) -> tuple[float, float, float]:
    """Expected difference in logits on the next test, its spread and degrees of freedom (statistics 1.6)."""
    found = [logits_of(test) for test in tests]
    mean = sum(shift for shift, _ in found) / len(found)
    freedom = prior + len(found) - 1
    variance = (prior * tau**2 + sum((shift - mean) ** 2 for shift, _ in found)) / freedom
    precision = 1 / pi**2 + sum(1 / (variance + error**2) for _, error in found)
    expected = sum(shift / (variance + error**2) for shift, error in found) / precision
    return expected, sqrt(1 / precision + variance), freedom


def word(
    difference: float, error: float, expected: float, chance: float, tests: int, ranking: Ranking
) -> tuple[str, str | None]:
    """The state and the leader, by product 1."""
    limits = ranking.thresholds
    within = limits.equal_points
    if ndtr((within - difference) / error) - ndtr((-within - difference) / error) >= limits.equal_probability:
        return "practically equal", None
    sure = max(chance, 1 - chance)
    if sure < limits.leans or difference * expected <= 0:
        return "too close to call", None
    leader = "left" if expected > 0 else "right"
    return ("leads" if sure >= limits.leads and tests >= limits.leads_tests else "leans"), leader


def category_judgement(tests: list[SharedTest], category: str, ranking: Ranking) -> Judgement:
    """One category on these counted shared tests."""
    rule = ranking.categories[category]
    total = sum(test.weight for test in tests)
    found = [(test.weight / total, *points_of(test)) for test in tests]
    difference = sum(weight * gap for weight, gap, _ in found)
    error = sqrt(sum((weight * each) ** 2 for weight, _, each in found))
    prior = ranking.thresholds.prior_tests
    expected, spread, freedom = predicted(tests, rule.between_tests, rule.between_pairs, prior)
    return _judgement(tests, (difference, error), (expected, spread, freedom), ranking)


def overall_judgement(
    tests: list[SharedTest], ranking: Ranking, weights: dict[str, float] | None = None
) -> Judgement | None:
    """The overall on these counted shared tests; None where none of any weight is left."""
    weights = weights or {name: rule.weight for name, rule in ranking.categories.items()}
    grouped = {name: [test for test in tests if test.category == name] for name in ranking.categories}
    parts = [
        (weights[name], category_judgement(rows, name, ranking))
        for name, rows in grouped.items()
        if rows and weights[name] > 0
    ]
    if not parts:
        return None
    total = sum(weight for weight, _ in parts)
    difference = sum(weight / total * one.difference for weight, one in parts)
    error = sqrt(sum((weight / total * one.error) ** 2 for weight, one in parts))
    expected = sum(weight / total * one.expected for weight, one in parts)
    pieces = [((weight / total * one.spread) ** 2, one.freedom) for weight, one in parts]
    variance = sum(piece for piece, _ in pieces)
    freedom = variance**2 / sum(piece**2 / each for piece, each in pieces)
    used = [test for test in tests if weights[test.category] > 0]
    return _judgement(used, (difference, error), (expected, sqrt(variance), freedom), ranking)


def _judgement(
    tests: list[SharedTest], same: tuple[float, float], following: tuple[float, float, float], ranking: Ranking
) -> Judgement:
    (difference, error), (expected, spread, freedom) = same, following
    chance = float(stdtr(freedom, expected / spread))
    state, leader = word(difference, error, expected, chance, len(tests), ranking)
    gaps = [points_of(test)[0] for test in tests]
    return Judgement(
        len(tests),
        difference,
        error,
        chance,
        expected,
        spread,
        freedom,
        state,
        leader,
        sum(gap > 0 for gap in gaps),
        sum(gap < 0 for gap in gaps),
    )


def blended_price(comparison: Comparison, side: str) -> float | None:
    """US dollars per million tokens at the workload's proportions, from the offer's own prices."""
    offer, work = getattr(comparison.operations, side).offer, comparison.operations.workload
    if offer is None or offer.input is None or offer.output is None or work.input + work.output == 0:
        return None
    return (offer.input * work.input + offer.output * work.output) / (work.input + work.output)


def month(comparison: Comparison, side: str) -> float | None:
    """US dollars a month for the workload."""
    offer, work = getattr(comparison.operations, side).offer, comparison.operations.workload
    if offer is None or offer.input is None or offer.output is None:
        return None
    cached = offer.input if offer.cached_input is None else offer.cached_input
    tokens = (work.input - work.cached) * offer.input + work.cached * cached + work.output * offer.output
    return tokens * work.requests / 1e6
