"""The charts of models, labs and benchmarks: well formed, named, escaped, in the page's colours, true to figures."""

import re
from xml.etree import ElementTree as ET

import pytest

from evenhand.charts.coverage_map import coverage_map, coverage_strip
from evenhand.charts.place_history import place_history_chart
from evenhand.charts.price_steps import price_steps
from evenhand.charts.releases import releases
from evenhand.charts.score_over_time import score_over_time
from evenhand.charts.strengths import strengths_chart
from evenhand.charts.time_axis import time_axis
from evenhand.records.benchmark_history import BenchmarkHistory, DatedScore
from evenhand.records.comparison import Snapshot
from evenhand.records.coverage import CountedTest, Coverage, CoverageRow
from evenhand.records.estimates import Estimate, RankPlace
from evenhand.records.facts import Offer
from evenhand.records.intervals import Interval
from evenhand.records.model_summary import ModelSummary
from evenhand.records.places import PlaceHistory, PlacePoint
from evenhand.records.price_history import PriceHistory
from evenhand.records.strengths import CategoryStrength, Strengths

SVG = "{http://www.w3.org/2000/svg}"
ODD = 'Alder <b>&"1'


def reach(low: float, high: float) -> Interval:
    """A 90% interval."""
    return Interval(low=low, high=high, level=0.9)


def strength(category: str, middle: float, place: int | None = None) -> CategoryStrength:
    """A category this far from the middle, give or take two."""
    told = "above" if middle > 2 else "below" if middle < -2 else "not told apart"
    seat = place and RankPlace(place=place, best=place, worst=place, of=9, level=0.9, first=0, top3=0, top10=1, group=1)
    return CategoryStrength(
        category=category,
        weight=10,
        estimate=Estimate(score=50 + middle, interval=reach(48 + middle, 52 + middle)),
        place=seat or None,
        difference=middle,
        interval=reach(middle - 2, middle + 2),
        told=told,
        against=9,
    )


def told(name: str = ODD) -> Strengths:
    """Three categories: above, below, neither; and one without a score."""
    rows = (strength("coding", 8.0, 2), strength("math", -14.5), strength("knowledge", 0.5, 4))
    bare = CategoryStrength(category="agentic", weight=20, estimate=Estimate(withheld="selective"))
    return Strengths(
        date="2026-11-21", version="abc", model="alder", name=name, ranking="even", lane="even", rows=(*rows, bare)
    )


def point(day: str, place: int | None, basis: str = "recorded") -> PlacePoint:
    """A board on which the model had this place, give or take one."""
    ends = (None, None) if place is None else (max(1, place - 1), place + 1)
    return PlacePoint(date=day, catalog="abc", basis=basis, of=40, place=place, best=ends[0], worst=ends[1])  # type: ignore[arg-type]


def history(*points: PlacePoint, name: str = ODD) -> PlaceHistory:
    """A history of these points."""
    return PlaceHistory(
        date="2026-11-21",
        version="abc",
        model="alder",
        name=name,
        ranking="even",
        lane="even",
        level=0.9,
        points=points,
    )


def sold(*steps: tuple[str, float | None, float | None], name: str = ODD) -> PriceHistory:
    """Prices from these days on."""
    offers = tuple(
        Offer("host", "alder", "list", "2026-11-21", input=given, output=asked, since=day)
        for day, given, asked in steps
    )
    return PriceHistory(
        date="2026-11-21",
        version="abc",
        model="alder",
        name=name,
        provider="host",
        provider_name=name,
        until="2026-11-21",
        offers=offers,
    )


def scored(*values: tuple[str, float, bool], name: str = ODD) -> BenchmarkHistory:
    """Scores of models that came out on these days; the third says which is a new best."""
    scores = tuple(
        DatedScore(
            model="m",
            name=name,
            released=day,
            day=day,
            value=value,
            interval=reach(value - 3, value + 3),
            best=best,
        )
        for day, value, best in values
    )
    return BenchmarkHistory(
        date="2026-11-21",
        version="abc",
        benchmark="b",
        name=name,
        unit="percent",
        direction="higher",
        low=0,
        high=100,
        chance=None,
        scores=scores,
    )


