"""Which observation stands for a cell, what is kept beside it, what is flagged, and what is never evidence."""

import pytest
from msgspec import structs
from pairs import category, compared, single

from evenhand.records.facts import Benchmark
from invented_catalogs import score


def test_better_tier_is_preferred_and_the_other_kept() -> None:
    """An operator's figure goes before a lab's own, which stays beside it."""
    found = compared(score("ada", "fix", 60), score("ada", "fix", 65, tier="C"), score("bob", "fix", 50))
    (test,) = found.shared
    assert test.left.observation.value == 60
    assert [row.value for row in test.left.others] == [65]
    assert not test.right.others


def test_counted_version_goes_before_a_better_tier() -> None:
    """Where both match, the version that the ranking counts is taken, though another has a better tier."""
    rows = [score(name, "code-v", 40, version="v5") for name in ("ada", "bob")]
    rows += [score(name, "code-v", value, version="v6", tier="C") for name, value in (("ada", 70), ("bob", 60))]
    (test,) = compared(*rows).shared
    assert (test.counted, test.left.observation.version, test.difference) == (True, "v6", pytest.approx(10))


def test_uncounted_version_is_shared_without_counting() -> None:
    """A version that the ranking does not count is shown as shared, and decides nothing."""
    found = compared(score("ada", "code-v", 70, version="v5"), score("bob", "code-v", 60, version="v5"))
    (test,) = found.shared
    assert (test.counted, test.weight) == (False, 0.0)
    assert category(found, "coding").state == "not comparable"
    assert found.overall.state in ("not comparable", "no data")


def test_newest_of_one_tier_is_preferred() -> None:
    """Of two figures of one tier the one measured or published last is taken."""
    rows = (score("ada", "fix", 60, measured="2026-07-02"), score("ada", "fix", 61, published="2026-07-01"))
    for order in (rows, rows[::-1]):
        (test,) = compared(*order, score("bob", "fix", 50)).shared
        assert test.left.observation.value == 60


def test_like_settings_are_preferred() -> None:
    """Of equal figures the one whose stated settings fit the other side's is taken."""
    rows = (score("ada", "fix", 60, effort="max"), score("ada", "fix", 58, effort="low"))
    (test,) = compared(*rows, score("bob", "fix", 50, effort="low")).shared
    assert (test.left.observation.value, test.differs) == (58, ())


@pytest.mark.parametrize("lane", ["verified", "provisional", "everything"])
def test_lanes_admit_by_tier(lane: str) -> None:
    """Verified hides C and D, provisional hides E, everything hides nothing."""
    tests = {"A": "fix", "B": "facts", "C": "exam", "D": "sums", "E": "desk"}
    rows = [score(name, test, 60, tier=tier) for tier, test in tests.items() for name in ("ada", "bob")]
    admitted = {"verified": "AB", "provisional": "ABCD", "everything": "ABCDE"}[lane]
    found = compared(*rows, lane=lane)
    assert {test.left.observation.tier for test in found.shared} == set(admitted)
    hidden = {tests[tier] for tier in "ABCDE" if tier not in admitted}
    assert {one.benchmark for one in found.left_out} == hidden
    assert all(single(found, name).outside == ("left", "right") for name in hidden)
    assert found.snapshot.tiers == tuple(admitted)


@pytest.mark.parametrize("lane", ["provisional", "everything"])
def test_composites_are_never_evidence(lane: str) -> None:
    """A site's overall value is neither shared nor left out: it is not a test."""
    found = compared(score("ada", "site", 60), score("bob", "site", 70), lane=lane)
    assert (found.shared, found.left_out, found.overall.state) == ((), (), "no data")


def test_flags() -> None:
    """Vendors, second hand, assumed items, few items, disagreeing sources and a contaminated test are flagged."""
    found = compared(
        score("ada", "quiz", 60, tier="E"),
        score("bob", "quiz", 60, tier="C"),
        score("ada", "sums", 50),
        score("ada", "sums", 53),
        score("bob", "sums", 50),
        lane="everything",
    )
    flags = {test.benchmark: {flag.kind for flag in test.flags} for test in found.shared}
    assert flags["quiz"] == {"contaminated", "vendor-reported", "second-hand", "items assumed"}
    assert flags["sums"] == {"few items", "sources disagree"}


def test_sources_agree_within_two_points_or_at_another_effort() -> None:
    """A figure two points off, or one at another effort, is no disagreement."""
    rows = (score("ada", "fix", 50), score("ada", "fix", 52), score("ada", "fix", 70, effort="max"))
    (test,) = compared(*rows, score("bob", "fix", 50)).shared
    assert "sources disagree" not in {flag.kind for flag in test.flags}


def test_shared_come_first_by_counting_then_by_difference() -> None:
    """Counted tests first, the largest difference first."""
    values = {"fix": (60, 50), "facts": (10, 90), "quiz": (0, 100), "sums": (50, 50)}
    rows = [score(name, test, pair[side]) for test, pair in values.items() for side, name in enumerate(("ada", "bob"))]
    found = compared(*rows)
    assert [test.benchmark for test in found.shared] == ["facts", "fix", "sums", "quiz"]
    assert found.swing is not None
    assert (found.swing.benchmark, found.swing.leader, found.swing.difference) == ("facts", "right", -80)


def test_lower_is_better_is_turned_round() -> None:
    """Fewer errors are a lead."""
    (test,) = compared(score("ada", "errors", 10), score("bob", "errors", 30)).shared
    assert (test.left.scaled, test.right.scaled, test.difference) == (90, 70, 20)


def test_a_source_told_twice_changes_no_sign() -> None:
    """The same figures under another source leave every difference as it is."""
    rows = [
        score(name, test, 50 + 7 * place) for place, test in enumerate(("fix", "facts", "exam")) for name in ("ada",)
    ]
    rows += [score("bob", test, 60) for test in ("fix", "facts", "exam")]
    twice = [structs.replace(row, source="page", link="https://example.invalid/again") for row in rows]
    one, other = compared(*rows), compared(*rows, *twice)
    assert [(test.benchmark, test.difference) for test in one.shared] == [
        (test.benchmark, test.difference) for test in other.shared
    ]
    assert one.overall.leader == other.overall.leader


def test_separable_difference() -> None:
    """The smallest difference that a test of this size tells apart is 2.8 standard errors of the difference."""
    (test,) = compared(score("ada", "exam", 78.8), score("bob", "exam", 93.6)).shared
    assert test.error == pytest.approx(3.41, abs=0.01)
    assert test.separable == pytest.approx(2.8 * (test.error or 0))


def test_benchmarks_and_names_of_the_comparison_are_given() -> None:
    """Every benchmark that is named has its record and its name."""
    found = compared(score("ada", "fix", 60), score("bob", "facts", 60))
    assert set(found.benchmarks) == {"fix", "facts"}
    assert all(isinstance(one, Benchmark) and found.names[name] == one.name for name, one in found.benchmarks.items())
