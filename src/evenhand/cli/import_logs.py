"""`evenhand import`: your own results beside the public ones, in a folder of your own."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import benchmark, resolve
from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.cli.cut_text import cut, cut_inside
from evenhand.cli.options import json_option
from evenhand.cli.waiting import counted
from evenhand.cli.writing import write, write_json
from evenhand.errors import BadSetting
from evenhand.importers.logs.csv_table import mapped, mapping_of
from evenhand.importers.own.importing import every_format, import_logs
from evenhand.importers.own.meanings import OWN
from evenhand.importers.own.names_of_own import OwnNames
from evenhand.importers.own.undoing import batches, redo, undo
from evenhand.records.own_imports import ImportReport, OwnBatch, OwnBatches, TakenRun
from evenhand.settings import own_folder, public_folders
from evenhand.wording import numbers

Pairs = tuple[tuple[str, str], ...]
COLUMNS = ("Test", "Metric", "Value", "n", "Items")
NUMBERS = COLUMNS[2:]
MOST_ROWS, MOST_SIGNS = 12, 48


def _pairs(_ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> Pairs:
    """Each `NAME=WHAT` in two; the last sign of equality counts, since names of logs may hold one."""
    found = [value.rpartition("=") for value in values]
    wrong = next((value for value, (name, _, what) in zip(values, found, strict=True) if not (name and what)), None)
    if wrong is not None:
        raise click.BadParameter(f"{wrong!r} is not {param.metavar}")
    return tuple((name.strip(), what.strip()) for name, _, what in found)


@click.command("import")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--model", "models", multiple=True, metavar="NAME=ID", callback=_pairs, help="What a model's name means.")
@click.option("--benchmark", "tasks", multiple=True, metavar="TASK=ID", callback=_pairs, help="What a task means.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    callback=_pairs,
    help="Which column of a CSV table holds what, as score=accuracy; can be repeated.",
)
@click.option(
    "--say", "said", multiple=True, metavar="FIELD=TEXT", callback=_pairs, help="What holds for all rows of the table."
)
@click.option(
    "--mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A TOML file that says the same."
)
@click.option("--dry-run", is_flag=True, help="Read everything, write nothing.")
@click.option("--undo", "undoing", is_flag=True, help="Take the newest import back; again: the one before it.")
@click.option("--redo", "redoing", is_flag=True, help="Bring back what was undone last.")
@click.option("--facts", "again", is_flag=True, help="Make the facts of what is kept again, after a change of names.")
@click.option("--list", "listing", is_flag=True, help="Show every import that is kept.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    models: Pairs,
    tasks: Pairs,
    columns: Pairs,
    said: Pairs,
    mapping: Path | None,
    dry_run: bool,
    undoing: bool,
    redoing: bool,
    again: bool,
    listing: bool,
    as_json: bool,
) -> None:
    """Take results of your own into a private folder, beside the public ones.

    PATH is a result file or a folder of them: Inspect AI, lm-evaluation-harness, HELM, LightEval, Every Eval Ever,
    simple-evals, model cards of Hugging Face, LLMPerf, and CSV tables with a mapping. Nothing of it is ever sent
    anywhere.

    \b
    evenhand import logs/                                every log in a folder
    evenhand import logs/ --dry-run                      what would be taken
    evenhand import results.json --model my-tune=gpt-5.5 what a name in the log means
    evenhand import --benchmark bbh_boolean=bigbench-hard  the same for a task, for all that is kept
    evenhand import scores.csv --map model=Model --map score=Accuracy --say task=support
    evenhand import --undo                               take the newest import back

    A file that was imported before is left as it is, so a second run changes nothing. A file that cannot be read is
    refused with its place and reason, the others are still taken, and the exit code is 1.
    """
    _refuse_together(paths, (undoing, redoing, listing), table=bool(columns or said or mapping))
    if undoing or redoing:
        _say_batch(undo() if undoing else redo(), as_json=as_json, undone=undoing)
        return
    if listing:
        found = batches()
        write_json(found) if as_json else write(list(_list(found)))
        return
    if not (paths or models or tasks or again):
        raise click.UsageError("Name what to import: a result file, or a folder of them.")
    names = _names(models, tasks)
    formats = every_format()
    if columns or said or mapping:
        formats = (mapped(mapping_of(dict(columns), dict(said), mapping)), *formats)
    with counted("items", quiet=as_json) as progress:
        report = import_logs(paths, formats, names=names, dry_run=dry_run, progress=progress)
    write_json(report) if as_json else write(list(_page(report)))
    if report.refused:
        ctx.exit(1)


def _refuse_together(paths: tuple[Path, ...], actions: tuple[bool, ...], *, table: bool) -> None:
    """Refuse what does not go together.

    Raises:
        click.UsageError: two actions, or an action and paths, or a mapping without a table.

    """
    if sum(actions) > 1 or (any(actions) and paths):
        raise click.UsageError("--undo, --redo and --list each stand alone, without PATH.")
    if table and not paths:
        raise click.UsageError("--map, --say and --mapping are for a CSV table that PATH names.")


def _names(models: Pairs, tasks: Pairs) -> OwnNames:
    """The names of the command line, with ids that exist or begin with `own-`.

    Raises:
        UnknownModel, UnknownBenchmark: nothing public has this name.
        BadSetting: a model's name moves from model to model.

    """
    public = open_catalog(public_folders()) if models or tasks else None
    if public is None:
        return OwnNames()
    return OwnNames(
        models={name: id_ if _is_own(id_) else _model(public, id_) for name, id_ in models},
        benchmarks={name: id_ if _is_own(id_) else benchmark(public, id_).id for name, id_ in tasks},
    )


def _model(public: Catalog, name: str) -> str:
    """The id of a model that can have scores.

    Raises:
        UnknownModel: no model has this name.
        BadSetting: the name moves from model to model.

    """
    model = resolve(public, name)
    if model.moving:
        raise BadSetting(f"{model.id} is a name that moves from model to model; give the one that it stood for")
    return model.id


def _is_own(id_: str) -> bool:
    return id_.startswith(OWN)


def _page(report: ImportReport) -> Iterator[Block]:
    """What was taken, log by log, what was left and what was refused."""
    done = "Imported" if report.taken or report.left or report.refused else "Facts of your own runs"
    yield Heading("What an import would do" if report.dry_run else done, 1)
    yield from _taken(report.taken)
    if report.left:
        yield Heading("Left as they are")
        yield from lines((f"{one.log}: {one.why}" for one in report.left), bullet=True)
    if report.refused:
        yield Heading("Refused")
        yield from lines(map(str, report.refused), bullet=True, style="warn")
    yield from lines(_last_words(report), style="dim")


def _last_words(report: ImportReport) -> Iterator[str]:
    if report.passed_over:
        count = report.passed_over
        yield f"{count:,} other {'file there holds' if count == 1 else 'files there hold'} no result."
    if report.dry_run:
        yield "Nothing was written."
    elif report.taken:
        yield f"Import {report.batch}, kept in {own_folder()}; `evenhand import --undo` takes it back."
    else:
        yield "The facts of what is kept were made anew." if report.changed else "Nothing changed."


def _taken(runs: Sequence[TakenRun]) -> Iterator[Block]:
    for _, of_log in groupby(runs, key=lambda run: run.folder):
        yield from _log(tuple(of_log))


def _log(runs: Sequence[TakenRun]) -> Iterator[Block]:
    """One log: its models, the conditions that all of its runs share, and a row a result."""
    shared = _shared(runs)
    alike = all(run.conditions == runs[0].conditions for run in runs)
    several = len({run.model_called for run in runs}) > 1
    columns = (*(("Model",) if several else ()), *COLUMNS, *(() if alike else ("Conditions",)))
    yield Heading(runs[0].log)
    yield from lines(dict.fromkeys(f"Model: {_led(run.model_called, run.model, run.model_is)}" for run in runs))
    yield from lines([f"Conditions: {'; '.join(shared)}"] if shared else [])
    rows = tuple(_row(run, whose=several, shared=None if alike else shared) for run in runs[:MOST_ROWS])
    yield Table(columns, rows, frozenset(columns.index(name) for name in NUMBERS))
    if len(runs) > MOST_ROWS:
        yield from lines([f"and {len(runs) - MOST_ROWS:,} more results; --json has them all"], style="dim")
    told = [line for run in runs for line in _missing(run, whose=several)]
    yield from lines(told[:MOST_ROWS], bullet=True, style="warn")


def _missing(run: TakenRun, *, whose: bool) -> Iterator[str]:
    """Why a result has no score, or not the standard error that its file states."""
    named = f"{f'{run.model_called}, ' if whose else ''}{run.task}, {run.metric}"
    if run.without_score:
        yield f"{named}: no score; {run.without_score}"
    if run.without_error:
        yield f"{named}: without the standard error of the file; {run.without_error}"


def _shared(runs: Sequence[TakenRun]) -> tuple[str, ...]:
    """The conditions of all results of a log."""
    every = [run.conditions.split("; ") for run in runs]
    return tuple(piece for piece in every[0] if piece and all(piece in pieces for pieces in every))


def _row(run: TakenRun, *, whose: bool, shared: tuple[str, ...] | None) -> tuple[Cell, ...]:
    """A result, led by its model where the log is of several, with the conditions that it does not share with all."""
    others = [] if shared is None else [piece for piece in run.conditions.split("; ") if piece not in shared]
    return (
        *((Cell(run.model_called),) if whose else ()),
        Cell(_led(run.task, run.benchmark, run.benchmark_is) if run.benchmark else run.task),
        Cell(run.metric),
        Cell(run.value),
        Cell("" if run.n is None else f"{run.n:,}"),
        Cell(f"{run.attempts:,}" if run.attempts else ""),
        *(() if shared is None else (Cell(cut("; ".join(others), MOST_SIGNS), "dim"),)),
    )


def _led(called: str, id_: str, whose: str) -> str:
    """`openai/gpt-4o-mini → gpt-4o-mini`; what only the user has is marked by its id."""
    return called if called == id_ and whose == "public" else f"{called} → {id_}"


def _say_batch(batch: OwnBatch, *, as_json: bool, undone: bool) -> None:
    if as_json:
        write_json(batch)
        return
    what = "taken back" if undone else "brought back"
    again = "`evenhand import --redo` brings it back." if undone else "`evenhand import --undo` takes it back."
    logs = f"{batch.logs:,} log{'' if batch.logs == 1 else 's'}"
    told = f"Import {batch.batch} of {batch.imported}, {logs}, was {what}. {again}"
    write([Heading(what.capitalize(), 1), _logs(batch.runs), *lines([told], style="dim")])


def _list(found: OwnBatches) -> Iterator[Block]:
    yield Heading("Imports", 1)
    yield from lines(["--json has every name whole."] if found.kept else ["Nothing is imported."], style="dim")
    for batch in found.kept:
        yield Heading(f"Import {batch.batch}, {batch.imported}")
        yield _logs(batch.runs)
    for batch in found.undone:
        yield Heading(f"Import {batch.batch}, {batch.imported}, taken back")
        yield _logs(batch.runs)


def _logs(runs: Sequence[TakenRun]) -> Table:
    """One row a log, that of the newest run first: its day, model, tests, items and file, within 80 signs."""
    logs = [tuple(of_log) for _, of_log in groupby(runs, key=lambda run: run.folder)]
    logs.sort(key=lambda of_log: of_log[0].log)
    logs.sort(key=_newest, reverse=True)
    return Table(("Day", "Model", "Tests", "Items", "File"), tuple(map(_logged, logs)), frozenset({3}))


def _newest(runs: Sequence[TakenRun]) -> str:
    return max(run.measured for run in runs)


def _logged(runs: Sequence[TakenRun]) -> tuple[Cell, ...]:
    items = sum(run.attempts for run in runs)
    return (
        Cell(_newest(runs) or numbers.UNKNOWN),
        Cell(_first_of((run.model for run in runs), 18), "strong"),
        Cell(_first_of((run.benchmark or run.task for run in runs), 22)),
        Cell(f"{items:,}" if items else ""),
        Cell(cut_inside(Path(runs[0].log).name, 17), "dim"),
    )


def _first_of(names: Iterable[str], most: int) -> str:
    """The first of some names, cut to so many signs, and how many more there are."""
    every = list(dict.fromkeys(names))
    more = f" +{len(every) - 1:,}" if len(every) > 1 else ""
    return cut_inside(every[0], most - len(more)) + more
