"""Which observations of a model a lane admits; composites are never evidence."""

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.records.facts import OWN, Benchmark, Observation, Tier
from evenhand.records.ranking import Counted, Ranking

Tests = dict[str, tuple[Observation, ...]]


def admitted(catalog: Catalog, who: Subject, tiers: tuple[Tier, ...]) -> tuple[Tests, Tests]:
    """A subject's observations by benchmark: those that the tiers admit, and those that they leave out.

    What a reader ran stands apart: where the tiers do not admit it, it is not left out of public scores either.
    """
    inside: Tests = {}
    outside: Tests = {}
    for name, rows in catalog.observations_of.get(who.model.id, {}).items():
        if catalog.benchmarks[name].kind == "composite":
            continue
        wanted = [row for row in rows if not who.effort or row.effort == who.effort]
        if OWN not in tiers:
            wanted = [row for row in wanted if row.tier != OWN]
        taken = tuple(row for row in wanted if row.tier in tiers)
        if taken:
            inside[name] = taken
        elif wanted:
            outside[name] = tuple(wanted)
    return inside, outside


def counts_as(spec: Counted, seen: Observation) -> bool:
    """Whether an observation is of the version and context length that the ranking counts."""
    return spec.version in ("", seen.version) and spec.context in ("", seen.context)


def fills_cell(benchmark: Benchmark, spec: Counted, seen: Observation) -> bool:
    """Whether an observation is the counted test itself: not a part of it, and with no other tools than prescribed."""
    plain_tools = not benchmark.tool_variants or seen.tools in ("", benchmark.tools)
    return counts_as(spec, seen) and not seen.subset and plain_tools


def counted_specs(ranking: Ranking) -> dict[str, tuple[str, Counted]]:
    """Counted benchmarks of a ranking: benchmark id to (category, spec)."""
    rules = ranking.categories.items()
    return {spec.benchmark: (category, spec) for category, rule in rules for spec in rule.counted}
