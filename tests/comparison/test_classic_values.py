"""Classic values: composites first, weighted means next, and which observation stands for a benchmark."""

import pytest
from classic_cases import DAY, RANKING, benchmark_record, catalog, overalls, score
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from evenhand.records.facts import Observation
from evenhand.scoring.classic import (
    averaged,
    classic_places,
    classic_standing,
    confidence_dots,
    on_category_board,
    rounded,
    used_observation,
    weighted_mean,
)

LANE = "provisional"


def value_of(category: str, *observations: Observation, lane: str = LANE) -> float | None:
    """Ada's value in a category."""
    found = classic_standing(catalog(*observations), "ada", RANKING, lane).values.get(category)
    return found and found.value


def test_counted_benchmarks_are_weighted() -> None:
    """A category is the weighted mean of its counted benchmarks."""
    assert value_of("coding", score("ada", "fix", 80), score("ada", "pro", 55.6)) == pytest.approx(64.628)


def test_missing_benchmark_shares_out_its_weight() -> None:
    """A category is renormalised over what is present: one benchmark left becomes the value."""
    assert value_of("coding", score("ada", "pro", 58.6)) == pytest.approx(58.6)


def test_shown_benchmarks_stand_in_only_without_counted_ones() -> None:
    """The plain mean of display-only benchmarks counts when no counted one is there, and not otherwise."""
    shown = (score("ada", "old", 20), score("ada", "older", 40))
    assert value_of("coding", *shown) == 30
    assert value_of("coding", *shown, score("ada", "fix", 70)) == 70


def test_nothing_gives_no_value() -> None:
    """A category without any benchmark has no value, not zero."""
    standing = classic_standing(catalog(), "ada", RANKING, LANE)
    assert standing.values == {}
    assert standing.overall is None


def test_published_composite_goes_before_a_mean() -> None:
    """A value that a site published is used as it is, with its source, though its parts are known."""
    rows = (score("ada", "fix", 80), score("ada", "site-coding", 65.9, tier="E", source="site"))
    value = classic_standing(catalog(*rows), "ada", RANKING, LANE).values["coding"]
    assert (value.value, value.published, value.source, value.parts) == (65.9, True, "site", ())


def test_overall_is_renormalised_over_present_categories() -> None:
    """The overall is the weighted mean of the categories that have a value."""
    rows = (score("ada", "fix", 80), score("ada", "facts", 40))
    overall = classic_standing(catalog(*rows), "ada", RANKING, LANE).overall
    assert overall is not None
    assert overall.value == pytest.approx((20 * 80 + 12 * 40) / 32)
    assert [name for name, _, _ in overall.parts] == ["coding", "knowledge"]
    assert sum(weight for _, _, weight in overall.parts) == pytest.approx(1)


def test_published_overall_goes_before_a_mean() -> None:
    """A published overall is the overall."""
    overall = classic_standing(catalog(score("ada", "fix", 80), *overalls(53, 79)), "ada", RANKING, LANE).overall
    assert overall is not None
    assert (overall.value, overall.published) == (53, True)


@pytest.mark.parametrize(
    "fields",
    [
        {"unit": "elo", "low": None, "high": None},
        {"unit": "usd", "low": 0.0, "high": None},
        {"unit": "edit distance", "low": 0.0, "high": 1.0, "direction": "lower"},
        {"unit": "percent", "direction": "lower"},
        {"unit": "fraction", "low": 0.0, "high": 1.0},
        {"kind": "preference"},
        {"kind": "composite"},
    ],
)
def test_only_percent_tests_with_more_better_are_averaged(fields: dict[str, object]) -> None:
    """Elo, dollars, distances, rates where less is better, votes and composites are in no mean."""
    assert averaged(benchmark_record("plain"))
    odd = benchmark_record("fix", **fields)
    assert not averaged(odd)
    base = catalog(score("ada", "fix", 1), score("ada", "pro", 50))
    changed = structs.replace(base, benchmarks={**base.benchmarks, "fix": odd})
    assert classic_standing(changed, "ada", RANKING, LANE).values["coding"].value == 50


def test_context_and_version_of_the_ranking_must_match() -> None:
    """A counted benchmark with a context length takes no score at another length."""
    assert value_of("reasoning", score("ada", "needles", 74, context="1m")) is None
    assert value_of("reasoning", score("ada", "needles", 43.4, context="128k")) == 43.4


def test_verified_lane_needs_a_link() -> None:
    """The verified lane takes what is cited, the provisional lane anything; composites too."""
    uncited = (score("ada", "fix", 80, link=""), score("ada", "site-overall", 70, link=""))
    assert value_of("coding", *uncited) == 80
    assert value_of("coding", *uncited, lane="verified") is None
    assert classic_standing(catalog(*uncited), "ada", RANKING, "verified").overall is None


def test_lane_admits_its_tiers_only() -> None:
    """A lane that names tiers takes no other; composites come from aggregators and are always taken."""
    strict = structs.replace(RANKING, lanes={"provisional": ("A",)}, needs_citation=())
    rows = (score("ada", "fix", 80), score("ada", "site-overall", 70, tier="E"))
    standing = classic_standing(catalog(*rows), "ada", strict, LANE)
    assert "coding" not in standing.values
    assert standing.overall is not None


