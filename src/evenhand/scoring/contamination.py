"""Signs that a model has seen a test's questions (statistics 1.11); each is a sign, none is a proof.

A drop of dated items: d_i = the model's result on item i less the other models' mean there; the drop is the mean of d
before the model's knowledge ends less the mean after (difference in differences), its error clustered by month.
A twin: what a model loses from a test to its reworded or stricter form, less what other models usually lose there.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import fsum, hypot, sqrt
from operator import itemgetter

from msgspec import Struct

from evenhand.scoring.middle import median

FEWEST_MONTHS = 2
FEWEST_OTHERS = 5


class Drop(Struct, frozen=True):
    """How much a model loses, beyond what the others lose, with its standard error; all in one unit of score.

    `typical` is what the others lose and `others` how many they are; zero where the others are already taken out.
    """

    drop: float
    error: float
    typical: float = 0.0
    others: int = 0

    @property
    def errors(self) -> float:
        """The excess over the others in standard errors."""
        return (self.drop - self.typical) / self.error


def dated_drop(items: Iterable[tuple[str, float]], cutoff: str) -> Drop | None:
    """The drop across a cutoff (ISO month) of (ISO month, own less the others' mean); None under two months a side.

    The month of the cutoff belongs to neither side: it is not known which of its items the model could have read.
    """
    held = sorted(items)
    before = [(month, one) for month, one in held if month < cutoff]
    after = [(month, one) for month, one in held if month > cutoff]
    if min(len({month for month, _ in side}) for side in (before, after)) < FEWEST_MONTHS:
        return None
    (early, early_error), (late, late_error) = _clustered_mean(before), _clustered_mean(after)
    error = hypot(early_error, late_error)
    return Drop(early - late, error) if error > 0.0 else None


def twin_drop(older: float, twin: float, error: float, others: Sequence[float]) -> Drop | None:
    """What a model loses from the older test to its twin, beside the others' losses; None for under five others.

    `error` is the joint standard error of the two scores; the error of the others' median is added to it.
    """
    if len(others) < FEWEST_OTHERS or error <= 0.0:
        return None
    typical = median(others)
    # 1.2533 is sqrt(pi / 2): how much wider the median's error is than the mean's.
    spread = 1.4826 * median(abs(one - typical) for one in others) * 1.2533 / sqrt(len(others))
    return Drop(older - twin, hypot(error, spread), typical, len(others))


def _clustered_mean(items: Sequence[tuple[str, float]]) -> tuple[float, float]:
    """The mean and its standard error with clusters by month; two months or more, sorted."""
    count = len(items)
    mean = fsum(one for _, one in items) / count
    sums = [fsum(one - mean for _, one in group) for _, group in groupby(items, key=itemgetter(0))]
    clusters = len(sums)
    return mean, sqrt(fsum(one**2 for one in sums) * clusters / (clusters - 1)) / count
