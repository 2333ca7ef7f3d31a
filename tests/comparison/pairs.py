"""Ada against Bob over invented benchmarks, and how a comparison looks in the mirror."""

from typing import Any

from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject, subject
from evenhand.comparison.compare import compare
from evenhand.records.comparison import CategoryResult, Comparison, SingleTest
from evenhand.records.facts import Observation
from evenhand.records.flips import Flip
from evenhand.records.states import Side
from invented_catalogs import catalog_of

OTHER: dict[str | None, Side | None] = {"left": "right", "right": "left", None: None}


def compared(*rows: Observation, lane: str = "provisional", catalog: dict[str, Any] | None = None) -> Comparison:
    """Ada against Bob on these observations, without ranks."""
    return of(catalog_of(*rows, **(catalog or {})), "ada", "bob", lane=lane)


def of(catalog: Catalog, left: str, right: str, **asked: Any) -> Comparison:
    """Two subjects of a catalog, by name, without ranks."""
    return compare(catalog, subject(catalog, left), subject(catalog, right), **{"places": {}, **asked})


def single(comparison: Comparison, benchmark: str) -> SingleTest:
    """The left-out test of this benchmark."""
    return next(one for one in comparison.left_out if one.benchmark == benchmark)


def category(comparison: Comparison, name: str) -> CategoryResult:
    """The result of this category."""
    return next(one for one in comparison.categories if one.id == name)


def mirrored(catalog: Catalog, left: Subject, right: Subject, **asked: Any) -> tuple[Comparison, Comparison]:
    """A comparison and the one with the sides swapped."""
    asked = {"places": {}, **asked}
    return compare(catalog, left, right, **asked), compare(catalog, right, left, **asked)


def assert_mirror(one: Comparison, other: Comparison) -> None:
    """States, chances, differences, verdict and flips of the one are those of the other, seen from across."""
    assert [_mirror(result) for result in one.categories] == [_flat(result) for result in other.categories]
    assert (one.overall.state, one.overall.leader) == (other.overall.state, OTHER[other.overall.leader])
    assert _near(one.overall.difference, other.overall.difference, -1)
    assert _near(one.overall.probability, other.overall.probability, -1, 1)
    assert _near(one.overall.probability_same, other.overall.probability_same, -1, 1)
    assert (one.overall.shared, one.overall.partial) == (other.overall.shared, other.overall.partial)
    assert (one.verdict.pick, one.verdict.strength) == (OTHER[other.verdict.pick], other.verdict.strength)
    assert one.verdict.why == other.verdict.why
    for reasons in ("reasons", "otherwise"):
        here = {(each.kind, each.side, each.category, each.limit) for each in getattr(one.verdict, reasons)}
        there = {(each.kind, OTHER[each.side], each.category, each.limit) for each in getattr(other.verdict, reasons)}
        assert here == there
    assert [_across(flip) for flip in one.flips] == list(other.flips)
    assert (one.swing and one.swing.benchmark) == (other.swing and other.swing.benchmark)
    assert [test.benchmark for test in one.shared] == [test.benchmark for test in other.shared]
    assert [(each.benchmark, each.reason) for each in one.left_out] == [
        (each.benchmark, each.reason) for each in other.left_out
    ]
    for here, there in zip(one.shared, other.shared, strict=True):
        assert (here.left.observation, here.right.observation) == (there.right.observation, there.left.observation)
        assert here.difference is None or here.difference == -(there.difference or 0.0)


def _across(flip: Flip) -> Flip:
    """A flip seen from the other side."""
    side = {"left": "right", "right": "left"}.get(flip.side or "", flip.side)
    return structs.replace(flip, leader=OTHER[flip.leader], side=side)


def _flat(result: CategoryResult) -> tuple[object, ...]:
    averages = (result.left_average, result.right_average, result.same_tests)
    return (
        result.id,
        result.state,
        result.leader,
        result.shared,
        result.missing_side,
        averages,
        _rounded(result.difference),
        _rounded(result.probability),
        _rounded(result.error),
    )


def _mirror(result: CategoryResult) -> tuple[object, ...]:
    swapped = {"left": "right", "right": "left"}
    return _flat(
        structs.replace(
            result,
            leader=OTHER[result.leader],
            missing_side=swapped.get(result.missing_side or "", result.missing_side),
            left_average=result.right_average,
            right_average=result.left_average,
            difference=None if result.difference is None else -result.difference,
            probability=None if result.probability is None else 1 - result.probability,
        )
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 9) + 0.0


def _near(one: float | None, other: float | None, sign: int, total: float = 0.0) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - (total + sign * other)) < 1e-9
