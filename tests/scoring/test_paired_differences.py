"""Two systems on the same items: intervals that hold their level, tests that are exact."""

from collections import Counter
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.stats import binomtest, permutation_test
from statsmodels.stats.contingency_tables import mcnemar as statsmodels_mcnemar

from evenhand.records.item_counts import DifferenceCell, PairCounts, System
from evenhand.scoring import paired_differences
from evenhand.scoring.paired_differences import BILLION, detectable, difference_error, sign_flips, tango
from evenhand.scoring.small_samples import mcnemar


def cells_of(sums: list[float], sizes: list[int] | None = None) -> tuple[DifferenceCell, ...]:
    """Units with these summed differences, as an engine counts them."""
    counted = Counter(zip((round(one * BILLION) for one in sums), sizes or [1] * len(sums), strict=True))
    return tuple(DifferenceCell(total, size, units) for (total, size), units in sorted(counted.items()))


def pair_of(left_only: int, right_only: int, equal: int) -> PairCounts:
    """Solved or not, without clusters."""
    return PairCounts(
        left=System("a"), right=System("b"), benchmark="t", items=left_only + right_only + equal,
        both=equal, left_only=left_only, right_only=right_only, neither=0, left_better=left_only,
        right_better=right_only, left_total=float(equal + left_only), right_total=float(equal + right_only),
        left_items=0, right_items=0, lowest=0.0, highest=1.0, clusters=False,
        cells=cells_of([1.0] * left_only + [-1.0] * right_only + [0.0] * equal),
    )  # fmt: skip


def enumerated(sums: list[float]) -> float:
    """The two-sided chance over every choice of signs, by hand."""
    whole = [round(one * BILLION) for one in sums]
    seen = abs(sum(whole))
    totals = [
        abs(sum(sign * one for sign, one in zip(signs, whole, strict=True)))
        for signs in product((1, -1), repeat=len(whole))
    ]
    return sum(total >= seen for total in totals) / len(totals)


@given(st.integers(0, 40), st.integers(0, 40))
def test_mcnemar_is_that_of_statsmodels(left_only: int, right_only: int) -> None:
    """Exact McNemar on small tables equals statsmodels, and sign flips of units of one give the same."""
    expected = (
        float(statsmodels_mcnemar([[3, left_only], [right_only, 2]], exact=True).pvalue)
        if left_only + right_only
        else 1.0
    )
    assert mcnemar(left_only, right_only, mid_p=False) == pytest.approx(expected, rel=1e-9)
    flips = sign_flips(pair_of(left_only, right_only, 5).cells)
    assert flips.method == "exact sign flips"
    assert flips.p_value == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("left_only", "right_only"), [(4_900, 5_100), (249_000, 251_000), (0, 3_000)])
def test_mcnemar_on_large_tables_is_that_of_scipy(left_only: int, right_only: int) -> None:
    """With up to half a million discordant items it equals scipy's binomial test."""
    expected = float(binomtest(left_only, left_only + right_only).pvalue)
    assert mcnemar(left_only, right_only, mid_p=False) == pytest.approx(expected, rel=1e-7, abs=1e-300)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from([-1.0, -0.5, 0.0, 0.25, 1.0]), st.floats(-1, 1)), min_size=1, max_size=11))
def test_sign_flips_are_every_choice_of_signs(sums: list[float]) -> None:
    """On a grid or off it, with ties or without, the p is that of the full enumeration."""
    found = sign_flips(cells_of(sums))
    assert found.method == "exact sign flips"
    assert found.p_value == pytest.approx(enumerated(sums), rel=1e-9)


def test_sign_flips_on_a_grid_are_those_of_scipy() -> None:
    """For clusters of several items the shift algorithm equals scipy's exact permutation test."""
    random = np.random.default_rng(5)
    sums = random.integers(-3, 5, 13).astype(float)
    oracle = permutation_test((sums,), np.mean, permutation_type="samples", n_resamples=np.inf)
    assert sign_flips(cells_of(list(sums))).p_value == pytest.approx(float(oracle.pvalue), rel=1e-9)


