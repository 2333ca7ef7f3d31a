"""What a workload costs with every model or at every offer, beside the score of each."""

from typing import Literal

from msgspec import Struct

from evenhand.records.cost import OfferCost
from evenhand.records.facts import Offer
from evenhand.records.find import Finding
from evenhand.records.operations import Workload

PriceState = Literal["now", "past", "announced", "unseen", "unlisted"]
# A month is a twelfth of 365.25 days.
DAYS_A_MONTH = 30.4375


class Preset(Struct, frozen=True, kw_only=True):
    """An example of a workload under a name: an example and no measurement. `a_day` is in requests."""

    id: str
    name: str
    a_day: int
    workload: Workload


class PriceRow(Struct, frozen=True, kw_only=True):
    """One model at the offer that it is priced at, or one offer of a model.

    `state` says whether the price holds now, is past, is announced, or has been on no list for half a year (`unseen`),
    or is a second opinion on what a newer list of the provider does not have (`unlisted`).
    `used` marks the offer that the model is priced at. In a row of a model `other` is its cheapest offer on other
    terms (batch, fast, a time of day), `tiers` are the prices of the same offer for other prompt lengths, `offers`
    counts those of now, and `past` the prices that are over, unseen or unlisted.
    """

    model: str
    cost: OfferCost
    state: PriceState = "now"
    used: bool = False
    other: OfferCost | None = None
    tiers: tuple[Offer, ...] = ()
    offers: int = 0
    past: int = 0


class PriceBoard(Struct, frozen=True, kw_only=True):
    """The models of `finding` that have a known price, cheapest first; money is US dollars, None unknown, 0 free.

    `requests_a_day` times `days_a_month` are the workload's requests a month, as a whole number. `unpriced` are models
    that meet every constraint and have no known price; their names stand in `finding.found`.
    """

    finding: Finding
    requests_a_day: float
    days_a_month: float = DAYS_A_MONTH
    rows: tuple[PriceRow, ...]
    unpriced: int = 0
    names: dict[str, str]

    def per_day(self, row: PriceRow) -> float | None:
        """US dollars a day in a row."""
        each = row.cost.per_request
        return None if each is None else each * self.requests_a_day
