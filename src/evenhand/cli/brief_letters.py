"""What the commands that send share: the store and its settings, letters as they go, the answer to a signal to end."""

import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from evenhand.brief.mail_settings import MailSettings, extra_installed, mail_settings
from evenhand.errors import MissingExtra

if TYPE_CHECKING:
    from evenhand.brief.sending.deliveries import Outcome
    from evenhand.brief.store.opening import Store

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def settings_and_store(command: str) -> "Iterator[tuple[MailSettings, Store]]":
    """The settings of mail and the store they name, until the block ends.

    Raises:
        MissingExtra: the extra is not installed.
        BadSetting: a setting cannot be used.
        BadStore: the store cannot.

    """
    if not extra_installed():
        raise MissingExtra(f"`evenhand brief {command}`", "brief")
    from evenhand.brief.store.opening import open_store  # noqa: PLC0415 - part of an extra

    settings = mail_settings()
    store = open_store(settings.store)
    try:
        yield settings, store
    finally:
        store.close()


@contextmanager
def ended_by_signals() -> Iterator[Event]:
    """An event that SIGTERM and SIGINT set, so that the letter at hand is finished; a second one ends at once."""
    stop = Event()

    def ask(number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    before = {number: signal.signal(number, ask) for number in SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def shown_letters(*, quiet: bool) -> "Iterator[tuple[Callable[[int], None], Callable[[Outcome], None]]]":
    """A bar on standard error, at a terminal only: told how many letters are due, and then of each."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    shown = sys.stderr.isatty() and not quiet
    ends: Counter[str] = Counter()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not shown) as bar:
        task = bar.add_task("letters", total=None)

        def expect(due: int) -> None:
            bar.update(task, total=due)

        def tell(outcome: "Outcome") -> None:
            ends[outcome.ending] += 1
            bar.update(task, advance=1, description=", ".join(f"{count:,} {ending}" for ending, count in ends.items()))

        yield expect, tell
