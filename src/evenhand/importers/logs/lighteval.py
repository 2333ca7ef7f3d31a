"""lighteval: a results file and, where they lie in the folders that lighteval makes, the details of the same time.

results/<model>/results_<time>.json
details/<model>/<time>/details_<task>|<shots>_<time>.parquet
"""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import structs

from evenhand.importers.json_places import pointer
from evenhand.importers.logs.item_tally import ItemTally
from evenhand.importers.logs.kept_settings import one_line, without_secrets
from evenhand.importers.logs.lighteval_details import Detail, details
from evenhand.importers.logs.lighteval_records import RESULTS, General, ModelConfig, Results, TaskConfig
from evenhand.importers.logs.log import Log, LogFormat, Take, question_hash
from evenhand.importers.logs.log_file import LogFile, head_of
from evenhand.importers.logs.metric_scales import scale_of
from evenhand.importers.logs.plain_names import day_of
from evenhand.records.own_results import OwnItem, OwnRun, PromptStyle

BEGINNING = re.compile(rb'\s*\{\s*"config_general"\s*:\s*\{')
NAME = re.compile(r"results_(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(?:\.\d+)?)\.json")
STDERR = "_stderr"
ALL, AVERAGE = "all", "_average"
UNKNOWN_VERSION = "?"
FINGERPRINT = 16
SAMPLING = {
    "max_new_tokens": "max_tokens", "top_p": "top_p", "top_k": "top_k", "min_p": "min_p", "seed": "seed",
    "repetition_penalty": "repetition_penalty", "frequency_penalty": "frequency_penalty",
    "presence_penalty": "presence_penalty",
}  # fmt: skip
OVER_ALL = "this metric has no value for one item"


def find(path: Path) -> Log | None:
    """The log whose results file this is."""
    if not NAME.fullmatch(path.name) or not BEGINNING.match(head_of(path)):
        return None
    return Log(tool="lighteval", main=path, parts=(path, *_details_of(path)))


def _folder(path: Path) -> Path:
    """The folder that lighteval was told to write to; that of the file where it lies elsewhere."""
    return next((one.parent for one in path.parents if one.name == "results"), path.parent)


def _details_of(path: Path) -> tuple[Path, ...]:
    folder, time = _folder(path), NAME.sub(r"\1", path.name)
    if folder == path.parent:
        return ()
    try:
        beside = folder / "details" / path.parent.relative_to(folder / "results") / time
        return tuple(sorted(one for one in beside.iterdir() if one.suffix == ".parquet"))
    except OSError:
        return ()


def read(log: Log, take: Take) -> tuple[OwnRun, ...]:
    """Every metric of every task, the rows over all tasks marked, and the items where details are there.

    Raises:
        BadLog: a file is damaged, not of lighteval, or does not belong to the others.
        MissingExtra: there are details, and what reads Parquet is not installed.

    """
    folder = _folder(log.main)
    file = LogFile(log.main, folder)
    results = file.decoded(file.whole(), RESULTS)
    runs = {task: tuple(_runs(file, results, task)) for task in results.results}
    if not any(runs.values()):
        raise file.bad("no task in it has a result", "/results")
    seen: dict[str, _Seen] = {}
    for part in log.parts:
        if part != log.main:
            of_task = LogFile(part, folder)
            task = _task_of(of_task, part, NAME.sub(r"\1", log.main.name), results)
            seen[task] = _Seen(of_task, task, runs[task])
            seen[task].read(take)
    return tuple(_with_items(file, results, task, run, seen.get(task)) for task, those in runs.items() for run in those)


def _task_of(file: LogFile, part: Path, time: str, results: Results) -> str:
    task = part.name.removeprefix("details_").removesuffix(f"_{time}.parquet")
    if part.name != f"details_{task}_{time}.parquet":
        raise file.bad(f"its name is not one of details of {time}", value=part.name)
    if task not in results.results:
        raise file.bad("these are details of a task that the results do not have", value=task)
    return task


