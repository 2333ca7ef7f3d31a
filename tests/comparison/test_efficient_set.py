"""The efficient set: who is on the Pareto line, against a definition that compares every pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.comparison.efficient_set import Candidate, efficient_set, line

LEVELS = st.sampled_from([0.0, 1.0, 2.5, 7.0])


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    """Up to seven candidates with many ties, on three draws."""
    count = draw(st.integers(1, 7))
    return [
        Candidate(f"m{number}", draw(LEVELS), tuple(draw(LEVELS) for _ in range(3)), draw(LEVELS))
        for number in range(count)
    ]


def beats(one: Candidate, other: Candidate, number: int) -> bool:
    """Whether one is at least as good in all three, and better in one."""
    here, there = ((each.cost, each.wait, -each.draws[number]) for each in (one, other))
    return all(a <= b for a, b in zip(here, there, strict=True)) and here != there


@given(candidates())
def test_the_line_is_what_no_other_beats(found: list[Candidate]) -> None:
    """The chance of each model is the share of draws in which no other beats it, and who beats it does."""
    result = efficient_set(found)
    named = {one.model: one for one in found}
    for one in found:
        free = [not any(beats(other, one, number) for other in found) for number in range(3)]
        assert result[one.model].chance == pytest.approx(sum(free) / 3)
        if result[one.model].beaten_by:
            winner = named[result[one.model].beaten_by]
            wins = sum(beats(winner, one, number) for number in range(3))
            assert wins / 3 >= result[one.model].beaten > 0


@given(candidates())
def test_somebody_is_always_on_the_line(found: list[Candidate]) -> None:
    """The chances add up to at least one: each draw has a line."""
    assert sum(one.chance for one in efficient_set(found).values()) >= 1 - 1e-9


@given(candidates(), st.randoms())
def test_the_order_of_candidates_does_not_matter(found: list[Candidate], shuffle: object) -> None:
    """The same chances in any order."""
    mixed = found[:]
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    chances = {name: one.chance for name, one in efficient_set(found).items()}
    assert {name: one.chance for name, one in efficient_set(mixed).items()} == chances


def test_uncertain_scores_give_a_chance_between() -> None:
    """A dearer model that is better in one draw of four is on the line with a chance of a quarter."""
    found = efficient_set(
        [Candidate("cheap", 1.0, (50.0, 50.0, 50.0, 50.0)), Candidate("dear", 2.0, (49.0, 49.0, 51.0, 50.0))]
    )
    assert (found["cheap"].chance, found["dear"].chance) == (1.0, 0.25)
    assert (found["dear"].beaten_by, found["dear"].beaten) == ("cheap", 0.75)


def test_a_model_that_is_dearer_and_no_better_is_on_the_line_when_it_answers_sooner() -> None:
    """Waiting as a third axis keeps a quick model that is neither cheap nor good."""
    slow, quick = Candidate("slow", 1.0, (60.0,), 30.0), Candidate("quick", 2.0, (40.0,), 1.0)
    assert efficient_set([slow, quick])["quick"].chance == 1.0
    assert efficient_set([Candidate("slow", 1.0, (60.0,)), Candidate("quick", 2.0, (40.0,))])["quick"].chance == 0.0


def test_line_of_known_scores_cheapest_first() -> None:
    """Free comes first, equals stand together, the beaten are left out."""
    costs = {"free": 0.0, "mid": 5.0, "twin": 5.0, "worse": 6.0, "best": 9.0}
    scores = {"free": 10.0, "mid": 50.0, "twin": 50.0, "worse": 50.0, "best": 80.0}
    assert line(costs, scores, dict.fromkeys(costs, 0.0)) == ("free", "mid", "twin", "best")
    assert line({}, {}, {}) == ()


def test_no_candidates_and_unequal_draws() -> None:
    """Nothing in, nothing out; draws that are not joint are refused."""
    assert efficient_set([]) == {}
    with pytest.raises(ValueError, match="joint draws"):
        efficient_set([Candidate("a", 1.0, (1.0,)), Candidate("b", 2.0, (1.0, 2.0))])
