"""The models that meet a reader's constraints, those that do not with the reason, and the efficient ones among them."""

from typing import Literal

from msgspec import Struct

from evenhand.records.comparison import Snapshot
from evenhand.records.estimates import Estimate, RankPlace
from evenhand.records.operations import OfferKind, StillHad, Workload

Axis = Literal["", "first token", "whole answer"]
PriceChoice = Literal["own", "cheapest"]


class Wanted(Struct, frozen=True, kw_only=True):
    """What a reader asks of a model beside the limits of the workload.

    `category` says which score counts: a category's or `overall`. `wait` makes waiting a third axis of the line.
    `price` says which offer a model is priced at: `own` the lab's own, or else the cheapest known host's; `cheapest`
    the cheapest offer that takes the request. With a `provider` it is the cheapest there, whatever `price` says.
    """

    category: str = "overall"
    lab: str = ""
    released_after: str = ""
    min_score: float | None = None
    wait: Axis = ""
    price: PriceChoice = "own"
    provider: str = ""


class OtherPrice(Struct, frozen=True, kw_only=True):
    """What a model costs where it is not priced: at its lab's own offer, or at the cheapest host's."""

    provider: str
    checked: str
    input: float | None = None
    output: float | None = None
    per_request: float | None = None
    per_month: float | None = None


class FoundModel(Struct, frozen=True, kw_only=True):
    """A model that meets every constraint. Money is US dollars, prices are per million tokens; None is unknown.

    `score` is on 0-100: in an even ranking that of the `estimate`, which says its interval or why it is withheld; in a
    classic one the average, which knows neither interval nor place. `ranked` says whether the model is on the board.
    `chance` is the probability that it is on the Pareto line, `beaten_by` the model that beats it in most draws and
    `beaten` the share of those; `on_line` says whether it is on the line of the median scores. Without a chance,
    `why_no_chance` says what is missing. `offer_kind` says whether the price is the lab's own or a host's; where the
    lab's own price and the cheapest host's differ for the request, `otherwise` is the one that is not used.
    `second_opinion` names the source of the price where only a second opinion tells it, `condition` says at which
    hours it is another. `still_had` says how a model that its lab has ended can be had all the same, empty where its
    lab has not.
    """

    model: str
    name: str
    lab: str
    lab_name: str
    released: str | None = None
    open_weights: bool | None = None
    context_window: int | None = None
    score: float | None = None
    estimate: Estimate | None = None
    place: RankPlace | None = None
    ranked: bool = False
    still_had: StillHad = ""
    provider: str = ""
    offer_kind: OfferKind = "none"
    checked: str = ""
    second_opinion: str = ""
    condition: str = ""
    otherwise: OtherPrice | None = None
    input: float | None = None
    output: float | None = None
    blended: float | None = None
    per_request: float | None = None
    per_month: float | None = None
    tokens_per_second: float | None = None
    first_token_seconds: float | None = None
    whole_answer_seconds: float | None = None
    chance: float | None = None
    on_line: bool = False
    beaten_by: str = ""
    beaten: float = 0.0
    why_no_chance: str = ""


class MissedModel(Struct, frozen=True, kw_only=True):
    """A model that breaks a constraint, or of which it is not known whether it keeps one, with each of these."""

    model: str
    name: str
    fails: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Finding(Struct, frozen=True, kw_only=True):
    """All models of the catalog: `found`, best score first and unranked ones last, or `missed`.

    `fails` and `unknown` count the models that break each constraint, and those that break none and of which it is
    not known whether they keep it. `taken_to_fit` counts the found ones of which no context is known: a request of up
    to 4,096 tokens is taken to fit, a longer one is counted as unknown. `draws` is how many draws the chances rest
    on, 0 for none.
    """

    snapshot: Snapshot
    workload: Workload
    wanted: Wanted
    found: tuple[FoundModel, ...]
    missed: tuple[MissedModel, ...]
    fails: dict[str, int]
    unknown: dict[str, int]
    taken_to_fit: int = 0
    draws: int = 0
    names: dict[str, str]

    @property
    def considered(self) -> int:
        """How many models there are in all."""
        return len(self.found) + len(self.missed)
