"""Which model took which counted test: one row a model, one column a test, grouped by category."""

from html import escape
from itertools import groupby

from evenhand.charts.svg import COLOURS, INK, LINE, MUTED, element, group, picture, words
from evenhand.records.coverage import CountedTest, Coverage, CoverageRow, Taken
from evenhand.wording.names import category_label

NAME, STRIP = "coverage-map", "coverage-strip"
CELL, SIZE, GAP = 16, 12, 8
NAMES, HEAD, FOOT = 190, 156, 84
LABEL = 13
GUIDE = 5
STRIP_ROW, STRIP_LABEL = 26, 152
SHAPES: dict[Taken, str] = {
    "measured": f"h{SIZE}v{SIZE}h-{SIZE}z",
    "other conditions": f"h{SIZE}v{SIZE}h-{SIZE}z",
    "not admitted": f"m2 {SIZE // 2}h{SIZE - 4}",
    "missing": "",
}
PAINT: dict[Taken, dict[str, str | float]] = {
    "measured": {"fill": COLOURS["left"]},
    "other conditions": {"fill": "none", "stroke": COLOURS["right"], "stroke_width": 1.6},
    "not admitted": {"fill": "none", "stroke": MUTED, "stroke_width": 1.6},
    "missing": {},
}


def coverage_map(found: Coverage) -> str:
    """A picture of its own size, to be scrolled; empty where no model is ranked."""
    if not found.rows:
        return ""
    columns = _columns(found.tests)
    width = columns[-1] + CELL + 90
    height = HEAD + CELL * len(found.rows) + FOOT
    measured = sum(row.measured for row in found.rows)
    title = f"Which of {len(found.rows)} ranked models took which of {len(found.tests)} counted tests"
    said = f"{measured} of {len(found.rows) * len(found.tests)} are measured; the table below says so model by model."
    rows = [_row(row, place, columns) for place, row in enumerate(found.rows)]
    drawn = (_heads(found.tests, columns, height), *rows)
    return picture(NAME, title, said, *drawn, width=width, height=height, viewBox=f"0 0 {width} {height}")


def coverage_strip(tests: tuple[CountedTest, ...], row: CoverageRow) -> str:
    """One model: a line a category with its tests as squares; each square says its test when it is pointed at."""
    pairs = list(zip(tests, row.taken, strict=True))
    groups = [(name, list(some)) for name, some in groupby(pairs, key=lambda pair: pair[0].category)]
    width = STRIP_LABEL + CELL * max((len(some) for _, some in groups), default=0) + 60
    lines = [
        group(*_strip_line(category, some, width), transform=f"translate(0 {STRIP_ROW * place})")
        for place, (category, some) in enumerate(groups)
    ]
    title = f"Counted tests that {row.name} took"
    said = " ".join(f"{category_label(name)}: {_share(some)}." for name, some in groups)
    return picture(STRIP, title, said, *lines, width=width, height=STRIP_ROW * len(groups))


def _columns(tests: tuple[CountedTest, ...]) -> list[int]:
    """The left edge of each test's column, with a gap between categories."""
    found, x, before = [], NAMES, tests[0].category if tests else ""
    for test in tests:
        x += GAP if test.category != before else 0
        found.append(x)
        x, before = x + CELL, test.category
    return found


def _heads(tests: tuple[CountedTest, ...], columns: list[int], height: float) -> str:
    parts = []
    for test, x in zip(tests, columns, strict=True):
        turned = f"translate({x + SIZE - 1} {HEAD - 8}) rotate(-60)"
        parts.append(words(_clipped(test.name), transform=turned, font_size=11, fill=INK))
    feet = {test.category: x for test, x in reversed(list(zip(tests, columns, strict=True)))}
    for category, x in feet.items():
        turned = f"translate({x} {height - FOOT + 14}) rotate(30)"
        parts.append(words(category_label(category), transform=turned, font_size=12, fill=MUTED))
    starts = [x for number, x in enumerate(columns) if number and tests[number].category != tests[number - 1].category]
    lines = (element("line", x1=x - 6, x2=x - 6, y1=HEAD - 4, y2=height - FOOT, stroke=LINE) for x in starts)
    return group(*parts, *lines, *_guides(columns[-1] + SIZE, height))


def _guides(end: int, height: float) -> list[str]:
    """A thin line after every fifth row, so that the eye finds the name of a square far to the right."""
    places = range(HEAD + CELL * GUIDE - 2, round(height) - FOOT, CELL * GUIDE)
    return [element("line", x1=0, x2=end, y1=y, y2=y, stroke=LINE) for y in places]


def _clipped(name: str, most: int = 24) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _row(row: CoverageRow, place: int, columns: list[int]) -> str:
    name = words(_clipped(row.name, 28), x=NAMES - 8, y=SIZE - 1, text_anchor="end", font_size=12, fill=INK)
    marks = [_marks(row, kind, columns) for kind in SHAPES]
    return group(name, *marks, transform=f"translate(0 {HEAD + CELL * place})")


def _marks(row: CoverageRow, kind: Taken, columns: list[int]) -> str:
    """All squares of a kind in a row as one path."""
    places = [x for x, taken in zip(columns, row.taken, strict=True) if taken == kind]
    if not places or not SHAPES[kind]:
        return ""
    return element("path", d="".join(f"M{x} 0{SHAPES[kind]}" for x in places), **PAINT[kind])


def _strip_line(category: str, some: list[tuple[CountedTest, Taken]], width: int) -> list[str]:
    squares = [_square(test, taken, number) for number, (test, taken) in enumerate(some)]
    return [
        words(category_label(category), y=LABEL, fill=INK),
        element("svg", *squares, x=STRIP_LABEL, y=1, overflow="visible"),
        words(_share(some), x=width, y=LABEL, text_anchor="end", font_size=13, fill=MUTED),
    ]


def _square(test: CountedTest, taken: Taken, number: int) -> str:
    said = element("title", escape(f"{test.name}: {taken}", quote=False))
    x = number * CELL + 1
    back = element("rect", x=x, y=1, width=SIZE, height=SIZE, fill="none", stroke=LINE)
    mark = element("path", d=f"M{x} 1{SHAPES[taken]}", **PAINT[taken]) if SHAPES[taken] else ""
    return group(said, back, mark)


def _share(some: list[tuple[CountedTest, Taken]]) -> str:
    return f"{sum(taken == 'measured' for _, taken in some)} of {len(some)}"
