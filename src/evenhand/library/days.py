"""Days as people write them: an ISO day, or a month or year for all of its days."""

import re
from datetime import date

from evenhand.catalog.as_of import last_day
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
    return date.fromordinal(max(date.fromisoformat(first_day_of(text)).toordinal() - 1, 1)).isoformat()
