"""The classic view put together: who wins, what is shared, which benchmark is named."""

import pytest
from classic_cases import RANKING, benchmark_record, catalog, overalls, score
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.classic import classic_view
from evenhand.comparison.classic_pick import OTHER
from evenhand.comparison.classic_tests import PAGE_ORDER, page_order
from evenhand.records.classic import ClassicView, Side
from evenhand.records.facts import Observation

SCORES = st.lists(
    st.builds(
        score,
        st.sampled_from(["ada", "bob"]),
        st.sampled_from(["fix", "pro", "old", "facts", "exam", "quiz", "site-coding", "site-overall"]),
        st.integers(0, 1000).map(lambda tenths: tenths / 10),
    ),
    max_size=14,
    unique_by=lambda row: (row.model, row.benchmark),
)


def view(*observations: Observation, held: Catalog | None = None) -> ClassicView:
    """Ada against Bob."""
    return classic_view(held or catalog(*observations), "ada", "bob", RANKING, "provisional")


def both(benchmark: str, left: float, right: float) -> tuple[Observation, Observation]:
    """One benchmark of both models."""
    return score("ada", benchmark, left), score("bob", benchmark, right)


@pytest.mark.parametrize(
    ("left", "right", "tier", "winner"),
    [
        (53, 79, "clear", "right"),
        (53, 52, "one point", "left"),
        (50.4, 53.4, "narrow", "right"),
        (52.6, 53.4, "tie", None),
    ],
)
def test_headline_uses_printed_overalls(left: float, right: float, tier: str, winner: str | None) -> None:
    """The gap is that of the integers on the page: 52.6 and 53.4 are level."""
    found = view(*overalls(left, right))
    assert (found.tier, found.winner) == (tier, winner)


def test_only_shared_categories_are_compared() -> None:
    """A category that one side lacks does not appear; the others come in page order."""
    found = view(*both("fix", 60, 50), *both("facts", 40, 45), score("ada", "needles", 90, context="128k"))
    assert [(part.id, part.difference, part.leader) for part in found.categories] == [
        ("knowledge", 5.0, "right"),
        ("coding", 10.0, "left"),
    ]


def test_differences_are_of_rounded_values() -> None:
    """77.76 and 77.84 both print 77.8, so nobody leads."""
    found = view(*both("facts", 77.76, 77.84))
    assert [(part.difference, part.leader) for part in found.categories] == [(0.0, None)]


def test_swing_is_counted_and_question_names_any_shared_benchmark() -> None:
    """The biggest swing is over counted benchmarks only; the question's may be one that is only shown."""
    found = view(*overalls(60, 50), *both("facts", 70, 60), *both("quiz", 90, 10))
    assert found.swing is not None
    assert (found.swing.benchmark, found.swing.left, found.swing.right) == ("facts", 70, 60)
    assert [(answer.benchmark, answer.difference) for answer in found.answers] == [("quiz", 80.0)]


def test_swing_may_favour_the_loser_and_ties_go_to_page_order() -> None:
    """Of equal differences the first on the page is named: knowledge before coding, file order inside."""
    found = view(*overalls(60, 50), *both("fix", 10, 30.3), *both("exam", 20, 40.3), *both("facts", 20, 40.3))
    assert found.swing is not None
    assert found.swing.benchmark == "facts"


def test_no_shared_counted_benchmark_drops_the_swing() -> None:
    """Without a shared counted benchmark there is no swing, and a question without any shared one names none."""
    found = view(*overalls(60, 50), score("ada", "fix", 72), score("bob", "pro", 23.6))
    assert found.swing is None
    assert [(answer.category, answer.leader, answer.benchmark) for answer in found.answers] == [
        ("coding", "left", None)
    ]


def test_other_units_never_compete() -> None:
    """A vote in Elo is shared, but its difference is not in points and names nothing."""
    held = catalog(*overalls(60, 50), *both("facts", 70, 60), *both("quiz", 1500, 1200))
    elo = benchmark_record("quiz", unit="elo", low=None, high=None)
    found = view(held=structs.replace(held, benchmarks={**held.benchmarks, "quiz": elo}))
    assert [answer.benchmark for answer in found.answers] == ["facts"]


