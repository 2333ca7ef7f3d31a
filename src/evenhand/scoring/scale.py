"""A benchmark's values on the fixed scale of 0 to 100; never relative to the models present (statistics 1.4)."""

from evenhand.records.facts import Benchmark

SPANS = {"percent": 100.0, "fraction": 1.0}


def on_common_scale(benchmark: Benchmark) -> bool:
    """Whether values can stand on 0-100: shares of one or of a hundred with both bounds at home."""
    span = SPANS.get(benchmark.unit)
    return benchmark.kind == "test" and span is not None and (benchmark.low, benchmark.high) == (0.0, span)


def scaled(benchmark: Benchmark, value: float) -> float | None:
    """The value in points, 100 best; None for Elo, dollars, distances and the like, which are never averaged."""
    if not on_common_scale(benchmark):
        return None
    points = 100.0 * value / SPANS[benchmark.unit]
    return points if benchmark.direction == "higher" else 100.0 - points
