"""What is flagged on a benchmark: spent, no longer taken, of one source, near-copy of another, and twins that tell."""

from collections.abc import Iterator, Mapping
from math import hypot

from evenhand.catalog.catalog import Catalog
from evenhand.records.benchmarks import BenchmarkStanding, Saturation
from evenhand.records.comparison import Reading
from evenhand.records.facts import Benchmark, Observation
from evenhand.records.flags import Flag, FlagKind
from evenhand.records.ranking import FlagRules, Ranking
from evenhand.scoring.contamination import twin_drop
from evenhand.scoring.flag_rules import twin_flag
from evenhand.scoring.redundancy import Alike, redundant_pairs
from evenhand.scoring.saturation import FEWEST

Readings = Mapping[str, Mapping[str, Reading]]
Rows = tuple[Observation, ...]


def benchmark_flags(standing: BenchmarkStanding, rows: Rows) -> tuple[Flag, ...]:
    """The flags of one benchmark from its state and its scores."""
    found = (*_written(standing), _saturated(standing.saturation), _stale(standing), _one_source(rows))
    return tuple(flag for flag in found if flag)


def redundant_flags(readings: Readings, ranking: Ranking | None, rules: FlagRules) -> dict[str, tuple[Flag, ...]]:
    """For each test those that order models as it does, with what the two weigh together in the ranking."""
    columns = {
        test: {model: one.scaled for model, one in held.items() if one.scaled is not None}
        for test, held in readings.items()
    }
    weights, total = _weights(ranking), sum(rule.weight for rule in ranking.categories.values()) if ranking else 0.0
    found: dict[str, tuple[Flag, ...]] = {}
    for pair in redundant_pairs(columns, rules.redundant, rules.redundant_models):
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            joint = weights.get(one, 0.0) + weights.get(other, 0.0)
            found[one] = (*found.get(one, ()), _redundant(pair, other, joint, total))
    return found


def twin_flags(catalog: Catalog, readings: Readings, rules: FlagRules) -> dict[str, dict[str, tuple[Flag, ...]]]:
    """By older test and model: models that lose more on its stricter form than the others do."""
    found: dict[str, dict[str, tuple[Flag, ...]]] = {}
    for twin in catalog.benchmarks.values():
        if twin.twin:
            for model, flag in _losers(twin, readings.get(twin.twin, {}), readings.get(twin.id, {}), rules):
                found.setdefault(twin.twin, {})[model] = (flag,)
    return found


def _losers(
    twin: Benchmark, older: Mapping[str, Reading], newer: Mapping[str, Reading], rules: FlagRules
) -> Iterator[tuple[str, Flag]]:
    both = sorted(older.keys() & newer.keys())
    losses = {name: (older[name].scaled or 0.0) - (newer[name].scaled or 0.0) for name in both}
    for name in both:
        one, other = older[name], newer[name]
        error = hypot(one.error or 0.0, other.error or 0.0)
        others = [loss for who, loss in losses.items() if who != name]
        found = twin_drop(one.scaled or 0.0, other.scaled or 0.0, error, others)
        flag = twin_flag(found, twin.id, None, rules)
        if flag:
            yield name, flag


def _written(standing: BenchmarkStanding) -> Iterator[Flag]:
    if standing.by == "its file" and standing.state in ("stale", "contaminated"):
        kind: FlagKind = "stale" if standing.state == "stale" else "contaminated"
        yield Flag(kind=kind, by="its file", facts={"reason": standing.reason})


def _saturated(found: Saturation | None) -> Flag | None:
    if found is None or not found.by:
        return None
    if found.by == "ceiling":
        reached = {"top": found.top, "ceiling": found.ceiling, "highest": found.highest}
        noise = {"error": found.error, "errors": found.errors}
        return Flag(kind="saturated", by="ceiling", figures=reached | noise)
    models = {"models": float(found.models)}
    if found.reliability is None:
        return Flag(kind="saturated", by="same scores", figures=models)
    spread = {"noise": found.noise, "spread": found.spread, "reliability": found.reliability}
    return Flag(kind="saturated", by="reliability", figures=models | spread | {"limit": found.least})


def _stale(standing: BenchmarkStanding) -> Flag | None:
    found = standing.staleness
    if found is None or not found.by:
        return None
    if found.by == "newer version":
        facts = {"version": standing.form.version, "newer": found.newer}
        return Flag(kind="stale", by="newer version", facts=facts)
    if found.by == "recent models":
        taken = {"taken": float(found.taken), "recent": float(found.recent), "limit": found.least}
        return Flag(kind="stale", by="recent models", figures=taken)
    age = {"days": float(found.days or 0), "limit": float(found.most)}
    return Flag(kind="stale", by="verified scores", figures=age, facts={"newest": found.newest})


def _one_source(rows: Rows) -> Flag | None:
    """One source for ten models or more: nobody else's figures confirm it. Fewer are too few to wonder."""
    sources = {row.source for row in rows}
    if len(sources) != 1 or len({row.model for row in rows}) < FEWEST:
        return None
    return Flag(kind="single source", figures={"scores": float(len(rows))}, facts={"source": sources.pop()})


def _weights(ranking: Ranking | None) -> dict[str, float]:
    """What each counted benchmark weighs in the whole, in the unit of the category weights."""
    if ranking is None:
        return {}
    sums = {name: sum(spec.weight for spec in rule.counted) for name, rule in ranking.categories.items()}
    return {
        spec.benchmark: rule.weight * spec.weight / sums[name]
        for name, rule in ranking.categories.items()
        for spec in rule.counted
    }


def _redundant(pair: Alike, other: str, joint: float, total: float) -> Flag:
    figures = {"correlation": pair.correlation, "models": float(pair.models), "weight": joint, "total": total}
    return Flag(kind="redundant", figures=figures, facts={"other": other})
