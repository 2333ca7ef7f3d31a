"""Where the classic averages name another leader than the shared tests, and which tests each average is made of."""

from collections.abc import Iterator

from evenhand.catalog.catalog import Catalog
from evenhand.records.classic import ClassicCategory, ClassicView
from evenhand.records.comparison import CategoryResult, ClassicDisagreement
from evenhand.records.facts import Model
from evenhand.records.ranking import Ranking
from evenhand.scoring.classic import ClassicStanding, classic_standing


def disagreements(
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
            yield _disagreement(average, result, _tests(left, result.id), _tests(right, result.id))


def _disagreement(
    average: ClassicCategory, result: CategoryResult, left: tuple[str, ...], right: tuple[str, ...]
) -> ClassicDisagreement:
    return ClassicDisagreement(
        category=result.id,
        classic_leader=average.leader or "left",
        classic_left=average.left.value,
        classic_right=average.right.value,
        even_state=result.state,
        even_leader=result.leader,
        left_tests=left,
        right_tests=right,
        left_published=average.left.published,
        right_published=average.right.published,
        shared=result.shared,
    )


def _tests(standing: ClassicStanding, category: str) -> tuple[str, ...]:
    """The counted tests behind the side's average as far as this catalog holds them; else those only shown."""
    tests = standing.tests.get(category, ())
    return tuple(test.benchmark for test in tests if test.counted) or tuple(test.benchmark for test in tests)
