"""Labs, providers, coverage, strengths, similar models and price history, against what they are made of."""

from math import isclose

import numpy as np
import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.unresolved import unresolved_names
from evenhand.comparison.benchmark_history import benchmark_history
from evenhand.comparison.benchmarks import benchmark_profile
from evenhand.comparison.board import OVERALL
from evenhand.comparison.coverage import coverage, coverage_row
from evenhand.comparison.estimates import category_draws, estimates_of
from evenhand.comparison.known_places import places_of
from evenhand.comparison.lab_profile import lab_list, lab_profile
from evenhand.comparison.model_summary import model_summaries
from evenhand.comparison.operations import blended, current_offers
from evenhand.comparison.price_history import price_history
from evenhand.comparison.provider_profile import provider_list, provider_profile
from evenhand.comparison.rank import rank
from evenhand.comparison.similar_models import PRICE_FACTOR, similar_models
from evenhand.comparison.sources import source_profile
from evenhand.comparison.strengths import strengths
from evenhand.errors import UnknownLab, UnknownProvider
from evenhand.records.facts import Model, Offer
from evenhand.records.operations import Workload
from evenhand.website.pages.labs import lab_page
from evenhand.wording.models import undated_last, undated_words
from evenhand.wording.names import category_name
from evenhand.wording.providers import price_note, provider_words
from evenhand.wording.sentence import faults
from evenhand.wording.sources import gave_words
from evenhand.wording.strengths import similar_words, strength_words
from invented_catalogs import catalog_of

LANE = "provisional"


def ranked(catalog: Catalog) -> list[str]:
    """The ranked models, best first."""
    return list(places_of(catalog, catalog.rankings["even"], LANE).boards[OVERALL])


def test_summaries_say_what_the_board_says(catalog: Catalog) -> None:
    """Every model's figures at a glance are those of its row on the board."""
    every = model_summaries(catalog, catalog.rankings["even"], LANE)
    for row in rank(catalog).rows:
        one = every[row.model]
        assert (one.estimate, one.place, one.dots, one.counted) == (row.estimate, row.place, row.dots, row.counted)
        assert (one.input, one.output, one.context_window) == (row.input, row.output, row.context_window)
        assert one.why_unranked == row.why_unranked


def test_coverage_counts_what_standing_counts(catalog: Catalog) -> None:
    """The measured cells of a model are its counted tests, and of a test the models that took it."""
    found, every = coverage(catalog), model_summaries(catalog, catalog.rankings["even"], LANE)
    assert [row.model for row in found.rows] == ranked(catalog)
    assert all(row.measured == every[row.model].counted for row in found.rows)
    for number, test in enumerate(found.tests):
        assert test.measured == sum(row.taken[number] == "measured" for row in found.rows)
    assert isclose(sum(test.share for test in found.tests), 1.0)


def test_coverage_tells_kinds_of_missing_apart(catalog: Catalog) -> None:
    """A missing test has no score at all; one that is not admitted has scores, none of an admitted tier."""
    tiers = catalog.rankings["even"].lanes[LANE]
    tests = coverage(catalog).tests
    for name in ranked(catalog):
        rows = catalog.observations_of[name]
        for test, taken in zip(tests, coverage_row(catalog, catalog.models[name]).taken, strict=True):
            held = {row.tier for row in rows.get(test.benchmark, ())}
            assert (taken == "missing") == (not held), (name, test.name)
            assert (taken == "not admitted") == (bool(held) and not held & set(tiers)), (name, test.name)


def test_strengths_follow_their_intervals(catalog: Catalog) -> None:
    """A category is above or below only where its whole interval is; a withheld score gives nothing away."""
    for name in ranked(catalog):
        for row in strengths(catalog, catalog.models[name]).rows:
            if row.interval is None:
                assert (row.told, row.difference) == ("no score", None)
                continue
            assert row.estimate.score is not None
            told = "above" if row.interval.low > 0 else "below" if row.interval.high < 0 else "not told apart"
            assert row.told == told
            assert row.interval.low <= (row.difference or 0.0) <= row.interval.high


def test_strengths_are_named_only_where_measured(catalog: Catalog) -> None:
    """A category is called strong or weak only with a place in it; the others are named as estimated."""
    for name in ranked(catalog):
        found = strengths(catalog, catalog.models[name])
        *_, last = said = strength_words(found)
        unmeasured = [row.category for row in found.rows if row.interval and 2 * row.counted < row.of]
        for category in unmeasured:
            assert [category_name(category) in sentence.text for sentence in said] == [False] * (len(said) - 1) + [True]
        assert (last.rule == "strengths.estimated") is bool(unmeasured)