def test_many_uneven_differences_are_sampled_and_say_so() -> None:
    """The sampled p lies within its own error of the exact one, and number and seed are stated."""
    random = np.random.default_rng(11)
    sums = list(random.normal(0.25, 1.0, 18).round(9))
    exact = sign_flips(cells_of(sums))
    assert exact.method == "exact sign flips"
    assert exact.p_value == pytest.approx(enumerated(sums[:12]) if len(sums) == 12 else exact.p_value)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(paired_differences, "MOST_ENUMERATED", 4)
        sampled = sign_flips(cells_of(sums))
    assert (sampled.method, sampled.draws, sampled.seed) == (
        "sampled sign flips", paired_differences.DRAWS, paired_differences.SEED,
    )  # fmt: skip
    error = (exact.p_value * (1 - exact.p_value) / paired_differences.DRAWS) ** 0.5
    assert abs(sampled.p_value - exact.p_value) < 4.5 * error


def likelihood_score(left_only: int, right_only: int, items: int, at: float) -> float:
    """The score statistic with the nuisance share found by maximising the likelihood, not by Tango's formula."""

    def loss(right: float) -> float:
        left = right + at
        rest = 1.0 - left - right
        counts = ((left_only, left), (right_only, right), (items - left_only - right_only, rest))
        return -sum(count * np.log(max(share, 1e-300)) for count, share in counts if count)

    low, high = max(0.0, -at), (1.0 - at) / 2.0
    right = float(minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-13}).x)
    variance = items * (2.0 * right + at - at * at)
    return float((left_only - right_only - items * at) / np.sqrt(variance))


@pytest.mark.parametrize(
    ("left_only", "right_only", "items"), [(12, 2, 50), (5, 1, 20), (40, 60, 300), (0, 4, 30), (7, 7, 14)]
)
def test_tango_ends_where_the_score_test_rejects(left_only: int, right_only: int, items: int) -> None:
    """At both ends the score, its nuisance share found by optimisation, is the normal quantile."""
    found = tango(left_only, right_only, items)
    for end in (found.low, found.high):
        assert abs(likelihood_score(left_only, right_only, items, end)) == pytest.approx(1.959964, abs=2e-4)


@pytest.mark.parametrize(("left", "right"), [(0.3, 0.1), (0.05, 0.05), (0.02, 0.2)])
def test_tango_holds_its_level_for_few_items(left: float, right: float) -> None:
    """Over every table of 25 items the interval holds the true difference about as often as it says."""
    items, covered = 25, 0.0
    for one in range(items + 1):
        for other in range(items + 1 - one):
            chance = (
                comb(items, one)
                * comb(items - one, other)
                * left**one
                * right**other
                * (1 - left - right) ** (items - one - other)
            )
            found = tango(one, other, items)
            covered += chance * (found.low <= left - right <= found.high)
    assert 0.93 < covered < 0.985


@given(st.lists(st.tuples(st.sampled_from([-1.0, 0.0, 0.5, 1.0]), st.integers(0, 4)), min_size=4, max_size=40))
def test_the_error_of_a_difference_is_clustered(items: list[tuple[float, int]]) -> None:
    """It is the root of C / (C - 1) times the sum of squared cluster sums about the mean, over n."""
    differences = np.array([one for one, _ in items])
    groups = np.array([cluster for _, cluster in items])
    names = np.unique(groups)
    sums = [float(differences[groups == one].sum()) for one in names]
    sizes = [int((groups == one).sum()) for one in names]
    found = pair_of(0, 0, len(items))
    found = PairCounts(**{name: getattr(found, name) for name in found.__struct_fields__} | {
        "clusters": True, "cells": cells_of(sums, sizes), "left_total": float(differences.sum()), "right_total": 0.0,
    })  # fmt: skip
    if len(names) < 2:
        assert difference_error(found) is None
        return
    centred = [(total - size * differences.mean()) ** 2 for total, size in zip(sums, sizes, strict=True)]
    expected = (len(names) / (len(names) - 1) * sum(centred)) ** 0.5 / len(items)
    assert difference_error(found) == pytest.approx(expected, abs=1e-9)


def test_two_that_always_agree_are_not_beyond_doubt() -> None:
    """Where nothing differs among few items a difference could still hide, and its interval is not a point."""
    found = pair_of(0, 0, 30)
    assert detectable(found) == pytest.approx(2.8 * (1 / 31 / 30) ** 0.5)
    interval = tango(0, 0, 30)
    assert -0.13 < interval.low < -0.1
    assert interval.high == pytest.approx(-interval.low)
