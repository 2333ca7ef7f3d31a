"""One session of a speed measurement: the stub beside it, the journal, Ctrl-C, and at the end the receipt."""

import asyncio
import signal
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from msgspec import Struct

from evenhand.errors import BadSetting
from evenhand.measure.budget import Budget, Limits, Price
from evenhand.measure.calibration import stub_server
from evenhand.measure.endpoints import Endpoint
from evenhand.measure.event_loop import loop_factory
from evenhand.measure.journal import Journal, forget, journal_of
from evenhand.measure.keeping import journals, keep
from evenhand.measure.speed_receipts import receipt
from evenhand.measure.speed_run import Plan, SpeedRun, Step, Tell
from evenhand.records.own_imports import ImportReport
from evenhand.records.speed_receipt import SpeedReceipt, SpeedSettings

GOES_ON = frozenset({"stopped by hand", "budget", "rate limit", "clock"})


class Measured(Struct, frozen=True, kw_only=True):
    """A receipt, and what was taken in of it: nothing where no request was answered."""

    receipt: SpeedReceipt
    kept: ImportReport | None = None


def unheard(_step: Step) -> None:
    """Tells nobody how far a measurement is."""


def measure_speed(
    settings: SpeedSettings,
    endpoints: tuple[Endpoint, ...],
    own: Path,
    *,
    prices: Mapping[str, Price] | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    tell: Tell = unheard,
    fresh: bool = False,
) -> Measured:
    """Measure what the settings say, going on where a run with the same settings was broken off, unless `fresh`.

    Whatever ends it, what was measured is kept in the own folder.

    Raises:
        BadSetting: a limit in dollars without a price, the calibration fails, the same run is at work elsewhere, or
            the own folder cannot be written.

    """
    known = dict(prices or {})
    lacking = [one.target.key for one in endpoints if one.target.key not in known]
    if limits.dollars is not None and lacking:
        raise BadSetting(f"a limit in dollars needs a price for {', '.join(lacking)}; give --price-in and --price-out")
    folder = journals(own)
    with stub_server() as stub, journal_of(folder, settings, token_hex(8), fresh=fresh) as journal:
        plan = Plan(settings=settings, endpoints=endpoints, prices=known, stub=stub)
        run = _run(plan, journal, Budget(limits), tell)
        found = receipt(run, journal)
        journal.sync()
        kept = keep(found, own) if any("answered" in one.outcomes for one in found.figures) else None
        if run.ending not in GOES_ON or not journal.requests:
            forget(folder, settings)
    return Measured(receipt=found, kept=kept)


def _run(plan: Plan, journal: Journal, budget: Budget, tell: Tell) -> SpeedRun:
    async def whole() -> SpeedRun:
        run = SpeedRun(plan, journal, budget, tell)
        _stop_by_signals(run)
        await run.measure()
        return run

    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        return runner.run(whole())


def _stop_by_signals(run: SpeedRun) -> None:
    """Ctrl-C and a polite kill end the run cleanly; a second one does so at once."""
    if threading.current_thread() is not threading.main_thread():
        return
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def stop() -> None:
        if run.stopped.is_set() and task:
            task.cancel()
        run.stop()

    with suppress(
        NotImplementedError
    ):  # Windows has no such handlers; there Ctrl-C ends at once, and the journal stays
        for one in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(one, stop)
