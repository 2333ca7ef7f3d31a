"""genai-prices: exact ids, long prompts, start days, hours, what is not understood."""

import json
from typing import Any

import msgspec
import pytest
from known_names import known_with, levels

from evenhand.importers import genai_prices
from evenhand.importers.findings import Findings

LABS = {"gpt-5.2": "openai", "gpt-5.2-codex": "openai", "o3": "openai"}
KNOWN = known_with(
    {"openai/gpt-5.2": "gpt-5.2", "openai/gpt-5.2-codex": "gpt-5.2-codex", "openai/o3": "o3"},
    LABS,
    {"openai": "openai"},
    source="genai-prices",
    retrieved="2026-08-21",
)
PLAIN = {"input_mtok": 1.75, "cache_read_mtok": 0.175, "output_mtok": 14}


def found(prices: Any, name: str = "gpt-5.2", shop: str = "openai", **more: Any) -> Findings:
    """What one model gives."""
    shops = [
        {"id": shop, "pricing_urls": ["https://openai.com/pricing"], "models": [{"id": name, "prices": prices, **more}]}
    ]
    return genai_prices.translate(genai_prices.parse({"data.json": json.dumps(shops).encode()}), KNOWN)


def test_prices_are_per_million():
    """The numbers are dollars per million as they stand."""
    offer = found(PLAIN).offers[0]
    assert (offer.input, offer.cached_input, offer.output, offer.since) == (1.75, 0.175, 14.0, None)
    assert (offer.at, offer.link, offer.checked) == ("/0/models/0/prices", "https://openai.com/pricing", "2026-08-21")


def test_only_the_own_id_counts():
    """The rule of GPT-5.2 also matches gpt-5.2-codex; that other model gets no price from it."""
    rule = {"or": [{"equals": "gpt-5.2"}, {"equals": "gpt-5.2-codex"}]}
    assert [offer.model for offer in found(PLAIN, match=rule).offers] == ["gpt-5.2"]


def test_long_prompts_are_rows_of_their_own():
    """A price with steps holds from its base; a price without keeps its value above the step."""
    stepped = {"base": 3, "tiers": [{"start": 200_000, "price": 6}]}
    rows = found({"input_mtok": stepped, "cache_read_mtok": 0.3, "output_mtok": 15}).offers
    assert levels(rows) == {("standard", 0): (3.0, 0.3, 15.0), ("standard", 200_000): (6.0, 0.3, 15.0)}


def test_dated_price_follows_the_undated_one():
    """A price from a day on ends the one before on that day."""
    cut = {"constraint": {"start_date": "2025-06-10"}, "prices": {"input_mtok": 2, "output_mtok": 8}}
    rows = found([{"prices": {"input_mtok": 10, "output_mtok": 40}}, cut], "o3").offers
    assert [(row.input, row.since, row.until) for row in rows] == [
        (10.0, None, "2025-06-10"),
        (2.0, "2025-06-10", None),
    ]
    assert rows[1].at == "/0/models/0/prices/1/prices"


def test_price_by_hours_has_no_row_for_any_hour():
    """A price from one time of day to another leaves the other one the rest of the day."""
    day = {"constraint": {"start_time": "00:30:00Z", "end_time": "16:30:00Z"}, "prices": PLAIN}
    rows = found([{"prices": {"input_mtok": 0.9, "output_mtok": 7}}, day]).offers
    assert [(row.hours, row.input) for row in rows] == [("16:30-00:30", 0.9), ("00:30-16:30", 1.75)]


@pytest.mark.parametrize(
    "conditions",
    [
        [{"start_date": "2026-01-01"}],
        [{}, {"start_date": "2026-01-01", "start_time": "00:30:00Z", "end_time": "16:30:00Z"}],
        [
            {},
            {"start_time": "00:30:00Z", "end_time": "08:00:00Z"},
            {"start_time": "08:00:00Z", "end_time": "09:00:00Z"},
        ],
        [{}, {}],
    ],
    ids=["no default", "day and hour", "three parts of a day", "two defaults"],
)
def test_conditions_that_are_not_understood_are_refused(conditions):
    """Where it is not plain when a price holds, there is no offer and a ledger row."""
    result = found([{"prices": PLAIN, **({"constraint": one} if one else {})} for one in conditions])
    assert result.offers == ()
    assert [row.reason for row in result.rejections] == ["the conditions of the price are not understood"]


def test_unknown_zero_and_foreign():
    """An unknown id waits, zero is refused, a shop without a description is not looked at."""
    assert [row.name for row in found(PLAIN, "gpt-9").unresolved] == ["openai/gpt-9"]
    assert [row.reason for row in found({"input_mtok": 0, "output_mtok": 0}).rejections] == ["zero price"]
    assert found(PLAIN, shop="avian") == Findings()


def test_other_shape_is_an_error():
    """A file of another shape is refused, not read in part."""
    with pytest.raises(msgspec.ValidationError):
        genai_prices.parse({"data.json": b'[{"id": "openai", "models": [{"id": "x", "prices": "free"}]}]'})
