"""`evenhand measure eval`: run a benchmark, keep its log, and take it in beside the public results."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
from click.shell_completion import CompletionItem
from msgspec import Struct
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.cli.measure_local_model import fetched
from evenhand.cli.measured_models import Said, candidate, local_candidate
from evenhand.cli.options import json_option
from evenhand.cli.writing import write, write_json, write_notes
from evenhand.errors import MissingExtra
from evenhand.importers.own.importing import import_logs
from evenhand.measure.benchmarks import SHIPPED, runnable, with_options
from evenhand.measure.budget import Limits, Price
from evenhand.measure.candidates import EFFORTS, Candidate, Effort, Settings
from evenhand.measure.evaluation import Evaluation, Progress, evaluate
from evenhand.measure.local_model import local_server
from evenhand.measure.tasks.wording import STYLES, Style
from evenhand.records.evaluation import Evaluated, EvaluatedModel
from evenhand.records.own_imports import ImportReport
from evenhand.records.speed_receipt import Kind
from evenhand.scoring.small_samples import wilson
from evenhand.wording import numbers
from evenhand.wording.item_results import interval_text

CONNECTIONS = 8
LOCAL_STREAMS = 2
COLUMNS = ("Model", "Metric", "Result", "± SE", "Answered", "Failed", "Tokens in", "Tokens out", "Cost")


class EvalReport(Struct, frozen=True, kw_only=True):
    """A run and what was taken in of it; nothing, where it is not finished."""

    run: Evaluated
    imported: ImportReport | None = None


class BenchmarkToRun(click.ParamType[str]):
    """A shipped question set, or a task of Inspect; completes the shipped ones."""

    name = "benchmark"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - click's signature
        """Shipped sets, and the tasks of BIG-Bench Hard, that begin so."""
        from evenhand.measure.question_sets import hard_tasks  # noqa: PLC0415 - unpacks a file

        names = [*SHIPPED, *(f"bbh:{part}" for part in hard_tasks())]
        return [CompletionItem(name) for name in names if name.startswith(incomplete.casefold())]


def _price(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Price | None:
    """Two amounts in US dollars per million tokens."""
    if value is None:
        return None
    parts = value.split(",")
    try:
        amounts = [float(part) for part in parts]
    except ValueError:
        amounts = []
    if len(amounts) != 2 or not all(0 <= one < 1_000_000 for one in amounts):
        raise click.BadParameter(f"{value!r} is no IN,OUT in dollars per million tokens, such as 5,30")
    return Price(input=amounts[0], output=amounts[1])


def _arguments(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    found = [value.partition("=") for value in values]
    wrong = next((value for value, (name, sign, _) in zip(values, found, strict=True) if not (name and sign)), None)
    if wrong is not None:
        raise click.BadParameter(f"{wrong!r} is not NAME=VALUE")
    return {name: value for name, _, value in found}


@click.command("eval")
@click.argument("benchmark", type=BenchmarkToRun())
@click.argument("models", nargs=-1, metavar="[MODEL]...")
@click.option(
    "--local", is_flag=True, help="Run a small real model on this machine: no key, no network after the first time."
)
@click.option("--limit", type=click.IntRange(min=1), help="Ask only the first so many questions.")
@click.option("--epochs", type=click.IntRange(1, 1000), default=1, show_default=True, help="Times each is asked.")
@click.option("--shots", type=click.IntRange(0, 20), help="Worked examples before each question, out of the set.")
@click.option("--style", type=click.Choice(STYLES), help="Step by step (as if not said), or the answer alone.")
@click.option("--temperature", type=click.FloatRange(0, 2))
@click.option("--top-p", type=click.FloatRange(0, 1, min_open=True))
@click.option("--max-tokens", type=click.IntRange(min=1), help="The most tokens of an answer, thinking included.")
@click.option("--effort", type=click.Choice(EFFORTS), help="How much the model is to think.")
@click.option("--seed", type=int, help="Handed to the endpoint, where it takes one.")
@click.option("--max-connections", type=click.IntRange(1, 256), help="Requests under way at once, for each model.")
@click.option("--most-samples", type=click.IntRange(min=1), help="Refuse a run that asks more questions in all.")
@click.option("--most-tokens", type=click.IntRange(min=1), help="Stop before this many tokens, in and out together.")
@click.option("--most-dollars", type=click.FloatRange(min=0, min_open=True), help="Stop before it costs this much.")
@click.option(
    "--price", metavar="IN,OUT", callback=_price, help="Dollars per million tokens, instead of the catalog's."
)
@click.option("--kind", type=click.Choice(["chat", "responses", "anthropic"]), help="The protocol of the endpoint.")
@click.option("--key-from", default="", metavar="VARIABLE", help="The variable of the environment that holds the key.")
@click.option("--insecure", is_flag=True, help="Let a key go to an address without https.")
@click.option(
    "--task-arg", "arguments", multiple=True, metavar="NAME=VALUE", callback=_arguments, help="For a task of Inspect."
)
@click.option("--accept-failed", is_flag=True, help="Finish although some questions got no answer; they are left out.")
@click.option("--again", is_flag=True, help="Ask everything anew, in a folder of its own.")
@click.option(
    "--log-dir", type=click.Path(file_okay=False, path_type=Path), help="Where logs go, instead of your own folder."
)
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    benchmark: str,
    models: tuple[str, ...],
    local: bool,
    limit: int | None,
    epochs: int,
    shots: int | None,
    style: Style | None,
    temperature: float | None,
    top_p: float | None,
    max_tokens: int | None,
    effort: Effort | None,
    seed: int | None,
    max_connections: int | None,
    most_samples: int | None,
    most_tokens: int | None,
    most_dollars: float | None,
    price: Price | None,
    kind: Kind | None,
    key_from: str,
    insecure: bool,
    arguments: dict[str, str],
    accept_failed: bool,
    again: bool,
    log_dir: Path | None,
    as_json: bool,
) -> None:
    """Run BENCHMARK on each MODEL through Inspect AI, keep the log, and take the result in beside the public ones.

    BENCHMARK is a set that comes with Evenhand (bbh, one of its 27 tasks as bbh:navigate, gsm8k, ifeval, humaneval), or
    a task of Inspect: package/task, or file.py@task. MODEL is one with a recipe (`evenhand measure recipes`), a
    model at an endpoint (name@openai, name@http://127.0.0.1:8080/v1), or a name of Inspect's own (ollama/llama3).

    \b
    evenhand measure eval bbh:navigate --local --limit 20
    evenhand measure eval gsm8k gpt-4.1-mini --limit 100 --most-dollars 0.50
    evenhand measure eval ifeval gpt-5.5 claude-opus-4.5 --epochs 2
    evenhand measure eval gsm8k qwen3@http://127.0.0.1:8080/v1 --style direct

    A run that was broken off goes on when the same command is given again: what is answered is not asked, or paid, a
    second time. humaneval runs what the model wrote inside a container, or not at all.
    """
    settings = Settings(temperature=temperature, top_p=top_p, max_tokens=max_tokens, effort=effort, seed=seed)
    said = Said(settings=settings, kind=kind, key_from=key_from, price=price, insecure=insecure)
    chosen = with_options(runnable(benchmark), shots=shots, style=style)
    if not models and not local:
        raise click.UsageError("Name a MODEL, or give --local.")
    connections = max_connections or (LOCAL_STREAMS if local else CONNECTIONS)
    with _candidates(models, said, connections, local=local, quiet=as_json) as candidates, _bar(quiet=as_json) as told:
        wanted = Evaluation(
            benchmark=chosen,
            candidates=candidates,
            limit=limit,
            epochs=epochs,
            connections=connections,
            limits=Limits(tokens=most_tokens, dollars=most_dollars),
            most_samples=most_samples,
            arguments=arguments,
            accept_failed=accept_failed,
            again=again,
        )
        found = evaluate(wanted, told, log_dir)
    _finish(ctx, found, epochs, as_json=as_json)


@contextmanager
def _candidates(
    models: tuple[str, ...], said: Said, streams: int, *, local: bool, quiet: bool
) -> Iterator[tuple[Candidate, ...]]:
    """All models of the run, the local one's server with them."""
    with ExitStack() as stack:
        catalog = open_catalog()
        named = [candidate(catalog, text, said) for text in models]
        write_notes([note for one in named if one.endpoint for note in one.endpoint.notes])
        if local:
            server = stack.enter_context(local_server(fetched(quiet=quiet), streams=streams))
            named.append(local_candidate(server, said))
        yield tuple(named)


@contextmanager
def _bar(*, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A bar over questions on standard error, at a terminal only: answered, failed, tokens, dollars."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    shown = sys.stderr.isatty() and not quiet
    with Bar(*columns, console=Console(stderr=True), transient=True, disable=not shown) as bar:
        task = bar.add_task("starting Inspect", total=None)

        def told(at: Progress) -> None:
            cost = f", {numbers.money(at.dollars)}" if at.dollars else ""
            failed = f", {at.failed:,} failed" if at.failed else ""
            bar.update(
                task, total=at.planned or None, completed=at.finished, description=f"{at.tokens:,} tokens{cost}{failed}"
            )

        yield told


def _finish(ctx: click.Context, found: Evaluated, epochs: int, *, as_json: bool) -> None:
    """Take in what is finished, print the run, and leave with 1 where something is not."""
    logs = [Path(one.log) for one in found.models if one.state == "finished"]
    imported, note = _imported(logs)
    if as_json:
        write_json(EvalReport(run=found, imported=imported))
    else:
        write(list(_page(found, imported, note, epochs)))
    if not found.is_finished:
        ctx.exit(1)


def _imported(logs: list[Path]) -> tuple[ImportReport | None, str]:
    """What the import did; a log stays where it is also when its items cannot be kept for want of a library."""
    if not logs:
        return None, ""
    try:
        return import_logs(logs), ""
    except MissingExtra as error:
        return None, f"{error}; then: evenhand import {' '.join(map(str, logs))}"


def _page(found: Evaluated, imported: ImportReport | None, note: str, epochs: int = 1) -> Iterator[Block]:
    yield Heading(found.benchmark, 1)
    yield Table(COLUMNS, tuple(map(_row, found.models)), frozenset(range(2, len(COLUMNS))))
    yield from lines((f"{one.label}: {one.fault}" for one in found.models if one.fault), bullet=True, style="warn")
    yield from lines((_alike(one, epochs) for one in found.models if one.error == 0), bullet=True)
    if found.stopped:
        yield from lines((f"Stopped by {found.stopped.removeprefix('by ')}; the same command goes on.",), style="warn")
    elif not found.is_finished:
        yield from lines(("Not finished; the same command asks again what has no answer.",), style="warn")
    yield from lines(_last_words(found, imported, note), style="dim")


def _last_words(found: Evaluated, imported: ImportReport | None, note: str) -> Iterator[str]:
    if found.kept:
        yield f"{numbers.count(found.kept, 'answer')} of an earlier run {'was' if found.kept == 1 else 'were'} kept."
    yield f"Logs: {found.folder}"
    if note:
        yield note
    for run in imported.taken if imported else ():
        if run.score is not None:
            yield f"Private to you: {run.model}, {run.benchmark}; see: evenhand show {run.model}"
    yield from (f"Not taken in: {one}" for one in (imported.refused if imported else ()))
    if imported and imported.left and not imported.taken:
        yield "Already among your own results."


def _alike(one: EvaluatedModel, epochs: int) -> str:
    """What is known where all questions have the same score: no standard error, but Wilson's interval of a share."""
    told = f"{one.label}: all questions have the same score, from which no standard error follows"
    questions = one.finished // epochs
    if not questions or one.value not in {0.0, 1.0} or not one.metric.endswith("accuracy"):
        return f"{told}."
    found = wilson(one.value, questions)
    interval = f"{numbers.share(found.level)} interval {interval_text(found, shares=True)}"
    return f"{told}; {interval} (Wilson; {numbers.count(questions, 'question')})."


def _row(one: EvaluatedModel) -> tuple[Cell, ...]:
    return (
        Cell(one.label, "strong"),
        Cell(one.metric),
        Cell("" if one.value is None else f"{one.value:.4g}"),
        Cell("" if one.error is None else f"{one.error:.2g}" if one.error else numbers.UNKNOWN),
        Cell(f"{one.finished:,} of {one.planned:,}"),
        Cell(f"{one.failed:,}" if one.failed else ""),
        Cell(f"{one.input_tokens:,}"),
        Cell(f"{one.output_tokens:,}"),
        Cell("unknown" if one.dollars is None else numbers.money(one.dollars)),
    )