class _Seen:
    """What the details of one task tell: its items, one after another."""

    def __init__(self, file: LogFile, task: str, runs: tuple[OwnRun, ...]) -> None:
        self._file, self._task, self._runs = file, task, runs
        self.tallies = {run.key: ItemTally() for run in runs}
        self.prompt_style: PromptStyle = ""
        self._met: set[str] = set()

    def read(self, take: Take) -> None:
        """Hand on the items of every row.

        Raises:
            BadLog: as `details`, or a row is of another task, or one that was there before.

        """
        for number, one in enumerate(details(self._file)):
            if one.task and one.task != self._task:
                raise self._file.bad(f"the row is not of the task {self._task}", one.place, one.task)
            item = one.id or str(number)
            if item in self._met:
                raise self._file.bad("the item stands there twice", one.place, item)
            self._met.add(item)
            self.prompt_style = self.prompt_style or one.prompt_style
            for run in self._runs:
                if run.metric in one.values:
                    self._hand_on(run, item, one, take)

    def _hand_on(self, run: OwnRun, item: str, one: Detail, take: Take) -> None:
        outcome = one.values[run.metric]
        self.tallies[run.key].add(outcome)
        take(
            OwnItem(
                run=run.key,
                item=item,
                outcome=outcome,
                fault="" if outcome is not None else OVER_ALL,
                question=question_hash(one.question) if one.question else "",
                input_tokens=one.input_tokens,
                output_tokens=one.output_tokens,
                prompt=one.prompt,
                output=one.output,
            )
        )


def _runs(file: LogFile, results: Results, task: str) -> Iterator[OwnRun]:
    place = pointer("results", task)
    values = results.results[task]
    names = [name for name in values if not name.endswith(STDERR)]
    common = _of_task(file, results, task) if names else None
    for at, name in enumerate(names):
        error = values.get(name + STDERR)
        if common is not None:
            yield structs.replace(
                common,
                key=f"{task}/{name}",
                metric=file.word(name, place),
                value=file.digits(values[name], place + pointer(name), may_lack=True),
                error="" if error is None else file.spread(error, place + pointer(name + STDERR)),
                at=place + pointer(name),
                primary=at == 0 and "aggregate" not in common.settings,
            )


def _of_task(file: LogFile, results: Results, task: str) -> OwnRun:
    """A run with all that is the same for every metric of the task."""
    general = results.config_general
    model = general.model_config or ModelConfig()
    config = results.config_tasks.get(task, TaskConfig())
    suite, named, part, shots = _parts(task)
    settings = _settings(file, general, config) | ({"suite": suite} if suite else {})
    if task == ALL or part == AVERAGE:
        settings["aggregate"] = one_line(_added_up(results, task))
    if config.num_fewshots is not None and shots is not None and config.num_fewshots != shots:
        raise file.bad(f"the name of the task says {shots} shots", pointer("config_tasks", task), config.num_fewshots)
    return OwnRun(
        key=task,
        model=file.word(general.model_name or model.model_name or "", "/config_general/model_name"),
        task=file.word(named, "/results"),
        metric="",
        value="",
        scale="other",
        origin=file.path.name,
        at="",
        n=config.effective_num_docs if (config.effective_num_docs or -1) > 0 else None,
        measured=day_of(NAME.sub(r"\1", file.path.name)[:10]),
        tool_version=_tool_version(file, general),
        version=_version(file, results, task, config),
        subset=file.word(part, "/results") if part not in {"", AVERAGE} else "",
        prompt_style=_prompt_style(model),
        shots=shots,
        temperature=_temperature(file, general),
        settings=settings,
    )


def _parts(task: str) -> tuple[str, str, str, int | None]:
    """Suite, task, part and shots of `suite|task:part|shots`; the suite is not written any more."""
    words = task.split("|")
    shots = words.pop() if len(words) > 1 and words[-1].isdecimal() and len(words[-1]) < 6 else ""
    suite = words.pop(0) if len(words) > 1 else ""
    named, _, part = "|".join(words).partition(":")
    return suite, named, part, int(shots) if shots else None


