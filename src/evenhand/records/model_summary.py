"""A model in a few figures: what stands at the top of its page and in the lists of a lab or provider."""

from msgspec import Struct

from evenhand.records.estimates import Estimate, RankPlace
from evenhand.records.facts import Id


class ModelSummary(Struct, frozen=True, kw_only=True):
    """One model under one ranking and lane. Prices are US dollars per million tokens, sizes tokens; None is unknown.

    `place` is None for an unranked model, with the reason in `why_unranked`. `counted` of the ranking's tests are
    measured, in `categories` of its categories, `benchmarks` counts all tests with any score. `blended` is the price
    of three input tokens to one output token, at the provider `price_from`. `retired` says that the day has come.
    """

    model: Id
    name: str
    lab: Id
    lab_name: str
    estimate: Estimate
    place: RankPlace | None
    why_unranked: str = ""
    dots: int = 1
    dots_need: str = ""
    counted: int = 0
    categories: int = 0
    benchmarks: int = 0
    input: float | None = None
    output: float | None = None
    blended: float | None = None
    price_from: str = ""
    tokens_per_second: float | None = None
    first_token_seconds: float | None = None
    context_window: int | None = None
    open_weights: bool | None = None
    released: str | None = None
    retired: bool = False
