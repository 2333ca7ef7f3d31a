"""A score over all counted tests as a terminal page: every test with its weight and value, then the sum."""

from collections.abc import Iterator

from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.records.explanation import CategoryInScore, EstimateExplanation
from evenhand.wording import numbers
from evenhand.wording.estimates import WITHHELD, estimate_text, place_text
from evenhand.wording.names import category_label

COLUMNS = ("Counted test", "Weight", "Value", "5% to 95%", "Basis")


def estimate_page(found: EstimateExplanation) -> list[Block]:
    """The whole score, or the category of it that was asked for."""
    category = found.category
    about = category_label(category) if category else "all counted tests"
    blocks: list[Block] = [Heading(f"{found.model.name} over {about}, {found.lane} lane", 1)]
    if not found.categories:
        return [*blocks, *lines([f"No score is estimated: {WITHHELD[found.estimate.withheld or 'too few scores']}."])]
    for one in found.categories:
        blocks += [Heading(f"{category_label(one.category)}, {_share(one.weight)} of the weight"), _table(one, found)]
        blocks += lines([_category_line(one)], style="dim")
    return [*blocks, *([] if category else [Heading("The score"), *lines(_sum(found), bullet=True)])]


def _table(one: CategoryInScore, found: EstimateExplanation) -> Table:
    rows = tuple(
        (
            Cell(found.names.get(test.benchmark, test.benchmark), "strong" if test.measured else ""),
            Cell(_share(test.weight)),
            Cell(f"{test.value:.2f}"),
            Cell(f"{test.low:.1f} to {test.high:.1f}", "dim"),
            Cell(_basis(test.measured, test.believed), "dim"),
        )
        for test in one.tests
    )
    return Table(COLUMNS, rows, frozenset({1, 2, 3}))


def _basis(measured: bool, believed: float | None) -> str:
    if not measured:
        return "estimated: mean of the draws"
    return "measured" if believed is None else f"measured, and unlike its other scores (robust weight {believed:.2f})"


def _category_line(one: CategoryInScore) -> str:
    if one.estimate.withheld:
        return f"Score withheld: {WITHHELD[one.estimate.withheld]}."
    total = sum(test.weight for test in one.tests)
    mean = sum(test.weight * test.value for test in one.tests) / total if total else 0.0
    return (
        f"Sum of weight x value / sum of weights = {mean:.2f}; the draws' mean is {one.mean:.2f}, "
        f"their median with 90% interval {estimate_text(one.estimate)}."
    )


def _sum(found: EstimateExplanation) -> Iterator[str]:
    parts = " + ".join(f"{one.weight:.3f} x {one.mean:.2f}" for one in found.categories)
    estimate = found.estimate
    if estimate.withheld:
        yield f"Score withheld: {WITHHELD[estimate.withheld]}."
    else:
        yield f"Mean of the draws: {parts} = {found.mean:.2f}."
        yield f"Median of the draws with 90% interval: {estimate_text(estimate)}; that is the score."
    if estimate.soft:
        low, high = estimate.soft.low, estimate.soft.high
        yield f"With every missing test at its own 5% and 95% draw: {low:.1f} to {high:.1f}."
    if estimate.hard:
        yield f"With every missing test at 0 and at 100: {estimate.hard.low:.1f} to {estimate.hard.high:.1f}."
    yield f"{_share(estimate.measured)} of the weight is measured."
    if found.rank:
        place = found.rank
        yield (
            f"Place {place_text(place)} of {place.of}; first in {_share(place.first)} of the draws, among three in"
            f" {_share(place.top3)}, among ten in {_share(place.top10)}."
        )
    fitted = found.fitted
    yield (
        f"Estimated from {fitted.cells:,} scores of {fitted.models:,} models on {fitted.columns:,} tests; the interval"
        " covers reruns, questions and the tests that were not taken."
    )


def _share(value: float) -> str:
    return numbers.share(value) if value >= 0.1 else f"{100 * value:.1f}%"
