"""A benchmark over time, and how the rankings count it."""

from collections.abc import Iterable, Iterator

from msgspec import structs

from evenhand.catalog.as_of import last_day
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.admission import counted_specs
from evenhand.comparison.coverage import coverage
from evenhand.comparison.profile import read_score
from evenhand.records.benchmark_history import BenchmarkHistory, CountedIn, DatedScore
from evenhand.records.benchmarks import BenchmarkProfile
from evenhand.records.comparison import Reading
from evenhand.records.facts import Benchmark
from evenhand.records.intervals import Interval
from evenhand.records.ranking import Ranking

WHOLE = 100.0


def benchmark_history(catalog: Catalog, profile: BenchmarkProfile) -> BenchmarkHistory:
    """The scores that stand for the models of a profile, by the release of each model."""
    benchmark = profile.benchmark
    every = list(_scores(catalog, profile))
    dated = [score for score in every if score.released]
    return BenchmarkHistory(
        date=catalog.date,
        version=catalog.version,
        benchmark=benchmark.id,
        name=benchmark.name,
        unit=benchmark.unit,
        direction=benchmark.direction,
        low=benchmark.low,
        high=benchmark.high,
        chance=benchmark.chance,
        scores=tuple(_with_best(sorted(dated, key=lambda one: (one.day, one.name)), benchmark)),
        undated=tuple(score for score in every if not score.released),
        counted=tuple(_counted(catalog, benchmark)),
    )


def _scores(catalog: Catalog, profile: BenchmarkProfile) -> Iterator[DatedScore]:
    for leader in profile.leaders:
        read = read_score(catalog, leader.observation)
        stated = catalog.models[leader.model].released
        scale = _scale(profile.benchmark)
        yield DatedScore(
            model=leader.model,
            name=leader.name,
            released=stated or "",
            day=last_day(stated) if stated else "",
            value=leader.observation.value,
            error=_error(read, scale),
            interval=_interval(read, scale),
        )


def _scale(benchmark: Benchmark) -> float | None:
    """What a point of 0 to 100 is in the benchmark's unit, where that is a plain share of a whole."""
    if benchmark.direction != "higher" or benchmark.low != 0:
        return None
    if benchmark.unit == "percent" and benchmark.high == WHOLE:
        return 1.0
    return 1.0 / WHOLE if benchmark.unit == "fraction" and benchmark.high == 1.0 else None


def _error(read: Reading, scale: float | None) -> float | None:
    if scale is not None and read.error is not None:
        return read.error * scale
    return read.observation.error


def _interval(read: Reading, scale: float | None) -> Interval | None:
    if scale is None or read.interval is None:
        return None
    return Interval(low=read.interval.low * scale, high=read.interval.high * scale, level=read.interval.level)


def _with_best(scores: Iterable[DatedScore], benchmark: Benchmark) -> Iterator[DatedScore]:
    """The scores in their order, those marked that are better than all before."""
    sign = 1.0 if benchmark.direction == "higher" else -1.0
    best: float | None = None
    for score in scores:
        better = best is None or sign * score.value > best
        if better:
            best = sign * score.value
        yield structs.replace(score, best=better)


def _counted(catalog: Catalog, benchmark: Benchmark) -> Iterator[CountedIn]:
    for ranking in catalog.rankings.values():
        if benchmark.id in counted_specs(ranking):
            yield _counted_in(catalog, ranking, benchmark)


def _counted_in(catalog: Catalog, ranking: Ranking, benchmark: Benchmark) -> CountedIn:
    category, spec = counted_specs(ranking)[benchmark.id]
    rule = ranking.categories[category]
    share = spec.weight / sum(one.weight for one in rule.counted)
    total = sum(one.weight for one in ranking.categories.values())
    held = coverage(catalog, ranking.id) if ranking.method == "even" else None
    return CountedIn(
        ranking=ranking.id,
        name=ranking.name,
        category=category,
        version=spec.version,
        context=spec.context,
        note=spec.note,
        in_category=share,
        in_all=share * rule.weight / total if total else 0.0,
        measured=next((one.measured for one in held.tests if one.benchmark == benchmark.id), 0) if held else 0,
        ranked=len(held.rows) if held else 0,
    )
