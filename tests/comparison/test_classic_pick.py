"""The rules of the classic verdict on invented cells: tiers, leads, prices, contexts, flags, reasons."""

from itertools import pairwise
from math import isfinite
from typing import Any

import pytest
from classic_cases import pair, part
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from evenhand.comparison.classic_pick import (
    OTHER,
    ClassicPair,
    classic_pick,
    compared_context,
    compared_price,
    headline_tier,
    largest_lead,
    only_reasoning,
    reasons_for,
)
from evenhand.records.classic import Side

PRICES = st.none() | st.sampled_from([0.0, 0.4, 1.6, 7.0, 13.2, 14.0, 30.0])
CELLS = st.fixed_dictionaries(
    {
        "input": PRICES,
        "output": PRICES,
        "reasoning": st.none() | st.booleans(),
        "context_tokens": st.none() | st.sampled_from([16_000, 262_144, 400_000, 1_000_000, 1_050_000]),
    }
).map(lambda cells: {**cells, "context": str(cells["context_tokens"] or "")})
VALUES = st.integers(0, 1000).map(lambda tenths: tenths / 10)
PARTS = st.lists(st.builds(part, st.sampled_from(["knowledge", "coding", "math"]), VALUES, VALUES), max_size=3)
PAIRS = st.builds(lambda parts, left, right: pair(*parts, left=left, right=right), PARTS, CELLS, CELLS)


def kinds(held: ClassicPair, side: Side) -> list[str]:
    """The kinds of a side's reasons."""
    return [reason.kind for reason in reasons_for(held, side)]


def priced(left: float | None, right: float | None) -> ClassicPair:
    """A pair with these output prices."""
    cells: list[dict[str, Any]] = [
        {"input": None if price is None else 1.0, "output": price} for price in (left, right)
    ]
    return pair(left=cells[0], right=cells[1])


@pytest.mark.parametrize(
    ("gap", "tier"),
    [(0, "tie"), (1, "one point"), (2, "narrow"), (3, "narrow"), (4, "clear"), (55, "clear")],
)
def test_tier_follows_the_gap(gap: int, tier: str) -> None:
    """Level, one point, two or three, four and more are the four headlines."""
    assert headline_tier(gap) == tier


def test_largest_lead_counts_only_own_leads() -> None:
    """The largest gap on the page does not matter when the other side leads it."""
    held = pair(part("knowledge", 50, 44.4), part("reasoning", 13.6, 43.4))
    lead = largest_lead(held, "left")
    assert lead is not None
    assert (lead.category, lead.high, lead.low) == ("knowledge", 50, 44.4)


def test_lead_of_a_tenth_is_a_lead_and_ties_go_to_the_first() -> None:
    """A lead of 0.1 is enough; of two equal leads the first on the page is named."""
    held = pair(part("knowledge", 50.1, 50), part("coding", 60.1, 60), part("math", 1, 1))
    assert [(lead := largest_lead(held, "left")) and lead.category, largest_lead(held, "right")] == ["knowledge", None]


@pytest.mark.parametrize(
    ("left", "right", "dearer", "ratio"),
    [
        (14, 14, None, None),
        (0, 0, None, None),
        (1.88, 1.0, "left", None),
        (1.0, 2.0, "right", 2.0),
        (0.3, 0.6, "right", 2.0),
        (1.999, 1.0, "left", None),
        (0, 1.6, "right", None),
        (30, 0, "left", None),
    ],
)
def test_price_names_the_dearer_and_a_ratio_from_two(
    left: float, right: float, dearer: str | None, ratio: float | None
) -> None:
    """The ratio stands from 2.0 up and never against a free model; equal prices name nobody."""
    price = compared_price(priced(left, right))
    assert price is not None
    assert (price.dearer, price.ratio) == (dearer, ratio)


@pytest.mark.parametrize(("left", "right"), [(None, 1), (1, None), (None, None)])
def test_unknown_price_compares_nothing(left: float | None, right: float | None) -> None:
    """A price that is not known is neither cheap nor dear."""
    held = priced(left, right)
    assert compared_price(held) is None
    assert kinds(held, "left") == ["ecosystem"]


def test_contexts_differ_only_when_both_are_known_and_print_differently() -> None:
    """1.05M against 1M is a difference; equal, unknown and equally printed windows are none."""
    small, large = {"context": "1M", "context_tokens": 1_000_000}, {"context": "1.05M", "context_tokens": 1_050_000}
    context = compared_context(pair(left=small, right=large))
    assert context is not None
    assert (context.larger, context.high, context.low) == ("right", "1.05M", "1M")
    assert compared_context(pair(left=small, right=small)) is None
    assert compared_context(pair(left=small)) is None
    binary = {"context": "1M", "context_tokens": 1_048_576}
    assert compared_context(pair(left=small, right=binary)) is None


