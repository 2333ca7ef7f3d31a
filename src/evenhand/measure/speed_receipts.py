"""A run as its receipt: what was set, the machine, every request, and the figures that follow."""

import os
import platform
from importlib.metadata import version

from evenhand.measure.journal import Journal
from evenhand.measure.speed_figures import figures
from evenhand.measure.speed_run import SpeedRun, now
from evenhand.records.speed_receipt import SpeedReceipt


def receipt(run: SpeedRun, journal: Journal) -> SpeedReceipt:
    """Everything that a run measured, whether it came to its end or was stopped."""
    return SpeedReceipt(
        id=journal.id,
        settings=journal.settings,
        sessions=tuple(journal.sessions),
        ended=now(),
        ending=run.ending,
        why=run.why,
        evenhand=version("evenhand"),
        aiohttp=version("aiohttp"),
        python=platform.python_version(),
        machine=f"{platform.system()} {platform.machine()}",
        cores=os.cpu_count() or 0,
        calibrations=tuple(journal.calibrations),
        requests=tuple(journal.requests),
        figures=figures(journal.settings, journal.requests, journal.calibrations),
        not_measured=tuple(run.not_measured),
        given_up=run.given_up,
        spent=run.budget.spent,
    )
