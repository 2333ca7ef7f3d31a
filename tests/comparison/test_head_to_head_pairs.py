"""The fast head-to-head gives the figures that the evidence of a comparison gives, exactly."""

import itertools
import random

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject, efforts_of
from evenhand.comparison import sides
from evenhand.comparison.categories import judge
from evenhand.comparison.evidence import evidence, gathered
from evenhand.comparison.head_to_head import head_to_head, sheets
from evenhand.comparison.overall import weights_of, whole
from evenhand.comparison.own_weights import reweighted
from invented_catalogs import invented_catalog


def assert_same(catalog: Catalog, left: Subject, right: Subject, lane: str) -> None:
    """Tests, categories and overall of one pair are those of the whole evidence."""
    ranking = catalog.rankings["even"]
    shared = [test for test in evidence(catalog, left, right, ranking, ranking.lanes[lane]).shared if test.counted]
    judged = judge(shared, ranking)
    found = head_to_head(sheets(catalog, ranking, lane), left, right)
    assert [test.benchmark for test in found.tests] == [test.benchmark for test in shared]
    for one, other in zip(found.tests, shared, strict=True):
        assert (one.left.row, one.right.row) == (other.left.observation, other.right.observation)
    assert found.judged == judged
    assert found.total == whole(judged, ranking, weights_of(ranking))


@pytest.mark.parametrize("lane", ["verified", "provisional", "everything"])
def test_real_pairs(catalog: Catalog, lane: str) -> None:
    """Drawn pairs of the shipped catalog, half of them among the models with most tests."""
    draw = random.Random(lane)  # noqa: S311 - reproducible, not secret
    models = sorted(catalog.models.values(), key=lambda model: -len(catalog.observations_of.get(model.id, {})))
    for pool in (models[:60], models):
        for _ in range(40):
            assert_same(catalog, *map(Subject, draw.sample(pool, 2)), lane)


@pytest.mark.parametrize("seed", range(6))
def test_invented_pairs(seed: int) -> None:
    """Pairs of invented catalogs, several scores a cell, configurations of one and the same model among them."""
    catalog = invented_catalog(seed)
    subjects = [Subject(m, effort) for m in catalog.models.values() for effort in ("", *efforts_of(catalog, m.id)[:1])]
    for left, right in list(itertools.product(subjects, repeat=2))[::3]:
        assert_same(catalog, left, right, "everything")


def test_what_is_known_of_a_side_is_kept(catalog: Catalog) -> None:
    """A reader who moves category weights finds the sides there; other rules or another lane have their own."""
    own = catalog.rankings["even"]
    known = sheets(catalog, own, "verified").sides
    assert sheets(catalog, reweighted(own, ["coding=99"]), "verified").sides is known
    assert sheets(catalog, structs.replace(own, chance_corrected=True), "verified").sides is not known
    assert sheets(catalog, own, "everything").sides is not known


def test_sides_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more subjects than may be kept the last are, and what comes of them is the same."""
    monkeypatch.setattr(sides, "MOST_SIDES", 3)
    catalog = invented_catalog(1)
    known = sheets(catalog, catalog.rankings["even"], "everything")
    subjects = [Subject(model) for model in catalog.models.values()]
    assert len(subjects) > 3
    seen = [known.of(who) for who in subjects]
    assert len(known.sides.known) <= 3
    assert [[*sheet] for sheet in seen] == [[*known.of(who)] for who in subjects]


def test_matched_tests_change_no_evidence(catalog: Catalog) -> None:
    """The evidence is the same whether the counted pairs are known from the head-to-head or matched again."""
    ranking, draw = catalog.rankings["even"], random.Random(4)  # noqa: S311 - reproducible, not secret
    known = sheets(catalog, ranking, "everything")
    models = sorted(catalog.models.values(), key=lambda model: -len(catalog.observations_of.get(model.id, {})))
    for _ in range(40):
        left, right = map(Subject, draw.sample(models[:200], 2))
        met = {test.benchmark: test for test in head_to_head(known, left, right).tests}
        assert gathered(known.sides, left, right, met) == gathered(known.sides, left, right, {})
