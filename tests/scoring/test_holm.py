"""Leads that hold together, against statsmodels."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from evenhand.scoring.holm import holm, surviving

CHANCES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.floats(0, 1), min_size=1, max_size=10)


@settings(max_examples=30, deadline=None)
@given(ahead=CHANCES, level=st.sampled_from([0.8, 0.9, 0.95]))
def test_it_is_the_step_down_of_statsmodels(ahead: dict[str, float], level: float) -> None:
    """Adjusted levels and survivors are the published ones."""
    names = sorted(ahead)
    below = [1.0 - ahead[name] for name in names]
    kept, adjusted, *_ = multipletests(below, 1.0 - level, method="holm")
    found = {one.category: one for one in holm(ahead, level=level)}
    assert [found[name].adjusted for name in names] == pytest.approx([1.0 - p for p in adjusted], abs=1e-9)
    near = np.isclose(adjusted, 1.0 - level, atol=1e-9)
    assert [found[name].survives for name, close in zip(names, near, strict=True) if not close] == [
        bool(one) for one, close in zip(kept, near, strict=True) if not close
    ]


@given(ahead=CHANCES, more=st.integers(0, 5))
def test_more_categories_only_ask_for_more(ahead: dict[str, float], more: int) -> None:
    """Each lead that holds among more categories holds among fewer, and adjusting never raises a probability."""
    many = holm(ahead, examined=len(ahead) + more)
    assert {one.category for one in many if one.survives} <= surviving(ahead)
    assert all(one.adjusted <= one.probability + 1e-12 for one in many)


def test_three_leads_of_which_two_hold() -> None:
    """Steps of a worked example: 0.999 needs 0.9833, 0.98 needs 0.975, 0.94 needs 0.95 and fails."""
    found = holm({"coding": 0.98, "math": 0.94, "knowledge": 0.999})
    assert [one.category for one in found] == ["knowledge", "coding", "math"]
    assert [one.needed for one in found] == pytest.approx([1 - 0.05 / 3, 0.975, 0.95])
    assert [one.adjusted for one in found] == pytest.approx([0.997, 0.96, 0.94])
    assert surviving({"coding": 0.98, "math": 0.94, "knowledge": 0.999}) == {"knowledge", "coding"}


def test_one_alone_needs_no_more_than_its_level_and_none_gives_none() -> None:
    """A single category is not adjusted."""
    assert holm({"math": 0.96})[0].adjusted == pytest.approx(0.96)
    assert holm({}) == ()


def test_the_chance_of_any_false_claim_is_held() -> None:
    """With five true equalities a side claims any lead in about 5% of 4,000 trials, seed 0; unadjusted in over 15%."""
    draws = np.random.default_rng(0).random((4000, 5))
    names = "abcde"
    claimed = np.mean([bool(surviving(dict(zip(names, row, strict=True)))) for row in draws])
    assert claimed <= 0.06
    assert np.mean((draws >= 0.95).any(axis=1)) > 0.15


def test_what_is_no_probability_is_refused() -> None:
    """Values outside [0, 1] and fewer categories examined than given are errors."""
    with pytest.raises(ValueError, match="probabilities"):
        holm({"math": 1.2})
    with pytest.raises(ValueError, match="count"):
        holm({"math": 0.9, "coding": 0.8}, examined=1)
