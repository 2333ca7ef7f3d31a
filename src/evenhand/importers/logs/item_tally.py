"""What the items of a run add up to, against what its tool printed."""

from math import isclose

from evenhand.records.own_results import OwnRun

# Far finer than one item of a hundred thousand, coarser than what single precision loses.
CLOSE = 1e-6


class ItemTally:
    """Counts the items of one run as they are met; `lowest` and `highest` are 0 as long as none has an outcome."""

    def __init__(self) -> None:
        self.met = self.scored = 0
        self.total = self.lowest = self.highest = 0.0

    def add(self, outcome: float | None) -> None:
        """One more item."""
        self.met += 1
        if outcome is not None:
            self.lowest = min(outcome, self.lowest) if self.scored else outcome
            self.highest = max(outcome, self.highest) if self.scored else outcome
            self.scored += 1
            self.total += outcome

    @property
    def is_whole(self) -> bool:
        """Whether every item that was met has an outcome."""
        return 0 < self.met == self.scored

    @property
    def within_one(self) -> bool:
        """Whether all outcomes lie between 0 and 1."""
        return self.scored > 0 and self.lowest >= 0 and self.highest <= 1

    def mean(self) -> float | None:
        """The mean of the outcomes, None where there is none."""
        return self.total / self.scored if self.scored else None

    def contradicts(self, run: OwnRun) -> bool:
        """Whether the printed value is not the mean of all the items, where all of them are there."""
        return self.is_whole and run.n == self.met and bool(run.value) and not self.agrees(run)

    def agrees(self, run: OwnRun) -> bool:
        """Whether the printed value is the mean of the items that are there."""
        mean = self.mean()
        return mean is not None and bool(run.value) and isclose(mean, float(run.value), rel_tol=CLOSE, abs_tol=CLOSE)
