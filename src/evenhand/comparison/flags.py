"""What is flagged on a shared test: its benchmark's own flags, then those of either score, then the settings."""

from collections.abc import Iterator, Mapping

from msgspec import structs

from evenhand.catalog.as_of import last_day
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.benchmark_states import newer_version
from evenhand.comparison.disagreements import allowed, far_apart
from evenhand.comparison.matching import stated_alike
from evenhand.comparison.publication import public_since
from evenhand.records.benchmarks import BenchmarkStanding
from evenhand.records.comparison import Reading, SharedTest
from evenhand.records.facts import Benchmark
from evenhand.records.flags import Flag
from evenhand.records.ranking import FlagRules
from evenhand.records.states import Side
from evenhand.scoring.flag_rules import items_flags, outlier_flag, suspect_flag, tier_flag

Outliers = Mapping[str, Mapping[str, float]]


def with_outliers(tests: tuple[SharedTest, ...], outliers: Outliers, rules: FlagRules) -> tuple[SharedTest, ...]:
    """The same tests, flagged where the latent model all but leaves a score out (model to benchmark to weight)."""
    return tuple(_with(test, tuple(_outliers(test, outliers, rules))) for test in tests)


def _with(test: SharedTest, more: tuple[Flag, ...]) -> SharedTest:
    return structs.replace(test, flags=(*test.flags, *more)) if more else test


def _outliers(test: SharedTest, outliers: Outliers, rules: FlagRules) -> Iterator[Flag]:
    sides: tuple[tuple[Side, Reading], ...] = (("left", test.left), ("right", test.right))
    for side, reading in sides:
        weight = outliers.get(reading.observation.model, {}).get(test.benchmark)
        flag = None if weight is None else outlier_flag(weight, side, rules)
        if flag:
            yield flag


def benchmark_flags_of(standing: BenchmarkStanding | None, benchmark: Benchmark, version: str) -> Iterator[Flag]:
    """The benchmark's flags; of an old version only where these scores are of one."""
    if standing:
        yield from (flag for flag in standing.flags if flag.by != "newer version")
    newer = newer_version(benchmark, version)
    if newer:
        yield Flag(kind="stale", by="newer version", facts={"version": version, "newer": newer})


def score_flags(
    catalog: Catalog,
    benchmark: Benchmark,
    standing: BenchmarkStanding | None,
    rules: FlagRules,
    reading: Reading,
    side: Side,
) -> Iterator[Flag]:
    """The flags of a score that need no fit."""
    found = (
        tier_flag(reading, side),
        *items_flags(reading, side, rules),
        suspect_flag(benchmark, reading, side),
        _disagreement(benchmark, reading, side, rules),
        _read_before(catalog, benchmark, reading, side),
    )
    yield from (flag for flag in found if flag)
    of_model = standing.of_models.get(reading.observation.model, ()) if standing else ()
    yield from (structs.replace(flag, side=side) for flag in of_model)


def _disagreement(benchmark: Benchmark, reading: Reading, side: Side, rules: FlagRules) -> Flag | None:
    """The value of the same stated form that is furthest off, where chance or rounding does not explain it."""
    if not reading.others:
        return None
    seen = reading.observation
    alike = (row for row in reading.others if stated_alike(row, seen))
    apart = [row for row in alike if far_apart(benchmark, row, seen, rules)]
    if not apart:
        return None
    other = max(apart, key=lambda row: abs(row.value - seen.value))
    figures = {"apart": abs(other.value - seen.value), "allowed": allowed(benchmark, other, seen, rules)}
    if seen.error is not None and other.error is not None:
        figures["times"] = rules.conflict_errors
    facts = {"source": seen.source, "other": other.source}
    return Flag(kind="sources disagree", side=side, figures=figures, facts=facts)


def _read_before(catalog: Catalog, benchmark: Benchmark, reading: Reading, side: Side) -> Flag | None:
    """Whether the test was public before the model's knowledge ends."""
    cutoff = catalog.models[reading.observation.model].knowledge_cutoff
    public = public_since(benchmark) if cutoff else ""
    if not public or not cutoff or last_day(public) >= cutoff:
        return None
    return Flag(kind="contamination risk", by="date", side=side, facts={"public": public, "cutoff": cutoff})
