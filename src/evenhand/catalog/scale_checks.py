"""What must hold of how a benchmark's values are placed on 0-100: ends inside the range, references with a reason."""

from collections.abc import Iterable, Iterator

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.ids import exists, file_of
from evenhand.catalog.ranges import inside, written
from evenhand.errors import Problem
from evenhand.records.facts import Benchmark

RATINGS = ("elo", "rating")
REFERENCES = ("reference", "reference_low", "reference_high")


def check_scales(catalog: Catalog) -> Iterable[Problem]:
    """Every fault of chance, ceiling, references and twins."""
    for benchmark in catalog.benchmarks.values():
        yield from _ends(benchmark)
        yield from _references(benchmark)
        if benchmark.twin:
            yield from exists(benchmark.twin, catalog.benchmarks, "benchmark", file_of(benchmark))


def _ends(benchmark: Benchmark) -> Iterator[Problem]:
    for name in ("chance", "ceiling"):
        value = getattr(benchmark, name)
        if value is not None and not inside(benchmark, value):
            fix = f"the range is {written(benchmark)} {benchmark.unit}"
            yield Problem(file_of(benchmark), 0, f"'{name}' is outside the range", f"{value:g}", fix)
    low, high = benchmark.chance, benchmark.ceiling
    sign = 1.0 if benchmark.direction == "higher" else -1.0
    if low is not None and high is not None and sign * low >= sign * high:
        wrong = "guessing reaches the ceiling"
        yield Problem(file_of(benchmark), 0, wrong, f"{low:g} and {high:g}", "the ceiling is better than chance")
    if low is not None and low == (benchmark.high if sign > 0 else benchmark.low):
        yield Problem(file_of(benchmark), 0, "guessing reaches the best value", f"{low:g}", "chance is below it")


def _references(benchmark: Benchmark) -> Iterator[Problem]:
    given = [name for name in REFERENCES if getattr(benchmark, name) is not None]
    if not given:
        return
    file, what = file_of(benchmark), ", ".join(given)
    if not benchmark.reference_reason:
        yield Problem(file, 0, "a reference without a reason", what, "say why in 'reference_reason'")
    if "reference" in given and (benchmark.unit not in RATINGS or len(given) > 1):
        yield Problem(file, 0, "'reference' is for ratings alone", what, f"a unit of {' or '.join(RATINGS)}")
    low, high = benchmark.reference_low, benchmark.reference_high
    if "reference" not in given and (low is None or high is None):
        yield Problem(file, 0, "an unbounded scale needs both ends", what, "give reference_low and reference_high")
    elif low is not None and high is not None and (low == high or (low < high) is (benchmark.direction == "lower")):
        yield Problem(file, 0, "the references are the wrong way round", f"{low:g} and {high:g}", "low is 0 points")
