"""Dated prices of model-prices: history, tiers, hours, corrections, the guard, what is left out."""

from pathlib import Path

import msgspec
import pytest
from known_names import known_with

from evenhand.importers import model_prices
from evenhand.importers.model_prices import Entry, Rates, Schedules, Snapshot
from evenhand.importers.model_prices_hours import Schedule
from evenhand.records.facts import Offer

RECORDING = Path(__file__).parents[1] / "recordings" / "model_prices" / "snapshot.json"
NAMES = {
    "openai/gpt-5.5": "gpt-5.5",
    "anthropic/claude-haiku-4-5": "claude-haiku-4.5",
    "anthropic/claude-3-7-sonnet-20250219": "claude-3.7-sonnet",
    "moonshotai/kimi-k2.5": "kimi-k2.5",
    "alibaba/qwen3-32b": "qwen3-32b",
}
LABS = {
    "gpt-5.5": "openai",
    "claude-haiku-4.5": "anthropic",
    "claude-3.7-sonnet": "anthropic",
    "kimi-k2.5": "moonshotai",
    "qwen3-32b": "alibaba",
}
KNOWN = known_with(NAMES, LABS, {lab: lab for lab in LABS.values()}, source="model-prices")
OFF_PEAK = Schedule(
    provider="openai",
    source="https://example.org/hours",
    valid_from="2026-02-26T16:30:00Z",
    valid_until="2026-09-05T16:00:00Z",
    off_peak_hours_utc=(("16:30", "00:30"),),
    off_peak_multiplier={"gpt-5.5": 0.5},
)
PEAK = Schedule(
    provider="openai",
    source="https://example.org/hours",
    valid_from="2026-08-16T16:00:00Z",
    peak_hours_utc=(("01:00", "04:00"), ("06:00", "10:00")),
    peak_multiplier=2.0,
    weekdays_only=True,
    holidays="cn",
)


@pytest.fixture
def found():
    """What the recording gives."""
    return model_prices.translate(model_prices.parse({"snapshot.json": RECORDING.read_bytes()}), KNOWN)


def rows_of(offers: tuple[Offer, ...], model: str, mode: str = "standard") -> list[Offer]:
    """A model's offers in one mode, in the importer's order."""
    return [offer for offer in offers if offer.model == model and offer.mode == mode]


def made(*prices: tuple[str | None, float, float], schedules: tuple[Schedule, ...] = ()) -> Snapshot:
    """A snapshot with one standard timeline of one model: start, input, output."""
    entries = tuple(Entry(start, _rates(start, paid, got)) for start, paid, got in prices)
    timelines = {"openai": {"gpt-5.5": {"standard": entries}}}
    return Snapshot("2026-10-26T00:00:00Z", timelines, schedules=Schedules(schedules))


def _rates(start: str | None, paid: float, got: float) -> Rates:
    return Rates("https://example.org/", start or "2026-01-01T00:00:00Z", "documented", paid, got)


def test_null_start_becomes_the_day_of_the_first_record(found):
    """A price without a start holds from the day it was first recorded, and its basis says that it may be older."""
    base = rows_of(found.offers, "gpt-5.5")[0]
    assert (base.since, base.until, base.input, base.cached_input, base.output) == (
        "2026-04-23", None, 5.0, 0.5, 30.0,
    )  # fmt: skip
    assert base.basis.startswith("first recorded")
    assert base.basis.endswith("(models.dev commit)")
    assert (base.checked, base.seen) == ("2026-10-26", "2026-04-23")


def test_tier_is_its_own_history(found):
    """The surcharge began at 200,000 tokens and moved to 272,000, while the base price stayed one row."""
    rows = [(row.above_tokens, row.since, row.until, row.input, row.output) for row in rows_of(found.offers, "gpt-5.5")]
    assert rows == [
        (0, "2026-04-23", None, 5.0, 30.0),
        (200_000, "2026-04-24", "2026-05-12", 10.0, 45.0),
        (272_000, "2026-05-12", None, 10.0, 45.0),
    ]


def test_changed_price_is_a_second_row_in_order(found):
    """A price cut ends the old row on the day on which the new one starts."""
    old, new = rows_of(found.offers, "qwen3-32b")
    assert (old.input, old.output, old.since, old.until) == (0.7, 2.8, "2025-10-14", "2026-01-16")
    assert (new.input, new.output, new.since, new.until) == (0.16, 0.64, "2026-01-16", None)


def test_modes_are_kept_apart(found):
    """Thinking has its own price, which is not the standard one."""
    assert [row.output for row in rows_of(found.offers, "qwen3-32b", "thinking")] == [8.4, 0.64]


def test_start_of_a_mode_is_not_the_start_of_a_price(found):
    """Batch has existed since 2024, but the model has not: its batch price holds from its own first record."""
    batch = rows_of(found.offers, "gpt-5.5", "batch")[0]
    assert (batch.since, batch.basis[:14]) == ("2026-04-23", "first recorded")


