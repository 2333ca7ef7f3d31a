"""Progress on long work, at a terminal only, beside the answer."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def progress(steps: int, *, quiet: bool = False) -> Iterator[Callable[[str, str], None]]:
    """A bar on standard error; it is told what begins and how, and counts what began before as done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    shown = sys.stderr.isatty() and not quiet
    begun = 0
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not shown) as bar:
        task = bar.add_task("starting", total=steps)

        def step(what: str, how: str) -> None:
            nonlocal begun
            bar.update(task, description=f"{how} {what}".strip(), completed=min(begun, steps))
            begun += 1

        yield step


@contextmanager
def counted(things: str, *, quiet: bool = False) -> Iterator[Callable[[str, int, int, int], None]]:
    """A bar over files, with what was read of the one at work; it is told its name, files done, of how many, things."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    shown = sys.stderr.isatty() and not quiet
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not shown) as bar:
        task = bar.add_task("starting", total=None)

        def tell(name: str, done: int, of: int, read: int) -> None:
            count = f", {read:,} {things}" if read else ""
            bar.update(task, description=f"{name}{count}", completed=done, total=of)

        yield tell
