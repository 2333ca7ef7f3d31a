"""Paired bars per category: both means on the shared tests, the difference, and its interval."""

from functools import cache
from html import escape

from evenhand.charts.compared import drawable, state_text
from evenhand.charts.svg import (
    COLOURS,
    INK,
    LINE,
    MUTED,
    Side,
    element,
    group,
    hatch,
    number,
    percent,
    picture,
    words,
)
from evenhand.records.comparison import CategoryResult, Comparison
from evenhand.wording.names import category_label, names_of
from evenhand.wording.numbers import average

NAME = "category-bars"
ROW = 66
EMPTY_ROW = 40
SECOND_LINE = 17
ONE_LINE = 42
BAR = 12
FULL = 86.0
FILLS = {
    "left": f'fill="{COLOURS["left"]}"',
    "right": f'fill="url(#{NAME}-hatch)" stroke="{COLOURS["right"]}" stroke-width="1"',
}


def category_bars(comparison: Comparison) -> str:
    """A picture as wide as its column. A category without shared tests has words in place of bars.

    The thin line over the longer bar is the interval of the difference, counted from the end of the shorter bar.
    """
    rows, height = [], 0.0
    for result in comparison.categories:
        rows.append(group(*_row(comparison, result), transform=f"translate(0 {height:g})"))
        height += _high(comparison, result)
    names = names_of(comparison)
    return picture(
        NAME,
        f"{names.left} and {names.right} by category",
        _description(comparison),
        hatch(f"{NAME}-hatch"),
        *rows,
        width="100%",
        height=max(height, 1),
    )


def bars_height(comparison: Comparison) -> float:
    """How high the picture is, in pixels."""
    return sum(_high(comparison, result) for result in comparison.categories)


def _high(comparison: Comparison, result: CategoryResult) -> float:
    return (ROW if drawable(result) else EMPTY_ROW) + _dropped(comparison, result)


def _description(comparison: Comparison) -> str:
    said = [
        f"{category_label(result.id)}: {_side_means(comparison, result)}{state_text(comparison, result)}."
        for result in comparison.categories
    ]
    return f"Means over the tests that both took, from 0 to 100. {' '.join(said)}"


def _side_means(comparison: Comparison, result: CategoryResult) -> str:
    if not drawable(result):
        return ""
    names = names_of(comparison)
    return f"{names.left} {average(result.left_mean)}, {names.right} {average(result.right_mean)}, "


def _dropped(comparison: Comparison, result: CategoryResult) -> int:
    """How far the bars move down for a state that has no room beside its label on a phone."""
    return SECOND_LINE if len(category_label(result.id) + state_text(comparison, result)) > ONE_LINE else 0


def _row(comparison: Comparison, result: CategoryResult) -> list[str]:
    down = _dropped(comparison, result)
    beside = f'y="{16 + down}"' if down else 'x="100%" y="16" text-anchor="end"'
    state = escape(state_text(comparison, result), quote=False)
    head = [_label(result.id), f'<text font-size="13" fill="{MUTED}" {beside}>{state}</text>']
    if result.left_mean is None or result.right_mean is None:
        rest = element("line", x1="0%", x2=percent(FULL), y1=28, y2=28, stroke=LINE, stroke_dasharray="2 5")
        return [*head, rest]
    bars = [_bar("left", result.left_mean, 24), _bar("right", result.right_mean, 24 + BAR + 2), *_interval(result)]
    return [*head, group(*bars, transform=f"translate(0 {down})")] if down else [*head, *bars]


@cache
def _label(category: str) -> str:
    return words(category_label(category), y=16, font_weight=600, fill=INK)


def _bar(side: Side, value: float, y: int) -> str:
    return (
        f'<rect y="{y}" width="{percent(_place(value))}" height="{BAR}" rx="1.5" {FILLS[side]}/>'
        f'<text x="100%" y="{number(y + BAR - 1.5)}" text-anchor="end" font-size="12" fill="{INK}">'
        f"{average(value)}</text>"
    )


def _interval(result: CategoryResult) -> list[str]:
    """The interval of the difference, drawn over the longer bar from the end of the shorter one."""
    interval = result.interval
    if interval is None or result.left_mean is None or result.right_mean is None:
        return []
    leads_left = result.left_mean >= result.right_mean
    y = 24 + BAR / 2 if leads_left else 24 + BAR + 2 + BAR / 2
    low, high = (interval.low, interval.high) if leads_left else (-interval.high, -interval.low)
    shorter = min(result.left_mean, result.right_mean)
    ends = (percent(_place(shorter + low)), percent(_place(shorter + high)))
    halo = _whisker(ends, y, "var(--paper,#fff)", 4.5)
    return [halo, _whisker(ends, y, INK, 1.5)]


def _whisker(ends: tuple[str, str], y: float, colour: str, width: float) -> str:
    low, high = ends
    top, foot = number(y - 4), number(y + 4)
    return (
        f'<g stroke="{colour}" stroke-width="{number(width)}"><line x1="{low}" x2="{high}" y1="{number(y)}"'
        f' y2="{number(y)}"/><line x1="{low}" x2="{low}" y1="{top}" y2="{foot}"/>'
        f'<line x1="{high}" x2="{high}" y1="{top}" y2="{foot}"/></g>'
    )


def _place(value: float) -> float:
    return FULL * min(max(value, 0.0), 100.0) / 100.0
