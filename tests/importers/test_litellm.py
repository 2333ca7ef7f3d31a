"""LiteLLM: prices per token, modes and long prompts, limits, retirements, what is left out."""

import json
from typing import Any

import pytest
from known_names import known_with, levels, stated

from evenhand.importers import litellm
from evenhand.importers.findings import Findings

FILE = "model_prices_and_context_window.json"
LABS = {"gpt-5.5": "openai", "gpt-5.2": "openai", "o1": "openai", "gemini-2.5-pro": "google"}
KNOWN = known_with(
    {"gpt-5.5": "gpt-5.5", "gpt-5.2": "gpt-5.2", "o1": "o1", "gemini/gemini-2.5-pro": "gemini-2.5-pro"},
    LABS,
    {"openai": "openai", "google": "google", "perplexity": "perplexity"},
    source="litellm",
    retrieved="2026-11-21",
)
GPT_5_5 = {
    "litellm_provider": "openai",
    "mode": "chat",
    "input_cost_per_token": 5e-06,
    "output_cost_per_token": 3e-05,
    "cache_read_input_token_cost": 5e-07,
    "max_input_tokens": 1_050_000,
    "max_output_tokens": 128_000,
    "source": "https://developers.openai.com/api/docs/pricing",
}


def found(*, name: str = "gpt-5.5", **more: Any) -> Findings:
    """What one entry gives."""
    return read({name: GPT_5_5 | more})


def read(entries: dict[str, Any]) -> Findings:
    """What a file of these entries gives."""
    return litellm.translate(litellm.parse({FILE: json.dumps(entries).encode()}), KNOWN)


def test_price_per_token_becomes_price_per_million():
    """Five millionths of a dollar a token are five dollars per million, without binary noise."""
    offer = found().offers[0]
    assert (offer.input, offer.cached_input, offer.output) == (5.0, 0.5, 30.0)
    assert (offer.provider, offer.model, offer.since, offer.checked) == ("openai", "gpt-5.5", None, "2026-11-21")
    assert (offer.origin, offer.at) == (FILE, "/gpt-5.5/input_cost_per_token")
    assert found(cache_read_input_token_cost=2.8e-07).offers[0].cached_input == 0.28


def test_price_per_million_in_a_field_per_token_is_refused():
    """Five dollars in a field of dollars per token would be five million per million: no offer, a ledger row."""
    wrong = found(input_cost_per_token=5.0, output_cost_per_token=30.0)
    assert wrong.offers == ()
    assert [row.reason for row in wrong.rejections] == ["unit doubtful"]


def test_batch_and_long_prompts_are_rows_of_their_own():
    """Every mode and every prompt length has its own prices; a mode whose name is not known here is not guessed."""
    rows = found(
        input_cost_per_token_batches=2.5e-06,
        output_cost_per_token_batches=1.5e-05,
        input_cost_per_token_above_272k_tokens=1e-05,
        output_cost_per_token_above_272k_tokens=4.5e-05,
        cache_read_input_token_cost_above_272k_tokens=1e-06,
        input_cost_per_token_above_272k_tokens_batches=5e-06,
        output_cost_per_token_above_272k_tokens_batches=2.25e-05,
        input_cost_per_token_priority=1.25e-05,
        output_cost_per_token_priority=7.5e-05,
        input_cost_per_token_decisions=1e-06,
        output_cost_per_token_decisions=1e-06,
        cache_creation_input_token_cost_above_1hr=6e-06,
    ).offers
    assert levels(rows) == {
        ("standard", 0): (5.0, 0.5, 30.0),
        ("standard", 272_000): (10.0, 1.0, 45.0),
        ("batch", 0): (2.5, None, 15.0),
        ("batch", 272_000): (5.0, None, 22.5),
        ("priority", 0): (12.5, None, 75.0),
    }
    assert {row.cache_write for row in rows} == {None}


def test_input_limit_is_no_context_window():
    """What an entry calls the most input is the most input: GPT-5.2 has 272,000 of it and a window of 400,000."""
    facts = stated(found(name="gpt-5.2", max_input_tokens=272_000, max_tokens=128_000).facts)
    assert facts == {"input_limit": "272000", "output_limit": "128000"}
    assert found(max_input_tokens=272_000).offers[0].context_limit is None


@pytest.mark.parametrize(("day", "retired"), [("2026-10-23", "2026-10-23"), ("2026-11-30", None), ("soon", None)])
def test_retirement_counts_once_its_day_has_passed(day, retired):
    """A day to come is a plan and no fact yet."""
    facts = stated(found(name="o1", deprecation_date=day).facts)
    assert facts.get("retired") == retired


def test_documentation_and_other_shops_are_not_looked_at():
    """The entry that documents the fields, hosts' routes and what is no chat give nothing and wait for no name."""
    entries = {
        "sample_spec": GPT_5_5 | {"input_cost_per_token": 0.0},
        "azure/gpt-5.5": GPT_5_5 | {"litellm_provider": "azure"},
        "text-embedding-3-small": GPT_5_5 | {"mode": "embedding"},
    }
    assert read(entries) == Findings()


def test_route_through_another_lab_is_refused():
    """A lab that sells another lab's model is a host: its route is not the lab's own."""
    known = known_with({"perplexity/openai/gpt-5.5": "gpt-5.5"}, LABS, {"perplexity": "perplexity"})
    body = json.dumps({"perplexity/openai/gpt-5.5": GPT_5_5 | {"litellm_provider": "perplexity"}}).encode()
    result = litellm.translate(litellm.parse({FILE: body}), known)
    assert (result.offers, result.facts) == ((), ())
    assert [row.reason for row in result.rejections] == ["not the lab's own route"]


def test_unknown_and_zero_prices():
    """Zero for both is a blank; an entry without prices says so; an unknown name waits."""
    assert [row.reason for row in found(input_cost_per_token=0, output_cost_per_token=0).rejections] == ["zero price"]
    bare = {key: value for key, value in GPT_5_5.items() if "cost" not in key}
    assert [row.reason for row in read({"gpt-5.5": bare}).rejections] == ["no price stated"]
    assert [(row.kind, row.name) for row in found(name="gpt-9").unresolved] == [("model", "gpt-9")]


def test_pointer_escapes_the_slash_of_a_name():
    """A slash in the name of an entry is written ~1, so that the pointer resolves."""
    offer = found(name="gemini/gemini-2.5-pro", litellm_provider="gemini").offers[0]
    assert offer.at == "/gemini~1gemini-2.5-pro/input_cost_per_token"
