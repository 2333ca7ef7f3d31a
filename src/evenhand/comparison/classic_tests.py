"""The shared benchmarks of a classic page: which one is called the biggest swing, which one a question names."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.records.classic import ClassicAnswer, ClassicCategory, ClassicSwing
from evenhand.records.ranking import Ranking
from evenhand.scoring.classic import ClassicStanding, rounded

PAGE_ORDER = ("knowledge", "coding", "math", "reasoning", "agentic", "multimodal", "instruction-following")


class SharedValue(Struct, frozen=True, kw_only=True):
    """A benchmark that both have, with the values in use (percent)."""

    benchmark: str
    counted: bool
    left: float
    right: float

    @property
    def gap(self) -> float:
        """The absolute difference; the sixth decimal absorbs the noise of subtraction, so that ties are ties."""
        return round(abs(self.left - self.right), 6)


def page_order(categories: Iterable[str]) -> list[str]:
    """The categories in the order of the seed site's questions; those it does not have come after, as given."""
    given = list(categories)
    known = [name for name in PAGE_ORDER if name in given]
    return known + [name for name in given if name not in PAGE_ORDER]


def shared_values(left: ClassicStanding, right: ClassicStanding, category: str) -> list[SharedValue]:
    """The category's benchmarks that both have, in the ranking file's order, counted ones first."""
    theirs = {test.benchmark: test for test in right.tests.get(category, ())}
    return [
        SharedValue(
            benchmark=test.benchmark,
            counted=test.counted,
            left=test.used.value,
            right=theirs[test.benchmark].used.value,
        )
        for test in left.tests.get(category, ())
        if test.benchmark in theirs
    ]


def biggest_swing(
    catalog: Catalog, left: ClassicStanding, right: ClassicStanding, ranking: Ranking
) -> ClassicSwing | None:
    """The largest difference over the shared counted benchmarks, whoever leads; ties go to the first on the page."""
    swing = max(_shared_counted(left, right, ranking), key=lambda shared: shared.gap, default=None)
    if swing is None:
        return None
    unit = catalog.benchmarks[swing.benchmark].unit
    return ClassicSwing(benchmark=swing.benchmark, left=swing.left, right=swing.right, unit=unit)


def category_answer(left: ClassicStanding, right: ClassicStanding, category: ClassicCategory) -> ClassicAnswer:
    """A category's question; its benchmark is the largest difference of all shared ones, those only shown included."""
    widest = max(shared_values(left, right, category.id), key=lambda shared: shared.gap, default=None)
    low, high = sorted((category.left.value, category.right.value))
    return ClassicAnswer(
        category=category.id,
        leader=category.leader,
        high=high,
        low=low,
        benchmark=widest.benchmark if widest else None,
        difference=rounded(widest.gap) if widest else None,
    )


def _shared_counted(left: ClassicStanding, right: ClassicStanding, ranking: Ranking) -> Iterator[SharedValue]:
    for category in page_order(ranking.categories):
        yield from (shared for shared in shared_values(left, right, category) if shared.counted)
