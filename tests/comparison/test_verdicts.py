"""The pick and its reasons: every way to a pick and to none, and reasons that are true, material and at most three."""

from typing import Any

import pytest
from pairs import OTHER, of

from evenhand.catalog.naming import Subject
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.compare import compare
from evenhand.records.comparison import Comparison
from evenhand.records.facts import Model, Observation
from evenhand.records.operations import Workload
from evenhand.records.verdict import Reason
from evenhand.wording.pick import pick_words
from evenhand.wording.pick_strength import standing_text
from invented_catalogs import catalog_of, invented_catalog, offer, score, speed

WIDE = ("facts", "exam", "fix", "desk", "puzzle", "sums")
EQUAL = ("puzzle", "facts")


def duel(
    rows: list[Observation],
    ada: dict[str, Any] | None = None,
    bob: dict[str, Any] | None = None,
    workload: Workload | None = None,
    **fields: Any,
) -> Comparison:
    """Ada against Bob with these scores, facts, offers and speeds."""
    models = {
        name: Model(id=name, lab="one", name=name.title(), **(facts or {}))
        for name, facts in (("ada", ada), ("bob", bob))
    }
    return of(catalog_of(*rows, models=models, **fields), "ada", "bob", workload=workload)


def both(tests: tuple[str, ...], left: float, right: float, **fields: Any) -> list[Observation]:
    """Both sides' scores on some tests."""
    return [score(name, test, value, **fields) for test in tests for name, value in (("ada", left), ("bob", right))]


TIED = both(("puzzle",), 60.0, 60.0, n=1_000_000)
CHEAP_BOB = (offer("ada", "one", 4.0, 8.0), offer("bob", "one", 1.0, 2.0))


def test_clear_pick() -> None:
    """A lead over most of the weight is a clear pick, with the categories as reasons, the heaviest first."""
    found = duel(both(WIDE, 95, 15)).verdict
    assert (found.pick, found.strength, found.why) == ("left", "clear", "leads")
    assert [reason.kind for reason in found.reasons][:2] == ["category", "category"]
    weights = [reason.weight for reason in found.reasons]
    assert weights == sorted(weights, reverse=True)


def test_partial_lead_is_moderate_and_partial_lean_slight() -> None:
    """Evidence for under half of the weight takes a step off the strength."""
    assert duel(both(("facts", "exam"), 95, 15)).verdict.strength == "moderate"
    assert duel(both(("facts",), 95, 15)).verdict.strength == "slight"


def test_lean_over_most_of_the_weight_is_moderate() -> None:
    """A lean that is not partial is a moderate pick."""
    found = duel(both(("desk", "fix", "puzzle"), 75, 55))
    assert (found.overall.state, found.overall.partial, found.verdict.strength) == ("leans", False, "moderate")


def weighed_by(weights: str, rows: list[Observation]) -> Comparison:
    """Ada against Bob with these scores under own weights, every other category at 0."""
    catalog = catalog_of(*rows, models={name: Model(id=name, lab="one", name=name.title()) for name in ("ada", "bob")})
    others = ",".join(f"{name}=0" for name in catalog.rankings["even"].categories if name not in weights)
    ranking = chosen_ranking(catalog, "even", (weights, others))
    return of(catalog, "ada", "bob", ranking=ranking)


def test_few_tests_of_the_category_that_decides_take_a_step_off_the_strength() -> None:
    """Own weights that lay most on a category of which both took under half of the tests leave a weaker pick."""
    code = both(("fix",), 95, 15) + both(("code-v",), 95, 15, version="v6")
    one, two = (weighed_by("knowledge=60,coding=40", code + both(tests, 95, 15)) for tests in (("exam",), WIDE[:2]))
    for found, strength, narrow in ((one, "moderate", "knowledge"), (two, "clear", "")):
        assert (found.overall.state, found.overall.partial) == ("leads", False)
        assert (found.verdict.strength, found.verdict.narrow) == (strength, narrow)
    alone = weighed_by("knowledge=100", both(("facts",), 95, 15))
    assert (alone.overall.state, alone.overall.partial, alone.overall.evidence_weight) == ("leans", False, 1.0)
    assert (alone.verdict.strength, alone.verdict.narrow) == ("slight", "knowledge")


