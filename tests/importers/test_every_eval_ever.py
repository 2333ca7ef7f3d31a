"""What records of Every Eval Ever become: scale, items, agent and repetition, with every trap."""

import gzip
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from evenhand.errors import RefusedRefresh
from evenhand.importers import every_eval_ever
from evenhand.importers.every_eval_ever_records import Result
from evenhand.importers.findings import Findings, Known
from evenhand.importers.known import known_of
from evenhand.importers.raw_files import read_place
from evenhand.records.facts import Observation

ROOT = Path(__file__).parents[2]
RECORDING = ROOT / "tests" / "recordings" / "every-eval-ever"
GPQA = "hfopenllm_v2 :: GPQA"
PACKED = "packed/hfopenllm_v2.jsonl.gz"


@pytest.fixture(scope="module")
def known() -> Known:
    """The project's own descriptions."""
    return known_of("every-eval-ever", (ROOT / "data",))


@pytest.fixture(scope="module")
def found(known: Known) -> Findings:
    """Everything in the recording."""
    results = every_eval_ever.parse(read_place(RECORDING, every_eval_ever.IMPORTER.files))
    return every_eval_ever.translate(results, known)


def taken(found: Findings, name: str, measure: str, harness: str = "") -> Observation:
    """The one observation of the source's names, with an agent if given."""
    rows = [row for row in found.observations if row.called == f"{name} | {measure}"]
    [row] = [row for row in rows if harness in ("", row.harness)]
    return row


def packed(change: Callable[[dict[str, Any]], None]) -> Mapping[str, bytes]:
    """The first GPT-Neo line of the recording as the only one, with a change in its record."""
    lines = gzip.decompress((RECORDING / PACKED).read_bytes()).decode("utf-8").splitlines()
    line = json.loads(next(line for line in lines if "gpt-neo-1.3B" in line))
    change(line["record"])
    return {PACKED: gzip.compress(json.dumps(line).encode(), mtime=0)}


def test_a_helm_result_keeps_items_release_and_place(found: Findings) -> None:
    """A fraction becomes percent; the number of items comes from the record, the release stands in the link."""
    row = taken(found, "anthropic/claude-sonnet-4-20250514", "helm_capabilities :: MMLU-Pro")
    assert (row.model, row.benchmark, row.n, row.tier) == ("claude-sonnet-4", "mmlu-pro", 1000, "A")
    assert row.value == pytest.approx(float(row.raw) * 100)
    assert (row.measured_by, row.harness) == ("Stanford CRFM", "HELM")
    assert "/releases/v1.15.0/" in row.link
    assert row.at.startswith("/evaluation_results/")
    assert row.at.endswith("/score_details/score")


def test_the_day_of_scraping_is_no_day_of_a_run(found: Findings) -> None:
    """Nothing here says when a model was run."""
    assert {row.measured for row in found.observations} == {None}


def test_a_raw_accuracy_is_not_a_normalised_one(found: Findings) -> None:
    """0.2559 is 25.59 percent; the card of such a model prints 0.78, which is the share above guessing."""
    row = taken(found, "EleutherAI/gpt-neo-1.3B", GPQA)
    assert (row.raw, row.value) == ("0.2559", 25.59)
    assert row.subset == "answers chosen by likelihood"
    share_above_guessing = 100 * (0.2559 - 0.25) / 0.75
    assert share_above_guessing == pytest.approx(0.787, abs=0.001)


def test_a_normalised_score_does_not_fit_the_scale(known: Known) -> None:
    """A record that says 0 to 100 of 0.78 is refused: the name table expects 0 to 1."""

    def normalise(record: dict[str, Any]) -> None:
        for entry in record["evaluation_results"]:
            if entry["evaluation_name"] == "GPQA":
                entry["metric_config"]["max_score"] = 100.0
                entry["score_details"]["score"] = 0.78

    found = every_eval_ever.translate(every_eval_ever.parse(packed(normalise)), known)
    assert not [row for row in found.observations if row.called.endswith(GPQA)]
    [row] = [row for row in found.rejections if row.benchmark == GPQA]
    assert (row.reason, row.value) == ("scale does not fit", "0.78")


def test_minus_one_is_not_run(found: Findings) -> None:
    """Where no run was found the record gives minus one, which is never a score."""
    rows = [row for row in found.rejections if row.reason == "not run"]
    assert rows
    assert all(row.value.startswith("-1") for row in rows)
    assert all(row.value >= 0 for row in found.observations)


def test_repeated_runs_of_one_set_are_counted_once(found: Findings) -> None:
    """Three seeds of a thousand reviews are a thousand reviews."""
    assert taken(found, "meta/OPT-66B", "helm_classic :: IMDB").n == 1000


def test_sets_that_are_not_told_from_repetitions_have_the_number_of_the_table(known: Known, found: Findings) -> None:
    """Eleven tasks of forty texts, run three times, are not forty items; the table of names knows 440."""
    measure = "helm_classic :: RAFT"
    assert taken(found, "meta/OPT-66B", measure).n == 440
    without = structs.replace(known.names.benchmarks[measure], n=None)
    names = structs.replace(known.names, benchmarks={**known.names.benchmarks, measure: without})
    results = every_eval_ever.parse(read_place(RECORDING, every_eval_ever.IMPORTER.files))
    found = every_eval_ever.translate(results, structs.replace(known, names=names))
    assert taken(found, "meta/OPT-66B", measure).n is None


