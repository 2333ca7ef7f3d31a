"""A new view of prices joined to the rows on file: a changed price is a new dated row."""

from evenhand.importers.price_history import continued
from evenhand.records.facts import Offer


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


def test_prices_of_other_hours_are_other_prices():
    """A price at night that changes leaves the price of the day alone."""
    kept = [seen("2026-08-18", 0.5), seen("2026-08-18", 0.2, hours="16:30-00:30")]
    rows = list(continued(kept, [seen("2026-09-18", 0.5), seen("2026-09-18", 0.1, hours="16:30-00:30")]))
    assert [(row.hours, row.input, row.since, row.until) for row in rows] == [
        ("", 0.5, None, None),
        ("16:30-00:30", 0.2, None, "2026-09-18"),
        ("16:30-00:30", 0.1, "2026-09-18", None),
    ]


def test_ended_price_names_no_raw_file():
    """The file that an ended price stood in has been replaced; a price that goes on names the new one."""
    kept = [seen("2026-08-18", 0.5, origin="old", at="1"), seen("2026-08-18", 1.0, mode="fast", origin="old", at="2")]
    rows = list(continued(kept, [seen("2026-09-18", 0.5, origin="new", at="9")]))
    assert [(row.mode, row.origin, row.at, row.until) for row in rows] == [
        ("standard", "new", "9", None),
        ("fast", "", "", "2026-09-18"),
    ]


def test_first_day_seen_stays():
    """A price checked again, or corrected on the same day, was first seen when it was first seen."""
    kept = [seen("2026-08-18", 0.5, seen="2026-08-18")]
    assert [row.seen for row in continued(kept, [seen("2026-09-18", 0.5, seen="2026-09-18")])] == ["2026-08-18"]
