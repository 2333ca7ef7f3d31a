"""What records of Every Eval Ever become, with their samples; damaged ones are refused with file and place."""

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.errors import BadLog
from evenhand.importers.logs.every_eval_ever_log import FORMAT, find
from evenhand.importers.logs.log import question_hash
from evenhand.records.own_results import OwnItem, OwnRun

FIXTURES = Path(__file__).parent / "fixtures" / "every-eval-ever"
RECORD = FIXTURES / "98ea850e-7019-4728-a558-8b1819ec47c2.json"
WITH_SAMPLES = next((FIXTURES / "data").rglob("*.json"))
SAMPLES = WITH_SAMPLES.with_name(f"{WITH_SAMPLES.stem}_samples.jsonl")
DEEP = "[" * 100_000 + "]" * 100_000
HOSTILE = "<img src=x onerror=alert(1)>"
RESULT = ("evaluation_results", 0)
SCORE = (*RESULT, "score_details", "score")

Change = Callable[[Any], None]


def read(path: Path) -> tuple[tuple[OwnRun, ...], list[OwnItem]]:
    """The runs and items of a record."""
    log = find(path)
    assert log is not None
    items: list[OwnItem] = []
    return FORMAT.read(log, items.append), items


def changed(folder: Path, record: Change | None = None, samples: Change | None = None, *, signed: bool = True) -> Path:
    """The real record and its samples, each with a change; `signed` states the checksum of the changed samples."""
    rows = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    if samples is not None:
        samples(rows)
    body = "".join(f"{json.dumps(row)}\n" for row in rows).encode()
    table = json.loads(WITH_SAMPLES.read_bytes())
    if signed:
        checksum = hashlib.sha256(body).hexdigest()
        table["detailed_evaluation_results"].update(checksum=checksum, total_rows=len(rows))
    if record is not None:
        record(table)
    path = folder / "record.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    (folder / "record_samples.jsonl").write_bytes(body)
    return path


def set_at(*place: Any) -> Change:
    """A change that sets the last of these at the place that the others lead to."""
    *way, last, value = place

    def change(table: Any) -> None:
        for step in way:
            table = table[step]
        table[last] = value

    return change


def test_every_score_is_kept_to_the_last_digit() -> None:
    """The six results of the record are six runs, each value as written, with model, data and who evaluated."""
    runs, items = read(RECORD)
    assert {run.task: run.value for run in runs} == {
        "IFEval": "0.4486", "BBH": "0.4224", "MATH Level 5": "0.0249", "GPQA": "0.2743", "MUSR": "0.419",
        "MMLU-PRO": "0.1946",
    }  # fmt: skip
    assert items == []
    run = runs[0]
    assert (run.model, run.metric, run.scale) == ("TencentARC/LLaMA-Pro-8B-Instruct", "Accuracy on IFEval", "fraction")
    assert run.settings["precision"] == "bfloat16"
    assert run.settings["evaluator"] == "Hugging Face"
    assert run.at == "/evaluation_results/0/score_details/score"
    assert len({run.key for run in runs}) == 6


def test_samples_become_items_of_their_run() -> None:
    """A sample has its question, prompt, answer, tokens and score, and belongs to the result that it names."""
    (run,), (item,) = read(WITH_SAMPLES)
    assert (run.value, run.metric, run.measured) == ("0.75", "accuracy", "2025-06-15")
    assert (item.run, item.item, item.outcome, item.attempt) == (run.key, "demo_0001", 1.0, 1)
    assert item.question == question_hash("What is 2 + 2?")
    assert (item.prompt, item.output) == ("Q: What is 2 + 2?\nA:", "The answer is 4.")
    assert (item.input_tokens, item.output_tokens, item.cost, item.seconds) == (12, 5, None, None)


def test_conditions_errors_and_counts_are_kept(tmp_path: Path) -> None:
    """Generation settings, tools, judge, library, standard error and its count stand in the run; secrets do not."""

    def change(table: Any) -> None:
        result = table["evaluation_results"][0]
        table["eval_library"] = {"name": "inspect_ai", "version": "0.3.200"}
        result["score_details"]["uncertainty"] = {"standard_error": {"value": 0.0250}, "num_samples": 300}
        result["metric_config"]["llm_scoring"] = {
            "judges": [{"model_info": {"name": "Judge", "id": "lab/judge"}}], "input_prompt": "…",
        }  # fmt: skip
        result["generation_config"] = {
            "generation_args": {
                "temperature": 0.7, "top_p": None, "max_tokens": 512, "reasoning": True,
                "agentic_eval_config": {"available_tools": [{"name": "bash"}, {"name": "python"}]},
                "execution_command": "run --api-key hunter2", "api_key": "hunter2",
            },
            "additional_details": {"num_fewshot": "5", "runs": "3", "hal_rank": "7", "seed": "42"},
        }  # fmt: skip

    (run,), _ = read(changed(tmp_path, change))
    assert (run.error, run.n, run.tool_version) == ("0.025", 300, "inspect_ai 0.3.200")
    assert (run.temperature, run.tools, run.judge) == ("0.7", "bash, python", "lab/judge")
    assert (run.shots, run.trials) == (5, "avg 3 trials")
    assert {"max_tokens": "512", "reasoning": "true", "seed": "42"}.items() <= run.settings.items()
    assert "hunter2" not in str(run)
    assert not {"top_p", "hal_rank"} & run.settings.keys()