def test_a_narrow_answer_says_so_wherever_its_strength_stands() -> None:
    """Page, badge and card name the category and how few of its tests both took; a whole answer does not."""
    narrow = weighed_by("knowledge=100", both(("facts",), 95, 15))
    assert [one.text for one in pick_words(narrow) if one.rule == "pick.narrow"] == [
        "This is a narrow answer: knowledge carries 100% of the weight, and both took 1 of its 3 counted tests."
    ]
    assert standing_text(narrow) == "slight pick; narrow, 1 of 3 tests in knowledge"
    whole = weighed_by("knowledge=100", both(("facts", "exam"), 95, 15))
    assert standing_text(whole) == "clear pick"
    assert all(one.rule != "pick.narrow" for one in pick_words(whole))


def test_narrow_evidence_weakens_no_pick_that_rests_on_something_else() -> None:
    """Where a limit decides, how few tests there are says nothing about the pick."""
    work = Workload(max_cost_per_month=70.0, stated=True)
    rows = both(("facts",), 95, 15)
    models = {name: Model(id=name, lab="one", name=name.title()) for name in ("ada", "bob")}
    catalog = catalog_of(*rows, models=models, offers=CHEAP_BOB)
    others = ",".join(f"{name}=0" for name in catalog.rankings["even"].categories if name != "knowledge")
    found = of(catalog, "ada", "bob", ranking=chosen_ranking(catalog, "even", (others,)), workload=work).verdict
    assert (found.narrow, found.why, found.strength) == ("knowledge", "limit", "clear")


def test_no_pick_when_close_or_nothing_is_shared() -> None:
    """Too close, not comparable and no data give no pick, and say why."""
    close = duel(both(("sums",), 60, 60)).verdict
    assert (close.pick, close.strength, close.why) == (None, "none", "too close to call")
    assert duel([score("ada", "fix", 1), score("bob", "sums", 1)]).verdict.why == "not comparable"
    assert duel([score("ada", "fix", 1)]).verdict.why == "no data"
    assert duel([]).verdict.pick is None


def test_equal_and_cheaper() -> None:
    """Between equals the price decides, when the difference is material."""
    found = duel(TIED, offers=CHEAP_BOB).verdict
    assert (found.pick, found.strength, found.why) == ("right", "slight", "equal and cheaper")
    alike = (offer("ada", "one", 1.2, 2.4), offer("bob", "one", 1.0, 2.0))
    assert duel(TIED, offers=alike).verdict.pick is None
    free = (offer("ada", "one", 0.0, 0.0), offer("bob", "one", 1.0, 2.0))
    assert duel(TIED, offers=free).verdict.pick == "left"
    unknown = (offer("ada", "one", None, None), offer("bob", "one", 1.0, 2.0))
    assert duel(TIED, offers=unknown).verdict.pick is None


def test_a_retired_model_is_not_picked_for_its_price() -> None:
    """Price does not speak for what is no longer served; a retirement to come does not count yet."""
    assert duel(TIED, bob={"retired": "2026-01-05"}, offers=CHEAP_BOB).verdict.pick is None
    assert duel(TIED, bob={"retired": "2027-01-05"}, offers=CHEAP_BOB).verdict.pick == "right"


def test_limits_come_first() -> None:
    """A side that breaks a limit loses to one that breaks none, whatever the scores."""
    work = Workload(max_cost_per_month=70.0, stated=True)
    found = duel(both(WIDE, 95, 15), offers=CHEAP_BOB, workload=work).verdict
    assert (found.pick, found.strength, found.why) == ("right", "clear", "limit")
    assert (found.reasons[0].kind, found.reasons[0].limit) == ("limit", "cost per month")
    both_break = duel(both(WIDE, 95, 15), offers=CHEAP_BOB, workload=Workload(max_cost_per_month=1.0)).verdict
    assert (both_break.pick, both_break.why) == (None, "both break a limit")


def test_an_unknown_figure_breaks_no_limit() -> None:
    """What is not known is not held against a model."""
    found = duel(both(WIDE, 95, 15), workload=Workload(max_cost_per_month=1.0, min_context=1000)).verdict
    assert (found.pick, found.why) == ("left", "leads")


