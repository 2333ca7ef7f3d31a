"""Names of briefs and the days that they cover: ISO weeks, from Monday to Sunday."""

import re
from collections.abc import Container
from datetime import date, timedelta
from itertools import count

WEEK = re.compile(r"(\d{4})-W(\d{2})(?:-[1-9]\d*)?")


def week_of(day: str) -> str:
    """The ISO week of an ISO day: `2026-W20`."""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02}"


def days_of(name: str) -> tuple[str, str] | None:
    """Monday and Sunday of a week's name, with or without its number within the week; None where it is none."""
    found = WEEK.fullmatch(name)
    if not found:
        return None
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None
    return monday.isoformat(), (monday + timedelta(days=6)).isoformat()


def oldest_monday(day: str, weeks: int) -> str:
    """The first day of so many whole weeks, the last of them that of a day."""
    return days_before(day, date.fromisoformat(day).weekday() + 7 * (weeks - 1))


def free_name(day: str, taken: Container[str]) -> str:
    """The name of a brief whose last day is this: the week, and from the second one in a week on its number."""
    week = week_of(day)
    return week if week not in taken else next(one for n in count(2) if (one := f"{week}-{n}") not in taken)


def days_before(day: str, days: int) -> str:
    """The ISO day so many days before."""
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
