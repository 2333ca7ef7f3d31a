"""Price, workload, speed and context: free is not unknown, nothing is divided by zero, the newest offer counts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.cost import model_cost
from evenhand.comparison.operations import blended, cost_per_request, current_offers, operations, side_operations
from evenhand.comparison.price_disagreements import price_disagreements
from evenhand.comparison.profile import present_and_past
from evenhand.comparison.speeds import age, known_speed, old_speed
from evenhand.records.facts import Listing, Model, Offer, Speed
from evenhand.records.operations import Operations, SideOperations, Workload
from invented_catalogs import catalog_of, offer, speed

PRICES = st.none() | st.sampled_from([0.0, 1e-6, 0.4, 1.0, 1250.0])


def run(
    *offers: Offer, workload: Workload | None = None, speeds: tuple[Speed, ...] = (), **windows: int | None
) -> Operations:
    """Ada's operations against Bob's."""
    models = [Model(id=name, lab="one", name=name, context_window=windows.get(name)) for name in ("ada", "bob")]
    catalog = catalog_of(offers=offers, speeds=speeds, models={model.id: model for model in models})
    return operations(catalog, *models, workload or Workload())


def test_blended_and_cost_by_hand() -> None:
    """Three to one unless the workload says otherwise; cached input costs its own price."""
    price = offer("ada", "one", 1.0, 5.0, cached_input=0.1)
    assert blended(price, Workload()) == 2.0
    assert blended(price, Workload(input=1, output=1)) == 3.0
    work = Workload(input=1000, cached=400, output=200, requests=10)
    assert cost_per_request(price, work) == pytest.approx((600 * 1.0 + 400 * 0.1 + 200 * 5.0) / 1e6)
    assert run(price, workload=work).left.per_month == pytest.approx(0.0164)


def test_unknown_cache_price_counts_as_input() -> None:
    """Without a cache price cached tokens cost as much as fresh ones."""
    work = Workload(input=1000, cached=400, output=0)
    assert cost_per_request(offer("ada", "one", 1.0, 5.0), work) == pytest.approx(0.001)


def test_empty_workload_has_no_blend() -> None:
    """A workload without tokens divides nothing by zero."""
    assert blended(offer("ada", "one", 1.0, 5.0), Workload(input=0, output=0)) is None


def test_free_and_unknown_are_not_confused() -> None:
    """A free model is cheaper than a paid one without a ratio; an unknown price is neither cheaper nor dearer."""
    free = run(offer("ada", "one", 0.0, 0.0), offer("bob", "one", 1.0, 2.0))
    assert (free.cheaper, free.price_ratio, free.left.blended) == ("left", None, 0.0)
    unknown = run(offer("ada", "one", None, 1.0), offer("bob", "one", 1.0, 2.0))
    assert (unknown.cheaper, unknown.price_ratio, unknown.left.offer, unknown.left.offer_kind) == (
        None,
        None,
        None,
        "none",
    )
    both = run(offer("ada", "one", 0.0, 0.0), offer("bob", "one", 0.0, 0.0))
    assert (both.cheaper, both.price_ratio) == (None, None)


def test_float_noise_is_no_difference() -> None:
    """Two prices that differ in the sixteenth digit are one price."""
    found = run(offer("ada", "one", 0.1 + 0.2, 1.0), offer("bob", "one", 0.3, 1.0))
    assert (found.cheaper, found.price_ratio) == (None, None)


def test_lab_before_host_and_cheapest_host() -> None:
    """The lab's own offer is used though a host is cheaper; without one, the cheapest host."""
    rows = (offer("ada", "one", 3.0, 9.0), offer("ada", "host", 1.0, 1.0), offer("ada", "hut", 0.5, 0.9))
    left = run(*rows).left
    assert left.offer is not None
    assert (left.offer.provider, left.offer_kind) == ("one", "lab")
    left = run(*rows[1:]).left
    assert left.offer is not None
    assert (left.offer.provider, left.offer_kind) == ("hut", "host")


