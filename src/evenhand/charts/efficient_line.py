"""Score against the cost of the workload: every found model with its interval, and the line of those none beats."""

from itertools import pairwise
from math import ceil, floor, log10

from msgspec import Struct

from evenhand.charts.svg import COLOURS, INK, LINE, MUTED, at, element, group, percent, picture, words
from evenhand.records.find import Finding, FoundModel
from evenhand.wording.numbers import average, money, percent_chance

NAME = "efficient-line"
HEIGHT = 400.0
TOP, BOTTOM = 30.0, 348.0
FIRST, LAST = 9.0, 96.0
FREE = 4.0
MOST_TICKS = 7
STEP = 10.0


class Frame(Struct, frozen=True):
    """What the picture spans: costs as powers of ten, scores; and whether a model is free, which has no such power."""

    least: float
    most: float
    low: float
    high: float
    free: bool

    def x(self, cost: float) -> float:
        """The place of a cost as a percentage of the width; free stands left of the scale."""
        start = FIRST + 8.0 if self.free else FIRST
        if not cost:
            return FIRST + FREE / 2
        return start + (LAST - start) * (log10(cost) - self.least) / (self.most - self.least)

    def y(self, score: float) -> float:
        """The place of a score in the picture's height."""
        return BOTTOM - (BOTTOM - TOP) * (score - self.low) / (self.high - self.low)


def efficient_line(finding: Finding) -> str:
    """A picture as wide as its column; empty where fewer than two models have a score, a cost and draws."""
    rows = placed_models(finding)
    if len(rows) < 2:
        return ""
    frame = _frame(rows)
    drawn = [_scores(frame), _costs(frame), _line(rows, frame), *(_point(row, rows, frame) for row in reversed(rows))]
    title = "Score against the cost of the workload a month"
    return picture(NAME, title, _description(rows), *drawn, width="100%", height=HEIGHT)


def placed_models(finding: Finding) -> tuple[FoundModel, ...]:
    """The models that have a place in the picture: those on the line first, cheapest first, then the others."""
    known = [row for row in finding.found if row.chance is not None and row.score is not None]
    return tuple(sorted(known, key=lambda row: (not row.on_line, row.per_month or 0.0, row.name)))


def number_of(row: FoundModel, rows: tuple[FoundModel, ...]) -> str:
    """The number that a model on the line has in the picture; empty for the others."""
    return str(rows.index(row) + 1) if row.on_line else ""


def _frame(rows: tuple[FoundModel, ...]) -> Frame:
    costs = [row.per_month for row in rows if row.per_month] or [1.0]
    ends = [end for row in rows for end in _ends(row)]
    least, most = log10(min(costs)), log10(max(costs))
    room = max(0.04 * (most - least), 0.05)
    low = max(0.0, STEP * floor(min(ends) / STEP))
    high = min(100.0, max(low + STEP, STEP * ceil(max(ends) / STEP)))
    return Frame(least - room, most + room, low, high, any(not row.per_month for row in rows))


def _ends(row: FoundModel) -> tuple[float, float]:
    reach = row.estimate.interval if row.estimate else None
    return (reach.low, reach.high) if reach else (row.score or 0.0, row.score or 0.0)


def _scores(frame: Frame) -> str:
    """Horizontal lines at every ten points."""
    steps = range(round(frame.low), round(frame.high) + 1, round(STEP))
    parts = [words("score", y=14, font_size=12, fill=MUTED)]
    for step in steps:
        y = frame.y(step)
        parts.append(element("line", x1=percent(FIRST - 1), x2="100%", y1=y, y2=y, stroke=LINE))
        parts.append(words(str(step), x=percent(FIRST - 2), y=y + 4, text_anchor="end", font_size=12, fill=MUTED))
    return group(*parts)


def _costs(frame: Frame) -> str:
    """Marks of the cost scale below, and `free` where a model is."""
    parts = [
        words("cost a month, each mark a multiple", x="100%", y=HEIGHT - 6, text_anchor="end", font_size=12, fill=MUTED)
    ]
    ticks = [(money(cost).removesuffix(".00"), frame.x(cost)) for cost in _ticks(frame)]
    if frame.free:
        ticks.insert(0, ("free", frame.x(0.0)))
    for label, place in ticks:
        parts.append(element("line", x1=percent(place), x2=percent(place), y1=BOTTOM, y2=BOTTOM + 6, stroke=MUTED))
        parts.append(words(label, x=percent(place), y=BOTTOM + 21, text_anchor="middle", font_size=12, fill=MUTED))
    return group(*parts)


def _ticks(frame: Frame) -> list[float]:
    """Powers of ten, with their doubles and fives where there is room."""
    powers = range(floor(frame.least), ceil(frame.most) + 1)
    every = [digit * 10.0**power for power in powers for digit in (1, 2, 5)]
    inside = [cost for cost in every if frame.least <= log10(cost) <= frame.most]
    if len(inside) <= MOST_TICKS:
        return inside
    return [cost for cost in inside if log10(cost) == round(log10(cost))]


def _line(rows: tuple[FoundModel, ...], frame: Frame) -> str:
    """The steps of the line: the best score to be had for so much."""
    on = [row for row in rows if row.on_line]
    parts = []
    for one, after in pairwise(on):
        here, there = frame.y(one.score or 0.0), frame.y(after.score or 0.0)
        start, end = percent(frame.x(one.per_month or 0.0)), percent(frame.x(after.per_month or 0.0))
        parts.append(element("line", x1=start, x2=end, y1=here, y2=here))
        parts.append(element("line", x1=end, x2=end, y1=here, y2=there))
    if on:
        last = frame.y(on[-1].score or 0.0)
        parts.append(element("line", x1=percent(frame.x(on[-1].per_month or 0.0)), x2="100%", y1=last, y2=last))
    return group(*parts, stroke=COLOURS["left"], stroke_width=1.8)


def _point(row: FoundModel, rows: tuple[FoundModel, ...], frame: Frame) -> str:
    """A disc with its number on the line, a ring off it, each over its interval."""
    x, y = percent(frame.x(row.per_month or 0.0)), frame.y(row.score or 0.0)
    high, low = (frame.y(end) for end in reversed(_ends(row)))
    spread = element("line", x1=x, x2=x, y1=high, y2=low, stroke=COLOURS["left"] if row.on_line else MUTED)
    if not row.on_line:
        return group(spread, at(x, y, element("circle", r=4, fill="var(--paper,#fff)", stroke=INK, stroke_width=1.4)))
    disc = element("circle", r=9, fill=COLOURS["left"])
    label = words(
        number_of(row, rows), y=4, text_anchor="middle", font_size=12, font_weight=700, fill="var(--paper,#fff)"
    )
    return group(spread, at(x, y, disc, label))


def _description(rows: tuple[FoundModel, ...]) -> str:
    said = [
        f"{number_of(row, rows)} {row.name}: {money(row.per_month)} a month, score {average(row.score)}, "
        f"efficient with probability {percent_chance(row.chance)}."
        for row in rows
        if row.on_line
    ]
    rest = len(rows) - len(said)
    return " ".join(said) + (f" {rest} more off the line." if rest else "")
