"""Where the classic averages name another leader than the shared tests, and which tests each average is made of."""

from collections.abc import Iterator

from evenhand.catalog.catalog import Catalog
from evenhand.records.classic import ClassicCategory, ClassicView
from evenhand.records.comparison import CategoryResult, ClassicDisagreement
from evenhand.records.facts import Model
from evenhand.records.ranking import Ranking
from evenhand.scoring.classic import ClassicStanding, ClassicTest, classic_standing, weighted_mean

ACCOUNTED = 0.1


def other_leaders(
    catalog: Catalog,
    models: tuple[Model, Model],
    view: ClassicView,
    results: tuple[CategoryResult, ...],
    classic: Ranking,
) -> tuple[ClassicDisagreement, ...]:
    """Categories that the classic view gives to a side that the shared tests do not; in the ranking's order."""
    left, right = (classic_standing(catalog, model.id, classic, view.lane) for model in models)
    return tuple(_found(view, results, left, right))


def _found(
    view: ClassicView, results: tuple[CategoryResult, ...], left: ClassicStanding, right: ClassicStanding
) -> Iterator[ClassicDisagreement]:
    averages = {category.id: category for category in view.categories}
    for result in results:
        average = averages.get(result.id)
        if average and average.leader and average.leader != result.leader and result.state != "practically equal":
            yield _disagreement(average, result, left.tests.get(result.id, ()), right.tests.get(result.id, ()))


def _disagreement(
    average: ClassicCategory, result: CategoryResult, left: tuple[ClassicTest, ...], right: tuple[ClassicTest, ...]
) -> ClassicDisagreement:
    return ClassicDisagreement(
        category=result.id,
        classic_leader=average.leader or "left",
        classic_left=average.left.value,
        classic_right=average.right.value,
        even_state=result.state,
        even_leader=result.leader,
        left_tests=_names(left),
        right_tests=_names(right),
        left_published=average.left.published,
        right_published=average.right.published,
        left_accounted=_accounted(average.left.value, left),
        right_accounted=_accounted(average.right.value, right),
        shared=result.shared,
    )


def _names(tests: tuple[ClassicTest, ...]) -> tuple[str, ...]:
    """The counted tests behind an average as far as this catalog holds them; else those only shown."""
    return tuple(test.benchmark for test in tests if test.counted) or tuple(test.benchmark for test in tests)


def _accounted(value: float, tests: tuple[ClassicTest, ...]) -> bool:
    """Whether the tests held give the value that is printed."""
    parts = [(test.benchmark, test.used.value, test.weight) for test in tests if test.counted]
    own = weighted_mean(parts or [(test.benchmark, test.used.value, 1.0) for test in tests])
    return own is not None and abs(own.value - value) <= ACCOUNTED
