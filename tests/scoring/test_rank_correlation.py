"""Spearman's correlation against scipy, and an interval that covers what it should."""

import random

import pytest
from scipy import stats

from evenhand.scoring.rank_correlation import mean_ranks, rank_correlation


@pytest.mark.parametrize("seed", range(5))
def test_the_value_is_scipys(seed: int) -> None:
    """With ties and without, over columns of ten to sixty values."""
    draw = random.Random(seed)  # noqa: S311 - reproducible, not secret
    left = [float(draw.randint(0, 20)) for _ in range(draw.randint(10, 60))]
    right = [value + draw.gauss(0.0, 5.0) for value in left]
    found = rank_correlation(left, right)
    assert found is not None
    assert found.value == pytest.approx(float(stats.spearmanr(left, right).statistic))
    assert found.low <= found.value <= found.high
    assert mean_ranks(left) == pytest.approx(list(stats.rankdata(left)))


def test_where_there_is_none() -> None:
    """Under ten pairs, or where a column does not vary; columns of two lengths are a mistake."""
    assert rank_correlation([1.0] * 9, [2.0] * 9) is None
    assert rank_correlation([1.0] * 12, [float(place) for place in range(12)]) is None
    with pytest.raises(ValueError, match="columns of 2 and 1"):
        rank_correlation([1.0, 2.0], [1.0])


def test_the_interval_covers() -> None:
    """Of 400 normal samples of 40 pairs with correlation 0.6, about nine in ten intervals hold Spearman's own value."""
    draw, truth = random.Random(11), 0.5825  # noqa: S311 - reproducible, not secret; 6 / pi * asin(0.6 / 2)
    held = 0
    for _ in range(400):
        left = [draw.gauss(0.0, 1.0) for _ in range(40)]
        right = [0.6 * value + 0.8 * draw.gauss(0.0, 1.0) for value in left]
        found = rank_correlation(left, right)
        held += bool(found and found.low <= truth <= found.high)
    assert 0.85 <= held / 400 <= 0.95
