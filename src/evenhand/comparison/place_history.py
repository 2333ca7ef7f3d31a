"""A model's places over time: the boards on file and the board of this catalog."""

from collections.abc import Iterable, Iterator

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.place_records import place_records
from evenhand.comparison.board import OVERALL
from evenhand.comparison.estimates import estimates_of, overall_estimate
from evenhand.comparison.known_places import places_of
from evenhand.comparison.overall import weights_of
from evenhand.records.facts import Model
from evenhand.records.places import Basis, PlaceHistory, PlacePoint, PlaceRecord
from evenhand.records.ranking import Ranking

SHOWN = 12

Days = dict[str, dict[str, PlaceRecord]]


def place_history(catalog: Catalog, model: Model, ranking: str = "even", lane: str | None = None) -> PlaceHistory:
    """A model's places on the overall board, oldest first; a day on which it was unranked has no place.

    Raises:
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.

    """
    rules = naming.ranking(catalog, ranking)
    lane = naming.lane(rules, lane)
    days = _days(catalog, rules.id, lane)
    before = [_point(rows, day, model.id) for day, rows in days.items() if day < catalog.date]
    return PlaceHistory(
        date=catalog.date,
        version=catalog.version,
        model=model.id,
        name=model.name,
        ranking=rules.id,
        lane=lane,
        level=rules.thresholds.interval,
        first=next(iter(days), ""),
        points=(*_from_first_place(before), _now(catalog, rules, lane, model.id)),
    )


def placed_models(catalog: Catalog, ranking: Ranking, lane: str, basis: Basis = "recorded") -> Iterator[PlaceRecord]:
    """The overall board of this catalog as rows to be written down, best first; none without intervals of places."""
    if ranking.method != "even":
        return
    known = estimates_of(catalog, ranking, lane)
    for name, place in places_of(catalog, ranking, lane).boards[OVERALL].items():
        found = overall_estimate(known, name, ranking, weights_of(ranking))
        yield PlaceRecord(
            ranking=ranking.id,
            lane=lane,
            date=catalog.date,
            catalog=catalog.version[:SHOWN],
            basis=basis,
            model=name,
            place=place.place,
            best=place.best,
            worst=place.worst,
            score=found.score,
            low=found.interval.low if found.interval else None,
            high=found.interval.high if found.interval else None,
        )


def _days(catalog: Catalog, ranking: str, lane: str) -> Days:
    """The boards on file by day, oldest first, each by model; sorted out once for a catalog."""
    key = ("places by day", ranking, lane)
    if key not in catalog.kept:
        found: Days = {}
        for row in place_records(catalog).get((ranking, lane), ()):
            found.setdefault(row.date, {})[row.model] = row
        catalog.kept[key] = found
    kept: Days = catalog.kept[key]
    return kept


def _point(rows: dict[str, PlaceRecord], day: str, model: str) -> PlacePoint:
    any_row, row = next(iter(rows.values())), rows.get(model)
    if row is None:
        return PlacePoint(date=day, catalog=any_row.catalog, basis=any_row.basis, of=len(rows))
    return PlacePoint(
        date=day,
        catalog=row.catalog,
        basis=row.basis,
        of=len(rows),
        place=row.place,
        best=row.best,
        worst=row.worst,
        score=row.score,
        low=row.low,
        high=row.high,
    )


def _now(catalog: Catalog, ranking: Ranking, lane: str, model: str) -> PlacePoint:
    told = {"date": catalog.date, "catalog": catalog.version[:SHOWN], "basis": "now"}
    if ranking.method != "even":
        return PlacePoint(**told, of=0)  # type: ignore[arg-type]
    board = places_of(catalog, ranking, lane).boards[OVERALL]
    place = board.get(model)
    if place is None:
        return PlacePoint(**told, of=len(board))  # type: ignore[arg-type]
    found = overall_estimate(estimates_of(catalog, ranking, lane), model, ranking, weights_of(ranking))
    return PlacePoint(
        **told,  # type: ignore[arg-type]
        of=len(board),
        place=place.place,
        best=place.best,
        worst=place.worst,
        score=found.score,
        low=found.interval.low if found.interval else None,
        high=found.interval.high if found.interval else None,
    )


def _from_first_place(points: Iterable[PlacePoint]) -> list[PlacePoint]:
    """The points from the first with a place on."""
    found: list[PlacePoint] = []
    for point in points:
        if found or point.place is not None:
            found.append(point)
    return found
