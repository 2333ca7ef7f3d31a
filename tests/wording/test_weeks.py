"""Weeks and spans of days as people write them."""

import pytest

from evenhand.wording.weeks import days_label, week_label


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("2026-W20", "Week 20 of 2026"),
        ("2026-W01", "Week 1 of 2026"),
        ("2025-W52-3", "Week 52 of 2025, no. 3"),
    ],
)
def test_a_week_is_named(name: str, label: str) -> None:
    """The week without its leading nought, the year, and its number within the week where it has one."""
    assert week_label(name) == label


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        ("2026-05-11", "2026-05-17", "11 to 17 May 2026"),
        ("2026-06-29", "2026-07-05", "29 June to 5 July 2026"),
        ("2025-12-29", "2026-01-04", "29 December 2025 to 4 January 2026"),
        ("2026-05-17", "2026-05-17", "17 May 2026"),
        ("2025-05-11", "2026-05-17", "11 May 2025 to 17 May 2026"),
        ("2026-05-11", "2026-06-11", "11 May to 11 June 2026"),
    ],
)
def test_what_two_days_share_is_said_once(first: str, last: str, label: str) -> None:
    """Month and year stand once where both days have them, and a single day alone."""
    assert days_label(first, last) == label
