"""Two models on shared tests: worked examples, an independent re-computation, and properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evenhand.records.facts import Benchmark, Observation
from evenhand.records.ranking import Thresholds
from evenhand.scoring.head_to_head import (
    NextTest,
    SameTests,
    Shift,
    Weighted,
    equal_within,
    interval,
    next_test,
    same_tests,
    separable,
)
from evenhand.scoring.pooled_spreads import pooled_spreads
from evenhand.scoring.standard_errors import logit, reading
from evenhand.scoring.states import state_of

shifts = st.builds(Shift, st.floats(-90, 90), st.floats(0.1, 10), st.floats(-6, 6), st.floats(0.02, 2))
several = st.lists(shifts, min_size=1, max_size=8)
WORDS = Thresholds()


def shift_of(left: float, right: float, items: int) -> Shift:
    """The shift between two percentages on a test with so many items."""
    benchmark = Benchmark(id="b", name="B", category="knowledge", measures="Questions.", items=items)
    one, other = (
        reading(
            benchmark, Observation(model="m", benchmark="b", value=value, tier="C", source="s", retrieved="2026"), 200
        )
        for value in (left, right)
    )
    first, second = logit(one), logit(other)
    return Shift(
        left - right,
        float(np.hypot(one.error, other.error)),
        first.value - second.value,
        float(np.hypot(first.error, second.error)),
    )


@pytest.mark.parametrize(
    ("left", "right", "items", "difference", "error", "z", "chance"),
    [(78.8, 93.6, 198, -14.8, 3.4, -4.4, 0.90), (77.2, 89.5, 12032, -12.3, 0.5, -26, 0.84)],
    ids=["GPQA Diamond", "MMLU-Pro"],
)
def test_published_worked_examples(
    left: float, right: float, items: int, difference: float, error: float, z: float, chance: float
) -> None:
    """The two seed pages' knowledge tests, read like for like, give the figures of the method paper."""
    moved = shift_of(left, right, items)
    same = same_tests([(1.0, moved)])
    assert same.difference == pytest.approx(difference)
    assert same.error == pytest.approx(error, abs=0.06)
    assert same.difference / same.error == pytest.approx(z, abs=0.6)
    assert 1 - next_test([moved], 0.51, 1.3, 4).probability == pytest.approx(chance, abs=0.006)


@given(several, st.floats(0.05, 2), st.floats(0.1, 3))
def test_next_test_recomputed(found: list[Shift], tau: float, pi: float) -> None:
    """An independent computation with numpy and scipy gives the same mean, spread and probability."""
    logits = np.array([shift.logit for shift in found])
    noise = np.array([shift.logit_error for shift in found]) ** 2
    freedom = 4 + len(found) - 1
    variance = (4 * tau**2 + ((logits - logits.mean()) ** 2).sum()) / freedom
    weights = 1 / (variance + noise)
    precision = 1 / pi**2 + weights.sum()
    mean, spread = (weights * logits).sum() / precision, np.sqrt(1 / precision + variance)
    ours = next_test(found, tau, pi, 4)
    assert ours.expected == pytest.approx(mean, rel=1e-9, abs=1e-12)
    assert ours.spread == pytest.approx(spread, rel=1e-9)
    assert ours.probability == pytest.approx(stats.t.cdf(mean / spread, freedom), abs=1e-9)


@given(several)
def test_mirror(found: list[Shift]) -> None:
    """Right against left is left against right, mirrored."""
    turned = [Shift(-s.points, s.error, -s.logit, s.logit_error) for s in found]
    one, other = next_test(found, 0.5, 1.3, 4), next_test(turned, 0.5, 1.3, 4)
    assert one.expected == pytest.approx(-other.expected)
    assert one.probability == pytest.approx(1 - other.probability)
    left, right = same_tests([(1, s) for s in found]), same_tests([(1, s) for s in turned])
    assert left.difference == pytest.approx(-right.difference)
    assert left.probability == pytest.approx(1 - right.probability)


@given(several, st.floats(0.1, 50))
def test_scaled_weights_change_nothing(found: list[Shift], factor: float) -> None:
    """Only the proportions of weights matter."""
    one = same_tests([(1, s) for s in found])
    other = same_tests([(factor, s) for s in found])
    assert one.difference == pytest.approx(other.difference)
    assert one.error == pytest.approx(other.error)


