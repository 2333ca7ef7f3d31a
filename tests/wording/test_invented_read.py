"""Invented catalogs, full of what real facts avoid, read by the independent reader."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from read_pairs import Pair, read
from reader import complaints

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject, efforts_of
from evenhand.comparison.compare import compare
from evenhand.records.facts import Model
from evenhand.records.operations import Workload, Worth
from evenhand.wording.compare import comparison_words
from invented_catalogs import EVEN, catalog_of, invented_catalog, offer, score, speed

pytestmark = pytest.mark.usefixtures("few_draws")
WORKLOADS = (
    None,
    Workload(input=0, output=0),
    Workload(input=1000, output=0, cached=500, requests=1, max_cost_per_month=1.0, min_context=200_000, stated=True),
    Workload(max_first_token_seconds=1.0, stated=True),
    Workload(worth=Worth(price=2, first_token=1, speed=1, answer=1, context=1, open_weights=3), stated=True),
    Workload(max_price=2.0, max_answer_seconds=10.0, min_tokens_per_second=20.0, open_weights=True, stated=True),
    Workload(max_answer_seconds=12.0, stated=True),
    Workload(max_output_price=3.0, stated=True),
)


def some_pairs(catalog: Catalog, draw: random.Random, count: int) -> list[Pair]:
    """So many pairs of subjects, the same one twice and configurations among them."""
    subjects = [
        Subject(model, effort)
        for model in catalog.models.values()
        for effort in ("", *efforts_of(catalog, model.id)[:1])
    ]
    return [(draw.choice(subjects), draw.choice(subjects)) for _ in range(count)]


@pytest.mark.parametrize("block", [0, 1, *(pytest.param(block, marks=pytest.mark.soak) for block in (2, 3))])
def test_invented_pairs(block: int) -> None:
    """Hundreds of pairs of invented catalogs, in all lanes, rankings and workloads, are told truly."""
    for seed in range(10 * block, 10 * block + 10):
        catalog, draw = invented_catalog(seed), random.Random(seed)  # noqa: S311 - reproducible, not secret
        for pair in some_pairs(catalog, draw, 15):
            lane, ranking = draw.choice(("verified", "provisional", "everything")), draw.choice(("even", "classic"))
            assert read(catalog, [pair], ranking, lane, draw.choice(WORKLOADS)) == [], (seed, lane, ranking)


def test_picks_under_own_weights() -> None:
    """Where one category carries all of the weight, the pick and how far it reaches are told truly too."""
    rules = {
        name: structs.replace(rule, weight=100.0 * (name == "knowledge")) for name, rule in EVEN.categories.items()
    }
    ranking = structs.replace(EVEN, categories=rules)
    catalog, narrow = invented_catalog(7), 0
    for left, right in some_pairs(catalog, random.Random(7), 5):  # noqa: S311 - reproducible, not secret
        found = compare(catalog, left, right, ranking, places={})
        words = comparison_words(found)
        told = complaints(found, words, ranking)
        assert [one for one in told if one.startswith(("[pick", "[question"))] == []
        narrow += any(one.rule == "pick.narrow" for one in words.pick)
    assert narrow


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(*(st.integers(0, 1000) for _ in range(2))), min_size=1, max_size=6),
    st.tuples(*(st.none() | st.sampled_from([0.0, 0.004, 0.4, 0.41, 30.0]) for _ in range(4))),
    st.tuples(*(st.none() | st.sampled_from([128_000, 131_072, 1_000_000, 1_048_576]) for _ in range(2))),
)
def test_any_scores_prices_and_windows(
    scores: list[tuple[int, int]], prices: tuple[float | None, ...], windows: tuple[int | None, ...]
) -> None:
    """Whatever the scores, prices and windows, the sentences are true."""
    tests = ("fix", "puzzle", "exam", "facts", "sums", "desk")
    rows = [
        score(model, test, value / 10)
        for test, values in zip(tests, scores, strict=False)
        for model, value in zip(("ada", "bob"), values, strict=True)
    ]
    models = {
        name: Model(id=name, lab="one", name=name.title(), context_window=window)
        for name, window in zip(("ada", "bob"), windows, strict=True)
    }
    offers = (offer("ada", "one", *prices[:2]), offer("bob", "host", *prices[2:]))
    catalog = catalog_of(*rows, models=models, offers=offers)
    assert read(catalog, [(Subject(models["ada"]), Subject(models["bob"]))]) == []


EDGES = {
    "no scores on one side": [score("ada", "fix", 60)],
    "no scores at all": [],
    "no shared test": [score("ada", "fix", 60), score("bob", "facts", 70)],
    "all tied": [score(name, test, 60, raw="60.0") for name in ("ada", "bob") for test in ("fix", "facts", "puzzle")],
    "zero and full marks": [score("ada", "sums", 0), score("bob", "sums", 100)],
    "one item": [score("ada", "exam", 100, n=1), score("bob", "exam", 0, n=1)],
    "a million items": [score("ada", "exam", 50.1, n=1_000_000), score("bob", "exam", 50.0, n=1_000_000)],
    "opposite categories": [
        score("ada", "fix", 90),
        score("bob", "fix", 20),
        score("ada", "facts", 20),
        score("bob", "facts", 90),
    ],
}


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("prices", [((0.0, 0.0), (0.4, 1.6)), ((0.0, 0.0), (0.0, 0.0)), ((None, 1.0), (1.0, 3.0)), ()])
def test_edge_cases_read_well(edge: str, prices: tuple[tuple[float | None, float | None], ...]) -> None:
    """The edge cases of the product paper, with prices free, unknown and absent, one side retired, a long wait."""
    models = {
        "ada": Model(id="ada", lab="one", name="Ada", family="x", retired="2026-01-05", reasoning=True),
        "bob": Model(id="bob", lab="one", name="Bob", family="x", reasoning=False, open_weights=True),
    }
    offers = tuple(offer(name, "one", *price) for name, price in zip(models, prices, strict=False))
    speeds = (speed("ada", 5, 130.34, "median of 100 calls"), speed("bob", 73.2, 0.761))
    catalog = catalog_of(*EDGES[edge], models=models, offers=offers, speeds=speeds)
    comparison = compare(catalog, Subject(models["ada"]), Subject(models["bob"]), places={})
    words = comparison_words(comparison)
    assert complaints(comparison, words, EVEN) == []
    assert any("was retired on 2026-01-05" in one.text for one in words.pick)
    assert comparison.relation == "siblings"


AT_PEAK = "documented; 2 times this at 01:00-04:00 and 06:00-10:00 UTC on some days from 2026-01-01"


@pytest.mark.parametrize(("edge", "work"), [(edge, work) for edge in EDGES for work in (None, 90.0, 30.0)])
@pytest.mark.parametrize("open_weights", [True, False])
def test_prices_on_terms_and_models_ended_by_their_lab_read_well(
    edge: str, work: float | None, *, open_weights: bool
) -> None:
    """Peak hours, a second opinion, a model that its lab has ended and others serve; both sides over a budget."""
    models = {
        "ada": Model(id="ada", lab="one", name="Ada", retired="2026-01-05", open_weights=open_weights),
        "bob": Model(id="bob", lab="one", name="Bob", open_weights=False),
    }
    ended, host = offer("ada", "one", 1.0, 1.0), offer("ada", "host", 2.0, 4.0)
    peak = structs.replace(offer("bob", "one", 1.0, 2.0), basis=AT_PEAK, source="other")
    first = catalog_of().sources["card"]
    sources = {"card": first, "other": structs.replace(first, id="other", name="Other prices", opinion="second")}
    catalog = catalog_of(*EDGES[edge], models=models, offers=(ended, host, peak), sources=sources)
    asked = Workload(max_cost_per_month=work, stated=True) if work else Workload()
    comparison = compare(catalog, Subject(models["ada"]), Subject(models["bob"]), places={}, workload=asked)
    words = comparison_words(comparison)
    assert complaints(comparison, words, EVEN) == []
    how = "its weights are open" if open_weights else "listed it on that day or later"
    assert any(how in one.text for one in words.pick)
    said = " ".join(one.text for one in words.operations)
    assert "from Host 24, the cheapest known host." in said
    assert "(a second opinion, of Other prices); 2 times as much at 01:00-04:00 and 06:00-10:00 UTC" in said
    if work == 30.0:
        assert comparison.verdict.why == "both break a limit"
        assert any(
            "With a monthly budget of $50.00 instead of $30.00 it would be Bob" in one.text for one in words.flips
        )


@pytest.mark.parametrize("figures", [(5.0, 1.5), (5.0, None), (None, 1.5)])
def test_old_speeds_read_well(figures: tuple[float | None, float | None]) -> None:
    """A measurement of 2023 is told with its day and its age, whatever it has figures of; the other side's counts."""
    speeds = (speed("ada", *figures, measured="2023-12-21", provider="host"), speed("bob", 73.2, 0.761))
    catalog = catalog_of(*EDGES[next(iter(EDGES))], speeds=speeds)
    comparison = compare(
        catalog, Subject(catalog.models["ada"]), Subject(catalog.models["bob"]), workload=WORKLOADS[3], places={}
    )
    words = comparison_words(comparison)
    assert complaints(comparison, words, EVEN) == []
    assert any(" at Host 24, was measured on 2023-12-21, 922 days before" in one.text for one in words.operations)
    told = [sentence.text for answer in words.questions for sentence in answer.sentences]
    assert any("recent output speed is known for Ada" in text for text in told)