def test_current_offers() -> None:
    """The newest standard offer of each provider on the catalog's day: begun, not over, for prompts of any length."""
    rows = (
        offer("ada", "one", 9.0, 9.0, since="2025-01-01"),
        offer("ada", "one", 3.0, 3.0, since="2026-01-01"),
        offer("ada", "one", 1.0, 1.0, since="2026-12-01"),
        offer("ada", "host", 2.0, 2.0, until="2026-01-01"),
        offer("ada", "hut", 0.1, 0.1, mode="batch"),
        offer("ada", "hut", 7.0, 7.0, above_tokens=200_000),
    )
    catalog = catalog_of(offers=rows)
    assert [(one.provider, one.input) for one in current_offers(catalog, catalog.models["ada"])] == [("one", 3.0)]


def test_price_at_certain_hours_is_not_the_price() -> None:
    """A price that holds at night is listed and never used: only one that holds at any hour is compared."""
    rows = (
        offer("ada", "one", 3.0, 3.0, since="2026-01-01"),
        offer("ada", "one", 1.5, 1.5, since="2026-02-01", hours="16:30-00:30"),
        offer("ada", "host", 0.1, 0.1, hours="00:30-16:30"),
    )
    catalog = catalog_of(offers=rows)
    assert [(one.provider, one.input) for one in current_offers(catalog, catalog.models["ada"])] == [("one", 3.0)]


def with_second(*offers: Offer) -> Catalog:
    """A catalog in which the source `other` is a second opinion."""
    first = catalog_of().sources["card"]
    second = structs.replace(first, id="other", opinion="second")
    return catalog_of(offers=offers, sources={"card": first, "other": second})


def second(provider: str, paid: float, **more: Any) -> Offer:
    """An offer of Ada's that the second opinion states."""
    return structs.replace(offer("ada", provider, paid, paid, **more), source="other")


def test_second_opinion_only_where_there_is_no_first() -> None:
    """At a provider that another source knows, the second opinion counts for nothing, be it newer or cheaper."""
    catalog = with_second(offer("ada", "one", 3.0, 3.0), second("one", 1.0, since="2026-06-01"), second("host", 2.0))
    found = current_offers(catalog, catalog.models["ada"])
    assert [(one.provider, one.input) for one in found] == [("host", 2.0), ("one", 3.0)]


def test_second_opinion_does_not_revive_what_has_ended() -> None:
    """What the first opinion knows as over is over, and its batch price is no standard price of the second."""
    ended = with_second(offer("ada", "one", 3.0, 3.0, until="2026-01-01"), second("one", 1.0))
    assert current_offers(ended, ended.models["ada"]) == ()
    batch = with_second(offer("ada", "one", 3.0, 3.0, mode="batch"), second("one", 1.0))
    assert current_offers(batch, batch.models["ada"]) == ()


def test_second_opinion_does_not_outlive_a_newer_list_of_the_provider() -> None:
    """A second opinion on what a newer list of that provider's prices for that lab's models lacks is not in force."""
    bob = offer("bob", "one", 3.0, 3.0)
    old = with_second(bob, second("one", 1.0, checked="2026-06-01"), second("host", 2.0, checked="2026-06-01"))
    ada = old.models["ada"]
    assert [one.provider for one in current_offers(old, ada)] == ["host"]
    assert present_and_past(old, old.offers_of["ada"])[1] == (second("one", 1.0, checked="2026-06-01"),)
    cost = model_cost(old, ada, Workload())
    assert ([row.offer.provider for row in cost.offers], cost.unlisted) == (["host"], 1)
    same_day = with_second(bob, second("one", 1.0))
    assert [one.provider for one in current_offers(same_day, same_day.models["ada"])] == ["one"]
    of_others = with_second(structs.replace(bob, model="eve"), second("one", 1.0, checked="2026-06-01"))
    eve = Model(id="eve", lab="two", name="Eve")
    elsewhere = structs.replace(of_others, models={**of_others.models, "eve": eve})
    assert [one.provider for one in current_offers(elsewhere, elsewhere.models["ada"])] == ["one"]


def test_a_second_opinion_is_named_where_it_decides() -> None:
    """The source of a price that only a second opinion tells stands beside it; nothing beside a first opinion."""
    catalog = with_second(second("one", 1.0), offer("bob", "one", 3.0, 3.0))
    sides = operations(catalog, catalog.models["ada"], catalog.models["bob"], Workload())
    assert (sides.left.second_opinion, sides.right.second_opinion) == ("other", "")
    assert [row.second_opinion for row in model_cost(catalog, catalog.models["ada"], Workload()).offers] == ["other"]


ENDED = {"lab": "one", "name": "Ada", "retired": "2026-01-05"}


