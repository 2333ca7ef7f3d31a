"""Each side's mean over the tests that both took, by category: what the pictures of categories draw."""

from msgspec import Struct

from evenhand.records.comparison import CategoryResult, Comparison, SharedTest
from evenhand.wording.names import category_label


class SharedMeans(Struct, frozen=True, kw_only=True):
    """One category: its result and both means in points (0-100), None where no shared counted test has a scale."""

    result: CategoryResult
    label: str
    left: float | None
    right: float | None

    @property
    def comparable(self) -> bool:
        """Whether there is anything to draw."""
        return self.left is not None and self.right is not None


def shared_means(comparison: Comparison) -> tuple[SharedMeans, ...]:
    """The categories of the comparison in their order; the means are weighted as the category's tests are."""
    tests = {test.benchmark: test for test in comparison.shared}
    return tuple(_means(result, tests) for result in comparison.categories)


def _means(result: CategoryResult, tests: dict[str, SharedTest]) -> SharedMeans:
    shared = [tests[name] for name in result.shared if name in tests]
    scaled = [(test.weight, test.left.scaled, test.right.scaled) for test in shared]
    pairs = [(weight, left, right) for weight, left, right in scaled if left is not None and right is not None]
    total = sum(weight for weight, _, _ in pairs)
    left = sum(weight * value for weight, value, _ in pairs) / total if total else None
    right = sum(weight * value for weight, _, value in pairs) / total if total else None
    return SharedMeans(result=result, label=category_label(result.id), left=left, right=right)
