"""Gate 6: a shared test is left out, and the head-to-head of the others says who is ahead on it."""

from collections.abc import Iterator
from itertools import combinations
from math import hypot, log
from typing import NamedTuple

import numpy as np

from bench.accuracy.gate import Figure, Gate
from bench.accuracy.metrics import Calibration, calibration, came_true
from bench.accuracy.tables import benchpress, read
from evenhand.scoring.head_to_head import Shift, next_test
from evenhand.scoring.pooled_spreads import pooled_spreads
from evenhand.scoring.standard_errors import jeffreys, standard_error

PRIOR_TESTS = 4
ASSUMED_ITEMS = 200
SURE = 0.95
# The categories of the seed pages, for which statistics 1.6 gives spreads.
CATEGORIES = ("coding", "knowledge", "multimodal", "reasoning")
# No abilities, or no percentages.
UNCOUNTED = {"", "composite", "cost", "preference"}

PROTOCOL = """
BenchPress's matrix, percent columns, each in the category that this project's registry gives it; required on coding,
knowledge, reasoning and multimodal, reported on all. Every benchmark is left out in turn: its column is removed, tau
and pi of its category are estimated again on what is left, and for every two models that both took it and share at
least one more test of the category, `next_test` gives the probability of being ahead on it. Ties are not counted. Each
two models count once in a category, however many tests they share: their left-out tests share a weight of one. Items
are the registry's, else 200. Beside it stand whoever has the higher mean over its own tests of the category, and over
the shared ones. tau is given to `next_test` as the scale of its prior on a pair's variance, an inverse chi-square with
nu0 = 4 degrees of freedom whose mean is nu0 / (nu0 - 2) times its scale; "tau as pooled" is reported beside it.
"""

Shifts = dict[str, Shift]


class Said(NamedTuple):
    """One left-out test of one pair of models.

    Attributes:
        chance: P(first ahead), tau being the scale of its prior.
        pooled: the same with tau as pooled.
        own_sets: difference of the means over each model's own tests.
        shared: sum of the differences over the shared tests.
        tests: how many tests are shared beside it.
        ahead: whether the first model is ahead on it.

    """

    chance: float
    pooled: float
    own_sets: float
    shared: float
    tests: int
    ahead: bool


class Category(NamedTuple):
    """Scores (points) and items by benchmark, and scores by model: what one category holds."""

    scores: dict[str, dict[str, float]]
    items: dict[str, int]


def gate(every: int = 1) -> Gate:
    """The gate; `every` leaves out one benchmark of so many."""
    found = {name: list(_left_out(category, every)) for name, category in _categories().items()}
    four = [said for name in CATEGORIES for said in found[name]]
    everything = [said for part in found.values() for said in part]
    plain, wide = _calibrated(four), _calibrated(everything)
    pooled = calibration([said.pooled for said in four], _ahead(four), _weights(four))
    sure, sure_count = came_true(_chances(four), _ahead(four), SURE, _weights(four))
    return Gate(
        number="6",
        title="Who is ahead on a shared test that was left out",
        protocol=PROTOCOL,
        required=(
            Figure("share right", plain.accuracy, least=0.88),
            Figure("expected calibration error", plain.ece, most=0.07),
            Figure(f"came true where at least {SURE} was said", sure, least=SURE),
        ),
        reported=(
            Figure("share right with one shared test left", _right([s for s in four if s.tests == 1], "chance")),
            Figure("share right, means over each model's own tests", _right(four, "own_sets")),
            Figure("share right, means over the shared tests", _right(four, "shared")),
            Figure("Brier score", plain.brier),
            Figure("log score", plain.log_score),
            Figure("left-out tests of pairs", plain.predictions, decimals=0),
            Figure(f"of them with {SURE} or more said", sure_count, decimals=0),
            Figure("share right, each left-out test counted once", calibration(_chances(four), _ahead(four)).accuracy),
            Figure("expected calibration error, tau as pooled", pooled.ece),
            Figure("log score, tau as pooled", pooled.log_score),
            Figure("share right, all categories", wide.accuracy),
            Figure("expected calibration error, all categories", wide.ece),
        ),
        diagrams={"Head-to-head, left-out test": plain},
    )


