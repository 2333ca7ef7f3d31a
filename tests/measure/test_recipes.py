"""Recipes: names that the catalog has, settings that its models have, costs that come from its prices."""

import json
import tarfile
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import efforts_of
from evenhand.cli import commands
from evenhand.cli.measure_recipes import shown
from evenhand.cli.measured_models import Said, candidate
from evenhand.errors import BadSetting
from evenhand.measure.benchmarks import runnable, with_options
from evenhand.measure.candidates import Settings
from evenhand.measure.recipes import name_source, recipes, set_sizes

SEEDS = ("gpt-5.5", "gpt-5.2", "gpt-4.1-mini", "claude-opus-4.5", "gemma-4-12b")
LITELLM = Path(__file__).parents[1] / "recordings" / "litellm.tar.xz"


def test_the_five_models_of_the_seeds_have_recipes(catalog: Catalog) -> None:
    """Each is in the catalog."""
    assert set(recipes().recipe) == set(SEEDS)
    assert set(SEEDS) <= catalog.models.keys()


@pytest.mark.parametrize("model", SEEDS)
def test_a_name_stands_in_the_catalog(model: str, catalog: Catalog) -> None:
    """Where the recipe says; a name that does not stand there has no source."""
    recipe = recipes().recipe[model]
    assert name_source(catalog, model, recipe)
    assert name_source(catalog, model, replace(recipe, name=f"{recipe.name}-x")) == ""
    assert name_source(catalog, "o1", recipe) == ""


@pytest.mark.parametrize("model", SEEDS)
def test_settings_fit_the_model(model: str, catalog: Catalog) -> None:
    """No answer is longer than the model's limit, and an effort is one that its public scores state."""
    settings, known = recipes().recipe[model].settings, catalog.models[model]
    assert settings.max_tokens is not None
    assert known.output_limit is None or settings.max_tokens <= known.output_limit
    assert settings.effort is None or settings.effort in efforts_of(catalog, model)


def test_a_protocol_is_what_the_source_says() -> None:
    """LiteLLM's list names the endpoints of OpenAI's models, and Anthropic as the provider of its own."""
    with tarfile.open(LITELLM) as archive:
        member = next(one for one in archive if one.name.endswith("context_window.json"))
        file = archive.extractfile(member)
        assert file is not None
        listed = json.load(file)
    paths = {"chat": "/v1/chat/completions", "responses": "/v1/responses"}
    for recipe in recipes().recipe.values():
        if recipe.endpoint == "openai":
            assert paths[recipe.kind] in listed[recipe.name]["supported_endpoints"]
        if recipe.endpoint == "anthropic":
            assert listed[recipe.name]["litellm_provider"] == recipe.kind == "anthropic"


@pytest.mark.parametrize("model", SEEDS)
def test_a_cost_is_tokens_times_todays_price(model: str, catalog: Catalog) -> None:
    """By hand from the offer that is named: at the recipe's endpoint, else at the cheapest host."""
    recipe = recipes().recipe[model]
    for cost in shown(catalog, model, recipe).costs:
        offers = [one for one in catalog.offers_of[model] if one.provider == cost.provider and one.mode == "standard"]
        size = cost.size
        by_hand = {
            round(size.questions * (size.input * one.input + size.output * one.output) / 1e6, 6)
            for one in offers
            if one.input is not None and one.output is not None
        }
        assert round(cost.dollars or 0.0, 6) in by_hand
        assert recipe.endpoint in ("", cost.provider)


def test_sizes_follow_what_is_assumed() -> None:
    """Thinking adds tokens, a reader's own number replaces them, and questions are those of the sets."""
    plain, thinking, own = set_sizes(), set_sizes("high"), set_sizes("high", 7)
    assert [one.questions for one in plain] == [6511, 1319, 541, 164]
    more = recipes().assumed.thinking["high"]
    assert [two.output - one.output for one, two in zip(plain, thinking, strict=True)] == [more] * 4
    assert {one.output for one in own} == {7}
    assert all(20 < one.input < 500 for one in plain)


def test_a_model_without_a_price_costs_an_unknown_sum(catalog: Catalog) -> None:
    """Never zero."""
    recipe = replace(recipes().recipe["gpt-5.5"], endpoint="no-such-host")
    assert {cost.dollars for cost in shown(catalog, "gpt-5.5", recipe).costs} == {None}


def test_the_command_shows_them() -> None:
    """As a page, as JSON, and with a clear word where there is none."""
    page = CliRunner().invoke(commands, ["measure", "recipes", "gpt-5.5"], catch_exceptions=False).stdout
    assert "“gpt-5.5”" in page
    assert "assumed, not measured" in page
    told = CliRunner().invoke(commands, ["measure", "recipes", "--json"], catch_exceptions=False).stdout
    assert {one["model"] for one in msgspec.json.decode(told)} == set(SEEDS)
    with pytest.raises(BadSetting, match="o1 has no recipe"):
        CliRunner().invoke(commands, ["measure", "recipes", "o1"], catch_exceptions=False)


def test_a_model_on_the_command_line_is_a_recipe_an_endpoint_or_a_name_of_inspect(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Options go before the recipe; an endpoint of its own is asked by the recipe's name."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-0123456789")
    said = Said(settings=Settings(max_tokens=100))
    one = candidate(catalog, "gpt-5.5", said)
    assert one.endpoint is not None
    assert (one.endpoint.target.kind, one.settings) == ("responses", Settings(effort="medium", max_tokens=100))
    assert one.price is not None
    other = candidate(catalog, "gemma-4-12b@http://127.0.0.1:1/v1", said)
    assert other.endpoint is not None
    assert (other.endpoint.target.name, other.price) == ("gemma-4-12b-it", None)
    own = candidate(catalog, "ollama/llama3.1", said)
    assert (own.spec, own.endpoint) == ("ollama/llama3.1", None)
    for text, word in (("gpt-5.4", "has no recipe"), ("gemma-4-12b", "a server of your own"), ("gpt", "has no recipe")):
        with pytest.raises(BadSetting, match=word):
            candidate(catalog, text, said)


def test_a_benchmark_on_the_command_line_is_a_set_a_part_of_it_or_a_task() -> None:
    """Everything else is refused with what is near."""
    assert runnable("BBH:Navigate").arguments == {"part": "navigate"}
    assert with_options(runnable("gsm8k"), shots=3, style="direct").arguments == {"shots": 3, "style": "direct"}
    assert runnable("inspect_evals/gpqa_diamond").module == ""
    for text, word in (("gsm", "gsm8k"), ("bbh:navigat", "navigate"), ("nothing.py@task", "no file")):
        with pytest.raises(BadSetting, match=word):
            runnable(text)
    with pytest.raises(BadSetting, match="takes no --shots"):
        with_options(runnable("ifeval"), shots=1, style=None)
