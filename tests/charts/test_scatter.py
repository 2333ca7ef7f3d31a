"""Scatter plots: names that never cover each other, marks where values stand, the line of those that none beats."""

import random
import re
from datetime import date
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from msgspec import structs

from evenhand.charts.point_labels import BESIDE, BOLD, LETTER, LINE, MARGIN, Ground, Label, Point, point_labels
from evenhand.charts.scales import axis_of
from evenhand.charts.scatter import WIDTHS, Dot, Scatter, scatter
from evenhand.charts.speed_bars import drawn_rows, speed_bars
from evenhand.records.speed_board import SpeedRow, Spread

NAMES = ("o7", "Alder 2.5", "Birch-70B-Instruct", "Cedar", "A Very Long Name of a Model")


def crowd(seed: int, count: int) -> list[Point]:
    """Points drawn from a seed, many of them near each other."""
    draw = random.Random(seed)  # noqa: S311 - reproducible, not secret
    return [
        Point(min(1.0, draw.betavariate(1, 2)), 40 + 340 * draw.random(), draw.choice(NAMES), draw.random(), place < 6)
        for place in range(count)
    ]


def corners(point: Point, label: Label, width: float) -> tuple[float, float, float, float]:
    """Where a name stands at a width: left, top, right, bottom; a line higher than its letters is not needed."""
    long = (BOLD if point.bold else LETTER) * len(point.name)
    left = point.x * width + label.dx - {"start": 0.0, "middle": long / 2, "end": long}[label.anchor]
    return left, point.y + label.dy - LINE + 5, left + long, point.y + label.dy + 2


@pytest.mark.parametrize("count", [2, 60, 160])
@pytest.mark.parametrize("width", WIDTHS.values())
def test_no_name_covers_another_or_a_point(count: int, width: float) -> None:
    """At the width they were placed for, and at wider ones, names keep apart, clear of points, inside the picture."""
    points = crowd(count, count)
    labels = point_labels(points, width, 20.0, 388.0)
    assert len(labels) == len({label.point for label in labels})
    for wide in (width, 1.3 * width, 1.6 * width):
        boxes = [corners(points[label.point], label, wide) for label in labels]
        for (left, top, right, bottom), (start, high, end, low) in combinations(boxes, 2):
            assert right <= start or end <= left or bottom <= high or low <= top
        for label, (left, top, right, bottom) in zip(labels, boxes, strict=True):
            assert left >= 0
            assert right <= wide
            for place, point in enumerate(points):
                inside = left < point.x * wide < right and top < point.y < bottom
                assert place == label.point or not inside


@pytest.mark.parametrize("count", [2, 60, 160])
@pytest.mark.parametrize("width", WIDTHS.values())
def test_every_name_is_nearest_to_its_own_point(count: int, width: float) -> None:
    """A name without a line to it stands nearer to its own point than to any other, at all widths it is shown at."""
    points = crowd(count, count)
    labels = point_labels(points, width, 20.0, 388.0)
    for wide in (width, 1.6 * width):
        for label in labels:
            left, top, right, bottom = corners(points[label.point], label, wide)
            apart = [
                max(left - one.x * wide, one.x * wide - right, top + 2 - one.y, one.y - bottom, 0.0) for one in points
            ]
            nearest = min(distance for place, distance in enumerate(apart) if place != label.point)
            assert label.leader or apart[label.point] < nearest


def test_neighbours_on_the_line_cannot_be_mistaken() -> None:
    """Of two points close to each other each has its name at its own height, or a line; other names come after."""
    pair = [Point(0.31, 105.0, "Kimi K2.6", 2.1, bold=True), Point(0.315, 88.0, "DeepSeek-V4-Pro", 2.2, bold=True)]
    others = [Point(0.36, 115.0, "Qwen3.5", 0.9), Point(0.01, 119.0, "DeepSeek-V4-Flash", 2.0, bold=True)]
    found = {label.point: label for label in point_labels((*pair, *others), 280.0, 20.0, 388.0, Ground(marks=(55.0,)))}
    assert {0, 1, 3} <= set(found)
    for place in (0, 1):
        base = pair[place].y + found[place].dy
        assert found[place].leader or abs(base - 4.0 - pair[place].y) < abs(base - 4.0 - pair[1 - place].y)


