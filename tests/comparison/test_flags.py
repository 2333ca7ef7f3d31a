"""Every flag with its figures: on shared tests, on categories and sides, and on benchmarks."""

from typing import Any

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.benchmark_states import benchmark_states
from evenhand.comparison.benchmarks import benchmark_list
from evenhand.comparison.category_flags import category_flags, overall_flags
from evenhand.comparison.evidence import evidence
from evenhand.comparison.flags import with_outliers
from evenhand.comparison.publication import public_since
from evenhand.records.comparison import SharedTest, SideOverall
from evenhand.records.facts import Model, Observation
from evenhand.records.flags import FIGURES, OPTIONAL, Flag
from evenhand.records.ranking import FlagRules
from evenhand.scoring.contamination import Drop
from evenhand.scoring.flag_rules import (
    dated_flag,
    information_flag,
    outlier_flag,
    residual_flag,
    selective_flag,
    twin_flag,
)
from evenhand.scoring.information import Curve
from evenhand.wording.flags import benchmark_flag_words, labels
from evenhand.wording.sentence import faults
from invented_catalogs import BENCHMARKS, EVEN, catalog_of, score

RULES = FlagRules()


def shared(*rows: Observation, rules: FlagRules = RULES, **fields: Any) -> tuple[SharedTest, ...]:
    """Ada against Bob in the widest lane."""
    catalog = catalog_of(*rows, **fields)
    ranking = structs.replace(EVEN, thresholds=structs.replace(EVEN.thresholds, flags=rules))
    sides = (Subject(catalog.models[name]) for name in ("ada", "bob"))
    return evidence(catalog, *sides, ranking, ranking.lanes["everything"]).shared


def only(tests: tuple[SharedTest, ...], kind: str) -> Flag:
    """The one flag of this kind on the one test."""
    (test,) = tests
    (found,) = (flag for flag in test.flags if flag.kind == kind)
    return found


def described(name: str, **fields: Any) -> dict[str, Any]:
    """The invented benchmarks with one described otherwise."""
    known = {one.id: structs.replace(one, **fields) if one.id == name else one for one in BENCHMARKS}
    return {"benchmarks": known}


def crowd(test: str, values: list[float], **fields: Any) -> list[Observation]:
    """One score each of the first models of a crowd."""
    return [score(f"m{place:02}", test, value, **fields) for place, value in enumerate(values)]


PEOPLE = {f"m{place:02}": Model(id=f"m{place:02}", lab="one", name=f"M {place}") for place in range(24)}


def test_vendors_and_second_hand_by_side() -> None:
    """The side, its tier and its source."""
    tests = shared(score("ada", "fix", 60, tier="D"), score("bob", "fix", 50, tier="E", source="page"))
    assert only(tests, "vendor-reported") == Flag(
        kind="vendor-reported", side="left", facts={"tier": "D", "source": "card"}
    )
    assert only(tests, "second-hand") == Flag(kind="second-hand", side="right", facts={"tier": "E", "source": "page"})


def test_a_suspect_error_keeps_the_larger_one() -> None:
    """A reported error of at most half of the binomial one is flagged with both, and not used."""
    tests = shared(score("ada", "fix", 60, error=0.5), score("bob", "fix", 50, error=2.0))
    flag = only(tests, "suspect error")
    assert (flag.side, flag.figures["reported"], flag.figures["items"]) == ("left", 0.5, 500.0)
    assert flag.figures["binomial"] == pytest.approx(100 * (0.6 * 0.4 / 500) ** 0.5, rel=1e-3)
    assert (tests[0].left.error or 0.0) > 2 * 0.5


def test_conflict_by_errors_and_by_points() -> None:
    """2.8 joint errors where both state one, two points where not; each with how far and how far may be."""
    near = (score("ada", "fix", 60, error=1.0), score("ada", "fix", 63.9, error=1.0))
    far = (score("ada", "fix", 60, error=1.0), score("ada", "fix", 64.1, error=1.0))
    other = score("bob", "fix", 50)
    assert "sources disagree" not in labels(shared(*near, other)[0].flags)
    flag = only(shared(*far, other), "sources disagree")
    assert flag.figures == pytest.approx({"apart": 4.1, "allowed": 2.8 * 2**0.5, "times": 2.8})
    plain = only(shared(score("ada", "fix", 60), score("ada", "fix", 62.1), other), "sources disagree")
    assert plain.figures == pytest.approx({"apart": 2.1, "allowed": 2.0})
    wider = structs.replace(RULES, conflict_points=3.0)
    assert "sources disagree" not in labels(
        shared(score("ada", "fix", 60), score("ada", "fix", 62.1), other, rules=wider)[0].flags
    )


