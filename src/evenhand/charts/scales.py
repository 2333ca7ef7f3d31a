"""Axes: where a value stands between 0 and 1, which values get a mark, and how a mark is written."""

from datetime import date
from itertools import pairwise
from math import ceil, floor, log10
from typing import Literal

from msgspec import Struct

from evenhand.wording.numbers import money, tokens

Kind = Literal["score", "share", "number", "money", "tokens", "seconds", "date"]
MOST_MARKS, MOST_POWERS = 7, 9
ROOM = 0.04
STEPS = (1, 2, 5)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
# A value of zero has no logarithm: it stands in a strip of its own before the scale.
STRIP = 0.08


class Axis(Struct, frozen=True, kw_only=True):
    """One axis. `least` and `most` are its ends, powers of ten where `log`; `zero` says that there is a strip for 0.

    Values of the kind `date` are days since 1 January of the year 1 (`date.toordinal`).
    """

    label: str
    kind: Kind
    least: float
    most: float
    log: bool = False
    zero: bool = False

    def place(self, value: float) -> float:
        """Where a value stands, from 0 to 1."""
        start = STRIP if self.zero else 0.0
        if self.log and value <= 0:
            return STRIP / 3
        level = log10(value) if self.log else value
        return start + (1.0 - start) * (level - self.least) / (self.most - self.least)

    def marks(self) -> list[tuple[float, str]]:
        """Places and texts of the marks."""
        if self.kind == "date":
            values = _days(self.least, self.most)
        else:
            values = _powers(self.least, self.most) if self.log else _even(self.least, self.most)
        found = [(self.place(value), self.write(value)) for value in values]
        return [(self.place(0.0), self.write(0.0)), *found] if self.zero else found

    def write(self, value: float) -> str:
        """A value as a mark has it: `$0.40`, `128K`, `2.5 s`, `60%`, `Jan 2026`."""
        if self.kind == "date":
            return _month(date.fromordinal(round(value)))
        if self.kind == "money":
            return money(value).removesuffix(".00")
        if self.kind == "tokens":
            return tokens(round(value))
        ending = {"seconds": " s", "share": "%"}.get(self.kind, "")
        return f"{value:,.10g}{ending}"


def axis_of(label: str, kind: Kind, values: list[float], *, log: bool = False) -> Axis:
    """An axis that holds all these values with some room; at least one value."""
    zero = log and min(values) <= 0
    levels = [log10(value) for value in values if value > 0] if log else values
    least, most = (min(levels), max(levels)) if levels else (0.0, 1.0)
    room = ROOM * (most - least) or (0.2 if log else abs(most) * ROOM or 1.0)
    low, high = least - room, most + room
    if kind in ("score", "share"):
        low, high = max(low, 0.0), min(high, 100.0)
    elif not log and least >= 0:
        low = max(low, 0.0)
    return Axis(label=label, kind=kind, least=low, most=high, log=log, zero=zero)


def _even(least: float, most: float) -> list[float]:
    """Multiples of 1, 2 or 5 at some power of ten, as many as have room."""
    rough = (most - least) / MOST_MARKS
    power = 10.0 ** floor(log10(rough))
    step = next(size * power for size in (*STEPS, 10) if size * power >= rough * (1 - 1e-9))
    return [count * step for count in range(ceil(least / step - 1e-9), floor(most / step + 1e-9) + 1)]


def _powers(least: float, most: float) -> list[float]:
    """Ones, twos and fives of each power of ten; the powers alone, or some of them, where there is no room."""
    powers = range(floor(least), ceil(most) + 1)
    every = [digit * 10.0**power for power in powers for digit in STEPS]
    inside = [value for value in every if least <= log10(value) <= most]
    if len(inside) <= MOST_POWERS:
        return inside
    tens = [10.0**power for power in powers if least <= power <= most]
    return tens[:: ceil(len(tens) / MOST_MARKS)]


def _days(least: float, most: float) -> list[float]:
    """First days of months, some whole number of months apart."""
    first, last = date.fromordinal(ceil(least)), date.fromordinal(floor(most))
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    step = next((size for size in MONTHS if len(months) / size <= MOST_MARKS), MONTHS[-1])
    days = [date(month // 12, month % 12 + 1, 1).toordinal() for month in months if month % step == 0]
    return [float(day) for day in days if least <= day <= most]


def _month(day: date) -> str:
    return f"{day:%b} {day.year}"


def apart(places: list[float], gap: float) -> bool:
    """Whether no two marks that follow each other are nearer than a gap."""
    return all(after - before >= gap for before, after in pairwise(sorted(places)))
