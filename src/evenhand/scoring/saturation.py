"""When a benchmark no longer tells its best models apart, and when it is no longer taken (statistics 1.11).

The paper's third sign, the information that a test gives on the ablest models, needs a model of ability over all
tests, which does not exist here yet; it is left out.
"""

from collections.abc import Sequence
from math import fsum

from evenhand.records.benchmarks import Saturation, Staleness
from evenhand.records.comparison import Reading

BEST = 20
FEWEST = 10
TOP = 5
RELIABLE = 0.5
HIGHEST = 100.0
ERRORS = 2.0
RECENT_SHARE = 0.3


def saturation(readings: Sequence[Reading], *, known_items: bool) -> Saturation | None:
    """The figures of the best models, one reading each, in any order; None for fewer than ten on the common scale.

    It is saturated when the median of the five best is within two standard errors of the most that can be reached,
    or when over half of the variance of the best is noise. Neither is concluded from assumed numbers of items.
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
    ceiling = HIGHEST - ERRORS * error
    at_ceiling, unreliable = top > ceiling, reliability is None or reliability < RELIABLE
    return Saturation(
        models=len(best),
        noise=noise,
        spread=spread,
        reliability=reliability,
        top=top,
        error=error,
        ceiling=ceiling,
        by="" if not known_items else "ceiling" if at_ceiling else "reliability" if unreliable else "",
    )


def _variance(points: Sequence[float]) -> float:
    """The variance of a sample, with n - 1."""
    mean = fsum(points) / len(points)
    return fsum((point - mean) ** 2 for point in points) / (len(points) - 1)


def staleness(taken: int, recent: int, newer: str = "") -> Staleness:
    """Stale when a newer version exists, or when under 30% of twenty recent models have a score; fewer say nothing."""
    under = recent >= BEST and taken < RECENT_SHARE * recent
    return Staleness(
        recent=recent, taken=taken, newer=newer, by="newer version" if newer else "recent models" if under else ""
    )
