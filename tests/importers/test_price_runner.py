"""Prices into files: dated rows over several views, second runs, dry runs, refusals."""

import shutil
from pathlib import Path

import pytest

from evenhand.errors import RefusedRefresh, UnknownSource
from evenhand.importers.price_history import continued
from evenhand.importers.price_runner import collect_prices
from evenhand.importers.prices_writer import kept_offers, write_prices
from evenhand.records.facts import Offer

RECORDING = Path(__file__).parents[1] / "recordings" / "model_prices"
DESCRIBED = """name = "model-prices"
publisher = "wakamex"
kind = "aggregator"
link = "https://github.com/wakamex/model-prices"
licence = "MIT"
licence_class = "open"
retrieved = "2026-10-26"

[model_names]
"openai/gpt-5.5" = "gpt-5.5"
"moonshotai/kimi-k2.5" = "kimi-k2.5"
"""


@pytest.fixture
def data(tmp_path):
    """A folder of facts that knows the source and nothing else."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "model-prices.toml").write_text(DESCRIBED, encoding="utf-8")
    return tmp_path


def seen(day: str, price: float, **more: object) -> Offer:
    """A host's price of one model as one view shows it."""
    return Offer(provider="host", model="m", source="models-dev", checked=day, input=price, output=1.0, **more)


def test_unchanged_price_is_only_checked_anew():
    """A second view with the same price keeps the row and moves its checked day."""
    assert list(continued([seen("2026-08-18", 0.5)], [seen("2026-09-18", 0.5)])) == [seen("2026-09-18", 0.5)]


def test_changed_price_is_a_new_dated_row():
    """The old price ends where the new one starts."""
    rows = list(continued([seen("2026-08-18", 0.5)], [seen("2026-09-18", 0.4)]))
    assert rows == [seen("2026-08-18", 0.5, until="2026-09-18"), seen("2026-09-18", 0.4, since="2026-09-18")]


def test_price_no_longer_listed_ends():
    """A row that a new view lacks ends on the day of that view."""
    other = Offer(provider="other", model="m", source="models-dev", checked="2026-09-18", input=1.0, output=1.0)
    assert list(continued([seen("2026-08-18", 0.5)], [other])) == [seen("2026-08-18", 0.5, until="2026-09-18"), other]


def test_price_that_returns_starts_anew():
    """A price listed again after it had ended gets its own start."""
    gone = seen("2026-08-18", 0.5, until="2026-09-18")
    assert list(continued([gone], [seen("2026-10-18", 0.5)])) == [gone, seen("2026-10-18", 0.5, since="2026-10-18")]


def test_same_day_is_a_correction():
    """Reading the same view again with a mended importer replaces the row and makes no history."""
    kept = [seen("2026-08-18", 50.0, since="2026-08-18")]
    assert list(continued(kept, [seen("2026-08-18", 0.5)])) == [seen("2026-08-18", 0.5, since="2026-08-18")]


def test_older_view_changes_nothing():
    """A view older than what is on file does not overwrite it."""
    assert list(continued([seen("2026-09-18", 0.4)], [seen("2026-08-18", 0.5)])) == [seen("2026-09-18", 0.4)]


def test_first_run_writes_and_second_changes_nothing(data):
    """The files come out the same however often a source is read."""
    first = collect_prices("model-prices", RECORDING, data)
    assert first.changed == ("ledger/model-prices.csv", "prices/moonshotai.csv", "prices/openai.csv")
    assert first.rejected == {"zero price": 1}
    assert "openai/gpt-5-pro" in first.unmapped
    assert collect_prices("model-prices", RECORDING, data).changed == ()


def test_dry_run_reports_and_writes_nothing(data):
    """A dry run names the files that it would change."""
    report = collect_prices("model-prices", RECORDING, data, dry_run=True)
    assert report.changed
    assert not (data / "prices").exists()


def test_written_prices_read_back_in_order_of_time(data):
    """The rows on file are the offers, ordered by model, mode, tier and start."""
    collect_prices("model-prices", RECORDING, data)
    standard = [offer for offer in kept_offers(data) if offer.model == "gpt-5.5" and offer.mode == "standard"]
    assert [(offer.above_tokens, offer.since) for offer in standard] == [
        (0, None),
        (200_000, "2026-04-24"),
        (272_000, "2026-05-12"),
    ]


def test_other_sources_keep_their_rows(data):
    """A source replaces its own rows only, also in a file that two sources share."""
    by_hand = Offer(provider="openai", model="gpt-5.5", source="by-hand", checked="2026-11-01", input=4.0, output=20.0)
    write_prices(data, "by-hand", [by_hand], [])
    collect_prices("model-prices", RECORDING, data)
    assert [offer.input for offer in kept_offers(data) if offer.source == "by-hand"] == [4.0]


def test_file_without_rows_goes_away(data):
    """When a source has nothing left to say about a provider, its empty file is removed."""
    write_prices(data, "models-dev", [seen("2026-08-18", 0.5)], [])
    assert write_prices(data, "models-dev", [], []).removed == ("prices/host.csv",)


def test_far_fewer_prices_are_refused(data):
    """A source that has lost most of its models is a broken file, and nothing is replaced."""
    for model in ("a", "b", "c", "d"):
        row = Offer(provider="x", model=model, source="model-prices", checked="2026-09-01", input=1.0, output=1.0)
        write_prices(data, "model-prices", [*kept_offers(data), row], [])
    with pytest.raises(RefusedRefresh, match="nothing changed"):
        collect_prices("model-prices", RECORDING, data)
    assert len(kept_offers(data)) == 4


def test_unreadable_file_is_refused(data, tmp_path):
    """A file of another format is named, and nothing is written."""
    broken = tmp_path / "snapshot.json"
    shutil.copy(RECORDING / "ORIGIN.md", broken)
    with pytest.raises(RefusedRefresh, match=r"snapshot\.json is not a file of model-prices"):
        collect_prices("model-prices", broken, data)


def test_unknown_source_is_named(data):
    """A source that gives no prices is refused with those that do."""
    with pytest.raises(UnknownSource, match="model-price"):
        collect_prices("model-price", RECORDING, data)
