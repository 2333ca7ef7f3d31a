import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from msgspec import structs

from evenhand.catalog.naming import subject
from evenhand.charts.benchmark_dots import benchmark_dots
from evenhand.charts.category_bars import category_bars
from evenhand.charts.radar import radar
from evenhand.charts.shared_means import shared_means
from evenhand.comparison.compare import compare
from evenhand.records.comparison import Comparison
from invented_pair import comparison

GOLDEN = Path(__file__).parents[1] / "golden" / "charts"
CHARTS = {"category_bars": category_bars, "radar": radar, "benchmark_dots": benchmark_dots}
SVG = "{http://www.w3.org/2000/svg}"


def only(count: int) -> Comparison:
    """The invented comparison with this many comparable categories."""
    whole = comparison()
    kept = [result.id for result in whole.categories if result.shared][:count]
    return structs.replace(
        whole,
        categories=tuple(
            result if result.id in kept else structs.replace(result, shared=(), state="not comparable", interval=None)
            for result in whole.categories
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
    """Axes without shared tests say so and carry no point."""
    svg = radar(comparison())
    missing = [means for means in shared_means(comparison()) if not means.comparable]
    assert len(missing) == 4
    assert svg.count('stroke-dasharray="2 4"') == len(missing)
    assert svg.count('<circle r="4"') == 8 - len(missing)


@pytest.mark.parametrize(("count", "lines"), [(0, 0), (1, 0), (2, 0), (3, 2), (4, 2)])
def test_radar_has_no_shape_on_fewer_than_three_axes(count: int, lines: int) -> None:
    """With fewer than three comparable axes there are points alone; with more, lines join neighbours only."""
    svg = radar(only(count))
    assert len(re.findall(r"<path d=\"M[^\"]+\" stroke=\"[^\"]+\" stroke-width=\"1.8\"", svg)) == lines
    assert 'z" stroke="var(--left,#1d5cb8)"' not in svg


def test_bars_say_the_state_where_nothing_is_shared() -> None:
    """A category without shared tests has its state in words and no bar."""
    svg = category_bars(only(0))
    assert svg.count("not comparable") >= 8
    assert "<rect" not in svg


def test_bars_of_a_leader_carry_the_interval() -> None:
    """The interval of the difference starts from the shorter bar: it covers the longer bar's end."""
    means = {row.result.id: row for row in shared_means(comparison())}["knowledge"]
    assert means.left is not None
    assert means.right is not None
    assert means.result.interval is not None
    low, high = means.left - means.result.interval.high, means.left - means.result.interval.low
    assert low < means.right < high
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


def test_means_agree_with_the_difference() -> None:
    """The two drawn means differ by the difference that the comparison states."""
    for means in shared_means(comparison()):
        if means.left is not None and means.right is not None:
            assert means.left - means.right == pytest.approx(means.result.difference)


def test_means_agree_with_the_difference_on_real_models(catalog) -> None:
    """On real models too the drawn means differ by the stated difference."""
    sides = subject(catalog, "claude-opus-4.5"), subject(catalog, "gpt-5.2")
    found = compare(catalog, *sides, places={})
    compared = [row for row in shared_means(found) if row.left is not None and row.right is not None]
    assert len(compared) >= 5
    for row in compared:
        assert row.left - row.right == pytest.approx(row.result.difference, abs=1e-6)
