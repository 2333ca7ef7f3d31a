"""Each listed flip really has its effect, worked out again; a nearer change that has one is never missed."""

import itertools
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from figures_of_flips import Applied, applied, effect
from msgspec import structs
from numpy.typing import NDArray
from pairs import OTHER, of
from scipy.optimize import linprog

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.compare import compare
from evenhand.comparison.evidence import evidence
from evenhand.records.comparison import Comparison, SharedTest
from evenhand.records.facts import Observation
from evenhand.records.flips import Flip
from evenhand.records.operations import Workload
from evenhand.records.ranking import Ranking
from evenhand.wording.flips import flip_words
from invented_catalogs import EVEN, catalog_of, invented_catalog, offer, score, speed


def weights(ranking: Ranking) -> dict[str, float]:
    """The ranking's category weights."""
    return {name: rule.weight for name, rule in ranking.categories.items()}


def check(comparison: Comparison, ranking: Ranking) -> None:
    """Every evidence flip has its effect, and the nearest weights and all removals with an effect are listed."""
    tests = [test for test in comparison.shared if test.counted]
    base = applied(tests, ranking, weights(ranking))
    listed = {(flip.kind, flip.what): flip for flip in comparison.flips}
    for flip in comparison.flips:
        assert flip.reverses == (flip.effect == "reverses")
    if comparison.verdict.why == "limit":
        return
    for test in tests:
        rest = applied([one for one in tests if one is not test], ranking, weights(ranking))
        check_one(listed.get(("benchmark removed", test.benchmark)), base, rest)
    present = {test.category for test in tests}
    for name in present if len(present) > 1 else ():
        rest = applied([one for one in tests if one.category != name], ranking, weights(ranking))
        if sum(test.category == name for test in tests) > 1:
            check_one(listed.get(("category removed", name)), base, rest)
        check_weight(listed.get(("weight", name)), name, tests, base, ranking)


def check_one(flip: Flip | None, base: Applied, then: Applied) -> None:
    """A flip with this outcome is listed just where that outcome is an effect."""
    assert (flip.effect if flip else None) == effect(base, then)
    if flip:
        assert (flip.becomes, flip.leader) == then


def check_weight(flip: Flip | None, name: str, tests: list[SharedTest], base: Applied, ranking: Ranking) -> None:
    """The weight has its effect, and no nearer one has any."""
    own = ranking.categories[name].weight
    reach = 101 if flip is None else abs((flip.after or 0.0) - own)
    for weight in (one for one in range(101) if abs(one - own) < reach):
        assert effect(base, applied(tests, ranking, {**weights(ranking), name: float(weight)})) is None, (name, weight)
    if flip:
        check_one(flip, base, applied(tests, ranking, {**weights(ranking), name: flip.after or 0.0}))


@pytest.mark.parametrize("seed", range(4))
def test_flips_of_invented_pairs(seed: int) -> None:
    """Over invented pairs every listed change has its effect and no nearer one was missed."""
    catalog = invented_catalog(seed)
    pairs = list(itertools.combinations([Subject(model) for model in catalog.models.values()], 2))
    for left, right in pairs[::6]:
        check(compare(catalog, left, right, places={}), EVEN)


def test_flips_of_real_pairs(catalog: Catalog) -> None:
    """The same over pairs of the shipped catalog."""
    pairs = list(itertools.combinations([Subject(model) for model in catalog.models.values()], 2))
    for left, right in random.Random("flips").sample(pairs, 40):  # noqa: S311 - reproducible, not secret
        check(compare(catalog, left, right, places={}), catalog.rankings["even"])


Rested = tuple[tuple[str, Observation, Observation], ...]


def rested(catalog: Catalog, left: Subject, right: Subject) -> tuple[Applied, Rested]:
    """The answer of a catalog, and the scores that it rests on."""
    found = evidence(catalog, left, right, EVEN, EVEN.lanes["everything"])
    tests = [test for test in found.shared if test.counted]
    rows = tuple(sorted((test.benchmark, test.left.observation, test.right.observation) for test in tests))
    return applied(tests, EVEN, weights(EVEN)), rows


def keeping(catalog: Catalog, keeps: Callable[[Observation], bool]) -> Catalog:
    """The catalog with these observations alone."""
    return structs.replace(catalog, observations=tuple(row for row in catalog.observations if keeps(row)))


def dropped(field: str, values: str) -> Callable[[Observation], bool]:
    """Which observations stay without these sources or tiers."""
    return lambda row: getattr(row, field) not in values.split()


def test_a_source_or_tier_taken_away() -> None:
    """Such a flip gives what a catalog without those rows gives; one not listed has no effect, or is listed as less."""
    assert sum(listed_removals(invented_catalog(seed)) for seed in (1, 4)) > 1


