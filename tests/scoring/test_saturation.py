"""When a benchmark no longer tells its best models apart, and when it is no longer taken: by hand."""

from statistics import variance

import pytest

from evenhand.records.benchmarks import Saturation
from evenhand.records.comparison import Reading
from evenhand.scoring.saturation import saturation, staleness
from invented_catalogs import score


def readings(*points: float, error: float = 1.0) -> list[Reading]:
    """Scores in points, all with this standard error."""
    return [Reading(observation=score("ada", "exam", one), scaled=one, error=error) for one in points]


def of(*points: float, error: float = 1.0, known_items: bool = True) -> Saturation:
    """The figures of these scores; there are enough of them."""
    found = saturation(readings(*points, error=error), known_items=known_items)
    assert found is not None
    return found


SPREAD = tuple(float(50 + 2 * place) for place in range(20))


def test_fewer_than_ten_say_nothing() -> None:
    """Nine scores are too few; so are ten of which one has no place on the scale."""
    assert saturation(readings(*SPREAD[:9]), known_items=True) is None
    shown = Reading(observation=score("ada", "arena", 1200))
    assert saturation([*readings(*SPREAD[:9]), shown], known_items=True) is None


def test_reliability_by_hand() -> None:
    """One less the mean squared error over the variance of the scores."""
    found = of(*SPREAD, error=2.0)
    assert found.reliability == pytest.approx(1 - 4.0 / variance(SPREAD))
    assert (found.by, found.models, found.top, found.error, found.ceiling) == ("", 20, 84.0, 2.0, 96.0)


def test_only_the_twenty_best_count() -> None:
    """Weak models spread a column that no longer tells the best apart."""
    best = [90.0 + place / 10 for place in range(20)]
    assert of(*best, *SPREAD[:10]) == of(*best)
    assert of(*best).by == "reliability"


def test_half_of_the_variance_is_the_limit() -> None:
    """At a reliability of exactly one half it is not saturated, just below it is."""
    low = [score - 30.0 for score in SPREAD]
    half = (variance(low) / 2) ** 0.5
    assert of(*low, error=half * 0.999).by == ""
    assert of(*low, error=half * 1.001).by == "reliability"


def test_the_ceiling_is_two_errors_below_the_top() -> None:
    """The median of the five best decides, not the best."""
    low = SPREAD[:15]
    assert of(*low, 100.0, 100.0, 98.0, 90.0, 90.0).by == ""
    assert of(*low, 98.1, 98.1, 98.1, 90.0, 90.0).by == "ceiling"


def test_equal_scores_are_saturated() -> None:
    """Where all have one and the same score nothing is told apart."""
    found = of(*[60.0] * 12)
    assert (found.reliability, found.by) == (None, "reliability")


def test_nothing_is_concluded_from_assumed_items() -> None:
    """The figures are given, the word is not."""
    found = of(*[99.9] * 12, known_items=False)
    assert (found.by, found.top) == ("", 99.9)


@pytest.mark.parametrize(
    ("taken", "recent", "newer", "by"),
    [
        (5, 20, "", "recent models"),
        (6, 20, "", ""),
        (0, 19, "", ""),
        (20, 20, "2.1", "newer version"),
        (0, 0, "2.1", "newer version"),
    ],
)
def test_stale(taken: int, recent: int, newer: str, by: str) -> None:
    """Under six of twenty, or with a newer version; fewer than twenty recent models say nothing."""
    assert staleness(taken, recent, newer).by == by
