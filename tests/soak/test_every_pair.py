"""Every pair of the catalog: the fast head-to-head against the evidence, and each word against its own figures."""

import itertools

import pytest
from scipy.special import ndtr, stdtr

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.categories import judge
from evenhand.comparison.evidence import evidence
from evenhand.comparison.head_to_head import HeadToHead, head_to_head, sheets
from evenhand.comparison.overall import weights_of, whole
from evenhand.records.ranking import Thresholds

pytestmark = pytest.mark.soak
LANES = ("verified", "provisional", "everything")


def contradictions(found: HeadToHead, words: Thresholds) -> list[str]:
    """Where a word is not what its figures say, of the categories and of the overall; worked out again by scipy."""
    parts = [(one.same, one.following, one.state, one.leader, len(one.tests)) for one in found.judged.values()]
    if found.total:
        total = found.total
        parts.append((total.same, total.following, total.state, total.leader, len(total.tests)))
    wrong = []
    for same, following, state, leader, tests in parts:
        limit = words.equal_points
        inside = ndtr((limit - same.difference) / same.error) - ndtr((-limit - same.difference) / same.error)
        chance = float(stdtr(following.freedom, following.expected / following.spread))
        sure, agree = max(chance, 1 - chance), same.difference * following.expected > 0
        word = "leads" if sure >= words.leads and tests >= words.leads_tests else "leans"
        expected = (
            ("practically equal", None)
            if inside >= words.equal_probability
            else (word, "left" if same.difference > 0 else "right")
            if agree and sure >= words.leans
            else ("too close to call", None)
        )
        if (state, leader) != expected or abs(chance - following.probability) > 1e-9:
            wrong.append(f"{state} {leader}, but {expected} with {chance}")
    return wrong


@pytest.mark.parametrize("lane", LANES)
def test_no_word_contradicts_its_figures(catalog: Catalog, lane: str) -> None:
    """Over every pair of models that have a counted score."""
    ranking = catalog.rankings["even"]
    known = sheets(catalog, ranking, lane)
    subjects = [Subject(model) for model in catalog.models.values() if known.of(Subject(model))]
    for left, right in itertools.combinations(subjects, 2):
        found = head_to_head(known, left, right)
        assert not contradictions(found, ranking.thresholds), (left.model.id, right.model.id)


@pytest.mark.parametrize("lane", LANES)
def test_every_pair_is_that_of_the_evidence(catalog: Catalog, lane: str) -> None:
    """The figures are exactly those of the comparison, wherever anything is shared."""
    ranking = catalog.rankings["even"]
    known = sheets(catalog, ranking, lane)
    subjects = [Subject(model) for model in catalog.models.values() if known.of(Subject(model))]
    for left, right in itertools.combinations(subjects, 2):
        if known.of(left).keys().isdisjoint(known.of(right)):
            continue
        found = head_to_head(known, left, right)
        judged = judge(evidence(catalog, left, right, ranking, ranking.lanes[lane]).shared, ranking)
        assert found.judged == judged, (left.model.id, right.model.id)
        assert found.total == whole(judged, ranking, weights_of(ranking)), (left.model.id, right.model.id)
