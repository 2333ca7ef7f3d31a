"""What running each model takes: price, cost of the workload, speed, context; unknown and free never confused."""

from collections.abc import Iterable, Iterator
from math import isclose

from msgspec import structs

from evenhand.catalog.as_of import in_force, newness
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.dates import days_between
from evenhand.catalog.recent import Recent
from evenhand.comparison.availability import ended_by_lab, still_had
from evenhand.comparison.limits import held
from evenhand.comparison.opinions import first_opinions, source_of_second, unlisted
from evenhand.comparison.speeds import SPEED_DAYS, known_speed, old_speed
from evenhand.records.facts import Model, Offer, Speed
from evenhand.records.operations import OfferKind, Operations, SideOperations, Workload
from evenhand.records.states import Side

MILLION = 1_000_000
SEEN_DAYS = 183
MOST_RECENT = 2000


def operations(
    catalog: Catalog, left: Model, right: Model, workload: Workload, speed_days: int = SPEED_DAYS
) -> Operations:
    """Both sides and their ratios; a ratio is None when a side is unknown or would be divided by zero.

    Speeds measured more than `speed_days` before the catalog's date are shown and take no part.
    """
    one, other = (side_operations(catalog, model, workload, speed_days) for model in (left, right))
    cheaper, price_ratio = _lower(one.blended, other.blended)
    faster, speed_ratio = _higher(_rate(one.speed), _rate(other.speed))
    start, gap = _sooner(_first(one.speed), _first(other.speed))
    larger, context_ratio = _higher(left.context_window, right.context_window)
    return Operations(
        workload=workload,
        left=one,
        right=other,
        cheaper=cheaper,
        price_ratio=price_ratio,
        faster=faster,
        speed_ratio=speed_ratio,
        quicker_start=start,
        first_token_gap=gap,
        larger_context=larger,
        context_ratio=context_ratio,
    )


def side_operations(catalog: Catalog, model: Model, workload: Workload, speed_days: int = SPEED_DAYS) -> SideOperations:
    """One side: the price used, the cost of the workload, the speed, and which limits it meets or breaks."""
    known: Recent[SideOperations] = catalog.lately("operations", MOST_RECENT)
    return known.of((model, workload, speed_days), lambda: _side_operations(catalog, model, workload, speed_days))


def _side_operations(catalog: Catalog, model: Model, workload: Workload, speed_days: int) -> SideOperations:
    offers = current_offers(catalog, model, workload.input)
    ended, how = ended_by_lab(catalog, model), still_had(catalog, model, offers)
    offer, kind = _used(catalog, model, tuple(_sold(catalog, model, offers)) if how else offers, workload)
    per_request = cost_per_request(offer, workload) if offer else None
    per_month = None if per_request is None else per_request * workload.requests
    speed = known_speed(catalog, model, speed_days)
    run = SideOperations(
        offer=offer,
        offer_kind=kind,
        second_opinion=source_of_second(catalog, offer),
        offers=offers,
        blended=blended(offer, workload) if offer else None,
        per_request=per_request,
        per_month=per_month,
        speed=speed,
        old_speed=old_speed(catalog, model, speed_days),
        whole_answer_seconds=_whole_answer(speed, workload),
        retired=ended and not how,
        still_had=how,
    )
    stands = held(model, run, workload)
    return structs.replace(run, meets=stands.meets, breaks=stands.breaks, unknown=stands.unknown)


