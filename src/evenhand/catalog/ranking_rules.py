"""What must hold of rankings: the needed ones are there; what they name exists, and nothing counts twice."""

from collections.abc import Iterable

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.ids import exists
from evenhand.catalog.nearest import near_or
from evenhand.errors import Problem
from evenhand.records.facts import CATEGORIES
from evenhand.records.ranking import CategoryRule, Counted, Ranking

Rows = Iterable[Problem]
NEEDED = ("even", "classic")


def check_rankings(catalog: Catalog) -> Rows:
    """Every fault of every ranking."""
    for ranking in catalog.rankings.values():
        file = f"rankings/{ranking.id}.toml"
        yield from _lanes(ranking, file)
        for category in (*ranking.categories, *ranking.display_only):
            if category not in CATEGORIES:
                yield Problem(file, 0, "unknown category", category, near_or(category, CATEGORIES, "one of"))
        for rule in ranking.categories.values():
            yield from _category(catalog, rule, file)
        yield from _twice(ranking, file)
        for name in (name for names in ranking.display_only.values() for name in names):
            yield from exists(name, catalog.benchmarks, "benchmark", file)
        if ranking.overall_composite:
            yield from exists(ranking.overall_composite, catalog.benchmarks, "benchmark", file)


def check_needed_rankings(catalog: Catalog) -> Rows:
    """A fault for each ranking that every comparison rests on and no folder of facts has."""
    for name in NEEDED:
        if name not in catalog.rankings:
            wrong = f"the ranking {name!r} is missing, and every comparison needs it"
            fix = f"copy rankings/{name}.toml from the facts that come with Evenhand and choose its benchmarks"
            yield Problem(f"rankings/{name}.toml", 0, wrong, "", fix)


def _lanes(ranking: Ranking, file: str) -> Rows:
    fix = f"one of {', '.join(ranking.lanes)}"
    if ranking.default_lane not in ranking.lanes:
        yield Problem(file, 0, "'default_lane' is not a lane", ranking.default_lane, fix)
    for lane in ranking.needs_citation:
        if lane not in ranking.lanes:
            yield Problem(file, 0, "'needs_citation' names no lane", lane, fix)


def _category(catalog: Catalog, rule: CategoryRule, file: str) -> Rows:
    if rule.composite:
        yield from exists(rule.composite, catalog.benchmarks, "benchmark", file)
    for counted in rule.counted:
        yield from exists(counted.benchmark, catalog.benchmarks, "benchmark", file)
        yield from _form(catalog, counted, file)


def _form(catalog: Catalog, counted: Counted, file: str) -> Rows:
    benchmark = catalog.benchmarks.get(counted.benchmark)
    if benchmark is None:
        return
    forms = (("version", counted.version, benchmark.versions), ("context", counted.context, benchmark.contexts))
    for kind, value, known in forms:
        if value and value not in known:
            fix = f"it has {', '.join(known) or 'none'}; add it to benchmarks/{benchmark.id}.toml first"
            yield Problem(file, 0, f"{benchmark.id!r} has no such {kind}", value, fix)


def _twice(ranking: Ranking, file: str) -> Rows:
    first: dict[str, str] = {}
    for category, rule in ranking.categories.items():
        for counted in rule.counted:
            if counted.benchmark in first:
                wrong = f"counted twice, in {first[counted.benchmark]} and in {category}"
                yield Problem(file, 0, wrong, counted.benchmark, "count it once")
            first[counted.benchmark] = category
