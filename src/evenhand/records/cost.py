"""What a workload costs with each model, by offer."""

from msgspec import Struct

from evenhand.records.facts import Offer
from evenhand.records.operations import StillHad, Workload

# Tokens in and out that a model of unknown context is taken to have room for: what chat models had from the first on.
SHORT_REQUEST = 4096


class OfferCost(Struct, frozen=True, kw_only=True):
    """One offer and what the workload costs there in US dollars; None is unknown, 0 is free.

    `cached_at_full` says that the cached tokens are counted at the full input price, since no other is known.
    `fits` says whether a request is within the offer's context limit, or the model's where the offer states none; where
    neither is known, true for a request of up to 4,096 tokens in and out, else None.
    `second_opinion` names the source where only a second opinion tells this provider's price for the model.
    """

    offer: Offer
    per_request: float | None = None
    per_month: float | None = None
    cached_at_full: bool = False
    fits: bool | None = None
    second_opinion: str = ""


class ModelCost(Struct, frozen=True, kw_only=True):
    """A model with its offers for this workload: those that fit first, those of which nobody knows next.

    Each of these come cheapest first, unknown prices last.

    `cheapest` is the offer that is meant where one cost of the model is stated: of the standard ones, which hold at any
    hour, have a known price and take the request, the cheapest; None where there is none. The first of `offers` may
    cost less, on other terms: answered in a batch, or at night.
    `over` counts prices that hold no longer, `announced` those to come, `unseen` those that no list has shown for half
    a year, `unlisted` second opinions on what a newer list of the provider does not have, `ended_by_lab` those of the
    lab where it has ended the model and others serve it: none is used. `retired` is the day from which the lab serves
    the model no more, `still_had` how it can be had all the same.
    """

    model: str
    name: str
    lab: str
    offers: tuple[OfferCost, ...]
    cheapest: OfferCost | None = None
    over: int = 0
    announced: int = 0
    unseen: int = 0
    unlisted: int = 0
    ended_by_lab: int = 0
    retired: str = ""
    still_had: StillHad = ""


class Costs(Struct, frozen=True, kw_only=True):
    """What a workload costs with some models. `date` and `version` are the catalog's, `names` those of ids."""

    date: str
    version: str
    workload: Workload
    models: tuple[ModelCost, ...]
    names: dict[str, str]
