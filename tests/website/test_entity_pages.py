"""The pages of models, labs, providers, benchmarks and coverage, as a reader gets them."""

import gzip
import re

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.searching import search_benchmarks
from evenhand.comparison.benchmark_history import benchmark_history
from evenhand.comparison.benchmarks import benchmark_list, benchmark_profile
from evenhand.comparison.coverage import coverage
from evenhand.comparison.lab_profile import lab_list, lab_profile
from evenhand.comparison.profile import profile
from evenhand.comparison.provider_profile import provider_list, provider_profile
from evenhand.errors import BadSetting
from evenhand.records.comparison import Reading
from evenhand.website.asked.model_query import ModelQuery
from evenhand.website.pages.benchmarks import BenchmarkQuery, benchmark_page, benchmarks_page
from evenhand.website.pages.coverage import coverage_page
from evenhand.website.pages.labs import lab_page, labs_page
from evenhand.website.pages.model_list import models_page
from evenhand.website.pages.models import model_page
from evenhand.website.pages.providers import provider_page, providers_page
from evenhand.website.rows.score_text import items_text as reading_items
from evenhand.website.site import Site
from evenhand.wording.benchmarks import items_text

MOST_BYTES = 60_000
FILES = Site(base="https://example.org", live=False, server="https://server.example.org")


def model(catalog: Catalog, name: str, site: Site = FILES) -> str:
    """The page of a model."""
    return model_page(catalog, profile(catalog, catalog.models[name]), site)


def benchmark(catalog: Catalog, name: str) -> str:
    """The page of a benchmark."""
    found = benchmark_profile(catalog, catalog.benchmarks[name])
    return benchmark_page(found, benchmark_history(catalog, found), FILES)


def plain(html: str) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_every_model_is_linked_from_the_list_once(catalog: Catalog) -> None:
    """The list has each model exactly once: in the table, by name, or among the retired."""
    html = models_page(catalog, ModelQuery(), FILES)
    assert sorted(re.findall(r'href="/models/([^"]+)"', html)) == sorted(catalog.models)
    assert len(gzip.compress(html.encode())) < MOST_BYTES


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        (ModelQuery(q="claude OPUS"), lambda one: {"claude", "opus"} <= set(one.id.split("-"))),
        (ModelQuery(lab="openai"), lambda one: one.lab == "openai"),
        (ModelQuery(open_weights=True), lambda one: one.open_weights is True),
        (ModelQuery(open_weights=True, lab="openai"), lambda one: one.open_weights is True and one.lab == "openai"),
    ],
)
def test_a_filter_leaves_what_it_says(catalog: Catalog, query: ModelQuery, holds: object) -> None:
    """A search, a lab and a switch leave exactly the models for which they hold, and the form shows what was asked."""
    html = models_page(catalog, query)
    names = set(re.findall(r'href="/models/([^"]+)"', html))
    assert names == {name for name, one in catalog.models.items() if holds(one)}  # type: ignore[operator]
    assert f"{len(names):,} of {len(catalog.models):,} models" in plain(html)
    assert ("checked" in html) == query.open_weights


def test_what_is_not_known_is_counted(catalog: Catalog) -> None:
    """Open weights alone: how many more match of which nobody knows stands beside the count."""
    null = sum(one.open_weights is None for one in catalog.models.values() if one.lab == "meta")
    said = f"Of {null} more models it is not known whether the weights can be downloaded."
    assert said in plain(models_page(catalog, ModelQuery(lab="meta", open_weights=True)))
    assert "it is not known" not in plain(models_page(catalog, ModelQuery(lab="meta")))


def test_the_order_is_the_one_asked_for(catalog: Catalog) -> None:
    """Newest first has falling release days; an order that does not exist is refused."""
    html = models_page(catalog, ModelQuery(sort="newest"))
    days = re.findall(r'<td class="n">(\d{4}[-\d]*)</td></tr>', html)
    assert len(days) > 100
    assert days == sorted(days, reverse=True)
    with pytest.raises(BadSetting):
        models_page(catalog, ModelQuery(sort="luck"))


def test_no_model_is_found_reads_well(catalog: Catalog) -> None:
    """A search without a result says so and leads back."""
    html = models_page(catalog, ModelQuery(q="no such model"))
    assert 'No model passes these filters. <a href="/models">Show all</a>' in html


