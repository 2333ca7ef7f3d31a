"""The counted tests of a category, with how many models have an admitted score on each."""

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.admission import admitted, fills_cell
from evenhand.records.board import CategoryTest
from evenhand.records.ranking import Ranking


def category_tests(catalog: Catalog, ranking: Ranking, lane: str, category: str) -> tuple[CategoryTest, ...]:
    """Each counted test of a category in the ranking's order; `models` counts those that took it as it counts."""
    specs = {spec.benchmark: spec for spec in ranking.categories[category].counted}
    taken = dict.fromkeys(specs, 0)
    for model in catalog.models.values():
        inside, _ = admitted(catalog, Subject(model), ranking.lanes[lane])
        for name in specs.keys() & inside.keys():
            taken[name] += any(fills_cell(catalog.benchmarks[name], specs[name], row) for row in inside[name])
    return tuple(
        CategoryTest(
            benchmark=name,
            name=catalog.benchmarks[name].name,
            measures=catalog.benchmarks[name].measures,
            form=spec.version or spec.context,
            weight=spec.weight,
            models=taken[name],
        )
        for name, spec in specs.items()
    )
