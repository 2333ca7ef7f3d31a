"""What sources state differently: the same model, benchmark and stated setting, or the same fact, with other values."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from math import hypot
from typing import get_args

from msgspec import ValidationError, structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.closed_lists import one_of
from evenhand.catalog.folding import folded
from evenhand.catalog.stated_facts import LISTS, value_of
from evenhand.comparison.matching import stated_alike
from evenhand.comparison.preference import preference
from evenhand.comparison.price_disagreements import price_disagreements
from evenhand.records.disagreements import Disagreements, FactDisagreement, Kind, ScoreDisagreement
from evenhand.records.facts import Benchmark, Observation, StatedFact
from evenhand.records.ranking import FlagRules
from evenhand.scoring.scale import SPANS

RULES = FlagRules()
NAMED = ("model", "benchmark", "provider")
DAYS = ("released", "retired", "knowledge_cutoff")
KEPT = ("scores that disagree",)


def disagreements(catalog: Catalog, kind: Kind | None = None, model: str = "", benchmark: str = "") -> Disagreements:
    """All disagreements of a catalog, of one kind where one is named, about a model and a benchmark where given (ids).

    A benchmark leaves prices and facts out: they are about none.
    """
    about_all = not benchmark
    prices = price_disagreements(catalog) if kind in (None, "prices") and about_all else ()
    scores = _found_scores(catalog, model, benchmark) if kind in (None, "scores") else ()
    found = Disagreements(
        date=catalog.date,
        version=catalog.version,
        scores=scores,
        prices=tuple(one for one in prices if model in ("", one.model)),
        facts=tuple(_facts(catalog, model)) if kind in (None, "facts") and about_all else (),
        units={one.benchmark: catalog.benchmarks[one.benchmark].unit for one in scores},
    )
    return structs.replace(found, names=dict(_names(catalog, found)))


def kind_of(text: str) -> Kind | None:
    """The kind of this name; None for no name.

    Raises:
        BadChoice: there is no such kind.

    """
    one_of("kind", text, ("", *get_args(Kind)))
    return next((known for known in get_args(Kind) if text == known), None)


def far_apart(benchmark: Benchmark, one: Observation, other: Observation, rules: FlagRules = RULES) -> bool:
    """Whether two values differ by more than chance or rounding explain (statistics 1.11)."""
    return abs(one.value - other.value) > allowed(benchmark, one, other, rules) * (1.0 + 1e-9)


def allowed(benchmark: Benchmark, one: Observation, other: Observation, rules: FlagRules = RULES) -> float:
    """How far two values may be apart, in the benchmark's unit.

    2.8 times the joint standard error where both sources report one, else two points of a hundred; without a scale of
    shares, two hundredths of the larger value.
    """
    if one.error is not None and other.error is not None:
        return rules.conflict_errors * hypot(one.error, other.error)
    if benchmark.unit in SPANS:
        return rules.conflict_points * SPANS[benchmark.unit] / 100.0
    return rules.conflict_points / 100.0 * max(abs(one.value), abs(other.value))


def _found_scores(catalog: Catalog, model: str, benchmark: str) -> tuple[ScoreDisagreement, ...]:
    """Those of all models are kept, since finding them reads every score."""
    if model or benchmark:
        return tuple(_scores(catalog, model, benchmark))
    if KEPT not in catalog.kept:
        catalog.kept[KEPT] = tuple(_scores(catalog, "", ""))
    found: tuple[ScoreDisagreement, ...] = catalog.kept[KEPT]
    return found


def _scores(catalog: Catalog, model: str, benchmark: str) -> Iterator[ScoreDisagreement]:
    for name in sorted(catalog.models) if not model else (model,):
        for test, rows in sorted(catalog.observations_of.get(name, {}).items()):
            if benchmark in ("", test):
                yield from _cells(catalog.benchmarks[test], rows)


def _cells(benchmark: Benchmark, rows: tuple[Observation, ...]) -> Iterator[ScoreDisagreement]:
    """One disagreement for each stated setting in which any two rows are far apart."""
    left = sorted(rows, key=lambda row: preference(row, benchmark))
    while left:
        alike = [row for row in left if stated_alike(left[0], row)]
        left = [row for row in left if row not in alike]
        apart = [pair for pair in combinations(alike, 2) if far_apart(benchmark, *pair)]
        if apart:
            one, other = max(apart, key=lambda pair: abs(pair[0].value - pair[1].value))
            yield ScoreDisagreement(
                model=one.model,
                benchmark=benchmark.id,
                apart=abs(one.value - other.value),
                allowed=allowed(benchmark, one, other),
                by_errors=one.error is not None and other.error is not None,
                rows=tuple(alike),
            )


def _facts(catalog: Catalog, model: str) -> Iterator[FactDisagreement]:
    for name in sorted(catalog.facts.of) if not model else (model,):
        by_field: dict[str, list[StatedFact]] = defaultdict(list)
        for fact in catalog.facts.of.get(name, ()):
            by_field[fact.field].append(fact)
        for field, facts in sorted(by_field.items()):
            if any(_differ(one, other) for one, other in combinations(facts, 2)):
                ordered = sorted(facts, key=lambda fact: (fact.checked, fact.source), reverse=True)
                yield FactDisagreement(model=name, field=field, used=_used(catalog, name, field), facts=tuple(ordered))


def _names(catalog: Catalog, found: Disagreements) -> Iterator[tuple[str, str]]:
    for known in (catalog.models, catalog.benchmarks, catalog.providers):
        told = {getattr(one, kind, "") for one in (*found.scores, *found.prices, *found.facts) for kind in NAMED}
        yield from ((name, known[name].name) for name in sorted(told & known.keys()))
    yield from ((name, source.name) for name, source in catalog.sources.items())


def _differ(one: StatedFact, other: StatedFact) -> bool:
    """Whether two statements exclude each other: a month and a day in it do not, nor another order or spelling."""
    try:
        left, right = value_of(one), value_of(other)
    except (ValueError, ValidationError):
        return one.value != other.value
    if one.field in LISTS:
        return set(left) != set(right)
    if one.field in DAYS:
        return not (left.startswith(right) or right.startswith(left))
    return folded(left) != folded(right) if isinstance(left, str) else bool(left != right)


def _used(catalog: Catalog, model: str, field: str) -> str:
    """What this catalog says, as text; empty where it says nothing."""
    value = getattr(catalog.models[model], field) if model in catalog.models else None
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(value) if isinstance(value, tuple) else f"{value}"
