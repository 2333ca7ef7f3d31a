"""The tables of Kimi K2, LongCat and MiMo and of OpenAI's simple-evals, cell by cell in the recorded files."""

from types import ModuleType

import pytest
from recorded import all_taken, found_in, raw_files, recorded, refused, taken

from evenhand.importers import kimi_k2_card, longcat_card, mimo_card, simple_evals
from evenhand.importers.findings import Findings
from evenhand.importers.pipe_table import tables

OTHER_TABLE = b"""# A model

| Model | Total Params | Context Length |
|:------|:------------:|:--------------:|
| Base  |     309B     |      256k      |

"""
AT_THE_END = b"\n\n| Framework | Version |\n|---|---|\n| SGLang | 0.5 |\n"
CARDS = {
    "kimi-k2-card": kimi_k2_card,
    "longcat-flash-thinking-card": longcat_card,
    "mimo-v2-flash-card": mimo_card,
    "openai-simple-evals": simple_evals,
}


@pytest.fixture(scope="module")
def kimi() -> Findings:
    """Both tables of Kimi K2."""
    return recorded("kimi-k2-card")


@pytest.fixture(scope="module")
def longcat() -> Findings:
    """The table of LongCat-Flash-Thinking."""
    return recorded("longcat-flash-thinking-card")


@pytest.fixture(scope="module")
def mimo() -> Findings:
    """Both tables of MiMo-V2-Flash."""
    return recorded("mimo-v2-flash-card")


@pytest.fixture(scope="module")
def openai() -> Findings:
    """OpenAI's table."""
    return recorded("openai-simple-evals")


@pytest.mark.parametrize("source", CARDS)
def test_no_name_of_a_card_waits(source: str) -> None:
    """Every heading and row name of a recorded card is decided, and gives rows."""
    found = recorded(source)
    assert found.unresolved == ()
    assert len(found.observations) > 190


@pytest.mark.parametrize("source", CARDS)
def test_a_whole_page_gives_what_its_evaluation_section_gives(source: str) -> None:
    """Tables before and after are not looked at; only the lines differ."""
    [(name, body)] = raw_files(source).items()
    whole = found_in(source, {name: OTHER_TABLE + body + AT_THE_END})
    alone = recorded(source)
    assert [(row.called, row.value) for row in whole.observations] == [
        (row.called, row.value) for row in alone.observations
    ]
    assert whole.rejections == alone.rejections


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_page_without_the_table_is_refused(card: ModuleType) -> None:
    """A page whose tables are others is an error that names what is missing."""
    with pytest.raises(ValueError, match=r"Benchmark|Model, Prompt"):
        card.parse({card.FILE: OTHER_TABLE})


def test_the_same_table_twice_is_refused() -> None:
    """Nobody chooses between two tables with one heading."""
    [(name, body)] = raw_files("mimo-v2-flash-card").items()
    with pytest.raises(ValueError, match="twice"):
        mimo_card.parse({name: body + b"\n" + body})


def test_a_star_of_kimi_k2_is_a_quoted_figure(kimi: Findings) -> None:
    """The reverse of the K2.5 card: no star is Moonshot's own run, a star is of nobody known."""
    quoted = taken(kimi, "claude-opus-4", "gpqa-diamond")
    assert (quoted.value, quoted.raw, quoted.tier, quoted.measured_by) == (74.9, "74.9*", "D", "")
    assert "quoted from the lab" in quoted.quote
    own_run = taken(kimi, "gpt-4.1", "gpqa-diamond")
    assert (own_run.value, own_run.raw, own_run.tier, own_run.measured_by) == (66.3, "66.3", "D", "moonshotai")
    own_model = taken(kimi, "kimi-k2", "gpqa-diamond")
    assert (own_model.tier, own_model.measured_by) == ("C", "moonshotai")


def test_a_star_of_kimi_k2_never_joins_its_number(kimi: Findings) -> None:
    """The star stands raised after the number, once after an underlined one."""
    assert taken(kimi, "claude-sonnet-4", "swe-bench-verified", harness="", subset="").value == 72.7
    assert taken(kimi, "deepseek-v3-0324", "mmlu-pro").raw == "81.2*"


