"""Where a side's score is withheld, nothing is said that rests on its estimated level."""

import pytest
from msgspec import json

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.compare import compare
from evenhand.records.comparison import Comparison
from evenhand.wording.compare import comparison_words

BESIDE = "gpt-5.5"
RULES = ("overall.everything", "category.everything", "flip.next_best")


def pair(catalog: Catalog, left: str, right: str) -> Comparison:
    """Two models of the shipped catalog, without places."""
    return compare(catalog, *(Subject(catalog.models[name]) for name in (left, right)), places={})


@pytest.mark.parametrize("model", ["claude-fable-5", "claude-opus-4.8"])
@pytest.mark.parametrize("turned", [False, True])
def test_no_chance_from_a_withheld_score(catalog: Catalog, model: str, turned: bool) -> None:  # noqa: FBT001 - a case
    """No probability by everything known, no next test and no estimate of the withheld side's missing tests."""
    found = pair(catalog, *((BESIDE, model) if turned else (model, BESIDE)))
    withheld = found.overall.right if turned else found.overall.left
    assert withheld.estimate.withheld == "selective"
    assert found.overall.probability_everything is None
    assert {one.probability_everything for one in found.categories} == {None}
    assert found.next_best_test is None
    side = "right" if turned else "left"
    assert {one.probability for one in found.missing_tests if one.missing in (side, "both")} <= {None}
    words = json.encode(comparison_words(found)).decode()
    assert not [rule for rule in RULES if f'"rule":"{rule}' in words]


def test_shown_scores_keep_their_chance(catalog: Catalog) -> None:
    """Of two scores that are shown it is said which is the higher one, overall and by category."""
    found = pair(catalog, BESIDE, "gpt-5.2")
    assert found.overall.probability_everything is not None
    assert None not in {one.probability_everything for one in found.categories if one.left_estimate.shown}
