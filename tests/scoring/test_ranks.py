"""Places over draws: counted by hand, ties, groups, and what must hold of any draws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.scoring.ranks import chance_above, quantile, rank_places

DRAWS = {"a": [90.0, 80.0, 90.0, 90.0], "b": [85.0, 85.0, 85.0, 95.0], "c": [10.0, 20.0, 10.0, 20.0]}


def test_places_by_hand() -> None:
    """In two of four draws a is first and in two b; c is always third."""
    found = rank_places(DRAWS, 0.90)
    assert {name: (one.best, one.worst, one.first) for name, one in found.items()} == {
        "a": (1, 2, 0.5),
        "b": (1, 2, 0.5),
        "c": (3, 3, 0.0),
    }
    assert [one.group for one in found.values()] == [1, 1, 2]
    assert (found["c"].top3, found["c"].of, found["c"].place) == (1.0, 3, 3)


def test_ties_share_the_better_place() -> None:
    """Equal draws are both first, and each is above the other half of the time."""
    found = rank_places({"a": [5.0, 5.0], "b": [5.0, 5.0]})
    assert [one.first for one in found.values()] == [1.0, 1.0]
    assert chance_above([5.0, 5.0], [5.0, 5.0]) == 0.5


def test_nobody_and_one() -> None:
    """No models have no places; one model is first."""
    assert rank_places({}) == {}
    assert rank_places({"a": [1.0]})["a"].place == 1


def test_quantiles_are_linear() -> None:
    """Between two values the quantile moves in a line."""
    assert quantile([0.0, 10.0], 0.25) == pytest.approx(2.5)
    assert quantile([3.0], 0.9) == 3.0


COLUMNS = st.integers(2, 5).flatmap(
    lambda models: st.lists(
        st.lists(st.floats(0, 100), min_size=7, max_size=7), min_size=models, max_size=models
    )
)  # fmt: skip


@given(COLUMNS)
def test_any_draws_give_places_that_hold_together(columns: list[list[float]]) -> None:
    """Bounds enclose the place, shares grow with the reach, and the order of the models changes nothing."""
    draws = {f"m{place}": column for place, column in enumerate(columns)}
    found = rank_places(draws)
    for one in found.values():
        assert 1 <= one.best <= one.place <= one.worst <= len(columns)
        assert 0 <= one.first <= one.top3 <= one.top10 <= 1
    assert rank_places(dict(reversed(draws.items()))) == found
    assert sum(one.first for one in found.values()) >= 1 - 1e-9


@given(COLUMNS)
def test_chances_mirror(columns: list[list[float]]) -> None:
    """P(A above B) and P(B above A) add up to one."""
    assert chance_above(columns[0], columns[1]) + chance_above(columns[1], columns[0]) == pytest.approx(1)
