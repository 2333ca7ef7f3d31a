"""What BenchPress cells become: conditions, tiers, and each of its traps refused with its reason."""

import csv
import json
from pathlib import Path

import pytest

from evenhand.catalog.reading import Reader
from evenhand.importers import benchpress
from evenhand.importers.findings import Findings
from evenhand.importers.known import known_of
from evenhand.importers.raw_files import read_place
from evenhand.records.facts import Observation, Rejection

ROOT = Path(__file__).parents[2]
RECORDING = ROOT / "tests" / "recordings" / "benchpress" / "data.json"
COLLECTED = ROOT / "data" / "collected"
PREDICTED = 77.7


@pytest.fixture(scope="module")
def found() -> Findings:
    """Everything in the recording."""
    cells = benchpress.parse(read_place(RECORDING, benchpress.IMPORTER.files))
    return benchpress.translate(cells, known_of("benchpress", [ROOT / "data"]))


def taken(found: Findings, model: str, benchmark: str, tier: str = "") -> Observation:
    """The one observation of a model on a benchmark, of one tier if given."""
    rows = [row for row in found.observations if (row.model, row.benchmark) == (model, benchmark)]
    [row] = [row for row in rows if tier in ("", row.tier)]
    return row


def refused(found: Findings, name: str, benchmark: str) -> Rejection:
    """The ledger row of a cell."""
    [row] = [row for row in found.rejections if (row.name, row.benchmark) == (name, benchmark)]
    return row


def test_every_cell_is_either_taken_or_in_the_ledger(found: Findings) -> None:
    """No observed cell is lost, and every ledger row has a reason."""
    cells = benchpress.parse(read_place(RECORDING, benchpress.IMPORTER.files))
    assert len(found.observations) + len(found.rejections) == len(cells)
    assert all(row.reason for row in found.rejections)
    assert found.unresolved == ()


def test_predictions_are_never_read(found: Findings) -> None:
    """The filled-in matrix gives no value, and the file is read without it just the same."""
    raw = json.loads(RECORDING.read_text(encoding="utf-8"))
    assert raw["predictions"][0][0] == PREDICTED
    assert all(row.value != PREDICTED for row in found.observations)
    del raw["predictions"]
    assert len(benchpress.parse({"data.json": json.dumps(raw).encode()})) == len(found.observations) + len(
        found.rejections
    )


def test_a_plain_cell_keeps_value_conditions_and_link(found: Findings) -> None:
    """A launch post's figure about the lab's own model is tier C, measured by the lab, with effort and mode."""
    row = taken(found, "gpt-5.5", "gpqa-diamond", "C")
    assert (row.value, row.raw, row.effort, row.mode, row.tools) == (93.6, "93.6", "xhigh", "thinking", "")
    assert (row.measured_by, row.retrieved, row.published) == ("openai", "2026-06-26", None)
    assert row.link == "https://openai.com/index/introducing-gpt-5-5/"


def test_an_aggregators_gpqa_is_diamond_in_tier_e(found: Findings) -> None:
    """The column called GPQA Main holds Diamond values where the aggregator is the link; a paper's stays apart."""
    assert taken(found, "gpt-5.5", "gpqa-diamond", "E").value == 93.6
    assert taken(found, "command-a", "gpqa").tier == "C"


@pytest.mark.parametrize(
    ("name", "benchmark"),
    [
        ("gpt-5.5", "hle_text"),
        ("gpt-5.2", "gpqa_main"),
        ("grok-4", "hle_text"),
        ("ministral-8b", "gpqa_diamond"),
        ("deepseek-r1", "mt_aime_2024"),
        ("gemini-2.0-flash", "mt_aime_2024"),
        ("kimi-k2", "gpqa_main"),
        ("qwen3-235b", "gpqa_main"),
        ("gpt-4o", "gpqa_main"),
        ("claude-3.5-sonnet", "mgsm"),
    ],
)
def test_an_aggregators_row_of_another_variant_is_refused(found: Findings, name: str, benchmark: str) -> None:
    """Pro, Heavy, Reasoning, 0528, Thinking, 0905, 2507 and other dates are not the model they are filed under."""
    assert refused(found, name, benchmark).reason == "another model or variant"


@pytest.mark.parametrize(
    ("name", "benchmark"),
    [
        ("deepseek-v3.2", "ifbench"),
        ("gemini-2.5-pro", "aime_2024"),
        ("gemini-2.5-pro", "terminal_bench_1"),
        ("gemini-2.5-flash", "arc_agi_1"),
        ("qwq-32b", "bigcodebench"),
        ("grok-4.1", "gpqa_diamond"),
        ("llama-4-maverick", "chatbot_arena_elo"),
    ],
)
def test_another_variant_is_refused_wherever_it_stands(found: Findings, name: str, benchmark: str) -> None:
    """Previews, experimental models and later snapshots are refused by the rule that names the evidence."""
    row = refused(found, name, benchmark)
    assert row.reason == "another model or variant"
    assert row.detail


