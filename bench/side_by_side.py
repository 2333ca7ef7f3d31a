"""Two things in turn, A B A B, and the ratio of their user and system time pair by pair."""

import resource
import statistics
import subprocess
from collections.abc import Callable

from msgspec import Struct


class Ratio(Struct, frozen=True):
    """The ratio A/B over the counted pairs."""

    lowest: float
    median: float
    highest: float
    pairs: int

    def __str__(self) -> str:
        return f"{self.median:.2f} (from {self.lowest:.2f} to {self.highest:.2f} over {self.pairs} pairs)"


def ratio(one: Callable[[], float], other: Callable[[], float], pairs: int, warm: int = 2) -> Ratio:
    """Cost of `one` over cost of `other`, measured in turn; `warm` pairs are not counted."""
    costs = [(one(), other()) for _ in range(pairs + warm)][warm:]
    ratios = sorted(first / second for first, second in costs)
    return Ratio(ratios[0], statistics.median(ratios), ratios[-1], pairs)


def process_seconds(command: list[str]) -> float:
    """User and system seconds of one whole process, by the operating system's own accounting.

    Raises:
        CalledProcessError: it failed.

    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