def current_offers(catalog: Catalog, model: Model, prompt: int = 0) -> tuple[Offer, ...]:
    """The newest standard offer of each provider at the catalog's date, cheapest first, for prompts of this length.

    Only offers at any hour, and seen in the half year before. Where a provider's price changes above some prompt
    length, the row of the longest such length that the prompt exceeds. What a second opinion says of a provider is
    used only where no other source knows this model there, not even at an earlier time, and no newer list of what the
    provider asks for models of that lab is on file.
    """
    used: dict[str, Offer] = {}
    for offer in first_opinions(catalog, catalog.offers_of.get(model.id, ())):
        plain = offer.mode == "standard" and not offer.hours and not unlisted(catalog, offer)
        if not plain or not holds(offer, catalog.date, prompt):
            continue
        kept = used.get(offer.provider)
        if kept is None or longest_then_newest(offer) > longest_then_newest(kept):
            used[offer.provider] = offer
    return tuple(sorted(used.values(), key=lambda offer: (blended(offer, Workload()) or 0.0, offer.provider)))


def holds(offer: Offer, date: str, prompt: int) -> bool:
    """Whether a price holds on a day for prompts of this length: in force, seen lately, and its tier reached."""
    reached = prompt > offer.above_tokens if offer.above_tokens else True
    return reached and in_force(offer, date) and seen_lately(offer, date)


def seen_lately(offer: Offer, date: str) -> bool:
    """Whether the price was on its list half a year ago or later; nobody knows whether an older one still holds."""
    return days_between(offer.checked, date) <= SEEN_DAYS


def longest_then_newest(offer: Offer) -> tuple[int, str, str]:
    """Which of several prices that hold is used: that of the longest prompt length, then the newest."""
    return offer.above_tokens, *newness(offer)


def blended(offer: Offer, workload: Workload) -> float | None:
    """US dollars per million tokens at the workload's proportion of input to output (3:1 by default)."""
    if offer.input is None or offer.output is None or not workload.input + workload.output:
        return None
    total = workload.input + workload.output
    return (offer.input * workload.input + offer.output * workload.output) / total


def cost_per_request(offer: Offer, workload: Workload) -> float | None:
    """US dollars a request. An unknown cache price counts as the full input price."""
    if offer.input is None or offer.output is None:
        return None
    cached = offer.cached_input if offer.cached_input is not None else offer.input
    fresh = workload.input - workload.cached
    return (fresh * offer.input + workload.cached * cached + workload.output * offer.output) / MILLION


def _sold(catalog: Catalog, model: Model, offers: Iterable[Offer]) -> Iterator[Offer]:
    """The offers of a model that its lab has ended, without those of the lab."""
    return (offer for offer in offers if catalog.providers[offer.provider].lab != model.lab)


def _used(
    catalog: Catalog, model: Model, offers: Iterable[Offer], workload: Workload
) -> tuple[Offer | None, OfferKind]:
    own = [offer for offer in offers if catalog.providers[offer.provider].lab == model.lab]
    priced = [offer for offer in own or offers if blended(offer, workload) is not None]
    if not priced:
        return None, "none"
    best = min(priced, key=lambda offer: (blended(offer, workload) or 0.0, offer.provider))
    return best, "lab" if own else "host"


def _whole_answer(speed: Speed | None, workload: Workload) -> float | None:
    rate, first = _rate(speed), _first(speed)
    return None if rate is None or first is None else first + workload.output / rate


def _rate(speed: Speed | None) -> float | None:
    return speed.tokens_per_second if speed else None


def _first(speed: Speed | None) -> float | None:
    return speed.first_token_seconds if speed else None


def _lower(left: float | None, right: float | None) -> tuple[Side | None, float | None]:
    """Who is lower, and dearer over cheaper."""
    if left is None or right is None or isclose(left, right):
        return None, None
    return "left" if left < right else "right", _ratio(max(left, right), min(left, right))


def _higher(left: float | None, right: float | None) -> tuple[Side | None, float | None]:
    if left is None or right is None or isclose(left, right):
        return None, None
    return "left" if left > right else "right", _ratio(max(left, right), min(left, right))


def _sooner(left: float | None, right: float | None) -> tuple[Side | None, float | None]:
    if left is None or right is None or isclose(left, right):
        return None, None
    return "left" if left < right else "right", abs(left - right)


def _ratio(large: float, small: float) -> float | None:
    return large / small if small else None
