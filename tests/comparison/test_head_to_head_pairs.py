"""The fast head-to-head gives the figures that the evidence of a comparison gives, exactly."""

import itertools
import random

import pytest

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject, efforts_of
from evenhand.comparison.categories import judge
from evenhand.comparison.evidence import evidence
from evenhand.comparison.head_to_head import head_to_head, sheets
from evenhand.comparison.overall import weights_of, whole
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


def test_other_rankings_are_not_kept(catalog: Catalog) -> None:
    """Scores are kept for the catalog's own rankings alone, so that a reader's own weights fill no memory."""
    import msgspec  # noqa: PLC0415 - here alone

    own = catalog.rankings["even"]
    copy = msgspec.convert(msgspec.to_builtins(own), type(own))
    assert sheets(catalog, own, "verified") is sheets(catalog, own, "verified")
    assert sheets(catalog, copy, "verified") is not sheets(catalog, copy, "verified")
