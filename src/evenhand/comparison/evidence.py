"""What a comparison rests on: tests that both took under matching conditions, and all that is left out, with why."""

from collections.abc import Iterator, Mapping

from msgspec import Struct, structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.admission import Tests, admitted, counted_specs, counts_as, fills_cell
from evenhand.comparison.benchmark_states import benchmark_states
from evenhand.comparison.candidates import Candidate, best_pair
from evenhand.comparison.flags import flags_of
from evenhand.comparison.matching import differing_settings, mismatch
from evenhand.comparison.pairing import pairing
from evenhand.comparison.preference import preference
from evenhand.records.benchmarks import BenchmarkStanding
from evenhand.records.comparison import LeftOutReason, Reading, SharedTest, SingleTest
from evenhand.records.facts import Benchmark, Observation, Tier
from evenhand.records.ranking import Counted, Ranking
from evenhand.records.states import Side
from evenhand.scoring.head_to_head import SEPARATING
from evenhand.scoring.paired_answers import paired_error
from evenhand.scoring.standard_errors import logit, reading

NAMED = ("version", "context", "tools", "subset")


class Evidence(Struct, frozen=True):
    """Shared tests (counted first, largest difference first) and everything left out.

    `left_own` and `right_own` are each side's own scores in points on the counted tests, as the ranking counts them
    and whoever it is compared with.
    """

    shared: tuple[SharedTest, ...]
    left_out: tuple[SingleTest, ...]
    left_own: dict[str, float] = {}
    right_own: dict[str, float] = {}


class Judge(Struct, frozen=True):
    """What is needed to judge one benchmark: the catalog, the ranking, its counted benchmarks; for flags the states."""

    catalog: Catalog
    ranking: Ranking
    counted: dict[str, tuple[str, Counted]]
    states: Mapping[str, BenchmarkStanding] = {}

    def reading(self, benchmark: Benchmark, seen: Observation, rows: tuple[Observation, ...]) -> Reading:
        """One side's score with its error; the other rows are kept beside it."""
        others = tuple(row for row in rows if row is not seen)
        corrected = self.ranking.chance_corrected
        return reading(benchmark, seen, self.ranking.thresholds.assumed_items, others, chance_corrected=corrected)

    def flagged(self, test: SharedTest) -> SharedTest:
        """The test with its flags; without the benchmarks' states nobody asks for flags, and there are none."""
        if not self.states:
            return test
        standing, rules = self.states.get(test.benchmark), self.ranking.thresholds.flags
        return structs.replace(test, flags=flags_of(self.catalog, standing, rules, test))

    def category(self, benchmark: Benchmark) -> str:
        """Where the ranking counts the benchmark, else where it belongs."""
        return self.counted[benchmark.id][0] if benchmark.id in self.counted else benchmark.category

    def counts(self, benchmark: Benchmark, *seen: Observation) -> bool:
        """Whether all these observations are of the counted version and context length."""
        spec = self.spec(benchmark)
        return spec is not None and all(counts_as(spec, row) for row in seen)

    def spec(self, benchmark: Benchmark) -> Counted | None:
        """What the ranking counts of the benchmark; None where it counts nothing of it."""
        found = self.counted.get(benchmark.id)
        return found and found[1]

    def candidates(self, benchmark: Benchmark, rows: tuple[Observation, ...]) -> list[Candidate]:
        """These observations, each of which may stand for the cell."""
        spec = self.spec(benchmark)
        return [Candidate(benchmark, spec, row) for row in rows]

    def preferred(self, benchmark: Benchmark, rows: tuple[Observation, ...]) -> Observation:
        """The one of these observations that stands for the cell; there is at least one."""
        return min(rows, key=lambda row: self.preference(benchmark, row)) if len(rows) > 1 else rows[0]

    def preference(self, benchmark: Benchmark, seen: Observation) -> tuple[object, ...]:
        """The sort key of an observation."""
        return preference(seen, benchmark, self.spec(benchmark))


def evidence(catalog: Catalog, left: Subject, right: Subject, ranking: Ranking, tiers: tuple[Tier, ...]) -> Evidence:
    """The evidence of a lane for two subjects."""
    judge = Judge(catalog, ranking, counted_specs(ranking), benchmark_states(catalog))
    lefts, left_outside = (_apart(judge, tests, left, right) for tests in admitted(catalog, left, tiers))
    rights, right_outside = (_apart(judge, tests, right, left) for tests in admitted(catalog, right, tiers))
    shared: list[SharedTest] = []
    alone: list[SingleTest] = []
    for name in sorted({*lefts, *rights, *left_outside, *right_outside}):
        benchmark = catalog.benchmarks[name]
        if name in lefts and name in rights:
            found = _pair(judge, benchmark, lefts[name], rights[name])
            (shared if isinstance(found, SharedTest) else alone).append(found)  # type: ignore[arg-type]
        else:
            alone += _singles(judge, benchmark, (lefts, rights), (left_outside, right_outside))
    return Evidence(
        tuple(sorted(shared, key=_shared_order)),
        tuple(sorted(alone, key=_alone_order)),
        _own(judge, lefts),
        _own(judge, rights),
    )


def _own(judge: Judge, tests: Tests) -> dict[str, float]:
    """The preferred score of each counted test among those that are the test itself, in points."""
    found: dict[str, float] = {}
    for name, (_, spec) in judge.counted.items():
        benchmark = judge.catalog.benchmarks.get(name)
        rows = tuple(row for row in tests.get(name, ()) if benchmark and fills_cell(benchmark, spec, row))
        if benchmark and rows:
            own = judge.reading(benchmark, judge.preferred(benchmark, rows), ()).scaled
            found |= {} if own is None else {name: own}
    return found


