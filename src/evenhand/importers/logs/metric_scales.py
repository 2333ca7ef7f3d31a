"""How a tool's printed value is meant: a fraction of 1, percent, or another unit."""

import re

from evenhand.importers.logs.item_tally import ItemTally
from evenhand.records.own_results import Scale

# Names of rates in lm-evaluation-harness, HELM and lighteval; a name that is not here is judged by its items alone.
RATE = re.compile(
    r"(^|_)(acc|accuracy|em|exact|exact_match|extractive_match|f1|mc1|mc2|pct_stereotype|math_equiv|recall|precision"
    r"|pass@k?\d*|maj@\d+|avg@\d+|correctness)(_|@|:|$)"
)


def scale_of(metric: str, value: str, tally: ItemTally | None = None) -> Scale:
    """The scale of a printed value, by the metric's name and the outcomes of its items; `other` where neither says."""
    number = float(value) if value else 0.0
    is_rate = bool(RATE.search(metric)) or (tally is not None and tally.within_one and tally.is_whole)
    if not is_rate or number < 0:
        return "other"
    highest = max(number, tally.highest if tally else 0.0)
    return "fraction" if highest <= 1 else "percent" if highest <= 100 else "other"
