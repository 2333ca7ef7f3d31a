"""Days across a picture's width: where each stands, and the marks below."""

from datetime import date

from msgspec import Struct

from evenhand.charts.svg import LINE, MUTED, element, group, percent, words

STEPS = (1, 2, 3, 6, 12, 24, 60)
MOST_MARKS = 5
YEAR = 12


class TimeAxis(Struct, frozen=True):
    """The days from `first` to `last` (ordinals, different ones) between two percentages of the width."""

    first: int
    last: int
    left: float = 6.0
    right: float = 97.0

    def x(self, day: str) -> float:
        """The place of a day (ISO text) as a percentage of the width."""
        return self._at(date.fromisoformat(day).toordinal())

    def marks(self) -> list[tuple[str, float]]:
        """At most five beginnings of months that divide the span: `2025-07`, or `2025` where all are years."""
        months = next((found for step in STEPS if len(found := self._months(step)) <= MOST_MARKS), [])
        years = all(day.month == 1 for day in months)
        return [(f"{day:%Y}" if years else f"{day:%Y-%m}", self._at(day.toordinal())) for day in months]

    def drawn(self, top: float, bottom: float) -> str:
        """The marks with their lines from top to bottom and their words below."""
        parts = []
        for label, place in self.marks():
            x = percent(place)
            parts.append(element("line", x1=x, x2=x, y1=top, y2=bottom + 5, stroke=LINE))
            parts.append(words(label, x=x, y=bottom + 20, text_anchor="middle", font_size=12, fill=MUTED))
        return group(*parts)

    def _at(self, day: int) -> float:
        return self.left + (self.right - self.left) * (day - self.first) / (self.last - self.first)

    def _months(self, step: int) -> list[date]:
        start, end = date.fromordinal(self.first), date.fromordinal(self.last)
        numbers = range(start.year * YEAR // step * step, (end.year + 1) * YEAR, step)
        days = [date(number // YEAR, number % YEAR + 1, 1) for number in numbers]
        return [day for day in days if start <= day <= end]


def time_axis(days: list[str], left: float = 6.0, right: float = 97.0) -> TimeAxis:
    """The axis from the first of some days (ISO text, at least one) to the last, a month at least."""
    every = [date.fromisoformat(day).toordinal() for day in days]
    first, last = min(every), max(every)
    room = max(0.02 * (last - first), 0.0 if last - first >= 30 else 15.0)
    return TimeAxis(first - round(room), last + round(room), left, right)
