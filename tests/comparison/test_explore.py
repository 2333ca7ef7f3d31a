"""Any measure against any other: values as other pages have them, and a line that no model beats."""

from typing import Any

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.charts.explore_plot import explore_plot
from evenhand.comparison.benchmark_states import benchmark_state
from evenhand.comparison.explore import EVERYONE, PLOTS, explore, plots
from evenhand.comparison.measures import day_value, measure_of, measures
from evenhand.comparison.operations import side_operations
from evenhand.comparison.rank import rank
from evenhand.errors import BadSetting, UnknownLab, UnknownMeasure
from evenhand.records.explore import Exploration, PlotFilter, PlotPoint, Served
from evenhand.records.facts import Offer
from evenhand.records.operations import Workload
from evenhand.wording.explore import explore_words, value_text
from evenhand.wording.sentence import faults
from invented_catalogs import EVEN, same_catalog

EVERY = PlotFilter(unranked=True)
SERVED: tuple[Served, ...] = ("", "no", "only")
PAIRS = (
    ("input", "score"),
    ("context", "output"),
    ("released", "score-coding"),
    ("score-coding", "score-reasoning"),
    ("first-token", "exam"),
    ("measured", "dots"),
    ("errors", "arena"),
)


def beats(other: PlotPoint, one: PlotPoint, found: Exploration) -> bool:
    """Whether another model is at least as good in both and better in one."""
    signs = [1.0 if side.better == "higher" else -1.0 for side in (found.x, found.y)]
    gains = [
        signs[0] * (other.x.value - one.x.value),
        signs[1] * (other.y.value - one.y.value),
    ]
    return min(gains) >= 0 and max(gains) > 0


@pytest.mark.parametrize(("x", "y"), PAIRS)
def test_the_line_is_what_nobody_beats(x: str, y: str) -> None:
    """On the line exactly the models to be had that no other such beats; each is shown or counted as lacking."""
    catalog = same_catalog(1)
    found = explore(catalog, x, y, asked=EVERY)
    assert found.considered == len(catalog.models)
    assert found.considered == len(found.points) + found.without_x + found.without_y - found.without_both
    if found.lined:
        held = [point for point in found.points if not point.retired]
        for one in found.points:
            free = one in held and not any(beats(other, one, found) for other in held)
            assert one.on_line is free
    else:
        assert not any(point.on_line for point in found.points)
    assert [fault for one in explore_words(found) for fault in faults(one)] == []
    picture = explore_plot(found)
    served = sum(1 for point in found.points if not point.retired)
    assert picture.count("<circle") == (served if len(found.points) > 1 else 0)
    assert "nan" not in picture


def test_values_are_those_of_the_other_pages() -> None:
    """Scores are the board's, prices those of a comparison."""
    catalog = same_catalog(1)
    work = Workload(input=500, output=700, requests=9, stated=True)
    found = explore(catalog, "cost", "score", workload=work)
    shown = {row.model: row for row in rank(catalog).rows if row.ranked}
    for point in found.points:
        estimate = shown[point.model].estimate
        assert estimate is not None
        assert estimate.interval is not None
        assert (point.y.value, point.y.low) == (estimate.score, estimate.interval.low)
        assert point.x.value == side_operations(catalog, catalog.models[point.model], work).per_month
        assert point.chance is not None


def test_a_test_is_read_on_the_form_of_its_page() -> None:
    """A model's value on a test is in points, in the lane that is asked for."""
    catalog = same_catalog(1)
    wide = explore(catalog, "exam", "facts", asked=EVERY)
    narrow = explore(catalog, "exam", "facts", lane="verified", asked=EVERY)
    assert len(narrow.points) <= len(wide.points)
    assert all(0.0 <= point.x.value <= 100.0 for point in wide.points)
    assert benchmark_state(catalog, "exam").models >= len(narrow.points)


def test_what_is_said_of_the_others_adds_up() -> None:
    """The models shown and each kind of those that lack something make all that were asked for."""
    words = {figure.name: figure.value for figure in explore_words(explore(same_catalog(1), asked=EVERY))[0].figures}
    parts = [words.get(name, 0) for name in ("count", "no_x", "no_y", "neither")]
    assert sum(float(part or 0) for part in parts) == words["all"]
    assert len([part for part in parts if part]) > 1


