"""The state of every benchmark of a catalog: from its file where that says one, else from its scores."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from msgspec import structs

from evenhand.catalog.as_of import last_day
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.snapshot import remembered
from evenhand.comparison.admission import counted_specs
from evenhand.comparison.benchmark_flags import benchmark_flags, redundant_flags, twin_flags
from evenhand.comparison.preference import preference
from evenhand.records.benchmarks import BenchmarkStanding, Form, Saturation, Staleness, StateBy
from evenhand.records.comparison import Reading
from evenhand.records.facts import OWN, Benchmark, BenchmarkState, Observation, Statement
from evenhand.records.ranking import Counted, FlagRules, Thresholds
from evenhand.scoring.saturation import BEST, saturation, staleness
from evenhand.scoring.scale import on_common_scale, reach
from evenhand.scoring.standard_errors import reading

EVEN = "even"
OWN_CATEGORY = "own"
WELL_TESTED = 8
WRITTEN = ("stale", "contaminated")
NUMBERED = re.compile(r"v?\d+(\.\d+)*")
DATED = re.compile(r"\d{4}-\d{2}(-\d{2})?")
SECOND_HAND = "E"
CHECKED = ("A", "B")
KEPT = ("observations by benchmark",)

Rows = tuple[Observation, ...]
Taken = dict[str, Rows]


def benchmark_state(catalog: Catalog, name: str) -> BenchmarkStanding:
    """The state of one benchmark.

    Raises:
        KeyError: the catalog has no such benchmark.

    """
    return benchmark_states(catalog)[name]


def benchmark_states(catalog: Catalog) -> dict[str, BenchmarkStanding]:
    """The states of all benchmarks, worked out once for each catalog and kept under its content.

    Runs of one's own say nothing of a state, and a benchmark of one's own has none.
    """
    known = remembered(catalog, "states", dict[str, BenchmarkStanding], lambda: dict(_public_states(catalog)))
    if len(known) < len(catalog.benchmarks):
        own = (name for name in catalog.benchmarks if name not in known)
        known |= {name: BenchmarkStanding(benchmark=name, state="unknown", by="too few models") for name in own}
    return known


def _public_states(catalog: Catalog) -> Iterator[tuple[str, BenchmarkStanding]]:
    """The states of the public benchmarks: what is kept is kept for every catalog of the same public facts."""
    return (one for one in _states(catalog) if catalog.benchmarks[one[0]].category != OWN_CATEGORY)


def _form(catalog: Catalog, benchmark: Benchmark, rows: list[Observation] | Rows) -> Form:
    """The form that a benchmark's figures are about: the counted one, else the one of most models, else the newest."""
    spec = _spec(catalog, benchmark)
    version = spec.version if spec and spec.version else _usual(rows, "version", benchmark.versions)
    fitting = [row for row in rows if row.version == version or not version]
    context = spec.context if spec and spec.context else _usual(fitting, "context", benchmark.contexts)
    return Form(version=version, context=context)


def standing_rows(benchmark: Benchmark, taken: Taken, form: Form) -> dict[str, Observation]:
    """The observation that stands for each model, of this form, the whole set and the prescribed tools."""
    spec = Counted(benchmark=benchmark.id, version=form.version, context=form.context)
    found = {model: [row for row in rows if _plain(row, benchmark, form)] for model, rows in taken.items()}
    return {model: min(rows, key=lambda row: preference(row, benchmark, spec)) for model, rows in found.items() if rows}


def taken_by_benchmark(catalog: Catalog) -> dict[str, Taken]:
    """Observations by benchmark, then model; sorted out once for a catalog."""
    if KEPT not in catalog.kept:
        found: dict[str, Taken] = {name: {} for name in catalog.benchmarks}
        for model in catalog.models:
            for name, rows in catalog.observations_of.get(model, {}).items():
                found[name][model] = rows
        catalog.kept[KEPT] = found
    kept: dict[str, Taken] = catalog.kept[KEPT]
    return kept


def recent_models(catalog: Catalog, taken: dict[str, Taken]) -> tuple[str, ...]:
    """The twenty newest models with scores on at least eight tests, newest first."""
    tests: Counter[str] = Counter()
    for name, models in taken.items():
        if catalog.benchmarks[name].kind == "test":
            tests.update(models.keys())
    dated = [(catalog.models[name].released or "", name) for name, count in tests.items() if count >= WELL_TESTED]
    return tuple(name for day, name in sorted(dated, reverse=True) if day)[:BEST]


def newer_version(benchmark: Benchmark, version: str) -> str:
    """The newest version where this one is older; empty where versions are neither all numbers nor all days."""
    known = benchmark.versions
    if version not in known or not any(all(form.fullmatch(one) for one in known) for form in (NUMBERED, DATED)):
        return ""
    newest = max(known, key=_number)
    return "" if newest == version else newest


def _public(taken: Taken) -> Taken:
    """Without the runs of one's own, and without models that have no others."""
    public = {model: tuple(row for row in rows if row.tier != OWN) for model, rows in taken.items()}
    return {model: rows for model, rows in public.items() if rows}