@pytest.mark.parametrize(
    ("unit", "ends", "score", "scale", "value"),
    [
        ("", (0, 100), 71.50, "percent", "71.5"),
        ("percent", (None, None), 7, "percent", "7"),
        ("", (0, "Infinity"), 0.5, "other", "0.5"),
        ("points", (0, 1), 0.5, "other", "0.5"),
        ("proportion", (0, 1), 1.5, "other", "1.5"),
        ("", (0, 1), -1, "fraction", ""),
    ],
)
def test_the_scale_is_what_the_record_says(
    tmp_path: Path, unit: str, ends: tuple[Any, Any], score: float, scale: str, value: str
) -> None:
    """Unit and ends give the scale; minus one, where scores begin at 0, says that there is none."""

    def change(table: Any) -> None:
        result = table["evaluation_results"][0]
        result["metric_config"].update(metric_unit=unit, min_score=ends[0], max_score=ends[1])
        result["score_details"]["score"] = score

    (run,), _ = read(changed(tmp_path, change))
    assert (run.scale, run.value) == (scale, value)


def test_samples_are_counted_as_attempts_and_faults_are_told(tmp_path: Path) -> None:
    """The same sample again is another attempt; one with an error says so; a conversation gives its last answer."""

    def change(rows: Any) -> None:
        again = json.loads(json.dumps(rows[0]))
        again["evaluation"]["score"] = 0.25
        again["error"] = "rate\nlimit"
        again["output"] = None
        again["messages"] = [
            {"turn_idx": 0, "role": "user", "content": "Hi"},
            {"turn_idx": 1, "role": "assistant", "content": "Four"},
            {"turn_idx": 2, "role": "tool", "content": "ok"},
        ]
        again["performance"] = {"latency_ms": 1500}
        rows.append(again)

    _, (first, second) = read(changed(tmp_path, samples=change))
    assert (first.attempt, second.attempt) == (1, 2)
    assert (second.outcome, second.fault, second.output, second.seconds) == (0.25, "error: rate limit", "Four", 1.5)


def test_a_record_is_known_by_its_fields_and_its_samples_lie_beside_it(tmp_path: Path) -> None:
    """Records are found; another JSON file, the samples alone and a path in the record are not followed."""
    found = find(WITH_SAMPLES)
    assert found is not None
    assert found.parts == (WITH_SAMPLES, SAMPLES)
    other = tmp_path / "other.json"
    other.write_text('{"schema_version": "0.3.0"}', encoding="utf-8")
    assert [find(path) for path in (other, SAMPLES, tmp_path, tmp_path / "none.json")] == [None] * 4
    path = changed(tmp_path, set_at("detailed_evaluation_results", "file_path", "../../../../etc/passwd"))
    assert len(read(path)[1]) == 1


