"""A lab's models by the day they came out: ranked ones with a score at it, the others below."""

from html import escape
from math import ceil, floor

from evenhand.charts.svg import COLOURS, LINE, MUTED, at, element, group, number, percent, picture, words
from evenhand.charts.time_axis import TimeAxis, time_axis
from evenhand.records.model_summary import ModelSummary
from evenhand.wording.numbers import integer

NAME = "releases"
TOP, BOTTOM, HEIGHT = 16.0, 236.0, 286.0
BELOW = BOTTOM + 14
LEFT = 9.0
STEP = 10
DAY = len("2026-11-21")


def releases(lab: str, models: tuple[ModelSummary, ...]) -> str:
    """A picture as wide as its column; empty where fewer than two models have a release day and one of them a score."""
    known = [one for one in models if one.released and len(one.released) == DAY]
    scored = [one for one in known if one.place and one.estimate.interval]
    dated = _recent(known, scored)
    if len(dated) < 2 or not scored:
        return ""
    ends = [end for one in scored if (reach := one.estimate.interval) for end in (reach.low, reach.high)]
    low, high = STEP * floor(min(ends) / STEP), STEP * ceil(max(ends) / STEP)
    axis = time_axis([one.released or "" for one in dated], LEFT)
    points = [_point(one, axis, low, high) for one in scored]
    ticks = [_tick(one, axis) for one in dated if one not in scored]
    title = f"Models of {lab} by release, and their scores"
    said = " ".join(f"{_said(one)}." for one in scored) + f" {len(ticks)} more without a place or a shown score."
    drawn = (axis.drawn(TOP, BELOW + 10), _lines(low, high), *ticks, *points)
    return picture(NAME, title, said, *drawn, width="100%", height=HEIGHT)


def _recent(known: list[ModelSummary], scored: list[ModelSummary]) -> list[ModelSummary]:
    """The models from the year before the first one with a score on: older ones would press the others together."""
    first = min((one.released or "" for one in scored), default="")
    return [one for one in known if first and (one.released or "")[:4] >= str(int(first[:4]) - 1)]


def _lines(low: int, high: int) -> str:
    parts = []
    for value in range(low, high + 1, STEP):
        y = _y(value, low, high)
        parts.append(element("line", x1=percent(LEFT - 1), x2="100%", y1=y, y2=y, stroke=LINE))
        parts.append(words(str(value), x=percent(LEFT - 2), y=y + 4, text_anchor="end", font_size=12, fill=MUTED))
    return group(*parts)


def _point(one: ModelSummary, axis: TimeAxis, low: int, high: int) -> str:
    reach, said = one.estimate.interval, element("title", escape(_said(one)))
    ends = [_y(end, low, high) for end in (reach.low, reach.high)] if reach else [0.0, 0.0]
    path = element("path", d=f"M0 {number(ends[0])}V{number(ends[1])}", stroke=COLOURS["left"], stroke_width=1.6)
    mark = element("circle", cy=_y(one.estimate.score or 0.0, low, high), r=4.5, fill=COLOURS["left"])
    return at(percent(axis.x(one.released or "")), 0, group(said, path, mark))


def _tick(one: ModelSummary, axis: TimeAxis) -> str:
    said = element("title", escape(f"{one.name}, {one.released}: {'score withheld' if one.place else 'no place'}"))
    mark = element("path", d=f"M0 {number(BELOW - 6)}v12", stroke=MUTED, stroke_width=2)
    return at(percent(axis.x(one.released or "")), 0, group(said, mark))


def _said(one: ModelSummary) -> str:
    reach = one.estimate.interval
    spread = f" ({integer(reach.low)} to {integer(reach.high)})" if reach else ""
    return f"{one.name}, {one.released}: score {integer(one.estimate.score)}{spread}"


def _y(value: float, low: int, high: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * (value - low) / max(high - low, 1)