def test_two_rows_that_share_a_name_cell_keep_their_own_settings(kimi: Findings) -> None:
    """One attempt and the best of several, the lab's framework and Terminus: four rows, none lost, none twice."""
    rows = all_taken(kimi, "kimi-k2", "swe-bench-verified")
    assert {(row.subset, row.harness, row.value) for row in rows} == {
        ("", "Agentless", 51.8),
        ("", "", 65.8),
        ("best of several attempts", "", 71.6),
    }
    rows = all_taken(kimi, "kimi-k2", "terminal-bench")
    assert {(row.harness, row.value) for row in rows} == {("Moonshot's own framework", 30.0), ("Terminus", 25.0)}


def test_a_cell_that_is_commented_out_moves_no_column(kimi: Findings) -> None:
    """In the rows with such a cell every value stays under its model; a long dash is missing."""
    best = "best of several attempts"
    assert taken(kimi, "claude-sonnet-4", "swe-bench-verified", subset=best).value == 80.2
    assert taken(kimi, "claude-opus-4", "swe-bench-verified", subset=best).raw == "79.4*"
    assert not all_taken(kimi, "gpt-4.1", "swe-bench-verified", subset=best)
    assert taken(kimi, "gemini-2.5-flash-preview-05-20", "terminal-bench", harness="Terminus").value == 16.8
    assert not all_taken(kimi, "gemini-2.5-flash-preview-05-20", "terminal-bench", harness="Moonshot's own framework")


def test_base_models_of_kimi_k2_have_their_examples(kimi: Findings) -> None:
    """The second table is of base models: other models, with the number of examples."""
    row = taken(kimi, "kimi-k2-base", "mmlu")
    assert (row.value, row.prompting) == (87.8, "5 examples")
    assert taken(kimi, "qwen2.5-72b-base", "simpleqa").value == 10.3
    assert taken(kimi, "llama-4-maverick-base", "c-eval").value == 80.9
    assert not all_taken(kimi, "llama-4-maverick", "c-eval")
    instruct = taken(kimi, "kimi-k2", "mmlu")
    assert (instruct.value, instruct.prompting) == (89.5, "")


def test_the_metric_column_of_kimi_k2_gives_the_runs(kimi: Findings) -> None:
    """Avg@64 is a mean of 64 runs, Acc is one."""
    assert taken(kimi, "kimi-k2", "aime-2024").trials == "mean of 64 runs"
    assert taken(kimi, "kimi-k2", "tau2-bench-retail").trials == "mean of 4 runs"
    assert taken(kimi, "kimi-k2", "math-500").trials == ""


def test_a_heading_of_kimi_k2_states_no_thinking(kimi: Findings) -> None:
    """Two settings in one heading: the model and how it was run."""
    assert taken(kimi, "claude-opus-4", "aime-2025").mode == "non-thinking"
    assert taken(kimi, "qwen3-235b-a22b", "ojbench").mode == "non-thinking"
    assert taken(kimi, "gpt-4.1", "aime-2025").mode == ""


def test_a_star_of_longcat_is_another_report(longcat: Findings) -> None:
    """No star is Meituan's own run, of its own model and of rivals'; a star is of nobody known."""
    quoted = taken(longcat, "gpt-5", "tau2-bench-telecom")
    assert (quoted.value, quoted.raw, quoted.tier, quoted.measured_by) == (96.7, "96.7*", "D", "")
    own_run = taken(longcat, "gpt-5", "vitabench")
    assert (own_run.tier, own_run.measured_by) == ("D", "meituan")
    own_model = taken(longcat, "longcat-flash-thinking", "vitabench")
    assert (own_model.value, own_model.tier, own_model.measured_by) == (29.5, "C", "meituan")