@pytest.mark.parametrize(
    ("model", "hosts", "how"),
    [
        ({"open_weights": True}, (), "open weights"),
        ({"open_weights": True, "retired": "2027-01-01"}, (), ""),
        ({"open_weights": False}, (offer("ada", "host", 1.0, 1.0),), "hosts"),
        ({"open_weights": None}, (offer("ada", "host", 1.0, 1.0, checked="2026-01-04"),), ""),
        ({"open_weights": False}, (second("host", 1.0),), ""),
        ({"open_weights": False}, (), ""),
    ],
)
def test_what_its_lab_has_ended_can_be_had_where_others_serve_it(
    model: dict[str, Any], hosts: tuple[Offer, ...], how: str
) -> None:
    """Open weights, or a host whose list of that day or later has it; then the lab's own price is none."""
    ada = Model(id="ada", **{**ENDED, **model})
    catalog = with_second(offer("ada", "one", 0.5, 0.5), *hosts)
    catalog = structs.replace(catalog, models={**catalog.models, "ada": ada})
    run = side_operations(catalog, ada, Workload())
    gone = how == "" and ada.retired == "2026-01-05"
    assert (run.still_had, run.retired) == (how, gone)
    own = {"open weights": "none", "hosts": "host", "": "lab"}
    assert run.offer_kind == own[how]
    cost = model_cost(catalog, ada, Workload())
    assert cost.still_had == how
    assert any(row.offer.provider == "one" for row in cost.offers) is (how == "")


def test_a_price_that_is_another_at_some_hours_says_so() -> None:
    """What the basis says of hours on some days, without the rest of it."""
    basis = "first recorded 2026-01-01 (documented; 2 times this at 01:00-04:00 and 06:00-10:00 UTC on some days from"
    row = offer("ada", "one", 1.0, 1.0, basis=f"{basis} 2026-08-16); deprecated when checked")
    said = "2 times this at 01:00-04:00 and 06:00-10:00 UTC on some days from 2026-08-16"
    assert row.condition == said
    assert offer("ada", "one", 1.0, 1.0, basis="documented; 0.5 times the price of other hours").condition == ""


def test_price_disagreements_stand_side_by_side() -> None:
    """Two sources that differ in the output price for the same thing are shown with both offers, and no average."""
    catalog = with_second(
        offer("ada", "one", 3.0, 15.0, cached_input=0.3),
        structs.replace(second("one", 3.0), output=12.0),
        offer("ada", "one", 1.5, 7.5, mode="batch"),
    )
    (found,) = price_disagreements(catalog)
    assert (found.provider, found.model, found.mode, found.fields) == ("one", "ada", "standard", ("output",))
    assert [(one.source, one.output) for one in found.offers] == [("card", 15.0), ("other", 12.0)]


def test_rounding_blanks_and_other_things_are_no_disagreement() -> None:
    """A rounded price, a price that one does not state, another length or hour, and what is over: none differs."""
    catalog = with_second(
        offer("ada", "one", 0.1375, 1.0, cached_input=0.03),
        structs.replace(second("one", 0.138), output=1.0),
        second("one", 9.0, above_tokens=200_000),
        second("one", 9.0, hours="16:30-00:30"),
        second("one", 9.0, until="2026-01-01"),
    )
    assert price_disagreements(catalog) == ()


def test_newest_row_of_a_source_is_held_against_the_others() -> None:
    """Where a source has an older price still open, its newest one is what it says."""
    catalog = with_second(
        offer("ada", "one", 9.0, 9.0), offer("ada", "one", 3.0, 3.0, since="2026-02-01"), second("one", 3.0)
    )
    assert price_disagreements(catalog) == ()


def test_old_speed_is_shown_and_decides_nothing() -> None:
    """A measurement older than the threshold gives no ratio, no limit and no whole answer, and says how old it is."""
    rows = (speed("ada", 50, 3.0, measured="2023-12-21"), speed("bob", 100, 1.0, measured="2023-12-21"))
    work = Workload(max_first_token_seconds=2.0, stated=True)
    found = run(*(), workload=work, speeds=rows)
    assert (found.faster, found.quicker_start, found.left.meets, found.left.breaks) == (None, None, (), ())
    assert (found.left.speed, found.left.whole_answer_seconds) == (None, None)
    assert found.left.old_speed is not None
    assert (found.left.old_speed.speed.tokens_per_second, found.left.old_speed.days) == (50, 922)


