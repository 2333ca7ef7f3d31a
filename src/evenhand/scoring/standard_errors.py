"""The standard error of one score, from its items (statistics 1.3)."""

import re
from decimal import Decimal
from math import log, sqrt

from msgspec import Struct

from evenhand.records.comparison import ItemsFrom, Reading
from evenhand.records.facts import Benchmark, Observation
from evenhand.scoring.scale import SPANS, scaled

WRITTEN = re.compile(r"\d+(?:\.\d+)?(?:e-?\d+)?", re.IGNORECASE)


class Logit(Struct, frozen=True):
    """A share on the logit scale, with its standard error there (delta method)."""

    value: float
    error: float


def reading(
    benchmark: Benchmark, seen: Observation, assumed_items: int, others: tuple[Observation, ...] = ()
) -> Reading:
    """A score in points with its standard error and how many items that rests on."""
    place = scaled(benchmark, seen.value)
    if place is None:
        return Reading(observation=seen, others=others)
    items, known = items_of(benchmark, seen, assumed_items)
    error = standard_error(place, items, reported_error(benchmark, seen), rounding_step(benchmark, seen))
    return Reading(observation=seen, scaled=place, error=error, items=items, items_from=known, others=others)


def items_of(benchmark: Benchmark, seen: Observation, assumed: int) -> tuple[int, ItemsFrom]:
    """The number of items: the score's own, else the benchmark's registered one, else assumed."""
    if seen.n is not None:
        return seen.n, "stated"
    if benchmark.items is not None:
        return benchmark.items, "registered"
    return assumed, "assumed"


def standard_error(points: float, items: int, reported: float | None = None, step: float = 0.0) -> float:
    """Standard error in points of a mean of `items` answers in [0, 100].

    Binomial about the Jeffreys centre, which is never 0 or 100, and an upper bound for graded answers.
    A reported error replaces it when larger than half of it; a rounded score adds step^2 / 12.
    """
    binomial = binomial_error(points, items)
    own = reported if reported is not None and reported > 0.5 * binomial else binomial
    return sqrt(own * own + step * step / 12.0)


def binomial_error(points: float, items: int) -> float:
    """100 sqrt(p (1 - p) / n) about the Jeffreys centre p, in points."""
    centre = jeffreys(points, items)
    return 100.0 * sqrt(centre * (1.0 - centre) / items)


def jeffreys(points: float, items: int) -> float:
    """The share (k + 1/2) / (n + 1), strictly between 0 and 1."""
    return (points / 100.0 * items + 0.5) / (items + 1.0)


def logit(score: Reading) -> Logit:
    """The score on the logit scale, its error by the delta method at the Jeffreys centre.

    The reading must be on the common scale. 0 and 100 stand half a question inside.

    Raises:
        ValueError: the score has no place on 0-100.

    """
    if score.scaled is None or score.error is None or score.items is None:
        message = f"{score.observation.benchmark} has no common scale"
        raise ValueError(message)
    centre = jeffreys(score.scaled, score.items)
    least = 0.5 / (score.items + 1.0)
    share = min(max(score.scaled / 100.0, least), 1.0 - least)  # where the Jeffreys centre of 0 and of 1 stands
    return Logit(log(share / (1.0 - share)), score.error / 100.0 / (centre * (1.0 - centre)))


def reported_error(benchmark: Benchmark, seen: Observation) -> float | None:
    """The standard error that the source reports, in points."""
    return None if seen.error is None else 100.0 * seen.error / SPANS[benchmark.unit]


def rounding_step(benchmark: Benchmark, seen: Observation) -> float:
    """The rounding step of the value as written, in points: 93.6% gives 0.1."""
    written = WRITTEN.search(seen.raw) or WRITTEN.search(repr(seen.value))
    places = Decimal(written[0]).as_tuple().exponent if written else 0
    return 100.0 / SPANS[benchmark.unit] * 10.0 ** min(int(places), 0)
