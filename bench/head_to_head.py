"""`python -m bench.head_to_head`: head-to-heads a second from a loaded snapshot, without words; with and without flips.

Pairs are drawn with a fixed seed: of all models that have a score, and of those that took most counted tests, whose
pairs share the most. As a ratio it is held against a fixed piece of plain Python in the same run, pair by pair.
"""

import random
import time
from collections.abc import Callable

from msgspec import Struct

from bench.side_by_side import Ratio, ratio
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.flips import evidence_flips
from evenhand.comparison.head_to_head import HeadToHead, Sheets, head_to_head, sheets
from evenhand.comparison.limit_flips import limits
from evenhand.comparison.operations import operations
from evenhand.comparison.weight_flips import least_weights
from evenhand.records.flips import Flip
from evenhand.records.operations import Operations, Workload
from evenhand.records.verdict import Verdict

RICH = 60
PAIRS = 1000
LEAST, LEAST_WITH_FLIPS = 3000, 1000
LOOPS = 2_000_000
Pair = tuple[Subject, Subject]


class Pace(Struct, frozen=True):
    """Head-to-heads a second of process time, shared counted tests a pair, and the time of all over the plain loop."""

    pairs: str
    flips: bool
    rate: float
    shared: float
    beside: Ratio

    def __str__(self) -> str:
        what = "with flips" if self.flips else "without flips"
        return f"{self.rate:,.0f} a second {what}, {self.pairs} ({self.shared:.1f} tests a pair); / loop {self.beside}"


def pace(catalog: Catalog, *, flips: bool, rich: bool = False, count: int = PAIRS) -> Pace:
    """How fast head-to-heads of these pairs are; what is worked out once a model is worked out before."""
    ranking = catalog.rankings["even"]
    known = sheets(catalog, ranking, ranking.default_lane)
    pairs = _drawn(catalog, known, count, rich=rich)
    running = {pair: operations(catalog, pair[0].model, pair[1].model, Workload()) for pair in pairs if flips}
    shared = sum(len(head_to_head(known, *pair).tests) for pair in pairs) / len(pairs)

    def every() -> None:
        for pair in pairs:
            found = head_to_head(known, *pair)
            if flips:
                flips_of(known, found, running[pair])

    seconds = min(_seconds(every) for _ in range(3))
    beside = ratio(lambda: _seconds(every), lambda: _seconds(_loop), pairs=5, warm=1)
    named = f"the {RICH} models with most tests" if rich else "models with scores"
    return Pace(named, flips, len(pairs) / seconds, shared, beside)


def flips_of(known: Sheets, found: HeadToHead, run: Operations) -> list[Flip]:
    """What would flip a head-to-head: weights, tests, sources and categories, and limits that the leader breaks."""
    leader = found.total.leader if found.total else None
    verdict = Verdict(pick=leader, strength="moderate" if leader else "none", why="")
    models = known.catalog.models
    least = tuple(least_weights(found, known.ranking))
    sides = (found.tests[0].left.row.model, found.tests[0].right.row.model) if found.tests else ()
    turned = limits(run, (models[sides[0]], models[sides[1]]), verdict) if sides else ()
    return [*evidence_flips(found, least, known.ranking), *turned]


def _drawn(catalog: Catalog, known: Sheets, count: int, *, rich: bool) -> list[Pair]:
    draw = random.Random("head to head")  # noqa: S311 - reproducible, not secret
    models = [model for name, model in sorted(catalog.models.items()) if catalog.observations_of.get(name)]
    if rich:
        models = sorted(models, key=lambda model: -len(known.of(Subject(model))))[:RICH]
    return [(Subject(left), Subject(right)) for left, right in (draw.sample(models, 2) for _ in range(count))]


def _loop() -> None:
    total = 0
    for number in range(LOOPS):
        total += number & 7


def _seconds(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main() -> int:
    """Print every pace; 1 when one is below what is asked for."""
    catalog = load_catalog()
    found = [pace(catalog, flips=flips, rich=rich) for flips in (False, True) for rich in (False, True)]
    for each in found:
        print(each)
    return int(any(each.rate < (LEAST_WITH_FLIPS if each.flips else LEAST) for each in found))


if __name__ == "__main__":
    raise SystemExit(main())
