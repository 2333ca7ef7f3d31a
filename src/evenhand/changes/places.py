"""Models whose places moved further than the two boards leave open."""

from collections.abc import Iterator

from evenhand.records.board import Board
from evenhand.records.changes import PlaceChange, Span
from evenhand.records.estimates import RankPlace


def place_changes(older: Board, newer: Board, day: str) -> Iterator[PlaceChange]:
    """Models ranked on both boards of whose two intervals each leaves out the middle of the other.

    `day` is that of the newer board. A ranking without intervals of places gives none.
    """
    before = {row.model: row.place for row in older.rows if row.place}
    for row in newer.rows:
        was, now = before.get(row.model), row.place
        if was and now and _apart(was, now) and _apart(now, was):
            yield PlaceChange(
                day=day,
                model=row.model,
                ranking=newer.snapshot.ranking,
                lane=newer.snapshot.lane,
                before=_span(was),
                after=_span(now),
            )


def _apart(one: RankPlace, other: RankPlace) -> bool:
    """Whether the middle of the other's places lies outside those of the one."""
    return not one.best <= (other.best + other.worst) / 2 <= one.worst


def _span(place: RankPlace) -> Span:
    return Span(best=place.best, worst=place.worst, of=place.of)
