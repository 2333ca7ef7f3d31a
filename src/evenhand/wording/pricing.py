"""A price board in words: the workload by day and month, at which offer each model stands, and what is not known."""

from collections.abc import Iterator

from msgspec import Struct

from evenhand.records.find import Finding
from evenhand.records.operations import Workload
from evenhand.records.pricing import DAYS_A_MONTH, Preset, PriceBoard, PriceRow
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.find import CONSTRAINTS, efficient_words, elsewhere_words, unknown_words
from evenhand.wording.models import ended
from evenhand.wording.offers import FITS, condition_text, found_price_words
from evenhand.wording.sentence import Written, say

UNPLACED = "find.no chance"
STATES = {
    "now": "",
    "past": "past",
    "announced": "announced",
    "unseen": "on no list for half a year",
    "unlisted": "not on the provider’s newer list",
}


class PricingWords(Struct, frozen=True, kw_only=True):
    """What a price board says: the workload and the offers used, the efficient models, and what is missing."""

    load: tuple[Sentence, ...]
    efficient: tuple[Sentence, ...]
    left_out: tuple[Sentence, ...]


def pricing_words(board: PriceBoard) -> PricingWords:
    """The workload and the offers that are used, then the efficient models, then who is left out and why."""
    found = board.finding
    efficient = tuple(efficient_words(found))
    return PricingWords(
        load=(
            load_sentence(found.workload, board.requests_a_day),
            _priced(board),
            *elsewhere_words(found),
            *found_price_words(found.found, found.names),
        ),
        efficient=tuple(one for one in efficient if one.rule != UNPLACED),
        left_out=(
            *_left_out(board),
            *unknown_words(found),
            *(one for one in efficient if one.rule == UNPLACED),
        ),
    )


def load_sentence(workload: Workload, a_day: float) -> Sentence:
    """The workload by day and by month."""
    return say(
        "pricing.workload",
        "For {requests} a day, {month} a month of {days} days, each of " + _tokens(workload) + ".",
        requests=(a_day, daily(a_day)),
        month=(workload.requests, f"{workload.requests:,}"),
        days=(DAYS_A_MONTH, numbers.plain(DAYS_A_MONTH)),
        **_sizes(workload),
    )


def preset_sentence(preset: Preset) -> Sentence:
    """What an example sends."""
    return say(
        "pricing.preset",
        "{requests} a day of " + _tokens(preset.workload) + ".",
        requests=(preset.a_day, numbers.count(preset.a_day, "request")),
        **_sizes(preset.workload),
    )


def daily(a_day: float) -> str:
    """So many requests: whole from ten on, else to one decimal."""
    shown = numbers.integer(a_day) if a_day >= 10 else numbers.average(a_day)
    return f"{int(shown):,} requests" if shown.isdigit() else f"{shown} requests"


def row_notes(row: PriceRow) -> tuple[str, ...]:
    """What is to be known of a price: that it does not hold now, no price, whose opinion."""
    cost, offer = row.cost, row.cost.offer
    until = f" {ended(offer)}" if row.state == "past" and offer.until else ""
    since = f" from {offer.since}" if row.state == "announced" and offer.since else ""
    notes = (
        f"{STATES[row.state]}{until}{since}",
        FITS[cost.fits],
        "cache price not known, counted in full" if cost.cached_at_full else "",
        "price not known" if cost.per_month is None else "",
        "a second opinion" if cost.second_opinion else "",
        condition_text(offer.condition),
    )
    return tuple(note for note in notes if note)


def _tokens(workload: Workload) -> str:
    return "{input} tokens in" + (", {cached} of them from the cache," if workload.cached else "") + " and {output} out"


def _sizes(workload: Workload) -> dict[str, Written]:
    return {name: (getattr(workload, name), f"{getattr(workload, name):,}") for name in ("input", "cached", "output")}


def _priced(board: PriceBoard) -> Sentence:
    wanted = board.finding.wanted
    if wanted.provider:
        name = board.names.get(wanted.provider, wanted.provider)
        return say("pricing.provider", "Each model at its price with {provider}.", provider=name)
    if wanted.price == "own":
        return say("pricing.own", "Each model at its lab’s own price, or else at the cheapest known host’s.")
    return say("pricing.cheapest", "Each model at its cheapest standard offer that takes such a request.")


def _left_out(board: PriceBoard) -> Iterator[Sentence]:
    """How many models have no known price, and what stands against the others."""
    found = board.finding
    if board.unpriced:
        yield say(
            "pricing.unpriced",
            "Of {count} no price of today is known: not listed, and not taken for free.",
            count=(board.unpriced, numbers.count(board.unpriced, "more model")),
        )
    if found.fails:
        against = ", ".join(f"{CONSTRAINTS[name]} {{{_key(name)}}}" for name in found.fails)
        yield say("pricing.fails", "Left out: " + against + ".", **_counts(found))


def _counts(found: Finding) -> dict[str, Written]:
    return {_key(name): (number, f"{number:,}") for name, number in found.fails.items()}


def _key(name: str) -> str:
    return name.replace(" ", "_")
