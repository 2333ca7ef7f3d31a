"""The catalogue and the model files of models.dev: hosts' offers, what is refused, what a file states."""

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from known_names import known_with, stated

from evenhand.importers import models_dev, models_dev_facts
from evenhand.importers.findings import Known
from evenhand.importers.models_dev import Catalogue, Listed
from evenhand.importers.sorted_names import sorted_names

RECORDING = Path(__file__).parents[1] / "recordings" / "models_dev"
FILE = "catalog-2026-08-18.sqlite"
NAMES = {
    "gemma-4-12b-it": "gemma-4-12b",
    "google/gemma-4-12B-it": "gemma-4-12b",
    "gemma-4-31b-it": "gemma-4-31b",
    "google/gemma-4-31b-it": "gemma-4-31b",
    "google/gemma-4-31B-it": "gemma-4-31b",
    "togetherai:deepseek-ai/DeepSeek-R1": "deepseek-r1",
    "deepseek-v3": "deepseek-v3",
}
LABS = {
    "gemma-4-12b": "google",
    "gemma-4-31b": "google",
    "deepseek-r1": "deepseek",
    "deepseek-v3": "deepseek",
    "gpt-5.2": "openai",
    "gpt-5.5": "openai",
}
HOSTS = ("deepinfra", "digitalocean", "nano-gpt", "nvidia", "openrouter", "pioneer", "togetherai")
PROVIDERS = dict.fromkeys(HOSTS, "") | {"google": "google"}


def known(names: dict[str, str] | None = None) -> Known:
    """What is known of the hosts."""
    return known_with(NAMES if names is None else names, LABS, PROVIDERS, source="models-dev", retrieved="2026-07-02")


@pytest.fixture
def found():
    """What the recording gives."""
    return models_dev.translate(models_dev.parse({FILE: catalogue_file()}), known())


def catalogue_file() -> bytes:
    """The recording as the SQLite file that the source publishes."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript((RECORDING / "catalogue.sql").read_text(encoding="utf-8"))
        return database.serialize()


def listed(provider: str, paid: float, got: float, name: str = "google/gemma-4-31b-it") -> Listed:
    """A row for Gemma 4 31B at a host."""
    return Listed(provider, name, 262_144, 32_768, None, 0, paid, got, None, None, 7)


def catalogue(*rows: Listed) -> Catalogue:
    """A catalogue of these rows."""
    return Catalogue(day="2026-08-18", file=FILE, listed=rows)


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
    """A name outside the table is reported, not guessed; a provider without a description is not looked at."""
    assert [(row.kind, row.name, row.rows) for row in found.unresolved] == [("model", "openai/gpt-5.5", 2)]


def test_own_price_of_a_lab_is_left_to_the_dated_source(found):
    """The lab's own row makes neither an offer nor a refusal here."""
    assert "google" not in {offer.provider for offer in found.offers}
    assert not any(row.name.startswith("google:") for row in found.rejections)


def test_surcharge_for_long_prompts_is_a_row_of_its_own():
    """The smallest prompt of a price tier becomes the length from which it holds."""
    parsed = models_dev.parse({FILE: catalogue_file()})
    found = models_dev.translate(parsed, known({"openrouter:openai/gpt-5.5": "gpt-5.5"}))
    assert [(row.above_tokens, row.input, row.cached_input) for row in found.offers] == [
        (0, 5.0, 0.5),
        (200_000, 10.0, 1.0),
    ]


def test_cents_among_dollars_are_refused():
    """A host a hundred times off the median of the others has another unit, and is refused."""
    rows = (listed("deepinfra", 0.13, 0.38), listed("openrouter", 0.1, 0.34), listed("pioneer", 13.0, 38.0))
    found = models_dev.translate(catalogue(*rows), known())
    assert [offer.provider for offer in found.offers] == ["deepinfra", "openrouter"]
    assert [(row.name, row.reason) for row in found.rejections] == [("pioneer:gemma-4-31b", "unit doubtful")]


def test_negative_price_is_refused():
    """A price below zero never becomes an offer."""
    found = models_dev.translate(catalogue(listed("pioneer", -1.0, 0.3)), known())
    assert found.offers == ()
    assert [row.reason for row in found.rejections] == ["not a price"]


