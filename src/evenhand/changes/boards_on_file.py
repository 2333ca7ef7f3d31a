"""What changed on the boards on file, from each day to the next, in every ranking and lane."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from evenhand.catalog.as_of import known_by
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.place_records import place_records
from evenhand.changes.places import DayBoard, place_changes
from evenhand.records.changes import Evidence, PlaceChange, Span
from evenhand.records.places import Basis, PlaceRecord

Days = dict[str, Basis]


def board_changes(catalog: Catalog) -> Iterator[PlaceChange]:
    """Who entered, left and moved on the boards on file; a lane's first board on file is a beginning, and no change.

    Boards of all lanes of a ranking are written down together: a lane without rows on such a day was empty.
    """
    files = place_records(catalog)
    for ranking in dict.fromkeys(ranking for ranking, _ in files):
        lanes = {lane: files[ranking, lane] for lane in _lanes(catalog, ranking) if (ranking, lane) in files}
        days = _days(lanes.values(), catalog.date)
        scores = _scores_between(catalog, tuple(days))
        for lane, rows in lanes.items():
            boards = _boards(ranking, lane, rows, days)
            for place, (older, newer) in enumerate(pairwise(boards), 1):
                yield from place_changes(older, newer, scores[place])


def _lanes(catalog: Catalog, ranking: str) -> Iterable[str]:
    """The lanes of a ranking in its own order; none of one that is gone."""
    return catalog.rankings[ranking].lanes if ranking in catalog.rankings else ()


def _days(lanes: Iterable[Iterable[PlaceRecord]], until: str) -> Days:
    """The days with a board on file up to a day, oldest first, and how the boards of each came about."""
    found: Days = {row.date: row.basis for rows in lanes for row in rows if row.date <= until}
    return dict(sorted(found.items()))


def _scores_between(catalog: Catalog, days: tuple[str, ...]) -> list[Counter[str]]:
    """For each day the scores, by model, that became known since the day before it."""
    found: list[Counter[str]] = [Counter() for _ in (*days, "after them")]
    for seen in catalog.observations:
        found[bisect_left(days, known_by(seen))][seen.model] += 1
    return found


def _boards(ranking: str, lane: str, rows: Iterable[PlaceRecord], days: Days) -> list[DayBoard]:
    by_day: dict[str, list[PlaceRecord]] = defaultdict(list)
    for row in rows:
        by_day[row.date].append(row)
    return [
        DayBoard(
            day=day,
            ranking=ranking,
            lane=lane,
            basis=basis,
            spans={row.model: _span(row, len(by_day[day])) for row in by_day[day]},
            evidence={row.model: _evidence(row) for row in by_day[day]},
        )
        for day, basis in days.items()
    ]


def _span(row: PlaceRecord, of: int) -> Span:
    return Span(place=row.place, best=row.best, worst=row.worst, of=of)


def _evidence(row: PlaceRecord) -> Evidence:
    return Evidence(file=row.file, line=row.line, source="", link="", day=row.date)
