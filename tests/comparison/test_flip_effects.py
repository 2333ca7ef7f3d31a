"""Each listed flip really has its effect, worked out again; a nearer change that has one is never missed."""

import itertools
from typing import Any

import pytest
from figures_of_flips import Applied, applied, effect
from msgspec import structs
from pairs import OTHER, of

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.compare import compare
from evenhand.records.comparison import Comparison
from evenhand.records.flips import Flip
from evenhand.records.operations import Workload
from evenhand.records.ranking import Ranking
from invented_catalogs import EVEN, catalog_of, invented_catalog, offer, score


def weights(ranking: Ranking) -> dict[str, float]:
    """The ranking's category weights."""
    return {name: rule.weight for name, rule in ranking.categories.items()}


def after(comparison: Comparison, flip: Flip, ranking: Ranking) -> Applied:
    """State and leader after a change of the evidence."""
    tests = [test for test in comparison.shared if test.counted]
    if flip.kind == "benchmark removed":
        return applied([test for test in tests if test.benchmark != flip.what], ranking, weights(ranking))
    return applied(tests, ranking, {**weights(ranking), flip.what: flip.after or 0.0})


def check(comparison: Comparison, ranking: Ranking) -> None:
    """Every evidence flip has its effect, and the nearest weights and all removals with an effect are listed."""
    tests = [test for test in comparison.shared if test.counted]
    base = applied(tests, ranking, weights(ranking))
    listed = {(flip.kind, flip.what): flip for flip in comparison.flips}
    for flip in comparison.flips:
        if flip.kind in ("benchmark removed", "weight"):
            then = after(comparison, flip, ranking)
            assert (flip.becomes, flip.leader) == then
            assert flip.effect == effect(base, then)
            assert flip.reverses == (flip.effect == "reverses")
    if comparison.verdict.why == "limit":
        return
    for test in tests:
        rest = [one for one in tests if one is not test]
        changes = effect(base, applied(rest, ranking, weights(ranking))) is not None
        assert changes == (("benchmark removed", test.benchmark) in listed)
    present = {test.category for test in tests}
    for name in present if len(present) > 1 else ():
        flip = listed.get(("weight", name))
        own = ranking.categories[name].weight
        reach = 101 if flip is None else abs((flip.after or 0.0) - own)
        for weight in (one for one in range(101) if abs(one - own) < reach):
            then = applied(tests, ranking, {**weights(ranking), name: float(weight)})
            assert effect(base, then) is None, (name, weight)


@pytest.mark.parametrize("seed", range(4))
def test_flips_of_invented_pairs(seed: int) -> None:
    """Over invented pairs every listed change has its effect and no nearer one was missed."""
    catalog = invented_catalog(seed)
    pairs = list(itertools.combinations([Subject(model) for model in catalog.models.values()], 2))
    for left, right in pairs[::3]:
        check(compare(catalog, left, right, places={}), EVEN)


def test_flips_of_real_pairs(catalog: Catalog) -> None:
    """The same over pairs of the shipped catalog."""
    pairs = list(itertools.combinations([Subject(model) for model in catalog.models.values()], 2))
    for left, right in random.Random("flips").sample(pairs, 60):  # noqa: S311 - reproducible, not secret
        check(compare(catalog, left, right, places={}), catalog.rankings["even"])


def flips_of(*kinds: str, **fields: Any) -> list[Flip]:
    """Flips of these kinds between Ada, who leads, and Bob, who is cheaper and has more context."""
    rows = [score(name, test, value) for test in ("fix", "desk", "facts") for name, value in (("ada", 95), ("bob", 15))]
    catalog = catalog_of(*rows, offers=(offer("ada", "one", 4.0, 8.0), offer("bob", "one", 1.0, 2.0)))
    models = {
        "ada": structs.replace(catalog.models["ada"], context_window=128_000),
        "bob": structs.replace(catalog.models["bob"], context_window=400_000, **fields.pop("bob", {})),
    }
    found = of(structs.replace(catalog, models=models), "ada", "bob", **fields)
    return [flip for flip in found.flips if flip.kind in kinds]


def test_limits_flip_to_the_other_side() -> None:
    """A budget between the two costs, or a need between the two windows, leaves only the other side."""
    budget, context = flips_of("cost per month", "context")
    assert (budget.before, budget.after, budget.leader) == (pytest.approx(200.0), pytest.approx(50.0), "right")
    assert (context.before, context.after, context.leader) == (128_000, 400_000, "right")
    work = Workload(max_cost_per_month=(budget.before or 0) - 0.01)
    assert flips_of("limit relaxed", workload=work)[0].after == pytest.approx(200.0)


def test_a_limit_really_flips_the_pick() -> None:
    """With the limit of the flip in the workload, the pick is the other side."""
    rows = [score(name, test, value) for test in ("fix", "desk", "facts") for name, value in (("ada", 95), ("bob", 15))]
    catalog = catalog_of(*rows, offers=(offer("ada", "one", 4.0, 8.0), offer("bob", "one", 1.0, 2.0)))
    free = of(catalog, "ada", "bob")
    (flip,) = (one for one in free.flips if one.kind == "cost per month")
    for limit in (flip.after, (flip.before or 0) - 0.01):
        tight = of(catalog, "ada", "bob", workload=Workload(max_cost_per_month=limit, stated=True))
        assert (tight.verdict.pick, tight.verdict.why) == (OTHER[free.verdict.pick], "limit")


def test_a_retired_rival_is_no_way_out() -> None:
    """No limit leaves only a model that is no longer served."""
    assert flips_of("cost per month", "context", bob={"retired": "2026-01-05"}) == []


def test_nothing_is_tried_where_nothing_is_shared() -> None:
    """Without evidence and without a pick there is nothing to flip."""
    found = of(catalog_of(score("ada", "fix", 60), score("bob", "facts", 60)), "ada", "bob")
    assert (found.flips, found.flips_tried) == ((), ())