def test_a_mark_below_the_line_joins_a_longcat_name_without_a_blank(longcat: Findings) -> None:
    """What stands below the line states runs or the metric; three tries at MiniF2F are three benchmarks."""
    assert taken(longcat, "o3", "aime-2025").called == "OpenAI-o3 | AIME25(Mean@32)"
    assert taken(longcat, "o3", "aime-2025").trials == "mean of 32 runs"
    values = [taken(longcat, "o3", f"minif2f-test{tries}").value for tries in ("", "-pass-8", "-pass-32")]
    assert values == [15.2, 29.6, 37.7]
    assert taken(longcat, "glm-4.5", "arc-agi-1").value == 21.41


def test_facts_of_the_models_are_no_longcat_scores(longcat: Findings) -> None:
    """Architecture and parameters stand in the table and are neither rows nor refusals."""
    cells = longcat_card.parse(raw_files("longcat-flash-thinking-card"))
    assert not {cell.row for cell in cells} & {"Architecture", "# Total Params", "# Activated Params"}
    assert len(cells) == len(longcat.observations)


def test_a_star_of_mimo_is_refused(mimo: Findings) -> None:
    """Where a model did not keep the format its score says little: four cells, all with this reason."""
    failed = [row for row in mimo.rejections if row.reason == "prompt or format not followed"]
    assert {row.value for row in failed} == {"9.4*", "85.6*", "85.9*", "94.3*"}
    assert not [row for row in mimo.observations if "*" in row.raw]


def test_an_empty_name_of_mimo_repeats_the_one_above(mimo: Findings) -> None:
    """Four lengths each of two tests, written under one name, become their context in lower case."""
    for benchmark, values in {
        "niah-multi": {"32k": 99.3, "64k": 99.9, "128k": 98.6, "256k": 96.7},
        "gsm-infinite-hard": {"16k": 37.7, "32k": 33.7, "64k": 31.5, "128k": 29.0},
    }.items():
        rows = all_taken(mimo, "mimo-v2-flash-base", benchmark)
        assert {row.context: row.value for row in rows} == values
    assert not all_taken(mimo, "kimi-k2-base", "niah-multi", context="256k")


def test_a_setting_of_mimo_is_examples_or_a_length(mimo: Findings) -> None:
    """5-shot is no length, and 128K no number of examples."""
    row = taken(mimo, "mimo-v2-flash-base", "arc-challenge")
    assert (row.prompting, row.context) == ("25 examples", "")
    row = taken(mimo, "kimi-k2-base", "niah-multi", context="64k")
    assert (row.value, row.raw, row.prompting) == (100.0, "100.0", "")


def test_mimo_says_nothing_of_who_ran_rivals(mimo: Findings) -> None:
    """Own models C, all others D and measured by nobody known; an effort in a heading is an effort."""
    assert {(row.tier, row.measured_by) for row in mimo.observations} == {("C", "xiaomi"), ("D", "")}
    assert taken(mimo, "gpt-5", "aime-2025").effort == "high"
    assert taken(mimo, "deepseek-v3.2", "aime-2025").mode == "thinking"


def test_models_that_read_no_pictures_took_the_text_part(mimo: Findings) -> None:
    """The last exam without tools is the text part for MiMo, Kimi K2 Thinking and DeepSeek, and whole for others."""
    for model, value in (("mimo-v2-flash", 22.1), ("kimi-k2-thinking", 23.9), ("deepseek-v3.2", 25.1)):
        assert taken(mimo, model, "hle-text").value == value
        assert not all_taken(mimo, model, "hle")
    for model in ("gemini-3-pro", "claude-sonnet-4.5", "gpt-5"):
        assert taken(mimo, model, "hle").tools == ""
        assert not all_taken(mimo, model, "hle-text")


def test_rows_of_openai_are_read_from_the_left(openai: Findings) -> None:
    """Rows of groups and of other labs have more or fewer cells than the heading; each value keeps its own heading."""
    [heading, *rows] = tables(raw_files("openai-simple-evals")[simple_evals.FILE].decode())[0]
    assert {len(row.cells) for row in rows} != {len(heading.cells)}
    row = taken(openai, "o3", "simpleqa", effort="high")
    assert (row.value, row.prompting) == (48.6, "no system message")
    assert taken(openai, "llama-3.1-8b-instruct", "drop").value == 59.5
    assert not all_taken(openai, "llama-3.1-8b-instruct", "simpleqa")
    assert not all_taken(openai, "o1", "humaneval")
    assert taken(openai, "grok-2", "humaneval").value == 88.4


