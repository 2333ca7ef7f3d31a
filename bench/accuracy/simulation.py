"""Gate 9: tables drawn from the model, with a selective mask."""

import numpy as np

from bench.accuracy.gate import Figure, Gate
from bench.accuracy.metrics import calibration
from bench.accuracy.simulated import simulated
from bench.accuracy.whole_scores import Judged, judged, selective

SEED = 21
SIZES = ((60, 25), (100, 30), (150, 40))
SHARE = 0.4
STRENGTH = 2.0

PROTOCOL = f"""
Complete tables are drawn from the latent model (two factors, Student-t noise) in three sizes, 60 x 25, 100 x 30 and
150 x 40. Each model reports {SHARE:.0%} of the tests, drawn with weights exp({STRENGTH:g} x standing x hardness), both
from -1 to 1, so that strong models report hard tests and weak ones easy ones. The score over all tests, its 90%
interval, the interval of the place and the probability of every pair's order are held against the complete table.
"""


def gate(repeats: int = 4, sizes: tuple[tuple[int, int], ...] = SIZES) -> Gate:
    """The gate over so many tables of each size."""
    found = {size: [_one(*size, repeat) for repeat in range(repeats)] for size in sizes}
    everything = [one for part in found.values() for one in part]
    pairs = calibration(np.concatenate([j.chance for j in everything]), np.concatenate([j.ahead for j in everything]))
    return Gate(
        number="9",
        title="Simulation from the model, strong models on hard tests",
        protocol=PROTOCOL,
        required=(
            Figure("coverage of scores", _share(everything, "covered"), least=0.86, most=0.94),
            Figure("expected calibration error of pairs", pairs.ece, most=0.02),
            Figure("coverage of places", _share(everything, "ranked"), least=0.90),
        ),
        reported=(
            *(Figure(f"coverage of scores, {m} x {b}", _share(part, "covered")) for (m, b), part in found.items()),
            Figure("share of pairs in the right order", pairs.accuracy),
            Figure("rank correlation with the truth", float(np.mean([one.completed for one in everything]))),
            Figure("the same, own-set means", float(np.mean([one.own_sets for one in everything]))),
            Figure("selection index", float(np.mean([one.index for one in everything]))),
        ),
        diagrams={"Order of simulated models": pairs},
    )


def _one(models: int, tests: int, repeat: int) -> Judged:
    chance = np.random.default_rng([SEED, models, repeat])
    values = simulated(models, tests, chance)
    return judged(values, selective(values, SHARE, STRENGTH, chance), seed=repeat)


def _share(found: list[Judged], name: str) -> float:
    return float(np.concatenate([getattr(one, name) for one in found]).mean())
