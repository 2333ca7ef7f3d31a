"""Where a model is strong and weak: each category against the middle of the ranked models."""

from typing import Literal

from msgspec import Struct

from evenhand.records.estimates import Estimate, RankPlace
from evenhand.records.facts import Id
from evenhand.records.intervals import Interval

Told = Literal["above", "below", "not told apart", "no score"]


class CategoryStrength(Struct, frozen=True, kw_only=True):
    """A model's score in one category against the median score of the models that have a place there.

    `difference` is in points, the median over the joint draws, with its `interval`; both are None where the score is
    withheld. `counted` of `of` counted tests are measured. `against` is how many models have a place in the category;
    `place` is the model's own, None where it took too few of the tests. `told` says whether the interval leaves zero.
    """

    category: Id
    weight: float
    estimate: Estimate
    place: RankPlace | None = None
    difference: float | None = None
    interval: Interval | None = None
    told: Told = "no score"
    against: int = 0
    counted: int = 0
    of: int = 0

    @property
    def measured(self) -> bool:
        """Whether a board shows the score: enough of the counted tests were taken for a place in the category."""
        return self.place is not None


class Strengths(Struct, frozen=True, kw_only=True):
    """All categories of one model, in the ranking's order; empty where the ranking has no estimates."""

    date: str
    version: str
    model: Id
    name: str
    ranking: Id
    lane: Id
    rows: tuple[CategoryStrength, ...] = ()
