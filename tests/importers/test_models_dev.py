"""The catalogue and the model files of models.dev: hosts' offers, what is refused, what a file states."""

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from evenhand.importers import models_dev, models_dev_facts
from evenhand.importers.models_dev import Catalogue, Fetched, Listed
from evenhand.records.facts import Provider, Source

RECORDING = Path(__file__).parents[1] / "recordings" / "models_dev"
NAMES = {
    "gemma-4-12b-it": "gemma-4-12b",
    "google/gemma-4-12B-it": "gemma-4-12b",
    "gemma-4-31b-it": "gemma-4-31b",
    "google/gemma-4-31b-it": "gemma-4-31b",
    "google/gemma-4-31B-it": "gemma-4-31b",
    "togetherai:deepseek-ai/DeepSeek-R1": "deepseek-r1",
    "deepseek-v3": "deepseek-v3",
}
LABS = {"gemma-4-12b": "google", "gemma-4-31b": "google", "deepseek-r1": "deepseek", "deepseek-v3": "deepseek"}
HOSTS = ("deepinfra", "digitalocean", "nano-gpt", "nvidia", "openrouter", "pioneer", "togetherai")
PROVIDERS = {name: Provider(id=name, name=name) for name in HOSTS} | {
    "google": Provider(id="google", name="Google", lab="google")
}
SOURCE = Source(
    id="models-dev",
    name="models.dev",
    publisher="models.dev contributors",
    kind="aggregator",
    link="https://models.dev/",
    licence="MIT",
    licence_class="open",
    retrieved="2026-08-18",
    model_names=NAMES,
)


@pytest.fixture
def found(tmp_path):
    """What the recording gives."""
    return models_dev.translate(models_dev.parse(models_dev.fetch(catalogue_file(tmp_path))), SOURCE, PROVIDERS, LABS)


def catalogue_file(folder: Path) -> Path:
    """The recording as the SQLite file that the source publishes."""
    path = folder / "catalogue.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.executescript((RECORDING / "catalogue.sql").read_text(encoding="utf-8"))
    return path


def listed(provider: str, paid: float, got: float) -> Listed:
    """A row for Gemma 4 31B at a host."""
    return Listed(provider, "google/gemma-4-31b-it", 262_144, 32_768, None, 0, paid, got, None, None)


def test_gemma_4_12b_has_two_hosts(found):
    """Both hosts' prices and their own limits are kept; since when they hold is not known."""
    rows = [offer for offer in found.offers if offer.model == "gemma-4-12b"]
    assert [(row.provider, row.input, row.output, row.context_limit, row.since, row.checked) for row in rows] == [
        ("nano-gpt", 0.06, 0.3, 262_144, None, "2026-08-18"),
        ("pioneer", 0.25, 0.25, 32_768, None, "2026-08-18"),
    ]


def test_refusals_say_why(found):
    """A blank price, a missing one and a deprecated row each get their reason."""
    assert {row.name: row.reason for row in found.rejections} == {
        "nvidia:google/gemma-4-31b-it": "zero price",
        "digitalocean:deepseek-v3": "no price stated",
        "togetherai:deepseek-ai/DeepSeek-R1": "deprecated by the host",
    }


def test_strangers_are_reported(found):
    """A provider without a description and a name outside the table are reported, not guessed."""
    assert found.unmapped == ("abacus:google/gemma-4-31b-it", "openrouter:openai/gpt-5.5")


def test_own_price_of_a_lab_is_left_to_the_dated_source(found):
    """The lab's own row makes neither an offer nor a refusal here."""
    assert "google" not in {offer.provider for offer in found.offers}
    assert not any(row.name.startswith("google:") for row in found.rejections)


def test_surcharge_for_long_prompts_is_a_row_of_its_own(tmp_path):
    """The smallest prompt of a price tier becomes the length from which it holds."""
    source = msgspec.structs.replace(SOURCE, model_names={"openrouter:openai/gpt-5.5": "gpt-5.5"})
    catalogue = models_dev.parse(models_dev.fetch(catalogue_file(tmp_path)))
    found = models_dev.translate(catalogue, source, PROVIDERS, {"gpt-5.5": "openai"})
    assert [(row.above_tokens, row.input, row.cached_input) for row in found.offers] == [
        (0, 5.0, 0.5),
        (200_000, 10.0, 1.0),
    ]


def test_cents_among_dollars_are_refused():
    """A host a hundred times off the median of the others has another unit, and is refused."""
    rows = (listed("deepinfra", 0.13, 0.38), listed("openrouter", 0.1, 0.34), listed("pioneer", 13.0, 38.0))
    found = models_dev.translate(Catalogue("2026-08-18", rows), SOURCE, PROVIDERS, LABS)
    assert [offer.provider for offer in found.offers] == ["deepinfra", "openrouter"]
    assert [(row.name, row.reason) for row in found.rejections] == [("pioneer:gemma-4-31b", "unit doubtful")]


def test_negative_price_is_refused():
    """A price below zero never becomes an offer."""
    found = models_dev.translate(Catalogue("2026-08-18", (listed("pioneer", -1.0, 0.3),)), SOURCE, PROVIDERS, LABS)
    assert found.offers == ()
    assert [row.reason for row in found.rejections] == ["not a price"]


def test_other_columns_are_an_error():
    """A row of another shape is refused, not read in part."""
    with pytest.raises(ValueError, match="argument"):
        models_dev.parse(Fetched("2026-08-18", (("pioneer", "gemma"),)))
    text = ("pioneer", "gemma", 1, 1, None, 0, "cheap", 1.0, None, None)
    with pytest.raises(msgspec.ValidationError):
        models_dev.parse(Fetched("2026-08-18", (text,)))


def test_model_file_keeps_the_two_windows_apart():
    """The total window of GPT-5.2 and the most it takes in are two facts."""
    stated = models_dev_facts.facts(models_dev_facts.parse(model_file("openai/gpt-5.2")))
    assert (stated["context_window"], stated["input_limit"], stated["output_limit"]) == (400_000, 272_000, 128_000)
    assert (stated["released"], stated["knowledge_cutoff"]) == ("2025-12-11", "2025-08-31")
    assert stated["open_weights"] is False
    assert "licence" not in stated


def test_what_a_model_file_does_not_state_is_left_out():
    """No knowledge date and no input limit: no such keys; false is a statement and stays."""
    stated = models_dev_facts.facts(models_dev_facts.parse(model_file("google/gemma-4-E4B-it")))
    assert "knowledge_cutoff" not in stated
    assert "input_limit" not in stated
    assert stated["input_modalities"] == ("text", "image", "audio")


def test_window_of_zero_is_unknown():
    """The source writes 0 where it does not know a size."""
    assert models_dev_facts.facts(models_dev_facts.parse("[limit]\ncontext = 0\noutput = 0\n")) == {}


def test_page_names_commit_and_file():
    """A statement's link leads to the file as it was read."""
    assert models_dev_facts.page("abc", "openai/gpt-5.5").endswith("/blob/abc/models/openai/gpt-5.5.toml")


def model_file(name: str) -> str:
    """A recorded model file."""
    return (RECORDING / "models" / f"{name}.toml").read_text(encoding="utf-8")