@pytest.mark.parametrize(
    ("left", "right", "only"),
    [(True, False, "left"), (False, True, "right"), (True, True, None), (False, False, None), (True, None, None)],
)
def test_reasoning_is_said_of_exactly_one(*, left: bool | None, right: bool | None, only: str | None) -> None:
    """An unknown flag is not a no."""
    assert only_reasoning(pair(left={"reasoning": left}, right={"reasoning": right})) == only


def test_reasons_come_in_order_and_stop_at_two() -> None:
    """Category, cheaper, larger context, reasoning: the first two that hold, so the last ones are often unsaid."""
    full = {"input": 1, "output": 1, "context": "1M", "context_tokens": 1_000_000, "reasoning": True}
    poor = {"input": 2, "output": 2, "context": "16K", "context_tokens": 16_000, "reasoning": False}
    assert kinds(pair(part("coding", 1, 0), left=full, right=poor), "left") == ["category_priority", "cheaper"]
    assert kinds(pair(left=full, right=poor), "left") == ["cheaper", "larger_context"]
    assert kinds(pair(left={**full, "output": 2}, right=poor), "left") == ["larger_context", "wants_reasoning"]
    assert kinds(pair(left={"reasoning": True}, right=poor), "left") == ["wants_reasoning"]
    assert kinds(pair(left={"reasoning": True}, right=poor), "right") == ["avoid_reasoning_overhead"]
    assert kinds(pair(), "right") == ["ecosystem"]


def test_default_form_gives_reasons_for_the_loser_only() -> None:
    """The winner is named for its overall; only the other needs reasons."""
    pick = classic_pick(pair(part("coding", 1, 0)), "right", siblings=False)
    assert (pick.form, pick.winner, pick.alternative) == ("default", "right", "left")
    assert [reason.category for reason in pick.conditions] == ["coding"]
    assert pick.winner_conditions == ()


def test_siblings_each_get_reasons() -> None:
    """Two models of one family are each named with reasons of their own."""
    pick = classic_pick(pair(part("coding", 1, 0), part("math", 0, 2)), "left", siblings=True)
    assert pick.form == "siblings"
    assert [reason.category for reason in pick.winner_conditions] == ["coding"]
    assert [reason.category for reason in pick.conditions] == ["math"]


def test_split_decision_gives_both_sides_their_reasons() -> None:
    """A tie has no winner: left's reasons first, right's second, siblings or not."""
    pick = classic_pick(pair(part("coding", 1, 0), part("math", 0, 2)), None, siblings=True)
    assert (pick.form, pick.winner, pick.alternative) == ("split", None, None)
    assert [reason.category for reason in pick.winner_conditions] == ["coding"]
    assert [reason.category for reason in pick.conditions] == ["math"]


@given(PAIRS, st.sampled_from(["left", "right"]))
def test_reasons_are_one_or_two_and_in_order(held: ClassicPair, side: Side) -> None:
    """Whatever is known, a side has one or two reasons, in the fixed order, the last one alone."""
    order = ["category_priority", "cheaper", "larger_context", "wants_reasoning", "avoid_reasoning_overhead"]
    found = kinds(held, side)
    assert 1 <= len(found) <= 2
    if "ecosystem" in found:
        assert found == ["ecosystem"]
    else:
        assert all(order.index(one) < order.index(other) for one, other in pairwise(found))


@given(PAIRS)
def test_swapped_sides_mirror_everything(held: ClassicPair) -> None:
    """Which model stands left changes no rule."""
    mirrored = structs.replace(
        held,
        left=held.right,
        right=held.left,
        categories=tuple(part(one.id, one.right.value, one.left.value) for one in held.categories),
    )
    price, other_price = compared_price(held), compared_price(mirrored)
    assert (price is None) == (other_price is None)
    if price and other_price:
        assert price.ratio == other_price.ratio
        assert (price.dearer and OTHER[price.dearer]) == other_price.dearer
    assert reasons_for(held, "left") == reasons_for(mirrored, "right")
    assert reasons_for(held, "right") == reasons_for(mirrored, "left")


@given(PAIRS)
def test_ratio_is_a_number_from_two_up(held: ClassicPair) -> None:
    """No price divides by zero."""
    price = compared_price(held)
    if price and price.ratio is not None:
        assert isfinite(price.ratio)
        assert price.ratio >= 2
