"""The error of one score."""

from math import log, sqrt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.records.facts import Benchmark, Observation, VersionItems
from evenhand.scoring.standard_errors import (
    binomial_error,
    design_effect,
    items_of,
    jeffreys,
    logit,
    reading,
    rounding_step,
    standard_error,
    suspect,
)

GPQA = Benchmark(id="gpqa", name="GPQA", category="knowledge", measures="Questions.", items=198)
SEEN = Observation(model="m", benchmark="gpqa", value=78.8, tier="C", source="s", retrieved="2026-01-01", raw="78.8%")


def test_worked_example() -> None:
    """GPQA Diamond, 78.8% of 198 questions: about 2.9 points."""
    assert reading(GPQA, SEEN, 200).error == pytest.approx(2.9, abs=0.05)


@given(st.floats(0, 100), st.integers(1, 1_000_000))
def test_centre_is_strictly_inside(points: float, items: int) -> None:
    """The Jeffreys centre is never 0 or 1, so every logit is finite."""
    assert 0 < jeffreys(points, items) < 1


@given(st.floats(0, 100), st.integers(1, 100_000))
def test_mirror(points: float, items: int) -> None:
    """A share and what is left of it have the same error."""
    assert standard_error(points, items) == pytest.approx(standard_error(100 - points, items), rel=1e-9)


@given(st.floats(1, 99), st.integers(5, 10_000))
def test_more_items_less_error(points: float, items: int) -> None:
    """Four times the questions give about half of the error."""
    assert standard_error(points, 4 * items) < standard_error(points, items)


def test_reported_error_is_used() -> None:
    """A reported error larger than half of the binomial one replaces it."""
    assert standard_error(50.0, 100, reported=4.0) == 4.0


def test_suspect_error_is_not_used() -> None:
    """A reported error under half of the binomial one is not believed."""
    assert standard_error(50.0, 100, reported=1.0) == standard_error(50.0, 100)


def test_rounding_adds_its_share() -> None:
    """Rounding to whole points adds a twelfth of a squared point."""
    plain = standard_error(50.0, 1_000_000)
    assert standard_error(50.0, 1_000_000, step=1.0) == pytest.approx(sqrt(plain**2 + 1 / 12))


@pytest.mark.parametrize(("raw", "step"), [("78.8%", 0.1), ("78", 1.0), ("78.80", 0.01), ("", 0.1)])
def test_step_is_read_from_the_writing(raw: str, step: float) -> None:
    """The rounding step is that of the last digit written."""
    assert rounding_step(GPQA, msgspec.structs.replace(SEEN, raw=raw)) == pytest.approx(step)


@pytest.mark.parametrize(
    ("own", "registered", "found"),
    [(50, 198, (50, "stated")), (None, 198, (198, "registered")), (None, None, (200, "assumed"))],
)
def test_items_come_from_the_best_place(own: int | None, registered: int | None, found: tuple[int, str]) -> None:
    """The score's own number of items comes first, then the registered one, then the assumed one."""
    benchmark = msgspec.structs.replace(GPQA, items=registered)
    assert items_of(benchmark, msgspec.structs.replace(SEEN, n=own), 200) == found


@pytest.mark.parametrize(
    ("version", "registered", "found"),
    [("1.0", 89, (80, "registered")), ("2.0", 89, (89, "registered")), ("2.0", None, (200, "assumed"))],
)
def test_a_version_may_have_another_number(version: str, registered: int | None, found: tuple[int, str]) -> None:
    """Eighty tasks of the first version say nothing of the second; the score's own number still goes first."""
    benchmark = msgspec.structs.replace(
        GPQA, items=registered, versions=("1.0", "2.0"), version_items=(VersionItems(version="1.0", items=80),)
    )
    seen = msgspec.structs.replace(SEEN, version=version)
    assert items_of(benchmark, seen, 200) == found
    assert items_of(benchmark, msgspec.structs.replace(seen, n=33), 200) == (33, "stated")


def test_logit_by_hand() -> None:
    """The logit is that of the score, its error by the delta method at the Jeffreys centre."""
    found = logit(reading(GPQA, SEEN, 200))
    centre = (0.788 * 198 + 0.5) / 199
    assert found.value == pytest.approx(log(0.788 / 0.212))
    assert found.error == pytest.approx(reading(GPQA, SEEN, 200).error / 100 / (centre * (1 - centre)))


def test_no_logit_without_a_scale() -> None:
    """A score without a place on 0-100 has no logit."""
    elo = msgspec.structs.replace(GPQA, unit="elo", high=5000.0)
    with pytest.raises(ValueError, match="no common scale"):
        logit(reading(elo, msgspec.structs.replace(SEEN, value=1400.0), 200))


def test_a_small_reported_error_is_suspect() -> None:
    """Half of what so many questions give, or less, is not believed."""
    binomial = binomial_error(78.8, 198)
    assert suspect(0.5 * binomial, binomial)
    assert not suspect(0.51 * binomial, binomial)
    assert standard_error(78.8, 198, 0.5 * binomial) == binomial


def test_clusters_widen_by_the_design_effect() -> None:
    """Five questions a passage, a fifth of the variance between passages: 1.8 times the variance."""
    assert design_effect(5.0, 0.2) == pytest.approx(1.8)
    assert design_effect(1.0, 0.9) == 1.0
    clustered = msgspec.structs.replace(GPQA, per_cluster=5.0, cluster_correlation=0.2)
    assert reading(clustered, SEEN, 200).error == pytest.approx(
        (reading(GPQA, SEEN, 200).error or 0) * sqrt(1.8), rel=1e-3
    )


def test_the_error_is_stretched_with_the_scale() -> None:
    """Correction for chance stretches differences and their errors alike, so how sure one is stays."""
    choices = msgspec.structs.replace(GPQA, chance=25.0)
    plain, fair = reading(choices, SEEN, 200), reading(choices, SEEN, 200, chance_corrected=True)
    assert (fair.error or 0.0) / (plain.error or 1.0) == pytest.approx(100 / 75)
    assert fair.scaled == pytest.approx(100 * (78.8 - 25) / 75)
    assert reading(GPQA, SEEN, 200, chance_corrected=True) == reading(GPQA, SEEN, 200)