def text_with(old: str, new: str) -> Callable[[Path], Path]:
    """The real record with other text at the first place of this."""

    def damage(folder: Path) -> Path:
        path = folder / "record.json"
        path.write_text(WITH_SAMPLES.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
        return path

    return damage


def record_with(*place: Any) -> Callable[[Path], Path]:
    """The real record with another value."""
    return lambda folder: changed(folder, set_at(*place))


def sample_with(*place: Any) -> Callable[[Path], Path]:
    """The real samples with another value in the first line."""
    return lambda folder: changed(folder, samples=set_at(0, *place))


def lines(body: bytes) -> Callable[[Path], Path]:
    """The real record without a checksum and with these samples."""

    def damage(folder: Path) -> Path:
        path = changed(folder, lambda table: table.pop("detailed_evaluation_results"))
        (folder / "record_samples.jsonl").write_bytes(body)
        return path

    return damage


DAMAGED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "cut": (text_with('"evaluation_results": [', '"evaluation_results": [' + "\x00" * 3), "record.json, byte"),
    "wrong version": (record_with("schema_version", "0.4.0"), "/schema_version: versions 0.2 and 0.3"),
    "a hostile version": (record_with("schema_version", "0.3.0\n"), "/schema_version: versions 0.2 and 0.3"),
    "a version of numbers": (record_with("schema_version", 3), "schema_version: Expected `str`"),
    "no results": (record_with("evaluation_results", []), "/evaluation_results: it holds no result"),
    "results of text": (record_with("evaluation_results", "0.75"), "evaluation_results: Expected `array`"),
    "a score of text": (record_with(*SCORE, "0.75"), "/evaluation_results/0/score_details/score: not a finite number"),
    "a score that is a table": (record_with(*SCORE, {}), "score_details/score: not a finite number"),
    "a score that is no number": (text_with('"score": 0.75', '"score": NaN'), "byte .*: no finite number"),
    "an infinite score": (text_with('"score": 0.75', '"score": -Infinity'), "byte .*: no finite number"),
    "a score too large": (text_with('"score": 0.75', '"score": 1e999'), "score: not a finite number"),
    "a huge score": (record_with(*SCORE, 10**400), "more than 64 characters"),
    "an error of text": (
        record_with(*RESULT, "score_details", "uncertainty", {"standard_error": {"value": "small"}}), "not a finite"
    ),
    "a count below 0": (
        record_with(*RESULT, "score_details", "uncertainty", {"num_samples": -1}), "num_samples: Expected `int` >= 0"
    ),
    "a hostile model": (record_with("model_info", "id", HOSTILE), "/model_info/id: markup or control"),
    "a hostile task": (record_with(*RESULT, "evaluation_name", "a\u202eb"), "evaluation_name: markup or control"),
    "an endless task": (record_with(*RESULT, "evaluation_name", "a" * 9_000), "a name of more than 300 characters"),
    "no model": (record_with("model_info", {"name": "", "id": ""}), "/model_info/id: no name"),
    "nested too deeply": (text_with('"demo-model",', f'"demo-model", "x": {DEEP},'), "nested too deeply"),
    "more after the end": (text_with('"total_rows": 1\n  }\n}', '"total_rows": 1\n  }\n}{}'), "trailing characters"),
    "samples cut": (record_with("detailed_evaluation_results", "checksum", "0" * 64), "its checksum is not the one"),
    "a row is missing": (record_with("detailed_evaluation_results", "total_rows", 5), "1 rows where the record says 5"),
    "samples of another form": (record_with("detailed_evaluation_results", "format", "parquet"), "read as jsonl"),
    "a sample of another record": (sample_with("evaluation_id", "other/1"), "line 1, evaluation_id: a sample of"),
    "a sample of another model": (sample_with("model_id", "lab/other"), "line 1, model_id: a sample of another model"),
    "a sample of no result": (sample_with("evaluation_result_id", "other"), "line 1: a sample of a result that"),
    "a sample's wrong version": (sample_with("schema_version", "9"), "line 1, schema_version: versions"),
    "a sample's score of text": (sample_with("evaluation", "score", "1"), "line 1, evaluation.score: not a finite"),
    "a sample's huge tokens": (sample_with("token_usage", "input_tokens", 10**30), "line 1, token_usage.input_tokens"),
    "a sample's hostile id": (sample_with("sample_id", "a\nb"), "line 1, sample_id: no name"),
    "a sample without an id": (sample_with("sample_id", ""), "line 1, sample_id: no name"),
    "samples that are no JSON": (lines(b'\n{"schema_version": "0.3.0",\n'), "line 2"),
    "samples that are not UTF-8": (lines(SAMPLES.read_bytes().replace(b"demo_0001", b"\xff\xfe")), "line 1"),
    "samples nested too deeply": (lines(f'{{"x": {DEEP}}}\n'.encode()), "line 1: it is nested too deeply"),
}  # fmt: skip


@pytest.mark.parametrize(("damage", "told"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_record_is_refused_with_its_place(damage: Callable[[Path], Path], told: str, tmp_path: Path) -> None:
    """Each damaged record or file of samples is refused as a bad log, with the file, the place and what is wrong."""
    path = damage(tmp_path)
    with pytest.raises(BadLog) as refused:
        read(path)
    assert str(refused.value).startswith(str(tmp_path))
    assert re.search(told, str(refused.value)), str(refused.value)


def test_samples_that_are_a_link_elsewhere_are_not_followed(tmp_path: Path) -> None:
    """Samples that are a link out of the record's folder are refused."""
    path = changed(tmp_path)
    beside = tmp_path / "record_samples.jsonl"
    beside.unlink()
    beside.symlink_to(SAMPLES)
    with pytest.raises(BadLog, match="leads out of its folder"):
        read(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that every invented record is written into anew."""
    return tmp_path_factory.mktemp("records")


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data())
def test_whatever_byte_is_wrong_a_record_is_read_or_refused(folder: Path, data: st.DataObject) -> None:
    """Bytes changed at random and cuts at random in the record or its samples are read or refused as bad logs."""
    path = lines(SAMPLES.read_bytes())(folder)
    target = data.draw(st.sampled_from([path, folder / "record_samples.jsonl"]))
    body = bytearray(target.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del body[data.draw(st.integers(0, len(body))) :]
    target.write_bytes(bytes(body))
    log = find(path)
    if log is not None:
        with suppress(BadLog):
            assert FORMAT.read(log, [].append)
