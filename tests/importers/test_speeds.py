"""LLMPerf and thefastest.ai: medians of single requests, and what is no speed."""

import json
from typing import Any

import pytest
from known_names import known_with

from evenhand.importers import llmperf, thefastest_ai
from evenhand.importers.findings import Findings
from evenhand.importers.medians import above_zero

LABS = {"llama-2-70b-chat": "meta", "gpt-4-turbo": "openai"}
HOSTS = {"anyscale": "", "groq": "", "azure": "", "openai": "openai"}
LLMPERF = known_with({"Llama-2-70b": "llama-2-70b-chat"}, LABS, HOSTS, source="llmperf", retrieved="2024-01-10")
FASTEST = known_with(
    {
        "groq.com/llama2-70b-4096": "llama-2-70b-chat",
        "groq.com/llama-2-70b-chat": "llama-2-70b-chat",
        "azure.westus3/llama-2-70b-chat": "llama-2-70b-chat",
        "octo.ai/llama-2-70b-chat": "llama-2-70b-chat",
        "cloudflare.com/llama-2-70b-chat": "quantisation not stated",
    },
    LABS,
    HOSTS,
    source="thefastest-ai",
    retrieved="2024-05-03",
)


def perf(*requests: tuple[float, float, int | None], **summary: Any) -> Findings:
    """What LLMPerf's requests of one host give: rate, seconds to the first token, error code."""
    told = {
        "framework": "anyscale",
        "model": "Llama-2-70b",
        "timestamp": 1703136129,
        "mean_input_tokens": 550,
        "mean_output_tokens": 150,
        "num_concurrent_requests": 5,
    } | summary
    rows = [
        {"request_output_throughput_token_per_s": rate, "ttft_s": first, "error_code": code}
        for rate, first, code in requests
    ]
    files = {"individual/a.json": json.dumps(rows).encode(), "summary/a.json": json.dumps(told).encode()}
    return llmperf.translate(llmperf.parse(files), LLMPERF)


def fastest(*runs: tuple[str, dict[str, Any]], cmd: str = "--max-tokens=20") -> Findings:
    """What daily files of one region give: the time of the run and the rate and first token of its one result."""
    files = {
        f"snapshots/{number}.json": json.dumps(
            [{"time": time, "region": "cdg", "cmd": cmd, "results": [{"ttft": 0.5, **result}]}]
        ).encode()
        for number, (time, result) in enumerate(runs)
    }
    return thefastest_ai.translate(thefastest_ai.parse(files), FASTEST)


def groq(rate: float, **more: Any) -> dict[str, Any]:
    """A result of one host."""
    return {"model": "groq.com/llama-2-70b-chat", "tps": rate} | more


def test_median_is_a_request_of_the_file():
    """The middle request gives the rate and is named; of an even number it is the lower one."""
    speed = perf((10.0, 0.1, None), (40.0, 0.2, None), (20.0, 0.3, None), (30.0, 0.4, None)).speeds[0]
    assert (speed.tokens_per_second, speed.first_token_seconds, speed.n) == (20.0, 0.2, 4)
    assert (speed.origin, speed.at) == ("individual/a.json", "/2/request_output_throughput_token_per_s")
    assert (speed.provider, speed.region, speed.measured) == ("anyscale", "us-west-2", "2023-12-21")
    assert "550 tokens in, 150 asked for, 5 requests at once; 4 of 4 requests answered" in speed.method


def test_failed_requests_are_no_speed():
    """A refused request has a time of zero and one token: it is counted in the ledger and in the method."""
    found = perf((0.0, 0.0, 429), (20.0, 0.3, None), (5.0, 0.0, 429), (0.0, 0.2, None))
    assert [(row.tokens_per_second, row.n) for row in found.speeds] == [(20.0, 1)]
    assert "1 of 4 requests answered" in found.speeds[0].method
    assert {(row.reason, row.value) for row in found.rejections} == {
        ("the request failed, code 429", "2 of 4 requests"),
        ("not a speed", "1 of 4 requests"),
    }


