"""lm-evaluation-harness: a results file, in the form of now or of before 2024, and the samples beside it.

The tool's own table sorts the metrics of a task by name, and so takes the first; in the old form it keeps the order of
the file. Both forms are those of `EvaluationTracker.save_results_aggregated` and, before it, of `main.py`.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Raw, structs

from evenhand.importers.json_places import pointer
from evenhand.importers.logs.item_tally import ItemTally
from evenhand.importers.logs.lm_eval_records import RESULTS, Results, TaskConfig, Values
from evenhand.importers.logs.lm_eval_samples import Questions, TaskSamples
from evenhand.importers.logs.lm_eval_settings import (
    model_arguments,
    model_of,
    plain,
    prompt_style_of,
    settings_of,
    temperature_of,
)
from evenhand.importers.logs.log import Log, LogFormat, Take
from evenhand.importers.logs.log_file import LogFile, head_of
from evenhand.importers.logs.metric_scales import scale_of
from evenhand.importers.logs.plain_names import day_of
from evenhand.records.own_results import OwnRun

BEGINNING = re.compile(rb'\s*\{\s*"results"\s*:\s*\{')
DATED = re.compile(r".*_(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(?:\.\d+)?)\.json")
NO_METRIC = frozenset(("alias", "name", "sample_len", "sample_count", "samples", ""))
STDERR = "_stderr"
NO_FILTER = "none"
MODES = {"true": "thinking", "false": "non-thinking"}


def find(path: Path) -> Log | None:
    """The log whose results file this is, with the samples of the same time beside it."""
    if path.suffix != ".json" or not BEGINNING.match(head_of(path)):
        return None
    dated = DATED.fullmatch(path.name)
    return Log(tool="lm-eval", main=path, parts=(path, *(_samples(path.parent, dated[1]) if dated else ())))


def _samples(folder: Path, time: str) -> tuple[Path, ...]:
    try:
        beside = [one for one in folder.iterdir() if one.name.startswith("samples_")]
    except OSError:
        return ()
    return tuple(sorted(one for one in beside if one.name.endswith(f"_{time}.jsonl")))


def read(log: Log, take: Take) -> tuple[OwnRun, ...]:
    """Every metric and filter of every task, and the items where samples stand beside the results.

    Raises:
        BadLog: a file is damaged, not of this tool, or does not belong to the others.

    """
    folder = log.main.parent
    file = LogFile(log.main, folder)
    results = file.decoded(file.whole(), RESULTS)
    runs = tuple(run for task in results.results for run in _runs(file, results, task))
    if not runs:
        raise file.bad("no task in it has a result", "/results")
    tallies: dict[str, ItemTally] = {}
    for part in log.parts:
        if part != log.main:
            tallies |= _read_samples(LogFile(part, folder), results, runs, take)
    return tuple(_with_items(file, results, run, tallies.get(run.key)) for run in runs)


def _runs(file: LogFile, results: Results, task: str) -> Iterator[OwnRun]:
    place = pointer("results", task)
    values = {name: raw for name, raw in results.results[task].items() if name.strip() not in NO_METRIC}
    names = [name for name in values if not name.partition(",")[0].endswith(STDERR)]
    first = min(names, default="") if any("," in name for name in names) else next(iter(names), "")
    if names:
        common = _of_task(file, results, task)
        settings = settings_of(file, results, task)
    for name in names:
        metric, _, filter_ = name.partition(",")
        file.word(metric, place)
        named = {} if filter_ in {"", NO_FILTER} else {"filter": file.word(filter_, place)}
        yield structs.replace(
            common,
            key=f"{task}/{name}",
            metric=metric,
            value=file.digits(values[name], place + pointer(name), may_lack=True),
            error=_error(file, values, metric, filter_, place),
            at=place + pointer(name),
            primary=name == first and not results.is_group(task),
            settings={**named, **settings},
        )


def _of_task(file: LogFile, results: Results, task: str) -> OwnRun:
    """A run with all that is the same for every metric of the task."""
    config = results.configs.get(task, TaskConfig())
    shots = results.n_shot.get(task, config.num_fewshot if results.configs else results.config.num_fewshot)
    samples = results.n_samples.get(task)
    arguments = model_arguments(results)
    effort = arguments.get("reasoning_effort", "")
    return OwnRun(
        key=task,
        model=file.word(model_of(results), "/model_name"),
        task=file.word(task, "/results"),
        metric="",
        value="",
        scale="other",
        origin=file.path.name,
        at="",
        n=samples.effective if samples else None,
        measured=_day(file, results),
        tool_version=file.word(results.lm_eval_version, "/lm_eval_version") if results.lm_eval_version else "",
        version=_version(file, results, task),
        prompt_style=prompt_style_of(results),
        shots=shots,
        effort=file.word(effort, "/config/model_args") if effort else "",
        mode=MODES.get(arguments.get("enable_thinking", "").casefold(), ""),
        temperature=temperature_of(file, results, task),
        trials=f"{config.repeats} repeats" if (config.repeats or 1) > 1 else "",
    )


def _error(file: LogFile, values: Values, metric: str, filter_: str, place: str) -> str:
    name = f"{metric}{STDERR}{',' if filter_ else ''}{filter_}"
    return file.spread(values.get(name, Raw(b"null")), place + pointer(name))


def _version(file: LogFile, results: Results, task: str) -> str:
    version = plain(results.versions.get(task))
    return "" if version in {"", "N/A", "Yaml"} else file.word(version, pointer("versions", task))


def _day(file: LogFile, results: Results) -> str:
    """The day on which the run began, in UTC; of the file's name where the file does not say, empty without both."""
    if results.date is None:
        dated = DATED.fullmatch(file.path.name)
        return day_of(dated[1][:10]) if dated else ""
    try:
        return datetime.fromtimestamp(results.date, UTC).date().isoformat()
    except (OverflowError, ValueError, OSError) as error:
        raise file.bad("no time in seconds since 1970", "/date", results.date) from error


