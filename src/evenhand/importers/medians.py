"""Speeds from single requests: medians that stand in the raw files, and the request that each was taken from."""

from collections.abc import Sequence
from statistics import median_low
from typing import Any

from msgspec import Struct


class Request(Struct, frozen=True, kw_only=True):
    """One answered request: tokens of output a second, seconds to the first token, and where its rate stands."""

    rate: float
    first: float
    origin: str
    at: str


class Medians(Struct, frozen=True, kw_only=True):
    """The medians of `n` requests, and where the rate in the middle stands (of an even number the lower one)."""

    rate: float
    first: float
    n: int
    origin: str
    at: str


def medians(requests: Sequence[Request]) -> Medians:
    """The medians of at least one request.

    Raises:
        statistics.StatisticsError: there is none.

    """
    rate = median_low(request.rate for request in requests)
    middle = next(request for request in requests if request.rate == rate)
    first = median_low(request.first for request in requests)
    return Medians(rate=rate, first=first, n=len(requests), origin=middle.origin, at=middle.at)


def usable(rate: Any, first: Any) -> bool:  # noqa: ANN401 - whatever a file holds
    """Whether both are numbers above zero."""
    return all(isinstance(value, int | float) and value > 0 for value in (rate, first))
