"""Models that entered a board, left it or moved on it, from one board to the next."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from evenhand.records.board import Board
from evenhand.records.changes import BoardBasis, Evidence, PlaceChange, PlaceKind, Span


class DayBoard(Struct, frozen=True, kw_only=True):
    """The overall board of a day: every ranked model's places, and where each stands on file, if anywhere."""

    day: str
    ranking: str
    lane: str
    basis: BoardBasis
    spans: Mapping[str, Span]
    evidence: Mapping[str, Evidence] = {}


def day_board(board: Board, day: str) -> DayBoard:
    """A board that was computed, as that of a day; without rows where the ranking gives no intervals of places."""
    placed = ((row.model, row.place) for row in board.rows if row.place)
    spans = {name: Span(place=at.place, best=at.best, worst=at.worst, of=at.of) for name, at in placed}
    named = board.snapshot
    return DayBoard(day=day, ranking=named.ranking, lane=named.lane, basis="computed", spans=spans)


def place_changes(older: DayBoard, newer: DayBoard, scores: Mapping[str, int]) -> Iterator[PlaceChange]:
    """Every model that came, went or moved, by its place. `scores` are those of a model that became known in between.

    Where the boards hold different models, a move is one among those on both: a model that newcomers alone pushed
    down has not moved.
    """
    both = frozenset(older.spans.keys() & newer.spans.keys())
    differ = older.spans.keys() != newer.spans.keys()
    for name in sorted({**older.spans, **newer.spans}, key=lambda one: _order(older, newer, one)):
        before, after = older.spans.get(name), newer.spans.get(name)
        among = (_among(older.spans, name, both), _among(newer.spans, name, both)) if name in both and differ else None
        kind = _kind(*(among or (before, after)))
        if kind is None:
            continue
        yield PlaceChange(
            kind=kind,
            day=newer.day,
            since=older.day,
            model=name,
            ranking=newer.ranking,
            lane=newer.lane,
            before=before,
            after=after,
            among=among,
            was_basis=older.basis,
            now_basis=newer.basis,
            scores=scores.get(name, 0),
            was=older.evidence.get(name),
            now=newer.evidence.get(name),
        )


def _order(older: DayBoard, newer: DayBoard, name: str) -> tuple[int, str]:
    return (newer.spans.get(name) or older.spans[name]).place, name


def _among(spans: Mapping[str, Span], name: str, both: frozenset[str]) -> Span:
    """A model's places among those that stand on both boards.

    Its place is the order of the medians. Another model surely stands above where its worst place is above the
    model's best, and may stand above where the two intervals meet: counted among those on both, and taken off the
    model's own interval for those that are not. So the interval can be too wide, never too narrow.
    """
    span, rest = spans[name], [spans[other] for other in both if other != name]
    away = [one for other, one in spans.items() if other not in both]
    place = 1 + sum(one.place < span.place for one in rest)
    best = max(1 + _surely_above(span, rest), span.best - _maybe_above(span, away))
    worst = min(1 + _maybe_above(span, rest), span.worst - _surely_above(span, away))
    return Span(place=place, best=min(best, place), worst=max(worst, place), of=len(both))


def _surely_above(span: Span, others: Iterable[Span]) -> int:
    return sum(one.worst < span.best for one in others)


def _maybe_above(span: Span, others: Iterable[Span]) -> int:
    return sum(one.best <= span.worst for one in others)


def _kind(before: Span | None, after: Span | None) -> PlaceKind | None:
    """What became of a model with these places before and after; None where it stays."""
    if before is None or after is None:
        return "left board" if after is None else "entered board"
    if before.place == after.place:
        return None
    return "shift within noise" if _overlap(before, after) else "rank shift"


def _overlap(one: Span, other: Span) -> bool:
    """Whether a place is left open by both."""
    return one.best <= other.worst and other.best <= one.worst