def test_last_entry_of_the_first_day_stands(found):
    """A slip corrected on the day it was recorded does not look like a price cut."""
    rows = rows_of(found.offers, "claude-haiku-4.5")
    assert [(row.input, row.output, row.since, row.until) for row in rows] == [(1.0, 5.0, "2025-10-15", None)]


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
    assert [(row.kind, row.name, row.rows) for row in found.unresolved] == [("model", "openai/gpt-5-pro", 3)]


@pytest.mark.parametrize(
    ("paid", "got"),
    [(0.000005, 0.00003), (500.0, 3000.0), (-5.0, 30.0), (float("nan"), 30.0)],
    ids=["per token", "too high", "negative", "not a number"],
)
def test_absurd_price_is_refused(paid, got):
    """Dollars per token, negative and other impossible numbers never become offers."""
    found = model_prices.translate(made((None, paid, got)), KNOWN)
    assert found.offers == ()
    assert len(found.rejections) == 1


def test_cents_after_dollars_are_refused():
    """A price a hundred times the one before is taken for cents, and the price is unknown from that day on."""
    snapshot = made((None, 5.0, 30.0), ("2026-05-01T00:00:00Z", 500.0, 1500.0))
    found = model_prices.translate(snapshot, KNOWN)
    assert [(row.input, row.until) for row in found.offers] == [(5.0, "2026-05-01")]
    assert [row.reason for row in found.rejections] == ["unit doubtful"]


def test_price_that_comes_back_is_a_new_row():
    """A price of an earlier time that returns does not join the two spans."""
    snapshot = made((None, 5.0, 30.0), ("2026-05-01T00:00:00Z", 4.0, 30.0), ("2026-06-01T00:00:00Z", 5.0, 30.0))
    rows = model_prices.translate(snapshot, KNOWN).offers
    assert [(row.input, row.since, row.until) for row in rows] == [
        (5.0, "2026-01-01", "2026-05-01"),
        (4.0, "2026-05-01", "2026-06-01"),
        (5.0, "2026-06-01", None),
    ]


def test_other_shape_is_an_error():
    """A snapshot of another shape is refused, not read in part."""
    with pytest.raises(msgspec.ValidationError):
        model_prices.parse({"snapshot.json": b'{"updated_at": "2026-10-26", "prices": {"openai": []}}'})


def test_every_offer_says_where_it_stands(found):
    """The pointer leads to the rates in the raw file, for a long prompt to its tier."""
    places = [row.at for row in rows_of(found.offers, "gpt-5.5")]
    assert places == [
        "/prices/openai/gpt-5.5/standard/0/rates",
        "/prices/openai/gpt-5.5/standard/1/rates/tiers/0",
        "/prices/openai/gpt-5.5/standard/2/rates/tiers/0",
    ]
    assert {row.origin for row in found.offers} == {"snapshot.json"}


def test_replaced_value_of_a_correction_is_not_read():
    """A correction keeps what it replaced under `recorded`; that price was wrong and appears nowhere."""
    right, wrong = '"input": 0.27, "output": 1.1, "cache_read": 0.07', '"input": 0.99, "output": 9.9'
    about = '"source": "https://example.org/", "valid_from": "2026-06-10T22:55:28Z", "valid_from_basis": "documented"'
    entry = f'{{"rates": {{{right}, {about}}}, "recorded": {{{wrong}, {about}}}, "start": null}}'
    text = f'{{"updated_at": "2026-10-26", "prices": {{"openai": {{"gpt-5.5": {{"standard": [{entry}]}}}}}}}}'
    found = model_prices.translate(model_prices.parse({"snapshot.json": text.encode()}), KNOWN)
    assert [(row.input, row.cached_input, row.output) for row in found.offers] == [(0.27, 0.07, 1.1)]


def test_two_names_of_one_model_give_one_price():
    """A moving name that repeats the prices of a dated one gives way to it, and the ledger says so."""
    own = Entry(None, _rates(None, 5.0, 30.0))
    copy = Entry(None, msgspec.structs.replace(_rates(None, 4.0, 30.0), model="gpt-5.5"))
    timelines = {"openai": {"gpt-latest": {"standard": (copy,)}, "gpt-5.5": {"standard": (own,)}}}
    known = known_with({"openai/gpt-latest": "gpt-5.5", "openai/gpt-5.5": "gpt-5.5"}, LABS, {"openai": "openai"})
    found = model_prices.translate(Snapshot("2026-10-26", timelines), known)
    assert [row.input for row in found.offers] == [5.0]
    assert [(row.name, row.reason) for row in found.rejections] == [
        ("openai/gpt-latest", "another name of a model listed already")
    ]


