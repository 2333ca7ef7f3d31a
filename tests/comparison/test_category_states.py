"""States of categories and of the whole: shared counted tests alone decide, and nothing is decided without them."""

import pytest
from msgspec import structs
from pairs import category, compared, of

from evenhand.catalog.naming import Subject
from evenhand.comparison.compare import compare
from evenhand.records.comparison import Comparison
from evenhand.records.estimates import Estimate
from evenhand.records.facts import Observation
from evenhand.wording.pick import pick_words
from invented_catalogs import EVEN, catalog_of, score


def both(test: str, left: float, right: float, **fields: str) -> list[Observation]:
    """Both sides' scores on a test."""
    return [score("ada", test, left, **fields), score("bob", test, right, **fields)]


def test_one_test_never_leads() -> None:
    """However large the gap, one shared test only leans."""
    result = category(compared(*both("fix", 99, 1)), "coding")
    assert (result.state, result.leader) == ("leans", "left")
    assert (result.probability or 0) > 0.95


def test_two_tests_lead() -> None:
    """Two clear wins are a lead."""
    found = compared(*both("facts", 95, 20), *both("share", 0.96, 0.25))
    result = category(found, "knowledge")
    assert (result.state, result.leader, result.shared) == ("leads", "left", ("facts", "share"))
    assert result.difference == pytest.approx((75 + 71) / 2)


def test_weights_within_a_category() -> None:
    """A test of weight two counts twice in the mean difference."""
    rows = [*both("fix", 60, 50), *both("code-v", 40, 70, version="v6")]
    assert category(compared(*rows), "coding").difference == pytest.approx((2 * 10 - 30) / 3)


def test_all_tied_is_equal_or_too_close() -> None:
    """The same value on a test of a million items is equality; on thirty items it is too close to call."""
    assert category(compared(*both("puzzle", 60, 60)), "reasoning").state == "practically equal"
    assert category(compared(*both("sums", 60, 60)), "math").state == "too close to call"


def test_not_comparable_and_no_data() -> None:
    """Scores on both sides without a shared test cannot be compared; a side without any score has no data."""
    found = compared(score("ada", "fix", 60), score("bob", "code-v", 60, version="v6"), score("ada", "facts", 50))
    assert (category(found, "coding").state, category(found, "coding").missing_side) == ("not comparable", None)
    assert (category(found, "knowledge").state, category(found, "knowledge").missing_side) == ("no data", "right")
    assert (category(found, "math").state, category(found, "math").missing_side) == ("no data", "both")
    assert category(found, "coding").probability is None


def test_scores_that_the_lane_hides_are_no_data() -> None:
    """A side whose only scores lie outside the lane has no data there."""
    found = compared(score("ada", "fix", 60), score("bob", "fix", 60, tier="E"))
    assert (category(found, "coding").state, category(found, "coding").missing_side) == ("no data", "right")


def test_an_uncounted_shared_test_decides_nothing() -> None:
    """A shared test that the ranking does not count leaves its category without a verdict."""
    found = compared(*both("quiz", 90, 10))
    assert category(found, "knowledge").state == "not comparable"
    assert found.overall.difference is None


def test_own_averages_are_over_own_tests() -> None:
    """Each side's own average is over all counted tests that it took, and says which."""
    rows = [*both("facts", 50, 80), score("ada", "exam", 90), score("bob", "quiz", 10)]
    result = category(compared(*rows), "knowledge")
    assert (result.left_average.value, result.left_average.tests) == (70, ("exam", "facts"))
    assert (result.right_average.value, result.right_average.tests) == (80, ("facts",))
    assert result.right_average.counted == 3
    assert not result.same_tests
    assert category(compared(*both("facts", 50, 80)), "knowledge").same_tests


def test_own_averages_leave_out_what_the_score_leaves_out() -> None:
    """A test taken with tools that it does not prescribe fills no cell of the score and no part of an average."""
    rows = [*both("facts", 50, 60), score("ada", "exam", 90), score("bob", "exam", 90, tools="python")]
    result = category(compared(*rows), "knowledge")
    assert (result.left_average.tests, result.right_average.tests) == (("exam", "facts"), ("facts",))
    assert not result.same_tests


def test_overall_weighs_categories() -> None:
    """The overall difference is the categories' mean by the ranking's weights over those with evidence."""
    found = compared(*both("fix", 60, 50), *both("facts", 40, 70))
    assert found.overall.difference == pytest.approx((20 * 10 - 12 * 30) / 32)
    assert found.overall.evidence_weight == pytest.approx(32 / 81)
    assert found.overall.partial
    assert found.overall.left.on_shared == pytest.approx((20 * 60 + 12 * 40) / 32)


def test_not_partial_from_half_of_the_weight() -> None:
    """Half of the ranking's weight with evidence is not partial."""
    rows = [*both("desk", 90, 10), *both("fix", 90, 10)]
    assert not compared(*rows).overall.partial


def test_points_and_logits_that_disagree_are_too_close() -> None:
    """When the points favour one side and the logits the other, nobody is named."""
    rows = [*both("puzzle", 99.99, 90.0), *both("needles", 40.0, 60.0, context="128k")]
    result = category(compared(*rows), "reasoning")
    assert (result.difference or 0) < 0 < (result.expected or 0)
    assert (result.state, result.leader) == ("too close to call", None)


def test_nothing_shared_at_all() -> None:
    """Without a shared counted test there is no overall figure, whatever each side has."""
    found = compared(score("ada", "fix", 60), score("bob", "facts", 70))
    overall = found.overall
    assert (overall.state, overall.leader, overall.difference, overall.probability) == ("not comparable", *[None] * 3)
    assert found.flips_tried == ()
    assert compared(score("ada", "fix", 60)).overall.state == "no data"


