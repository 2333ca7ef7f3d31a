"""Another eighth of the pairs, and samples with the sides swapped, in lanes and rankings."""

import random

import pytest
from read_pairs import PAIRS, Pair, drawn_pairs, read

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject, efforts_of
from evenhand.records.operations import Workload


def sample(catalog: Catalog, seed: str, count: int) -> list[Pair]:
    """So many pairs, in either order."""
    draw = random.Random(seed)  # noqa: S311 - reproducible, not secret
    chosen = draw.sample(drawn_pairs(catalog, PAIRS), count)
    return [pair if draw.random() < 0.5 else (pair[1], pair[0]) for pair in chosen]


def test_second_half_of_the_pairs(catalog: Catalog) -> None:
    """No sentence about any of these pairs contradicts the raw readings, is malformed, or is of an unknown form."""
    pairs = drawn_pairs(catalog, PAIRS)
    assert read(catalog, pairs[len(pairs) // 2 :: 4]) == []


@pytest.mark.parametrize(
    ("ranking", "lane"),
    [("even", "verified"), ("even", "everything"), ("classic", "verified"), ("classic", "provisional")],
)
def test_other_lanes_and_rankings(catalog: Catalog, ranking: str, lane: str) -> None:
    """The same holds in every other lane and under the classic ranking."""
    assert read(catalog, sample(catalog, f"{ranking}/{lane}", 150), ranking, lane) == []


def test_workload_with_limits(catalog: Catalog) -> None:
    """The same holds when the reader states a workload with a budget, a wait and a context."""
    limits = {"max_cost_per_month": 40.0, "max_first_token_seconds": 2.0, "min_context": 200_000}
    work = Workload(input=8000, cached=2000, output=500, requests=2500, stated=True, **limits)
    assert read(catalog, sample(catalog, "workload", 100), workload=work) == []


def test_configurations_and_the_same_model_twice(catalog: Catalog) -> None:
    """The same holds of a model against itself and against its own configurations."""
    pairs: list[Pair] = []
    for model in catalog.models.values():
        efforts = [Subject(model, effort) for effort in efforts_of(catalog, model.id)]
        pairs += [(Subject(model), Subject(model)), *((Subject(model), one) for one in efforts[:1])]
        pairs += [(efforts[0], efforts[-1])] if len(efforts) > 1 else []
    assert read(catalog, pairs) == []
