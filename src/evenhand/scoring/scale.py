"""A benchmark's values on the fixed scale of 0 to 100; never relative to the models present (statistics 1.4).

Shares: 100 y. With correction for chance: g(y) = 100 clip((y - L) / (U - L), 0, 1), L what guessing reaches and U what
the known errors in the answer key leave to be reached.
Elo and ratings: 100 / (1 + 10^((R0 - R) / 400)), the expected share of wins against a reference R0 that never moves.
Without a bound (minutes, dollars): the logarithm between two references that never move, held within 0 and 100.
"""

from math import log

from evenhand.records.facts import Benchmark

SPANS = {"percent": 100.0, "fraction": 1.0}
RATINGS = ("elo", "rating")
ELO = 400.0
HELD = (0.0, 100.0)


def on_common_scale(benchmark: Benchmark) -> bool:
    """Whether values can stand on 0-100: shares with both bounds at home, or a test whose file fixes how they do."""
    return benchmark.kind == "test" and (is_share(benchmark) or _by_reference(benchmark))


def is_share(benchmark: Benchmark) -> bool:
    """Whether values are shares of one or of a hundred."""
    span = SPANS.get(benchmark.unit)
    return span is not None and (benchmark.low, benchmark.high) == (0.0, span)


def scaled(benchmark: Benchmark, value: float, *, chance_corrected: bool = False) -> float | None:
    """The value in points, 100 best; None where the benchmark has no place on 0-100, and so is never averaged."""
    if not on_common_scale(benchmark):
        return None
    points = _place(benchmark, value)
    if not chance_corrected:
        return points
    low, high = reach(benchmark)
    return min(max(100.0 * (points - low) / (high - low), 0.0), 100.0)


def stretch(benchmark: Benchmark, *, chance_corrected: bool = False) -> float:
    """By how much correction for chance stretches differences and standard errors; 1 without it."""
    low, high = reach(benchmark)
    return 100.0 / (high - low) if chance_corrected else 1.0


def reach(benchmark: Benchmark) -> tuple[float, float]:
    """Where guessing and the best possible stand, in points before correction: 0 and 100 where nothing is known."""
    if not is_share(benchmark):
        return HELD
    low = HELD[0] if benchmark.chance is None else _place(benchmark, benchmark.chance)
    high = HELD[1] if benchmark.ceiling is None else _place(benchmark, benchmark.ceiling)
    return low, high


def slope(benchmark: Benchmark, value: float) -> float:
    """Points a unit at this value, before correction for chance; carries errors and rounding onto the scale."""
    if is_share(benchmark):
        return 100.0 / SPANS[benchmark.unit]
    if benchmark.reference is not None:
        share = _place(benchmark, value) / 100.0
        return 100.0 * share * (1.0 - share) * log(10.0) / ELO
    return 100.0 / (abs(_span(benchmark)) * value) if value > 0.0 else 0.0


def _by_reference(benchmark: Benchmark) -> bool:
    if benchmark.reference is not None:
        return benchmark.unit in RATINGS
    return benchmark.reference_low is not None and benchmark.reference_high is not None


def _place(benchmark: Benchmark, value: float) -> float:
    """In points, 100 best, before correction for chance."""
    if is_share(benchmark):
        points = 100.0 * value / SPANS[benchmark.unit]
        return points if benchmark.direction == "higher" else 100.0 - points
    if benchmark.reference is not None:
        return float(100.0 / (1.0 + 10.0 ** ((benchmark.reference - value) / ELO)))
    if value <= 0.0:
        return HELD[0] if benchmark.direction == "higher" else HELD[1]
    return min(max(100.0 * (log(value) - log(benchmark.reference_low or 1.0)) / _span(benchmark), 0.0), 100.0)


def _span(benchmark: Benchmark) -> float:
    """The logarithm from the reference that is 0 to the one that is 100; negative where less is better."""
    return log((benchmark.reference_high or 1.0) / (benchmark.reference_low or 1.0))
