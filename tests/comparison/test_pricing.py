"""The price board: each model at the offer asked for, with the figures of `cost` and `find`, by day and month."""

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec import structs

from evenhand.charts.efficient_line import efficient_line
from evenhand.comparison.cost import costs
from evenhand.comparison.find import find
from evenhand.comparison.pricing import pricing
from evenhand.comparison.workload_presets import PRESETS, requests_a_month
from evenhand.errors import BadSetting, UnknownProvider
from evenhand.records.facts import Model, Offer
from evenhand.records.find import Wanted
from evenhand.records.operations import Workload
from evenhand.records.pricing import DAYS_A_MONTH, PriceBoard
from evenhand.wording.cost import cost_words
from evenhand.wording.numbers import amount
from evenhand.wording.pricing import load_sentence, preset_sentence, pricing_words
from evenhand.wording.sentence import faults
from invented_catalogs import DAY, catalog_of, offer, same_catalog

WORK = Workload(input=1000, output=100, requests=1000, stated=True)
LONG_AGO = (date.fromisoformat(DAY) - timedelta(days=400)).isoformat()
OFFERS = (
    offer("ada", "one", 2.0, 8.0),
    offer("ada", "one", 1.0, 4.0, mode="batch"),
    offer("ada", "one", 4.0, 9.0, above_tokens=200_000),
    offer("ada", "host", 1.5, 6.0),
    offer("ada", "hut", 9.0, 9.0, until="2021-01-01"),
    offer("ada", "hut", 0.1, 0.1, since="2099-01-01"),
    offer("bob", "hut", None, None),
)


def board(
    *offers: Offer, work: Workload = WORK, price: Any = "cheapest", provider: str = "", **asked: Any
) -> PriceBoard:
    """The price board of Ada, whose lab is also the provider `one`, and of Bob, over these offers."""
    models = {name: Model(id=name, lab="one", name=name.title(), context_window=100_000) for name in ("ada", "bob")}
    catalog = catalog_of(offers=offers, models=models)
    return pricing(catalog, work, Wanted(price=price, provider=provider), **asked)


def test_each_model_stands_at_the_offer_asked_for() -> None:
    """The cheapest standard one, the lab's own, or that of a provider; other terms and tiers stand beside it."""
    row = board(*OFFERS).rows[0]
    assert (row.cost.offer.provider, row.cost.per_month) == ("host", pytest.approx(1000 * 0.0021))
    assert (row.other and row.other.offer.mode, row.offers, row.past) == ("batch", 3, 1)
    own = board(*OFFERS, price="own").rows[0]
    assert (own.cost.offer.provider, [tier.above_tokens for tier in own.tiers]) == ("one", [200_000])
    assert board(*OFFERS, provider="One").rows[0].cost.per_request == pytest.approx(0.0028)
    assert board(*OFFERS, provider="hut").rows == ()
    with pytest.raises(UnknownProvider):
        board(*OFFERS, provider="nobody")


def test_unknown_is_counted_and_not_free() -> None:
    """A model without a known price has no row and is said; one that is free has a row that costs nothing."""
    found = board(*OFFERS)
    assert [row.model for row in found.rows] == ["ada"]
    assert found.unpriced == 1
    assert "not taken for free" in " ".join(one.text for one in pricing_words(found).left_out)
    free = board(offer("ada", "one", 0.0, 0.0))
    assert (free.rows[0].cost.per_month, free.unpriced) == (0.0, 1)


def test_every_offer_with_the_past_marked() -> None:
    """A row an offer, cheapest first; what does not hold now comes last, marked, and is never the one used."""
    rows = board(*OFFERS, every_offer=True, past=True).rows
    assert [(row.cost.offer.provider, row.cost.offer.mode, row.state) for row in rows] == [
        ("one", "batch", "now"),
        ("host", "standard", "now"),
        ("one", "standard", "now"),
        ("hut", "standard", "announced"),
        ("hut", "standard", "past"),
    ]
    assert [row.used for row in rows] == [False, True, False, False, False]
    unseen = Offer(provider="one", model="ada", source="card", checked=LONG_AGO, input=1.0, mode="fast")
    assert [row.state for row in board(unseen, OFFERS[0], every_offer=True, past=True).rows] == ["now", "unseen"]


def test_a_request_too_long_is_no_offer() -> None:
    """An offer that cannot take the request is not used, and a model with none that can is left out with the reason."""
    small = offer("ada", "host", 0.1, 0.1, context_limit=1000)
    assert board(offer("ada", "one", 2.0, 8.0), small).rows[0].cost.offer.provider == "one"
    found = board(small, work=Workload(input=99_000, output=2000, stated=True))
    assert (found.rows, found.finding.fails) == ((), {"request": 2})


