"""The reader's weights: points for doublings by hand, what is unknown or free, and a pick that follows from them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_verdicts import CHEAP_BOB, EQUAL, WIDE, both, duel

from evenhand.comparison.weighing import FACTS, doublings, worth_of, worth_text
from evenhand.errors import BadSetting
from evenhand.records.operations import Workload, Worth
from evenhand.wording.pick import pick_words
from invented_catalogs import offer, speed

VALUES = st.sampled_from([0.001, 0.5, 1.0, 2.0, 1000.0, 1e9])


def asked(**worth: float) -> Workload:
    """A workload with these weights."""
    return Workload(worth=Worth(**worth), stated=True)


def test_weights_are_read_and_written_alike() -> None:
    """What an address says comes back as it was."""
    assert worth_of("price=2, first-token=0.5") == Worth(price=2.0, first_token=0.5)
    assert worth_text(worth_of("price=2,first-token=0.5")) == "price=2,first-token=0.5"
    assert worth_of("") == Worth()


@pytest.mark.parametrize(
    "text", ["cheap=2", "price", "price=", "price=-1", "price=nan", "price=1,price=2", "price=inf"]
)
def test_weights_that_cannot_be_used(text: str) -> None:
    """An unknown fact, no number, a negative one, or one fact twice."""
    with pytest.raises(BadSetting):
        worth_of(text)


def test_doublings_by_hand() -> None:
    """Half the price is one doubling for the cheaper side; free counts for ten."""
    assert doublings("price", 1.0, 2.0) == 1.0
    assert doublings("price", 8.0, 2.0) == -2.0
    assert doublings("context", 400.0, 200.0) == 1.0
    assert doublings("price", 0.0, 5.0) == 10.0
    assert doublings("price", 0.0, 0.0) == 0.0
    assert doublings("open weights", 1.0, 0.0) == 1.0


@given(st.sampled_from([name for name in FACTS if name != "open weights"]), VALUES, VALUES)
def test_doublings_mirror_and_are_bounded(fact: str, left: float, right: float) -> None:
    """Swapped sides swap the sign, and no ratio counts for more than ten doublings."""
    assert doublings(fact, left, right) == pytest.approx(-doublings(fact, right, left))
    assert abs(doublings(fact, left, right)) <= 10.0


def test_without_weights_nothing_is_weighed() -> None:
    """The default pick is the pick of the tests."""
    found = duel(both(WIDE, 95, 15), offers=CHEAP_BOB).verdict
    assert (found.pick, found.why, found.weighed) == ("left", "leads", None)


def test_a_weight_turns_the_pick() -> None:
    """Bob costs a quarter: two doublings; at enough points for each they outweigh Ada's lead."""
    rows = both(WIDE, 62, 60)
    light = duel(rows, workload=asked(price=0.5), offers=CHEAP_BOB).verdict.weighed
    heavy = duel(rows, workload=asked(price=100.0), offers=CHEAP_BOB).verdict
    assert light is not None
    assert light.facts[0].doublings == pytest.approx(-2.0)
    assert light.total == pytest.approx(light.difference - 1.0)
    assert (heavy.pick, heavy.why) == ("right", "weighed")


def test_what_is_unknown_counts_for_nothing_and_is_named() -> None:
    """A speed known of one side alone gives no points."""
    found = duel(both(WIDE, 62, 60), workload=asked(speed=50.0), speeds=(speed("ada", 10.0, 1.0),)).verdict.weighed
    assert found is not None
    assert (found.facts, found.unknown, found.total) == ((), ("speed",), found.difference)


def test_without_a_shared_test_weights_decide_nothing() -> None:
    """There is no difference to set them against."""
    found = duel([], workload=asked(price=100.0), offers=CHEAP_BOB).verdict
    assert (found.pick, found.weighed) == (None, None)


def test_limits_come_before_weights() -> None:
    """A broken limit decides whatever the weights say."""
    work = Workload(max_cost_per_month=0.01, worth=Worth(context=100.0), stated=True)
    offers = (offer("ada", "one", 4.0, 8.0), offer("bob", "one", 0.0, 0.0))
    found = duel(both(WIDE, 95, 15), workload=work, offers=offers).verdict
    assert (found.pick, found.why) == ("right", "limit")


RETIRED = {"retired": "2026-01-01"}


