"""The cost of a workload by offer: tiers, cached tokens, what is over, unknown, free or too long, in order."""

from typing import Any

import pytest
from msgspec import structs

from evenhand.comparison.cost import costs
from evenhand.comparison.operations import side_operations
from evenhand.records.cost import ModelCost
from evenhand.records.facts import Model, Offer
from evenhand.records.operations import Workload
from evenhand.wording.cost import cost_words, offer_notes, offer_terms
from evenhand.wording.sentence import faults
from invented_catalogs import catalog_of, offer

ADA = Model(id="ada", lab="one", name="Ada", context_window=100_000)
WORK = Workload(input=1000, cached=400, output=200, requests=10)


def cost(*offers: Offer, workload: Workload = WORK, **fields: Any) -> ModelCost:
    """Ada's offers for a workload."""
    model = Model(id="ada", lab="one", name="Ada", **{"context_window": 100_000, **fields})
    return costs(catalog_of(offers=offers, models={"ada": model}), [model], workload).models[0]


def test_by_hand() -> None:
    """Fresh and cached input and output at their own prices, times the requests."""
    row = cost(offer("ada", "one", 1.0, 5.0, cached_input=0.1)).offers[0]
    assert row.per_request == pytest.approx((600 * 1.0 + 400 * 0.1 + 200 * 5.0) / 1e6)
    assert row.per_month == pytest.approx(10 * (row.per_request or 0.0))
    assert (row.cached_at_full, row.fits) == (False, True)


def test_unknown_cache_price_is_counted_in_full_and_said() -> None:
    """No cheaper price is made up."""
    row = cost(offer("ada", "one", 1.0, 5.0)).offers[0]
    assert row.per_request == pytest.approx(0.002)
    assert "counted in full" in offer_notes(row)


def test_a_long_prompt_pays_the_price_of_its_length() -> None:
    """The row of the longest prompt length that is exceeded holds, in the cost and in a comparison alike."""
    offers = (offer("ada", "one", 1.0, 5.0), offer("ada", "one", 2.0, 8.0, above_tokens=10_000))
    short, long = (Workload(input=tokens, output=0, requests=1) for tokens in (10_000, 10_001))
    assert cost(*offers, workload=short).offers[0].per_month == pytest.approx(0.01)
    assert cost(*offers, workload=long).offers[0].per_month == pytest.approx(0.020002)
    catalog = catalog_of(offers=offers, models={"ada": ADA})
    assert side_operations(catalog, ADA, short).per_month == pytest.approx(0.01)
    assert side_operations(catalog, ADA, long).per_month == pytest.approx(0.020002)
    assert offer_terms(cost(*offers, workload=long).offers[0]) == "standard, prompts over 10K"


def test_peak_hours_and_a_model_ended_by_its_lab_are_said() -> None:
    """At which hours the cheapest price is another; that a lab has ended a model that hosts serve."""
    peak = offer("ada", "host", 1.0, 5.0, basis="documented; 2 times this at 01:00-04:00 UTC on some days")
    ended = {"retired": "2026-01-05", "open_weights": True}
    catalog = catalog_of(offers=(peak,), models={"ada": structs.replace(ADA, **ended)})
    found = costs(catalog, catalog.models.values(), WORK)
    said = [one.text for one in cost_words(found)]
    assert said[0].endswith("; 2 times as much at 01:00-04:00 UTC on some days.")
    assert said[1] == "Ada was retired by its lab on 2026-01-05, and others can serve it: its weights are open."
    assert "2 times as much at 01:00-04:00 UTC on some days" in offer_notes(found.models[0].offers[0])
    assert [fault for one in cost_words(found) for fault in faults(one)] == []