def test_a_warning_below_the_count_changes_nothing_of_it() -> None:
    """Where HELM warns that a model may have seen the questions, the number of them stands on the line above."""
    count = "min=1000, mean=1000, max=1000, sum=3000 (3)"

    def items(text: str) -> int | None:
        details = {"BoolQ - # eval": {"description": text}}
        entry = {"evaluation_name": "BoolQ", "score_details": {"details": details}}
        return Result(file="", line=0, number=0, collection="", record={}, entry=entry).items

    assert items(count) == items(f"{count}\n\u26a0 Brown et al. perform an analysis of the contamination") == 1000
    assert items(f"{count} of 4") is None


def test_a_mean_over_sets_counts_all_their_items(found: Findings) -> None:
    """Fifty-seven subjects, each counted twice, hold 14,042 questions; one subject has its own number."""
    assert taken(found, "01-ai/yi-34b", "helm_mmlu :: MMLU All Subjects").n == 14042
    assert taken(found, "01-ai/yi-34b", "helm_mmlu :: Anatomy").n == 135


def test_an_agent_is_a_setting_and_no_repetition(found: Findings) -> None:
    """Two agents around one model are two observations."""
    rows = [row for row in found.observations if row.called == "anthropic/claude-opus-4-1 | hal-gaia :: GAIA"]
    assert len({(row.harness, row.effort) for row in rows}) == len(rows) > 1
    assert {row.effort for row in rows} == {"", "high"}
    assert {(row.tier, row.measured_by) for row in rows} == {("B", "Princeton SAgE Team")}
    assert {row.link for row in rows} == {"https://hal.cs.princeton.edu/gaia"}


def test_a_part_of_a_test_has_its_own_number(found: Findings) -> None:
    """33 of 214 tasks were run, as the record says."""
    row = taken(found, "deepseek/deepseek-r1", "hal-assistantbench :: AssistantBench")
    assert (row.n, row.subset) == (33, "33 tasks")


def test_an_id_that_hides_a_later_snapshot_is_refused(found: Findings) -> None:
    """The board's own name says May 2025, while the id stands for the model of January."""
    rows = [row for row in found.rejections if row.name == "deepseek/deepseek-r1"]
    assert rows
    assert {row.reason for row in rows} == {"another model or variant"}


def test_of_two_precisions_bfloat16_stays(found: Findings) -> None:
    """The record in float16 is a repetition, whichever comes first in the file."""
    row = taken(found, "HuggingFaceTB/SmolLM2-135M-Instruct", GPQA)
    assert "bfloat16" in row.quote
    refused = [row for row in found.rejections if "SmolLM2-135M-Instruct" in row.name and row.benchmark == GPQA]
    assert [row.reason for row in refused] == ["duplicate"]


def test_of_two_days_the_newer_record_stays(found: Findings) -> None:
    """Two records of one model on one board differ; the one read later is kept, also where its value is the same."""
    row = taken(found, "openai/gpt-5-2025-08-07", "livecodebenchpro :: Easy Problems")
    assert (row.raw, row.subset) == ("0.9014", "easy")
    refused = [row for row in found.rejections if row.name == "openai/gpt-5-2025-08-07"]
    assert {row.reason for row in refused} == {"duplicate"}
    assert len(refused) == 3


def test_offsets_are_no_bounds(found: Findings) -> None:
    """An interval from -0.0318 to 0.0318 stands around the score; its half width over 1.96 is the error."""
    row = taken(found, "xai/grok-4-0709", "global-mmlu-lite :: Indonesian")
    assert (row.value, row.subset) == (89.0, "Indonesian")
    assert row.error == pytest.approx(100 * 0.0307 / 1.96)
    assert taken(found, "xai/grok-4-0709", "global-mmlu-lite :: Global MMLU Lite").error is None


def test_composites_and_tests_of_other_things_are_refused(found: Findings) -> None:
    """A mean of tests is none, and what scores answers is no language model test."""
    reasons = {(row.benchmark, row.reason) for row in found.rejections}
    assert ("helm_capabilities :: Mean score", "a composite of tests") in reasons
    assert ("reward-bench :: Chat", "not a language model test") in reasons


def test_every_name_without_a_mapping_is_listed(found: Findings) -> None:
    """Each name stands there with its rows, whoever made the model."""
    names = {row.name: row.rows for row in found.unresolved}
    assert names["TinyLlama/TinyLlama-1.1B-Chat-v0.1"] == 6
    assert names["0-hero/Matter-0.2-7B-DPO"] == 6


def test_a_packed_result_says_its_line(found: Findings) -> None:
    """The place is the line of the unpacked file and the pointer in it."""
    row = taken(found, "EleutherAI/gpt-neo-1.3B", GPQA)
    number, path = row.at.removeprefix("line ").split(" ")
    line = gzip.decompress((RECORDING / PACKED).read_bytes()).decode("utf-8").splitlines()[int(number) - 1]
    value: Any = json.loads(line, parse_float=str)
    for key in path.split("/")[1:]:
        value = value[int(key)] if isinstance(value, list) else value[key]
    assert value == row.raw


def test_other_files_are_refused() -> None:
    """A damaged packed file and a record without a scale are noticed before anything is made of them."""
    with pytest.raises(RefusedRefresh):
        every_eval_ever.parse({PACKED: b"not packed"})
    with pytest.raises(KeyError):
        every_eval_ever.parse(packed(lambda record: record["evaluation_results"][0].pop("metric_config")))
