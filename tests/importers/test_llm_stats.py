"""What LLM Stats gives: shares, ratings, cents, made-up links, copied rows, and rules in their order."""

import json
from itertools import combinations
from typing import Any

import pytest
from recorded import all_taken, found_in, ledger, recorded, refused, taken

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.matching import mismatch, stated_alike
from evenhand.importers import llm_stats
from evenhand.importers.findings import Findings

SONNET = "https://www.anthropic.com/news/claude-3-7-sonnet"
SCORE = {
    "benchmark_id": "gpqa",
    "benchmark_name": "GPQA",
    "model_id": "claude-3-7-sonnet-20250219",
    "score": 0.5,
    "self_reported_source_link": SONNET,
    "analysis_method": "Diamond",
}
OFFER = {
    "provider_id": "anthropic",
    "model_id": "claude-3-7-sonnet-20250219",
    "throughput": None,
    "latency": None,
    "input_cents_per_million_tokens": 300,
    "output_cents_per_million_tokens": 1500,
    "deprecated_at": None,
    "max_input_tokens": 200000,
    "max_output_tokens": None,
    "created_at": "2025-07-19T19:49:17+00:00",
    "updated_at": "2025-07-20T19:49:17+00:00",
}


@pytest.fixture(scope="module")
def found() -> Findings:
    """The whole recording."""
    return recorded("llm-stats")


def scored(**fields: Any) -> Findings:
    """What one score with these fields gives."""
    name = "organizations/anthropic/models/claude-3-7-sonnet-20250219/benchmarks.json"
    return found_in("llm-stats", {name: json.dumps([SCORE | fields]).encode()})


def offered(**fields: Any) -> Findings:
    """What one offer with these fields gives."""
    return found_in("llm-stats", {"providers/anthropic/models.json": json.dumps([OFFER | fields]).encode()})


def test_a_share_becomes_a_percentage_and_stays_as_it_was_written(found: Findings) -> None:
    """0.548 is 54.8 percent, exactly; the file's own text and the pointer to it are kept."""
    row = taken(found, "claude-3.7-sonnet", "aime-2025")
    assert (row.value, row.raw, row.at) == (54.8, "0.548", "/1/score")
    assert row.origin == "organizations/anthropic/models/claude-3-7-sonnet-20250219/benchmarks.json"


def test_a_percentage_among_shares_is_refused() -> None:
    """A score of 50 where all are shares of one would be 5,000 percent."""
    found = scored(score=50)
    assert found.observations == ()
    assert [row.reason for row in found.rejections] == ["scale does not fit"]
    [right] = scored(score=0.5).observations
    assert right.value == 50.0


def test_a_rating_that_was_divided_is_multiplied_back(found: Findings) -> None:
    """Codeforces is the rating divided by 3,000; read as a share it would be 64.33."""
    row = taken(found, "deepseek-r1-0528", "codeforces-rating")
    assert (row.value, row.raw) == (1929.9, "0.6433")
    assert {row.tools: row.value for row in all_taken(found, "gpt-oss-120b", "codeforces-rating")} == {
        "": 2463.0,
        "tools": 2622.0,
    }


def test_cents_become_dollars(found: Findings) -> None:
    """300 cents are 3 dollars per million tokens; nothing above a plausible price is left."""
    [offer] = offered().offers
    assert (offer.input, offer.output, offer.context_limit, offer.output_limit) == (3.0, 15.0, 200_000, None)
    prices = [price for row in found.offers for price in (row.input, row.output) if price is not None]
    assert max(prices) <= 200
    own = [row for row in found.offers if (row.provider, row.model) == ("anthropic", "claude-3.5-haiku")]
    assert [(row.input, row.output) for row in own] == [(1.0, 5.0)]


def test_an_offer_whose_unit_is_doubtful_is_refused(found: Findings) -> None:
    """Dollars per second of a machine written as cents a token: 4,800 dollars are no price of a million tokens."""
    assert [row.value for row in refused(found, "replicate:deepseek-vl2") if row.reason == "unit doubtful"] == [
        "9.5 / 4800.0"
    ]
    assert offered(input_cents_per_million_tokens=300_000, output_cents_per_million_tokens=1_500_000).offers == ()


def test_a_host_says_when_it_was_listed_and_nothing_of_a_start(found: Findings) -> None:
    """No offer has a start; the basis names the day of the list, and the source is a second opinion."""
    assert {row.since for row in found.offers} == {None}
    assert all(row.basis.startswith("listed on 2025-") for row in found.offers)


def test_a_throughput_without_a_method_is_refused(found: Findings) -> None:
    """Speeds state no place, no sample and no method: all stand in the ledger, none among the speeds."""
    assert found.speeds == ()
    told = [row for row in found.rejections if row.reason == "speed without a method"]
    assert len(told) > 100
    [row] = offered(throughput=100.0, latency=0.3).rejections
    assert (row.reason, row.value) == ("speed without a method", "100.0 tokens a second, 0.3 s")


