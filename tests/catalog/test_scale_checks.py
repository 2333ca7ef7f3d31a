"""What a benchmark's file may say of its scale."""

from typing import Any

import pytest
from msgspec import structs

from evenhand.catalog.scale_checks import check_scales
from invented_catalogs import BENCHMARKS, catalog_of

MINUTES = {"unit": "minutes", "high": 1e6, "reference_reason": "said"}


def faults(**fields: Any) -> list[str]:
    """What is wrong with the first invented benchmark, described so."""
    first = structs.replace(BENCHMARKS[0], **fields)
    return [problem.message for problem in check_scales(catalog_of(benchmarks={"fix": first}))]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"chance": 25.0, "ceiling": 98.0},
        {"chance": 75.0, "ceiling": 2.0, "direction": "lower"},
        {"unit": "elo", "high": 5000.0, "reference": 1500.0, "reference_reason": "said"},
        {**MINUTES, "reference_low": 1.0, "reference_high": 100.0},
        {**MINUTES, "reference_low": 100.0, "reference_high": 1.0, "direction": "lower"},
    ],
)
def test_sound_scales(fields: dict[str, Any]) -> None:
    """Ends inside the range, references with a reason, the right way round."""
    assert faults(**fields) == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"chance": 101.0}, "'chance' is outside the range"),
        ({"ceiling": -1.0}, "'ceiling' is outside the range"),
        ({"chance": 98.0, "ceiling": 25.0}, "guessing reaches the ceiling"),
        ({"chance": 100.0}, "guessing reaches the best value"),
        ({"unit": "elo", "high": 5000.0, "reference": 1500.0}, "a reference without a reason"),
        ({**MINUTES, "reference": 1500.0}, "'reference' is for ratings alone"),
        ({**MINUTES, "reference_low": 1.0}, "an unbounded scale needs both ends"),
        ({**MINUTES, "reference_low": 9.0, "reference_high": 1.0}, "the references are the wrong way round"),
    ],
)
def test_faults_of_scales(fields: dict[str, Any], wrong: str) -> None:
    """Each has its own words."""
    assert faults(**fields) == [wrong]


def test_a_twin_exists() -> None:
    """A twin that is no benchmark is a fault."""
    assert len(faults(twin="nothing")) == 1
