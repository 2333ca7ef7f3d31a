"""The values that a benchmark can have."""

from evenhand.records.facts import Benchmark


def inside(benchmark: Benchmark, value: float) -> bool:
    """Whether a value lies between the ends that are given."""
    above = benchmark.low is None or value >= benchmark.low
    return above and (benchmark.high is None or value <= benchmark.high)


def is_empty(benchmark: Benchmark) -> bool:
    """Whether nothing lies between the ends."""
    return benchmark.low is not None and benchmark.high is not None and benchmark.low >= benchmark.high


def written(benchmark: Benchmark) -> str:
    """The range in words: `0 to 100`, `any number up`."""
    low = "any number" if benchmark.low is None else f"{benchmark.low:g}"
    return f"{low} up" if benchmark.high is None else f"{low} to {benchmark.high:g}"