def _apart(judge: Judge, tests: Tests, who: Subject, rival: Subject) -> Tests:
    """A subject's scores without those that are its rival's: a model is no evidence against its own configuration.

    Against itself one score a test is kept, which `_pair` then leaves out as one and the same.
    """
    if who.model.id != rival.model.id:
        return tests
    if who.effort == rival.effort:
        known = judge.catalog.benchmarks
        return {name: (judge.preferred(known[name], rows),) for name, rows in tests.items()}
    if who.effort:
        return tests
    others = {name: tuple(row for row in rows if row.effort != rival.effort) for name, rows in tests.items()}
    return {name: rows for name, rows in others.items() if rows}


def counted_pairs(judge: Judge, lefts: Tests, rights: Tests) -> Iterator[SharedTest]:
    """The counted shared tests of two models' admitted observations."""
    for name in judge.counted.keys() & lefts.keys() & rights.keys():
        found = _pair(judge, judge.catalog.benchmarks[name], lefts[name], rights[name])
        if isinstance(found, SharedTest) and found.counted:
            yield found


def _pair(
    judge: Judge, benchmark: Benchmark, lefts: tuple[Observation, ...], rights: tuple[Observation, ...]
) -> SharedTest | SingleTest:
    best = best_pair(judge.candidates(benchmark, lefts), judge.candidates(benchmark, rights))
    if best:
        left, right = (judge.reading(benchmark, one.row, rows) for one, rows in zip(best, (lefts, rights), strict=True))
        return _shared(judge, benchmark, left, right)
    one, other = judge.preferred(benchmark, lefts), judge.preferred(benchmark, rights)
    reason = mismatch(benchmark, one, other) or "one and the same score"
    return _left_out(judge, benchmark, reason, (one, lefts), (other, rights))


def _shared(judge: Judge, benchmark: Benchmark, left: Reading, right: Reading) -> SharedTest:
    counted = judge.counts(benchmark, left.observation, right.observation) and left.scaled is not None
    test = SharedTest(
        benchmark=benchmark.id,
        category=judge.category(benchmark),
        counted=counted,
        weight=judge.counted[benchmark.id][1].weight if counted else 0.0,
        left=left,
        right=right,
        differs=differing_settings(left.observation, right.observation),
    )
    return _measured(judge.catalog, judge.flagged(test))


def _measured(catalog: Catalog, test: SharedTest) -> SharedTest:
    left, right = test.left, test.right
    if left.scaled is None or right.scaled is None or left.error is None or right.error is None:
        return test
    one, other = logit(left), logit(right)
    paired = pairing(catalog, left, right)
    between = paired.correlation if paired else 0.0
    error = paired_error(left.error, right.error, between)
    return structs.replace(
        test,
        difference=left.scaled - right.scaled,
        error=error,
        logit=one.value - other.value,
        logit_error=paired_error(one.error, other.error, between),
        separable=SEPARATING * error,
        paired=paired,
    )


def _singles(
    judge: Judge, benchmark: Benchmark, inside: tuple[Tests, Tests], outside: tuple[Tests, Tests]
) -> Iterator[SingleTest]:
    """A benchmark that the lane admits for one side at most."""
    kept = [tests.get(benchmark.id, ()) for tests in inside]
    dropped = [tests.get(benchmark.id, ()) for tests in outside]
    sides = [
        judge.reading(benchmark, judge.preferred(benchmark, rows), rows) if rows else None
        for rows in (own or other for own, other in zip(kept, dropped, strict=True))
    ]
    names: tuple[Side, Side] = ("left", "right")
    hidden = tuple(side for side, rows in zip(names, dropped, strict=True) if rows)
    yield _single(judge, benchmark, "not admitted" if hidden else "one side only", sides[0], sides[1], hidden)


def _left_out(
    judge: Judge,
    benchmark: Benchmark,
    reason: LeftOutReason,
    left: tuple[Observation, tuple[Observation, ...]],
    right: tuple[Observation, tuple[Observation, ...]],
) -> SingleTest:
    return _single(judge, benchmark, reason, judge.reading(benchmark, *left), judge.reading(benchmark, *right))


def _single(
    judge: Judge,
    benchmark: Benchmark,
    reason: LeftOutReason,
    left: Reading | None,
    right: Reading | None,
    outside: tuple[Side, ...] = (),
) -> SingleTest:
    present = [side.observation for side in (left, right) if side]
    return SingleTest(
        benchmark=benchmark.id,
        category=judge.category(benchmark),
        counted=judge.counts(benchmark, *present),
        reason=reason,
        left=left,
        right=right,
        outside=outside,
        detail=_detail(benchmark, left, right),
    )


def _detail(benchmark: Benchmark, left: Reading | None, right: Reading | None) -> str:
    """The two conditions that keep the sides apart, left then right, as `v6 / v5`; empty when none do."""
    if left is None or right is None:
        return ""
    reason = mismatch(benchmark, left.observation, right.observation) or ""
    name = "trials" if reason == "other metric" else next((name for name in NAMED if name in reason), "")
    prescribed = {"tools": benchmark.tools, "trials": "one"}.get(name, "unstated")
    values = [getattr(side.observation, name) or prescribed for side in (left, right)] if name else []
    return " / ".join(f"{name} {value}" for value in values)


def _shared_order(test: SharedTest) -> tuple[object, ...]:
    return not test.counted, -abs(test.difference or 0.0), test.benchmark


def _alone_order(test: SingleTest) -> tuple[object, ...]:
    return not test.counted, test.reason == "one side only", test.category, test.benchmark
