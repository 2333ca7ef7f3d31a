"""When two observations may be compared, and every reason why a test that both took is left out."""

import pytest
from pairs import compared, single

from evenhand.comparison.matching import differing_settings, mismatch
from invented_catalogs import BENCHMARKS, score

SAME_PAGE = {"link": "https://example.invalid/page"}


@pytest.mark.parametrize(
    ("name", "one", "other", "reason"),
    [
        ("fix", {}, {}, None),
        ("fix", {"version": "2"}, {"version": "3"}, "other version"),
        ("fix", {"version": "2"}, {}, None),
        ("code-v", {"version": "v6"}, {"version": "v6"}, None),
        ("code-v", {"version": "v6"}, {"version": "v5"}, "other version"),
        ("code-v", {"version": "v6"}, {}, "version unstated"),
        ("code-v", {}, {}, "version unstated"),
        ("code-v", SAME_PAGE, SAME_PAGE, None),
        ("code-v", {"version": "v6", **SAME_PAGE}, SAME_PAGE, "version unstated"),
        ("fix", {"subset": "text only"}, {}, "other subset"),
        ("fix", {"subset": "text only"}, {"subset": "text only"}, None),
        ("needles", {"context": "128k"}, {"context": "128k"}, None),
        ("needles", {"context": "128k"}, {"context": "1m"}, "other context length"),
        ("needles", {"context": "128k"}, {}, "context length unstated"),
        ("needles", {}, {}, "context length unstated"),
        ("needles", SAME_PAGE, SAME_PAGE, None),
        ("fix", {"context": "128k"}, {}, None),
        ("exam", {}, {}, None),
        ("exam", {"tools": "python"}, {}, "other tools"),
        ("exam", {"tools": "python"}, {"tools": "web"}, "other tools"),
        ("exam", {"tools": "python"}, {"tools": "python"}, None),
        ("exam", {"tools": "none"}, {}, None),
        ("exam", {"tools": "unstated"}, {}, "tools unstated"),
        ("exam", {"tools": "unstated"}, {"tools": "unstated"}, "tools unstated"),
        ("exam", {"tools": "unstated", **SAME_PAGE}, {"tools": "unstated", **SAME_PAGE}, None),
        ("fix", {"tools": "unstated"}, {}, None),
        ("code-v", {"tier": "E", **SAME_PAGE}, {"tier": "E", **SAME_PAGE}, "version unstated"),
        ("code-v", {"tier": "C", **SAME_PAGE}, {"tier": "E", **SAME_PAGE}, "version unstated"),
        ("exam", {"tools": "unstated", "tier": "E", **SAME_PAGE}, {"tools": "unstated", **SAME_PAGE}, "tools unstated"),
        ("fix", {"subset": "unstated"}, {"subset": "unstated"}, "other subset"),
        ("fix", {"subset": "unstated", **SAME_PAGE}, {"subset": "unstated", **SAME_PAGE}, None),
        ("fix", {"trials": "pass@8"}, {}, "other metric"),
        ("fix", {"trials": "pass@8"}, {"trials": "pass@4"}, "other metric"),
        ("fix", {"trials": "pass@8"}, {"trials": "majority of 8 answers"}, "other metric"),
        ("fix", {"trials": "best of 8 runs"}, {"trials": "pass@8"}, None),
        ("fix", {"trials": "cons@64"}, {"trials": "maj@64"}, None),
        ("fix", {"trials": "pass@1"}, {"trials": "mean of 8 runs"}, None),
        ("fix", {"trials": "majority of 1 answers"}, {}, None),
        ("fix", {"trials": "avg@32"}, {}, None),
        ("twice", {"trials": "pass@2"}, {}, None),
        ("fix", {"effort": "high"}, {"effort": "low"}, None),
        ("fix", {"harness": "a", "trials": "3", "prompting": "b"}, {}, None),
    ],
)
def test_reasons(name: str, one: dict[str, str], other: dict[str, str], reason: str | None) -> None:
    """Version, subset, context and tools must match; what is unstated matches only where a test has a single form.

    A page that gathers figures is no one table; the best of several tries is another metric than one try.
    """
    benchmark = next(each for each in BENCHMARKS if each.id == name)
    rows = (score("ada", name, 60, **one), score("bob", name, 70, **other))
    assert mismatch(benchmark, *rows) == reason
    assert mismatch(benchmark, *reversed(rows)) == reason
    found = compared(*rows, lane="everything")
    if reason is None:
        assert [test.benchmark for test in found.shared] == [name]
    else:
        assert not found.shared
        assert single(found, name).reason == reason


def test_settings_may_differ_and_are_shown() -> None:
    """Effort, mode, harness, prompting, trials and judge may differ; only what both state is a difference."""
    one = score("ada", "fix", 60, effort="high", mode="thinking", harness="x", prompting="p", trials="1", judge="j")
    other = score("bob", "fix", 60, effort="low", mode="thinking", trials="3", judge="k")
    assert differing_settings(one, other) == ("effort", "trials", "judge")
    assert compared(one, other).shared[0].differs == ("effort", "trials", "judge")


def test_conditions_are_named_left_then_right() -> None:
    """A left-out test says which conditions keep the sides apart."""
    found = compared(score("ada", "code-v", 60, version="v5"), score("bob", "code-v", 60, version="v6"))
    assert single(found, "code-v").detail == "version v5 / version v6"
    found = compared(score("ada", "exam", 60), score("bob", "exam", 60, tools="python"))
    assert single(found, "exam").detail == "tools none / tools python"
    found = compared(score("ada", "needles", 60, context="1m"), score("bob", "needles", 60))
    assert single(found, "needles").detail == "context 1m / context unstated"


def test_one_side_only_and_not_admitted() -> None:
    """A test that one side took, and one of which a side's scores lie outside the lane, have their own reasons."""
    rows = (
        score("ada", "fix", 60),
        score("ada", "facts", 60),
        score("bob", "facts", 60, tier="E"),
        score("bob", "sums", 50, tier="E"),
    )
    found = compared(*rows)
    assert single(found, "fix").reason == "one side only"
    assert (single(found, "facts").reason, single(found, "facts").outside) == ("not admitted", ("right",))
    assert (single(found, "sums").reason, single(found, "sums").outside) == ("not admitted", ("right",))
    assert {test.benchmark for test in compared(*rows, lane="everything").shared} == {"facts"}


def test_without_a_common_scale_a_test_is_shared_but_not_counted() -> None:
    """Elo is shown side by side, never as a difference in points."""
    found = compared(score("ada", "arena", 1400), score("bob", "arena", 1300))
    (test,) = found.shared
    assert (test.counted, test.difference, test.logit, test.error) == (False, None, None, None)
    assert found.overall.difference is None