def test_a_request_that_nobody_knows_to_fit_is_counted_apart() -> None:
    """Without a known context a short request is taken to fit, which is said; a longer one is unknown, never kept."""
    models = {"ada": Model(id="ada", lab="one", name="Ada")}
    offers = (offer("ada", "one", 1.0, 1.0), offer("ada", "host", 2.0, 2.0, context_limit=50_000))

    def found(tokens: int, *known: Offer) -> PriceBoard:
        work = Workload(input=tokens - 96, output=96, stated=True)
        return pricing(catalog_of(offers=known, models=models), work, Wanted(price="cheapest"))

    short, long, room = found(4096, offers[0]), found(4097, offers[0]), found(4097, *offers)
    assert [row.cost.fits for row in short.rows] == [True]
    assert "For 1 of the found models no context is known: room for 4,096 tokens" in _left_out(short)
    assert (long.rows, long.finding.fails, long.finding.unknown) == ((), {}, {"request": 1})
    assert "What is not known of those that have nothing against them: whether such a request fits 1." in _left_out(
        long
    )
    assert [row.cost.offer.provider for row in room.rows] == ["host"]
    assert "no context is known" not in _left_out(room)
    every = costs(catalog_of(offers=offers, models=models), models.values(), long.finding.workload).models[0]
    assert [(row.offer.provider, row.fits) for row in every.offers] == [("host", True), ("one", None)]
    alone = costs(catalog_of(offers=offers[:1], models=models), models.values(), long.finding.workload)
    assert "Whether Ada takes so long a request is not known: no context is on file for it." in [
        one.text for one in cost_words(alone)
    ]


def _left_out(board: PriceBoard) -> str:
    sentences = pricing_words(board).left_out
    assert not [fault for one in sentences for fault in faults(one)]
    return " ".join(one.text for one in sentences)


@pytest.mark.parametrize("sent", [{"requests": 0}, {"input": 0, "output": 0}])
def test_nothing_sent_is_not_free(sent: dict[str, int]) -> None:
    """A workload of nothing is said to cost nothing with any model: none is called free, none efficient."""
    work = structs.replace(WORK, **sent)
    found = board(*OFFERS, work=work)
    words = pricing_words(found)
    said = [one.text for one in (*words.load, *words.efficient, *words.left_out)]
    what = "A month without requests costs" if work.requests == 0 else "Requests without tokens cost"
    assert [one.text for one in words.efficient] == [f"{what} nothing with any model: it tells none of them apart."]
    assert not [one for one in said if "free a month" in one or "is efficient" in one]
    assert {(row.why_no_chance, row.chance) for row in found.finding.found} == {("nothing sent", None)}
    assert efficient_line(found.finding) == ""
    assert amount(found.rows[0].cost.per_month) == "$0.00"
    catalog = catalog_of(offers=OFFERS, models={"ada": Model(id="ada", lab="one", name="Ada", context_window=100_000)})
    assert [one.rule for one in cost_words(costs(catalog, catalog.models.values(), work))] == ["cost.nothing sent"]


def test_days_and_months() -> None:
    """A day's cost is that of the day's requests; a month has 30.4375 days, which the words say."""
    found = board(*OFFERS, work=Workload(requests=requests_a_month(1000), stated=True), a_day=1000.0)
    row = found.rows[0]
    assert (found.requests_a_day, found.finding.workload.requests) == (1000.0, 30_438)
    assert found.per_day(row) == pytest.approx(1000 * (row.cost.per_request or 0.0))
    assert board(*OFFERS).requests_a_day == pytest.approx(1000 / DAYS_A_MONTH)
    said = load_sentence(found.finding.workload, found.requests_a_day).text
    assert said.startswith("For 1,000 requests a day, 30,438 a month of 30.4375 days")
    for bad in (-1.0, float("nan"), 1e12):
        with pytest.raises(BadSetting):
            requests_a_month(bad)


def test_examples_say_their_figures() -> None:
    """Each example is a workload that makes sense, and its sentence states its own figures."""
    for one in PRESETS.values():
        assert one.workload.requests == requests_a_month(one.a_day)
        assert one.workload.cached <= one.workload.input
        assert not faults(preset_sentence(one))


def test_the_same_figures_as_cost_and_find() -> None:
    """Every row is what `cost` says of that offer, every used one what `find` says of the model, in rising order."""
    catalog = same_catalog(1)
    for price in ("own", "cheapest"):
        wanted = Wanted(price=price)  # type: ignore[arg-type]
        found = pricing(catalog, WORK, wanted, every_offer=True)
        told = {one.model: one for one in costs(catalog, catalog.models.values(), WORK).models}
        assert all(row.cost in told[row.model].offers for row in found.rows)
        used = {row.model: row.cost.per_month for row in found.rows if row.used}
        searched = find(catalog, WORK, wanted).found
        assert used == {row.model: row.per_month for row in searched if row.per_month is not None}
        by_model = pricing(catalog, WORK, wanted).rows
        assert {row.model: row.cost.per_month for row in by_model} == used
        assert [row.cost.per_month for row in by_model] == sorted(used.values())  # type: ignore[type-var]
        words = pricing_words(found)
        assert [fault for one in (*words.load, *words.efficient, *words.left_out) for fault in faults(one)] == []


def test_of_one_price_the_labs_own_comes_first() -> None:
    """A tie goes to the lab, whatever the host's name."""
    models = {"ada": Model(id="ada", lab="one", name="Ada")}
    tied = catalog_of(offers=(offer("ada", "host", 1.0, 1.0), offer("ada", "one", 1.0, 1.0)), models=models)
    assert [row.offer.provider for row in costs(tied, models.values(), WORK).models[0].offers] == ["one", "host"]
