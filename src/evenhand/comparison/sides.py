"""Everything of one side that no rival changes: its scores with errors and flags, what it took alone, its coverage.

It is worked out when it is first asked for and kept with the catalog, for a ranking's rules and the tiers of a lane;
category weights take no part in it, so that a reader who moves them finds it there.
"""

from functools import cached_property, partial

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.catalog.recent import Recent
from evenhand.comparison.admission import Tests, admitted, fills_cell
from evenhand.comparison.candidates import Candidate
from evenhand.comparison.flags import benchmark_flags_of, score_flags
from evenhand.comparison.judge import Judge
from evenhand.comparison.left_out import single
from evenhand.comparison.own_weights import rules_key, without_weights
from evenhand.comparison.standing import taken
from evenhand.records.comparison import LeftOutReason, Reading, SingleTest
from evenhand.records.facts import Benchmark, Observation, Tier
from evenhand.records.flags import Flag
from evenhand.records.ranking import Ranking
from evenhand.records.states import Side
from evenhand.scoring.standard_errors import Logit, logit

MOST_RULES = 16
MOST_SIDES = 1000


class Score(Candidate, frozen=True, dict=True):
    """One of a side's scores of a benchmark: read, and on the logit scale; `rows` are all that the side has of it."""

    judge: Judge
    rows: tuple[Observation, ...]

    @cached_property
    def reading(self) -> Reading:
        """In points with its error, the side's other scores beside it."""
        return self.judge.reading(self.benchmark, self.row, self.rows)

    @cached_property
    def points(self) -> float:
        """Its place on 0-100, which is asked for where there is a common scale."""
        return _on_scale(self.reading.scaled)

    @cached_property
    def error(self) -> float:
        """Its standard error in points."""
        return _on_scale(self.reading.error)

    @cached_property
    def logit(self) -> Logit:
        """Its place on the logit scale."""
        return logit(self.reading)

    @cached_property
    def of_benchmark(self) -> tuple[Flag, ...]:
        """The flags of the benchmark, and of its version that this score is of."""
        return tuple(benchmark_flags_of(self.judge.states.get(self.benchmark.id), self.benchmark, self.row.version))

    @cached_property
    def on_left(self) -> tuple[Flag, ...]:
        """Its own flags where it stands on the left."""
        return self._flags("left")

    @cached_property
    def on_right(self) -> tuple[Flag, ...]:
        """Its own flags where it stands on the right."""
        return self._flags("right")

    def _flags(self, side: Side) -> tuple[Flag, ...]:
        catalog, rules = self.judge.catalog, self.judge.ranking.thresholds.flags
        standing = self.judge.states.get(self.benchmark.id)
        return tuple(score_flags(catalog, self.benchmark, standing, rules, self.reading, side))


class Cell(Struct, frozen=True, dict=True):
    """All scores that a side has of one benchmark; `admitted` says whether the lane takes them."""

    judge: Judge
    benchmark: Benchmark
    rows: tuple[Observation, ...]
    admitted: bool

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """Each of which may stand for the cell."""
        spec = self.judge.spec(self.benchmark)
        return tuple([Score(self.benchmark, spec, row, self.judge, self.rows) for row in self.rows])

    @cached_property
    def preferred(self) -> Score:
        """The one that stands for the cell where nothing has to match."""
        return preferred(self.scores)

    @cached_property
    def on_left(self) -> SingleTest:
        """What a comparison leaves out where the right side has nothing of it."""
        return self._alone("left")

    @cached_property
    def on_right(self) -> SingleTest:
        """What a comparison leaves out where the left side has nothing of it."""
        return self._alone("right")

    def _alone(self, side: Side) -> SingleTest:
        reason: LeftOutReason = "one side only" if self.admitted else "not admitted"
        outside = () if self.admitted else (side,)
        return single(self.judge, self.benchmark, reason, {side: self.preferred.reading}, outside)


Sheet = dict[str, tuple[Score, ...]]


class OneSide(Struct, frozen=True, dict=True):
    """What a subject brings to a comparison: its observations that the lane admits, and those that it leaves out."""

    judge: Judge
    inside: Tests
    outside: Tests

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Its scores by benchmark."""
        known = self.judge.catalog.benchmarks
        every = self.inside | self.outside
        return {name: Cell(self.judge, known[name], rows, name in self.inside) for name, rows in every.items()}

    @cached_property
    def counted(self) -> Sheet:
        """The scores that may stand for a counted benchmark, in the ranking's order."""
        found: Sheet = {}
        for name in self.judge.counted:
            scores = self.cells[name].scores if name in self.inside else ()
            held = tuple([score for score in scores if score.counts and score.reading.scaled is not None])
            if held:
                found[name] = held
        return found

    @cached_property
    def own(self) -> dict[str, float]:
        """The preferred score of each counted test among those that are the test itself, in points."""
        found: dict[str, float] = {}
        for name, (_, spec) in self.judge.counted.items():
            scores = self.cells[name].scores if name in self.inside else ()
            whole = [score for score in scores if fills_cell(score.benchmark, spec, score.row)]
            own = preferred(whole).reading.scaled if whole else None
            found |= {} if own is None else {name: own}
        return found

    @cached_property
    def taken(self) -> dict[str, int]:
        """How many counted benchmarks of each category it took."""
        rules = self.judge.ranking.categories
        return {name: taken(self.judge.catalog, rule, self.inside) for name, rule in rules.items()}


class Sides(Struct, frozen=True, dict=True):
    """The sides of one catalog under one ranking's rules in one lane."""

    judge: Judge
    tiers: tuple[Tier, ...]

    @cached_property
    def known(self) -> Recent[OneSide]:
        """Those that were asked for, by model and effort."""
        return Recent(MOST_SIDES)

    def of(self, who: Subject) -> OneSide:
        """What a subject brings."""
        make = partial(admitted, self.judge.catalog, who, self.tiers)
        return self.known.of((who.model.id, who.effort), lambda: OneSide(self.judge, *make()))


def sides_of(catalog: Catalog, ranking: Ranking, tiers: tuple[Tier, ...]) -> Sides:
    """The sides of a catalog under these rules; the same ones for the same rules."""
    known: Recent[Sides] = catalog.lately("sides", MOST_RULES)
    return known.of((tiers, rules_key(ranking)), lambda: Sides(Judge(catalog, without_weights(ranking)), tiers))


def preferred(scores: tuple[Score, ...] | list[Score]) -> Score:
    """The one of a side's scores that stands for a cell; there is at least one."""
    return min(scores, key=lambda score: score.key) if len(scores) > 1 else scores[0]


def _on_scale(value: float | None) -> float:
    if value is None:
        message = "the benchmark has no common scale"
        raise ValueError(message)
    return value
