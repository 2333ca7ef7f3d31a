"""A model's places over time: first place at the top, each with its interval."""

from itertools import pairwise

from evenhand.charts.svg import COLOURS, LINE, MUTED, at, element, group, number, percent, picture, words
from evenhand.charts.time_axis import TimeAxis, time_axis
from evenhand.records.places import PlaceHistory, PlacePoint

NAME = "place-history"
TOP, BOTTOM, HEIGHT = 16.0, 216.0, 244.0
LEFT = 9.0
STEPS = (1, 2, 5, 10, 20, 50, 100)
MOST_LINES = 5


def place_history_chart(history: PlaceHistory) -> str:
    """A picture as wide as its column; empty where fewer than two boards have a place for the model."""
    points = [point for point in history.points if point.place is not None]
    if len(points) < 2:
        return ""
    axis = time_axis([point.date for point in points], LEFT)
    lowest = max(5, *(point.worst or 1 for point in points))
    joined = group(*_joined(points, axis, lowest), stroke=COLOURS["left"], stroke_width=1.4)
    marks = [_point(point, axis, lowest) for point in points]
    title = f"Places of {history.name} over time"
    said = " ".join(f"{one.date}: {_said(one)}." for one in points)
    drawn = (axis.drawn(TOP, BOTTOM), _lines(lowest), joined, *marks)
    return picture(NAME, title, said, *drawn, width="100%", height=HEIGHT)


def _lines(lowest: int) -> str:
    step = next((one for one in STEPS if lowest / one <= MOST_LINES), STEPS[-1])
    parts = []
    for place in (1, *range(step if step > 1 else 2, lowest + 1, step)):
        y = _y(place, lowest)
        parts.append(element("line", x1=percent(LEFT - 1), x2="100%", y1=y, y2=y, stroke=LINE))
        parts.append(words(str(place), x=percent(LEFT - 2), y=y + 4, text_anchor="end", font_size=12, fill=MUTED))
    return group(*parts)


def _joined(points: list[PlacePoint], axis: TimeAxis, lowest: int) -> list[str]:
    return [
        element(
            "line",
            x1=percent(axis.x(one.date)),
            x2=percent(axis.x(after.date)),
            y1=_y(one.place or 1, lowest),
            y2=_y(after.place or 1, lowest),
        )
        for one, after in pairwise(points)
    ]


def _point(point: PlacePoint, axis: TimeAxis, lowest: int) -> str:
    """A disc for a board of its day, a ring for one that was computed later, each over its interval."""
    ends = [_y(end or 1, lowest) for end in (point.best, point.worst)]
    reach = element("path", d=f"M-4 {number(ends[0])}h8m-4 0V{number(ends[1])}m-4 0h8", fill="none")
    spread = group(reach, stroke=COLOURS["left"], stroke_width=1.6)
    fill = "var(--paper,#fff)" if point.basis == "as of" else COLOURS["left"]
    middle = _y(point.place or 1, lowest)
    mark = element("circle", cy=middle, r=4.5, fill=fill, stroke=COLOURS["left"], stroke_width=2)
    said = element("title", f"{point.date}: {_said(point)}")
    return at(percent(axis.x(point.date)), 0, group(said, spread, mark))


def _said(point: PlacePoint) -> str:
    return f"place {point.place} of {point.of}, from {point.best} to {point.worst}"


def _y(place: float, lowest: int) -> float:
    return TOP + (BOTTOM - TOP) * (place - 1) / max(lowest - 1, 1)
