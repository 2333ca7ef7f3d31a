"""Tests that put models in one order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.scoring.redundancy import correlation, redundant_pairs

BASE = {f"m{place:02}": float(place * place % 37) for place in range(20)}
NEARLY = {name: 0.9 * value + 3.0 for name, value in BASE.items()}
OTHER = {name: float(place) for place, name in enumerate(BASE)}


def test_copies_are_found_and_others_are_not() -> None:
    """A column and its shifted copy are alike; a column of another order is not."""
    (found,) = redundant_pairs({"a": BASE, "b": NEARLY, "c": OTHER}, 0.98, 15)
    assert (found.one, found.other, found.models, found.correlation) == ("a", "b", 20, pytest.approx(1.0))


def test_too_few_models_say_nothing() -> None:
    """Fourteen shared models are one too few, however many each has."""
    half = dict(list(NEARLY.items())[:14])
    assert list(redundant_pairs({"a": BASE, "b": half}, 0.98, 15)) == []
    apart = {f"x{place}": value for place, value in enumerate(BASE.values())}
    assert list(redundant_pairs({"a": BASE, "b": half | apart}, 0.98, 15)) == []


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=3, max_size=40))
def test_correlation_is_numpy_s(pairs: list[tuple[float, float]]) -> None:
    """The same figure as numpy's; none where a side does not vary."""
    left, right = (np.array([pair[side] for pair in pairs]) for side in (0, 1))
    found = correlation(pairs)
    if left.std() > 1e-3 and right.std() > 1e-3:
        assert found == pytest.approx(float(np.corrcoef(left, right)[0, 1]), abs=1e-6)
    assert found is None or -1.0 <= found <= 1.0
