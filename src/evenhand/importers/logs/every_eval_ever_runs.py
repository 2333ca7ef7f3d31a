"""The runs of a record of Every Eval Ever: one a result, with what the record says about how it was made."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from msgspec import Raw
from msgspec.json import Decoder

from evenhand.errors import BadLog
from evenhand.importers.conditions import said
from evenhand.importers.json_places import pointer
from evenhand.importers.logs.every_eval_ever_fields import NOTHING, Measuring, Model, Record, Result
from evenhand.importers.logs.kept_settings import kept, one_line, shown
from evenhand.importers.logs.plain_names import day_of, plain_name
from evenhand.importers.logs.typed_json import number_of
from evenhand.records.own_results import OwnRun, Scale

SECONDS = re.compile(r"\d{9,10}(\.\d+)?")
# Of the free details, those that are settings; the rest are notes such as a place on a board.
OF_MODEL = ("precision", "quantization", "revision", "agent_scaffold", "agent_framework")
OF_RUN = (
    "agent_scaffold", "chat_template", "do_sample", "dtype", "epochs", "harness", "limit", "max_length", "seed",
    "system_prompt", "top_k", "top_p",
)  # fmt: skip
# Kept in columns of their own, or a command line that may hold anything.
NOT_SETTINGS = {"temperature", "agentic_eval_config", "execution_command", "reasoning_effort"}
UNITS: dict[str, Scale] = {
    "proportion": "fraction",
    "fraction": "fraction",
    "percent": "percent",
    "percentage": "percent",
}
NOT_RUN = {"-1", "-1.0"}

_OPTIONS = Decoder(dict[str, Raw])
_LIST = Decoder(list[Raw])


def runs(file: str, origin: str, record: Record) -> tuple[OwnRun, ...]:
    """A run a result.

    Raises:
        BadLog: a score or an error is no number, or a name holds what no name may hold.

    """
    keys = run_keys(record)
    first = _first_of_each(record)
    return tuple(_run(file, origin, record, number, key, primary=number in first) for number, key in enumerate(keys))


def run_keys(record: Record) -> list[str]:
    """A key for each result, in their order: its own id, else evaluation and metric, a number where that is not one."""
    keys: dict[str, None] = {}
    for number, result in enumerate(record.evaluation_results):
        key = result.evaluation_result_id or f"{result.evaluation_name}/{_metric(result.metric_config)}"
        while key in keys:
            key += f"#{number}"
        keys[key] = None
    return list(keys)


def _run(file: str, origin: str, record: Record, number: int, key: str, *, primary: bool) -> OwnRun:
    result = record.evaluation_results[number]
    place = ("evaluation_results", number)
    at = pointer(*place, "score_details", "score")
    given = _given(result)
    details = _details(result)
    value = _value(file, at, result)
    return OwnRun(
        key=plain_name(file, at, key),
        model=_needed(file, "/model_info/id", record.model_info.id or record.model_info.name),
        task=_needed(file, pointer(*place, "evaluation_name"), result.evaluation_name),
        metric=plain_name(file, pointer(*place, "metric_config"), _metric(result.metric_config)),
        value=value,
        scale=_scale(result.metric_config, value),
        origin=origin,
        at=at,
        primary=primary,
        error=_error(file, pointer(*place, "score_details", "uncertainty", "standard_error", "value"), result),
        n=result.score_details.uncertainty.num_samples if result.score_details.uncertainty else None,
        measured=_day(result.evaluation_timestamp) or _day(record.evaluation_timestamp),
        tool_version=plain_name(file, "/eval_library", _library(record)),
        shots=_shots(details),
        temperature=shown(given.get("temperature", NOTHING)),
        tools=_tools(given.get("agentic_eval_config", NOTHING)),
        effort=_told(given, "reasoning_effort") or _told(record.model_info.additional_details, "inference_effort"),
        trials=_trials(details),
        judge=plain_name(file, pointer(*place, "metric_config", "llm_scoring"), _judges(result.metric_config)),
        settings=dict(sorted(_settings(record, result, given, details))),
    )


def _settings(
    record: Record, result: Result, given: Mapping[str, Raw], details: Mapping[str, Raw]
) -> Iterator[tuple[str, str]]:
    yield from kept({name: raw for name, raw in details.items() if name in OF_RUN})
    yield from kept({name: raw for name, raw in given.items() if name not in NOT_SETTINGS})
    of_model = record.model_info.additional_details or {}
    yield from kept({name: raw for name, raw in of_model.items() if name in OF_MODEL})
    yield from kept(result.metric_config.metric_parameters, "metric_parameters.")
    source, engine = record.source_metadata, record.model_info.inference_engine
    told = {
        "dataset": result.source_data.hf_repo or result.source_data.dataset_name,
        "engine": " ".join(filter(None, (said(engine.name), said(engine.version)))) if engine else "",
        "evaluator": source.source_organization_name,
        "evaluator_relationship": source.evaluator_relationship,
        "lower_is_better": "true" if result.metric_config.lower_is_better else "",
        "platform": said(record.model_info.inference_platform),
        "source": source.source_name,
        "split": result.source_data.hf_split,
    }
    yield from ((name, one_line(text)) for name, text in told.items() if text)


def _given(result: Result) -> Mapping[str, Raw]:
    return (result.generation_config.generation_args or {}) if result.generation_config else {}


def _details(result: Result) -> Mapping[str, Raw]:
    return (result.generation_config.additional_details or {}) if result.generation_config else {}


def _told(details: Mapping[str, Raw] | None, name: str) -> str:
    return one_line(said(shown((details or {}).get(name, NOTHING))))


def _needed(file: str, place: str, name: str) -> str:
    plain = plain_name(file, place, name)
    if not plain:
        raise BadLog(file, "no name", place=place)
    return plain


def _metric(measuring: Measuring) -> str:
    """The metric's name, else its id, its kind, or what the record says about it."""
    named = (measuring.metric_name, measuring.metric_id, measuring.metric_kind, measuring.evaluation_description)
    return next(filter(None, named), "")


