"""Points against two axes, their names beside them where there is room, and the line of those that none beats.

Places across are shares of the width and names keep their size, so a picture stretches with its column. Three sets of
names stand in it, for columns from 280, 560 and 900 pixels; the style sheet shows the one that fits.
"""

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from math import hypot
from typing import Literal

from msgspec import Struct

from evenhand.charts.point_labels import Ground, Label, Point, point_labels
from evenhand.charts.scales import Axis, apart
from evenhand.charts.svg import COLOURS, INK, LINE, MUTED, Attribute, at, element, group, percent, picture, words

HEIGHT = 456.0
TOP, BOTTOM = 50.0, 404.0
WIDTHS = {"names-narrow": 280.0, "names-middle": 560.0, "names-wide": 900.0}
MARKS_NARROW = 0.2
LETTERS_NARROW = 46
Span = tuple[float, float]
End = tuple[float, float]


class Dot(Struct, frozen=True, kw_only=True):
    """A point: its name, its values, their intervals where known, what is said of it, whether it is on the line.

    A `past` one is a diamond in place of a disc: a model that is no longer served.
    """

    name: str
    x: float
    y: float
    across: Span | None = None
    upright: Span | None = None
    said: str = ""
    on_line: bool = False
    past: bool = False


class Scatter(Struct, frozen=True, kw_only=True):
    """What a picture shows. `better` says for which end of the x axis the line is drawn; empty draws none."""

    name: str
    title: str
    description: str
    x: Axis
    y: Axis
    dots: tuple[Dot, ...]
    better: Literal["", "higher", "lower"] = ""
    low_is_good: bool = False


def scatter(plot: Scatter) -> str:
    """The picture, as wide as its column; empty with fewer than two points."""
    if len(plot.dots) < 2:
        return ""
    drawn = [_upright_marks(plot), _across_marks(plot), _line(plot)]
    drawn += [_dot(plot, dot) for dot in sorted(plot.dots, key=lambda dot: dot.on_line)]
    points = _points(plot)
    drawn += [_names(name, plot, points, width) for name, width in WIDTHS.items()]
    return picture(plot.name, plot.title, plot.description, *drawn, width="100%", height=HEIGHT)


def _x(plot: Scatter, value: float) -> float:
    return 100.0 * plot.x.place(value)


