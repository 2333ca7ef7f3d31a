"""Where values stand on 0 to 100."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.records.facts import Benchmark
from evenhand.scoring.scale import on_common_scale, scaled, slope, stretch

PERCENT = Benchmark(id="p", name="P", category="coding", measures="Something.")


def changed(**fields: object) -> Benchmark:
    """The percent benchmark with other fields."""
    return msgspec.structs.replace(PERCENT, **fields)


def test_percent_stands_as_it_is() -> None:
    """A percentage is its own place."""
    assert scaled(PERCENT, 72.5) == 72.5


def test_fraction_is_a_hundredfold() -> None:
    """A share of one is read as a percentage."""
    assert scaled(changed(unit="fraction", high=1.0), 0.725) == pytest.approx(72.5)


def test_lower_is_better_is_turned() -> None:
    """A rate that should be low stands at what is left to a hundred."""
    assert scaled(changed(direction="lower"), 30.0) == 70.0


@pytest.mark.parametrize(
    "benchmark",
    [
        changed(unit="elo", low=0.0, high=5000.0),
        changed(unit="usd", low=0.0, high=1e6),
        changed(unit="edit distance", low=0.0, high=1.0, direction="lower"),
        changed(high=50.0),
        changed(kind="composite"),
        changed(kind="preference"),
        changed(low=None, high=None),
    ],
)
def test_no_common_scale(benchmark: Benchmark) -> None:
    """Elo, dollars, distances, odd ranges, composites and votes have no place."""
    assert not on_common_scale(benchmark)
    assert scaled(benchmark, 1.0) is None


CHOICES = changed(chance=25.0)


def test_correction_for_chance_is_a_switch() -> None:
    """Off it changes nothing; on, guessing is 0, all is 100, and a worse score than guessing is 0."""
    assert scaled(CHOICES, 78.8) == 78.8
    assert scaled(CHOICES, 78.8, chance_corrected=True) == pytest.approx(100 * (78.8 - 25) / 75)
    assert [scaled(CHOICES, value, chance_corrected=True) for value in (20.0, 25.0, 100.0)] == [0.0, 0.0, 100.0]
    assert scaled(PERCENT, 78.8, chance_corrected=True) == 78.8


def test_ceiling_is_what_can_be_reached() -> None:
    """With two hundredths of the key wrong, 98 is all that can be reached."""
    known = changed(chance=25.0, ceiling=98.0)
    assert [scaled(known, value, chance_corrected=True) for value in (98.0, 99.0, 61.5)] == [100.0, 100.0, 50.0]
    assert stretch(known, chance_corrected=True) == pytest.approx(100 / 73)
    assert stretch(known) == 1.0


def test_chance_of_a_rate_that_should_be_low() -> None:
    """Guessing errs in three of four; that is 0 points, and no error is 100."""
    errors = changed(direction="lower", chance=75.0)
    assert [scaled(errors, value, chance_corrected=True) for value in (75.0, 0.0, 37.5)] == [0.0, 100.0, 50.0]


@given(st.floats(0, 100), st.floats(0, 90), st.floats(0, 100))
def test_correction_keeps_the_order(value: float, chance: float, other: float) -> None:
    """No correction turns two scores around, and none leaves 0 to 100."""
    known = changed(chance=chance)
    one, two = (scaled(known, each, chance_corrected=True) for each in (value, other))
    assert one is not None
    assert two is not None
    assert 0.0 <= one <= 100.0
    assert (one - two) * (value - other) >= 0.0


def test_rating_against_a_frozen_reference() -> None:
    """Equal to the reference is 50; 400 above it wins ten of eleven."""
    rated = changed(unit="elo", low=0.0, high=5000.0, reference=1500.0, reference_reason="said")
    assert scaled(rated, 1500.0) == 50.0
    assert scaled(rated, 1900.0) == pytest.approx(100 * 10 / 11)


def test_unbounded_between_two_references() -> None:
    """Each tenfold is as far; outside the references it is held at the ends; less may be better."""
    minutes = changed(unit="minutes", high=1e6, reference_low=1.0, reference_high=10_000.0, reference_reason="said")
    assert [scaled(minutes, value) for value in (1.0, 10.0, 100.0, 1e6, 0.0)] == pytest.approx([0, 25, 50, 100, 0])
    cheap = msgspec.structs.replace(minutes, direction="lower", reference_low=100.0, reference_high=1.0)
    assert [scaled(cheap, value) for value in (100.0, 10.0, 1.0, 0.0)] == pytest.approx([0, 50, 100, 100])


@given(st.floats(2, 5000))
def test_slope_is_the_derivative(value: float) -> None:
    """Errors are carried by the slope of the scale where the value stands."""
    minutes = changed(unit="minutes", high=1e6, reference_low=1.0, reference_high=10_000.0)
    rated = changed(unit="elo", low=0.0, high=5000.0, reference=1500.0)
    for known in (minutes, rated):
        step = 1e-3
        near = ((scaled(known, value + step) or 0.0) - (scaled(known, value - step) or 0.0)) / (2 * step)
        assert slope(known, value) == pytest.approx(near, rel=1e-3, abs=1e-7)