def test_a_price_that_ended_before_its_first_record_has_no_start():
    """What was first recorded on the day it ended, or later, is not dated by that record."""
    late = Entry(None, msgspec.structs.replace(_rates(None, 5.0, 30.0), valid_from="2026-06-10T00:00:00Z"))
    after = Entry("2026-05-01T00:00:00Z", _rates("2026-05-01T00:00:00Z", 4.0, 30.0))
    timelines = {"openai": {"gpt-5.5": {"standard": (late, after)}}}
    first, second = model_prices.translate(Snapshot("2026-10-26", timelines), KNOWN).offers
    assert (first.since, first.until, second.since) == (None, "2026-05-01", "2026-05-01")


def test_a_moving_name_is_a_model_with_prices_and_no_scores(catalog):
    """DeepSeek's chat name has the prices that it had over time, says that it moves, and has no score of any model."""
    assert catalog.models["deepseek-chat"].moving
    dated = {row.since for row in catalog.offers_of["deepseek-chat"] if row.source == "model-prices"}
    assert len(dated) > 1
    moving = {name for name, model in catalog.models.items() if model.moving}
    assert not [row for name in moving for row in catalog.observations.of.get(name, ())]


def test_refused_name_goes_to_the_ledger():
    """A name that the table refuses makes a ledger row with the table's reason, and no offer."""
    known = known_with({"openai/gpt-5.5": "a moving name"}, LABS, {"openai": "openai"})
    found = model_prices.translate(made((None, 5.0, 30.0)), known)
    assert found.offers == ()
    assert [(row.name, row.reason) for row in found.rejections] == [("openai/gpt-5.5", "a moving name")]


def test_provider_without_description_waits():
    """A known model at a provider that nobody has described is reported under the provider."""
    found = model_prices.translate(made((None, 5.0, 30.0)), known_with(NAMES, LABS, {}))
    assert found.offers == ()
    assert [(row.kind, row.name, row.rows) for row in found.unresolved] == [("provider", "openai", 1)]


def test_off_peak_hours_are_offers_of_their_own():
    """Half the price at night is a row with hours, its own start and end; the price of the day stays as it is."""
    snapshot = made((None, 5.0, 30.0), ("2026-05-01T00:00:00Z", 4.0, 20.0), schedules=(OFF_PEAK,))
    rows = model_prices.translate(snapshot, KNOWN).offers
    assert [(row.hours, row.input, row.output, row.since, row.until) for row in rows] == [
        ("", 5.0, 30.0, "2026-01-01", "2026-05-01"),
        ("16:30-00:30", 2.5, 15.0, "2026-02-26", "2026-05-01"),
        ("", 4.0, 20.0, "2026-05-01", None),
        ("16:30-00:30", 2.0, 10.0, "2026-05-01", "2026-09-05"),
    ]
    assert rows[3].basis == "documented; 0.5 times the price of other hours"


def test_hours_before_the_price_was_seen_start_with_it():
    """Where the price itself was first recorded after the hours began, the product is known from that record on."""
    late = Entry(None, msgspec.structs.replace(_rates(None, 5.0, 30.0), valid_from="2026-06-10T00:00:00Z"))
    timelines = {"openai": {"gpt-5.5": {"standard": (late,)}}}
    snapshot = Snapshot("2026-10-26", timelines, schedules=Schedules((OFF_PEAK,)))
    rows = model_prices.translate(snapshot, KNOWN).offers
    assert [(row.hours, row.since, row.until) for row in rows] == [
        ("", "2026-06-10", None),
        ("16:30-00:30", "2026-06-10", "2026-09-05"),
    ]


def test_hours_that_depend_on_the_day_are_said_and_not_offered():
    """Weekday and holiday rules make no row with hours: the price says so in its basis, the ledger has the rule."""
    found = model_prices.translate(made((None, 5.0, 30.0), schedules=(PEAK,)), KNOWN)
    assert [(row.hours, row.input) for row in found.offers] == [("", 5.0)]
    assert "2 times this at 01:00-04:00 and 06:00-10:00 UTC on some days from 2026-08-16" in found.offers[0].basis
    assert [row.reason for row in found.rejections] == ["the hours depend on the day"]


def test_hours_of_another_model_or_time_change_nothing():
    """A multiplier for other models, or one that ended before the price began, makes no row."""
    other = msgspec.structs.replace(OFF_PEAK, off_peak_multiplier={"gpt-4": 0.5})
    over = msgspec.structs.replace(OFF_PEAK, valid_until="2026-03-01T00:00:00Z")
    snapshot = made((None, 5.0, 30.0), ("2026-05-01T00:00:00Z", 4.0, 20.0), schedules=(other, over))
    rows = model_prices.translate(snapshot, KNOWN).offers
    assert [(row.hours, row.until) for row in rows] == [("", "2026-05-01"), ("16:30-00:30", "2026-03-01"), ("", None)]