def _states(catalog: Catalog) -> Iterator[tuple[str, BenchmarkStanding]]:
    taken = {name: _public(rows) for name, rows in taken_by_benchmark(catalog).items()}
    recent = recent_models(catalog, taken)
    ranking = catalog.rankings.get(EVEN)
    limits = ranking.thresholds if ranking else Thresholds()
    rules, assumed = limits.flags, limits.assumed_items
    forms = {name: _form(catalog, one, _all(taken[name])) for name, one in catalog.benchmarks.items()}
    readings = {name: _readings(one, taken[name], forms[name], assumed) for name, one in catalog.benchmarks.items()}
    alike, twins = redundant_flags(readings, ranking, rules), twin_flags(catalog, readings, rules)
    for name, benchmark in catalog.benchmarks.items():
        found = _standing(catalog, benchmark, taken[name], recent, forms[name], readings[name], rules)
        flags = (*benchmark_flags(found, _all(taken[name])), *alike.get(name, ()))
        yield name, structs.replace(found, flags=flags, of_models=twins.get(name, {}))


def _all(taken: Taken) -> Rows:
    return tuple(row for rows in taken.values() for row in rows)


def _readings(benchmark: Benchmark, taken: Taken, form: Form, assumed: int) -> dict[str, Reading]:
    """The score that stands for each model, in points with its error; none where there is no common scale.

    `assumed` is the number of items where neither the score nor the benchmark says one.
    """
    chosen = standing_rows(benchmark, taken, form) if on_common_scale(benchmark) else {}
    return {model: reading(benchmark, row, assumed) for model, row in chosen.items()}


def _standing(
    catalog: Catalog,
    benchmark: Benchmark,
    taken: Taken,
    recent: tuple[str, ...],
    form: Form,
    held: dict[str, Reading],
    rules: FlagRules,
) -> BenchmarkStanding:
    readings = list(held.values())
    known_items = bool(readings) and all(one.items_from != "assumed" for one in readings)
    full = saturation(readings, known_items=known_items, rules=rules, highest=reach(benchmark)[1])
    old = _staleness(catalog, benchmark, taken, recent, form, rules)
    state, by = _state(benchmark, full, old)
    return BenchmarkStanding(
        benchmark=benchmark.id,
        state=state,
        by=by,
        form=form,
        models=len(readings),
        known_items=known_items,
        reason=benchmark.state_reason,
        stated=_statement(benchmark),
        saturation=full,
        staleness=old,
    )


def _state(benchmark: Benchmark, full: Saturation | None, old: Staleness | None) -> tuple[BenchmarkState, StateBy]:
    if benchmark.state in WRITTEN:
        return benchmark.state, "its file"
    if full and full.by:
        return "saturated", full.by
    if old and old.by:
        return "stale", old.by
    if full and old and old.recent >= BEST:
        return "current", "figures"
    return "unknown", "too few models"


def _staleness(
    catalog: Catalog, benchmark: Benchmark, taken: Taken, recent: tuple[str, ...], form: Form, rules: FlagRules
) -> Staleness | None:
    if benchmark.kind != "test" or not taken:
        return None
    newest = max((_made(row) for row in _all(taken) if row.tier in CHECKED), default="")
    days = (date.fromisoformat(last_day(catalog.date)) - date.fromisoformat(newest)).days if newest else None
    newer = newer_version(benchmark, form.version)
    return staleness(sum(name in taken for name in recent), len(recent), newer, newest, days, rules)


def _made(row: Observation) -> str:
    """The last day on which a score can have been made: measured, else published; empty where it is not dated."""
    day = row.measured or row.published
    return last_day(day) if day else ""


def _statement(benchmark: Benchmark) -> Statement | None:
    return next((one for one in benchmark.stated if "state" in one.fields), None)


def _plain(row: Observation, benchmark: Benchmark, form: Form) -> bool:
    """Of this form, whole, with the tools that the benchmark prescribes, and not second-hand."""
    version = _fits(row.version, form.version, several=len(benchmark.versions) > 1)
    context = _fits(row.context, form.context, several=bool(benchmark.contexts))
    plain = not row.subset and row.tools in ("", benchmark.tools) and row.tier not in (SECOND_HAND, OWN)
    return version and context and plain


def _fits(stated: str, wanted: str, *, several: bool) -> bool:
    """Where there are several forms the wanted one has to be stated; where there is one, nothing need be."""
    return bool(stated) and stated == wanted if several else stated in ("", wanted)


def _usual(rows: list[Observation] | Rows, name: str, known: tuple[str, ...]) -> str:
    """The stated version or context length that most models have; of equals the one listed last."""
    pairs = {(row.model, getattr(row, name)) for row in rows if getattr(row, name)}
    count = Counter(value for _, value in pairs)
    order = {value: place for place, value in enumerate(known)}
    return max(count, key=lambda value: (count[value], order.get(value, -1), value), default="")


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def _spec(catalog: Catalog, benchmark: Benchmark) -> Counted | None:
    found = counted_specs(catalog.rankings[EVEN]).get(benchmark.id) if EVEN in catalog.rankings else None
    return found and found[1]
