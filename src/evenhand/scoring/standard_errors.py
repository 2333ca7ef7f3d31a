"""The standard error of one score, from its items (statistics 1.3)."""

import re
from decimal import Decimal
from math import log, sqrt

from msgspec import Struct

from evenhand.records.comparison import ItemsFrom, Reading
from evenhand.records.facts import Benchmark, Observation
from evenhand.records.intervals import Interval
from evenhand.scoring.scale import is_share, reach, scaled, slope, stretch
from evenhand.scoring.small_samples import wilson

SMALLEST = 0.5
WRITTEN = re.compile(r"\d+(?:\.\d+)?(?:e-?\d+)?", re.IGNORECASE)


class Logit(Struct, frozen=True):
    """A share on the logit scale, with its standard error there (delta method)."""

    value: float
    error: float


def reading(
    benchmark: Benchmark,
    seen: Observation,
    assumed_items: int,
    others: tuple[Observation, ...] = (),
    *,
    chance_corrected: bool = False,
) -> Reading:
    """A score in points with its standard error and how many items that rests on; both corrected for chance if asked.

    The error is that of the plain share, stretched as the scale is: guessing right by luck stays in it.
    """
    plain = scaled(benchmark, seen.value)
    if plain is None:
        return Reading(observation=seen, others=others)
    items, known = items_of(benchmark, seen, assumed_items)
    reported, step = reported_error(benchmark, seen), rounding_step(benchmark, seen)
    error = standard_error(plain, items, reported, step, effect_of(benchmark))
    return Reading(
        observation=seen,
        scaled=scaled(benchmark, seen.value, chance_corrected=True) if chance_corrected else plain,
        error=error * stretch(benchmark, chance_corrected=chance_corrected),
        items=items,
        items_from=known,
        interval=score_interval(benchmark, plain, items, error, chance_corrected=chance_corrected),
        others=others,
    )


def score_interval(
    benchmark: Benchmark, plain: float, items: int, error: float, *, chance_corrected: bool = False
) -> Interval | None:
    """Wilson's 95% interval in points of a share; `plain` and `error` are before correction for chance.

    It rests on as many questions as would give that error: fewer where they come in clusters or the source reports a
    larger one, more where each was run several times. None where values are not shares.
    """
    if not is_share(benchmark):
        return None
    effect = (error / binomial_error(plain, items)) ** 2
    found = wilson(plain / 100.0, items, design_effect=effect)
    if not chance_corrected:
        return Interval(low=100.0 * found.low, high=100.0 * found.high, level=found.level)
    (low, _), factor = reach(benchmark), stretch(benchmark, chance_corrected=True)
    ends = (min(max((100.0 * end - low) * factor, 0.0), 100.0) for end in (found.low, found.high))
    return Interval(low=next(ends), high=next(ends), level=found.level)


def items_of(benchmark: Benchmark, seen: Observation, assumed: int) -> tuple[int, ItemsFrom]:
    """The number of items: the score's own, else that registered for its version or the benchmark, else assumed."""
    if seen.n is not None:
        return seen.n, "stated"
    registered = benchmark.items_in(seen.version)
    return (assumed, "assumed") if registered is None else (registered, "registered")


def standard_error(
    points: float, items: int, reported: float | None = None, step: float = 0.0, effect: float = 1.0
) -> float:
    """Standard error in points of a mean of `items` answers in [0, 100].

    Binomial about the Jeffreys centre, which is never 0 or 100, and an upper bound for graded answers; `effect` is the
    design effect of clustered items. A reported error replaces it unless it is suspect; a rounded score adds
    step^2 / 12.
    """
    binomial = binomial_error(points, items, effect)
    own = binomial if reported is None or suspect(reported, binomial) else reported
    return sqrt(own * own + step * step / 12.0)


def suspect(reported: float, binomial: float) -> bool:
    """Whether a reported error is too small for so many items: at most half of the binomial one."""
    return reported <= SMALLEST * binomial


def design_effect(per_cluster: float, correlation: float) -> float:
    """1 + (m - 1) icc: by how much items that come in clusters of m on average multiply the variance of the mean.

    `per_cluster` is the mean number of items of a cluster, at least 1; `correlation` the share of the variance between
    clusters, in [0, 1] (Kish 1965).
    """
    return 1.0 + (per_cluster - 1.0) * correlation


def effect_of(benchmark: Benchmark) -> float:
    """The design effect of a benchmark's clusters; 1 where none are known."""
    if benchmark.per_cluster is None or benchmark.cluster_correlation is None:
        return 1.0
    return design_effect(benchmark.per_cluster, benchmark.cluster_correlation)


def binomial_error(points: float, items: int, effect: float = 1.0) -> float:
    """100 sqrt(effect p (1 - p) / n) about the Jeffreys centre p, in points."""
    centre = jeffreys(points, items)
    return 100.0 * sqrt(effect * centre * (1.0 - centre) / items)


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
    return None if seen.error is None else slope(benchmark, seen.value) * seen.error


def rounding_step(benchmark: Benchmark, seen: Observation) -> float:
    """The rounding step of the value as written, in points: 93.6% gives 0.1."""
    written = WRITTEN.search(seen.raw) or WRITTEN.search(repr(seen.value))
    places = Decimal(written[0]).as_tuple().exponent if written else 0
    return slope(benchmark, seen.value) * 10.0 ** min(int(places), 0)
