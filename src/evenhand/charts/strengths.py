"""A model's categories against the middle of the ranked models: a point with its interval left or right of a line."""

from math import ceil

from evenhand.charts.svg import COLOURS, INK, LINE, MUTED, at, element, group, percent, picture, words
from evenhand.records.strengths import CategoryStrength, Strengths
from evenhand.wording.names import category_label
from evenhand.wording.numbers import signed

NAME = "strengths"
ROW = 40
HEAD = 24
AXIS = 26
FIRST, LAST = 3.0, 97.0
STEP = 10


def strengths_chart(found: Strengths) -> str:
    """A picture as wide as its column; empty where no category has a difference."""
    rows = [row for row in found.rows if row.difference is not None and row.interval]
    if not rows:
        return ""
    reach = STEP * ceil(
        max(abs(end) for row in rows if row.interval for end in (row.interval.low, row.interval.high)) / STEP
    )
    height = HEAD + ROW * len(rows)
    lines = [group(*_row(row, reach), transform=f"translate(0 {HEAD + ROW * place})") for place, row in enumerate(rows)]
    title = f"{found.name} against the middle of the ranked models, by category"
    said = " ".join(f"{category_label(row.category)}: {_said(row)}." for row in rows)
    return picture(NAME, title, said, _scale(reach, height), *lines, width="100%", height=height)


def _scale(reach: int, height: float) -> str:
    middle = percent(_x(0, reach))
    parts = [element("line", x1=middle, x2=middle, y1=HEAD - 6, y2=height, stroke=MUTED)]
    labels = ((-reach, "start", signed(-reach)), (0, "middle", "the middle"), (reach, "end", signed(reach)))
    for value, anchor, label in labels:
        text = label.removesuffix(".0")
        parts.append(words(text, x=percent(_x(value, reach)), y=12, font_size=12, fill=MUTED, text_anchor=anchor))
    return group(*parts)


def _row(row: CategoryStrength, reach: int) -> list[str]:
    if row.interval is None or row.difference is None:
        return []
    colour = COLOURS["right"] if row.told == "below" else COLOURS["left"] if row.told == "above" else MUTED
    ends = [percent(_x(end, reach)) for end in (row.interval.low, row.interval.high)]
    bar = element("line", x1=ends[0], x2=ends[1], y1=AXIS, y2=AXIS)
    stops = [element("line", x1=end, x2=end, y1=AXIS - 4, y2=AXIS + 4) for end in ends]
    return [
        words(category_label(row.category), y=13, fill=INK),
        words(signed(row.difference), x="100%", y=13, text_anchor="end", font_size=13, fill=INK),
        element("line", x1=percent(FIRST), x2=percent(LAST), y1=AXIS, y2=AXIS, stroke=LINE),
        group(bar, *stops, stroke=colour, stroke_width=1.8),
        at(percent(_x(row.difference, reach)), AXIS, _mark(row, colour)),
    ]


def _mark(row: CategoryStrength, colour: str) -> str:
    """A filled disc where half of the tests were taken, else a ring."""
    fill = colour if row.measured else "var(--paper,#fff)"
    return element("circle", r=5, fill=fill, stroke=colour, stroke_width=2)


def _said(row: CategoryStrength) -> str:
    if row.interval is None:
        return "no score"
    return f"{signed(row.difference)} points, from {signed(row.interval.low)} to {signed(row.interval.high)}"


def _x(value: float, reach: int) -> float:
    return FIRST + (LAST - FIRST) * (value + reach) / (2 * reach)
