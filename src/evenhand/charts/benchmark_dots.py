"""One line a shared test: both scores on the scale from 0 to 100, each with its 95% interval.

The interval is the one that stands beside the score, Wilson's of a share; of other values it follows from the error.
"""

from functools import lru_cache
from html import escape

from msgspec import Struct

from evenhand.charts.svg import COLOURS, INK, LINE, MUTED, Side, at, element, group, marker, percent, picture, words
from evenhand.records.comparison import Comparison, Reading, SharedTest
from evenhand.wording.names import category_label, names_of
from evenhand.wording.numbers import average, count

NAME = "benchmark-dots"
ROW = 46
HEADING = 34
# Standard errors to either side of a score, at 95%, where it has no interval of its own.
SPREAD = 1.96
FIRST, LAST = 2.0, 98.0
AXIS, APART = 29, 4
# The marks of the scale, and the height that their numbers take above and below the tests.
MARKS = (0, 25, 50, 75, 100)
SCALE = 20
# How many scores of one model on one test stay drawn.
DRAWN = 16_384
RULE = element("line", x1=percent(FIRST), x2=percent(LAST), y1=AXIS, y2=AXIS, stroke=LINE)
SIGNS = {side: element("tspan", sign, fill=COLOURS[side]) for side, sign in (("left", "●"), ("right", "◇"))}


class Mark(Struct, frozen=True):
    """One score as drawn: its interval, and its sign at its place."""

    interval: str
    sign: str


def benchmark_dots(comparison: Comparison) -> str:
    """A picture as wide as its column; tests grouped by category, those without a common scale left to the table."""
    tests = scaled_tests(comparison)
    rows, height, category = [], SCALE, ""
    for test in tests:
        if test.category != category:
            category = test.category
            rows.append(_heading(category, height))
            height += HEADING
        rows.append(_row(test, _name(comparison, test), height))
        height += ROW
    names = names_of(comparison)
    title = f"{names.left} and {names.right}, test by test"
    drawn = (_scale(height), *rows) if tests else ()
    height = height + SCALE if tests else 1
    return picture(NAME, title, _description(comparison, tests), *drawn, width="100%", height=height)


def scaled_tests(comparison: Comparison) -> tuple[SharedTest, ...]:
    """The shared tests that have a common scale, by category in the comparison's order: the counted ones, if any."""
    order = {result.id: place for place, result in enumerate(comparison.categories)}
    scaled = [test for test in comparison.shared if test.left.scaled is not None and test.right.scaled is not None]
    drawn = [test for test in scaled if test.counted] or scaled
    return tuple(sorted(drawn, key=lambda test: (order.get(test.category, len(order)), test.category)))


def _description(comparison: Comparison, tests: tuple[SharedTest, ...]) -> str:
    """What is drawn; the figures stand in the table beside it."""
    if not tests:
        return "No shared test has a common scale."
    names = names_of(comparison)
    ahead = {side: sum(_ahead(test) == side for test in tests) for side in ("left", "right")}
    return (
        f"Scores from 0 to 100 with their 95% intervals on {count(len(tests), 'test')}:"
        f" {names.left} is ahead on {ahead['left']}, {names.right} on {ahead['right']}."
        " The table has every figure."
    )


def _ahead(test: SharedTest) -> Side | None:
    left, right = test.left.scaled or 0.0, test.right.scaled or 0.0
    return None if left == right else "left" if left > right else "right"


def _scale(foot: int) -> str:
    """A line at each mark of the scale down to the foot of the tests, its number above and below."""
    parts = []
    for mark in MARKS:
        x = _spot(mark)
        parts.append(element("line", x1=x, x2=x, y1=SCALE - 4, y2=foot + 4, stroke=LINE))
        anchor = {0: "start", 100: "end"}.get(mark, "middle")
        parts += [words(str(mark), x=x, y=y, text_anchor=anchor, font_size=12, fill=MUTED) for y in (12, foot + 16)]
    return group(*parts, class_="scale")


def _heading(category: str, y: float) -> str:
    return words(category_label(category), y=y + 22, font_size=12, font_weight=600, fill=MUTED)


def _name(comparison: Comparison, test: SharedTest) -> str:
    return comparison.benchmarks[test.benchmark].name


def _row(test: SharedTest, name: str, y: int) -> str:
    """A test: its name, clipped before it runs into the values on a phone (the table has it whole), and both marks."""
    left, right = _spot(test.left.scaled), _spot(test.right.scaled)
    values = f"{SIGNS['left']} {_written(test.left.scaled)}  {SIGNS['right']} {_written(test.right.scaled)}"
    one, other = _mark(test.left.scaled, _ends(test.left), "left"), _mark(test.right.scaled, _ends(test.right), "right")
    return (
        f'<g transform="translate(0 {y})"><svg width="72%" height="18" overflow="hidden">'
        f'<text y="13" fill="{INK}">{escape(name, quote=False)}</text></svg>'
        f'<text x="100%" y="13" text-anchor="end" font-size="13" fill="{INK}">{values}</text>{RULE}'
        f'<line x1="{left}" x2="{right}" y1="{AXIS}" y2="{AXIS}" stroke="{MUTED}"/>'
        f"{one.interval}{other.interval}{one.sign}{other.sign}</g>"
    )


def _ends(reading: Reading) -> tuple[float, float] | None:
    """Where the interval of a score begins and ends; None where its error is not known."""
    if reading.scaled is None or not reading.error:
        return None
    if reading.interval:
        return reading.interval.low, reading.interval.high
    reach = SPREAD * reading.error
    return reading.scaled - reach, reading.scaled + reach


@lru_cache(maxsize=DRAWN)
def _mark(scaled: float | None, ends: tuple[float, float] | None, side: Side) -> Mark:
    """One score as drawn, the same in every picture that has it."""
    y = AXIS - APART if side == "left" else AXIS + APART
    return Mark(_spread(ends, side, y) if ends else "", at(_spot(scaled), y, marker(side, 5.5)))


def _spread(ends: tuple[float, float], side: Side, y: float) -> str:
    low, high = map(_spot, ends)
    return element("line", x1=low, x2=high, y1=y, y2=y, stroke=COLOURS[side], stroke_width=2)


@lru_cache(maxsize=DRAWN)
def _written(value: float | None) -> str:
    return average(value)


def _spot(value: float | None) -> str:
    """Where a value stands across the picture; to a tenth of a percent, under a pixel."""
    return f"{FIRST + (LAST - FIRST) * min(max(value or 0.0, 0.0), 100.0) / 100.0:.1f}%"
