"""The four seed pages, slot by slot, out of the `classic` ranking."""

from typing import Any

import pytest
from msgspec import structs
from seed_slots import BENCHMARKS, PAGES, model_id, page_catalog, page_slots, shipped_ranking, view_slots

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.comparison.classic import classic_view
from evenhand.records.facts import Observation
from evenhand.wording.classic import classic_answers, classic_words

LANE = "provisional"
every_page = pytest.mark.parametrize("page", PAGES, ids=[page["page"] for page in PAGES])


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    """The shipped catalog."""
    return load_catalog()


@every_page
def test_facts_alone_give_every_slot(page: dict[str, Any]) -> None:
    """A page's overall, category, operation and input facts, and nothing else, give all its slots."""
    ranking = shipped_ranking()
    catalog = page_catalog(page, ranking)
    view = classic_view(catalog, model_id(page["a"]), model_id(page["b"]), ranking, LANE)
    assert view_slots(view, page["a"], page["b"]) == page_slots(page)


@every_page
def test_shipped_seed_source_gives_every_slot(page: dict[str, Any], shipped: Catalog) -> None:
    """The shipped record of the seed site, completed by the observations marked `catalog`, gives the same slots."""
    seeds = shipped.only_sources("benchlm")
    completed = structs.replace(seeds, observations=(*seeds.observations, *_marked(shipped)))
    view = classic_view(completed, model_id(page["a"]), model_id(page["b"]), shipped.rankings["classic"], LANE)
    assert view_slots(view, page["a"], page["b"]) == page_slots(page)


@every_page
def test_ranking_file_counts_what_the_site_counts(page: dict[str, Any]) -> None:
    """Counted and display-only benchmarks of the facts are the same in the ranking file."""
    ranking = shipped_ranking()
    for row in page["input"]["shared_benchmarks"]:
        counted = {rule.benchmark for rule in ranking.categories[row["category"]].counted}
        place = counted if row["counted"] else set(ranking.display_only[row["category"]])
        assert BENCHMARKS[row["benchmark"]] in place


@every_page
def test_other_order_mirrors_the_page(page: dict[str, Any]) -> None:
    """With the sides swapped, the same model is picked for the same reasons."""
    ranking = shipped_ranking()
    catalog = page_catalog(page, ranking)
    view = classic_view(catalog, model_id(page["b"]), model_id(page["a"]), ranking, LANE)
    slots, expected = view_slots(view, page["b"], page["a"]), page_slots(page)
    for key in ("pick_sentence", "category_count", "reasoning_only_model"):
        assert slots[key] == expected[key]


@every_page
def test_words_of_a_seed_page_claim_no_closeness(page: dict[str, Any]) -> None:
    """Where the site says close enough and nothing is shared, our words say that nothing is shared."""
    ranking = shipped_ranking()
    view = classic_view(page_catalog(page, ranking), model_id(page["a"]), model_id(page["b"]), ranking, LANE)
    names = {"left": page["a"], "right": page["b"]}
    unshared = {f"classic {part['question']}" for part in page["faq_sentences"] if part.get("tail") == "close_enough"}
    for answer in classic_answers(view, names):
        said = {sentence.rule for sentence in answer.sentences}
        assert ("classic.answer.unshared" in said) == (answer.key in unshared)
    texts = [*classic_words(view, names), *(line for part in classic_answers(view, names) for line in part.sentences)]
    assert not [line.text for line in texts if "close" in line.text or "null" in line.text or "None" in line.text]


def _marked(catalog: Catalog) -> list[Observation]:
    """One observation of ours for each value marked `catalog`; all of them must exist."""
    wanted = {
        (model_id(page[key]), BENCHMARKS[row["benchmark"]], row[key])
        for page in PAGES
        for row in page["input"]["shared_benchmarks"]
        if row["value_from"] == "catalog"
        for key in ("a", "b")
    }
    own = {
        (seen.model, seen.benchmark, round(seen.value, 1)): seen
        for seen in catalog.observations
        if seen.source != "benchlm"
    }
    return [own[cell] for cell in sorted(wanted)]
