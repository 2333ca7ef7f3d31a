"""One call of Inspect AI's `eval_set`: quiet, watched, within a budget; then what its logs say."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import rich
from inspect_ai import Task, eval_set
from inspect_ai.hooks import Hooks, SampleEnd, TaskStart, hooks
from inspect_ai.log import EvalLog, EvalSampleSummary, list_eval_logs, read_eval_log, read_eval_log_sample_summaries

from evenhand.errors import BadSetting
from evenhand.measure.budget import Budget, Limits
from evenhand.measure.candidates import Candidate, inspect_name
from evenhand.measure.evaluation import Evaluation, Progress, Told
from evenhand.measure.guarded_model import guarded
from evenhand.records.evaluation import Evaluated, EvaluatedModel

RETRIES = 6
# How Inspect writes down a question that was under way when the run was stopped.
CANCELLED = "CancelledError"
SLOWEST = 600
BY_HAND = "by hand"


class Watch:
    """Counts attempts as they end, and tells whoever listens; holds the first reason to stop early.

    `kept` are the answers in logs that were closed; what Inspect gets back of a killed run comes to light at the end.
    """

    def __init__(self, told: Told, budget: Budget, planned: int, kept: int) -> None:
        self._told, self._budget = told, budget
        self._planned, self._kept, self._failed = planned, kept, 0
        self.answered = 0
        self.stopped = ""

    def stop(self, why: str) -> None:
        """It stops early, for this reason first."""
        self.stopped = self.stopped or why

    def more(self, attempts: int) -> None:
        """A task begins that nobody counted before."""
        self._planned += attempts
        self.tell()

    def ended(self, *, failed: bool) -> None:
        """An attempt has ended."""
        self._failed += failed
        self.answered += not failed
        self.tell()

    def tell(self) -> None:
        """Say how far it is."""
        spent = self._budget.spent
        self._told(
            Progress(
                planned=self._planned,
                finished=self._kept + self.answered,
                failed=self._failed,
                tokens=spent.input_tokens + spent.output_tokens,
                dollars=spent.dollars,
            )
        )


@hooks(name="evenhand", description="Progress of a run for Evenhand.")
class Heard(Hooks):
    """Hands what Inspect tells its listeners to the watch of the run that is on."""

    watch: Watch | None = None
    counted = False

    async def on_task_start(self, data: TaskStart) -> None:
        """A task begins: its size, where it is not known yet."""
        if Heard.watch and not Heard.counted:
            ids = data.spec.dataset.sample_ids or []
            Heard.watch.more(len(ids) * (data.spec.config.epochs or 1))

    async def on_sample_end(self, data: SampleEnd) -> None:
        """An attempt ends."""
        if Heard.watch:
            Heard.watch.ended(failed=data.sample.error is not None)


def run(wanted: Evaluation, folder: Path, secrets: Sequence[str], told: Told) -> Evaluated:
    """Run in this folder.

    Raises:
        BadSetting: larger than `most_samples`, or Inspect cannot begin.

    """
    task = _task(wanted)
    planned = _size(task, wanted) * len(wanted.candidates) if isinstance(task, Task) else 0
    kept = len({(log.eval.model, one.id, one.epoch) for log in _logs(folder) for one in _answered(log)})
    _refuse_large(wanted, planned)
    requests = wanted.most_samples if not planned else None
    budget = Budget(Limits(requests=requests, tokens=wanted.limits.tokens, dollars=wanted.limits.dollars))
    watch = Watch(told, budget, planned, kept)
    with _heard(watch, counted=bool(planned)), _quiet():
        watch.tell()
        try:
            _ask(wanted, folder, task, budget, secrets, watch)
        except KeyboardInterrupt:
            watch.stop(BY_HAND)
    _remove_superseded(folder)
    if any(log.status == "cancelled" for log in _newest(folder).values()):
        watch.stop(BY_HAND)
    models = tuple(_evaluated(one, folder, wanted, planned) for one in wanted.candidates)
    return Evaluated(
        benchmark=wanted.benchmark.name,
        folder=str(folder),
        models=models,
        kept=max(0, sum(one.finished for one in models) - watch.answered),
        stopped=watch.stopped,
    )


def _task(wanted: Evaluation) -> Task | str:
    chosen = wanted.benchmark
    if not chosen.module:
        return chosen.task
    made = getattr(import_module(chosen.module), chosen.task)(**chosen.arguments)
    assert isinstance(made, Task)  # noqa: S101 - our own tasks are tasks
    return made


def _size(task: Task, wanted: Evaluation) -> int:
    questions = len(task.dataset)
    return min(questions, wanted.limit or questions) * wanted.epochs


def _refuse_large(wanted: Evaluation, planned: int) -> None:
    most = wanted.most_samples
    if most is not None and planned > most:
        raise BadSetting(f"this run has {planned:,} questions to ask, and --most-samples allows {most:,}; give --limit")


def _ask(
    wanted: Evaluation, folder: Path, task: Task | str, budget: Budget, secrets: Sequence[str], watch: Watch
) -> None:
    """The one call.

    Raises:
        BadSetting: Inspect refuses before it begins: no such task, no key, a folder of another run.

    """
    try:
        models = [
            guarded(one, budget, secrets, lambda over: watch.stop(f"the budget of {over}")) for one in wanted.candidates
        ]
        eval_set(
            tasks=task,
            log_dir=str(folder),
            model=models,
            task_args=dict(wanted.arguments),
            limit=wanted.limit,
            epochs=wanted.epochs,
            fail_on_error=not wanted.accept_failed,
            continue_on_fail=True,
            retry_immediate=False,
            retry_attempts=1,
            max_connections=wanted.connections,
            max_retries=RETRIES,
            attempt_timeout=SLOWEST,
            metadata=_metadata(wanted),
            display="none",
            log_level="critical",
            log_format="eval",
            log_model_api=False,
            ctl_server=False,
        )
    except Exception as error:
        raise BadSetting(f"Inspect cannot run {wanted.benchmark.name}: {_plain(error, secrets)}") from error


def _metadata(wanted: Evaluation) -> dict[str, Any]:
    """What the log says of us: the version, and which models of the catalog were meant by which names."""
    meant = {inspect_name(one): one.model for one in wanted.candidates if one.model}
    weights = {inspect_name(one): one.quantization for one in wanted.candidates if one.quantization}
    return {"evenhand": version("evenhand"), "models": meant} | ({"quantization": weights} if weights else {})


def _plain(error: Exception, secrets: Sequence[str]) -> str:
    """An error of Inspect's in one line, without its markup and without keys."""
    text = " ".join(str(getattr(error, "message", "") or error).split())
    for secret in secrets:
        text = text.replace(secret, "[key]")
    return rich.markup.render(text[:400]).plain if "[" in text else text[:400]