def test_footnotes_of_openai_are_no_part_of_a_setting(openai: Findings) -> None:
    """A mark in the prompt column is dropped; a leading zero is no other number."""
    assert taken(openai, "gpt-4.1", "mmlu").prompting == "a system message"
    row = taken(openai, "o1-mini", "simpleqa")
    assert (row.value, row.raw) == (7.6, "07.6")


def test_examples_in_a_heading_stand_beside_the_prompt(openai: Findings) -> None:
    """The heading says three examples for all rows, and the column says which system message."""
    assert taken(openai, "gpt-4.1", "drop").prompting == "3 examples, a system message"
    assert taken(openai, "grok-2", "mmlu").prompting == ""
    assert taken(openai, "claude-3-opus", "drop").prompting == "3 examples"


def test_effort_of_openai_stands_in_the_name_or_in_the_footnote(openai: Findings) -> None:
    """High and low are named; the footnote says medium; older models have none."""
    assert {row.effort for row in all_taken(openai, "o3", "mmlu")} == {"high", "medium", "low"}
    assert taken(openai, "o3-mini", "mmlu", effort="medium").value == 85.9
    assert taken(openai, "gpt-4.1", "mmlu").effort == ""


def test_models_of_other_labs_are_second_hand_with_their_link(openai: Findings) -> None:
    """What OpenAI quotes is tier D, measured by nobody known, and keeps the address and the name without markup."""
    row = taken(openai, "claude-3-opus", "mmlu")
    assert (row.tier, row.measured_by, row.harness) == ("D", "", "")
    assert row.link == "https://www.anthropic.com/news/claude-3-family"
    assert row.called == "Claude 3 Opus | MMLU"
    own = taken(openai, "gpt-4.1", "mmlu")
    assert (own.tier, own.measured_by, own.harness) == ("C", "openai", "simple-evals")


def test_from_o1_on_math_is_math_500(openai: Findings) -> None:
    """Footnote 6: o1 and what came after took MATH-500, the models before took MATH; one between is refused."""
    new = {row.model for row in openai.observations if row.benchmark == "math-500"}
    assert new == {
        "o3", "o4-mini", "o3-mini", "o1", "o1-preview", "o1-mini",
        "gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano", "gpt-4.5",
    }  # fmt: skip
    old = {row.model for row in openai.observations if row.benchmark == "math"}
    assert not old & new
    assert {"gpt-4o-2024-08-06", "gpt-4o-mini", "claude-3-opus", "llama-3.1-8b-instruct"} <= old
    [row] = refused(openai, "gpt-4o-2024-11-20", "MATH [^6]")
    assert (row.reason, row.value) == ("set not stated", "68.5")
    assert "gpt-4o-2024-11-20" not in old | new


def test_gpqa_of_other_labs_is_no_diamond_unless_it_is_known(openai: Findings) -> None:
    """OpenAI's own rows are Diamond; a quoted one states no part, but for Claude 3 Opus."""
    assert taken(openai, "gpt-4.1", "gpqa-diamond").value == 66.3
    assert taken(openai, "claude-3-opus", "gpqa-diamond").value == 50.4
    for model in ("claude-3.5-sonnet-20240620", "llama-3.1-405b-instruct", "grok-2", "grok-2-mini"):
        assert taken(openai, model, "gpqa").tier == "D"
        assert not all_taken(openai, model, "gpqa-diamond")


def test_a_report_that_was_rewritten_names_no_snapshot(openai: Findings) -> None:
    """Gemini 1.5 Pro and Flash are refused: the linked report stands for several snapshots."""
    assert {row.reason for row in refused(openai, "Gemini 1.5 Pro")} == {"snapshot not stated"}
    assert not [row for row in openai.observations if row.model.startswith("gemini-1.5")]
