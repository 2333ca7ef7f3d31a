"""Two models on the counted tests that both took, from scores that are worked out once a model (statistics 1.6)."""

from collections.abc import Callable, Iterator
from functools import cached_property

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.admission import Tests, admitted, counted_specs, counts_as
from evenhand.comparison.candidates import Candidate, best_pair
from evenhand.comparison.categories import Judged, judge_shifts
from evenhand.comparison.evidence import Judge
from evenhand.comparison.overall import Whole, weights_of, whole
from evenhand.comparison.pairing import pairing
from evenhand.records.comparison import Reading
from evenhand.records.ranking import Ranking
from evenhand.scoring.head_to_head import Shift
from evenhand.scoring.paired_answers import paired_error
from evenhand.scoring.standard_errors import Logit, logit


class Score(Candidate, frozen=True, dict=True):
    """A counted score: read, in points with its error, and on the logit scale."""

    reading: Reading
    points: float
    error: float
    logit: Logit


Sheet = dict[str, tuple[Score, ...]]
Admits = Callable[[Score], bool]


class Met(Struct, frozen=True):
    """A counted test that both took: the two scores that stand for it, and all that might.

    `shift` is left minus right; `weight` is within the category.
    """

    catalog: Catalog
    benchmark: str
    category: str
    weight: float
    shift: Shift
    left: Score
    right: Score
    lefts: tuple[Score, ...]
    rights: tuple[Score, ...]

    def among(self, left: Admits, right: Admits) -> "Met | None":
        """The same test on those scores alone that each side admits; None where they leave no matching pair."""
        lefts = tuple([score for score in self.lefts if left(score)])
        rights = tuple([score for score in self.rights if right(score)])
        if len(lefts) == len(self.lefts) and len(rights) == len(self.rights):
            return self
        return self.on(lefts, rights)

    def on(self, lefts: tuple[Score, ...], rights: tuple[Score, ...]) -> "Met | None":
        """The same test on these of its scores; None where they hold no matching pair."""
        counted = self.benchmark, self.category, self.weight
        return _met(self.catalog, counted, lefts, rights) if lefts and rights else None


class HeadToHead(Struct, frozen=True):
    """The shared counted tests, largest difference first; the categories that they decide; the overall, if any."""

    tests: tuple[Met, ...]
    judged: dict[str, Judged]
    total: Whole | None


class Sheets(Struct, frozen=True, dict=True):
    """The counted scores of every subject in one lane of a ranking; each subject's are worked out when first asked."""

    catalog: Catalog
    ranking: Ranking
    lane: str

    @cached_property
    def judge(self) -> Judge:
        """Who reads a score; it looks at no flags."""
        return Judge(self.catalog, self.ranking, counted_specs(self.ranking))

    @cached_property
    def rules(self) -> dict[str, tuple[str, float]]:
        """The category of each counted benchmark and its weight there."""
        return {name: (category, spec.weight) for name, (category, spec) in self.judge.counted.items()}

    @cached_property
    def known(self) -> dict[tuple[str, str], Sheet]:
        """Those that were asked for, by model and effort."""
        return {}

    def of(self, who: Subject) -> Sheet:
        """The counted scores of a subject by benchmark."""
        key = who.model.id, who.effort
        if key not in self.known:
            inside, _ = admitted(self.catalog, who, self.ranking.lanes[self.lane])
            self.known[key] = self.sheet(inside)
        return self.known[key]

    def sheet(self, tests: Tests) -> Sheet:
        """The counted scores among these."""
        found: Sheet = {}
        for rule in self.ranking.categories.values():
            for spec in rule.counted:
                benchmark = self.catalog.benchmarks[spec.benchmark]
                rows = (row for row in tests.get(spec.benchmark, ()) if counts_as(spec, row))
                known = (self.judge.reading(benchmark, row, ()) for row in rows)
                scores = tuple(
                    Score(benchmark, spec, one.observation, one, one.scaled, one.error, logit(one))
                    for one in known
                    if one.scaled is not None and one.error is not None
                )
                if scores:
                    found[spec.benchmark] = scores
        return found


def sheets(catalog: Catalog, ranking: Ranking, lane: str) -> Sheets:
    """The counted scores of a lane, kept with the catalog where the ranking is one of its own."""
    if catalog.rankings.get(ranking.id) is not ranking:
        return Sheets(catalog, ranking, lane)
    key = ("sheets", ranking.id, lane)
    if key not in catalog.kept:
        catalog.kept[key] = Sheets(catalog, ranking, lane)
    found: Sheets = catalog.kept[key]
    return found


def head_to_head(known: Sheets, left: Subject, right: Subject) -> HeadToHead:
    """How two subjects compare on their shared counted tests: both questions, by category and overall.

    The figures are those of `compare`, without words, operations and what is left out. A model meets its own
    configuration on the scores that are not the configuration's.
    """
    lefts, rights = known.of(left), known.of(right)
    if left.model.id == right.model.id:
        lefts, rights = _without(lefts, left, right), _without(rights, right, left)
    return decided(tuple(_shared(known, lefts, rights)), known.ranking)


def decided(tests: tuple[Met, ...], ranking: Ranking) -> HeadToHead:
    """The head-to-head that rests on these tests, which are put in order."""
    tests = tuple(sorted(tests, key=_largest_first))
    judged = judge_mets(tests, ranking)
    return HeadToHead(tests, judged, whole(judged, ranking, weights_of(ranking)) if judged else None)


def judge_mets(tests: tuple[Met, ...], ranking: Ranking) -> dict[str, Judged]:
    """Every category that has one of these tests, in the ranking's order."""
    if not tests:
        return {}
    grouped: dict[str, list[tuple[str, float, Shift]]] = {}
    for test in tests:
        grouped.setdefault(test.category, []).append((test.benchmark, test.weight, test.shift))
    return {name: judge_shifts(name, grouped[name], ranking) for name in ranking.categories if name in grouped}


def _shared(known: Sheets, lefts: Sheet, rights: Sheet) -> Iterator[Met]:
    for name in lefts.keys() & rights.keys():
        category, weight = known.rules[name]
        found = _met(known.catalog, (name, category, weight), lefts[name], rights[name])
        if found:
            yield found


def _met(
    catalog: Catalog, counted: tuple[str, str, float], lefts: tuple[Score, ...], rights: tuple[Score, ...]
) -> Met | None:
    best = best_pair(lefts, rights)
    return Met(catalog, *counted, _shift(catalog, *best), *best, lefts, rights) if best else None


def _shift(catalog: Catalog, one: Score, other: Score) -> Shift:
    """Left minus right; where both runs' answers are known, their correlation takes part in the errors."""
    paired = pairing(catalog, one.reading, other.reading)
    between = paired.correlation if paired else 0.0
    return Shift(
        one.points - other.points,
        paired_error(one.error, other.error, between),
        one.logit.value - other.logit.value,
        paired_error(one.logit.error, other.logit.error, between),
    )


def _without(sheet: Sheet, who: Subject, rival: Subject) -> Sheet:
    """A subject's scores without those that are its rival's: a model is no evidence against its own configuration."""
    if who.effort == rival.effort:
        return {}
    if who.effort:
        return sheet
    others = {name: tuple(one for one in scores if one.row.effort != rival.effort) for name, scores in sheet.items()}
    return {name: scores for name, scores in others.items() if scores}


def _largest_first(test: Met) -> tuple[float, str]:
    return -abs(test.shift.points), test.benchmark