def test_host_without_an_answer_has_no_speed():
    """Where every request failed nothing is known, and nothing is zero."""
    assert perf((0.0, 0.0, 429)).speeds == ()


def test_unknown_model_and_host_wait():
    """Neither an unknown name nor an unknown host is guessed."""
    assert [row.name for row in perf((1.0, 1.0, None), model="Llama-3").unresolved] == ["Llama-3"]
    assert [(row.kind, row.name) for row in perf((1.0, 1.0, None), framework="lepton").unresolved] == [
        ("provider", "lepton")
    ]


def test_sentinel_is_no_speed():
    """999 tokens a second say that all came in one piece: refused, and no part of the median."""
    found = fastest(("2024-05-01T00:00:00", groq(999)), ("2024-05-02T00:00:00", groq(300.0)))
    assert [(row.tokens_per_second, row.n, row.measured) for row in found.speeds] == [(300.0, 1, "2024-05-02")]
    assert [(row.reason, row.value) for row in found.rejections] == [
        ("all tokens came in one piece: no speed", "1 of 2 requests")
    ]


def test_error_rows_are_no_speed():
    """A request with an error, or with nothing but zeros, goes to the ledger."""
    found = fastest(("2024-05-01", groq(50.0, error="429")), ("2024-05-02", groq(0, ttft=0)))
    assert found.speeds == ()
    assert {row.reason for row in found.rejections} == {"the request failed", "not a speed"}


def test_method_says_how_few_tokens():
    """Twenty tokens of output are few; the reader is told, with the first and the last day."""
    found = fastest(("2024-04-20T00:00:00", groq(100.0)), ("2024-05-02T00:00:00", groq(300.0)))
    assert found.speeds[0].method == (
        "20 tokens of output a request, single requests 2024-04-20 to 2024-05-02; rate after the first token"
    )


def test_longer_runs_are_not_mixed_in():
    """A run without the limit of 20 tokens is another measurement."""
    assert fastest(("2024-04-15", groq(100.0)), cmd="") == Findings()


def test_run_that_stands_in_two_files_counts_once():
    """A region that was not measured again repeats its last run in the next file."""
    again = ("2024-04-20T00:00:00", groq(100.0))
    assert fastest(again, again).speeds[0].n == 1


def test_two_names_over_time_are_one_endpoint():
    """A host that renamed its endpoint is measured once, over both names."""
    old = groq(100.0, model="groq.com/llama2-70b-4096")
    found = fastest(("2024-04-20", old), ("2024-05-01", groq(300.0)), ("2024-05-02", groq(200.0)))
    assert [(row.provider, row.tokens_per_second, row.n) for row in found.speeds] == [("groq", 200.0, 3)]


def test_data_centres_are_kept_apart():
    """An endpoint in a named data centre says so beside the region asked from."""
    found = fastest(("2024-05-01", groq(50.0, model="azure.westus3/llama-2-70b-chat")))
    assert [(row.provider, row.region) for row in found.speeds] == [("azure", "cdg to westus3")]


def test_refused_and_unknown_endpoints():
    """A refused name goes to the ledger; an unknown name and an unknown host wait."""
    found = fastest(
        ("2024-05-01", groq(50.0, model="cloudflare.com/llama-2-70b-chat")),
        ("2024-05-02", groq(50.0, model="octo.ai/llama-2-70b-chat")),
        ("2024-05-03", groq(50.0, model="groq.com/gpt-9")),
    )
    assert [row.reason for row in found.rejections] == ["quantisation not stated"]
    assert [(row.kind, row.name) for row in found.unresolved] == [("model", "groq.com/gpt-9"), ("provider", "octoai")]


@pytest.mark.parametrize(
    ("written", "number"),
    [("12.5", 12.5), (3, 3.0), ("0", 0.0), ("-1", 0.0), ("1e999", 0.0), ("nan", 0.0), ("fast", 0.0), (None, 0.0)],
)
def test_only_numbers_above_zero_are_speeds(written: object, number: float) -> None:
    """What is zero, below it, endless or no number gives no speed."""
    assert above_zero(written) == number