def test_prices_of_a_lab_that_has_ended_the_model_are_not_called_over() -> None:
    """Its prices in force are counted apart from one that is over and one to come, and named as what they are."""
    offers = (
        offer("ada", "one", 9.0, 9.0, since="2020-01-01", until="2021-01-01"),
        offer("ada", "one", 1.0, 1.0),
        offer("ada", "one", 0.5, 0.5, mode="batch"),
        offer("ada", "one", 0.7, 0.7, since="2099-01-01"),
        offer("ada", "host", 2.0, 2.0),
    )
    ada = structs.replace(ADA, retired="2026-01-05", open_weights=True)
    found = costs(catalog_of(offers=offers, models={"ada": ada}), [ada], WORK)
    one = found.models[0]
    assert [row.offer.provider for row in one.offers] == ["host"]
    assert (one.over, one.announced, one.unseen, one.ended_by_lab) == (1, 1, 0, 2)
    said = [sentence.text for sentence in cost_words(found)]
    assert "1 price of Ada is over and not used." in said
    assert "2 prices of Ada are not used: of the lab, which has ended the model." in said
    assert [fault for sentence in cost_words(found) for fault in faults(sentence)] == []
    gone = cost(offer("ada", "one", 1.0, 1.0), retired="2026-01-05")
    assert (len(gone.offers), gone.over, gone.ended_by_lab) == (1, 0, 0)


def test_cheapest_first_unknown_last_and_too_long_after_all() -> None:
    """Free is cheapest, an unknown price comes after the known, an offer that cannot take the request last."""
    offers = (
        offer("ada", "one", 2.0, 2.0),
        offer("ada", "host", None, 2.0),
        offer("ada", "one", 1.0, 1.0, mode="batch"),
        offer("ada", "host", 0.0, 0.0, mode="flex"),
        offer("ada", "host", 0.1, 0.1, mode="fast", context_limit=500),
    )
    rows = cost(*offers).offers
    assert [row.offer.mode for row in rows] == ["flex", "batch", "standard", "standard", "fast"]
    assert [row.per_month is None for row in rows] == [False, False, False, True, False]
    assert (rows[0].per_month, rows[-1].fits) == (0.0, False)


def test_the_cheapest_is_what_the_words_state() -> None:
    """One field holds the offer that is meant by what a model costs: standard, at any hour, with room for the request.

    Its cost of a request is written with digits enough that so many requests come to the stated month.
    """
    work = Workload(input=20_000, output=800, requests=50_000)
    found = costs(
        catalog_of(
            offers=(
                offer("ada", "one", 5.0, 30.0),
                offer("ada", "one", 2.5, 15.0, mode="batch"),
                offer("ada", "one", 1.0, 1.0, hours="16:30-00:30"),
                offer("ada", "host", 0.1, 0.1, context_limit=500),
            ),
            models={"ada": ADA},
        ),
        [ADA],
        work,
    )
    model = found.models[0]
    assert model.cheapest is not None
    assert (model.cheapest.offer.mode, model.cheapest.offer.provider, model.cheapest.per_month) == (
        "standard",
        "one",
        pytest.approx(6200.0),
    )
    assert model.offers[0].offer.hours
    said = next(one for one in cost_words(found) if one.rule == "cost.cheapest")
    assert "$6,200.00 a month, $0.124 a request, at its cheapest" in said.text
    assert not faults(said)
    assert cost(offer("ada", "one", 1.0, 1.0, mode="batch"), workload=work).cheapest is None


def test_past_and_coming_prices_are_counted_and_not_used() -> None:
    """Only what holds on the day of the catalog is a price of today."""
    found = cost(
        offer("ada", "one", 9.0, 9.0, since="2020-01-01", until="2021-01-01"),
        offer("ada", "one", 1.0, 1.0),
        offer("ada", "one", 0.5, 0.5, since="2099-01-01"),
    )
    assert [row.offer.input for row in found.offers] == [1.0]
    assert (found.over, found.announced, found.unseen) == (1, 1, 0)


@pytest.mark.parametrize(
    "offers",
    [
        (),
        (offer("ada", "one", None, None),),
        (offer("ada", "one", 1.0, 1.0, context_limit=10),),
        (offer("ada", "one", 2.0, 2.0), offer("ada", "one", 1.0, 1.0, mode="batch")),
        (offer("ada", "one", 0.0, 0.0), offer("ada", "one", 9.0, 9.0, until="2021-01-01")),
    ],
    ids=["none", "unknown", "too long", "batch", "free and past"],
)
def test_words_state_their_figures(offers: tuple[Offer, ...]) -> None:
    """Whatever is known, each sentence reads back as its figures, and there is at least one."""
    catalog = catalog_of(offers=offers, models={"ada": ADA})
    words = cost_words(costs(catalog, [ADA, ADA], WORK))
    assert words
    assert [fault for sentence in words for fault in faults(sentence)] == []
