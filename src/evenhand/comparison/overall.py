"""The overall state: the rule of the categories over those with shared evidence, weighted as the ranking says."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from evenhand.comparison.categories import Judged, Part
from evenhand.records.ranking import Ranking
from evenhand.records.states import Side, State
from evenhand.scoring.head_to_head import NextTest, SameTests, Weighted
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


def whole(judged: Mapping[str, Judged | Part], ranking: Ranking, weights: dict[str, float]) -> Whole | None:
    """The overall of these categories under these weights; None without shared evidence of any weight."""
    parts = [(weights[name], one) for name, one in judged.items() if weights[name] > 0]
    sums = Weighted()
    for weight, one in parts:
        sums = sums.plus(weight, one.same, one.following)
    return decided(sums, [one for _, one in parts], sum(weights.values()), ranking)


def decided(sums: Weighted, parts: Sequence[Judged | Part], total: float, ranking: Ranking) -> Whole | None:
    """The overall of these sums, made of these categories, where all weights add up to `total`."""
    if not parts:
        return None
    same, following = sums.same_tests(), sums.next_tests()
    tests = tuple(name for one in parts for name in one.tests)
    state, leader = state_of(same, following, len(tests), ranking.thresholds)
    share = sums.weight / total
    partial = share < ranking.thresholds.partial_weight
    return Whole(same, following, state, leader, tests, len(parts), share, partial)