def test_threshold_of_the_age_is_a_day() -> None:
    """A measurement of just as many days as allowed counts; one of a day more does not."""
    catalog = catalog_of(speeds=(speed("ada", 50, 3.0, measured="2025-06-30"),))
    ada = catalog.models["ada"]
    assert age(catalog.speeds_of["ada"][0], catalog.date) == 365
    assert known_speed(catalog, ada, 365) is not None
    assert (old_speed(catalog, ada, 365), known_speed(catalog, ada, 364)) == (None, None)
    assert old_speed(catalog, ada, 364) is not None


def test_old_measurement_does_not_hide_what_is_printed_today() -> None:
    """A site's figure of this year is used before a measurement of three years ago."""
    printed = Listing(model="ada", source="page", retrieved="2026-05-01", name="Ada", tokens_per_second=50)
    catalog = catalog_of(listings=(printed,), speeds=(speed("ada", 70, 1.0, measured="2023-12"),))
    found = known_speed(catalog, catalog.models["ada"])
    assert found is not None
    assert found.tokens_per_second == 50
    assert old_speed(catalog, catalog.models["ada"]) is None


def test_speed_measured_before_printed() -> None:
    """A measurement goes before what a site prints, and what a site prints is marked as that."""
    printed = Listing(model="ada", source="page", retrieved="2026-05-01", name="Ada", tokens_per_second=50)
    catalog = catalog_of(listings=(printed,))
    found = known_speed(catalog, catalog.models["ada"])
    assert found is not None
    assert (found.tokens_per_second, found.method) == (50, "as printed by Page; no method stated")
    catalog = catalog_of(listings=(printed,), speeds=(speed("ada", 70, 1.0),))
    found = known_speed(catalog, catalog.models["ada"])
    assert found is not None
    assert found.tokens_per_second == 70
    assert known_speed(catalog, catalog.models["bob"]) is None


def test_speed_start_and_context() -> None:
    """Who writes faster, who starts sooner, whose window is larger, with ratios and the gap."""
    found = run(speeds=(speed("ada", 50, 3.0), speed("bob", 100, 1.0)), ada=400_000, bob=128_000)
    assert (found.faster, found.speed_ratio) == ("right", 2.0)
    assert (found.quicker_start, found.first_token_gap) == ("right", 2.0)
    assert (found.larger_context, found.context_ratio) == ("left", 3.125)
    assert found.left.whole_answer_seconds == pytest.approx(3 + 1000 / 50)
    half = run(speeds=(speed("ada", 50, None),), ada=400_000)
    assert (half.faster, half.quicker_start, half.larger_context, half.left.whole_answer_seconds) == (None,) * 4


def test_limits_are_met_broken_or_unknown() -> None:
    """A known figure meets or breaks a limit, at the limit it meets; an unknown one does neither."""
    work = Workload(max_first_token_seconds=2.0, max_cost_per_month=60.0, min_context=128_000, stated=True)
    price = offer("ada", "one", 1.0, 3.0)
    found = run(price, workload=work, speeds=(speed("ada", None, 2.5),), ada=128_000)
    assert found.left.meets == ("cost per month", "context")
    assert found.left.breaks == ("first token",)
    assert (found.right.meets, found.right.breaks) == ((), ())


@given(PRICES, PRICES, PRICES, PRICES, st.integers(0, 5000), st.integers(0, 5000))
def test_cheaper_only_with_a_lower_known_price(
    a_in: float | None, a_out: float | None, b_in: float | None, b_out: float | None, into: int, out: int
) -> None:
    """Whoever is called cheaper has a known and lower price; a ratio is above one and finite; sides are symmetric."""
    work = Workload(input=into, output=out)
    rows = (offer("ada", "one", a_in, a_out), offer("bob", "one", b_in, b_out))
    found = run(*rows, workload=work)
    sides: dict[str, SideOperations] = {"left": found.left, "right": found.right}
    if found.cheaper:
        low, high = sides[found.cheaper].blended, sides["right" if found.cheaper == "left" else "left"].blended
        assert low is not None
        assert high is not None
        assert low < high
        assert (found.price_ratio is None) == (low == 0)
        assert found.price_ratio is None or 1 < found.price_ratio < float("inf")
    else:
        assert found.price_ratio is None