def test_settings_that_differ() -> None:
    """One flag a setting, with what each side states; the table names the setting."""
    tests = shared(score("ada", "fix", 60, effort="high"), score("bob", "fix", 50, effort="low"))
    flag = only(tests, "settings differ")
    assert flag.facts == {"setting": "effort", "left": "high", "right": "low"}
    assert "effort differs" in labels(tests[0].flags)


@pytest.mark.parametrize(
    ("public", "cutoff", "flagged"),
    [
        ("2025-01", "2025-06", True),
        ("2025-06", "2025-06", False),
        ("2025-06-01", "2025-06-02", True),
        ("2025-07", "2025-06", False),
        (None, "2025-06", False),
        ("2025-01", None, False),
    ],
)
def test_public_before_the_knowledge_ends(public: str | None, cutoff: str | None, flagged: bool) -> None:  # noqa: FBT001
    """Only where both days are known and the one lies before the other."""
    people = {
        "ada": Model(id="ada", lab="one", name="Ada", knowledge_cutoff=cutoff),
        "bob": Model(id="bob", lab="one", name="Bob"),
    }
    tests = shared(
        score("ada", "fix", 60), score("bob", "fix", 50), models=people, **described("fix", published=public)
    )
    found = [flag for flag in tests[0].flags if flag.kind == "contamination risk"]
    assert [flag.facts for flag in found] == ([{"public": public, "cutoff": cutoff}] if flagged else [])


def test_a_paper_s_number_says_its_month() -> None:
    """The file goes first, then the number of the paper; of several versions the paper says nothing."""
    paper = structs.replace(BENCHMARKS[0], link="https://arxiv.org/abs/2311.12022")
    assert public_since(paper) == "2023-11"
    assert public_since(structs.replace(paper, published="2024-01-05")) == "2024-01-05"
    assert public_since(structs.replace(paper, versions=("v1", "v2"))) == ""
    assert public_since(structs.replace(paper, link="https://example.org/2311.12022")) == ""


def test_outliers_come_from_the_fit() -> None:
    """A weight under 0.3 is flagged on its side, another is not."""
    tests = shared(score("ada", "fix", 60), score("bob", "fix", 50))
    (found,) = with_outliers(tests, {"ada": {"fix": 0.12}, "bob": {"exam": 0.01}}, RULES)
    assert only((found,), "outlier") == Flag(kind="outlier", side="left", figures={"weight": 0.12, "limit": 0.3})
    assert with_outliers(tests, {"ada": {"fix": 0.3}}, RULES) == tests


def test_thin_and_vendors_in_a_category() -> None:
    """One shared test is thin; the vendors' share by weight, and the difference with and without them."""
    rows = [score("ada", "fix", 60, tier="C"), score("bob", "fix", 50)]
    more = [score(name, "code-v", value, version="v6") for name, value in (("ada", 40), ("bob", 70))]
    thin, vendors = category_flags("coding", shared(*rows), RULES)
    assert (thin.kind, thin.figures) == ("thin", {"tests": 1.0, "limit": 2.0})
    assert vendors.figures == pytest.approx({"tests": 1, "of": 1, "share": 1, "difference": 10})
    (vendors,) = category_flags("coding", shared(*rows, *more), RULES)
    wanted = {"tests": 1, "of": 2, "share": 2 / 3, "difference": (2 * 10 - 30) / 3, "without": -30}
    assert vendors.figures == pytest.approx(wanted)
    assert category_flags("math", shared(*rows), RULES) == ()


def test_thin_and_selective_overall() -> None:
    """A side measured on under 0.6 of the weight, and a selection index over 0.3."""
    left, right = (SideOverall(measured=share) for share in (0.59, 0.6))
    assert [flag.side for flag in overall_flags(left, right, RULES)] == ["left"]
    assert overall_flags(right, right, RULES, 0.3) == ()
    assert overall_flags(right, right, RULES, 0.31)[0].kind == "selective"


