"""Intervals of a share and comparisons of paired answers, against statsmodels, scipy and exact binomial sums."""

from collections.abc import Callable
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar as contingency
from statsmodels.stats.proportion import proportion_confint

from evenhand.records.intervals import Interval
from evenhand.scoring.small_samples import beta_quantile, chance_left_better, jeffreys_interval, mcnemar, wilson

SIZES = (10, 30, 60, 100, 198)
SHARES = tuple(percent / 100 for percent in range(5, 100, 5))
COUNTS = st.integers(0, 400)


def coverage(make: Callable[[float, int], Interval], items: int, share: float) -> float:
    """P(the interval holds the true share), summed over every possible number of right answers."""
    found = 0.0
    for right in range(items + 1):
        interval = make(right / items, items)
        if interval.low <= share <= interval.high:
            found += float(stats.binom.pmf(right, items, share))
    return found


@given(items=st.integers(1, 2000), part=st.floats(0, 1), level=st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_wilson_is_the_one_of_statsmodels(items: int, part: float, level: float) -> None:
    """Any count of any number of questions at any level gives the published interval."""
    right = round(part * items)
    low, high = proportion_confint(right, items, 1 - level, method="wilson")
    found = wilson(right / items, items, level=level)
    assert found.low == pytest.approx(low, abs=1e-10)
    assert found.high == pytest.approx(high, abs=1e-10)
    assert 0.0 <= found.low <= right / items <= found.high <= 1.0


@given(items=st.integers(2, 500), part=st.floats(0.01, 0.99))
def test_jeffreys_is_the_one_of_statsmodels(items: int, part: float) -> None:
    """Between no and all right answers it is the equal-tailed interval of the Beta posterior."""
    right = min(max(round(part * items), 1), items - 1)
    low, high = proportion_confint(right, items, 0.05, method="jeffreys")
    found = jeffreys_interval(right / items, items)
    assert [found.low, found.high] == pytest.approx([low, high], abs=1e-9)


def test_jeffreys_reaches_the_end_where_every_answer_is_alike() -> None:
    """With no right answer it starts at 0, with no wrong one it ends at 1."""
    assert jeffreys_interval(0.0, 12).low == 0.0
    assert jeffreys_interval(1.0, 12).high == 1.0


@pytest.mark.parametrize("items", SIZES)
def test_wilson_covers_on_the_grid_of_gate_11(items: int) -> None:
    """The true share is inside with at least 0.91 at every size and share of the grid, by exact sums."""
    assert min(coverage(wilson, items, share) for share in SHARES) >= 0.91


@pytest.mark.parametrize(("items", "reported"), [(10, 0.40), (30, 0.78), (60, 0.81), (100, 0.88), (198, 0.92)])
def test_the_plain_normal_interval_fails_where_wilson_holds(items: int, reported: float) -> None:
    """At a true share of 0.95 the sums give the coverage that statistics 1.3 found by simulation."""

    def plain(share: float, many: int) -> Interval:
        low, high = proportion_confint(round(share * many), many, method="normal")
        return Interval(low=low, high=high, level=0.95)

    assert coverage(plain, items, 0.95) == pytest.approx(reported, abs=0.006)


def test_the_two_places_where_wilson_falls_short() -> None:
    """Of all sizes from 10 to 198 and the shares of the grid only 11 questions at 0.05 and 0.95 are under 0.91."""
    short = {
        (items, share) for items in range(10, 199) for share in (0.05, 0.95) if coverage(wilson, items, share) < 0.91
    }
    assert short == {(11, 0.05), (11, 0.95)}
    assert coverage(wilson, 11, 0.95) == pytest.approx(0.898, abs=0.001)


@given(share=st.floats(0, 1), items=st.integers(2, 500), effect=st.floats(1.0, 9.0))
def test_clusters_widen_wilson(share: float, items: int, effect: float) -> None:
    """A design effect is the interval of as many times fewer questions, and never a narrower one."""
    alone, clustered = wilson(share, items), wilson(share, items, design_effect=effect)
    assert clustered == wilson(share, items / effect)
    assert clustered.low <= alone.low + 1e-12
    assert clustered.high >= alone.high - 1e-12


@given(share=st.floats(0, 1), items=st.integers(1, 500))
def test_wilson_mirrors(share: float, items: int) -> None:
    """The interval of the wrong answers is that of the right ones turned round."""
    right, wrong = wilson(share, items), wilson(1.0 - share, items)
    assert right.low == pytest.approx(1.0 - wrong.high, abs=1e-9)


@pytest.mark.parametrize(("share", "items", "effect"), [(1.2, 10, 1.0), (-0.1, 10, 1.0), (0.5, 0, 1.0), (0.5, 10, 0.0)])
def test_nonsense_is_refused(share: float, items: int, effect: float) -> None:
    """A share outside [0, 1], no items or no design effect is an error, not an interval."""
    with pytest.raises(ValueError, match=r"share|effect"):
        wilson(share, items, design_effect=effect)


@given(one=COUNTS, other=COUNTS)
def test_mcnemar_is_the_one_of_statsmodels(one: int, other: int) -> None:
    """The exact p is the published one, and the mid-p that with half of the observed outcome's chance taken away."""
    exact = float(contingency([[7, one], [other, 3]], exact=True).pvalue)
    assert mcnemar(one, other, mid_p=False) == pytest.approx(exact, abs=1e-9)
    observed = float(stats.binom.pmf(min(one, other), one + other, 0.5))
    if one != other:
        assert mcnemar(one, other) == pytest.approx(exact - observed, abs=1e-9)
    assert mcnemar(one, other) == mcnemar(other, one) <= mcnemar(one, other, mid_p=False) + 1e-12


@given(one=COUNTS, other=COUNTS)
def test_the_chance_is_that_of_the_beta(one: int, other: int) -> None:
    """P(left better) is the Beta posterior's mass above one half, and the two sides' chances make one."""
    found = chance_left_better(one, other)
    assert found == pytest.approx(float(stats.beta.sf(0.5, one + 0.5, other + 0.5)), abs=1e-9)
    assert isclose(found + chance_left_better(other, one), 1.0, abs_tol=1e-9)


def test_counts_are_not_negative() -> None:
    """A negative count is an error for both."""
    with pytest.raises(ValueError, match="negative"):
        mcnemar(-1, 3)
    with pytest.raises(ValueError, match="negative"):
        chance_left_better(3, -1)


@given(p=st.floats(0.001, 0.999), a=st.floats(0.5, 300), b=st.floats(0.5, 300))
def test_the_quantile_of_the_beta(p: float, a: float, b: float) -> None:
    """It is scipy's."""
    assert beta_quantile(p, a, b) == pytest.approx(float(stats.beta.ppf(p, a, b)), rel=1e-8, abs=1e-12)