def test_the_middle_is_the_median_of_each_draw(catalog: Catalog) -> None:
    """A difference and its interval are the quantiles of own draws less the median of all placed models' draws."""
    known = estimates_of(catalog, catalog.rankings["even"], LANE)
    row = next(one for one in strengths(catalog, catalog.models["gpt-5"]).rows if one.category == "knowledge")
    board = places_of(catalog, catalog.rankings["even"], LANE).boards["knowledge"]
    placed = np.array([category_draws(known, name, "knowledge") for name in board])
    apart = np.array(category_draws(known, "gpt-5", "knowledge")) - np.median(placed, axis=0)
    assert row.interval is not None
    assert row.against == len(placed)
    assert (row.interval.low, row.difference, row.interval.high) == pytest.approx(np.quantile(apart, (0.05, 0.5, 0.95)))


def test_similar_models_keep_to_their_rule(catalog: Catalog) -> None:
    """Each is ranked, served, within the factor in price, another model, and the nearest come first."""
    every = model_summaries(catalog, catalog.rankings["even"], LANE)
    for name in ranked(catalog):
        found = similar_models(catalog, catalog.models[name])
        apart = [row.apart for row in found.models]
        assert apart == sorted(apart)
        assert name not in {row.model for row in found.models}
        for row in found.models:
            assert row.model in ranked(catalog)
            assert not every[row.model].retired
            if found.blended is not None:
                assert row.blended is not None
                assert found.blended / PRICE_FACTOR <= row.blended <= found.blended * PRICE_FACTOR


def test_likeness_is_mutual(catalog: Catalog) -> None:
    """Two models are as far apart from either side."""
    one = similar_models(catalog, catalog.models["gpt-5"], most=100)
    for row in one.models:
        back = {each.model: each.apart for each in similar_models(catalog, catalog.models[row.model], most=100).models}
        assert isclose(back["gpt-5"], row.apart)


def test_every_model_stands_with_its_lab_once(catalog: Catalog) -> None:
    """The labs' lists hold every model once, retired ones apart, and their counts add up."""
    lines = {line.id: line for line in lab_list(catalog).labs}
    seen: list[str] = []
    for name in catalog.labs:
        found = lab_profile(catalog, name)
        seen += [one.model for one in (*found.models, *found.retired)]
        assert lines[name].models == len(found.models) + len(found.retired)
        assert all(one.retired for one in found.retired)
        assert not any(one.retired for one in found.models)
    assert sorted(seen) == sorted(catalog.models)


def test_models_without_a_day_of_release_are_counted_beside_the_newest() -> None:
    """The newest release is the newest dated one; undated models are counted, those first priced after it too."""
    facts = {"old": "2025-03", "undated": None, "later": None, "same-month": None}
    models = {name: Model(id=name, lab="one", name=name.title(), released=day) for name, day in facts.items()}
    offers = (
        Offer(provider="one", model="later", source="card", checked="2026-01-01", since="2025-04-01"),
        Offer(provider="one", model="same-month", source="card", checked="2026-01-01", seen="2025-03-31"),
    )
    found = lab_profile(catalog_of(offers=offers, models=models), "one")
    assert (found.newest, found.undated, found.priced_later) == ("2025-03", 3, 1)
    (said,) = undated_words(found)
    assert said.text == "3 models have no day of release on file, and the first price on file of 1 is of a later day."
    assert not faults(said)
    assert "<dt>Newest dated release</dt><dd>2025-03<small>3 models have no day" in lab_page(found)
    (last,) = undated_last(found.models)
    assert last.text == "3 models without a known day of release come last."


def test_a_lab_s_best_has_the_best_place_of_its_models(catalog: Catalog) -> None:
    """In each category no other served model of the lab has a better expected place."""
    boards = places_of(catalog, catalog.rankings["even"], LANE).boards
    found = lab_profile(catalog, "OpenAI")
    served = {one.model for one in found.models}
    for best in found.best:
        held = [name for name in boards[best.category] if name in served]
        assert (best.model, best.held) == (held[0], len(held))
    with pytest.raises(UnknownLab):
        lab_profile(catalog, "no such lab")


def test_no_known_price_is_below_the_cheapest(catalog: Catalog) -> None:
    """What a provider is held against is the least of all current prices of the model, found anew."""
    for line in provider_list(catalog).providers:
        for row in provider_profile(catalog, line.id).models:
            prices = [blended(one, Workload()) for one in current_offers(catalog, catalog.models[row.model])]
            known = [price for price in prices if price is not None]
            assert row.cheapest == (min(known) if known else None)
            if row.times is not None and row.blended is not None and row.cheapest:
                assert isclose(row.times, row.blended / row.cheapest)
            assert row.others == len(known) - (row.blended is not None)
    with pytest.raises(UnknownProvider):
        provider_profile(catalog, "no such provider")


