"""Models that are near to one in what they can do and in what they cost."""

from msgspec import Struct

from evenhand.records.estimates import Estimate, RankPlace
from evenhand.records.facts import Id


class SimilarModel(Struct, frozen=True, kw_only=True):
    """One of them: `apart` is the weighted mean distance of the category scores in points.

    `price_ratio` is its blended price over that of the model, None where either is unknown or free.
    """

    model: Id
    name: str
    lab_name: str
    apart: float
    estimate: Estimate
    place: RankPlace
    blended: float | None = None
    price_ratio: float | None = None


class SimilarModels(Struct, frozen=True, kw_only=True):
    """The nearest ranked models that are served and cost at most `price_factor` times as much or as little.

    `blended` is the model's own price, three input tokens to one output token; where it is unknown, price decides
    nothing. `asked` is how many models were looked at; `shown` says whether the model has category scores at all.
    """

    date: str
    version: str
    model: Id
    name: str
    ranking: Id
    lane: Id
    price_factor: float
    shown: bool
    blended: float | None = None
    asked: int = 0
    models: tuple[SimilarModel, ...] = ()
