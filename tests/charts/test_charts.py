import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from msgspec import structs

from evenhand.catalog.naming import subject
from evenhand.charts.benchmark_dots import benchmark_dots
from evenhand.charts.category_bars import category_bars
from evenhand.charts.compared import drawable, state_text
from evenhand.charts.radar import radar, radar_caption
from evenhand.comparison.compare import compare
from evenhand.records.comparison import Comparison
from evenhand.records.intervals import Interval
from invented_pair import comparison

GOLDEN = Path(__file__).parents[1] / "golden" / "charts"
CHARTS = {"category_bars": category_bars, "radar": radar, "benchmark_dots": benchmark_dots}
NOTHING = {"shared": (), "state": "not comparable", "interval": None, "left_mean": None, "right_mean": None}
SVG = "{http://www.w3.org/2000/svg}"


def only(count: int) -> Comparison:
    """The invented comparison with this many comparable categories."""
    whole = comparison()
    kept = [result.id for result in whole.categories if result.shared][:count]
    return structs.replace(
        whole,
        categories=tuple(
            result if result.id in kept else structs.replace(result, **NOTHING) for result in whole.categories
        ),
    )


def drawn(svg: str) -> ET.Element:
    """The picture as a tree, which proves that it is well formed."""
    return ET.fromstring(svg.replace("<svg class", '<svg xmlns="http://www.w3.org/2000/svg" class', 1))  # noqa: S314 - our own drawing


@pytest.mark.parametrize("name", CHARTS)
def test_picture_is_the_golden_one(name: str) -> None:
    """A chart of the invented comparison is drawn as its golden file shows it."""
    assert CHARTS[name](comparison()) == (GOLDEN / f"{name}.svg").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize("name", CHARTS)
def test_picture_has_a_name_and_no_links(name: str) -> None:
    """A chart is one image with a title and a description that hold both models, and no links inside."""
    svg = CHARTS[name](comparison())
    tree = drawn(svg)
    assert tree.get("role") == "img"
    labels = {child.get("id"): child.text or "" for child in tree if child.tag in (f"{SVG}title", f"{SVG}desc")}
    assert list(labels) == tree.get("aria-labelledby", "").split()
    assert all("Alder 1" in text and "Birch 2" in text for text in labels.values())
    assert "<a " not in svg
    assert "style=" not in svg


@pytest.mark.parametrize("name", CHARTS)
def test_names_are_escaped(name: str) -> None:
    """A model's name with signs of markup stays text."""
    whole = comparison()
    odd = structs.replace(whole, left=structs.replace(whole.left, name='<script>&"'))
    assert "<script>" not in CHARTS[name](odd)
    drawn(CHARTS[name](odd))


@pytest.mark.parametrize("name", CHARTS)
def test_colours_follow_the_page(name: str) -> None:
    """Every colour is a variable of the page, so that a chart follows light and dark."""
    colours = re.findall(r'(?:fill|stroke)="([^"]+)"', CHARTS[name](comparison()))
    assert colours
    assert all(colour.startswith(("var(--", "url(#", "none", "currentColor")) for colour in colours)


def test_radar_never_draws_what_was_not_compared() -> None:
    """Axes without shared tests have their own state in words and carry no point."""
    svg = radar(comparison())
    missing = [result for result in comparison().categories if not drawable(result)]
    assert len(missing) == 4
    assert svg.count('stroke-dasharray="2 4"') == len(missing)
    assert svg.count('<circle r="4"') == 8 - len(missing)
    assert "Multilingual: no data." in svg
    assert svg.count(">not comparable</text>") + svg.count(">not</text>") == 3


@pytest.mark.parametrize("count", [0, 1, 2])
def test_radar_is_left_out_below_three_axes(count: int) -> None:
    """With fewer than three comparable axes there is no radar at all."""
    assert radar(only(count)) == ""


@pytest.mark.parametrize(("count", "lines"), [(3, 2), (4, 2)])
def test_radar_joins_neighbours_alone(count: int, lines: int) -> None:
    """With gaps between the comparable axes, lines join neighbours only and close no shape."""
    svg = radar(only(count))
    assert len(re.findall(r"<path d=\"M[^\"]+\" stroke=\"[^\"]+\" stroke-width=\"1.8\"", svg)) == lines
    assert 'z" stroke="var(--left,#1d5cb8)"' not in svg


def test_caption_of_the_radar_follows_the_case() -> None:
    """The caption speaks of gaps only where there are some, and of lines only where neighbours were compared."""
    whole = comparison()
    full = [structs.replace(one, left_mean=50.0, right_mean=60.0) for one in whole.categories]
    apart = [one if place % 2 else structs.replace(one, **NOTHING) for place, one in enumerate(full)]
    captions = [radar_caption(structs.replace(whole, categories=tuple(axes))) for axes in (full, apart)]
    assert "dashed" not in captions[0]
    assert "no line" in captions[1]
    assert "lines join neighbours" in radar_caption(whole)


def test_bars_say_the_state_where_nothing_is_shared() -> None:
    """A category without shared tests has its state in words and no bar."""
    svg = category_bars(only(0))
    assert svg.count("not comparable") >= 8
    assert "<rect" not in svg


