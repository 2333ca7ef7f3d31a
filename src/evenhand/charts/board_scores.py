"""The top of a board as a picture: each model's score with its 90% interval, best place first."""

from math import ceil, floor

from evenhand.charts.svg import COLOURS, INK, LINE, MUTED, at, element, group, percent, picture, words
from evenhand.records.board import BoardRow
from evenhand.records.estimates import Estimate
from evenhand.records.intervals import Interval
from evenhand.wording.numbers import integer, share

NAME = "board-scores"
ROW = 34
HEAD = 22
FIRST, LAST = 1.5, 98.5
AXIS = 24
STEP = 10
MOST = 12

Scale = tuple[int, int]


def board_scores(rows: tuple[BoardRow, ...]) -> str:
    """A picture as wide as its column, of at most twelve ranked models; empty where fewer than two scores are shown."""
    drawn = tuple((row.name, row.estimate) for row in drawn_rows(rows))
    return score_dots(NAME, f"Scores of the first {len(drawn)} models with their {{level}} intervals", drawn)


def score_dots(name: str, title: str, drawn: tuple[tuple[str, Estimate | None], ...]) -> str:
    """Scores of 0 to 100 with their intervals, a line each, for names in their order; empty for fewer than two scores.

    `{level}` in the title becomes the level of the intervals.
    """
    reaches = [estimate.interval for _, estimate in drawn if estimate and estimate.interval]
    if len(reaches) < 2:
        return ""
    scale = _scale(reaches)
    height = HEAD + ROW * len(drawn)
    lines = [
        group(*_row(label, estimate, scale), transform=f"translate(0 {HEAD + ROW * place})")
        for place, (label, estimate) in enumerate(drawn)
    ]
    said = title.format(level=share(reaches[0].level))
    return picture(name, said, _description(drawn), *_ticks(scale, height), *lines, width="100%", height=height)


def drawn_rows(rows: tuple[BoardRow, ...]) -> tuple[BoardRow, ...]:
    """The rows that the picture shows: ranked ones, in their order."""
    return tuple(row for row in rows if row.ranked and row.place)[:MOST]


def _scale(reaches: list[Interval]) -> Scale:
    """The tens that enclose every interval."""
    low, high = min(one.low for one in reaches), max(one.high for one in reaches)
    return STEP * floor(low / STEP), STEP * ceil(high / STEP)


def _ticks(scale: Scale, height: float) -> list[str]:
    found = []
    for tick in range(scale[0], scale[1] + 1, STEP):
        x = percent(_place(tick, scale))
        anchor = "start" if tick == scale[0] else "end" if tick == scale[1] else "middle"
        found += [
            element("line", x1=x, x2=x, y1=HEAD - 4, y2=height, stroke=LINE),
            words(str(tick), x=x, y=12, font_size=12, fill=MUTED, text_anchor=anchor),
        ]
    return found


def _row(name: str, estimate: Estimate | None, scale: Scale) -> list[str]:
    said = words(_said(estimate), x="100%", y=13, text_anchor="end", font_size=13, fill=INK)
    label = element("svg", words(name, y=13, fill=INK), width="70%", height=18, overflow="hidden")
    reach = estimate.interval if estimate else None
    if reach is None or estimate is None or estimate.score is None:
        return [label, said]
    ends = [percent(_place(value, scale)) for value in (reach.low, reach.high)]
    bar = element("line", x1=ends[0], x2=ends[1], y1=AXIS, y2=AXIS)
    stops = [element("line", x1=end, x2=end, y1=AXIS - 4, y2=AXIS + 4) for end in ends]
    dot = element("circle", r=4.5, fill=COLOURS["left"])
    middle = at(percent(_place(estimate.score, scale)), AXIS, dot)
    return [label, said, group(bar, *stops, stroke=COLOURS["left"], stroke_width=1.8), middle]


def _said(estimate: Estimate | None) -> str:
    if estimate is None or estimate.interval is None:
        return "score withheld"
    return f"{integer(estimate.score)} ({integer(estimate.interval.low)}–{integer(estimate.interval.high)})"


def _description(drawn: tuple[tuple[str, Estimate | None], ...]) -> str:
    return " ".join(f"{name}: {_said(estimate)}." for name, estimate in drawn)


def _place(value: float, scale: Scale) -> float:
    return FIRST + (LAST - FIRST) * (value - scale[0]) / (scale[1] - scale[0])
