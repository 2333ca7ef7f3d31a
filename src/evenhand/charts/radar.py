"""Eight axes, one a category: where each side stands on the tests that both took."""

import math

from evenhand.charts.shared_means import SharedMeans, shared_means
from evenhand.charts.svg import COLOURS, INK, LINE, MUTED, Side, element, group, marker, number, picture, words
from evenhand.records.comparison import Comparison
from evenhand.wording.numbers import average

NAME = "radar"
RADIUS = 92.0
LABEL = 104.0
SHAPE_NEEDS = 3
SIDES: tuple[Side, ...] = ("left", "right")


def radar(comparison: Comparison) -> str:
    """A square picture. An axis without shared tests is dashed, says so, and carries no point.

    Lines join neighbouring comparable axes only, so that no line crosses an axis that was not compared;
    with fewer than three comparable axes there are points and no lines.
    """
    axes = shared_means(comparison)
    drawn = [
        _rings(),
        *(_axis(axes, place) for place in range(len(axes))),
        *(_outline(axes, side) for side in SIDES),
        *(_points(axes, side) for side in SIDES),
    ]
    return picture(
        NAME,
        f"{comparison.left.name} and {comparison.right.name} on eight categories",
        _description(comparison, axes),
        *drawn,
        viewBox="-180 -142 360 284",
    )


def _description(comparison: Comparison, axes: tuple[SharedMeans, ...]) -> str:
    left, right = comparison.left.name, comparison.right.name
    said = [
        f"{axis.label}: {left} {average(axis.left)}, {right} {average(axis.right)}."
        if axis.comparable
        else f"{axis.label}: not comparable."
        for axis in axes
    ]
    return " ".join(said)


def _rings() -> str:
    rings = [element("circle", r=RADIUS * share / 4, fill="none", stroke=LINE) for share in (1, 2, 3, 4)]
    label = words("100", x=3, y=-RADIUS + 11, font_size=10, fill=MUTED)
    return group(*rings, label)


def _axis(axes: tuple[SharedMeans, ...], place: int) -> str:
    axis = axes[place]
    x, y = _spot(len(axes), place, RADIUS)
    dash: dict[str, str] = {} if axis.comparable else {"stroke_dasharray": "2 4"}
    return group(element("line", x2=x, y2=y, stroke=LINE, **dash), *_label(axes, place))


def _label(axes: tuple[SharedMeans, ...], place: int) -> list[str]:
    axis = axes[place]
    x, y = _spot(len(axes), place, LABEL)
    anchor = "middle" if abs(x) < 1 else ("start" if x > 0 else "end")
    lines = _lines(axis, beside=abs(x) > RADIUS)
    top = y + 4 - {-1: 15.0 * (len(lines) - 1), 0: 7.5 * (len(lines) - 1), 1: 0.0}[_half(y)] + 3 * _half(y)
    return [
        words(
            line,
            x=x,
            y=top + 15 * index,
            text_anchor=anchor,
            font_size=13 if line in axis.label else 12,
            fill=INK if axis.comparable else MUTED,
        )
        for index, line in enumerate(lines)
    ]


def _lines(axis: SharedMeans, *, beside: bool) -> list[str]:
    """The label and, where it applies, that the axis is not comparable; beside the rings there is room for one word."""
    lines = [axis.label] if axis.comparable else [axis.label, "not comparable"]
    return [word for line in lines for word in line.split()] if beside else lines


def _half(y: float) -> int:
    return 0 if abs(y) < RADIUS / 2 else (1 if y > 0 else -1)


def _outline(axes: tuple[SharedMeans, ...], side: Side) -> str:
    comparable = [place for place, axis in enumerate(axes) if axis.comparable]
    if len(comparable) < SHAPE_NEEDS:
        return ""
    dash: dict[str, str] = {} if side == "left" else {"stroke_dasharray": "5 3"}
    closed = len(comparable) == len(axes)
    fill = {"fill": COLOURS[side], "fill_opacity": 0.1} if closed else {"fill": "none"}
    path = _closed(axes, side) if closed else _segments(axes, side)
    return element("path", d=path, stroke=COLOURS[side], stroke_width=1.8, **fill, **dash) if path else ""


def _closed(axes: tuple[SharedMeans, ...], side: Side) -> str:
    return "M" + " ".join(_point(axes, place, side) for place in range(len(axes))) + "z"


def _segments(axes: tuple[SharedMeans, ...], side: Side) -> str:
    pairs = [(place, (place + 1) % len(axes)) for place in range(len(axes))]
    return "".join(
        f"M{_point(axes, first, side)} {_point(axes, second, side)}"
        for first, second in pairs
        if axes[first].comparable and axes[second].comparable
    )


def _points(axes: tuple[SharedMeans, ...], side: Side) -> str:
    marks = [
        group(marker(side, 4.5), transform=f"translate({_point(axes, place, side)})")
        for place, axis in enumerate(axes)
        if axis.comparable
    ]
    return group(*marks) if marks else ""


def _point(axes: tuple[SharedMeans, ...], place: int, side: Side) -> str:
    value = axes[place].left if side == "left" else axes[place].right
    x, y = _spot(len(axes), place, RADIUS * min(max(value or 0.0, 0.0), 100.0) / 100.0)
    return f"{number(x)} {number(y)}"


def _spot(count: int, place: int, reach: float) -> tuple[float, float]:
    angle = 2 * math.pi * place / max(count, 1)
    return reach * math.sin(angle), -reach * math.cos(angle)
