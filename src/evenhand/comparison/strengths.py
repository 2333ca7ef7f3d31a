"""Where a model is strong and weak: the joint draws of its category scores against the median of the ranked models'."""

from statistics import median

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.estimates import category_draws, category_estimate, estimates_of
from evenhand.comparison.known_places import places_of
from evenhand.records.facts import Model
from evenhand.records.intervals import Interval
from evenhand.records.ranking import Ranking
from evenhand.records.strengths import CategoryStrength, Strengths, Told
from evenhand.scoring.kept_estimates import Estimates
from evenhand.scoring.ranks import Points, quantile

FEWEST = 3


def strengths(catalog: Catalog, model: Model, ranking: str = "even", lane: str | None = None) -> Strengths:
    """Every category of a model against the models that have a place there.

    Raises:
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.

    """
    rules = naming.ranking(catalog, ranking)
    lane = naming.lane(rules, lane)
    rows = tuple(_row(catalog, rules, lane, name, model.id) for name in rules.categories) if _fitted(rules) else ()
    return Strengths(
        date=catalog.date,
        version=catalog.version,
        model=model.id,
        name=model.name,
        ranking=rules.id,
        lane=lane,
        rows=rows,
    )


def _fitted(ranking: Ranking) -> bool:
    return ranking.method == "even"


def _row(catalog: Catalog, ranking: Ranking, lane: str, category: str, model: str) -> CategoryStrength:
    known, seats = estimates_of(catalog, ranking, lane), places_of(catalog, ranking, lane)
    estimate = category_estimate(known, model, ranking, category)
    against = tuple(seats.boards[category])
    middle = _middle(catalog, ranking, lane, category) if len(against) >= FEWEST else None
    own = category_draws(known, model, category) if estimate.score is not None and middle else None
    difference, interval = _difference(own, middle, ranking.thresholds.interval) if own and middle else (None, None)
    return CategoryStrength(
        category=category,
        weight=ranking.categories[category].weight,
        estimate=estimate,
        place=seats.boards[category].get(model),
        difference=difference,
        interval=interval,
        told=_told(interval),
        against=len(against),
        counted=seats.standings[model].by_category[category],
        of=len(ranking.categories[category].counted),
    )


def _middle(catalog: Catalog, ranking: Ranking, lane: str, category: str) -> Points:
    """The median score of the models placed in a category, draw by draw; worked out once for a catalog."""
    key = ("middle of a category", ranking.id, lane, category)
    if key not in catalog.kept:
        known: Estimates = estimates_of(catalog, ranking, lane)
        drawn = (category_draws(known, name, category) for name in places_of(catalog, ranking, lane).boards[category])
        catalog.kept[key] = [median(values) for values in zip(*(one for one in drawn if one), strict=True)]
    found: Points = catalog.kept[key]
    return found


def _difference(own: Points, middle: Points, level: float) -> tuple[float, Interval]:
    ordered = sorted(one - other for one, other in zip(own, middle, strict=True))
    tail = 0.5 * (1.0 - level)
    reach = Interval(low=quantile(ordered, tail), high=quantile(ordered, 1.0 - tail), level=level)
    return quantile(ordered, 0.5), reach


def _told(interval: Interval | None) -> Told:
    if interval is None:
        return "no score"
    if interval.low > 0:
        return "above"
    return "below" if interval.high < 0 else "not told apart"
