"""The overall state: the rule of the categories over those with shared evidence, weighted as the ranking says."""

from collections.abc import Mapping
from math import sqrt

from msgspec import Struct

from evenhand.comparison.categories import Judged
from evenhand.records.comparison import Side, State
from evenhand.records.ranking import Ranking
from evenhand.scoring.head_to_head import NextTest, SameTests, chance_ahead, combined
from evenhand.scoring.states import state_of


class Whole(Struct, frozen=True):
    """The overall evidence: both questions, which tests, and the share of the ranking's weight with evidence."""

    same: SameTests
    following: NextTest
    state: State
    leader: Side | None
    tests: tuple[str, ...]
    kinds: int
    weight: float
    partial: bool


def weights_of(ranking: Ranking) -> dict[str, float]:
    """The ranking's own category weights."""
    return {name: rule.weight for name, rule in ranking.categories.items()}


def whole(judged: Mapping[str, Judged], ranking: Ranking, weights: dict[str, float]) -> Whole | None:
    """The overall of these categories under these weights; None without shared evidence of any weight."""
    parts = [(weights[name], one) for name, one in judged.items() if weights[name] > 0]
    if not parts:
        return None
    same = _same(parts)
    following = combined([(weight, one.following) for weight, one in parts])
    tests = tuple(name for _, one in parts for name in one.tests)
    state, leader = state_of(same, following, len(tests), ranking.thresholds)
    share = sum(weight for weight, _ in parts) / sum(weights.values())
    return Whole(same, following, state, leader, tests, len(parts), share, share < ranking.thresholds.partial_weight)


def _same(parts: list[tuple[float, Judged]]) -> SameTests:
    total = difference = variance = 0.0
    for weight, one in parts:
        total += weight
        difference += weight * one.same.difference
        variance += (weight * one.same.error) ** 2
    difference, error = difference / total, sqrt(variance) / total
    return SameTests(difference, error, chance_ahead(difference, error))