def test_the_top_of_a_model_s_page_says_its_place(catalog: Catalog) -> None:
    """Score, place and confidence stand at the top with their intervals, as the board has them."""
    row = coverage(catalog).rows[0]
    top = plain(model(catalog, row.model).split('class="glance"')[1].split("</dl>")[0])
    assert re.search(r"Score \d+ \d+ to \d+; \d+% measured", top)
    assert re.search(rf"Place 1 1 to \d+, of {len(coverage(catalog).rows)}", top)


@pytest.mark.parametrize("name", ["gpt-5", "gpt-5-mini", "deepseek-chat", "gpt-4", "muse-spark"])
def test_a_model_s_page_is_light_and_whole(catalog: Catalog, name: str) -> None:
    """With hundreds of scores, none, a withheld score or no place a page is light, and has one title and no hole."""
    html = model(catalog, name)
    assert len(gzip.compress(html.encode())) < MOST_BYTES
    assert html.count("<h1>") == 1
    text = plain(html)
    assert not re.search(r"\bNone\b|\bnan\b|\{\{|N/A to", text)
    for address in set(re.findall(r'href="#([^"]+)"', html)):
        assert f'id="{address}"' in html, address


def test_a_withheld_score_gives_nothing_away(catalog: Catalog) -> None:
    """A model whose score is withheld says why, shows no category score, and names no similar models."""
    html = model(catalog, "gpt-5-mini")
    assert "withheld" in plain(html.split('class="glance"')[1].split("</dl>")[0])
    assert "so nothing is said of its strengths" in html
    assert 'class="chart strengths"' not in html
    assert 'id="similar-h"' not in html


def test_a_model_leads_to_its_neighbours_lab_and_providers(catalog: Catalog) -> None:
    """From a model one gets to the comparisons with its neighbours on the board, its lab, its hosts, its tests."""
    rows = [row.model for row in coverage(catalog).rows]
    html = model(catalog, rows[5])
    for near in (*rows[3:5], *rows[6:8]):
        assert f'href="/compare/{"-vs-".join(sorted((rows[5], near)))}"' in html
    assert f'href="/labs/{catalog.models[rows[5]].lab}"' in html
    assert 'href="/providers/' in html
    assert 'href="/benchmarks/' in html


def test_files_have_no_forms(catalog: Catalog) -> None:
    """A copy made of files has no form that needs a server, and says where one is."""
    pages = (model(catalog, "gpt-5"), models_page(catalog, ModelQuery(), FILES))
    pages = (*pages, benchmarks_page(benchmark_list(catalog), site=FILES))
    assert all("<form" not in html for html in pages)
    assert all(FILES.server in html for html in pages[1:])
    assert "<form" in model(catalog, "gpt-5", Site())


def test_every_lab_has_a_page_and_the_empty_ones_read_well(catalog: Catalog) -> None:
    """All labs are linked; one without a ranked model says so instead of a place."""
    html = labs_page(lab_list(catalog), FILES)
    linked = set(re.findall(r'href="/labs/([^"]+)"', html))
    assert linked == {one.lab for one in catalog.models.values()}
    bare = next(line for line in lab_list(catalog).labs if not line.ranked and line.models)
    text = plain(lab_page(lab_profile(catalog, bare.id), FILES))
    assert "none no model has enough counted tests" in text
    assert "None" not in text
    nothing = structs.replace(lab_profile(catalog, bare.id), models=(), retired=())
    assert "The catalog has no model of this lab." in lab_page(nothing, FILES)


def test_a_provider_shows_who_is_cheaper(catalog: Catalog) -> None:
    """Each row says whether a lower price is known, and one with past offers alone says that."""
    line = next(one for one in provider_list(catalog).providers if 0 < one.cheapest < one.shared)
    html = provider_page(provider_profile(catalog, line.id), FILES)
    assert html.count("<b>lowest of") == line.cheapest
    assert len(re.findall(r"[\d.]+ times \$|free at", html)) == line.shared - line.cheapest
    assert set(re.findall(r'href="/providers/([^"]+)"', providers_page(provider_list(catalog), FILES))) == set(
        catalog.providers
    )
    found = provider_profile(catalog, line.id)
    past = structs.replace(found, models=(), past=("gpt-5",), line=structs.replace(found.line, models=0, past=1))
    past = structs.replace(past, names={**found.names, "gpt-5": "GPT-5"})
    text = plain(provider_page(past, FILES))
    assert "No price of" in text
    assert "1 model it once had on its list" in text
    assert "Past or unseen offers" in text
    silent = structs.replace(past, past=(), line=structs.replace(past.line, past=0))
    assert "No price list of this provider is on file yet." in provider_page(silent, FILES)


