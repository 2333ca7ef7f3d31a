"""When a benchmark no longer tells its best models apart, and when it is no longer taken (statistics 1.11).

A third sign, the information that a test gives on the ablest models, is in `information.py`: it needs the latent
model's figures of the test.
"""

from collections.abc import Sequence
from math import fsum

from evenhand.records.benchmarks import Saturation, Staleness
from evenhand.records.comparison import Reading
from evenhand.records.ranking import FlagRules

BEST = 20
FEWEST = 10
TOP = 5
HIGHEST = 100.0
RULES = FlagRules()


def saturation(
    readings: Sequence[Reading], *, known_items: bool, rules: FlagRules = RULES, highest: float = HIGHEST
) -> Saturation | None:
    """The figures of the best models, one reading each, in any order; None for fewer than ten on the common scale.

    It is saturated when the median of the five best is within two standard errors of the most that can be reached,
    or when over half of the variance of the best is noise. Neither is concluded from assumed numbers of items.
    `highest` is the most that can be reached, in points: 100 less what errors of the answer key are known to cost.
    """
    placed = [(one.scaled, one.error) for one in readings if one.scaled is not None and one.error is not None]
    if len(placed) < FEWEST:
        return None
    best = sorted(placed, reverse=True)[:BEST]
    points = [score for score, _ in best]
    noise, spread = fsum(error**2 for _, error in best) / len(best), _variance(points)
    reliability = 1.0 - noise / spread if spread > 0.0 else None
    # Of five scores the median is one of them, so its error is known; with ties the larger one is taken.
    top = points[TOP // 2]
    error = max(error for score, error in best[:TOP] if score == top)
    ceiling = highest - rules.ceiling_errors * error
    at_ceiling, unreliable = top > ceiling, reliability is None or reliability < rules.reliability
    return Saturation(
        models=len(best),
        noise=noise,
        spread=spread,
        reliability=reliability,
        top=top,
        error=error,
        ceiling=ceiling,
        highest=highest,
        errors=rules.ceiling_errors,
        least=rules.reliability,
        by="" if not known_items else "ceiling" if at_ceiling else "reliability" if unreliable else "",
    )


def _variance(points: Sequence[float]) -> float:
    """The variance of a sample, with n - 1."""
    mean = fsum(points) / len(points)
    return fsum((point - mean) ** 2 for point in points) / (len(points) - 1)


def staleness(
    taken: int, recent: int, newer: str = "", newest: str = "", days: int | None = None, rules: FlagRules = RULES
) -> Staleness:
    """Whether a test is no longer taken.

    Stale when a newer version exists; or when under 30% of twenty recent models have a score, where fewer than twenty
    say nothing; or when its newest checked score, of the day `newest`, is over 180 days old.
    """
    under = recent >= BEST and taken < rules.recent_share * recent
    old = days is not None and days > rules.verified_days
    return Staleness(
        recent=recent,
        taken=taken,
        newer=newer,
        newest=newest,
        days=days,
        least=rules.recent_share,
        most=rules.verified_days,
        by="newer version" if newer else "recent models" if under else "verified scores" if old else "",
    )
