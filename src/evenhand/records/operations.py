"""What the reader sends and asks for, and what running each model takes."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from evenhand.records.facts import Offer, Speed
from evenhand.records.states import Side

OfferKind = Literal["lab", "host", "none"]
StillHad = Literal["", "open weights", "hosts"]
Points = Annotated[float, Meta(ge=0)]


class Worth(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many points of score the reader gives for each doubling of an advantage, 0 for none.

    `price` is for half the cost of the workload, `first_token` and `answer` for half the wait, `speed` and `context`
    for twice as much; `open_weights` are points flat.
    """

    price: Points = 0.0
    speed: Points = 0.0
    first_token: Points = 0.0
    answer: Points = 0.0
    context: Points = 0.0
    open_weights: Points = 0.0


class Workload(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the reader sends: tokens a request (`cached` of the input come from a cache), requests a month; and limits.

    `max_price` is US dollars per million tokens at the workload's proportion of input to output, `max_input_price`
    and `max_output_price` those of the price list. `open_weights` asks for weights that can be downloaded.
    """

    input: int = 3000
    cached: int = 0
    output: int = 1000
    requests: int = 10000
    max_price: float | None = None
    max_input_price: float | None = None
    max_output_price: float | None = None
    max_cost_per_month: float | None = None
    max_first_token_seconds: float | None = None
    max_answer_seconds: float | None = None
    min_tokens_per_second: float | None = None
    min_context: int | None = None
    open_weights: bool = False
    worth: Worth = Worth()
    stated: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is sent: no requests, or only ones of no tokens."""
        return self.requests == 0 or self.input + self.output == 0


class OldSpeed(Struct, frozen=True, kw_only=True):
    """A measurement that is too old to count, and its age in days at the catalog's date."""

    speed: Speed
    days: int


class SideOperations(Struct, frozen=True, kw_only=True):
    """What running one model takes. Money is US dollars; None is unknown, zero is free.

    `offer` is the price used: the lab's own, else the cheapest known host. `blended` is per million tokens
    at the workload's proportions, 3:1 by default. `second_opinion` names the source of that price where only a second
    opinion tells it. `old_speed` is shown where no younger measurement is known; it takes no part in any figure, limit
    or reason. Each limit of the reader is met, broken or unknown. `retired` says that the model can no longer be had;
    where its lab has ended it and it can, `still_had` says how: its weights are open, or hosts list it since.
    """

    offer: Offer | None = None
    offer_kind: OfferKind = "none"
    second_opinion: str = ""
    offers: tuple[Offer, ...] = ()
    blended: float | None = None
    per_request: float | None = None
    per_month: float | None = None
    speed: Speed | None = None
    old_speed: OldSpeed | None = None
    whole_answer_seconds: float | None = None
    meets: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    retired: bool = False
    still_had: StillHad = ""

    @property
    def first_token_seconds(self) -> float | None:
        """Seconds to the first token, as far as a speed counts."""
        return self.speed.first_token_seconds if self.speed else None

    @property
    def tokens_per_second(self) -> float | None:
        """Output tokens per second, as far as a speed counts."""
        return self.speed.tokens_per_second if self.speed else None


class Operations(Struct, frozen=True, kw_only=True):
    """Both sides' operations, and the ratios dearer/cheaper, faster/slower, larger/smaller; None where undefined."""

    workload: Workload
    left: SideOperations
    right: SideOperations
    cheaper: Side | None = None
    price_ratio: float | None = None
    faster: Side | None = None
    speed_ratio: float | None = None
    quicker_start: Side | None = None
    first_token_gap: float | None = None
    larger_context: Side | None = None
    context_ratio: float | None = None
