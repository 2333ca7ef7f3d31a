"""What tau2-bench submissions become, and each of their traps refused or kept apart."""

from pathlib import Path

import pytest

from evenhand.importers import tau2_bench
from evenhand.importers.findings import Findings
from evenhand.importers.known import known_of
from evenhand.importers.raw_files import read_place
from evenhand.records.facts import Observation

ROOT = Path(__file__).parents[2]
RECORDING = ROOT / "tests" / "recordings" / "tau2-bench"


@pytest.fixture(scope="module")
def found() -> Findings:
    """Everything in the recording."""
    results = tau2_bench.parse(read_place(RECORDING, tau2_bench.IMPORTER.files))
    return tau2_bench.translate(results, known_of("tau2-bench", (ROOT / "data",)))


def taken(found: Findings, folder: str, benchmark: str) -> Observation:
    """The one observation of a submission on a benchmark."""
    [row] = [row for row in found.observations if folder in row.origin and row.benchmark == benchmark]
    return row


def reasons(found: Findings, name: str) -> set[str]:
    """The reasons for which rows of a name were refused."""
    return {row.reason for row in found.rejections if row.name == name}


def test_a_domain_keeps_its_settings(found: Findings) -> None:
    """The operator's run has effort, customer, way of looking up, trials, day, version, and the place in its file."""
    row = taken(found, "claude-opus-4-5_sierra", "tau2-bench-banking")
    assert (row.model, row.value, row.raw, row.version) == ("claude-opus-4.5", 24.74, "24.74", "1.0.1")
    assert (row.effort, row.prompting, row.harness) == ("high", "user simulator gpt-5.2", "retrieval alltools")
    assert (row.trials, row.tier, row.measured_by, row.measured) == ("avg 4 trials", "B", "Sierra", "2026-05-05")
    assert row.at == "/results/banking_knowledge/pass_1"
    assert row.link.endswith("submissions/claude-opus-4-5_sierra_2026-02-26/submission.json")


def test_the_simulated_customer_judges_nothing(found: Findings) -> None:
    """Who plays the customer is part of how the model was asked."""
    assert all(row.judge == "" for row in found.observations)


def test_only_the_rate_at_one_try_is_taken(found: Findings) -> None:
    """The rates at two, three and four tries in a row are other measures."""
    values = {row.value for row in found.observations if "claude-opus-4-5_sierra" in row.origin}
    assert values == {84.0, 79.61, 92.32, 24.74}


def test_a_domain_of_null_was_not_run(found: Findings) -> None:
    """Neither a domain of null nor a rate of null gives a row."""
    rows = [row for row in found.observations if "claude-opus-4_anthropic" in row.origin]
    assert {row.benchmark for row in rows} == {"tau-bench-airline", "tau-bench-retail"}


def test_the_first_edition_is_another_test(found: Findings) -> None:
    """A submission that states the original tau-bench is never put beside the second edition."""
    row = taken(found, "claude-opus-4_anthropic", "tau-bench-retail")
    assert (row.value, row.version, row.tier, row.measured_by) == (81.4, "", "C", "anthropic")
    assert (row.prompting, row.mode) == ("prompt addendum", "thinking")


def test_versions_that_cannot_be_compared_differ(found: Findings) -> None:
    """Mended tasks make airline of 0.1.3 and of 1.0 two versions; telecom never changed and has none."""
    assert taken(found, "claude-3-7-sonnet", "tau2-bench-airline").version == "0.1.3"
    assert taken(found, "deepseek-v3.2", "tau2-bench-airline").version == "0.1.3"
    assert taken(found, "claude-opus-4-5_sierra", "tau2-bench-airline").version == "1.0"
    assert taken(found, "claude-opus-4-5_sierra", "tau2-bench-telecom").version == ""


def test_a_new_grading_of_the_bank_is_no_new_run_of_the_rest(found: Findings) -> None:
    """Airline was run by the day of the submission, though the bank was run and graded again later."""
    assert taken(found, "claude-opus-4-5_sierra", "tau2-bench-airline").measured == "2026-02-26"


def test_speech_is_another_test(found: Findings) -> None:
    """A spoken domain has its own benchmark, its number of talks, and no number of trials."""
    row = taken(found, "gpt-realtime-2_openai_2026-06-29", "tau-voice-retail")
    assert (row.value, row.raw, row.n, row.trials) == (47.368421052631575, "47.368421052631575", 114, "")
    assert not [row for row in found.observations if "realtime" in row.origin and row.benchmark.startswith("tau2")]


def test_no_thinking_is_a_mode_and_no_effort(found: Findings) -> None:
    """The word none is not an effort."""
    row = taken(found, "gpt-5-2-none", "tau2-bench-retail")
    assert (row.effort, row.mode) == ("", "non-thinking")


def test_a_lab_about_its_own_model_is_tier_c(found: Findings) -> None:
    """Only the operator's submissions are tier B."""
    row = taken(found, "o3_openai", "tau-bench-retail")
    assert (row.tier, row.measured_by) == ("C", "openai")
    assert "not verified" in row.quote


def test_a_day_before_the_release_is_none(found: Findings) -> None:
    """The submission dated a year before its model has no day; the folder's date is never used."""
    assert taken(found, "qwen3-max_qwen_2024_09_23", "tau2-bench-retail").measured is None
    assert taken(found, "o3_openai_2025-01-15", "tau-bench-retail").measured != "2025-01-15"


def test_an_adjusted_prompt_is_said(found: Findings) -> None:
    """Prompts that the notes call adjusted do not look like the standard ones."""
    row = taken(found, "gemini-3-pro_google", "tau2-bench-retail")
    assert row.prompting == "adjusted prompt, user simulator Gemini-3.0-Pro"


def test_examples_and_systems_are_refused(found: Findings) -> None:
    """A template is no run, and an agent that hands work to several models is none of them."""
    assert reasons(found, "Example-Model-v2.0") == {"an example for submitters"}
    assert reasons(found, "Nemotron-Orchestrator-8B") == {"a system around several models"}
    assert reasons(found, "Distyl ButtonAgent") == {"a system around several models"}
    assert len(reasons(found, "grok-voice-think-fast-1.0 + tool-mentor")) == 1


def test_another_file_is_refused() -> None:
    """A file without model and date is no submission."""
    with pytest.raises(KeyError):
        tau2_bench.parse({"submissions/a/submission.json": b'{"results": {}}'})