def test_coverage_has_a_table_of_what_is_missing(catalog: Catalog) -> None:
    """For those who do not see the map each model has its count and the names of the tests that it lacks."""
    found = coverage(catalog)
    html = coverage_page(found, ("verified", "provisional"), "provisional", FILES)
    assert len(gzip.compress(html.encode())) < MOST_BYTES
    for row in found.rows:
        cell = html.split(f'<a href="/models/{row.model}">')[1].split("</tr>")[0]
        assert f"{row.measured} of {len(found.tests)}" in cell
        lacking = [test.name for test, taken in zip(found.tests, row.taken, strict=True) if taken == "missing"]
        assert all(name.replace("'", "&#39;") in cell for name in lacking)
    none = structs.replace(found, rows=())
    assert "No model is ranked in this lane." in coverage_page(none, site=FILES)


def test_a_benchmark_s_page_has_errors_weight_and_sources(catalog: Catalog) -> None:
    """Each leader has its error, conditions and source; the page says how much the test counts and who reports it."""
    html = benchmark(catalog, "gpqa-diamond")
    found = benchmark_profile(catalog, catalog.benchmarks["gpqa-diamond"])
    assert html.count("± ") >= len(found.leaders)
    assert "How it counts" in html
    first, second = found.leaders[:2]
    assert f'href="/compare/{"-vs-".join(sorted((first.model, second.model)))}"' in html
    assert '"@type": "Dataset"' in html
    assert len(gzip.compress(html.encode())) < MOST_BYTES


def test_a_version_s_own_number_of_questions_stands_beside_the_others(catalog: Catalog) -> None:
    """The page gives the number of the test and that of a version which has another; so do the facts in words."""
    html = benchmark(catalog, "terminal-bench")
    assert "<dd>89<small>80 in version 1.0</small></dd>" in html
    assert "89 (version 1.0: 80)" in html
    assert items_text(catalog.benchmarks["gpqa-diamond"]) == "198"
    unknown = structs.replace(catalog.benchmarks["terminal-bench"], items=None)
    assert items_text(unknown) == "version 1.0: 80"
    assert items_text(structs.replace(unknown, version_items=())) == ""


def test_an_assumed_number_is_said_to_be_on_no_file(catalog: Catalog) -> None:
    """A page never says that nobody states a number: it says what is on file here."""
    seen = next(iter(catalog.observations_of["gpt-5.5"].values()))[0]
    used = Reading(observation=seen, items=200, items_from="assumed")
    assert reading_items(used) == "from 200 items (assumed: no number is on file)"


def test_a_benchmark_without_scores_reads_well(catalog: Catalog) -> None:
    """Without any score a page says that none is held, claims no data set, and draws nothing."""
    found = benchmark_profile(catalog, catalog.benchmarks["gpqa-diamond"])
    none = structs.replace(found, leaders=(), reporters=(), scores=0, models=0)
    history = structs.replace(benchmark_history(catalog, found), scores=(), counted=())
    html = benchmark_page(none, history, FILES)
    assert "No source that is read here has a score of it yet." in html
    assert "No ranking counts it." in html
    assert "Dataset" not in html
    assert 'class="chart' not in html


def test_benchmarks_are_filtered(catalog: Catalog) -> None:
    """State, text, category and flags each leave what they say; an unknown state is refused."""
    found = benchmark_list(catalog)

    def shown(**asked: object) -> set[str]:
        html = benchmarks_page(found, BenchmarkQuery(**asked))  # type: ignore[arg-type]
        return set(re.findall(r'href="/benchmarks/([^"]+)"', html))

    lines = found.benchmarks
    assert shown(state="saturated") == {one.id for one in lines if one.state == "saturated"}
    assert shown(category="math") == {one.id for one in lines if one.category == "math"}
    assert shown(flagged=True) == {one.id for one in lines if one.flags or one.flagged_models}
    gpqa = search_benchmarks(catalog, "gpqa")
    assert shown(q=gpqa) == gpqa.ids == {one.id for one in lines if "gpqa" in f"{one.id} {one.name}".casefold()}
    nothing = BenchmarkQuery(q=search_benchmarks(catalog, "no such test"))
    assert "No benchmark passes these filters." in benchmarks_page(found, nothing)
    with pytest.raises(BadSetting):
        shown(state="great")