def test_retired_models_are_marked_and_can_be_left_out() -> None:
    """A model that is no longer served is a diamond with its day; it can be left out, or shown alone."""
    catalog = few_retired()
    hosted = {offer.model for offer in catalog.offers if by_others_since(catalog, offer)}
    ended = [model for model in catalog.models.values() if model.retired and model.retired <= catalog.date]
    gone = {model.id for model in ended if not model.open_weights and model.id not in hosted}
    ways = {way: explore(catalog, "context", "input", asked=PlotFilter(unranked=True, retired=way)) for way in SERVED}
    shown = {way: {point.model for point in found.points} for way, found in ways.items()}
    assert shown["only"] == shown[""] & gone
    assert shown["no"] == shown[""] - gone
    assert {point.model for point in ways[""].points if point.retired} == shown["only"] != set()
    lines = {way: {point.model for point in found.points if point.on_line} for way, found in ways.items()}
    assert lines[""] == lines["no"]
    assert lines["only"] <= shown["only"]
    assert lines["only"]
    assert sum(1 for one in explore_words(ways[""]) if one.rule == "explore.retired") == 1
    drawn = explore_plot(ways[""])
    assert drawn.count("<circle") == len(shown["no"])
    assert f"(retired {catalog.date})" in drawn
    assert [fault for found in ways.values() for one in explore_words(found) for fault in faults(one)] == []


def by_others_since(catalog: Catalog, offer: Offer) -> bool:
    """Whether an offer is not the lab's own, and was on its list after the lab had ended the model."""
    model = catalog.models[offer.model]
    return catalog.providers[offer.provider].lab != model.lab and offer.checked >= (model.retired or "")


def few_retired() -> Catalog:
    """The invented catalog with every third model no longer served."""
    catalog = same_catalog(1)
    gone = sorted(catalog.models)[::3]
    models = {name: structs.replace(catalog.models[name], retired=catalog.date, open_weights=False) for name in gone}
    offers = [structs.replace(row, checked="2026-06-01") if row.model in models else row for row in catalog.offers]
    return structs.replace(catalog, models={**catalog.models, **models}, offers=offers)


def test_filters_and_scales() -> None:
    """A lab by name, open weights, ranked models alone unless all are asked for; a scale that cannot be is refused."""
    catalog = same_catalog(1)
    lab = next(iter(catalog.labs.values()))
    of_lab = explore(catalog, "context", "input", asked=PlotFilter(lab=lab.name, unranked=True))
    assert {point.lab for point in of_lab.points} <= {lab.id}
    open_only = explore(catalog, "context", "input", asked=PlotFilter(open_weights=True, unranked=True))
    assert all(catalog.models[point.model].open_weights for point in open_only.points)
    assert all(point.ranked for point in explore(catalog, "context", "input", asked=EVERYONE).points)
    assert (of_lab.x_scale, explore(catalog, "context", "input", x_scale="linear").x_scale) == ("log", "linear")
    for bad in ({"x_scale": "cubic"}, {"x": "released", "x_scale": "log"}):
        with pytest.raises(BadSetting):
            explore(catalog, **{"x": "context", "y": "input", **bad})  # type: ignore[arg-type]
    with pytest.raises(UnknownLab):
        explore(catalog, asked=PlotFilter(lab="nobody"))


def test_measures_have_names_of_their_own() -> None:
    """Every id leads to one measure; a test goes by its names; what is unknown gets the nearest."""
    catalog = same_catalog(1)
    every = measures(catalog, EVEN)
    assert len({one.id for one in every}) == len(every)
    assert all(measure_of(catalog, EVEN, one.id) == one for one in every)
    assert measure_of(catalog, EVEN, "Facts and Figures").id == "facts"
    with pytest.raises(UnknownMeasure) as refused:
        measure_of(catalog, EVEN, "scores-coding")
    assert "score-coding" in refused.value.nearest


@pytest.mark.parametrize(
    ("stated", "days"),
    [("2026-04-23", 0), ("2026-02", 27), ("2024", 365)],
)
def test_a_day_that_is_not_exact_has_an_interval(stated: str, days: int) -> None:
    """A month or a year stands at its middle, from its first to its last day."""
    value = day_value(stated)
    assert (value.high or value.value) - (value.low or value.value) == days
    assert value_text(measure_of(same_catalog(1), EVEN, "released"), value) == stated


def test_unknown_is_not_written_as_zero() -> None:
    """A value that is not known reads N/A, a price of zero free."""
    catalog: Any = same_catalog(1)
    price = measure_of(catalog, EVEN, "input")
    assert value_text(price, None) == "N/A"


def test_only_plots_that_can_be_drawn_have_pages() -> None:
    """A plot of a test or category that a catalog does not have is not offered."""
    found = plots(same_catalog(1))
    assert "price-vs-score" in found
    assert "gpqa-vs-swe-bench" not in found
    assert set(found) <= set(PLOTS)