def test_relation() -> None:
    """The same, siblings of one lab, configurations of one model, different models."""
    rows = [score("ada", "fix", 60, effort="high"), score("ada", "fix", 50, effort="low"), score("bob", "fix", 40)]
    catalog = catalog_of(*rows)
    assert of(catalog, "ada", "ada").relation == "same"
    assert of(catalog, "ada@high", "ada@high").relation == "same"
    assert of(catalog, "ada@high", "ada@low").relation == "configurations"
    assert of(catalog, "ada", "bob").relation == "different"
    kin = {name: structs.replace(model, family="x") for name, model in catalog.models.items()}
    assert of(structs.replace(catalog, models=kin), "ada", "bob").relation == "siblings"
    apart = {**kin, "bob": structs.replace(kin["bob"], lab="two")}
    assert of(structs.replace(catalog, models=apart), "ada", "bob").relation == "different"


def test_two_configurations_of_one_model() -> None:
    """Two efforts of one model are compared on their own scores."""
    rows = [score("ada", test, value, effort="high") for test, value in (("fix", 80), ("facts", 90))]
    rows += [score("ada", test, value, effort="low") for test, value in (("fix", 40), ("facts", 60))]
    found = of(catalog_of(*rows), "ada@high", "ada@low")
    assert (found.left_effort, found.right_effort) == ("high", "low")
    assert {test.benchmark: test.difference for test in found.shared} == {"fix": 40, "facts": 30}


def test_a_score_is_no_evidence_against_itself() -> None:
    """A model against itself shares no test, however many figures of one test it has."""
    found = of(catalog_of(score("ada", "fix", 60), score("ada", "fix", 90)), "ada", "ada")
    assert not found.shared
    assert [one.reason for one in found.left_out] == ["one and the same score"]


def test_a_configuration_is_compared_with_the_other_scores() -> None:
    """A model against one configuration of its own rests on its scores under other settings."""
    rows = [score("ada", "fix", 60, effort="high"), score("ada", "fix", 50), score("ada", "sums", 9, effort="high")]
    found = of(catalog_of(*rows), "ada", "ada@high")
    assert [(test.left.observation.value, test.right.observation.value) for test in found.shared] == [(50, 60)]
    assert [(one.benchmark, one.left is None) for one in found.left_out] == [("sums", True)]


@pytest.mark.parametrize("effort", ["", "default"])
def test_an_equal_score_at_no_named_effort_is_one_and_the_same(effort: str) -> None:
    """A figure copied without its effort is no evidence for or against the configuration that it was measured at."""
    rows = [score("ada", "fix", 60, effort="high"), score("ada", "fix", 60, effort=effort, source="page")]
    found = of(catalog_of(*rows), "ada", "ada@high")
    assert (found.shared, found.overall.shared) == ((), ())
    assert [one.reason for one in found.left_out] == ["one and the same score"]
    named = of(catalog_of(rows[0], structs.replace(rows[1], effort="low")), "ada", "ada@high")
    assert [test.difference for test in named.shared] == [0.0]
    others = of(catalog_of(*rows, score("ada", "fix", 50, effort="low")), "ada", "ada@high")
    assert [test.difference for test in others.shared] == [-10.0]


def test_two_models_with_equal_scores_share_the_test() -> None:
    """Of two models an equal score is a tie, whatever effort is left unstated."""
    found = of(catalog_of(*both("fix", 60, 60)), "ada", "bob")
    assert [test.difference for test in found.shared] == [0.0]


def test_configurations_measured_by_different_people_say_so() -> None:
    """Where one measurer's run stands against another's, the pick says on how many tests."""
    rows = [
        score("ada", test, value, effort=effort, measured_by=who)
        for test, low in (("fix", "Lab"), ("facts", "Bench"))
        for effort, value, who in (("low", 40, low), ("high", 80, "lab"))
    ]
    said = [one.text for one in pick_words(of(catalog_of(*rows), "ada@low", "ada@high"))]
    assert any(text.startswith("On 1 of the 2 counted tests that both took the two were measured by") for text in said)
    alike = [structs.replace(row, measured_by="lab") for row in rows]
    told = [one.rule for one in pick_words(of(catalog_of(*alike), "ada@low", "ada@high"))]
    assert "pick.measurers" not in told


def measured(found: Comparison) -> tuple[object, ...]:
    """What a comparison says of tests, without what was estimated from all models."""
    bare = {"left_estimate": Estimate(), "right_estimate": Estimate(), "probability_everything": None}
    whole = found.overall
    return (
        (whole.state, whole.leader, whole.probability, whole.difference, whole.error, whole.interval),
        tuple(structs.replace(one, **bare) for one in found.categories),
        found.shared,
        found.verdict,
        found.flips,
    )


def test_a_third_model_changes_nothing() -> None:
    """What other models scored is no part of a head-to-head."""
    rows = [*both("fix", 60, 50), *both("facts", 40, 70)]
    alone = catalog_of(*rows)
    cay = structs.replace(alone.models["ada"], id="cay", name="Cay")
    crowd = catalog_of(*rows, score("cay", "fix", 99), score("cay", "sums", 1), models={**alone.models, "cay": cay})
    one, other = (compare(each, *map(Subject, alone.models.values()), places={}) for each in (alone, crowd))
    assert measured(one) == measured(other)


def test_interval_is_of_the_level_of_the_ranking() -> None:
    """The interval is the central 90% of the difference on these tests."""
    result = category(compared(*both("facts", 60, 50)), "knowledge")
    assert result.interval is not None
    assert result.interval.level == EVEN.thresholds.interval
    assert (result.interval.high - result.interval.low) / 2 == pytest.approx(1.644854 * (result.error or 0), rel=1e-5)
