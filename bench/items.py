"""Every pair of 1,000 models on 14,000 questions against one matrix product of that size, and peers where installed.

`OMP_NUM_THREADS=1 python -m bench.items`; processor time side by side in one run.
"""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import combinations
from time import process_time

import numpy as np
from numpy.typing import NDArray

from bench.side_by_side import Ratio, ratio
from evenhand.scoring.item_bootstrap import resampled
from evenhand.scoring.paired_items import all_pairs
from evenhand.scoring.rank_sets import rank_sets

MODELS, ITEMS, PER_CLUSTER = 1_000, 14_000, 5
PEER_MODELS, PEER_ITEMS = 10, 1_000
MOST = 3.0
SEED = 2


def invented(models: int, items: int) -> NDArray[np.uint8]:
    """Right and wrong answers by ability and difficulty, seed fixed."""
    random = np.random.default_rng(SEED)
    ahead = random.normal(0, 1, models)[:, None] - random.normal(0, 1, items)
    return (random.random((models, items)) < 1.0 / (1.0 + np.exp(-ahead))).astype(np.uint8)


def seconds(job: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    start = process_time()
    job()
    return process_time() - start


def against_product() -> Ratio:
    """All pairs with clusters of five over one product X X' in single precision."""
    table = invented(MODELS, ITEMS)
    single, groups = table.astype(np.float32), np.arange(ITEMS) // PER_CLUSTER
    return ratio(lambda: seconds(lambda: all_pairs(table, groups)), lambda: seconds(lambda: single @ single.T), 5)


def further() -> Iterator[tuple[str, float]]:
    """What else a table of that size costs."""
    table, groups = invented(MODELS, ITEMS), np.arange(ITEMS) // PER_CLUSTER
    found = all_pairs(table, groups)
    yield "simultaneous rank sets, 1,000 draws", seconds(lambda: rank_sets(table.mean(axis=1), found.covariance))
    yield "cluster bootstrap of means and ranks, 1,000 draws", seconds(lambda: resampled(table, groups))


def evalstats_seconds() -> float | None:
    """Processor seconds of evalstats for the 45 pairs of 10 models on 1,000 questions; None where not installed."""
    try:
        peer = import_module("evalstats")
    except ImportError:
        return None
    table = invented(PEER_MODELS, PEER_ITEMS).astype(float)
    pairs = list(combinations(range(PEER_MODELS), 2))
    return seconds(lambda: [peer.pairwise_differences(table, one, other) for one, other in pairs])


def main() -> int:
    """Print every figure; 1 when the ratio is over its bound."""
    found = against_product()
    print(f"every pair of {MODELS:,} models on {ITEMS:,} questions / one product: {found}; at most {MOST:g}")
    for name, cost in further():
        print(f"{name}: {cost:.2f} s")
    peer = evalstats_seconds()
    small = invented(PEER_MODELS, PEER_ITEMS)
    own = seconds(lambda: [all_pairs(small) for _ in range(20)]) / 20
    if peer is None:
        print("evalstats is not installed: left out")
    else:
        print(f"evalstats, {PEER_MODELS} x {PEER_ITEMS:,}: {peer:.2f} s against {own:.4f} s: {peer / own:.0f} times")
    return int(found.median > MOST)


if __name__ == "__main__":
    sys.exit(main())