@given(several)
def test_order_changes_nothing(found: list[Shift]) -> None:
    """The order of the tests does not matter."""
    one, other = next_test(found, 0.5, 1.3, 4), next_test(found[::-1], 0.5, 1.3, 4)
    assert one.probability == pytest.approx(other.probability)


def combined(parts: list[tuple[float, NextTest]]) -> NextTest:
    """One new test of each kind of these parts, weighted."""
    sums = Weighted()
    for weight, part in parts:
        sums = sums.plus(weight, SameTests(0.0, 1.0, 0.5), part)
    return sums.next_tests()


def test_combined_is_between_its_parts() -> None:
    """The overall expectation lies between the categories', weighted."""
    parts = [(22.0, NextTest(1.0, 0.8, 4, 0.86)), (12.0, NextTest(-0.5, 0.9, 6, 0.3))]
    whole = combined(parts)
    assert whole.expected == pytest.approx((22 - 6) / 34)
    assert min(part.freedom for _, part in parts) <= whole.freedom <= sum(part.freedom for _, part in parts)


def test_one_part_stays_itself() -> None:
    """The overall of a single category is that category."""
    part = NextTest(0.7, 0.9, 5.0, float(stats.t.cdf(0.7 / 0.9, 5)))
    whole = combined([(12.0, part)])
    assert (whole.expected, whole.spread, whole.freedom) == pytest.approx((0.7, 0.9, 5.0))
    assert whole.probability == pytest.approx(part.probability)


def test_interval_of_ninety() -> None:
    """A central 90% interval reaches 1.645 errors to each side."""
    found = interval(10.0, 2.0, 0.9)
    assert (found.low, found.high) == pytest.approx((10 - 3.2897, 10 + 3.2897), abs=1e-3)


def test_separable_by_hand() -> None:
    """GPQA Diamond at 50% tells apart about 14 points without pairing."""
    assert separable(3.55, 3.55) == pytest.approx(2.8 * 3.55 * 2**0.5)


@pytest.mark.parametrize(
    ("difference", "error", "expected", "chance", "tests", "state", "leader"),
    [
        (10, 2, 1.0, 0.95, 2, "leads", "left"),
        (10, 2, 1.0, 0.9499, 2, "leans", "left"),
        (10, 2, 1.0, 0.99, 1, "leans", "left"),
        (10, 2, 1.0, 0.80, 3, "leans", "left"),
        (10, 2, 1.0, 0.7999, 3, "too close to call", None),
        (-10, 2, -1.0, 0.04, 3, "leads", "right"),
        (10, 2, -1.0, 0.04, 3, "too close to call", None),
        (0.0, 0.3, 0.0, 0.5, 4, "practically equal", None),
        (0.0, 0.7, 0.0, 0.5, 4, "too close to call", None),
    ],
)
def test_states_at_their_edges(
    difference: float, error: float, expected: float, chance: float, tests: int, state: str, leader: str | None
) -> None:
    """Each word begins exactly at its threshold, and one test never makes a lead."""
    same = SameTests(difference, error, 0.5)
    assert state_of(same, NextTest(expected, 1.0, 5.0, chance), tests, WORDS) == (state, leader)


def test_equal_within_a_point() -> None:
    """The probability of a difference under a point, by the normal distribution."""
    assert equal_within(1.0, SameTests(0.0, 0.5, 0.5)) == pytest.approx(stats.norm.cdf(2) - stats.norm.cdf(-2))


def test_pooled_spreads_find_what_was_put_in() -> None:
    """Pairs drawn with known spreads give those spreads back."""
    draw = np.random.default_rng(7)
    pairs = []
    for _ in range(4000):
        mean = draw.normal(0, 1.3)
        logits = mean + draw.normal(0, 0.5, 4) + draw.normal(0, 0.2, 4)
        pairs.append([Shift(0.0, 1.0, float(value), 0.2) for value in logits])
    found = pooled_spreads(pairs)
    assert found is not None
    assert found.between_tests == pytest.approx(0.5, abs=0.03)
    assert found.between_pairs == pytest.approx(1.3, abs=0.06)
    assert found.pairs == 4000


def test_no_spreads_without_two_tests() -> None:
    """Pairs with a single shared test say nothing about the spread between tests."""
    assert pooled_spreads([[Shift(1.0, 1.0, 0.5, 0.1)]]) is None
