"""Question 3 of a comparison: the scores over all counted tests, measured and estimated, and who is ahead by them."""

from msgspec import Struct, structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.estimates import (
    category_estimate,
    chance_higher,
    chance_higher_in,
    estimates_of,
    overall_estimate,
)
from evenhand.comparison.overall import weights_of
from evenhand.records.comparison import CategoryResult
from evenhand.records.estimates import Estimate
from evenhand.records.ranking import Ranking


class EverythingKnown(Struct, frozen=True):
    """Both overall scores, P(left higher), and by category both scores and P(left higher).

    No probability is given where a side's score is withheld: it would rest on the level that cannot be trusted.
    `outliers` are the scores that the fit all but leaves out, `selection` its selection index.
    """

    left: Estimate
    right: Estimate
    probability: float | None
    categories: dict[str, tuple[Estimate, Estimate, float | None]]
    outliers: dict[str, dict[str, float]]
    selection: float

    def beside(self, result: CategoryResult) -> CategoryResult:
        """The result of a category with the scores over all its tests."""
        left, right, probability = self.categories[result.id]
        return structs.replace(result, left_estimate=left, right_estimate=right, probability_everything=probability)


def everything_known(catalog: Catalog, left: Subject, right: Subject, ranking: Ranking, lane: str) -> EverythingKnown:
    """Scores and probabilities of a lane; a single configuration has none, because the fit is of whole models."""
    known = estimates_of(catalog, ranking, lane)
    weights = weights_of(ranking)

    def overall(who: Subject) -> Estimate:
        return CONFIGURATION if who.effort else overall_estimate(known, who.model.id, ranking, weights)

    def category(who: Subject, name: str) -> Estimate:
        return CONFIGURATION if who.effort else category_estimate(known, who.model.id, ranking, name)

    sides = left.model.id, right.model.id

    def in_category(name: str) -> tuple[Estimate, Estimate, float | None]:
        one, other = category(left, name), category(right, name)
        return one, other, chance_higher_in(known, *sides, name) if one.shown and other.shown else None

    one, other = overall(left), overall(right)
    return EverythingKnown(
        one,
        other,
        chance_higher(known, *sides, weights) if one.shown and other.shown else None,
        {name: in_category(name) for name in ranking.categories},
        known.outliers,
        known.fitted.selection,
    )


CONFIGURATION = Estimate(withheld="one configuration")
