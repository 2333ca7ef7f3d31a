"""Dated prices of model-prices: history, tiers, the guard, what is left out."""

from pathlib import Path

import msgspec
import pytest

from evenhand.importers import model_prices
from evenhand.importers.model_prices import Entry, Rates, Snapshot
from evenhand.records.facts import Offer, Source

RECORDING = Path(__file__).parents[1] / "recordings" / "model_prices"
NAMES = {
    "openai/gpt-5.5": "gpt-5.5",
    "anthropic/claude-haiku-4-5": "claude-haiku-4.5",
    "anthropic/claude-3-7-sonnet-20250219": "claude-3.7-sonnet",
    "moonshotai/kimi-k2.5": "kimi-k2.5",
    "alibaba/qwen3-32b": "qwen3-32b",
}
SOURCE = Source(
    id="model-prices",
    name="model-prices",
    publisher="wakamex",
    kind="aggregator",
    link="https://github.com/wakamex/model-prices",
    licence="MIT",
    licence_class="open",
    retrieved="2026-10-26",
    model_names=NAMES,
)


@pytest.fixture
def found():
    """What the recording gives."""
    return model_prices.translate(model_prices.parse(model_prices.fetch(RECORDING)), SOURCE)


def rows_of(offers: tuple[Offer, ...], model: str, mode: str = "standard") -> list[Offer]:
    """A model's offers in one mode, in the importer's order."""
    return [offer for offer in offers if offer.model == model and offer.mode == mode]


def made(*prices: tuple[str | None, float, float]) -> Snapshot:
    """A snapshot with one standard timeline of one model: start, input, output."""
    entries = tuple(Entry(start, _rates(start, paid, got)) for start, paid, got in prices)
    return Snapshot("2026-10-26T00:00:00Z", {"openai": {"gpt-5.5": {"standard": entries}}})


def _rates(start: str | None, paid: float, got: float) -> Rates:
    return Rates("https://example.org/", start or "2026-01-01T00:00:00Z", "documented", paid, got)


def test_null_start_stays_open_and_says_when_it_was_first_recorded(found):
    """A price without a start keeps none; its basis names the day it was first seen."""
    base = rows_of(found.offers, "gpt-5.5")[0]
    assert (base.since, base.until, base.input, base.cached_input, base.output) == (None, None, 5.0, 0.5, 30.0)
    assert base.basis == "first recorded 2026-04-23 (models.dev commit)"
    assert base.checked == "2026-10-26"


def test_tier_is_its_own_history(found):
    """The surcharge began at 200,000 tokens and moved to 272,000, while the base price stayed one row."""
    rows = [(row.above_tokens, row.since, row.until, row.input, row.output) for row in rows_of(found.offers, "gpt-5.5")]
    assert rows == [
        (0, None, None, 5.0, 30.0),
        (200_000, "2026-04-24", "2026-05-12", 10.0, 45.0),
        (272_000, "2026-05-12", None, 10.0, 45.0),
    ]


def test_changed_price_is_a_second_row_in_order(found):
    """A price cut ends the old row on the day on which the new one starts."""
    old, new = rows_of(found.offers, "qwen3-32b")
    assert (old.input, old.output, old.since, old.until) == (0.7, 2.8, None, "2026-01-16")
    assert (new.input, new.output, new.since, new.until) == (0.16, 0.64, "2026-01-16", None)


def test_modes_are_kept_apart(found):
    """Thinking has its own price, which is not the standard one."""
    assert [row.output for row in rows_of(found.offers, "qwen3-32b", "thinking")] == [8.4, 0.64]


def test_start_of_a_mode_is_not_the_start_of_a_price(found):
    """Batch has existed since 2024, but the model has not: its batch price has no stated start."""
    assert rows_of(found.offers, "gpt-5.5", "batch")[0].since is None


def test_last_entry_of_the_first_day_stands(found):
    """A slip corrected on the day it was recorded does not look like a price cut."""
    rows = rows_of(found.offers, "claude-haiku-4.5")
    assert [(row.input, row.output, row.since, row.until) for row in rows] == [(1.0, 5.0, None, None)]


def test_cached_price_that_appears_later_is_a_change(found):
    """Before the cached price is recorded it is unknown, not zero."""
    first, second = rows_of(found.offers, "claude-3.7-sonnet")
    assert (first.cached_input, first.until) == (None, "2025-06-17")
    assert (second.cached_input, second.since) == (0.3, "2025-06-17")


def test_removed_model_has_no_current_price(found):
    """What has left the provider's list ends at the latest on the day it was checked, and says so."""
    last = rows_of(found.offers, "claude-3.7-sonnet")[-1]
    assert last.until == "2026-10-26"
    assert last.basis.endswith("; removed when checked")


def test_deprecated_model_keeps_its_price(found):
    """A deprecated model is still sold; its row says that it is deprecated."""
    last = rows_of(found.offers, "qwen3-32b")[-1]
    assert last.until is None
    assert last.basis.endswith("; deprecated when checked")


def test_zero_is_refused_and_not_free(found):
    """Zero for input and output at once is a blank or a preview: it goes to the ledger, and leaves no offer."""
    assert [(row.name, row.reason, row.value) for row in found.rejections] == [
        ("moonshotai/kimi-k2.5", "zero price", "0 / 0"),
    ]
    assert [row.input for row in rows_of(found.offers, "kimi-k2.5")] == [0.6]


def test_name_outside_the_table_is_reported(found):
    """GPT-5 Pro is not GPT-5: a name that the table lacks becomes nobody's price."""
    assert found.unmapped == ("openai/gpt-5-pro",)


@pytest.mark.parametrize(
    ("paid", "got"),
    [(0.000005, 0.00003), (500.0, 3000.0), (-5.0, 30.0), (float("nan"), 30.0)],
    ids=["per token", "too high", "negative", "not a number"],
)
def test_absurd_price_is_refused(paid, got):
    """Dollars per token, negative and other impossible numbers never become offers."""
    found = model_prices.translate(made((None, paid, got)), SOURCE)
    assert found.offers == ()
    assert len(found.rejections) == 1


def test_cents_after_dollars_are_refused():
    """A price a hundred times the one before is taken for cents, and the price is unknown from that day on."""
    snapshot = made((None, 5.0, 30.0), ("2026-05-01T00:00:00Z", 500.0, 1500.0))
    found = model_prices.translate(snapshot, SOURCE)
    assert [(row.input, row.until) for row in found.offers] == [(5.0, "2026-05-01")]
    assert [row.reason for row in found.rejections] == ["unit doubtful"]


def test_price_that_comes_back_is_a_new_row():
    """A price of an earlier time that returns does not join the two spans."""
    snapshot = made((None, 5.0, 30.0), ("2026-05-01T00:00:00Z", 4.0, 30.0), ("2026-06-01T00:00:00Z", 5.0, 30.0))
    rows = model_prices.translate(snapshot, SOURCE).offers
    assert [(row.input, row.since, row.until) for row in rows] == [
        (5.0, None, "2026-05-01"),
        (4.0, "2026-05-01", "2026-06-01"),
        (5.0, "2026-06-01", None),
    ]


def test_other_shape_is_an_error():
    """A snapshot of another shape is refused, not read in part."""
    with pytest.raises(msgspec.ValidationError):
        model_prices.parse(b'{"updated_at": "2026-10-26", "prices": {"openai": []}}')
