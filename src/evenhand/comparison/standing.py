"""How much of a ranking a model's scores cover: counted benchmarks, categories, eligibility, confidence dots."""

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.admission import Tests, admitted, fills_cell
from evenhand.records.estimates import Estimate, Withheld
from evenhand.records.ranking import CategoryRule, Ranking
from evenhand.scoring.confidence import confidence_dots


class Standing(Struct, frozen=True):
    """Counted benchmarks by category, the share of the ranking's weight that is measured, dots and what they lack."""

    by_category: dict[str, int]
    counted: int
    categories: int
    measured: float
    eligible: bool
    why_unranked: str
    dots: int
    dots_need: str


def standing(catalog: Catalog, who: Subject, ranking: Ranking, lane: str) -> Standing:
    """A model's standing in one lane of a ranking."""
    tests, _ = admitted(catalog, who, ranking.lanes[lane])
    return standing_with({name: taken(catalog, rule, tests) for name, rule in ranking.categories.items()}, ranking)


def standing_with(by_category: dict[str, int], ranking: Ranking) -> Standing:
    """The standing of a model with so many counted benchmarks of each category."""
    counted = sum(by_category.values())
    present = sum(number > 0 for number in by_category.values())
    why = _why_unranked(ranking, counted, present)
    dots = confidence_dots(ranking, counted, present)
    return Standing(
        by_category=by_category,
        counted=counted,
        categories=present,
        measured=_measured(ranking, by_category),
        eligible=not why,
        why_unranked=why,
        dots=dots,
        dots_need=_next_step(ranking, dots),
    )


# What a model lacks that has enough counted benchmarks and no estimate to be placed by.
UNPLACED: dict[Withheld, str] = {
    "too few scores": "too few scores in this lane for an estimate",
    "not connected": "no test in common with most others",
}


def unranked(known: Standing, estimate: Estimate) -> str:
    """What keeps a model off the overall board; empty for one that is on it."""
    return known.why_unranked or UNPLACED.get(estimate.withheld, "")


def taken(catalog: Catalog, rule: CategoryRule, tests: Tests) -> int:
    """How many counted benchmarks of a category these tests hold: whole, and as the ranking counts them."""
    held = ((catalog.benchmarks[spec.benchmark], spec, tests.get(spec.benchmark, ())) for spec in rule.counted)
    return sum(any(fills_cell(benchmark, spec, row) for row in rows) for benchmark, spec, rows in held)


def _measured(ranking: Ranking, by_category: dict[str, int]) -> float:
    total = sum(rule.weight for rule in ranking.categories.values())
    parts = (
        rule.weight * by_category[name] / len(rule.counted) for name, rule in ranking.categories.items() if rule.counted
    )
    return sum(parts) / total if total else 0.0


def _why_unranked(ranking: Ranking, counted: int, present: int) -> str:
    need = ranking.eligibility
    if counted < need.benchmarks:
        return f"{counted} of the {need.benchmarks} counted benchmarks that a rank needs"
    if present < need.categories:
        return f"{present} of the {need.categories} categories that a rank needs"
    return ""


def _next_step(ranking: Ranking, dots: int) -> str:
    above = sorted((step for step in ranking.confidence if step.dots > dots), key=lambda step: step.dots)
    if not above:
        return ""
    return f"{above[0].categories} categories and {above[0].benchmarks} benchmarks"
