"""Your own runs of two models, test by test: compared where tool and conditions are the same, else side by side.

Two runs that differ only in how many questions of the test they took are compared on those that both answered.
"""

import re
from itertools import product

from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.evidence import shared_test
from evenhand.comparison.matching import mismatch
from evenhand.comparison.meeting import Met, shift_between
from evenhand.comparison.pairing import common_answers, pairing, pairing_of
from evenhand.comparison.preference import newest
from evenhand.comparison.sides import Cell, OneSide, Score, sides_of
from evenhand.records.comparison import OwnState, OwnTest, Reading, SharedTest
from evenhand.records.facts import CONDITIONS, OWN, Observation, Tier
from evenhand.records.ranking import Ranking
from evenhand.scoring.distributions import normal_cdf
from evenhand.scoring.head_to_head import interval
from evenhand.scoring.paired_answers import Answers
from evenhand.scoring.scale import SPANS

LEVEL = 0.95
# What is chosen for a model and not for a test: models are compared at the effort that each is used with.
OF_THE_MODEL = frozenset({"effort", "mode"})
ALIKE = tuple(name for name in CONDITIONS if name not in OF_THE_MODEL)
# How an import writes that a run took a part of a test, or more than it has: worked out, not stated by the log.
COUNTED_PART = re.compile(r"(?:^|; )[\d,]+(?: of [\d,]+)? questions$")


def own_results(
    catalog: Catalog, left: Subject, right: Subject, ranking: Ranking, tiers: tuple[Tier, ...]
) -> tuple[OwnTest, ...]:
    """Every test that was run on either, those that can be compared first, the largest difference ahead.

    `tiers` are those of the lane, for the public scores beside them.
    """
    if not any(source.kind == "own run" for source in catalog.sources.values()):
        return ()
    mine, public = sides_of(catalog, ranking, (OWN,)), sides_of(catalog, ranking, tiers)
    one, other = mine.of(left), mine.of(right)
    beside = public.of(left), public.of(right)
    ran = one.inside | other.inside
    found = [_test(catalog, name, _cell(one, name), _cell(other, name), beside) for name in ran]
    return tuple(sorted(found, key=_order))


def alike(one: Observation, other: Observation) -> bool:
    """Whether two runs are by one tool and state the same of every condition but effort and mode."""
    return one.source == other.source and all(getattr(one, name) == getattr(other, name) for name in ALIKE)


def _test(
    catalog: Catalog, name: str, left: Cell | None, right: Cell | None, public: tuple[OneSide, OneSide]
) -> OwnTest:
    lefts, rights = _newest_first(left), _newest_first(right)
    pair = _pair(catalog, lefts, rights)
    parts = None if pair else _parts(catalog, lefts, rights)
    test = shared_test(*pair, None) if pair else _on_common(catalog, *parts) if parts else None
    compared = test is not None and test.difference is not None and test.error is not None
    difference, error = (test.difference or 0.0, test.error or 0.0) if test else (0.0, 0.0)
    return OwnTest(
        benchmark=name,
        state=_state(lefts, rights, matched=test is not None, compared=compared),
        left=tuple(score.reading for score in lefts),
        right=tuple(score.reading for score in rights),
        test=test if compared else None,
        answered=(parts[0].reading.items or 0, parts[1].reading.items or 0) if parts and compared else None,
        interval=interval(difference, error, LEVEL) if compared and error else None,
        probability=normal_cdf(difference / error) if compared and error else None,
        public_left=_public(public[0], name),
        public_right=_public(public[1], name),
    )


def _state(lefts: list[Score], rights: list[Score], *, matched: bool, compared: bool) -> OwnState:
    if not (lefts and rights):
        return "one side only"
    if not matched:
        return "other conditions"
    return "compared" if compared else "no common scale"


def _cell(side: OneSide, name: str) -> Cell | None:
    return side.cells[name] if name in side.inside else None


def _newest_first(cell: Cell | None) -> list[Score]:
    return sorted(cell.scores, key=lambda score: (newest(score.row), score.key)) if cell else []


def _pair(catalog: Catalog, lefts: list[Score], rights: list[Score]) -> tuple[Score, Score] | None:
    """Of the pairs under the same conditions one whose questions are on file, then the newest."""
    pairs = [
        (one, other)
        for one, other in product(lefts, rights)
        if one.row is not other.row and alike(one.row, other.row) and not mismatch(one.benchmark, one.row, other.row)
    ]
    paired = [pair for pair in pairs if pairing(catalog, pair[0].reading, pair[1].reading)]
    return next(iter(paired or pairs), None)


def _parts(catalog: Catalog, lefts: list[Score], rights: list[Score]) -> tuple[Score, Score, Answers] | None:
    """Of the pairs alike but for how many questions they took the one with most in common, then the newest."""
    found = [
        (one, other, answers)
        for one, other in product(lefts, rights)
        if _alike_in_part(one, other)
        and (answers := common_answers(catalog, one.reading, other.reading)) is not None
        and answers.items
    ]
    return max(found, key=lambda pair: pair[2].items, default=None)


def _alike_in_part(one: Score, other: Score) -> bool:
    left, right = (structs.replace(seen.row, subset=COUNTED_PART.sub("", seen.row.subset)) for seen in (one, other))
    return one.row is not other.row and alike(left, right) and not mismatch(one.benchmark, left, right)


def _on_common(catalog: Catalog, left: Score, right: Score, found: Answers) -> SharedTest:
    """The test on the questions that both runs answered."""
    one, other = _narrowed(left, found.left, found.items), _narrowed(right, found.right, found.items)
    paired = pairing_of(found, one.reading, other.reading)
    shift = shift_between(one, other, paired.correlation)
    benchmark = left.benchmark
    met = Met(catalog, benchmark.id, benchmark.category, 0.0, one, other, (one,), (other,), shift, paired)
    return shared_test(one, other, met)


def _narrowed(score: Score, solved: int, items: int) -> Score:
    """A run's score over some of its questions alone, a share of them."""
    benchmark = score.benchmark
    share = (solved if benchmark.direction == "higher" else items - solved) / items
    row = structs.replace(
        score.row,
        value=SPANS[benchmark.unit] * share,
        n=items,
        error=None,
        raw="",
        subset=f"{items:,} common questions",
    )
    return Score(benchmark, score.spec, row, score.judge, ())


def _public(side: OneSide, name: str) -> Reading | None:
    return side.cells[name].preferred.reading if name in side.inside else None


def _order(test: OwnTest) -> tuple[object, ...]:
    gap = abs(test.test.difference or 0.0) if test.test else 0.0
    return test.state != "compared", test.state == "one side only", -gap, test.benchmark