def _read_samples(file: LogFile, results: Results, runs: tuple[OwnRun, ...], take: Take) -> dict[str, ItemTally]:
    task = _task_of(file, results)
    of_task = tuple(run for run in runs if run.task == task)
    is_bare = any(run.shots == 0 and run.prompt_style == "completion" for run in of_task)
    samples = TaskSamples(file, task, of_task, Questions(results.configs.get(task, TaskConfig()), is_bare=is_bare))
    samples.read(take)
    return samples.tallies


def _task_of(file: LogFile, results: Results) -> str:
    """The task that a samples file is of, as its name says it."""
    named = file.path.name.removeprefix("samples_").rpartition("_")[0]
    for task in results.results:
        if named in {task, re.sub(r"\W", "_", task)}:
            return task
    raise file.bad("these are samples of a task that the results do not have", value=named)


def _with_items(file: LogFile, results: Results, run: OwnRun, tally: ItemTally | None) -> OwnRun:
    """The run with its scale.

    Raises:
        BadLog: there are more items than the results say, or their mean is not the value.

    """
    if tally is not None and run.n is not None and tally.met > run.n:
        raise file.bad(f"it has {run.n} items, but {tally.met} stand in its samples", run.at)
    listed = results.configs.get(run.task, TaskConfig()).metric_list or []
    is_mean = any(one.metric == run.metric and one.aggregation == "mean" for one in listed)
    if tally is not None and is_mean and tally.contradicts(run):
        raise file.bad(f"it is not the mean of its {tally.met} items, {tally.mean()}", run.at, run.value)
    if tally is not None and run.n is None and is_mean and tally.is_whole and tally.agrees(run):
        run = structs.replace(run, n=tally.met)
    return structs.replace(run, scale=scale_of(run.metric, run.value, tally))


FORMAT = LogFormat(tool="lm-eval", find=find, read=read)