def _value(file: str, at: str, result: Result) -> str:
    """The score's digits; empty for minus one where the record means by it that there is none."""
    value = number_of(file, at, result.score_details.score)
    unknown = result.metric_config.has_unknown_level or _end(result.metric_config.min_score) == 0
    return "" if value in NOT_RUN and unknown else value


def _error(file: str, at: str, result: Result) -> str:
    uncertainty = result.score_details.uncertainty
    error = uncertainty.standard_error if uncertainty else None
    return "" if error is None else number_of(file, at, error.value)


def _scale(measuring: Measuring, value: str) -> Scale:
    """By the unit that the record names, else by the ends of the metric; a value outside its ends has neither."""
    scale = UNITS.get(measuring.metric_unit.casefold())
    ends = _end(measuring.min_score), _end(measuring.max_score)
    if scale is None and not measuring.metric_unit:
        scale = "fraction" if ends == (0, 1) else "percent" if ends == (0, 100) else None
    most = 100 if scale == "percent" else 1
    return scale if scale and (not value or 0 <= float(value) <= most) else "other"


def _end(raw: Raw) -> float | None:
    try:
        return float(bytes(raw))
    except ValueError:
        return None


def _day(stamp: str | None) -> str:
    """The ISO day of a time in seconds since 1970 or in ISO's own form; empty where it is neither."""
    text = (stamp or "").strip()
    return datetime.fromtimestamp(float(text), UTC).date().isoformat() if SECONDS.fullmatch(text) else day_of(text)


def _library(record: Record) -> str:
    return " ".join(filter(None, (said(record.eval_library.name), said(record.eval_library.version))))


def _shots(details: Mapping[str, Raw]) -> int | None:
    text = shown(details.get("num_fewshot", NOTHING))
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _trials(details: Mapping[str, Raw]) -> str:
    count = shown(details.get("runs", NOTHING))
    return f"avg {count} trials" if count.isdecimal() and int(count[:6]) > 1 else ""


def _judges(measuring: Measuring) -> str:
    judges: list[Model] = [one.model_info for one in measuring.llm_scoring.judges] if measuring.llm_scoring else []
    return ", ".join(one.id or one.name for one in judges)


def _tools(agentic: Raw) -> str:
    """The names of the tools that an agent had."""
    if bytes(agentic).lstrip()[:1] != b"{":
        return ""
    tools = _OPTIONS.decode(agentic).get("available_tools", NOTHING)
    listed = _LIST.decode(tools) if bytes(tools).lstrip()[:1] == b"[" else []
    tables = (_OPTIONS.decode(tool) for tool in listed if bytes(tool).lstrip()[:1] == b"{")
    return one_line(", ".join(filter(None, (shown(table.get("name", NOTHING)) for table in tables))))


def _first_of_each(record: Record) -> set[int]:
    """The first result of each evaluation."""
    first: dict[str, int] = {}
    for number, result in enumerate(record.evaluation_results):
        first.setdefault(result.evaluation_name, number)
    return set(first.values())
