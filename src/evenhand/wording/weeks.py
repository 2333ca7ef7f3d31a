"""Weeks and spans of days as people write them."""

from datetime import date

from evenhand.wording.change_log import day_label, month_label


def week_label(name: str) -> str:
    """The ISO week that a brief is named after: `Week 20 of 2026`; a second one in it is `Week 20 of 2026, no. 2`."""
    year, week, *further = name.split("-")
    return f"Week {int(week.removeprefix('W'))} of {year}" + "".join(f", no. {number}" for number in further)


def days_label(first: str, last: str) -> str:
    """From a day to a day, ISO text, what both share said once: `11 to 17 May 2026`, `29 June to 5 July 2026`."""
    if first == last:
        return day_label(last)
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    if begins.year != ends.year:
        return f"{day_label(first)} to {day_label(last)}"
    month = "" if begins.month == ends.month else f" {month_label(first).split()[0]}"
    return f"{begins.day}{month} to {day_label(last)}"