def test_an_aggregators_effort_variant_becomes_an_effort(found: Findings) -> None:
    """Names such as GPT-5.1 High and GPT OSS 120B High are the model with an effort, not another model."""
    assert taken(found, "gpt-5.1", "gpqa-diamond").effort == "high"
    assert taken(found, "gpt-oss-120b", "gpqa-diamond").effort == "high"
    assert taken(found, "o3", "gpqa-diamond").effort == ""


@pytest.mark.parametrize(
    ("name", "benchmark", "reason"),
    [
        ("qwen-2.5-14b-instruct", "alpacaeval_2", "no source record"),
        ("gpt-5.1", "livecodebench", "dropped by the source's own audit"),
        ("llama-4-maverick", "arc_agi_1", "no link"),
        ("claude-opus-4.5", "tau_bench_retail", "another benchmark"),
        ("kimi-k2", "swe_bench_pro", "another benchmark"),
        ("deepseek-v4-pro", "simpleqa", "another benchmark"),
        ("gpt-5.4", "omnidocbench_1.5", "scale does not fit"),
        ("gpt-5.2", "longfact_concepts", "metric not stated"),
        ("gpt-5.2", "factscore", "metric not stated"),
        ("gpt-3.5-turbo", "mmmu", "value cannot be meant"),
        ("gpt-3.5-turbo", "gpqa_main", "duplicate"),
        ("gemini-2.5-pro", "omnidocbench_1.5", "duplicate"),
        ("qwen3-235b", "swe_bench_verified", "not from the linked page"),
        ("o3-high", "aider_polyglot_whole", "form of the benchmark not stated"),
        ("kimi-k2.5", "aa_lcr", "duplicate of a source read first-hand"),
        ("gpt-5.2", "mmlu_pro", "duplicate of a source read first-hand"),
        ("gpt-4o", "math_500", "snapshot not stated"),
        ("gpt-4o", "arc_agi_1", "snapshot not stated"),
        ("gpt-4o", "swe_bench_verified", "snapshot not stated"),
    ],
)
def test_each_trap_is_refused_with_its_reason(found: Findings, name: str, benchmark: str, reason: str) -> None:
    """Rows that must not be scores go to the ledger, with value and link, under the reason that fits."""
    row = refused(found, name, benchmark)
    assert (row.reason, row.date) == (reason, "2026-06-26")
    assert row.value


def test_hallucination_rates_are_kept_where_the_direction_fits(found: Findings) -> None:
    """The launch post's rates stay; lower is better in the benchmark's description."""
    assert taken(found, "gpt-4.1-mini", "longfact-concepts").value == 1.1
    assert known_of("benchpress", [ROOT / "data"]).benchmarks["longfact-concepts"].direction == "lower"


def test_tiers_follow_the_publisher_of_the_link(found: Findings) -> None:
    """Own model C, another lab's D, operator B, aggregator E; one host can hold more than one of them."""
    assert taken(found, "claude-haiku-4.5", "osworld").tier == "C"
    assert taken(found, "claude-opus-4.5", "livecodebench").tier == "D"
    assert taken(found, "gemma-2-9b", "alpacaeval-2").tier == "D"
    assert taken(found, "o3-mini", "chatbot-arena-elo").tier == "B"
    assert (taken(found, "grok-4", "aa-lcr").tier, taken(found, "grok-4", "mmlu-pro").tier) == ("B", "E")


def test_who_measured_is_said_only_where_it_is_known(found: Findings) -> None:
    """A rival's run that the note calls its own is the rival's; a quoted one is nobody's; votes are LMArena's."""
    assert taken(found, "claude-opus-4.5", "livecodebench").measured_by == "alibaba"
    assert taken(found, "gpt-5", "tau2-bench-retail").measured_by == ""
    assert taken(found, "gemma-2-9b", "alpacaeval-2").measured_by == "Allen Institute for AI"
    assert taken(found, "qwen2.5-7b-instruct", "gpqa-diamond").measured_by == ""
    assert taken(found, "muse-spark", "gdpval-aa-elo").measured_by == "Artificial Analysis"
    assert taken(found, "gemini-3-pro", "arc-agi-2").measured_by == "ARC Prize Foundation"