def test_a_name_further_off_has_a_line_to_its_point() -> None:
    """Where all around a point on the line is taken, its name stands further off with a drawn line from its point."""
    ring = [Point(0.5 + dx / 600, 200.0 + dy, "") for dx in range(-120, 121, 12) for dy in (-12, 12) if dx]
    found = point_labels((Point(0.5, 200.0, "Oak", 3.0, bold=True), *ring), 600.0, 20.0, 388.0)
    label = next(one for one in found if one.point == 0)
    assert label.leader
    ringed = tuple(Dot(name=" ", x=40 + dx, y=50 + dy) for dx in range(-30, 31, 2) for dy in (-3, 3))
    drawn = scatter(plot(Dot(name="Oak", x=40, y=50, on_line=True), *ringed))
    assert re.search(r'overflow="visible"><line [^>]*stroke-width="1"/></svg><text [^>]*>Oak</text>', drawn)


def test_names_keep_off_the_line_and_the_marks() -> None:
    """No name lies across the line but those of its own points, which may stand in the margin between its marks."""
    line = ((0.0, 100.0), (1.0, 100.0))
    plain = point_labels([Point(0.5, 101.0, "Cedar")], 600.0, 0.0, 200.0, Ground(lines=(line,)))
    top, bottom = (101.0 + plain[0].dy + edge for edge in (5 - LINE, 4))
    assert not top < 100.0 < bottom
    edge = [Point(0.0, 100.0, "Oak", bold=True), Point(0.02, 90.0, "b" * 90), Point(0.02, 110.0, "c" * 90)]
    reached = [point_labels(edge, 300.0, 80.0, 115.0, Ground(marks=marks)) for marks in ((40.0,), (90.0, 110.0))]
    assert [label.anchor for label in reached[0] if label.point == 0] == ["end"]
    assert all(label.anchor != "end" for label in reached[1])
    assert BOLD * len("Oak") < MARGIN


def test_a_long_axis_name_is_shorter_where_it_is_narrow() -> None:
    """What a narrow column has no room for stands apart, so that the style sheet can leave it out."""
    dots = (Dot(name="a", x=1, y=1), Dot(name="b", x=9, y=9))
    said = "Blended price, US dollars per million tokens, log scale"
    drawn = scatter(structs.replace(plot(*dots), x=axis_of(said, "number", [1.0, 9.0])))
    assert 'tokens<tspan class="more-marks">, log scale</tspan>' in drawn


def test_the_most_needed_name_comes_first() -> None:
    """Of two points in one place the one that needs its name has the first position; a lone one always has its name."""
    points = [Point(0.5, 100.0, "less", 0.1), Point(0.5, 100.0, "more", 0.9)]
    placed = {label.point: label for label in point_labels(points, 600.0, 0.0, 200.0)}
    assert (placed[1].dx, placed[1].anchor) == (BESIDE, "start")
    assert placed[0].anchor == "end"