@contextmanager
def _heard(watch: Watch, *, counted: bool) -> Iterator[None]:
    Heard.watch, Heard.counted = watch, counted
    try:
        yield
    finally:
        Heard.watch = None


@contextmanager
def _quiet() -> Iterator[None]:
    """Inspect's last words go to rich's own console; here the command says what there is to say."""
    rich.reconfigure(file=io.StringIO())
    try:
        yield
    finally:
        rich.reconfigure()


def _logs(folder: Path) -> list[EvalLog]:
    """The heads of all logs in a folder, newest first."""
    if not folder.is_dir():
        return []
    return [read_eval_log(info, header_only=True) for info in list_eval_logs(str(folder))]


def _remove_superseded(folder: Path) -> None:
    """Remove what killed runs left where a finished log of the same task holds all of it; nobody else writes here."""
    logs = _logs(folder)
    finished = {log.eval.task_id for log in logs if log.status == "success"}
    for log in logs:
        if log.status == "started" and log.eval.task_id in finished:
            Path(log.location.removeprefix("file://")).unlink(missing_ok=True)


def _newest(folder: Path) -> dict[str, EvalLog]:
    """The head of the newest log of each model."""
    return {log.eval.model: log for log in reversed(_logs(folder))}


def _answered(log: EvalLog) -> list[EvalSampleSummary]:
    """The attempts of a log that have an answer."""
    return [one for one in read_eval_log_sample_summaries(log.location) if one.completed and not one.error]


def _evaluated(candidate: Candidate, folder: Path, wanted: Evaluation, planned: int) -> EvaluatedModel:
    """What the newest log of a candidate says."""
    name = inspect_name(candidate)
    log = _newest(folder).get(name)
    size = planned // len(wanted.candidates)
    if log is None:
        return EvaluatedModel(
            label=candidate.label, model=candidate.model, state="unfinished", planned=size, finished=0
        )
    summaries = read_eval_log_sample_summaries(log.location)
    failed = [one for one in summaries if one.error and not one.error.startswith(CANCELLED)]
    usage = [used for one in summaries if not one.error for used in (one.model_usage or {}).values()]
    costs = [used.total_cost for used in usage]
    finished = log.status == "success"
    metric, value, error = _result(log) if finished else ("", None, None)
    return EvaluatedModel(
        label=candidate.label,
        model=candidate.model,
        state="finished" if finished else "unfinished",
        planned=size or len(log.eval.dataset.sample_ids or ()) * wanted.epochs,
        finished=sum(bool(one.completed) and not one.error for one in summaries),
        failed=len(failed),
        fault=f"{failed[0].error}"[:200] if failed else "",
        metric=metric,
        value=value,
        error=error,
        input_tokens=sum(used.input_tokens for used in usage),
        output_tokens=sum(used.output_tokens for used in usage),
        dollars=sum(cost or 0.0 for cost in costs) if costs and None not in costs else None,
        log=log.location.removeprefix("file://"),
    )


def _result(log: EvalLog) -> tuple[str, float | None, float | None]:
    """The first metric of the first score, its value and its standard error."""
    scores = log.results.scores if log.results else []
    if not scores or not scores[0].metrics:
        return "", None, None
    metrics = scores[0].metrics
    name = next(iter(metrics))
    error = metrics.get("stderr")
    return f"{scores[0].name} {name}", float(metrics[name].value), float(error.value) if error else None