def _added_up(results: Results, task: str) -> str:
    """The tasks that a row adds up: all, or those of the same name."""
    suite, named, _, shots = _parts(task)
    tasks = (one for one in results.results if one != ALL and _parts(one)[2] != AVERAGE)
    return ", ".join(one for one in tasks if task == ALL or _parts(one)[:2] + _parts(one)[3:] == (suite, named, shots))


def _tool_version(file: LogFile, general: General) -> str:
    version = general.lighteval_sha or UNKNOWN_VERSION
    return "" if version == UNKNOWN_VERSION else file.word(version, "/config_general/lighteval_sha")


def _version(file: LogFile, results: Results, task: str, config: TaskConfig) -> str:
    version = results.versions.get(task, config.version)
    return "" if version is None else file.word(str(version), pointer("versions", task))


def _prompt_style(model: ModelConfig) -> PromptStyle:
    """As the configuration states it; what was sent, where details are there, says it better."""
    stated = (model.override_chat_template, model.use_chat_template)
    return "chat" if True in stated else "completion" if False in stated else ""


def _generation(general: General) -> dict[str, str]:
    given = (general.model_config.generation_parameters if general.model_config else None) or {}
    given = given or general.generation_parameters or {}
    texts = {name: bytes(raw).decode("utf-8", "replace") for name, raw in given.items()}
    return {name: text for name, text in texts.items() if text != "null"}


def _temperature(file: LogFile, general: General) -> str:
    given = _generation(general).get("temperature")
    place = "/config_general/generation_parameters/temperature"
    return "" if given is None else file.digits(given.encode(), place)


def _settings(file: LogFile, general: General, config: TaskConfig) -> dict[str, str]:
    model, given = general.model_config or ModelConfig(), _generation(general)
    place = "/config_general/generation_parameters/"
    sampling = {SAMPLING[name]: file.digits(given[name].encode(), place + name) for name in SAMPLING if name in given}
    if "max_tokens" not in sampling and (config.generation_size or 0) > 0:
        sampling["max_tokens"] = str(config.generation_size)
    found = {
        **sampling,
        "endpoint": model.provider or "",
        "revision": model.revision or general.model_sha or "",
        "dtype": model.dtype or general.model_dtype or "",
        "dataset": ", ".join(name for name in (config.hf_repo, config.hf_subset) if name),
        "limit": "" if general.max_samples is None else str(general.max_samples),
        "system_prompt": question_hash(model.system_prompt)[:FINGERPRINT] if model.system_prompt else "",
        "fewshot_seeds": str(general.num_fewshot_seeds) if (general.num_fewshot_seeds or 1) > 1 else "",
    }
    return {name: one_line(without_secrets(text)) for name, text in found.items() if text}


def _with_items(file: LogFile, results: Results, task: str, run: OwnRun, seen: _Seen | None) -> OwnRun:
    """The run with what its items tell.

    Raises:
        BadLog: there are more or fewer items than the file says, or their mean is not the value.

    """
    if seen is None or not seen.tallies[run.key].met:
        return structs.replace(run, scale=scale_of(run.metric, run.value))
    tally = seen.tallies[run.key]
    if run.n not in {None, tally.met}:
        raise file.bad(f"it has {run.n} items, but {tally.met} stand in its details", run.at)
    run = structs.replace(run, n=tally.met, prompt_style=seen.prompt_style or run.prompt_style)
    listed = results.config_tasks.get(task, TaskConfig()).metrics or []
    if any(one.metric_name == run.metric and one.corpus_level_fn == "mean" for one in listed) and tally.contradicts(
        run
    ):
        raise file.bad(f"it is not the mean of its {tally.met} items, {tally.mean()}", run.at, run.value)
    return structs.replace(run, scale=scale_of(run.metric, run.value, tally))


FORMAT = LogFormat(tool="lighteval", find=find, read=read)