@pytest.mark.parametrize(
    "change",
    ["DROP TABLE pricing", "ALTER TABLE models DROP COLUMN status", "UPDATE pricing SET cost_input = 'cheap'"],
)
def test_other_tables_are_an_error(change):
    """A file of another shape is refused, not read in part."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(catalogue_file())
        database.execute(change)
        database.commit()
        body = database.serialize()
    with pytest.raises(ValueError, match=r"no such|Expected"):
        models_dev.parse({FILE: body})


def test_what_is_no_database_is_an_error():
    """Other bytes, and a folder without a catalogue, are refused."""
    with pytest.raises(ValueError, match="not a database"):
        models_dev.parse({FILE: b"no database" * 100})
    with pytest.raises(ValueError, match="no catalog"):
        models_dev.parse({"models/openai/gpt-5.2.toml": b""})


def test_offer_says_where_it_stands(found):
    """The row of the price in the file, so that anyone can look it up."""
    offer = found.offers[0]
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(catalogue_file())
        row = offer.at.removeprefix("pricing rowid ").partition(",")[0]
        price = database.execute("SELECT cost_input FROM pricing WHERE rowid = ?", (row,)).fetchone()
    assert (offer.origin, price) == (FILE, (offer.input,))


def test_new_view_dates_a_changed_price():
    """A price on file that differs in a newer catalogue ends there, and names no raw file any more."""
    before = models_dev.translate(catalogue(listed("pioneer", 0.2, 0.3)), known())
    later = msgspec.structs.replace(known(), offers=before.offers)
    now = Catalogue(day="2026-09-18", file=FILE, listed=(listed("pioneer", 0.1, 0.3),))
    rows = models_dev.translate(now, later).offers
    assert [(row.input, row.since, row.until, row.origin, row.seen) for row in rows] == [
        (0.2, None, "2026-09-18", "", "2026-08-18"),
        (0.1, "2026-09-18", None, FILE, "2026-09-18"),
    ]


def test_name_spelled_as_ours_goes_first():
    """Of two names of one model at one host, the one that is spelled as ours keeps its price."""
    names = {"gemma-4-31b": "gemma-4-31b", "a-fast-gemma": "gemma-4-31b"}
    rows = (listed("pioneer", 0.1, 0.2, "a-fast-gemma"), listed("pioneer", 0.3, 0.4, "gemma-4-31b"))
    found = models_dev.translate(catalogue(*rows), known(names))
    assert [row.input for row in found.offers] == [0.3]
    assert [row.reason for row in found.rejections] == ["another name of a model listed already"]


def test_name_that_begins_like_a_formula_takes_its_provider():
    """No table of ours can hold `@cf/...`, so the name is looked up with its provider."""
    names = {"pioneer:@cf/google/gemma": "gemma-4-31b"}
    rows = (listed("pioneer", 0.1, 0.2, "@cf/google/gemma"), listed("deepinfra", 0.1, 0.2, "@cf/google/gemma"))
    found = models_dev.translate(catalogue(*rows), known(names))
    assert [row.provider for row in found.offers] == ["pioneer"]
    assert [row.name for row in found.unresolved] == ["deepinfra:@cf/google/gemma"]


def test_a_name_at_several_hosts_waits_once():
    """Its rows at all hosts are counted together, also those of a host that is not described."""
    rows = {("pioneer", "a"): 1, ("pioneer", "b"): 2, ("deepinfra", "b"): 3, ("nowhere", "b"): 4}
    found = sorted_names(rows, known({}))
    assert [(row.kind, row.name, row.rows) for row in found.unresolved] == [("model", "a", 1), ("model", "b", 9)]


def test_model_file_keeps_the_two_windows_apart():
    """The total window of GPT-5.2 and the most it takes in are two facts."""
    stated = models_dev_facts.facts(models_dev_facts.described(model_file("openai/gpt-5.2")))
    assert (stated["context_window"], stated["input_limit"], stated["output_limit"]) == (400_000, 272_000, 128_000)
    assert (stated["released"], stated["knowledge_cutoff"]) == ("2025-12-11", "2025-08-31")
    assert stated["open_weights"] is False
    assert "licence" not in stated


def test_what_a_model_file_does_not_state_is_left_out():
    """No knowledge date and no input limit: no such keys; false is a statement and stays."""
    stated = models_dev_facts.facts(models_dev_facts.described(model_file("google/gemma-4-E4B-it")))
    assert "knowledge_cutoff" not in stated
    assert "input_limit" not in stated
    assert stated["input_modalities"] == ("text", "image", "audio")


def test_window_of_zero_is_unknown():
    """The source writes 0 where it does not know a size."""
    assert models_dev_facts.facts(models_dev_facts.described("[limit]\ncontext = 0\noutput = 0\n")) == {}


def test_page_names_commit_and_file():
    """A statement's link leads to the file as it was read."""
    assert models_dev_facts.page("abc", "openai/gpt-5.5").endswith("/blob/abc/models/openai/gpt-5.5.toml")


def test_facts_become_rows_with_their_place():
    """Each fact is a row: lists with blanks between, its pointer in the file, the page at the commit."""
    file = "models/openai/gpt-5.2.toml"
    parsed = models_dev.parse({FILE: catalogue_file(), file: model_file("openai/gpt-5.2").encode()})
    found = models_dev.translate(parsed, known({"openai/gpt-5.2": "gpt-5.2"}))
    values = stated(found.facts)
    assert (values["context_window"], values["input_limit"], values["open_weights"]) == ("400000", "272000", "false")
    assert values["input_modalities"] == "text image"
    window = next(fact for fact in found.facts if fact.field == "context_window")
    assert (window.origin, window.at, window.checked) == (file, "/limit/context", "2026-07-02")
    assert window.link.endswith("/blob/abc/models/openai/gpt-5.2.toml")


def test_model_file_outside_the_table_waits():
    """A model file whose name no table holds states nothing about anyone."""
    told = {"models/openai/gpt-9.toml": models_dev_facts.described('release_date = "2026-01-01"')}
    found = models_dev_facts.stated_facts(told, known({}))
    assert found.facts == ()
    assert [row.name for row in found.unresolved] == ["openai/gpt-9"]


def test_value_that_cannot_be_is_refused():
    """A date that is none goes to the ledger and not to the model."""
    told = {"models/openai/gpt-5.2.toml": models_dev_facts.described('release_date = "soon"')}
    found = models_dev_facts.stated_facts(told, known({"openai/gpt-5.2": "gpt-5.2"}))
    assert found.facts == ()
    assert [(row.reason, row.value) for row in found.rejections] == [("not a value of this fact", "soon")]


def model_file(name: str) -> str:
    """A recorded model file."""
    return (RECORDING / "models" / f"{name}.toml").read_text(encoding="utf-8")