def test_made_up_links_are_refused(found: Findings, catalog: Catalog) -> None:
    """The sixteen rows with an example address are in the ledger, and no score of the catalog has one."""
    assert len([row for row in found.rejections if "example.com" in row.link]) == 16
    assert {row.reason for row in found.rejections if "example.com" in row.link} == {"made-up link"}
    assert not [row for row in catalog.observations if "example.com" in row.link]


def test_rows_of_the_july_model_are_not_those_of_september(found: Findings) -> None:
    """All 29 rows of Kimi K2 0905 were copied from the older model's page."""
    rows = refused(found, "kimi-k2-instruct-0905")
    assert len(rows) == 29
    assert {row.reason for row in rows} == {"rows of another model"}
    assert all("Kimi-K2" in row.link for row in rows)
    assert not [row for row in found.observations if row.called.startswith("kimi-k2-instruct-0905")]


def test_thinking_on_and_off_on_one_page_never_meet(catalog: Catalog) -> None:
    """Claude 3.7 Sonnet's page has 23.3 without thinking and 80.0 with it and much compute: two cells, not one."""
    rows = [row for row in catalog.observations_of["claude-3.7-sonnet"]["aime-2024"] if row.link == SONNET]
    assert {row.value for row in rows} == {23.3, 80.0}
    for one, other in combinations(rows, 2):
        assert not stated_alike(one, other)


def test_several_attempts_are_not_one(found: Findings, catalog: Catalog) -> None:
    """80.0 is the best of several attempts and may not be compared with a single answer."""
    row = taken(found, "claude-3.7-sonnet", "aime-2024")
    assert (row.value, row.mode, row.subset) == (80.0, "thinking", "best of several attempts")
    other = next(seen for seen in found.observations if seen.benchmark == "aime-2024" and not seen.subset)
    assert mismatch(catalog.benchmarks["aime-2024"], row, other) == "other subset"


def test_a_pro_variant_is_not_the_model_it_is_filed_under() -> None:
    """The aggregator's page shows GPT-5.5 Pro; BenchPress files it under GPT-5.5, and it is refused."""
    [row] = [row for row in ledger("benchpress") if (row["name"], row["benchmark"]) == ("gpt-5.5", "hle_text")]
    assert (row["reason"], row["value"]) == ("another model or variant", "57.2")
    assert "GPT-5.5 Pro" in row["detail"]


def test_majorities_are_another_metric(found: Findings) -> None:
    """Cons@64 and Maj@32 are refused, one answer out of one is not."""
    assert scored(analysis_method="Diamond, Cons@64").observations == ()
    assert [row.reason for row in scored(analysis_method="Diamond, Maj@32").rejections] == ["another metric"]
    assert len(scored(analysis_method="Diamond, maj@1").observations) == 1
    assert not [row for row in found.observations if row.trials.startswith("majority of") and row.trials[12] != "1"]


def test_the_first_refusal_ends_it_and_later_statements_win() -> None:
    """Rules go in order: no thinking overrides thinking, which stands in the same text."""
    [row] = scored(analysis_method="Diamond, non-thinking").observations
    assert (row.benchmark, row.mode) == ("gpqa-diamond", "non-thinking")
    [row] = scored(analysis_method="Diamond, thinking").observations
    assert row.mode == "thinking"
    [row] = scored(analysis_method="Diamond, extended thinking up to 64K tokens").observations
    assert row.mode == "thinking 64k"
    refused_at_once = scored(analysis_method="1 - WER, thinking", benchmark_id="fleurs", score=0.864)
    assert [row.reason for row in refused_at_once.rejections] == ["another metric"]


def test_an_error_rate_stays_a_fraction(found: Findings) -> None:
    """FLEURS is a rate of errors; its complement and one called accuracy are refused."""
    assert taken(found, "gemini-1.5-pro", "fleurs").value == 0.067
    for method, reason in (("Accuracy", "metric not stated"), ("1 - WER", "another metric")):
        refused_here = scored(analysis_method=method, benchmark_id="fleurs", score=0.064)
        assert [row.reason for row in refused_here.rejections] == [reason]


def test_a_rate_of_hallucinations_is_no_score(found: Findings) -> None:
    """GPT-5's 0.016 under HealthBench Hard is a rate of inaccurate answers."""
    assert [row.reason for row in refused(found, "gpt-5-2025-08-07", "healthbench-hard")] == ["another metric"]


def test_examples_are_read_from_the_method(found: Findings) -> None:
    """5-shot becomes 5 examples."""
    assert taken(found, "gpt-4-0314", "mmlu").prompting == "5 examples"


def test_numbers_stay_the_text_that_they_are() -> None:
    """A trailing zero of the file survives, so that the place can be found again."""
    body = json.dumps([SCORE]).replace("0.5", "0.50").encode()
    name = "organizations/anthropic/models/claude-3-7-sonnet-20250219/benchmarks.json"
    [part] = llm_stats.parse({name: body}).scores
    assert part.held["score"] == "0.50"


def test_facts_say_where_they_stand(found: Findings) -> None:
    """Release day, knowledge date and billions of parameters, each with its pointer."""
    facts = {fact.field: fact for fact in found.facts if fact.model == "kimi-k2"}
    assert (facts["parameters"].value, facts["parameters"].at) == ("1000", "/param_count")
    assert facts["released"].at == "/release_date"