def test_livecodebench_versions_come_from_the_note_or_the_same_table(found: Findings) -> None:
    """A window or a version is taken where stated, also from other rows of one table; else it stays open."""
    assert taken(found, "claude-opus-4.5", "livecodebench").version == "v6"
    assert taken(found, "gpt-5.2", "livecodebench").version == "v6"
    assert taken(found, "deepseek-v3.2", "livecodebench").version == "v6"
    assert taken(found, "qwen3-235b-a22b", "livecodebench").version == "v5"
    assert taken(found, "deepseek-v3", "livecodebench").version == ""


def test_versions_and_lengths_of_other_tests(found: Findings) -> None:
    """Terminal-Bench by date, MRCR at 128k only where the note says so."""
    assert taken(found, "gpt-5.5", "terminal-bench").version == "2.0"
    assert taken(found, "claude-opus-4", "terminal-bench").version == "1.0"
    assert taken(found, "gpt-5.2", "mrcr-v2-8needle").context == "128k"
    assert taken(found, "gpt-5.5", "mrcr-v2-8needle").context == ""
    assert taken(found, "gemini-2.0-flash", "mrcr-v1").context == "1m"


@pytest.mark.parametrize("model", ["claude-haiku-4.5", "gpt-5.5", "kimi-k2.6", "claude-sonnet-4.6"])
def test_osworld_is_verified_where_row_or_page_says_so(found: Findings, model: str) -> None:
    """The reported tools, the name of the linked page's row or the lab's own remark name the version."""
    assert taken(found, model, "osworld").version == "verified"


def test_osworld_stays_open_where_nothing_names_its_version(found: Findings) -> None:
    """A figure from before the remark has no version, and the benchmark has two, so that it matches neither."""
    assert taken(found, "claude-opus-4.1", "osworld").version == ""
    assert known_of("benchpress", [ROOT / "data"]).benchmarks["osworld"].versions == ("original", "verified")


@pytest.mark.parametrize(
    ("model", "value"),
    [
        ("claude-opus-4.5", 67.8),
        ("claude-sonnet-4.5", 43.9),
        ("qwen3.5-397b-a17b", 69.0),
        ("gemini-3-pro", 59.2),
        ("kimi-k2.6", 83.2),
    ],
)
def test_browsecomp_with_managed_context_is_a_part_of_its_own(found: Findings, model: str, value: float) -> None:
    """Compaction or folding in the note or the tools, or a card that has both values, tells the two runs apart."""
    row = taken(found, model, "browsecomp")
    assert (row.value, row.subset) == (value, "with context management")


def test_browsecomp_without_such_a_remark_is_the_plain_run(found: Findings) -> None:
    """A row that says nothing about its context is not given a part."""
    assert taken(found, "gpt-5.2", "browsecomp").subset == ""


def test_a_budget_of_another_model_is_taken_back(found: Findings) -> None:
    """On Anthropic's page the budget is Claude's: GPT-5 has no mode there, Haiku 4.5 keeps its own."""
    assert taken(found, "gpt-5", "tau2-bench-retail").mode == ""
    assert taken(found, "claude-haiku-4.5", "tau2-bench-retail").mode == "thinking 128k"


def test_conditions_follow_the_note_where_the_copied_setting_differs(found: Findings) -> None:
    """Budgets, runs, efforts and prompts of a note replace what the compiler filled in."""
    row = taken(found, "claude-opus-4.5", "frontiermath")
    assert (row.mode, row.effort) == ("thinking 32k", "")
    row = taken(found, "claude-haiku-4.5", "terminal-bench")
    assert (row.mode, row.harness, row.trials) == ("non-thinking and thinking 32k", "Terminus-2", "mean of 11 runs")
    row = taken(found, "claude-haiku-4.5", "swe-bench-verified")
    assert row.prompting.startswith("prompt addendum")
    row = taken(found, "gpt-5", "swe-bench-pro")
    assert (row.effort, row.mode) == ("high", "thinking")


def test_a_harness_stays_only_on_the_tests_that_it_names(found: Findings) -> None:
    """A coding harness is no condition of a mathematics or knowledge test, nor are its runs or its longest output."""
    row = taken(found, "kimi-k2.6", "aime-2026")
    assert (row.harness, row.effort, row.trials) == ("", "", "")
    row = taken(found, "kimi-k2.6", "scicode")
    assert (row.harness, row.trials) == ("", "mean of 10 runs")
    assert taken(found, "gpt-5", "gpqa-diamond").harness == ""


def test_an_aggregators_row_has_no_setting_but_what_its_note_says(found: Findings) -> None:
    """BenchPress's idea of the model is no condition of the run: settings stay open unless the note has them."""
    row = taken(found, "gpt-5.2", "critpt")
    assert (row.tier, row.effort, row.harness) == ("E", "", "")
    row = taken(found, "claude-opus-4.6", "critpt")
    assert (row.effort, row.mode, row.harness) == ("max", "thinking", "")