def _y(plot: Scatter, value: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * plot.y.place(value)


def _upright_marks(plot: Scatter) -> str:
    """The label of the y axis, and a line across at each mark."""
    parts = [_axis_name(plot.y.label, x=-46, y=14)]
    for place, text in plot.y.marks():
        y = BOTTOM - (BOTTOM - TOP) * place
        parts.append(element("line", x1="0%", x2="100%", y1=y, y2=y, stroke=LINE))
        parts.append(words(text, x=-8, y=y + 4, text_anchor="end", font_size=12, fill=MUTED))
    return group(*parts)


def _across_marks(plot: Scatter) -> str:
    """The label of the x axis and its marks; every other mark goes where a narrow column has no room for it."""
    parts = [_axis_name(plot.x.label, x="100%", y=HEIGHT - 6, text_anchor="end")]
    marks = plot.x.marks()
    crowded = not apart([place for place, _ in marks], MARKS_NARROW)
    for number, (place, text) in enumerate(marks):
        x = percent(100.0 * place)
        parts.append(element("line", x1=x, x2=x, y1=BOTTOM, y2=BOTTOM + 6, stroke=MUTED))
        extra = {"class_": "more-marks"} if crowded and number % 2 else {}
        parts.append(words(text, x=x, y=BOTTOM + 21, text_anchor=_anchor(place), font_size=12, fill=MUTED, **extra))
    return group(*parts)


def _axis_name(label: str, **where: Attribute) -> str:
    """The label of an axis; what stands behind the last comma of a long one goes where a narrow column has no room."""
    name, comma, rest = label.rpartition(", ") if len(label) > LETTERS_NARROW else (label, "", "")
    more = element("tspan", escape(comma + rest, quote=False), class_="more-marks") if name and rest else ""
    shown = name if more else label
    return element("text", escape(shown, quote=False), more, font_size=12, fill=MUTED, **where)


def _anchor(place: float) -> str:
    return "start" if place < 0.02 else "end" if place > 0.97 else "middle"


def _line(plot: Scatter) -> str:
    """The line of those that none beats, in steps."""
    parts = [
        element("line", x1=percent(100.0 * x), x2=percent(100.0 * x2), y1=y, y2=y2) for (x, y), (x2, y2) in _steps(plot)
    ]
    return group(*parts, class_="pareto", stroke=COLOURS["left"], stroke_width=1.8) if parts else ""


def _steps(plot: Scatter) -> Iterator[tuple[End, End]]:
    """The steps of the line: the best to be had at each place of the x axis, out to the end that is worse."""
    on = sorted((dot for dot in plot.dots if dot.on_line), key=lambda dot: plot.x.place(dot.x))
    if not on or not plot.better:
        return
    low = plot.better == "lower"
    ends = [(plot.x.place(dot.x), _y(plot, dot.y)) for dot in on]
    for one, after in pairwise(ends):
        corner = (after[0], one[1]) if low else (one[0], after[1])
        yield from ((one, corner), (corner, after)) if low else ((corner, after), (one, corner))
    edge = ends[-1] if low else ends[0]
    yield edge, (1.0 if low else 0.0, edge[1])


def _dot(plot: Scatter, dot: Dot) -> str:
    """A filled mark on the line, a hollow one off it, over its intervals; what is said of it shows under a pointer."""
    x, y = percent(_x(plot, dot.x)), _y(plot, dot.y)
    spreads = []
    if dot.upright:
        spreads.append(element("line", x1=x, x2=x, y1=_y(plot, dot.upright[0]), y2=_y(plot, dot.upright[1])))
    if dot.across:
        ends = [percent(_x(plot, end)) for end in dot.across]
        spreads.append(element("line", x1=ends[0], x2=ends[1], y1=y, y2=y))
    thin = group(*spreads, stroke=COLOURS["left"] if dot.on_line else MUTED, stroke_opacity=0.45) if spreads else ""
    title = element("title", escape(dot.said or dot.name, quote=False))
    return group(title, thin, at(x, y, _mark(dot)))


def _mark(dot: Dot) -> str:
    """Filled on the line, hollow off it; round where the model is served, a diamond where it is past."""
    look: dict[str, Attribute] = {"fill": COLOURS["left"]}
    if not dot.on_line:
        look = {"fill": "var(--paper,#fff)", "stroke": MUTED if dot.past else INK, "stroke_width": 1.4}
    reach = 5.5 if dot.on_line else 4.0
    if not dot.past:
        return element("circle", r=reach, **look)
    return element("path", d=f"M0-{reach + 1:g} {reach + 1:g} 0 0 {reach + 1:g}-{reach + 1:g} 0z", **look)


def _points(plot: Scatter) -> list[Point]:
    """Where the names may go; those on the line need them most, then the best ones."""
    return [Point(plot.x.place(dot.x), _y(plot, dot.y), dot.name, _need(plot, dot), dot.on_line) for dot in plot.dots]


def _ground(plot: Scatter) -> Ground:
    """The marks of the upright axis and the steps of the line, which names keep clear of."""
    marks = tuple(BOTTOM - (BOTTOM - TOP) * place for place, _ in plot.y.marks())
    return Ground(marks, tuple(_steps(plot)))


def _need(plot: Scatter, dot: Dot) -> float:
    height = plot.y.place(dot.y)
    return 2.0 * dot.on_line + (1.0 - height if plot.low_is_good else height)


def _names(name: str, plot: Scatter, points: list[Point], width: float) -> str:
    """One set of names, for columns of this width and more."""
    found = point_labels(points, width, 20.0, BOTTOM, _ground(plot))
    return group(*(_name(plot, points, label) for label in found), class_=f"names {name}", font_size=12)


def _name(plot: Scatter, points: list[Point], label: Label) -> str:
    point, dot = points[label.point], plot.dots[label.point]
    bold = {"class_": "on-line"} if dot.on_line else {}
    anchor = {} if label.anchor == "start" else {"text_anchor": label.anchor}
    x = percent(100.0 * point.x)
    name = words(point.name, x=x, dx=label.dx, y=point.y + label.dy, **anchor, **bold)
    if not label.leader:
        return name
    dx, dy = label.end
    start = 7.0 / hypot(dx, dy)
    leader = element("line", x1=dx * start, y1=dy * start, x2=dx, y2=dy, stroke=INK, stroke_width=1)
    return at(x, point.y, leader) + name
