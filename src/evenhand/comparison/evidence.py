"""What a comparison rests on: tests that both took under matching conditions, and all that is left out, with why."""

from collections.abc import Mapping

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.admission import Tests
from evenhand.comparison.candidates import best_pair
from evenhand.comparison.left_out import single
from evenhand.comparison.matching import differing_settings, mismatch
from evenhand.comparison.meeting import Met, shifted
from evenhand.comparison.sides import Cell, OneSide, Score, Sides, sides_of
from evenhand.records.comparison import LeftOutReason, SharedTest, SingleTest
from evenhand.records.facts import Tier
from evenhand.records.ranking import Ranking
from evenhand.records.states import Side
from evenhand.scoring.flag_rules import setting_flags
from evenhand.scoring.head_to_head import SEPARATING


class Evidence(Struct, frozen=True):
    """Shared tests (counted first, largest difference first) and everything left out.

    `left_own` and `right_own` are each side's own scores in points on the counted tests, as the ranking counts them
    and whoever it is compared with.
    """

    shared: tuple[SharedTest, ...]
    left_out: tuple[SingleTest, ...]
    left_own: dict[str, float] = {}
    right_own: dict[str, float] = {}


def evidence(catalog: Catalog, left: Subject, right: Subject, ranking: Ranking, tiers: tuple[Tier, ...]) -> Evidence:
    """The evidence of a lane for two subjects."""
    return gathered(sides_of(catalog, ranking, tiers), left, right, {})


def gathered(sides: Sides, left: Subject, right: Subject, met: Mapping[str, Met]) -> Evidence:
    """The evidence for two subjects; the counted tests on which they are known to have `met` are not matched again."""
    one, other = apart(sides, left, right), apart(sides, right, left)
    shared: list[SharedTest] = []
    alone: list[SingleTest] = []
    for name, mine in one.cells.items():
        theirs = other.cells.get(name)
        if theirs is None:
            alone.append(mine.on_left)
        elif mine.admitted and theirs.admitted:
            found = _pair(mine, theirs, met.get(name))
            (shared if isinstance(found, SharedTest) else alone).append(found)  # type: ignore[arg-type]
        else:
            alone.append(_left_out(mine, theirs, "not admitted"))
    alone += [theirs.on_right for name, theirs in other.cells.items() if name not in one.cells]
    shared.sort(key=_shared_order)
    alone.sort(key=_alone_order)
    return Evidence(tuple(shared), tuple(alone), one.own, other.own)


def apart(sides: Sides, who: Subject, rival: Subject) -> OneSide:
    """A subject's scores without those that are its rival's: a model is no evidence against its own configuration.

    Against itself one score a test is kept, which `_pair` then leaves out as one and the same.
    """
    one = sides.of(who)
    if who.model.id != rival.model.id or (who.effort and who.effort != rival.effort):
        return one
    if who.effort == rival.effort:
        return OneSide(one.judge, *(_preferred(one, tests) for tests in (one.inside, one.outside)))
    return OneSide(one.judge, *(_of_others(tests, rival) for tests in (one.inside, one.outside)))


def _preferred(one: OneSide, tests: Tests) -> Tests:
    return {name: (one.cells[name].preferred.row,) for name in tests}


def _of_others(tests: Tests, rival: Subject) -> Tests:
    others = {name: tuple(row for row in rows if row.effort != rival.effort) for name, rows in tests.items()}
    return {name: rows for name, rows in others.items() if rows}


def _pair(mine: Cell, theirs: Cell, met: Met | None) -> SharedTest | SingleTest:
    best = (met.left, met.right) if met else best_pair(mine.scores, theirs.scores)
    if best:
        return shared_test(*best, met)
    reason = mismatch(mine.benchmark, mine.preferred.row, theirs.preferred.row) or "one and the same score"
    return _left_out(mine, theirs, reason)


def shared_test(one: Score, other: Score, met: Met | None) -> SharedTest:
    """Two scores of one benchmark side by side, with their difference where there is a common scale."""
    judge, benchmark = one.judge, one.benchmark
    scaled = one.reading.scaled is not None and other.reading.scaled is not None
    shift, paired = (met.shift, met.paired) if met else shifted(judge.catalog, one, other) if scaled else (None, None)
    counted = one.counts and other.counts and scaled
    differs = differing_settings(one.row, other.row)
    return SharedTest(
        benchmark=benchmark.id,
        category=judge.category(benchmark),
        counted=counted,
        weight=judge.counted[benchmark.id][1].weight if counted else 0.0,
        left=one.reading,
        right=other.reading,
        difference=shift.points if shift else None,
        error=shift.error if shift else None,
        logit=shift.logit if shift else None,
        logit_error=shift.logit_error if shift else None,
        separable=SEPARATING * shift.error if shift else None,
        paired=paired,
        differs=differs,
        flags=(*one.of_benchmark, *one.on_left, *other.on_right, *setting_flags(one.row, other.row, differs)),
    )


def _left_out(mine: Cell, theirs: Cell, reason: LeftOutReason) -> SingleTest:
    names: tuple[Side, Side] = ("left", "right")
    hidden = tuple(side for side, cell in zip(names, (mine, theirs), strict=True) if not cell.admitted)
    readings = dict(zip(names, (mine.preferred.reading, theirs.preferred.reading), strict=True))
    return single(mine.judge, mine.benchmark, reason, readings, hidden)


def _shared_order(test: SharedTest) -> tuple[object, ...]:
    return not test.counted, -abs(test.difference or 0.0), test.benchmark


def _alone_order(test: SingleTest) -> tuple[object, ...]:
    return not test.counted, test.reason == "one side only", test.category, test.benchmark
