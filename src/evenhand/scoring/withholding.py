"""When an absolute score is not shown, for it cannot be trusted (statistics 1.7.5); on the standard library alone."""

from evenhand.records.estimates import Withheld
from evenhand.records.ranking import Thresholds

WORDS = Thresholds()


def withheld(index: float, measured: float, words: Thresholds = WORDS, *, thin: bool = False) -> Withheld:
    """Why a score is withheld; empty where it is shown.

    A table may be too `thin` for any. Where tests are chosen by strength (the selection index, over 0.3 either way) a
    score holds if enough of it is measured: from 0.3 of its weight on. Under selection on simulated tables scores stop
    holding from there on, with a quarter of the cells kept.
    """
    if thin:
        return "thin table"
    chosen = abs(index) > words.flags.selection and measured < words.withheld_measured
    return "selective" if chosen else ""