def test_every_offer_of_a_provider_is_present_or_past(catalog: Catalog) -> None:
    """A model with any price at a provider stands on its page, either as served or as past, not as both."""
    for name in catalog.providers:
        found = provider_profile(catalog, name)
        served = {row.model for row in found.models}
        assert not served & set(found.past)
        assert served | set(found.past) == {offer.model for offer in catalog.offers if offer.provider == name}


def test_sentences_state_their_figures(catalog: Catalog) -> None:
    """What is said of providers, sources, strengths and likeness reads back as its figures."""
    said = [sentence for name in catalog.providers for sentence in provider_words(provider_profile(catalog, name))]
    said += [gave_words(source_profile(catalog, name, unresolved_names(catalog))) for name in catalog.sources]
    for name in [*ranked(catalog), "deepseek-chat", "gpt-4"]:
        said += strength_words(strengths(catalog, catalog.models[name]))
        said += similar_words(similar_models(catalog, catalog.models[name]))
    assert {sentence.text: faults(sentence) for sentence in said if faults(sentence)} == {}


def test_price_note_says_how_much_dearer(catalog: Catalog) -> None:
    """The lowest price says among how many it is; a higher one how many times which price, and where."""
    found = provider_profile(catalog, "groq")
    notes = {row.model: (row, price_note(row, found.names)) for row in found.models}
    assert any(note == "" for _, note in notes.values())
    for row, note in notes.values():
        if note and row.times and row.times > 1.05:
            assert note.endswith(f"at {found.names[row.cheapest_at]}")


def test_price_history_has_steps_in_order(catalog: Catalog) -> None:
    """Days rise, neighbours differ or have a gap between them, and no day is to come."""
    changed = 0
    for model in catalog.models.values():
        found = price_history(catalog, model)
        days = [offer.since or "" for offer in found.offers]
        assert days == sorted(set(days))
        assert not found.offers or days[-1] <= found.until <= catalog.date
        changed += len(days) > 1
        for one, after in zip(found.offers, found.offers[1:], strict=False):
            same = (one.input, one.cached_input, one.output) == (after.input, after.cached_input, after.output)
            assert not same or (one.until or "9") < (after.since or "")
    assert changed > 20


def test_an_equal_price_goes_on(catalog: Catalog) -> None:
    """A row that repeats the price from the day on which the row before ended is no step; after a gap it is."""

    def offer(since: str, until: str | None, price: float) -> Offer:
        return Offer(
            "openai", "gpt-4.1", "model-prices", "2026-10-26", input=price, output=8.0, since=since, until=until
        )

    rows = [offer("2026-01-01", "2026-02-01", 2.0), offer("2026-02-01", "2026-03-01", 2.0)]
    rows += [offer("2026-04-01", None, 2.0), offer("2026-05-01", None, 1.0)]
    changed = structs.replace(catalog, offers=rows)
    found = price_history(changed, changed.models["gpt-4.1"])
    told = [(one.since, one.until, one.input) for one in found.offers]
    assert told == [("2026-01-01", "2026-03-01", 2.0), ("2026-04-01", None, 2.0), ("2026-05-01", None, 1.0)]


@pytest.mark.parametrize("name", ["gpqa-diamond", "chatbot-arena-elo", "swe-bench-verified", "wikitext-bpb"])
def test_best_so_far_only_rises(catalog: Catalog, name: str) -> None:
    """Each new best is better than the one before, in the benchmark's direction, and days rise."""
    if name not in catalog.benchmarks:
        name = next(one.id for one in catalog.benchmarks.values() if one.direction == "lower" and one.kind == "test")
    benchmark = catalog.benchmarks[name]
    found = benchmark_history(catalog, benchmark_profile(catalog, benchmark))
    best = [score.value for score in found.scores if score.best]
    ordered = sorted(set(best), reverse=benchmark.direction == "lower")
    assert best == ordered
    days = [score.day for score in found.scores]
    assert days == sorted(days)
    for score in (*found.scores, *found.undated):
        assert score.released == (catalog.models[score.model].released or "")
        assert score.day.startswith(score.released)
    assert all(len(day) == len("2026-11-21") for day in days)
    for score in found.scores:
        assert score.interval is None or score.interval.low <= score.value <= score.interval.high


def test_a_counted_benchmark_says_its_weight(catalog: Catalog) -> None:
    """The share of all is the share of the category times the category's weight; a test nobody counts says none."""
    found = benchmark_history(catalog, benchmark_profile(catalog, catalog.benchmarks["gpqa-diamond"]))
    even = next(one for one in found.counted if one.ranking == "even")
    weights = catalog.rankings["even"].categories
    share = weights[even.category].weight / sum(rule.weight for rule in weights.values())
    assert isclose(even.in_all, even.in_category * share)
    assert 0 < even.measured <= even.ranked
    arena = benchmark_history(catalog, benchmark_profile(catalog, catalog.benchmarks["chatbot-arena-elo"]))
    assert arena.counted == () or all(one.ranking == "classic" for one in arena.counted)
