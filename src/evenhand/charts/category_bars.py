"""Paired bars per category: both means on the shared tests, the difference, and its interval."""

from evenhand.charts.shared_means import SharedMeans, shared_means
from evenhand.charts.svg import (
    COLOURS,
    INK,
    LINE,
    MUTED,
    Attribute,
    Side,
    element,
    group,
    hatch,
    percent,
    picture,
    words,
)
from evenhand.records.comparison import Comparison
from evenhand.wording.numbers import average, points

NAME = "category-bars"
ROW = 66
EMPTY_ROW = 40
BAR = 12
FULL = 86.0


def category_bars(comparison: Comparison) -> str:
    """A picture as wide as its column. A category without shared tests has words in place of bars.

    The thin line over the longer bar is the interval of the difference, counted from the end of the shorter bar.
    """
    rows, height = [], 0.0
    for means in shared_means(comparison):
        rows.append(group(*_row(means), transform=f"translate(0 {height:g})"))
        height += ROW if means.comparable else EMPTY_ROW
    names = f"{comparison.left.name} and {comparison.right.name}"
    return picture(
        NAME,
        f"{names} by category",
        _description(comparison),
        hatch(f"{NAME}-hatch"),
        *rows,
        width="100%",
        height=max(height, 1),
    )


def _description(comparison: Comparison) -> str:
    said = [
        f"{means.label}: {_side_means(comparison, means)}{means.result.state}." for means in shared_means(comparison)
    ]
    return f"Means over the tests that both took, from 0 to 100. {' '.join(said)}"


def _side_means(comparison: Comparison, means: SharedMeans) -> str:
    if not means.comparable:
        return ""
    left, right = comparison.left.name, comparison.right.name
    return f"{left} {average(means.left)}, {right} {average(means.right)}, "


def _row(means: SharedMeans) -> list[str]:
    head = [words(means.label, y=16, font_weight=600, fill=INK)]
    head.append(words(_state(means), x="100%", y=16, text_anchor="end", font_size=13, fill=MUTED))
    if means.left is None or means.right is None:
        rest = element("line", x1="0%", x2=percent(FULL), y1=28, y2=28, stroke=LINE, stroke_dasharray="2 5")
        return [*head, rest]
    return [*head, *_bar("left", means.left, 24), *_bar("right", means.right, 24 + BAR + 2), *_interval(means)]


def _state(means: SharedMeans) -> str:
    result = means.result
    if result.state in ("leads", "leans") and result.difference is not None:
        return f"{result.state} by {points(result.difference)}"
    return result.state


def _bar(side: Side, value: float, y: float) -> list[str]:
    fill = COLOURS["left"] if side == "left" else f"url(#{NAME}-hatch)"
    edge: dict[str, Attribute] = {} if side == "left" else {"stroke": COLOURS["right"], "stroke_width": 1}
    bar = element("rect", y=y, width=percent(_place(value)), height=BAR, rx=1.5, fill=fill, **edge)
    return [bar, words(average(value), x="100%", y=y + BAR - 1.5, text_anchor="end", font_size=12, fill=INK)]


def _interval(means: SharedMeans) -> list[str]:
    """The interval of the difference, drawn over the longer bar from the end of the shorter one."""
    interval = means.result.interval
    if interval is None or means.left is None or means.right is None:
        return []
    leads_left = means.left >= means.right
    y = 24 + BAR / 2 if leads_left else 24 + BAR + 2 + BAR / 2
    low, high = (interval.low, interval.high) if leads_left else (-interval.high, -interval.low)
    shorter = min(means.left, means.right)
    ends = (percent(_place(shorter + low)), percent(_place(shorter + high)))
    halo = _whisker(ends, y, "var(--paper,#fff)", 4.5)
    return [halo, _whisker(ends, y, INK, 1.5)]


def _whisker(ends: tuple[str, str], y: float, colour: str, width: float) -> str:
    line = element("line", x1=ends[0], x2=ends[1], y1=y, y2=y)
    stops = [element("line", x1=end, x2=end, y1=y - 4, y2=y + 4) for end in ends]
    return group(line, *stops, stroke=colour, stroke_width=width)


def _place(value: float) -> float:
    return FULL * min(max(value, 0.0), 100.0) / 100.0