def _calibrated(found: list[Said]) -> Calibration:
    return calibration(_chances(found), _ahead(found), _weights(found))


def _chances(found: list[Said]) -> list[float]:
    return [said.chance for said in found]


def _ahead(found: list[Said]) -> list[bool]:
    return [said.ahead for said in found]


def _weights(found: list[Said]) -> list[float]:
    return [1.0 / (said.tests + 1) for said in found]


def _right(found: list[Said], way: str) -> float:
    """The share of pairs whose sign this way of comparing gets right; an exact tie counts half."""
    middle = 0.5 if way == "chance" else 0.0
    given = np.array([getattr(said, way) - middle for said in found])
    ahead = np.array([said.ahead for said in found])
    right = np.where(given == 0.0, 0.5, (given > 0.0) == ahead)
    return float(np.average(right, weights=_weights(found)))


def _categories() -> dict[str, Category]:
    named, _ = benchpress()
    table = named.table
    about = {row["benchmark"]: row for row in read("benchpress_benchmarks.csv")}
    found: dict[str, Category] = {}
    for model, benchmark, value in zip(table.model, table.benchmark, table.value, strict=True):
        row = about[named.benchmarks[benchmark]]
        if row["percent"] == "1" and row["category"] not in UNCOUNTED:
            category = found.setdefault(row["category"], Category({}, {}))
            category.scores.setdefault(named.models[model], {})[row["benchmark"]] = float(value)
            category.items[row["benchmark"]] = int(row["items"] or ASSUMED_ITEMS)
    return found


def _left_out(category: Category, every: int) -> Iterator[Said]:
    pairs = {pair: _shifts(category, *pair) for pair in combinations(sorted(category.scores), 2)}
    pairs = {pair: shifts for pair, shifts in pairs.items() if shifts}
    for benchmark in sorted(category.items)[::every]:
        rests = {pair: {b: s for b, s in shifts.items() if b != benchmark} for pair, shifts in pairs.items()}
        spreads = pooled_spreads(list(rest.values()) for rest in rests.values())
        for pair, shifts in pairs.items():
            rest = rests[pair]
            if spreads and rest and benchmark in shifts and shifts[benchmark].points:
                yield Said(
                    chance=_chance(rest, spreads.prior_scale(PRIOR_TESTS), spreads.between_pairs),
                    pooled=_chance(rest, spreads.between_tests, spreads.between_pairs),
                    own_sets=_mean_without(category, pair[0], benchmark) - _mean_without(category, pair[1], benchmark),
                    shared=sum(shift.points for shift in rest.values()),
                    tests=len(rest),
                    ahead=shifts[benchmark].points > 0,
                )


def _chance(rest: Shifts, between_tests: float, between_pairs: float) -> float:
    return next_test(list(rest.values()), between_tests, between_pairs, PRIOR_TESTS).probability


def _mean_without(category: Category, model: str, benchmark: str) -> float:
    kept = [value for name, value in category.scores[model].items() if name != benchmark]
    return sum(kept) / len(kept)


def _shifts(category: Category, first: str, second: str) -> Shifts:
    one, other = category.scores[first], category.scores[second]
    return {name: shift(one[name], other[name], category.items[name]) for name in one if name in other}


def shift(first: float, second: float, items: int) -> Shift:
    """First minus second on one test of so many items."""
    errors = [standard_error(points, items) for points in (first, second)]
    logits = [_logit(points, items) for points in (first, second)]
    centres = [jeffreys(points, items) for points in (first, second)]
    logit_errors = [error / 100.0 / (p * (1.0 - p)) for error, p in zip(errors, centres, strict=True)]
    return Shift(first - second, hypot(*errors), logits[0] - logits[1], hypot(*logit_errors))


def _logit(points: float, items: int) -> float:
    least = 0.5 / (items + 1.0)
    share = min(max(points / 100.0, least), 1.0 - least)
    return log(share / (1.0 - share))