@pytest.mark.parametrize("work", [None, asked(price=1.0), Workload(max_cost_per_month=1000.0, stated=True)])
def test_a_retired_model_is_never_picked(work: Workload | None) -> None:
    """However far it is ahead, and whatever is asked."""
    found = duel(both(WIDE, 95, 15), ada=RETIRED, workload=work, offers=CHEAP_BOB).verdict
    assert (found.pick, found.strength, found.why) == (None, "none", "retired")


def test_an_unknown_value_neither_meets_nor_breaks() -> None:
    """A limit that only one side is known to break picks the other, slightly where that is not known to keep it."""
    work = Workload(max_first_token_seconds=5.0, stated=True)
    one = duel(both(EQUAL, 60, 60), workload=work, speeds=(speed("ada", 10.0, 30.0),))
    assert (one.operations.left.breaks, one.operations.right.unknown) == (("first token",), ("first token",))
    assert (one.verdict.pick, one.verdict.strength) == ("right", "slight")
    assert "limit" not in {reason.kind for reason in one.verdict.reasons}
    said = pick_words(one)[0].text
    assert said == "Bob rather than Ada: Ada breaks the workload's limit on the time to the first token."
    known = duel(both(EQUAL, 60, 60), workload=work, speeds=(speed("ada", 10.0, 30.0), speed("bob", 10.0, 1.0)))
    assert pick_words(known)[0].text.startswith("Choose Bob: Ada breaks")
    both_known = duel(both(EQUAL, 60, 60), workload=work, speeds=(speed("ada", 10.0, 30.0), speed("bob", 10.0, 1.0)))
    assert (both_known.verdict.pick, both_known.verdict.strength) == ("right", "clear")


CASES: dict[str, tuple[dict[str, Any], bool | None, bool | None]] = {
    "open weights": ({"open_weights": True}, True, False),
    "context": ({"min_context": 200_000}, False, True),
    "speed": ({"min_tokens_per_second": 50.0}, True, False),
    "whole answer": ({"max_answer_seconds": 30.0}, True, False),
    "input price": ({"max_input_price": 2.0}, False, True),
    "output price": ({"max_output_price": 2.0}, False, True),
    "blended price": ({"max_price": 2.0}, False, True),
}


@pytest.mark.parametrize("name", CASES)
def test_each_limit_is_met_or_broken(name: str) -> None:
    """Every limit against two sides that stand differently to it, by hand."""
    fields, left, right = CASES[name]
    found = duel(
        both(EQUAL, 60, 60),
        ada={"open_weights": True, "context_window": 100_000},
        bob={"open_weights": False, "context_window": 400_000},
        workload=Workload(**fields, stated=True),
        offers=CHEAP_BOB,
        speeds=(speed("ada", 100.0, 1.0), speed("bob", 25.0, 1.0)),
    ).operations
    for side, kept in ((found.left, left), (found.right, right)):
        assert side.meets == ((name,) if kept else ())
        assert side.breaks == (() if kept else (name,))


def test_heavy_facts_are_said_of_the_pick_itself() -> None:
    """A long wait and a price several times as high are cautions on a pick that the tests make."""
    found = duel(
        both(WIDE, 95, 15),
        offers=(offer("ada", "one", 40.0, 80.0), offer("bob", "one", 1.0, 2.0)),
        speeds=(speed("ada", 10.0, 130.53), speed("bob", 10.0, 0.7)),
    ).verdict
    assert [(one.kind, one.side) for one in found.cautions] == [("first token", "left"), ("price", "left")]
    assert (found.cautions[0].left, found.cautions[1].ratio) == (130.53, 40.0)
    light = duel(both(WIDE, 95, 15), offers=CHEAP_BOB[1:], speeds=(speed("ada", 10.0, 3.0),)).verdict
    assert light.cautions == ()


def test_running_it_is_not_crowded_out_by_categories() -> None:
    """Three heavy categories for the other side leave a place for the tenfold price."""
    rows = [*both(("desk",), 99, 1), *both(("fix", "puzzle", "facts", "sums"), 30, 90)]
    found = duel(rows, offers=(offer("ada", "one", 1.0, 2.0), offer("bob", "one", 1.3, 2.6)))
    reasons = (
        found.verdict.reasons if found.verdict.pick is None else (*found.verdict.reasons, *found.verdict.otherwise)
    )
    assert any(reason.kind == "price" and reason.side == "left" for reason in reasons)
