"""How far a published score strays from a fresh measurement, by what kind of source it rests on (statistics 1.3).

Two careful measurements of one model on one test differ by more than their questions explain: other settings, another
harness, a slip of the pen. That spread is a standard deviation tau on the logit scale, added to the sampling variance
where scores of many sources are fitted together:  s2_total = s2 + tau2_kind.

It is estimated from cells that the catalog holds twice, from sources that measured apart. Both values are of the same
questions, so the choice of questions cancels in their difference; what rerun noise is left counts as provenance:
    l_1 - l_2 ~ N(0, tau_1^2 + tau_2^2),   spread by 1.4826 times the median absolute difference
"""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum, log
from typing import Literal

from evenhand.records.facts import OWN, SETTINGS, Observation, Tier
from evenhand.records.ranking import Provenance
from evenhand.scoring.middle import median

Kind = Literal["own_run", "checked", "claimed", "unstated"]
Pair = tuple[Kind, Kind]
Row = tuple[Sequence[int], float, int]

START = Provenance()
ORDER: tuple[Kind, ...] = ("checked", "claimed", "unstated")
CLAIMED = ("C", "D")
SECOND_HAND = "E"
RUN_SETTINGS = tuple(name for name in SETTINGS if name != "judge")  # who judges says nothing of how a model was run
# 1 / the upper quartile of the normal: makes a median absolute deviation a standard deviation.
NORMAL = 1.4826
EDGE = 0.005
SWEEPS = 500


def provenance_variance(
    tier: Tier, *, stated_settings: bool = True, own_run: bool = False, provenance: Provenance = START
) -> float:
    """The variance in logits squared that a score's kind of source adds to its sampling error; at least zero."""
    return float(getattr(provenance, kind_of(tier, stated_settings=stated_settings, own_run=own_run))) ** 2


def kind_of(tier: Tier, *, stated_settings: bool = True, own_run: bool = False) -> Kind:
    """What a score rests on: our own run, a checked run, a claim of a lab or of others, or nothing that is stated."""
    if own_run or tier == OWN:
        return "own_run"
    if tier == SECOND_HAND or not stated_settings:
        return "unstated"
    return "claimed" if tier in CLAIMED else "checked"


def settings_stated(seen: Observation) -> bool:
    """Whether a score says anything of how it was run: effort, mode, harness, prompting or trials."""
    return any(getattr(seen, name) for name in RUN_SETTINGS)


def share_logit(share: float) -> float:
    """The logit of a share of one, held half a percent inside both ends as in the latent model (statistics 1.7.1)."""
    held = min(max(share, EDGE), 1.0 - EDGE)
    return log(held / (1.0 - held))


def robust_spread(differences: Sequence[float]) -> float:
    """The standard deviation about zero that a few wild differences cannot move; at least one difference."""
    return NORMAL * median(abs(one) for one in differences)


def kind_spreads(differences: Mapping[Pair, Sequence[float]], fewest: int = 15) -> dict[Kind, float]:
    """The tau of each kind, from the logit differences of twice-held cells by the kinds of their two sides.

    Least squares of spread^2 = tau_1^2 + tau_2^2 over pairs of kinds with `fewest` cells or more, weighted by their
    number, under the order checked <= claimed <= unstated: a claim is never given less doubt than a check. Kinds
    without such cells are left out. Solved for the steps between kinds, each at least zero, one at a time in turn.
    """
    enough = {pair: held for pair, held in differences.items() if len(held) >= fewest and "own_run" not in pair}
    seen = [(pair, robust_spread(held) ** 2, len(held)) for pair, held in enough.items()]
    kinds = [kind for kind in ORDER if any(kind in pair for pair, _, _ in seen)]
    places = range(len(kinds))
    rows = [([sum(kinds.index(side) >= step for side in pair) for step in places], v, n) for pair, v, n in seen]
    steps = [0.0] * len(kinds)
    for _ in range(SWEEPS):
        for step in places:
            steps[step] = _best(step, steps, rows)
    return {kind: fsum(steps[: place + 1]) ** 0.5 for place, kind in enumerate(kinds)}


def _best(step: int, steps: Sequence[float], rows: Iterable[Row]) -> float:
    """The least-squares height of one step, the others held; at least zero."""
    over = under = 0.0
    for times, variance, cells in rows:
        others = fsum(t * height for place, (t, height) in enumerate(zip(times, steps, strict=True)) if place != step)
        over += cells * times[step] * (variance - others)
        under += cells * times[step] ** 2
    return max(over / under, 0.0)
