"""What LLMPerf's results become: the medians that it printed, the requests beside them; damaged ones are refused."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from evenhand.importers.logs.llmperf_raw import FIRST, FORMAT, RATE
from harness_logs import FIXTURES, Change, cut, digits, json_changed, nested, read, refusal, set_at, text_changed

NAME = "llama-2-13b_550_150"
FOLDER = FIXTURES / "llmperf"
SUMMARY, REQUESTS = f"{NAME}_summary.json", f"{NAME}_individual_responses.json"
P50 = "_quantiles_p50"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A copy of the fixture's folder."""
    return Path(shutil.copytree(FOLDER, tmp_path / "log"))


def test_both_medians_have_the_digits_of_the_summary() -> None:
    """Rate and time to the first token stand as printed, with the number of answered requests and the load."""
    runs, items = read(FORMAT, FOLDER / SUMMARY)
    printed = digits(FOLDER / SUMMARY)
    assert runs[RATE].value == printed[f"results_request_output_throughput_token_per_s{P50}"]
    assert runs[FIRST].value == printed[f"results_ttft_s{P50}"]
    assert {run.model for run in runs.values()} == {"meta.llama2-13b-chat-v1"}
    assert (runs[RATE].n, runs[RATE].settings["requests answered"]) == (53, "53 of 150")
    assert (runs[RATE].settings["requests at once"], runs[RATE].measured) == ("5", "2023-12-27")
    assert len(items) == 150


def test_a_failed_request_is_kept_as_failed() -> None:
    """97 requests ended in an error: each is there, with its code and without a rate."""
    _, items = read(FORMAT, FOLDER / SUMMARY)
    raw = json.loads((FOLDER / REQUESTS).read_text("utf-8"))
    failed = [item for item in items if item.outcome is None]
    assert len(failed) == sum(one["error_code"] is not None for one in raw) == 97
    assert {item.fault for item in failed} == {f"code {one['error_code']}" for one in raw if one["error_code"]}
    assert [item.seconds for item in items] == [one["end_to_end_latency_s"] for one in raw]


def test_a_summary_alone_is_read(log: Path) -> None:
    """Without the requests both medians are there, and no item."""
    (log / REQUESTS).unlink()
    runs, items = read(FORMAT, log / SUMMARY)
    assert (runs[RATE].n, items) == (53, [])


def without(name: str) -> Change:
    """Take a field out of the summary."""
    return json_changed(SUMMARY, lambda whole: whole.pop(name))


def with_request(name: str, value: Any) -> Change:
    """Put another value into a request that was answered."""
    raw = json.loads((FOLDER / REQUESTS).read_text("utf-8"))
    answered = next(place for place, one in enumerate(raw) if one["error_code"] is None)
    return json_changed(REQUESTS, set_at(answered, name, value=value))


MEDIAN = f"results_ttft_s{P50}"
DAMAGED: dict[str, tuple[Change, str]] = {
    "cut": (cut(REQUESTS, 0.7), "_individual_responses.json, byte "),
    "cut summary": (cut(SUMMARY, 0.95), "copy or run it again"),
    "another version": (json_changed(SUMMARY, set_at("version", value="2031-01-01")), "another version of the summary"),
    "no median": (without(MEDIAN), f"'{MEDIAN}' is missing"),
    "no model": (without("model"), "'model' is missing"),
    "a model that is a number": (json_changed(SUMMARY, set_at("model", value=7)), "/model"),
    "a median that is text": (json_changed(SUMMARY, set_at(MEDIAN, value="fast")), f"/{MEDIAN}"),
    "a median below zero": (json_changed(SUMMARY, set_at(MEDIAN, value=-1.5)), "not a speed"),
    "an endless median": (text_changed(SUMMARY, f'"{MEDIAN}": ', f'"{MEDIAN}": 1e99999, "x": '), "number"),
    "not a number": (json_changed(REQUESTS, set_at(0, "ttft_s", value=float("nan"))), "no finite number"),
    "a request without a rate": (with_request("request_output_throughput_token_per_s", value="quick"), "number"),
    "tokens that are text": (with_request("number_output_tokens", value="many"), "number_output_tokens"),
    "nobody answered": (json_changed(SUMMARY, set_at("results_num_completed_requests", value=0)), "was answered"),
    "markup": (json_changed(SUMMARY, set_at("model", value="<b>x</b>")), "markup or control characters"),
    "a table of requests": (json_changed(SUMMARY, set_at("results_num_completed_requests", value=[1])), "number"),
    "nested": (text_changed(SUMMARY, "{", '{"x": ' + nested(5_000) + ","), "nested too deeply"),
    "a year to come": (json_changed(SUMMARY, set_at("timestamp", value=1e30)), "/timestamp"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_measurement_is_refused_with_its_place(log: Path, damage: str) -> None:
    """Each damage is told with its file and what is wrong."""
    change, told = DAMAGED[damage]
    change(log)
    assert told in refusal(FORMAT, log / SUMMARY)