def listed_removals(catalog: Catalog) -> int:
    """How many flips take a source or a tier away; each is checked, and each that is not listed."""
    removals = [("source removed", source, dropped("source", source)) for source in ("card", "page")]
    removals += [("tier removed", tier, dropped("tier", tier)) for tier in "ABCDE"]
    removals.append(("tier removed", "vendor", dropped("tier", "C D")))
    without = [(kind, what, keeping(catalog, keeps)) for kind, what, keeps in removals]
    seen = 0
    for left, right in itertools.combinations([Subject(model) for model in catalog.models.values()], 2):
        comparison = compare(catalog, left, right, lane="everything", places={})
        base, rows = rested(catalog, left, right)
        listed = {(flip.kind, flip.what): flip for flip in comparison.flips}
        less = [tuple(row for row in rows if row is not one) for one in rows]
        for kind, what, fewer in without:
            then, left_over = rested(fewer, left, right)
            flip = listed.get((kind, what))
            if left_over == rows or left_over in less:
                assert flip is None
            else:
                check_one(flip, base, then)
                seen += flip is not None
            less.append(left_over)
    return seen


def test_the_least_weight_is_the_least() -> None:
    """No other weights of the same tests with no difference in points are nearer, says a linear programme."""
    catalog, seen = invented_catalog(2), 0
    for left, right in itertools.combinations([Subject(model) for model in catalog.models.values()], 2):
        comparison = compare(catalog, left, right, lane="everything", places={})
        tests = [test for test in comparison.shared if test.counted]
        least = next((one for one in comparison.least_weights if one.scope == "overall"), None)
        if least is None:
            continue
        own = shares(tests, EVEN)
        gaps = np.array([(test.difference or 0.0) for test in tests]) * (1 if least.ahead == "left" else -1)
        assert own @ gaps > 0
        assert (least.points is None) == bool((gaps >= 0).all())
        if least.points is not None:
            count = len(tests)
            moved = linprog(  # new weights, and above them how far each lies from the old
                np.r_[np.zeros(count), np.full(count, 0.5)],
                A_ub=np.block([[np.eye(count), -np.eye(count)], [-np.eye(count), -np.eye(count)]]),
                b_ub=np.r_[own, -own],
                A_eq=np.block([[gaps, np.zeros(count)], [np.ones(count), np.zeros(count)]]),
                b_eq=[0.0, 1.0],
            )
            assert least.points == pytest.approx(100 * moved.fun, abs=1e-6)
            assert sum(one.points for one in least.shifted) == pytest.approx(least.points)
            seen += 1
    assert seen > 5


def shares(tests: list[SharedTest], ranking: Ranking) -> NDArray[np.float64]:
    """The share of each test in the overall difference."""
    within = {test.category: sum(one.weight for one in tests if one.category == test.category) for test in tests}
    total = sum(ranking.categories[name].weight for name in within)
    parts = [ranking.categories[test.category].weight / total * test.weight / within[test.category] for test in tests]
    return np.array(parts)


def test_an_effort_that_weakens_is_listed() -> None:
    """At low effort alone Ada is behind Bob, whom she leads on her best scores."""
    rows = [score("bob", test, 60) for test in ("fix", "facts", "desk", "puzzle")]
    rows += [score("ada", test, 90, effort="high") for test in ("fix", "facts", "desk", "puzzle")]
    rows += [score("ada", test, 20, effort="low") for test in ("fix", "facts", "desk", "puzzle")]
    found = of(catalog_of(*rows), "ada", "bob")
    (flip,) = (one for one in found.flips if one.kind == "effort")
    at_low = of(catalog_of(*rows), "ada@low", "bob")
    assert (found.overall.leader, flip.what, flip.side, flip.effect) == ("left", "low", "left", "reverses")
    assert (flip.becomes, flip.leader) == (at_low.overall.state, at_low.overall.leader)
    assert not [one for one in at_low.flips if one.kind == "effort"]


def test_the_cheapest_of_each_kind_take_turns() -> None:
    """Those that turn the answer stand first; the cheapest limit stands beside the cheapest change of the evidence."""
    values = {"fix": (90, 40), "facts": (70, 75), "desk": (80, 30), "puzzle": (85, 45)}
    rows = [
        score(name, test, value)
        for test, both in values.items()
        for name, value in zip(("ada", "bob"), both, strict=True)
    ]
    found = of(catalog_of(*rows, offers=(offer("ada", "one", 4.0, 8.0), offer("bob", "one", 1.0, 2.0))), "ada", "bob")
    turning = [flip.effect in ("reverses", "levels") for flip in found.flips]
    assert turning == sorted(turning, reverse=True)
    assert [flip.kind for flip in found.flips[:2]] == ["weight moved", "cost per month"]
    sizes = [flip.size or 0.0 for flip in found.flips if flip.effect == "weakens" and flip.unit == "weight points"]
    assert sizes == sorted(sizes)


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


