"""A against B is the mirror of B against A: over real pairs, invented catalogs and any scores at all."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from pairs import assert_mirror, mirrored

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject, efforts_of
from evenhand.comparison.compare import compare
from evenhand.records.operations import Workload
from invented_catalogs import catalog_of, invented_catalog, score


def subjects(catalog: Catalog) -> list[Subject]:
    """All models and one configuration of each that has any."""
    return [
        Subject(model, effort)
        for model in catalog.models.values()
        for effort in ("", *efforts_of(catalog, model.id)[:1])
    ]


@pytest.mark.parametrize("lane", ["verified", "provisional", "everything"])
def test_real_pairs_mirror(catalog: Catalog, lane: str) -> None:
    """Pairs of the shipped catalog, configurations among them, in every lane."""
    draw, known = random.Random(lane), subjects(catalog)  # noqa: S311 - reproducible, not secret
    for _ in range(120):
        assert_mirror(*mirrored(catalog, *draw.sample(known, 2), lane=lane))


@pytest.mark.parametrize("seed", range(12))
def test_invented_pairs_mirror(seed: int) -> None:
    """Pairs of invented catalogs, with several scores a cell, in every lane, with and without limits."""
    catalog, draw = invented_catalog(seed), random.Random(seed)  # noqa: S311 - reproducible, not secret
    work = Workload(max_cost_per_month=40.0, max_first_token_seconds=5.0, min_context=128_000, stated=True)
    for _ in range(25):
        lane = draw.choice(("verified", "provisional", "everything"))
        pair = draw.sample(subjects(catalog), 2)
        assert_mirror(*mirrored(catalog, *pair, lane=lane, workload=draw.choice((None, work))))


SCORES = st.floats(0, 100).map(lambda value: round(value, 1))
CELLS = st.dictionaries(st.sampled_from(["fix", "facts", "exam", "puzzle", "sums", "desk", "errors"]), SCORES)


@settings(max_examples=20, deadline=None)
@given(CELLS, CELLS)
def test_any_scores_mirror(ada: dict[str, float], bob: dict[str, float]) -> None:
    """Whatever the two scored."""
    rows = [score(name, test, value) for name, cells in (("ada", ada), ("bob", bob)) for test, value in cells.items()]
    catalog = catalog_of(*rows)
    assert_mirror(*mirrored(catalog, *map(Subject, catalog.models.values())))


def test_order_of_rows_changes_nothing() -> None:
    """A catalog whose rows stand in another order gives the same comparisons."""
    catalog = invented_catalog(3)
    turned = structs.replace(catalog, observations=catalog.observations[::-1], offers=catalog.offers[::-1])
    known = [Subject(model) for model in catalog.models.values()]
    for left, right in pairwise(known):
        one, other = (compare(each, left, right, places={}) for each in (catalog, turned))
        assert (one.overall, one.categories, one.verdict, one.flips) == (
            other.overall,
            other.categories,
            other.verdict,
            other.flips,
        )


def test_a_model_against_itself(catalog: Catalog) -> None:
    """A model against itself shares nothing, is never ahead of itself and has nothing to choose."""
    for model in catalog.models.values():
        found = compare(catalog, Subject(model), Subject(model), places={})
        assert found.relation == "same"
        assert (found.overall.leader, found.verdict.pick, found.swing, found.shared) == (None, None, None, ())
        assert all(result.leader is None for result in found.categories)