def test_otherwise_is_at_most_three_and_the_strongest() -> None:
    """The other side's reasons are cut to its three strongest."""
    found = duel(
        both(("desk", "fix", "puzzle", "facts", "exam", "sums"), 95, 15) + both(("orders",), 10, 90),
        ada={"context_window": 16_000, "open_weights": False},
        bob={"context_window": 1_000_000, "open_weights": True},
        offers=CHEAP_BOB,
        speeds=(speed("ada", 10, 60.0), speed("bob", 100, 0.5)),
    ).verdict
    assert found.pick == "left"
    assert len(found.otherwise) == 3
    assert {reason.side for reason in found.otherwise} == {"right"}
    assert found.otherwise[0].weight >= found.otherwise[1].weight >= found.otherwise[2].weight


@pytest.mark.parametrize(
    ("ada", "bob", "fields"),
    [
        ({"context_window": 128_000}, {"context_window": 131_072}, {}),
        ({}, {"context_window": 1_000_000}, {}),
        ({"open_weights": None}, {"open_weights": True}, {}),
        ({}, {}, {"offers": (offer("ada", "one", 1.2, 2.4), offer("bob", "one", 1.0, 2.0))}),
        ({}, {}, {"offers": (offer("ada", "one", None, 2.4), offer("bob", "one", 1.0, 2.0))}),
        ({}, {}, {"speeds": (speed("ada", 80, 2.4), speed("bob", 99, 0.5))}),
        ({}, {}, {"speeds": (speed("ada", None, None), speed("bob", 99, 0.5))}),
    ],
    ids=["context alike", "context unknown", "weights unknown", "price alike", "price unknown", "speed", "no speed"],
)
def test_immaterial_or_unknown_is_no_reason(ada: dict[str, Any], bob: dict[str, Any], fields: dict[str, Any]) -> None:
    """A difference under its threshold, or one that is not known on both sides, is no reason for anybody."""
    assert duel(both(WIDE, 95, 15), ada, bob, **fields).verdict.otherwise == ()


def true(comparison: Comparison, reason: Reason) -> bool:
    """Whether a reason holds, by the raw facts."""
    side, across = reason.side, OTHER[reason.side] or "left"
    own, theirs = getattr(comparison.operations, side), getattr(comparison.operations, across)
    model, rival = getattr(comparison, side), getattr(comparison, across)
    if reason.kind == "category":
        result = next(one for one in comparison.categories if one.id == reason.category)
        return result.leader == side and result.state in ("leads", "leans")
    if reason.kind == "price":
        return own.blended is not None and theirs.blended is not None and own.blended * 1.25 <= theirs.blended
    if reason.kind == "first token":
        return own.speed.first_token_seconds + 2 <= theirs.speed.first_token_seconds
    if reason.kind == "speed":
        return own.speed.tokens_per_second >= 1.25 * theirs.speed.tokens_per_second
    if reason.kind == "context":
        return model.context_window >= 1.25 * rival.context_window
    if reason.kind == "open weights":
        return model.open_weights is True and rival.open_weights is False
    return reason.limit in theirs.breaks and not own.breaks


@pytest.mark.parametrize("seed", range(6))
def test_every_reason_is_true_and_material(seed: int) -> None:
    """Over invented catalogs each reason holds by the raw facts, is for the right side, and is said once."""
    catalog = invented_catalog(seed)
    subjects = [Subject(model) for model in catalog.models.values()]
    work = Workload(max_cost_per_month=40.0, max_first_token_seconds=5.0, stated=True)
    for place, left in enumerate(subjects):
        for right in subjects[place + 1 :]:
            found = compare(catalog, left, right, workload=work if seed % 2 else None, places={})
            verdict = found.verdict
            assert len(verdict.otherwise) <= 3
            assert all(true(found, reason) for reason in (*verdict.reasons, *verdict.otherwise))
            if verdict.pick:
                assert {reason.side for reason in verdict.reasons} <= {verdict.pick}
                assert {reason.side for reason in verdict.otherwise} <= {OTHER[verdict.pick]}
            said = [(reason.kind, reason.side, reason.category) for reason in (*verdict.reasons, *verdict.otherwise)]
            assert len(said) == len(set(said))