def test_a_limit_between_two_of_whom_nobody_is_ahead() -> None:
    """A budget that one of the two breaks decides; moved to where both keep it, nobody is picked."""
    catalog = catalog_of(
        *(score(name, test, 50) for test in ("fix", "desk") for name in ("ada", "bob")),
        offers=(offer("ada", "one", 1.1, 2.2), offer("bob", "one", 1.0, 2.0)),
    )
    found = of(catalog, "ada", "bob", workload=Workload(max_cost_per_month=52.0))
    assert (found.verdict.pick, found.verdict.why) == ("right", "limit")
    (moved,) = found.flips
    assert (moved.kind, moved.leader, moved.effect, moved.after) == ("limit relaxed", None, "weakens", 55.0)
    said = [sentence.text for sentence in flip_words(found)]
    assert said[0] == "With a monthly budget of $55.00 instead of $52.00 there would be no clear pick."
    open_ = of(catalog, "ada", "bob", workload=Workload(max_cost_per_month=moved.after))
    assert open_.verdict.pick is None


def test_a_limit_really_flips_the_pick() -> None:
    """With the limit of the flip in the workload, the pick is the other side."""
    rows = [score(name, test, value) for test in ("fix", "desk", "facts") for name, value in (("ada", 95), ("bob", 15))]
    catalog = catalog_of(*rows, offers=(offer("ada", "one", 4.0, 8.0), offer("bob", "one", 1.0, 2.0)))
    free = of(catalog, "ada", "bob")
    (flip,) = (one for one in free.flips if one.kind == "cost per month")
    for limit in (flip.after, (flip.before or 0) - 0.01):
        tight = of(catalog, "ada", "bob", workload=Workload(max_cost_per_month=limit, stated=True))
        assert (tight.verdict.pick, tight.verdict.why) == (OTHER[free.verdict.pick], "limit")


@pytest.mark.parametrize(
    ("scores", "prices", "said"),
    [
        ((95, 15), (4.0, 1.0), {50.0: "right", 200.0: "left"}),
        ((95, 15), (2.0, 2.0), {100.0: "left"}),
        ((60, 60), (2.0, 1.0), {50.0: "right"}),
    ],
)
def test_where_both_break_a_limit_the_moved_limit_that_gives_a_pick_is_said(
    scores: tuple[int, int], prices: tuple[float, float], said: dict[float, str]
) -> None:
    """Each side's only broken limit moved to where it is met, the smaller change first; each gives that pick."""
    rows = [
        score(name, test, value)
        for test in ("fix", "desk", "facts")
        for name, value in zip(("ada", "bob"), scores, strict=True)
    ]
    offers = [offer(name, "one", paid, 2 * paid) for name, paid in zip(("ada", "bob"), prices, strict=True)]
    catalog = catalog_of(*rows, offers=offers)
    found = of(catalog, "ada", "bob", workload=Workload(max_cost_per_month=10.0, stated=True))
    assert (found.verdict.pick, found.verdict.why, found.flips_tried) == (None, "both break a limit", ())
    assert {flip.after: flip.leader for flip in found.flips} == said
    assert [flip.after for flip in found.flips] == sorted(said)
    assert {(flip.kind, flip.effect) for flip in found.flips} == {("limit relaxed", "decides")}
    for flip in found.flips:
        moved = of(catalog, "ada", "bob", workload=Workload(max_cost_per_month=flip.after, stated=True))
        assert moved.verdict.pick == flip.leader
    rules = [one.rule for one in flip_words(found)]
    assert rules[0] == "flip.relaxed"
    assert "flip.weaker" not in rules


def test_a_side_that_breaks_another_limit_too_is_no_way_out() -> None:
    """Moving one of two broken limits lets nobody in; the other side's only one does."""
    rows = [score(name, "fix", 60) for name in ("ada", "bob")]
    offers = (offer("ada", "one", 4.0, 8.0), offer("bob", "one", 1.0, 2.0))
    catalog = catalog_of(*rows, offers=offers, speeds=(speed("ada", 10.0, 9.0),))
    work = Workload(max_cost_per_month=10.0, max_first_token_seconds=5.0, stated=True)
    found = of(catalog, "ada", "bob", workload=work)
    assert [(flip.after, flip.leader) for flip in found.flips] == [(50.0, "right")]


def test_a_retired_rival_is_no_way_out() -> None:
    """No limit leaves only a model that is no longer served."""
    assert flips_of("cost per month", "context", bob={"retired": "2026-01-05"}) == []


def test_nothing_is_tried_where_nothing_is_shared() -> None:
    """Without evidence and without a pick there is nothing to flip."""
    found = of(catalog_of(score("ada", "fix", 60), score("bob", "facts", 60)), "ada", "bob")
    assert (found.flips, found.flips_tried) == ((), ())
