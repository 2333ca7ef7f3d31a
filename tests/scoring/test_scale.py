"""Where values stand on 0 to 100."""

import msgspec
import pytest

from evenhand.records.facts import Benchmark
from evenhand.scoring.scale import on_common_scale, scaled

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
