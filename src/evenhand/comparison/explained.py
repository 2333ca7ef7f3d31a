"""Which arithmetic answers a question about a figure: of a score, of a model's whole score, of a pair."""

from msgspec import structs

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.board import OVERALL
from evenhand.comparison.compare import CLASSIC
from evenhand.comparison.explain import explain_category, explain_classic, explain_overall, explain_score
from evenhand.comparison.explain_estimate import explain_estimate
from evenhand.errors import BadSetting
from evenhand.records.explanation import (
    CategoryExplanation,
    ClassicExplanation,
    EstimateExplanation,
    OverallExplanation,
    ScoreExplanation,
)
from evenhand.records.ranking import Ranking

Explanation = ScoreExplanation | EstimateExplanation | ClassicExplanation | CategoryExplanation | OverallExplanation


def explained(
    catalog: Catalog, model: str, what: str, against: str, ranking: Ranking, lane: str | None = None
) -> Explanation:
    """The arithmetic of a figure of a model.

    `what` is a benchmark for one score; `overall` or empty for its score over all counted tests, a category for that
    part of it. With `against`, another model, it is a category or `overall` of the pair.

    Raises:
        UnknownName: a model or benchmark that nothing is called so, or a lane that the ranking has not.
        BadSetting: a pair is explained by a category or overall alone.

    """
    who = naming.subject(catalog, model)
    whole = what in ("", OVERALL)
    if against:
        other = naming.subject(catalog, against)
        if what == OVERALL:
            return explain_overall(catalog, who, other, ranking, lane)
        if what not in ranking.categories:
            raise BadSetting(f"“against” explains overall or a category: one of {', '.join(ranking.categories)}")
        return explain_category(catalog, who, other, what, ranking, lane)
    if whole or what in ranking.categories:
        found: EstimateExplanation | ClassicExplanation
        if ranking.method == CLASSIC:
            found = explain_classic(catalog, who, ranking, lane)
        else:
            found = explain_estimate(catalog, who.model, ranking, lane)
        return found if whole else _category_of(found, what)
    return explain_score(catalog, who, naming.benchmark(catalog, what), ranking, lane)


def _category_of(
    found: EstimateExplanation | ClassicExplanation, category: str
) -> EstimateExplanation | ClassicExplanation:
    """The explanation with one category alone; what is of the whole score stays."""
    if isinstance(found, ClassicExplanation):
        kept = {name: value for name, value in found.categories.items() if name == category}
        weights = {name: weight for name, weight in found.weights.items() if name == category}
        return structs.replace(found, category=category, categories=kept, weights=weights)
    parts = tuple(part for part in found.categories if part.category == category)
    names = {test.benchmark: found.names[test.benchmark] for part in parts for test in part.tests}
    return structs.replace(found, category=category, categories=parts, names=names)
