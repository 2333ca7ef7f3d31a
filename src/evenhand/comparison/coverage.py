"""Which ranked model took which counted test, as it is counted, otherwise, or not at all."""

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.admission import Tests, admitted, counted_specs, fills_cell
from evenhand.comparison.board import OVERALL
from evenhand.comparison.known_places import places_of
from evenhand.comparison.snapshot import snapshot_of
from evenhand.records.coverage import CountedTest, Coverage, CoverageRow, Taken
from evenhand.records.facts import Model
from evenhand.records.ranking import Counted, Ranking


def coverage(catalog: Catalog, ranking: str = "even", lane: str | None = None) -> Coverage:
    """The ranked models and the counted tests of a lane; worked out once for a catalog.

    Raises:
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.

    """
    rules = naming.ranking(catalog, ranking)
    lane = naming.lane(rules, lane)
    key = ("coverage", rules.id, lane)
    if key not in catalog.kept:
        catalog.kept[key] = _coverage(catalog, rules, lane)
    found: Coverage = catalog.kept[key]
    return found


def coverage_row(catalog: Catalog, model: Model, ranking: str = "even", lane: str | None = None) -> CoverageRow:
    """One model, ranked or not, on the tests of `coverage`."""
    rules = naming.ranking(catalog, ranking)
    return _row(catalog, rules, naming.lane(rules, lane), model.id)


def _coverage(catalog: Catalog, ranking: Ranking, lane: str) -> Coverage:
    ranked = places_of(catalog, ranking, lane).boards[OVERALL] if ranking.method == "even" else {}
    rows = tuple(_row(catalog, ranking, lane, name) for name in ranked)
    weight = sum(rule.weight for rule in ranking.categories.values()) or 1.0
    tests = tuple(
        CountedTest(
            benchmark=spec.benchmark,
            name=_called(catalog, spec),
            category=category,
            share=ranking.categories[category].weight * spec.weight / weight / _within(ranking, category),
            measured=sum(row.taken[number] == "measured" for row in rows),
        )
        for number, (category, spec) in enumerate(_ordered(ranking))
    )
    return Coverage(snapshot=snapshot_of(catalog, ranking, lane), tests=tests, rows=rows)


def _called(catalog: Catalog, spec: Counted) -> str:
    form = " ".join(part for part in (spec.version, spec.context) if part)
    return f"{catalog.benchmarks[spec.benchmark].name} {form}".strip()


def _within(ranking: Ranking, category: str) -> float:
    return sum(spec.weight for spec in ranking.categories[category].counted)


def _ordered(ranking: Ranking) -> list[tuple[str, Counted]]:
    """The counted tests, heaviest category first, in the order of the ranking's file inside one."""
    found = counted_specs(ranking).values()
    return sorted(found, key=lambda one: -ranking.categories[one[0]].weight)


def _row(catalog: Catalog, ranking: Ranking, lane: str, name: str) -> CoverageRow:
    model = catalog.models[name]
    inside, outside = admitted(catalog, Subject(model), ranking.lanes[lane])
    place = places_of(catalog, ranking, lane).boards[OVERALL].get(name) if ranking.method == "even" else None
    return CoverageRow(
        model=name,
        name=model.name,
        lab_name=catalog.labs[model.lab].name,
        place=place.place if place else None,
        taken=tuple(_taken(catalog, spec, inside, outside) for _, spec in _ordered(ranking)),
    )


def _taken(catalog: Catalog, spec: Counted, inside: Tests, outside: Tests) -> Taken:
    benchmark = catalog.benchmarks[spec.benchmark]
    if any(fills_cell(benchmark, spec, row) for row in inside.get(benchmark.id, ())):
        return "measured"
    if inside.get(benchmark.id):
        return "other conditions"
    return "not admitted" if outside.get(benchmark.id) else "missing"