def test_unknown_lane_is_refused() -> None:
    """A lane that the ranking does not have is an error, not an empty page."""
    with pytest.raises(KeyError):
        classic_standing(catalog(score("ada", "fix", 80)), "ada", RANKING, "secret")


def test_one_observation_stands_for_a_benchmark() -> None:
    """Full set before subset, own tools before others, then trust, then the newest, then the higher value."""
    best = score("ada", "fix", 60, tier="A", published="2026-02")
    worse = [
        score("ada", "fix", 99, tier="A", subset="text only"),
        score("ada", "fix", 98, tier="A", tools="python"),
        score("ada", "fix", 97, tier="C", published="2026-06-01"),
        score("ada", "fix", 96, tier="A", published="2026-01"),
        score("ada", "fix", 59, tier="A", published="2026-02"),
        score("ada", "fix", 95, tier="A"),
    ]
    assert used_observation([*worse, best]) == best
    assert used_observation([]) is None


@given(
    st.permutations([score("ada", "fix", value, source=source) for value in (60, 60.5) for source in ("one", "two")])
)
def test_order_of_rows_decides_nothing(rows: list[Observation]) -> None:
    """The same observation is used in whatever order the files are read."""
    used = used_observation(rows)
    assert used is not None
    assert (used.value, used.source) == (60.5, "one")


@pytest.mark.parametrize(
    ("categories", "benchmarks", "dots"),
    [(7, 20, 4), (7, 19, 3), (6, 20, 3), (5, 12, 3), (5, 11, 2), (3, 8, 2), (2, 30, 1), (8, 7, 1), (0, 0, 1)],
)
def test_confidence_needs_both_counts(categories: int, benchmarks: int, dots: int) -> None:
    """Each step of dots needs its categories and its benchmarks."""
    assert confidence_dots(RANKING, benchmarks, categories) == dots


def test_ranked_needs_counted_benchmarks_in_enough_categories() -> None:
    """Benchmarks that are only shown do not help a model to be ranked, nor do published values."""
    rows = [score("ada", "fix", 80), score("ada", "pro", 80), score("ada", "old", 80), *overalls(90, 10)]
    assert not classic_standing(catalog(*rows), "ada", RANKING, LANE).ranked
    rows.append(score("ada", "facts", 80))
    standing = classic_standing(catalog(*rows), "ada", RANKING, LANE)
    assert standing.ranked
    assert (standing.counted, standing.counted_categories, standing.seen) == (3, 2, 4)


def test_category_board_needs_half_of_the_counted() -> None:
    """A category board takes a model with at least half of the counted benchmarks, none at all is not half."""
    standing = classic_standing(catalog(score("ada", "fix", 80), score("ada", "quiz", 5)), "ada", RANKING, LANE)
    boards = {category: on_category_board(standing, RANKING, category) for category in RANKING.categories}
    assert boards == {"coding": True, "reasoning": False, "knowledge": False}


def test_place_counts_ranked_models_only() -> None:
    """A place is one more than the ranked models with a higher overall; an unranked model has none."""
    rows = [score(name, test, value) for name, value in (("ada", 60), ("bob", 70)) for test in ("fix", "pro", "facts")]
    assert classic_places(catalog(*rows), RANKING, "verified") == {"ada": 2, "bob": 1}
    level = [structs.replace(row, value=50) for row in rows]
    assert classic_places(catalog(*level), RANKING, "verified") == {"ada": 1, "bob": 1}
    assert classic_places(catalog(*rows[:4]), RANKING, "verified") == {"ada": 1}
    assert classic_places(catalog(*rows[:1]), RANKING, "verified") == {}


@pytest.mark.parametrize(("value", "printed"), [(66.25, 66.3), (0.05, 0.1), (77.75, 77.8), (72.0, 72), (-0.05, -0.1)])
def test_rounding_is_half_up(value: float, printed: float) -> None:
    """Values are rounded as a reader expects, not to the even neighbour."""
    assert rounded(value) == printed


@given(st.lists(st.tuples(st.just("x"), st.floats(0, 100), st.just(0.0) | st.floats(0.1, 100)), max_size=6))
def test_mean_lies_between_its_parts(parts: list[tuple[str, float, float]]) -> None:
    """A weighted mean is inside the range of what it averages, and there is none without weight."""
    mean = weighted_mean(parts)
    if mean is None:
        assert sum(weight for _, _, weight in parts) == 0
    else:
        values = [value for _, value, weight in parts if weight > 0]
        assert min(values) - 1e-6 <= mean.value <= max(values) + 1e-6


def test_newest_is_by_known_day() -> None:
    """A row without any date does not pass for the newest because it was read last."""
    dated = score("ada", "fix", 60, published="2026-01", retrieved="2026-02-01")
    undated = score("ada", "fix", 70, retrieved=DAY)
    assert used_observation([undated, dated]) == dated