def test_redundant_with_the_joint_weight() -> None:
    """Two tests of one order over fifteen models or more, with what they weigh together."""
    values = [float(30 + place * place % 53) for place in range(15)]
    rows = [*crowd("fix", values), *crowd("exam", [0.9 * value for value in values])]
    found = benchmark_states(catalog_of(*rows, models=PEOPLE))
    (flag,) = (flag for flag in found["fix"].flags if flag.kind == "redundant")
    assert flag.facts == {"other": "exam"}
    assert (flag.figures["models"], flag.figures["weight"]) == (15.0, pytest.approx(20 * 2 / 3 + 12 / 3))
    few = benchmark_states(catalog_of(*rows[:14], *rows[15:29], models=PEOPLE))
    assert "redundant" not in labels(few["fix"].flags)


def test_one_source_and_no_recent_check() -> None:
    """Ten models of one source; and a newest checked score of over 180 days."""
    values = [float(40 + 2 * place) for place in range(12)]
    old = benchmark_states(catalog_of(*crowd("fix", values, measured="2025-12-31"), models=PEOPLE))["fix"]
    assert (old.state, old.by) == ("stale", "verified scores")
    assert labels(old.flags) == ("stale", "single source")
    new = benchmark_states(catalog_of(*crowd("fix", values, measured="2026-01"), models=PEOPLE))["fix"]
    assert (new.staleness and new.staleness.days, labels(new.flags)) == (150, ("single source",))
    claims = benchmark_states(catalog_of(*crowd("fix", values, measured="2025-01", tier="C"), models=PEOPLE))["fix"]
    assert claims.staleness is not None
    assert claims.staleness.days is None
    mixed = [*crowd("fix", values), score("m00", "fix", 40, source="page")]
    assert "single source" not in labels(benchmark_states(catalog_of(*mixed, models=PEOPLE))["fix"].flags)


def test_a_twin_tells_on_the_older_test() -> None:
    """Who loses far more on the stricter form than the others is flagged on the first form, and nobody else."""
    older, newer = [80.0 + place for place in range(12)], [74.5 + place for place in range(12)]
    newer[3] -= 25.0
    rows = [*crowd("exam", older), *crowd("fix", newer)]
    found = benchmark_states(catalog_of(*rows, models=PEOPLE, **described("fix", twin="exam")))["exam"]
    assert set(found.of_models) == {"m03"}
    (flag,) = found.of_models["m03"]
    assert (flag.by, flag.figures["drop"], flag.figures["typical"]) == ("twin", 30.5, 5.5)


@pytest.mark.parametrize(
    ("flag", "none"),
    [
        (outlier_flag(0.29, "left", RULES), outlier_flag(0.3, "left", RULES)),
        (residual_flag(3.1, "left", RULES), residual_flag(3.0, "left", RULES)),
        (selective_flag(0.6, None, RULES), selective_flag(-0.6, None, RULES)),
        (dated_flag(Drop(0.3, 0.1), "left", RULES), dated_flag(Drop(0.1, 0.1), "left", RULES)),
        (twin_flag(Drop(30, 5, 5, 9), "fix", "left", RULES), twin_flag(None, "fix", "left", RULES)),
        (
            information_flag(Curve(slope=1.0, psi=0.01, centre=3.0, height=1.0), 100, 3.0, RULES),
            information_flag(Curve(slope=1.0, psi=0.01, centre=0.0, height=1.0), 100, 0.1, RULES),
        ),
    ],
)
def test_rules_have_their_figures(flag: Flag | None, none: Flag | None) -> None:
    """Beyond its limit a flag has exactly the figures of its kind; at the limit there is none."""
    assert none is None
    assert flag is not None
    key = (flag.kind, flag.by)
    assert {*flag.figures, *flag.facts} - {*OPTIONAL.get(key, ())} == {*FIGURES[key]}


def test_shipped_flags_can_be_read_back(catalog: Catalog) -> None:
    """Each flag of a shipped benchmark has the figures of its kind, and its sentence states them and nothing else."""
    listed = benchmark_list(catalog, flagged=True)
    assert listed.benchmarks
    for one in listed.benchmarks:
        standing = benchmark_states(catalog)[one.id]
        assert standing.flags == one.flags
        for flag in one.flags:
            assert {*flag.figures, *flag.facts} == {*FIGURES[flag.kind, flag.by]}
        for sentence in benchmark_flag_words(one.name, standing, listed.names):
            assert faults(sentence) == (), sentence.text
