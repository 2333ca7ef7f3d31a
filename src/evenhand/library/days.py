"""Days as people write them: an ISO day, or a month or year for all of its days."""

import re
from datetime import date

from evenhand.catalog.as_of import eve, last_day
from evenhand.errors import BadSetting

MONTH_OR_YEAR = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


def last_day_of(text: str) -> str:
    """The ISO day of a text; the last one of a month or year.

    Raises:
        BadSetting: it is no day of the calendar.

    """
    try:
        return date.fromisoformat(last_day(text)).isoformat()
    except (ValueError, IndexError) as error:
        raise BadSetting(f"{text[:40]!r} is no date; give one such as 2026-04-23 or 2026-04") from error


def first_day_of(text: str) -> str:
    """The ISO day of a text; the first one of a month or year.

    Raises:
        BadSetting: it is no day of the calendar.

    """
    end = last_day_of(text)
    return end[: len(text)] + "-01-01"[len(text) - len("2026") :] if len(text) < len(end) else end


def eve_of(text: str) -> str:
    """The ISO day before a month or year, so that all of its days are after it; any other text as it is.

    Raises:
        BadSetting: it is no day of the calendar.

    """
    if not MONTH_OR_YEAR.fullmatch(text):
        return text
    try:
        return eve(text)
    except ValueError as error:
        raise BadSetting(f"{text[:40]!r} is no date; give one such as 2026-04-23 or 2026-04") from error


def span_of(since: str, until: str, newest: str) -> tuple[str, str]:
    """The first and the last ISO day of a time, both part of it; a month or year counts whole.

    `newest` is the day of the newest facts: without `until` the time ends there, and it cannot begin later. Without
    `since` it has no first day, which is an empty text.

    Raises:
        BadSetting: a text is no day, the time begins after the newest facts, or it ends before it begins.

    """
    first, last = first_day_of(since) if since else "", last_day_of(until) if until else newest
    if first > newest:
        raise BadSetting(f"{since} is after the newest facts, of {newest}; give an earlier day")
    if first > last:
        raise BadSetting(f"{since} is after {until}; give the earlier one first")
    return first, last


def day_before(day: str) -> str:
    """The ISO day before an ISO day."""
    return date.fromordinal(max(date.fromisoformat(day).toordinal() - 1, 1)).isoformat()
