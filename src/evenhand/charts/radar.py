"""Eight axes, one a category: where each side stands on the tests that both took."""

import math
from functools import cache, lru_cache

from evenhand.charts.compared import drawable
from evenhand.charts.svg import COLOURS, INK, LINE, MUTED, Side, element, group, marker, number, picture, words
from evenhand.records.comparison import CategoryResult, Comparison
from evenhand.wording.names import category_label, names_of
from evenhand.wording.numbers import average

NAME = "radar"
RADIUS = 92.0
LABEL = 104.0
SHAPE_NEEDS = 3
# How many axes stay drawn.
DRAWN = 1_024
SIDES: tuple[Side, ...] = ("left", "right")

Axes = tuple[CategoryResult, ...]


def radar(comparison: Comparison) -> str:
    """A square picture, empty below three comparable axes: a shape of two points tells nothing that bars do not.

    An axis without shared tests is dashed, has its state in words, and carries no point. Lines join neighbouring
    comparable axes only, so that no line crosses an axis that was not compared.
    """
    axes = comparison.categories
    if sum(map(drawable, axes)) < SHAPE_NEEDS:
        return ""
    names = names_of(comparison)
    drawn = [
        _rings(),
        *(_axis(axes, place) for place in range(len(axes))),
        *(_outline(axes, side) for side in SIDES),
        *(_points(axes, side) for side in SIDES),
    ]
    return picture(
        NAME,
        f"{names.left} and {names.right} on {len(axes)} categories",
        _description(comparison, axes),
        *drawn,
        viewBox="-180 -142 360 284",
    )


def radar_caption(comparison: Comparison) -> str:
    """What the picture shows and how its gaps are to be read, by what was compared."""
    axes = comparison.categories
    if all(map(drawable, axes)):
        return "The same means as a shape."
    if _neighbours(axes):
        return "The same means as a shape. A dashed axis has no shared test; lines join neighbours that were compared."
    return (
        "The same means on axes. A dashed axis has no shared test; no neighbours were compared, so no line joins any."
    )


def _description(comparison: Comparison, axes: Axes) -> str:
    names = names_of(comparison)
    said = [
        f"{category_label(axis.id)}: {names.left} {average(axis.left_mean)}, {names.right} {average(axis.right_mean)}."
        if drawable(axis)
        else f"{category_label(axis.id)}: {axis.state}."
        for axis in axes
    ]
    return " ".join(said)


@cache
def _rings() -> str:
    rings = [element("circle", r=RADIUS * share / 4, fill="none", stroke=LINE) for share in (1, 2, 3, 4)]
    label = words("100", x=3, y=-RADIUS + 11, font_size=10, fill=MUTED)
    return group(*rings, label)


def _axis(axes: Axes, place: int) -> str:
    axis = axes[place]
    return _drawn_axis(category_label(axis.id), "" if drawable(axis) else axis.state, len(axes), place)


@lru_cache(maxsize=DRAWN)
def _drawn_axis(label: str, state: str, count: int, place: int) -> str:
    """An axis with its label, and the state of one that was not compared: the same in every picture."""
    x, y = _spot(count, place, RADIUS)
    dash: dict[str, str] = {"stroke_dasharray": "2 4"} if state else {}
    return group(element("line", x2=x, y2=y, stroke=LINE, **dash), *_label(label, state, count, place))


def _label(label: str, state: str, count: int, place: int) -> list[str]:
    x, y = _spot(count, place, LABEL)
    anchor = "middle" if abs(x) < 1 else ("start" if x > 0 else "end")
    lines = _lines(label, state, beside=abs(x) > RADIUS)
    top = y + 4 - {-1: 15.0 * (len(lines) - 1), 0: 7.5 * (len(lines) - 1), 1: 0.0}[_half(y)] + 3 * _half(y)
    return [
        words(
            line,
            x=x,
            y=top + 15 * index,
            text_anchor=anchor,
            font_size=13 if line in label else 12,
            fill=MUTED if state else INK,
        )
        for index, line in enumerate(lines)
    ]


def _lines(label: str, state: str, *, beside: bool) -> list[str]:
    """The label and, where it applies, its state; beside the rings there is room for one word."""
    lines = [label, state] if state else [label]
    return [word for line in lines for word in line.split()] if beside else lines


def _half(y: float) -> int:
    return 0 if abs(y) < RADIUS / 2 else (1 if y > 0 else -1)


def _outline(axes: Axes, side: Side) -> str:
    dash: dict[str, str] = {} if side == "left" else {"stroke_dasharray": "5 3"}
    closed = all(map(drawable, axes))
    fill = {"fill": COLOURS[side], "fill_opacity": 0.1} if closed else {"fill": "none"}
    path = _closed(axes, side) if closed else _segments(axes, side)
    return element("path", d=path, stroke=COLOURS[side], stroke_width=1.8, **fill, **dash) if path else ""


def _closed(axes: Axes, side: Side) -> str:
    return "M" + " ".join(_point(axes, place, side) for place in range(len(axes))) + "z"


def _segments(axes: Axes, side: Side) -> str:
    return "".join(f"M{_point(axes, first, side)} {_point(axes, second, side)}" for first, second in _neighbours(axes))


def _neighbours(axes: Axes) -> list[tuple[int, int]]:
    """Places of neighbouring axes that were both compared."""
    pairs = [(place, (place + 1) % len(axes)) for place in range(len(axes))]
    return [(first, second) for first, second in pairs if drawable(axes[first]) and drawable(axes[second])]


def _points(axes: Axes, side: Side) -> str:
    marks = [
        f'<g transform="translate({_point(axes, place, side)})">{marker(side, 4.5)}</g>'
        for place, axis in enumerate(axes)
        if drawable(axis)
    ]
    return group(*marks) if marks else ""


def _point(axes: Axes, place: int, side: Side) -> str:
    value = axes[place].left_mean if side == "left" else axes[place].right_mean
    x, y = _spot(len(axes), place, RADIUS * min(max(value or 0.0, 0.0), 100.0) / 100.0)
    return f"{number(x)} {number(y)}"


def _spot(count: int, place: int, reach: float) -> tuple[float, float]:
    angle = 2 * math.pi * place / max(count, 1)
    return reach * math.sin(angle), -reach * math.cos(angle)
