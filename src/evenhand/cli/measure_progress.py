"""A measurement as it goes, at a terminal only: what is asked, how far it is, the last time to a first token."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from evenhand.measure.speed_figures import rate
from evenhand.measure.speed_run import Step

EVERY = 0.1


@contextmanager
def measuring(*, quiet: bool = False) -> Iterator[Callable[[Step], None]]:
    """A bar on standard error that is told every step; drawn ten times a second, so that it costs the clock nothing."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    shown = sys.stderr.isatty() and not quiet
    ends: Counter[str] = Counter()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not shown, auto_refresh=False) as bar:
        task = bar.add_task("starting", total=None)
        drawn = 0.0

        def tell(step: Step) -> None:
            nonlocal drawn
            if step.last and not step.last.warm_up:
                ends[step.last.outcome] += 1
            if not shown or (monotonic() - drawn < EVERY and step.done < step.all):
                return
            drawn = monotonic()
            bar.update(task, description=_said(step, ends), completed=step.done, total=step.all, refresh=True)

        yield tell


def _said(step: Step, ends: Counter[str]) -> str:
    last = step.last
    first = f"; first token {last.first:.2f} s" if last and last.first is not None else ""
    speed = rate(last) if last else None
    rated = f", {speed:.0f} tokens/s" if speed else ""
    others = "".join(f", {count} {outcome}" for outcome, count in sorted(ends.items()) if outcome != "answered")
    return f"{step.what}{first}{rated}{others}"
