"""The conditions that the header of an Inspect log states for all of its runs."""

from collections.abc import Iterator, Mapping

from msgspec import Raw, Struct
from msgspec.json import Decoder

from evenhand.errors import BadLog
from evenhand.importers.logs.inspect_records import NOTHING, Header, Options
from evenhand.importers.logs.kept_settings import address, kept, one_line, shown
from evenhand.importers.logs.plain_names import plain_name

SHOTS = ("shots", "num_shots", "n_shots", "fewshot", "num_fewshot", "n_fewshot")
# How requests are sent, not what is asked.
OF_SENDING = {
    "adaptive_connections", "attempt_timeout", "batch", "cache", "fail_on_refusal", "max_connections", "max_retries",
    "stream_idle_timeout", "timeout",
}  # fmt: skip
LIMITS = ("message_limit", "token_limit", "turn_limit", "time_limit", "working_limit", "cost_limit")
OWN_FIELDS = {"temperature", "effort", "reasoning_effort", "reasoning_mode"}

_OPTIONS = Decoder(dict[str, Raw])
_LIST = Decoder(list[Raw])


class Conditions(Struct, frozen=True, kw_only=True):
    """What holds for all runs of a log; `generation` has the settings of generation, `settings` all that has no field.

    `version` is the task's, empty where it is Inspect's 0 for none; `tools` are names, empty where no solver says any.
    """

    model: str
    task: str
    version: str
    tool_version: str
    tools: str
    shots: int | None
    generation: dict[str, str]
    settings: dict[str, str]


def conditions(file: str, header: Header) -> Conditions:
    """What the header says about how the task was run.

    Raises:
        BadLog: model or task has no name, or one that no name may be.

    """
    spec = header.eval
    for name, at in ((spec.model, "/eval/model"), (spec.task, "/eval/task")):
        if not name.strip():
            raise BadLog(file, "no name", place=at)
    merged = {**spec.model_generate_config, **header.plan.config}
    generation = dict(kept({name: raw for name, raw in merged.items() if name not in OF_SENDING}))
    return Conditions(
        model=plain_name(file, "/eval/model", spec.model),
        task=plain_name(file, "/eval/task", spec.task),
        version=plain_name(file, "/eval/task_version", str(spec.task_version)) if spec.task_version != 0 else "",
        tool_version=plain_name(file, "/eval/packages/inspect_ai", spec.packages.get("inspect_ai", "")),
        tools=_tools(header),
        shots=_shots(spec.task_args),
        generation=generation,
        settings=dict(_settings(header, generation)),
    )


def _settings(header: Header, generation: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What else changes a result, by name, empty values left out."""
    spec = header.eval
    yield from ((name, text) for name, text in generation.items() if name not in OWN_FIELDS)
    yield from kept({name: raw for name, raw in spec.task_args.items() if name not in SHOTS}, "task_args.")
    yield from kept(spec.model_args, "model_args.")
    yield from kept({name: getattr(spec.config, name) for name in LIMITS})
    told = {
        "dataset": spec.dataset.name or "",
        "dataset_samples": str(spec.dataset.samples or ""),
        "endpoint": address(spec.model_base_url or ""),
        "invalidated": "true" if header.invalidated else "",
        "limit": shown(spec.config.limit),
        "sandbox": _type_of(spec.sandbox),
        "shuffled": "true" if spec.dataset.shuffled else "",
        "solver": _solver(header),
        "status": header.status if header.status != "success" else "",
    }
    yield from ((name, one_line(text)) for name, text in told.items() if text)


def _solver(header: Header) -> str:
    """The solvers in their order with what they were given, such as `prompt_template(template=…) | generate`."""
    return " | ".join(called(step.solver, step.params) for step in header.plan.steps)


def called(name: str, params: Options) -> str:
    """A solver or scorer with what it was given, such as `match(location=begin)`."""
    given = ", ".join(f"{key}={text}" for key, text in kept(params))
    return f"{name}({given})" if given else name


def _tools(header: Header) -> str:
    """The names of the tools that a solver was given; empty where none says."""
    names: list[str] = []
    for step in header.plan.steps:
        given = bytes(step.params.get("tools", NOTHING)).lstrip()
        if given[:1] == b"[":
            names += [name for raw in _LIST.decode(given) if (name := _name_of(raw))]
    return one_line(", ".join(dict.fromkeys(names)))


def _name_of(raw: Raw) -> str:
    body = bytes(raw).lstrip()
    if body[:1] == b"{":
        table = _OPTIONS.decode(body)
        return shown(table["name"]) if "name" in table else ""
    return shown(raw) if body[:1] == b'"' else ""


def _type_of(raw: Raw) -> str:
    """The kind of a sandbox: a table with `type`, or in older logs a list that begins with it."""
    body = bytes(raw).lstrip()
    if body[:1] == b"{":
        return shown(_OPTIONS.decode(body).get("type", NOTHING))
    if body[:1] == b"[":
        return shown(next(iter(_LIST.decode(body)), NOTHING))
    return shown(raw)


def _shots(task_args: Options) -> int | None:
    """The number of examples that the task was given, where an argument of the usual names says it."""
    for name in SHOTS:
        text = bytes(task_args.get(name, NOTHING)).decode("ascii", "replace")
        if text.isdecimal() and len(text) < 6:
            return int(text)
    return None
