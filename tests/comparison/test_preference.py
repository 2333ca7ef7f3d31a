"""Which observation stands for a cell: each criterion in its place, and an order that depends on nothing else."""

import random
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.comparison.preference import decided, newest, preference, special_settings
from evenhand.records.facts import Benchmark, Observation
from evenhand.records.ranking import Counted
from invented_catalogs import BENCHMARKS, score

KNOWN = {one.id: one for one in BENCHMARKS}
EXAM, CODE, NEEDLES = KNOWN["exam"], KNOWN["code-v"], KNOWN["needles"]
V6 = Counted(benchmark="code-v", version="v6")
LONG = Counted(benchmark="needles", context="128k")


@pytest.mark.parametrize(
    ("benchmark", "spec", "one", "other", "by"),
    [
        (CODE, V6, {"version": "v6", "tier": "D"}, {"version": "v5", "tier": "B"}, "version"),
        (NEEDLES, LONG, {"context": "128k", "tier": "D"}, {"context": "1m", "tier": "B"}, "context"),
        (EXAM, None, {"tier": "A"}, {"tier": "B"}, "tier"),
        (EXAM, None, {"tier": "B", "subset": "text only"}, {"tier": "C"}, "tier"),
        (CODE, None, {"version": "v5", "subset": "half"}, {}, "stated form"),
        (EXAM, None, {"tools": "python"}, {"subset": "text only"}, "subset"),
        (EXAM, None, {"harness": "x", "effort": "max"}, {"tools": "python"}, "tools"),
        (EXAM, None, {"tools": "none"}, {"tools": "unstated"}, "tools"),
        (EXAM, None, {"effort": "low"}, {"effort": "max", "harness": "x", "published": "2026-06"}, "settings"),
        (EXAM, None, {"effort": "max"}, {"published": "2026-06"}, "effort"),
        (EXAM, None, {"published": "2026-05"}, {"effort": "low", "published": "2026-06"}, "effort"),
        (EXAM, None, {"mode": "thinking"}, {"mode": "non-thinking", "effort": "max"}, "effort"),
        (EXAM, None, {"mode": "thinking 64k"}, {"mode": "thinking 8k"}, "effort"),
        (EXAM, None, {"published": "2026-05"}, {"published": "2026-04-30"}, "newer"),
        (EXAM, None, {"measured": "2026-05-01"}, {}, "newer"),
        (EXAM, None, {"value": 60}, {"value": 61}, "fixed order"),
    ],
)
def test_the_first_criterion_that_differs_decides(
    benchmark: Benchmark, spec: Counted | None, one: dict[str, Any], other: dict[str, Any], by: str
) -> None:
    """Ranking's version and context, tier, stated form, subset, tools, settings, effort, day, a fixed order."""
    first, second = (score("ada", benchmark.id, **{"value": 60, **row}) for row in (one, other))
    assert preference(first, benchmark, spec) < preference(second, benchmark, spec)
    assert decided(first, second, benchmark, spec).by == by


def test_what_each_has_is_told() -> None:
    """The criterion comes with what the two state there."""
    first, second = score("ada", "exam", 60, tier="B"), score("ada", "exam", 60, tier="C", effort="max")
    why = decided(first, second, EXAM)
    assert (why.by, why.here, why.there) == ("tier", "B", "C")
    why = decided(score("ada", "exam", 60, effort="max", mode="thinking"), score("ada", "exam", 60), EXAM)
    assert (why.by, why.here, why.there) == ("effort", "thinking, max", "")


def test_a_mean_over_runs_and_a_default_effort_are_not_special() -> None:
    """They say how well or how plainly it was measured; the best of several tries is special."""
    assert special_settings(score("ada", "exam", 60, trials="mean of 8 runs", effort="default")) == ()
    assert special_settings(score("ada", "exam", 60, trials="pass@8", judge="x")) == ("trials", "judge")


def test_the_measuring_day_goes_before_the_publishing_day() -> None:
    """Of one row the measuring day counts; a whole day is newer than the month it lies in; reading days never count."""
    days = [
        score("ada", "exam", 60, measured="2026-05-02", published="2024-01"),
        score("ada", "exam", 60, published="2026-05-01"),
        score("ada", "exam", 60, published="2026-05"),
        score("ada", "exam", 60, published="2026"),
        score("ada", "exam", 60, retrieved="2026-11-01"),
    ]
    assert sorted([*days[2:], *days[:2]], key=newest) == days


TEXT = st.sampled_from(["", "a", "b"])
DAY = st.sampled_from([None, "2026", "2026-05", "2026-05-02"])
ROWS = st.lists(
    st.builds(
        lambda **fields: score("ada", "exam", **fields),
        value=st.sampled_from([60.0, 61.0]),
        tier=st.sampled_from("ABCDE"),
        subset=TEXT,
        tools=st.sampled_from(["", "none", "python"]),
        effort=TEXT,
        harness=TEXT,
        source=st.sampled_from(["card", "page"]),
        link=TEXT,
        measured=DAY,
        published=DAY,
    ),
    min_size=2,
    max_size=6,
)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_is_total(rows: list[Observation], draw: random.Random) -> None:
    """However the rows stand, the same one is preferred; only rows that are one and the same tie."""

    def key(row: Observation) -> tuple[object, ...]:
        return preference(row, EXAM)

    turned = draw.sample(rows, len(rows))
    assert sorted(rows, key=key) == sorted(turned, key=key)
    for one, other in permutations(rows, 2):
        assert (key(one) == key(other)) == (one == other)
        if key(one) < key(other):
            assert decided(one, other, EXAM) == decided(one, other, EXAM)
            assert decided(one, other, EXAM).by == decided(other, one, EXAM).by
