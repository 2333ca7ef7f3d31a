"""Speeds from single requests: medians that stand in the raw files, and the request that each was taken from."""

from collections.abc import Sequence
from math import isfinite
from statistics import median_low

from msgspec import Struct

from evenhand.importers.findings import Known
from evenhand.records.facts import Speed


class Request(Struct, frozen=True, kw_only=True):
    """One answered request: tokens of output a second, seconds to the first token, and where its rate stands."""

    rate: float
    first: float
    origin: str
    at: str


class Endpoint(Struct, frozen=True, kw_only=True):
    """What was measured: our model and provider, and the region that was asked from."""

    model: str
    provider: str
    region: str


def median_speed(requests: Sequence[Request], endpoint: Endpoint, known: Known, *, method: str, measured: str) -> Speed:
    """The medians of at least one request, with the place of the rate in the middle (of an even number the lower one).

    Raises:
        statistics.StatisticsError: there is no request.

    """
    rate = median_low(request.rate for request in requests)
    middle = next(request for request in requests if request.rate == rate)
    return Speed(
        model=endpoint.model,
        provider=endpoint.provider,
        region=endpoint.region,
        source=known.source.id,
        retrieved=known.retrieved,
        tokens_per_second=round(rate, 3),
        first_token_seconds=round(median_low(request.first for request in requests), 4),
        n=len(requests),
        method=method,
        measured=measured,
        link=known.source.link,
        origin=middle.origin,
        at=middle.at,
    )


def above_zero(value: object) -> float:
    """The number above zero that a raw file gives, as text or not; zero where it gives none."""
    try:
        number = float(str(value))
    except ValueError:
        return 0.0
    return number if isfinite(number) and number > 0 else 0.0
