"""Results of LLMPerf: the summary of a measurement, and the single requests beside it.

`<name>_summary.json` says model and load, `<name>_individual_responses.json` has one entry a request. The rate is that
of the whole request, the time to the first token included, as LLMPerf has it; both figures are medians over requests.
"""

from datetime import UTC, datetime
from pathlib import Path
from statistics import median_low

from msgspec import Raw, Struct
from msgspec.json import Decoder

from evenhand.importers.json_places import pointer
from evenhand.importers.logs.kept_settings import kept
from evenhand.importers.logs.log import Log, LogFormat, Take
from evenhand.importers.logs.log_file import LogFile, head_of
from evenhand.importers.logs.plain_names import plain_name
from evenhand.records.own_results import OwnItem, OwnRun

SUMMARY, REQUESTS = "_summary.json", "_individual_responses.json"
SIGNS = (b'"results_ttft_s_', b'"num_concurrent_requests"')
HEAD = 16_384
TASK = "serving speed"
RATE, FIRST = "tokens_per_second", "first_token_seconds"
# What the summary says of the load, by the words of the result.
LOAD = {
    "mean_input_tokens": "input tokens",
    "stddev_input_tokens": "input tokens spread",
    "mean_output_tokens": "output tokens asked for",
    "stddev_output_tokens": "output tokens spread",
    "num_concurrent_requests": "requests at once",
}
MEDIANS = {RATE: "results_request_output_throughput_token_per_s_quantiles_p50", FIRST: "results_ttft_s_quantiles_p50"}
STARTED, ENDED, FAILED = "results_num_requests_started", "results_num_completed_requests", "results_number_errors"
VERSION = "2023-08-31"


class _Request(Struct, frozen=True):
    """One request as LLMPerf writes it."""

    error_code: int | str | None
    ttft_s: float
    end_to_end_latency_s: float
    request_output_throughput_token_per_s: Raw
    number_output_tokens: int
    number_input_tokens: int
    error_msg: str = ""


_SUMMARY = Decoder(dict[str, Raw])
_TEXT = Decoder(str)
_REQUESTS = Decoder(list[_Request])


def find(path: Path) -> Log | None:
    """A summary, with the requests beside it where they are."""
    if not path.name.endswith(SUMMARY) and path.suffix != ".json":
        return None
    head = head_of(path, HEAD)
    if not all(sign in head for sign in SIGNS):
        return None
    beside = path.with_name(path.name.removesuffix(SUMMARY) + REQUESTS)
    parts = (path, beside) if path.name.endswith(SUMMARY) and beside.is_file() else (path,)
    return Log(tool="llmperf", main=path, parts=parts)


def read(log: Log, take: Take) -> tuple[OwnRun, ...]:
    """Two runs: output tokens a second and seconds to the first token; each request is an item of the first.

    Raises:
        BadLog: not such a summary, another version of it, or no answered request.

    """
    file = LogFile(log.main, log.main.parent)
    summary = file.decoded(file.whole(), _SUMMARY)
    version = _said(file, summary, "version")
    if version and version != VERSION:
        raise file.bad("another version of the summary", "/version", version, f"read is {VERSION}")
    model = plain_name(str(file.path), "/model", _said(file, summary, "model", must=True))
    answered = _items(log, file, take) if len(log.parts) > 1 else None
    load = dict(kept({name: summary[key] for key, name in LOAD.items() if key in summary}))
    count = {name: _whole(file, summary, name) for name in (STARTED, ENDED, FAILED)}
    if count[ENDED] == 0:
        raise file.bad("no request was answered", pointer(ENDED), "0", "measure again: there is no speed")
    if count[STARTED]:
        load["requests answered"] = f"{count[ENDED]} of {count[STARTED]}"
    return tuple(
        _run(file, summary, metric, model=model, load=load, n=answered or count[ENDED]) for metric in (RATE, FIRST)
    )


def _run(file: LogFile, summary: dict[str, Raw], metric: str, *, model: str, load: dict[str, str], n: int) -> OwnRun:
    key = MEDIANS[metric]
    if key not in summary:
        raise file.bad(f"{key!r} is missing", pointer(key), fix="give the summary as LLMPerf wrote it")
    digits = file.digits(summary[key], pointer(key))
    if float(digits) <= 0:
        raise file.bad("not a speed", pointer(key), digits, "give the summary as LLMPerf wrote it")
    return OwnRun(
        key=metric,
        model=model,
        task=TASK,
        metric=metric,
        value=digits,
        scale="other",
        origin=file.path.name,
        at=pointer(key),
        primary=metric == RATE,
        n=n,
        measured=_day(file, summary),
        tool_version=_said(file, summary, "version"),
        settings=load,
    )


def _items(log: Log, summary: LogFile, take: Take) -> int:
    """Hand out the requests; how many were answered.

    Raises:
        BadLog: the file is not one of requests, or none was answered.

    """
    file = LogFile(log.parts[1], summary.folder)
    requests = file.decoded(file.whole(), _REQUESTS)
    rates = []
    for number, one in enumerate(requests):
        failed = one.error_code is not None
        place = pointer(number, "request_output_throughput_token_per_s")
        rate = 0.0 if failed else float(file.digits(one.request_output_throughput_token_per_s, place))
        if not failed:
            rates.append(rate)
        take(
            OwnItem(
                run=RATE,
                item=str(number + 1),
                outcome=None if failed else rate,
                fault=f"code {one.error_code}"[:80] if failed else "",
                input_tokens=one.number_input_tokens,
                output_tokens=one.number_output_tokens,
                seconds=one.end_to_end_latency_s,
            )
        )
    if not rates or median_low(rates) <= 0:
        raise file.bad("no request was answered", fix="measure again: there is no speed")
    return len(rates)


def _said(file: LogFile, summary: dict[str, Raw], name: str, *, must: bool = False) -> str:
    if name not in summary and not must:
        return ""
    if name not in summary:
        raise file.bad(f"{name!r} is missing", pointer(name), fix="give the summary as LLMPerf wrote it")
    return file.decoded(summary[name], _TEXT, pointer(name))


def _whole(file: LogFile, summary: dict[str, Raw], name: str) -> int:
    """A count; 0 where the summary does not have it or it is null."""
    digits = file.digits(summary[name], pointer(name), may_lack=True) if name in summary else ""
    if digits and not digits.isdecimal():
        raise file.bad("a count is expected here", pointer(name), digits)
    return int(digits or 0)


def _day(file: LogFile, summary: dict[str, Raw]) -> str:
    digits = file.digits(summary["timestamp"], "/timestamp", may_lack=True) if "timestamp" in summary else ""
    try:
        return datetime.fromtimestamp(float(digits), UTC).date().isoformat() if digits else ""
    except (OverflowError, ValueError, OSError) as error:
        raise file.bad("no time of this world", "/timestamp", digits) from error


FORMAT = LogFormat(tool="llmperf", find=find, read=read)