def test_a_former_score_is_not_the_present_one(found: Findings) -> None:
    """A score quoted from the text beside a leaderboard is a part of its own."""
    assert taken(found, "claude-opus-4.1", "swe-bench-pro").subset == "historical"


def test_parts_of_the_last_exam_stay_apart(found: Findings) -> None:
    """Text-only runs, runs with tools and an aggregator's mixture are not the full exam without tools."""
    assert taken(found, "gpt-5.5", "hle").tools == ""
    assert taken(found, "deepseek-v3.2", "hle-text").value == 25.1
    assert taken(found, "kimi-k2", "hle-text").value == 4.7
    assert taken(found, "glm-4.7", "hle-tools").subset == "text only"
    assert taken(found, "qwen3.6-plus", "hle").subset == "unstated"
    assert taken(found, "gpt-oss-120b", "hle-tools").subset == "text only"
    assert taken(found, "gpt-5.2", "hle-text").tools == "unstated"


def test_tools_are_noted_only_beside_what_the_test_prescribes(found: Findings) -> None:
    """Python where the note or the row says so, nothing for an agentic test run as meant."""
    assert taken(found, "claude-haiku-4.5", "aime-2025").tools == "python"
    assert taken(found, "gpt-4.1-mini", "charxiv-reasoning").tools == "python"
    assert taken(found, "gpt-oss-120b", "aime-2025").tools == "tools"
    assert taken(found, "gpt-5.5", "swe-bench-pro").tools == ""


def test_columns_that_are_other_tests_are_filed_under_them(found: Findings) -> None:
    """Translated AIME is not AIME, tier 4 is not all of FrontierMath, a part of SWE-bench is named as a part."""
    assert taken(found, "gpt-4.5", "aime-2024").tier == "E"
    assert taken(found, "qwen3-235b-a22b", "mt-aime-2024").tier == "C"
    assert taken(found, "gpt-5", "frontiermath").tools == "unstated"
    part = taken(found, "gpt-5-mini", "swe-bench-verified")
    assert (part.subset, part.n) == ("477 of 500", 477)
    assert taken(found, "muse-spark", "arc-agi-2").subset == "public prompts, two tries"


def test_effort_is_dropped_for_models_that_have_none(found: Findings) -> None:
    """The compiler's blanket "high reasoning effort" does not stick to GPT-4.1 mini; an unnamed effort stays open."""
    row = taken(found, "gpt-4.1-mini", "gpqa-diamond")
    assert (row.effort, row.mode) == ("", "")
    assert taken(found, "o3", "ifbench").effort == ""
    assert taken(found, "o3-mini", "chatbot-arena-elo").effort == "high"


def test_dollars_and_ratings_keep_their_own_scale(found: Findings) -> None:
    """Values of thousands pass for benchmarks that declare dollars or a rating."""
    assert taken(found, "claude-sonnet-4.6", "vending-bench-2").value == 7204.14
    assert taken(found, "gpt-5.2", "codeforces-rating").value == 3148


def test_quotes_are_plain_and_short(found: Findings) -> None:
    """No markup, no formula start, no remark of the compiler about earlier values."""
    for row in (*found.observations,):
        assert len(row.quote) <= 200
        assert not set("<>") & set(row.quote)
        assert not row.quote.startswith(("=", "+", "-", "@"))
        assert "R5d" not in row.quote


def test_every_duplicate_has_its_first_hand_row() -> None:
    """What the shipped ledger calls a duplicate stands among the scores of the card, with the same value."""
    names = known_of("benchpress", [ROOT / "data"]).names
    reader = Reader(ROOT / "data")
    cards = sorted((COLLECTED / "kimi-k2.5-card" / "scores").glob("*.csv"))
    held = {
        (row.model, row.benchmark, row.value)
        for path in cards
        for row in reader.rows(path, Observation, source="kimi-k2.5-card")
    }
    ledger = reader.rows(COLLECTED / "benchpress" / "ledger.csv", Rejection, source="benchpress")
    copies = [row for row in ledger if row.reason == "duplicate of a source read first-hand"]
    assert len(copies) > 50
    for row in copies:
        benchmark = "omnidocbench-1.5" if row.benchmark == "omnidocbench" else names.benchmarks[row.benchmark].benchmark
        assert (names.model(row.name), benchmark, float(row.value)) in held, row


def test_no_llm_stats_name_is_allowed_for_a_model_of_another_size_or_date() -> None:
    """The full ledger of the shipped catalog holds the two Pro values that BenchPress files under other models."""
    with (COLLECTED / "benchpress" / "ledger.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["name"], row["benchmark"]) for row in csv.DictReader(file)}
    assert {("gpt-5.5", "hle_text"), ("gpt-5.2", "gpqa_main")} <= rows
