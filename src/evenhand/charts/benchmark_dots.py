"""One line a shared test: both scores on the scale from 0 to 100, each with its 90% interval."""

from evenhand.charts.svg import COLOURS, INK, LINE, MUTED, Side, at, element, group, marker, percent, picture, words
from evenhand.records.comparison import Comparison, Reading, SharedTest
from evenhand.wording.names import category_label
from evenhand.wording.numbers import average

NAME = "benchmark-dots"
ROW = 46
HEADING = 34
SPREAD = 1.645
FIRST, LAST = 2.0, 98.0
AXIS, APART = 29, 4


def benchmark_dots(comparison: Comparison) -> str:
    """A picture as wide as its column; tests grouped by category, those without a common scale left to the table."""
    rows, height, category = [], 0.0, ""
    for test in scaled_tests(comparison):
        if test.category != category:
            category = test.category
            rows.append(_heading(category, height))
            height += HEADING
        rows.append(group(*_row(comparison, test), transform=f"translate(0 {height:g})"))
        height += ROW
    title = f"{comparison.left.name} and {comparison.right.name}, test by test"
    description = _description(comparison)
    return picture(NAME, title, description, *rows, width="100%", height=max(height, 1))


def scaled_tests(comparison: Comparison) -> tuple[SharedTest, ...]:
    """The shared tests that have a common scale, by category in the comparison's order: the counted ones, if any."""
    order = {result.id: place for place, result in enumerate(comparison.categories)}
    scaled = [test for test in comparison.shared if test.left.scaled is not None and test.right.scaled is not None]
    drawn = [test for test in scaled if test.counted] or scaled
    return tuple(sorted(drawn, key=lambda test: (order.get(test.category, len(order)), test.category)))


def _description(comparison: Comparison) -> str:
    left, right = comparison.left.name, comparison.right.name
    said = [
        f"{_name(comparison, test)}: {left} {average(test.left.scaled)}, {right} {average(test.right.scaled)}."
        for test in scaled_tests(comparison)
    ]
    return " ".join(said) or "No shared test has a common scale."


def _heading(category: str, y: float) -> str:
    return words(category_label(category), y=y + 22, font_size=12, font_weight=600, fill=MUTED)


def _name(comparison: Comparison, test: SharedTest) -> str:
    return comparison.benchmarks[test.benchmark].name


def _row(comparison: Comparison, test: SharedTest) -> list[str]:
    left, right = percent(_place(test.left.scaled)), percent(_place(test.right.scaled))
    return [
        _label(_name(comparison, test)),
        words(_values(test), x="100%", y=13, text_anchor="end", font_size=13, fill=INK),
        element("line", x1=percent(FIRST), x2=percent(LAST), y1=AXIS, y2=AXIS, stroke=LINE),
        element("line", x1=left, x2=right, y1=AXIS, y2=AXIS, stroke=MUTED),
        *(_spread(test.left, "left"), _spread(test.right, "right")),
        *(at(left, AXIS - APART, marker("left", 5.5)), at(right, AXIS + APART, marker("right", 5.5))),
    ]


def _label(name: str) -> str:
    """The name, clipped before it runs into the values on a phone; the table has it whole."""
    return element("svg", words(name, y=13, fill=INK), width="72%", height=18, overflow="hidden")


def _values(test: SharedTest) -> str:
    return f"● {average(test.left.scaled)}  ◇ {average(test.right.scaled)}"


def _spread(reading: Reading, side: Side) -> str:
    if reading.scaled is None or not reading.error:
        return ""
    y = AXIS - APART if side == "left" else AXIS + APART
    reach = SPREAD * reading.error
    ends = (percent(_place(reading.scaled - reach)), percent(_place(reading.scaled + reach)))
    bar = element("line", x1=ends[0], x2=ends[1], y1=y, y2=y)
    stops = [element("line", x1=end, x2=end, y1=y - 4, y2=y + 4) for end in ends]
    return group(bar, *stops, stroke=COLOURS[side], stroke_width=1.8)


def _place(value: float | None) -> float:
    return FIRST + (LAST - FIRST) * min(max(value or 0.0, 0.0), 100.0) / 100.0
