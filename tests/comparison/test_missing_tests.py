"""Missing scores that would turn the difference, and the test worth running next."""

import itertools
import random

import numpy as np
import pytest
from pairs import compared, of

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject, subject
from evenhand.comparison.head_to_head import head_to_head, sheets
from evenhand.comparison.missing_tests import chance_over, missing_tests
from evenhand.comparison.next_best_test import next_best_test
from evenhand.records.flips import MissingTest
from evenhand.records.states import Side
from evenhand.scoring.packed_draws import Steps
from invented_catalogs import EVEN, catalog_of, invented_catalog, score

LANE = "everything"


def of_pair(catalog: Catalog, left: Subject, right: Subject) -> tuple[MissingTest, ...]:
    """The missing tests of a pair, without estimates."""
    known = sheets(catalog, EVEN, LANE)
    found = head_to_head(known, left, right)
    return missing_tests(found, known.of(left), known.of(right), EVEN, lambda _side, _test: None)


def test_the_needed_score_turns_the_difference() -> None:
    """With a score a little beyond what is needed, and not with one a little short of it, the other side is ahead."""
    catalog, seen = invented_catalog(6), 0
    pairs = itertools.combinations([Subject(model) for model in catalog.models.values()], 2)
    for left, right in pairs:
        for one in of_pair(catalog, left, right):
            if one.missing == "both" or one.needed is None or not 1 < one.needed < 99:
                continue
            seen += 1
            who, sign = (left if one.missing == "left" else right), (1 if one.missing == one.behind else -1)
            for beyond in (0.5, -0.5):
                rows = catalog.observations_of[(right if one.missing == "left" else left).model.id][one.benchmark]
                value = one.needed + sign * beyond
                benchmark = catalog.benchmarks[one.benchmark]
                plain = value if benchmark.direction == "higher" else 100 - value
                same = {name: getattr(rows[0], name) for name in ("version", "subset", "context", "tools", "trials")}
                if len(rows) > 1 or benchmark.unit != "percent" or same["subset"]:
                    continue
                row = score(who.model.id, one.benchmark, plain, tier=rows[0].tier, **same)
                more = catalog_of(*catalog.observations, row, models=dict(catalog.models.items()))
                then = head_to_head(sheets(more, EVEN, LANE), left, right)
                if one.benchmark in {test.benchmark for test in then.tests} and then.total:
                    ahead: Side = "left" if then.total.same.difference > 0 else "right"
                    assert (ahead == one.behind) == (beyond > 0)
    assert seen > 10


def test_chances_of_draws() -> None:
    """Joint draws by index, a known score beside draws, and unknown where a side has none."""
    assert chance_over(Steps([3, 1, 5]), Steps([1, 1, 1]), 1.5) == pytest.approx(2 / 3)
    assert chance_over(Steps([3, 1, 5]), Steps([1, 1, 1]), 2.0) == pytest.approx(1 / 3)
    assert chance_over(4.0, Steps([1, 3, 9]), 0.0) == pytest.approx(2 / 3)
    assert chance_over(4.0, Steps([1, 3, 9]), 1.0) == pytest.approx(1 / 3)
    assert chance_over(Steps([1, 3, 9]), 2.5, 0.5) == pytest.approx(1 / 3)
    assert chance_over(Steps([1]), None, 0.0) is None
    assert chance_over(None, 1.0, 0.0) is None


def test_the_next_best_test_is_the_one_that_tells() -> None:
    """Of three missing tests the one that decides the overall is named; those that are noise are not."""
    draw = np.random.default_rng(5)
    cells = {name: draw.normal(50, 10, 400) for name in ("fix", "facts", "sums")}
    left = 0.8 * cells["facts"] + draw.normal(10, 3, 400)
    right = np.full(400, 50.0)
    catalog = catalog_of(*(score("bob", name, 50) for name in cells))
    known = sheets(catalog, EVEN, LANE)
    sides = [known.of(subject(catalog, name)) for name in ("ada", "bob")]
    draws = {name: Steps([round(655.35 * each) for each in values]) for name, values in cells.items()}
    best = next_best_test([*map(float, left)], [*map(float, right)], *sides, EVEN, lambda _, test: draws.get(test))
    assert best is not None
    assert (best.benchmark, best.missing) == ("facts", "left")
    assert best.probability == pytest.approx(float(np.mean(left > right)))
    assert 0.2 < best.expected_change <= 2 * best.probability * (1 - best.probability)
    assert 0.3 < best.bits <= 1.0


def test_nothing_is_next_where_nothing_can_change() -> None:
    """Draws that all agree, or no draws at all, name no test."""
    catalog = catalog_of(score("bob", "fix", 50))
    known = sheets(catalog, EVEN, LANE)
    sides = [known.of(subject(catalog, name)) for name in ("ada", "bob")]
    assert next_best_test([2.0, 3.0], [1.0, 1.0], *sides, EVEN, lambda *_: Steps([1, 2])) is None
    assert next_best_test(None, [1.0], *sides, EVEN, lambda *_: None) is None


def test_missing_tests_mirror() -> None:
    """Seen from across they are the same tests, gaps and needs."""
    catalog = invented_catalog(2)
    draw = random.Random(3)  # noqa: S311 - reproducible, not secret
    subjects = [Subject(model) for model in catalog.models.values()]
    turned = {"left": "right", "right": "left", "both": "both"}
    for _ in range(30):
        left, right = draw.sample(subjects, 2)
        one, other = of_pair(catalog, left, right), of_pair(catalog, right, left)
        assert [(each.benchmark, each.missing, each.behind) for each in one] == [
            (each.benchmark, turned[each.missing], turned[each.behind]) for each in other
        ]
        assert [each.gap for each in one] == pytest.approx([each.gap for each in other])


def test_a_comparison_has_them() -> None:
    """Nobody ahead, nothing missing said; a leader, and each test that the other lacks has its need."""
    assert compared(score("ada", "fix", 60)).missing_tests == ()
    rows = [score(name, test, value) for test in ("fix", "desk") for name, value in (("ada", 85), ("bob", 70))]
    found = of(catalog_of(*rows, score("ada", "facts", 20)), "ada", "bob")
    (facts,) = (one for one in found.missing_tests if one.benchmark == "facts")
    assert (found.overall.leader, facts.missing, facts.behind, facts.known) == ("left", "right", "right", 20)
