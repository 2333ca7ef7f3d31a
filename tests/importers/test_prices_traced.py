"""Prices, speeds and stated facts stand in the recorded raw files where their rows say, read without the importers."""

import re
import sqlite3
from contextlib import closing
from decimal import Decimal
from typing import Any

import pytest
from bench.traced import raw_files
from json_values import value_at

from evenhand.catalog.catalog import Catalog
from evenhand.records.facts import Offer

PER_TOKEN, PER_MILLION = Decimal(1_000_000), Decimal(1)
INPUTS = {"model-prices": "input", "genai-prices": "input_mtok"}


def stated_input(offer: Offer) -> Decimal:
    """The input price at the place of an offer, in dollars per million tokens."""
    found: Any = value_at(offer.source, offer.origin, offer.at)
    if offer.source == "litellm":
        return Decimal(found) * PER_TOKEN
    price = found[INPUTS[offer.source]]
    if isinstance(price, dict):
        steps = [step["price"] for step in price["tiers"] if int(step["start"]) <= offer.above_tokens]
        price = steps[-1] if steps else price["base"]
    return Decimal(price) * PER_MILLION


@pytest.mark.parametrize("source", ["model-prices", "genai-prices", "litellm"])
def test_prices_of_json_files_stand_where_they_say(catalog: Catalog, source: str) -> None:
    """Every input price is the number at its pointer, a price at certain hours that number times its factor."""
    offers = [offer for offer in catalog.offers if offer.source == source]
    assert len(offers) > 300
    for offer in offers:
        factor = re.search(r"; ([\d.]+) times the price of other hours", offer.basis)
        wanted = stated_input(offer) * (Decimal(factor[1]) if factor else 1)
        assert offer.input == pytest.approx(float(wanted), abs=1e-6), offer


def test_prices_of_the_catalogue_stand_where_they_say(catalog: Catalog) -> None:
    """Every price of a host is the number in its row of the SQLite file, and so is the host."""
    offers = [offer for offer in catalog.offers if offer.source == "models-dev" and offer.origin]
    assert len(offers) > 1000
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(raw_files("models-dev")[offers[0].origin])
        query = "SELECT cost_input, cost_output, model_full_id, min_context FROM pricing WHERE rowid = ?"
        for offer in offers:
            row = re.fullmatch(r"pricing rowid (\d+), column cost_input", offer.at)
            assert row
            paid, got, name, above = database.execute(query, (row[1],)).fetchone()
            assert (offer.input, offer.output) == pytest.approx((paid, got), abs=1e-6), offer
            assert (offer.provider, offer.above_tokens) == (name.partition(":")[0], above)


def test_rates_stand_where_they_say(catalog: Catalog) -> None:
    """Every median of tokens a second is the rate of the request that the row names."""
    speeds = [speed for speed in catalog.speeds if speed.origin]
    assert len(speeds) > 150
    for speed in speeds:
        rate = float(value_at(speed.source, speed.origin, speed.at))
        assert speed.tokens_per_second == pytest.approx(rate, abs=1e-3), speed


@pytest.mark.parametrize("source", ["models-dev", "litellm"])
def test_stated_facts_stand_where_they_say(catalog: Catalog, source: str) -> None:
    """Every stated fact is the text, number, flag or list at its pointer."""
    facts = [fact for fact in catalog.facts if fact.source == source]
    assert len(facts) > 300
    for fact in facts:
        found = value_at(source, fact.origin, fact.at)
        text = " ".join(found) if isinstance(found, list) else str(found)
        assert fact.value == (text.lower() if isinstance(found, bool) else text), fact