def test_paragraph_is_absent_when_the_winner_leads_nothing() -> None:
    """A winner without a shared lead has no sharpest advantage, the loser does not hit back; the swing stays."""
    found = view(*overalls(60, 50), *both("facts", 40, 45))
    assert (found.sharpest, found.hit_back) == (None, None)
    assert found.swing is not None
    assert found.pick is not None
    assert [reason.category for reason in found.pick.conditions] == ["knowledge"]


def test_tie_is_split_without_leads() -> None:
    """Level overalls give a split decision and neither sharpest, swing nor hit back."""
    found = view(*overalls(60, 60), *both("facts", 40, 45), *both("fix", 9, 1))
    assert (found.winner, found.sharpest, found.swing, found.hit_back) == (None, None, None, None)
    assert found.pick is not None
    assert found.pick.form == "split"
    assert [reason.category for reason in found.pick.winner_conditions] == ["coding"]


def test_siblings_are_of_one_named_family() -> None:
    """Models of one family are siblings; models without a family are not."""
    held = catalog(*overalls(60, 50))
    assert not view(held=held).siblings
    models = {name: structs.replace(model, family="duo") for name, model in held.models.items()}
    found = view(held=structs.replace(held, models=models))
    assert found.siblings
    assert found.pick is not None
    assert found.pick.form == "siblings"


def test_same_model_twice_has_no_pick() -> None:
    """Between a model and itself there is nothing to pick."""
    found = classic_view(catalog(*overalls(60, 50)), "ada", "ada", RANKING, "provisional")
    assert (found.tier, found.pick, found.siblings) == ("tie", None, False)


def test_model_without_scores_has_no_winner() -> None:
    """Without an overall on one side there is no winner, no pick and no headline number."""
    found = view(*both("facts", 40, 45)[:1])
    assert (found.winner, found.tier, found.high, found.pick, found.categories) == (None, None, None, None, ())


def test_unknown_model_is_refused() -> None:
    """An id that the catalog does not have is an error."""
    with pytest.raises(KeyError):
        classic_view(catalog(), "ada", "eve", RANKING, "provisional")


def test_verified_line_needs_a_ranked_model() -> None:
    """The line appears when at least one of the two is ranked."""
    assert not view(*overalls(60, 50)).verified_line
    assert view(*(row for test in ("fix", "pro", "facts") for row in both(test, 1, 2)[:1])).verified_line


def test_page_order_keeps_unknown_categories_last() -> None:
    """Categories that the seed site's questions do not have follow in their own order."""
    assert page_order(["multilingual", "coding", "knowledge", "safety"]) == [
        "knowledge",
        "coding",
        "multilingual",
        "safety",
    ]
    assert page_order(reversed(PAGE_ORDER)) == list(PAGE_ORDER)


@given(SCORES)
def test_view_is_mirrored_when_sides_are_swapped(rows: list[Observation]) -> None:
    """Swapping the sides swaps every side in the view and changes no value."""
    held = catalog(*rows)
    one = classic_view(held, "ada", "bob", RANKING, "provisional")
    other = classic_view(held, "bob", "ada", RANKING, "provisional")
    assert _turned(one.winner) == other.winner
    assert (one.tier, one.high, one.low) == (other.tier, other.high, other.low)
    assert [(part.id, part.difference) for part in one.categories] == [
        (part.id, part.difference) for part in other.categories
    ]
    assert [_turned(part.leader) for part in one.categories] == [part.leader for part in other.categories]
    assert (one.swing and one.swing.benchmark) == (other.swing and other.swing.benchmark)
    assert [answer.benchmark for answer in one.answers] == [answer.benchmark for answer in other.answers]
    assert (one.sharpest and one.sharpest.category) == (other.sharpest and other.sharpest.category)
    if one.pick and other.pick and one.pick.form == "default":
        assert one.pick.conditions == other.pick.conditions


@given(SCORES)
def test_view_keeps_its_own_rules(rows: list[Observation]) -> None:
    """At most two reasons; hit back only beside sharpest; leaders lead; every question is a shared category."""
    found = view(*rows)
    if found.pick:
        assert 1 <= len(found.pick.conditions) <= 2
        assert len(found.pick.winner_conditions) <= 2
    assert found.sharpest or not found.hit_back
    assert [answer.category for answer in found.answers] == [part.id for part in found.categories]
    for part in found.categories:
        gap = part.left.value - part.right.value
        assert part.leader == (None if not gap else "left" if gap > 0 else "right")


def _turned(side: Side | None) -> Side | None:
    return side and OTHER[side]
