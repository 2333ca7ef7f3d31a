"""Everything about the benchmarks: the one function behind their pages, their JSON and their command."""

from collections import Counter

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.nearest import nearest
from evenhand.comparison.benchmark_states import benchmark_state, benchmark_states, standing_rows, taken_by_benchmark
from evenhand.errors import UnknownCategory
from evenhand.records.benchmarks import BenchmarkLine, BenchmarkList, BenchmarkProfile, BenchmarkStanding, Leader
from evenhand.records.facts import CATEGORIES, TRACKED, Benchmark, Observation, Source


def benchmark_list(catalog: Catalog, category: str = "", *, flagged: bool = False) -> BenchmarkList:
    """All benchmarks, or those of a category, or those alone that have a flag, by category and name.

    Raises:
        UnknownCategory: no benchmark has such a category.

    """
    order = {name: place for place, name in enumerate((*CATEGORIES, *TRACKED))}
    if category and category not in order:
        raise UnknownCategory(category, nearest(category, order) or tuple(CATEGORIES))
    taken, states = taken_by_benchmark(catalog), benchmark_states(catalog)
    lines = (
        BenchmarkLine(
            id=one.id,
            name=one.name,
            category=one.category,
            kind=one.kind,
            metric=one.metric,
            unit=one.unit,
            scores=sum(map(len, taken[one.id].values())),
            models=len(taken[one.id]),
            state=states[one.id].state,
            flags=states[one.id].flags,
            flagged_models=len(states[one.id].of_models),
        )
        for one in catalog.benchmarks.values()
        if category in ("", one.category) and (not flagged or states[one.id].flags or states[one.id].of_models)
    )
    ordered = sorted(lines, key=lambda one: (order.get(one.category, len(order)), one.name.casefold()))
    told = {name for one in ordered for flag in one.flags for name in flag.facts.values()}
    known: dict[str, Benchmark | Source] = {**catalog.benchmarks, **catalog.sources}
    names = {name: known[name].name for name in sorted(told) if name in known}
    return BenchmarkList(date=catalog.date, version=catalog.version, benchmarks=tuple(ordered), names=names)


def benchmark_profile(catalog: Catalog, benchmark: Benchmark) -> BenchmarkProfile:
    """One benchmark with its state, who reports it, and the models on the form that its figures are about."""
    taken = taken_by_benchmark(catalog)[benchmark.id]
    standing = benchmark_state(catalog, benchmark.id)
    sources = Counter(row.source for rows in taken.values() for row in rows)
    chosen = standing_rows(benchmark, taken, standing.form)
    return BenchmarkProfile(
        date=catalog.date,
        version=catalog.version,
        benchmark=benchmark,
        standing=standing,
        scores=sources.total(),
        models=len(taken),
        reporters=tuple(sorted(sources.items(), key=lambda pair: (-pair[1], pair[0]))),
        leaders=_leaders(catalog, benchmark, chosen, {name: len(rows) for name, rows in taken.items()}),
        names={**{name: catalog.sources[name].name for name in sources}, **_flagged_names(catalog, standing)},
    )


def _flagged_names(catalog: Catalog, standing: BenchmarkStanding) -> dict[str, str]:
    """How the ids in a benchmark's flags read: other benchmarks and single models."""
    flags = (*standing.flags, *(flag for held in standing.of_models.values() for flag in held))
    told = {name for flag in flags for name in flag.facts.values()}
    tests = {name: catalog.benchmarks[name].name for name in sorted(told & catalog.benchmarks.keys())}
    return tests | {name: catalog.models[name].name for name in standing.of_models}


def _leaders(
    catalog: Catalog, benchmark: Benchmark, chosen: dict[str, Observation], counts: dict[str, int]
) -> tuple[Leader, ...]:
    """Best first by the benchmark's direction; equal values share a place."""
    sign = -1.0 if benchmark.direction == "higher" else 1.0
    ordered = sorted(chosen.values(), key=lambda row: (sign * row.value, catalog.models[row.model].name))
    values = [sign * row.value for row in ordered]
    return tuple(
        Leader(
            place=1 + values.index(sign * row.value),
            model=row.model,
            name=catalog.models[row.model].name,
            observation=row,
            others=counts[row.model] - 1,
        )
        for row in ordered
    )
