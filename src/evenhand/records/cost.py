"""What a workload costs with each model, by offer."""

from msgspec import Struct

from evenhand.records.facts import Offer
from evenhand.records.operations import Workload


class OfferCost(Struct, frozen=True, kw_only=True):
    """One offer and what the workload costs there in US dollars; None is unknown, 0 is free.

    `cached_at_full` says that the cached tokens are counted at the full input price, since no other is known.
    `fits` says whether a request is within the offer's context limit, or the model's where the offer states none.
    """

    offer: Offer
    per_request: float | None = None
    per_month: float | None = None
    cached_at_full: bool = False
    fits: bool | None = None


class ModelCost(Struct, frozen=True, kw_only=True):
    """A model with its offers for this workload: those that fit first, cheapest first, unknown prices last.

    `over` counts prices that hold no longer, `announced` those to come, `unseen` those that no list has shown for half
    a year: none is used.
    """

    model: str
    name: str
    lab: str
    offers: tuple[OfferCost, ...]
    over: int = 0
    announced: int = 0
    unseen: int = 0
    retired: str = ""


class Costs(Struct, frozen=True, kw_only=True):
    """What a workload costs with some models. `date` and `version` are the catalog's, `names` those of ids."""

    date: str
    version: str
    workload: Workload
    models: tuple[ModelCost, ...]
    names: dict[str, str]