@pytest.mark.parametrize(
    ("kind", "values", "scale", "texts"),
    [
        ("money", [0.1, 30.0], "log", ["$0.10", "$0.20", "$0.50", "$1", "$2", "$5", "$10", "$20"]),
        ("money", [0.0, 5.0, 50.0], "log", ["free", "$5", "$10", "$20", "$50"]),
        ("score", [41.0, 80.0], "even", ["40", "50", "60", "70", "80"]),
        ("tokens", [128_000.0, 1_000_000.0], "log", ["200K", "500K", "1M"]),
        ("share", [5.0, 100.0], "even", ["20%", "40%", "60%", "80%", "100%"]),
        ("seconds", [2.0, 2.0], "even", ["1.95 s", "2 s", "2.05 s"]),
    ],
)
def test_marks_are_round_and_inside(kind: str, values: list[float], scale: str, texts: list[str]) -> None:
    """Every mark lies on the axis and reads as its kind; zero has a place of its own before a log scale."""
    axis = axis_of("", kind, values, log=scale == "log")  # type: ignore[arg-type]
    marks = axis.marks()
    assert all(0 <= place <= 1 for place, _ in marks)
    assert [place for place, _ in marks] == sorted(place for place, _ in marks)
    assert all(0 <= axis.place(value) <= 1 for value in values)
    assert set(texts) <= {text for _, text in marks}


def test_dates_are_marked_by_months() -> None:
    """First days of months, evenly apart, at most seven."""
    days = [float(date(2024, 5, 13).toordinal()), float(date(2026, 4, 23).toordinal())]
    texts = [text for _, text in axis_of("", "date", days).marks()]
    assert texts == ["Jul 2024", "Jan 2025", "Jul 2025", "Jan 2026"]


def plot(*dots: Dot, better: str = "lower") -> Scatter:
    """A picture of these points on even axes from 0 to 100."""
    axis = axis_of("points", "score", [0.0, 100.0])
    return Scatter(name="plot", title="Title", description="What", x=axis, y=axis, dots=dots, better=better)  # type: ignore[arg-type]


def test_the_steps_of_the_line() -> None:
    """The line goes level from a point to below the next, and out to the end of the axis that is worse."""
    dots = (Dot(name="a", x=10, y=20, on_line=True), Dot(name="b", x=60, y=70, on_line=True), Dot(name="c", x=70, y=10))
    for better, end in (("lower", "100%"), ("higher", "0%")):
        lines = re.findall(
            r'<line x1="([\d.]+%)" x2="([\d.]+%)"', scatter(plot(*dots, better=better)).split("pareto")[1]
        )
        assert lines[0] == ("10%", "60%")
        assert lines[1] == (("60%", "60%") if better == "lower" else ("10%", "10%"))
        assert lines[2][1] == end
    assert "pareto" not in scatter(plot(*dots, better=""))


def test_the_picture_is_whole_and_escaped() -> None:
    """Well formed, one image with a name, no link and no style inside, every point with what is said of it."""
    dots = tuple(Dot(name=f"<{name}>", x=place, y=place, said=f"{name} & co") for place, name in enumerate("abc"))
    picture = scatter(plot(*dots))
    tree = ET.fromstring(picture.replace("<svg class", '<svg xmlns="http://www.w3.org/2000/svg" class', 1))  # noqa: S314 - our own drawing
    assert tree.get("role") == "img"
    assert "<a " not in picture
    assert "style=" not in picture
    assert picture.count("&amp; co") == len(dots)
    assert scatter(plot(dots[0])) == ""


def test_bars_of_speed() -> None:
    """A filled bar counts, a hollow one is old and has its year; rows without a rate are left to the table."""
    rate = Spread(low=40.0, middle=50.0, high=80.0)
    row = SpeedRow(
        model="ada", name="Ada <1>", lab_name="One", provider="host", provider_name="Host", source="card",
        tokens_per_second=rate, measured="2026-06-30", counts=True,
    )  # fmt: skip
    old = structs.replace(row, counts=False, measured="2024-05-03", tokens_per_second=Spread(low=9, middle=9, high=9))
    rows = (row, old, structs.replace(row, tokens_per_second=None))
    picture = speed_bars(rows)
    assert drawn_rows(rows) == (row, old)
    assert picture.count("<rect") == 2
    assert picture.count('fill="none"') == 1
    assert "9, in 2024" in picture
    assert "Ada &lt;1&gt;, Host: 50 (40–80) tokens a second, 2026-06-30." in picture
    assert speed_bars((row,)) == ""