def covered(name: str = ODD) -> Coverage:
    """Two models and five tests of two categories, all four kinds of cells."""
    tests = tuple(
        CountedTest(benchmark=f"t{number}", name=f"{name} {number}", category=category, share=0.2)
        for number, category in enumerate(("agentic", "agentic", "coding", "coding", "coding"))
    )
    taken = ("measured", "missing", "other conditions", "not admitted", "measured")
    rows = tuple(
        CoverageRow(model=f"m{place}", name=name, lab_name="Lab", place=place, taken=taken)  # type: ignore[arg-type]
        for place in (1, 2)
    )
    shown = Snapshot(
        date="2026-11-21",
        catalog="abc",
        ranking="even",
        ranking_name="Even",
        method="even",
        lane="even",
        tiers=("A",),
    )
    return Coverage(snapshot=shown, tests=tests, rows=rows)


def model(name: str, day: str | None, score: float | None) -> ModelSummary:
    """A model that came out on a day, with a score or without a place."""
    seat = RankPlace(place=1, best=1, worst=2, of=2, level=0.9, first=0.5, top3=1, top10=1, group=1)
    estimate = Estimate() if score is None else Estimate(score=score, interval=reach(score - 2, score + 2))
    return ModelSummary(
        model=name, name=name, lab="lab", lab_name="Lab", estimate=estimate, place=seat if score else None, released=day
    )


STEPS = (("2025-06-01", 1.0, 4.0), ("2025-09-15", 0.5, None), ("2026-02-01", 0.5, 2.0))
SCORES = (("2024-05-01", 40.0, True), ("2024-09-01", 33.0, False), ("2025-03-01", 62.5, True))
MADE = (model(ODD, "2025-04-16", 60.0), model("Birch", "2025-08-07", 71.0), model("Cedar", "2025-05-01", None))
DRAWN = {
    "strengths": strengths_chart(told()),
    "places": place_history_chart(
        history(point("2026-05-31", 9, "as of"), point("2026-08-31", 4), point("2026-11-21", 2))
    ),
    "prices": price_steps(sold(*STEPS)),
    "scores": score_over_time(scored(*SCORES)),
    "map": coverage_map(covered()),
    "strip": coverage_strip(covered().tests, covered().rows[0]),
    "releases": releases(ODD, MADE),
}


def tree(svg: str) -> ET.Element:
    """The picture as a tree, which proves that it is well formed."""
    return ET.fromstring(svg.replace("<svg class", '<svg xmlns="http://www.w3.org/2000/svg" class', 1))  # noqa: S314 - our own drawing


@pytest.mark.parametrize("name", DRAWN)
def test_picture_is_one_named_image_in_the_colours_of_the_page(name: str) -> None:
    """Each chart is an image with title and description, escaped words, no links, no styles, the page's colours."""
    found = tree(DRAWN[name])
    assert found.get("role") == "img"
    labels = {child.get("id"): child.text or "" for child in found if child.tag in (f"{SVG}title", f"{SVG}desc")}
    assert list(labels) == found.get("aria-labelledby", "").split()
    assert all(labels.values())
    assert "<b>" not in DRAWN[name]
    assert "<a " not in DRAWN[name]
    assert "style=" not in DRAWN[name]
    colours = re.findall(r'(?:fill|stroke)="([^"]+)"', DRAWN[name])
    assert all(colour.startswith(("var(--", "none", "currentColor")) for colour in colours)


@pytest.mark.parametrize("name", sorted(set(DRAWN) - {"map", "strip"}))
def test_nothing_is_drawn_outside(name: str) -> None:
    """Every place across is between 0 and 100%, every height inside the picture."""
    found = tree(DRAWN[name])
    height = float(found.get("height", "0"))
    for one in found.iter():
        across = [one.get(key, "") for key in ("x", "x1", "x2", "cx")]
        assert all(0 <= float(value[:-1]) <= 100 for value in across if value.endswith("%")), ET.tostring(one)
        down = [float(one.get(key, "0")) for key in ("y1", "y2")]
        assert all(-1 <= value <= height for value in down), ET.tostring(one)