def test_bars_say_leads_for_leads_alone() -> None:
    """Who is ahead and by how much stands with the state's own word: a category that leans does not lead."""
    texts = {result.id: state_text(comparison(), result) for result in comparison().categories}
    assert texts["coding"] == "leans to Birch 2, 3.5"
    assert texts["knowledge"] == "Birch 2 leads by 22.0"
    assert (texts["math"], texts["multilingual"]) == ("too close to call", "no data")
    assert all(f">{text}</text>" in category_bars(comparison()) for text in texts.values())


def test_long_name_gets_a_line_of_its_own() -> None:
    """A state that has no room beside its label on a phone stands below it, and the bars move down."""
    whole = comparison()
    long = structs.replace(whole, right=structs.replace(whole.right, name="Birch 2 Preview of November, Thinking"))
    assert '<g transform="translate(0 17)">' in category_bars(long)
    assert '<g transform="translate(0 17)">' not in category_bars(whole)


def test_bars_of_a_leader_carry_the_interval() -> None:
    """The interval of the difference starts from the shorter bar: it covers the longer bar's end."""
    result = {one.id: one for one in comparison().categories}["knowledge"]
    assert result.left_mean is not None
    assert result.right_mean is not None
    assert result.interval is not None
    low, high = result.left_mean - result.interval.high, result.left_mean - result.interval.low
    assert low < result.right_mean < high
    svg = category_bars(comparison())
    assert f'x1="{0.86 * low:.2f}%" x2="{0.86 * high:.2f}%"' in svg


def test_dots_leave_out_what_has_no_scale() -> None:
    """A test whose scores cannot be put on the common scale is not drawn."""
    whole = comparison()
    first = whole.shared[0]
    bare = structs.replace(first, left=structs.replace(first.left, scaled=None, error=None))
    svg = benchmark_dots(structs.replace(whole, shared=(bare, *whole.shared[1:])))
    assert whole.benchmarks[first.benchmark].name not in svg
    assert whole.benchmarks[whole.shared[1].benchmark].name in svg


def test_dots_draw_the_interval_that_stands_beside_the_score() -> None:
    """The line of a score ends where its own interval does; without one it follows from the error, at that level."""
    whole = comparison()
    test = next(one for one in whole.shared if one.counted and one.left.scaled is not None)
    reach = Interval(low=11.0, high=22.0, level=0.95)
    one = structs.replace(test.left, scaled=20.0, error=2.5, interval=reach)
    other = structs.replace(test.right, scaled=50.0, error=5.0, interval=None)
    svg = benchmark_dots(structs.replace(whole, shared=(structs.replace(test, left=one, right=other),)))
    assert 'x1="12.6%" x2="23.1%"' in svg
    assert 'x1="40.6%" x2="59.4%"' in svg
    assert "with their 95% intervals" in svg


def test_means_agree_with_the_difference_on_real_models(catalog) -> None:
    """On real models the drawn means differ by the stated difference."""
    sides = subject(catalog, "claude-opus-4.5"), subject(catalog, "gpt-5.2")
    found = compare(catalog, *sides, places={})
    compared = [row for row in found.categories if row.left_mean is not None and row.right_mean is not None]
    assert len(compared) >= 5
    for row in compared:
        assert row.left_mean - row.right_mean == pytest.approx(row.difference, abs=1e-6)


@pytest.mark.parametrize("name", CHARTS)
def test_two_efforts_of_a_model_are_told_apart(name: str) -> None:
    """One model at two efforts: title and description name each side with its effort, never twice the same."""
    whole = comparison()
    both = structs.replace(whole, right=whole.left, left_effort="high", right_effort="low")
    tree = drawn(CHARTS[name](both))
    title, told = (next(tree.iter(f"{SVG}{kind}")).text or "" for kind in ("title", "desc"))
    assert title.startswith("Alder 1 (high effort) and Alder 1 (low effort)")
    assert "Alder 1 (high effort)" in told
    assert "Alder 1 (low effort)" in told
    assert not re.search(r"Alder 1 (?!\()", title + told)


def test_dots_stand_on_a_scale_that_is_drawn() -> None:
    """Each mark of the scale is a line over all tests with its number at both ends, where a score of it would stand."""
    tree = drawn(benchmark_dots(comparison()))
    scale = next(one for one in tree.iter(f"{SVG}g") if one.get("class") == "scale")
    lines, numbers = list(scale.iter(f"{SVG}line")), list(scale.iter(f"{SVG}text"))
    assert [one.text for one in numbers] == [text for text in ("0", "25", "50", "75", "100") for _ in range(2)]
    assert (
        [one.get("x1") for one in lines]
        == [one.get("x") for one in numbers[::2]]
        == ["2.0%", "26.0%", "50.0%", "74.0%", "98.0%"]
    )
    top, height = float(lines[0].get("y1", "0")), float(tree.get("height", "0"))
    assert all(top < float(one.get("transform", "").split()[1][:-1]) < height for one in tree.findall(f"{SVG}g")[1:])


def test_values_carry_the_signs_of_the_sides_in_their_colours() -> None:
    """The sign before each value is as blue or as orange as the mark that it stands for."""
    svg = benchmark_dots(comparison())
    rows = svg.count("<g transform=")
    assert svg.count('<tspan fill="var(--left,#1d5cb8)">●</tspan>') == rows
    assert svg.count('<tspan fill="var(--right,#a6470a)">◇</tspan>') == rows
