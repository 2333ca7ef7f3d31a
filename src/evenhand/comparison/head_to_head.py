"""Two models on the counted tests that both took, from scores that are worked out once a model (statistics 1.6)."""

from collections.abc import Iterator

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.categories import Judged, judge_shifts
from evenhand.comparison.meeting import Met, meet
from evenhand.comparison.overall import Whole, weights_of, whole
from evenhand.comparison.sides import Sheet, Sides, sides_of
from evenhand.records.ranking import Ranking
from evenhand.scoring.head_to_head import Shift


class HeadToHead(Struct, frozen=True):
    """The shared counted tests, largest difference first; the categories that they decide; the overall, if any."""

    tests: tuple[Met, ...]
    judged: dict[str, Judged]
    total: Whole | None


class Sheets(Struct, frozen=True):
    """The counted scores of every subject in one lane of a ranking."""

    catalog: Catalog
    ranking: Ranking
    lane: str
    sides: Sides

    def of(self, who: Subject) -> Sheet:
        """The counted scores of a subject by benchmark."""
        return self.sides.of(who).counted


def sheets(catalog: Catalog, ranking: Ranking, lane: str) -> Sheets:
    """The counted scores of a lane; the sides are kept with the catalog, whatever weights the reader gives."""
    return Sheets(catalog, ranking, lane, sides_of(catalog, ranking, ranking.lanes[lane]))


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
        category, spec = known.sides.judge.counted[name]
        found = meet(known.catalog, (name, category, spec.weight), lefts[name], rights[name])
        if found:
            yield found


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