def test_a_strength_lies_on_its_side_of_the_middle() -> None:
    """A category above the middle is drawn to its right, one below to its left, in the two sides' colours."""
    marks = [one for one in tree(DRAWN["strengths"]).iter(f"{SVG}svg") if one.get("x")]
    across = [float(one.get("x", "")[:-1]) for one in marks]
    assert across[0] > 50 > across[1]
    assert across[2] == pytest.approx(50, abs=3)
    strokes = [next(iter(one)).get("stroke", "") for one in marks]
    assert [text.split(",")[0] for text in strokes] == ["var(--left", "var(--right", "var(--muted"]
    fills = [next(iter(one)).get("fill", "") for one in marks]
    assert [fill.startswith("var(--paper") for fill in fills] == [False, True, False]


def test_a_better_place_is_drawn_higher() -> None:
    """The first place is at the top, and a board that was computed later is a ring."""
    circles = list(tree(DRAWN["places"]).iter(f"{SVG}circle"))
    heights = [float(one.get("cy", "")) for one in circles]
    assert heights == sorted(heights, reverse=True)
    assert [one.get("fill", "").startswith("var(--paper") for one in circles] == [True, False, False]


def test_an_unknown_price_leaves_a_gap() -> None:
    """Where the output price is not known for a while there is no line for it, and no riser across the gap."""
    dashed = next(one for one in tree(DRAWN["prices"]).iter(f"{SVG}g") if one.get("stroke-dasharray"))
    lines = [(one.get("y1"), one.get("y2")) for one in dashed.iter(f"{SVG}line")]
    assert len(lines) == 2
    assert all(start == end for start, end in lines)


def test_map_has_one_mark_a_cell() -> None:
    """Each row draws as many squares of each kind as it has cells of it, and a missing test none."""
    drawn = tree(DRAWN["map"])
    paths = [one.get("d", "") for one in drawn.iter(f"{SVG}path")]
    assert [path.count("M") for path in paths] == [2, 1, 1] * 2
    assert sum(len(list(one.iter(f"{SVG}rect"))) for one in tree(DRAWN["strip"])) == 5


def test_too_little_draws_nothing() -> None:
    """One board, one price, two scores, one release, no ranked model and no difference give no picture."""
    empty = covered()
    bare = told().rows[-1]
    assert place_history_chart(history(point("2026-11-21", 2), point("2026-10-21", None))) == ""
    assert price_steps(sold(STEPS[0])) == ""
    assert score_over_time(scored(*SCORES[:2])) == ""
    assert releases("Lab", MADE[2:]) == ""
    assert coverage_map(Coverage(snapshot=empty.snapshot, tests=empty.tests, rows=())) == ""
    assert strengths_chart(
        Strengths(date="", version="", model="a", name="A", ranking="even", lane="even", rows=(bare,))
    ) == ""  # fmt: skip


@pytest.mark.parametrize(
    ("days", "marks"),
    [
        (["2026-11-21"], ["2026-12"]),
        (["2025-12-31", "2026-11-21"], ["2026-01", "2026-04", "2026-07", "2026-10"]),
        (["2019-11-05", "2026-04-23"], ["2020", "2022", "2024", "2026"]),
    ],
)
def test_time_axis_has_few_round_marks(days: list[str], marks: list[str]) -> None:
    """At most five marks at beginnings of months or years, in order, inside of the axis."""
    axis = time_axis(days)
    found = axis.marks()
    assert [label for label, _ in found] == marks
    assert all(axis.left <= place <= axis.right for _, place in found)
    assert [place for _, place in found] == sorted(place for _, place in found)


def test_prices_from_free_to_dear_have_a_scale() -> None:
    """A price of zero, a hundredth of a cent or hundreds of dollars is drawn inside of the picture."""
    for low, high in ((0.0, 0.0), (0.0, 0.0001), (0.07, 0.3), (75.0, 600.0)):
        svg = price_steps(sold(("2025-06-01", low, high), ("2025-09-15", high, low)))
        heights = [float(one.get("y1", "")) for one in tree(svg).iter(f"{SVG}line")]
        assert min(heights) >= 15
        assert max(heights) <= 200
