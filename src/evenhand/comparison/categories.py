"""The state of each category, decided on its shared counted tests alone."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from evenhand.comparison.evidence import Evidence
from evenhand.records.comparison import CategoryResult, OwnAverage, Reading, SharedTest, SingleTest
from evenhand.records.ranking import CategoryRule, Ranking
from evenhand.records.states import Side, State
from evenhand.scoring.head_to_head import (
    MeanShift,
    NextTest,
    Predicted,
    SameTests,
    Shift,
    interval,
    mean_shift,
    next_test,
    predicted,
    same_tests,
)
from evenhand.scoring.states import state_of


class Judged(Struct, frozen=True):
    """A category with shared evidence: both questions answered, the word and the leader."""

    id: str
    weight: float
    tests: tuple[str, ...]
    same: SameTests
    following: NextTest
    state: State
    leader: Side | None


class Part(Struct, frozen=True):
    """What an overall needs of a category: both questions answered, without their probabilities."""

    id: str
    tests: tuple[str, ...]
    same: MeanShift
    following: Predicted


def judge(tests: Iterable[SharedTest], ranking: Ranking) -> dict[str, Judged]:
    """Every category that has a counted shared test among these."""
    grouped: dict[str, list[SharedTest]] = {}
    for test in tests:
        if test.counted:
            grouped.setdefault(test.category, []).append(test)
    return {name: judge_category(name, grouped[name], ranking) for name in ranking.categories if name in grouped}


def judge_category(name: str, tests: list[SharedTest], ranking: Ranking) -> Judged:
    """One category from its counted shared tests; at least one."""
    return judge_shifts(name, [(test.benchmark, test.weight, shift(test)) for test in tests], ranking)


def judge_shifts(name: str, tests: list[tuple[str, float, Shift]], ranking: Ranking) -> Judged:
    """One category from the benchmark, weight and difference of its counted shared tests; at least one."""
    rule, words = ranking.categories[name], ranking.thresholds
    same = same_tests([(weight, moved) for _, weight, moved in tests])
    shifts = [moved for _, _, moved in tests]
    following = next_test(shifts, rule.between_tests, rule.between_pairs, words.prior_tests)
    state, leader = state_of(same, following, len(tests), words)
    return Judged(name, rule.weight, tuple(test for test, _, _ in tests), same, following, state, leader)


def part(name: str, tests: list[tuple[str, float, Shift]], ranking: Ranking) -> Part:
    """What an overall needs of one category with these shared tests; at least one. The figures are the judged ones."""
    rule = ranking.categories[name]
    following = predicted(
        [moved for _, _, moved in tests], rule.between_tests, rule.between_pairs, ranking.thresholds.prior_tests
    )
    same = mean_shift([(weight, moved) for _, weight, moved in tests])
    return Part(name, tuple([test for test, _, _ in tests]), same, following)


def shift(test: SharedTest) -> Shift:
    """The difference of a counted shared test, which always has a place on the common scale.

    Raises:
        ValueError: the test has no common scale.

    """
    if test.difference is None or test.error is None or test.logit is None or test.logit_error is None:
        message = f"{test.benchmark} has no common scale"
        raise ValueError(message)
    return Shift(test.difference, test.error, test.logit, test.logit_error)


def category_results(found: Evidence, judged: dict[str, Judged], ranking: Ranking) -> tuple[CategoryResult, ...]:
    """One result for each category of the ranking, in its order, with or without shared evidence."""
    return tuple(
        _with(judged[name], rule, found, ranking) if name in judged else _without(name, rule, found)
        for name, rule in ranking.categories.items()
    )


def shared_mean(tests: Iterable[SharedTest], category: str, side: Side) -> float | None:
    """A side's weighted mean over the shared counted tests of a category; None without any."""
    parts = [(test.weight, getattr(test, side).scaled) for test in tests if test.counted and test.category == category]
    total = sum(weight for weight, _ in parts)
    return sum(weight * place for weight, place in parts) / total if total else None


def own_average(own: Mapping[str, float], rule: CategoryRule) -> OwnAverage:
    """A side's mean over all counted tests of the category that it took, from its own scores by test."""
    taken = [spec.benchmark for spec in rule.counted if spec.benchmark in own]
    mean = sum(own[name] for name in taken) / len(taken) if taken else None
    return OwnAverage(value=mean, tests=tuple(taken), counted=len(rule.counted))


def all_tests(found: Evidence) -> tuple[SharedTest | SingleTest, ...]:
    """Every test of the evidence, shared or not."""
    shared: tuple[SharedTest | SingleTest, ...] = found.shared
    return shared + found.left_out


def admitted_reading(test: SharedTest | SingleTest, side: Side) -> Reading | None:
    """A side's score on a test, unless the lane does not admit it."""
    if isinstance(test, SingleTest) and side in test.outside:
        return None
    return test.left if side == "left" else test.right


def _with(one: Judged, rule: CategoryRule, found: Evidence, ranking: Ranking) -> CategoryResult:
    left, right = own_average(found.left_own, rule), own_average(found.right_own, rule)
    return CategoryResult(
        id=one.id,
        weight=one.weight,
        state=one.state,
        leader=one.leader,
        probability=one.following.probability,
        probability_same=one.same.probability,
        shared=one.tests,
        difference=one.same.difference,
        error=one.same.error,
        interval=interval(one.same.difference, one.same.error, ranking.thresholds.interval),
        expected=one.following.expected,
        expected_error=one.following.spread,
        freedom=one.following.freedom,
        left_mean=shared_mean(found.shared, one.id, "left"),
        right_mean=shared_mean(found.shared, one.id, "right"),
        left_average=left,
        right_average=right,
        same_tests=set(left.tests) == set(right.tests) == set(one.tests),
    )


def _without(name: str, rule: CategoryRule, found: Evidence) -> CategoryResult:
    has_left, has_right = _took(found, name, "left"), _took(found, name, "right")
    return CategoryResult(
        id=name,
        weight=rule.weight,
        state="not comparable" if has_left and has_right else "no data",
        left_average=own_average(found.left_own, rule),
        right_average=own_average(found.right_own, rule),
        missing_side={(True, True): None, (True, False): "right", (False, True): "left"}.get(
            (has_left, has_right), "both"
        ),
    )


def _took(found: Evidence, category: str, side: Side) -> bool:
    tests = (test for test in all_tests(found) if test.category == category)
    return any(admitted_reading(test, side) is not None for test in tests)
