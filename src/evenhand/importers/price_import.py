"""What importers of prices share: the guard against prices that cannot be meant as written, and twins."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import isfinite
from statistics import median

from msgspec import Struct

from evenhand.importers.admission import refusal
from evenhand.importers.findings import Findings, Known
from evenhand.importers.sorted_names import Sorted
from evenhand.records.facts import Offer, Rejection

LOWEST, HIGHEST = 0.001, 2000.0
MILLION = 1_000_000
HOSTS_FOR_A_MEDIAN = 3
FAR_FROM_OTHERS = 20.0
SUDDEN = 50.0


class Priced(Struct, frozen=True, kw_only=True):
    """All that a source says about one of its names at one provider of ours: offers, and what was refused of it."""

    name: str
    offers: tuple[Offer, ...] = ()
    rejections: tuple[Rejection, ...] = ()


def priced(names: Sorted, found: Iterable[Priced], known: Known) -> Findings:
    """The findings of a source; of several names for one model at one provider the prices of one stay.

    That is the name spelled as ours, else the first.
    """
    first: dict[tuple[str, str, str], str] = {}
    offers: list[Offer] = []
    refused = list(names.rejections)
    for one in sorted(found, key=_spelled_otherwise):
        refused += one.rejections
        keys = {(offer.provider, offer.model, offer.mode) for offer in one.offers}
        twins = sorted({first[key] for key in keys if key in first})
        if twins:
            refused.append(refusal(known, "another name of a model listed already", name=one.name, detail=twins[0]))
            continue
        first |= dict.fromkeys(keys, one.name)
        offers += one.offers
    return Findings(offers=tuple(offers), rejections=tuple(refused), unresolved=names.unresolved)


def _spelled_otherwise(one: Priced) -> bool:
    name = one.name.replace(":", "/").rsplit("/", 1)[-1].casefold()
    return name not in {offer.model for offer in one.offers}


def price_fault(input_price: float | None, output_price: float | None) -> str:
    """Why a price in dollars per million tokens is refused on its own; empty when it is usable."""
    if input_price is None or output_price is None:
        return "no price stated"
    prices = (input_price, output_price)
    if not all(isfinite(price) and price >= 0 for price in prices):
        return "not a price"
    if not any(prices):
        return "zero price"
    if any(0 < price < LOWEST or price > HIGHEST for price in prices):
        return "unit doubtful"
    return ""


def sudden(before: float | None, after: float | None) -> bool:
    """Whether one price follows another by a factor that only a wrong unit explains (cents, or per token)."""
    return bool(before and after) and _apart(before or 0, after or 0) >= SUDDEN


def far_from_others(price: float, others: Sequence[float]) -> bool:
    """Whether a host's price is out of scale with the prices that hosts, this one included, ask for the same model."""
    if len(others) < HOSTS_FOR_A_MEDIAN or price <= 0:
        return False
    return _apart(price, median(others)) >= FAR_FROM_OTHERS


def dollars(price: float | None) -> float | None:
    """A price rounded to a ten-thousandth of a cent, so that binary noise of a source does not reach our files."""
    return None if price is None else round(price, 6)


def dollars_per_million(per_token: str) -> float:
    """A price per token, as its digits stand in the file, in dollars per million tokens.

    Raises:
        decimal.InvalidOperation: no number.

    """
    return round(float(Decimal(per_token) * MILLION), 6)


def price_text(input_price: float | None, output_price: float | None) -> str:
    """Both prices as a ledger row writes them: input, a slash, output."""
    return " / ".join("none" if price is None else f"{price:g}" for price in (input_price, output_price))


def _apart(one: float, other: float) -> float:
    low, high = sorted((one, other))
    return high / low if low > 0 else 1.0
