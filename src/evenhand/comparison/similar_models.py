"""Similar models: near in every category score, and in price.

Among the ranked models that are not retired and whose blended price (three input tokens to one output token) is within
a factor of two of the model's, those with the smallest weighted mean distance of category scores, the ranking's
weights. A model without a price is held against all.
"""

from collections.abc import Iterator

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.board import OVERALL
from evenhand.comparison.estimates import category_estimate, estimates_of
from evenhand.comparison.known_places import places_of
from evenhand.comparison.model_summary import model_summaries
from evenhand.records.facts import Model
from evenhand.records.model_summary import ModelSummary
from evenhand.records.ranking import Ranking
from evenhand.records.similar_models import SimilarModel, SimilarModels

PRICE_FACTOR = 2.0
MOST = 5

Profile = dict[str, float]


def similar_models(
    catalog: Catalog, model: Model, ranking: str = "even", lane: str | None = None, most: int = MOST
) -> SimilarModels:
    """The nearest models, nearest first; none for a model without category scores.

    Raises:
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.

    """
    rules = naming.ranking(catalog, ranking)
    lane = naming.lane(rules, lane)
    every = model_summaries(catalog, rules, lane)
    own, price = _profile(catalog, rules, lane, model.id), every[model.id].blended
    rows = list(_near(catalog, rules, lane, every[model.id], own)) if own else []
    rows.sort(key=lambda row: (row.apart, row.name))
    return SimilarModels(
        date=catalog.date,
        version=catalog.version,
        model=model.id,
        name=model.name,
        ranking=rules.id,
        lane=lane,
        price_factor=PRICE_FACTOR,
        shown=bool(own),
        blended=price,
        asked=len(rows),
        models=tuple(rows[:most]),
    )


def _near(catalog: Catalog, ranking: Ranking, lane: str, who: ModelSummary, own: Profile) -> Iterator[SimilarModel]:
    every = model_summaries(catalog, ranking, lane)
    for name, place in places_of(catalog, ranking, lane).boards.get(OVERALL, {}).items():
        other, profile = every[name], _profile(catalog, ranking, lane, name)
        if name == who.model or other.retired or not profile or not _affordable(who.blended, other.blended):
            continue
        yield SimilarModel(
            model=name,
            name=other.name,
            lab_name=other.lab_name,
            apart=_apart(own, profile, ranking),
            estimate=other.estimate,
            place=place,
            blended=other.blended,
            price_ratio=other.blended / who.blended if who.blended and other.blended is not None else None,
        )


def _affordable(own: float | None, other: float | None) -> bool:
    """Within the factor; a free model goes with free ones, and an unknown price of its own with all."""
    if own is None:
        return True
    return other is not None and own <= PRICE_FACTOR * other and other <= PRICE_FACTOR * own


def _apart(one: Profile, other: Profile, ranking: Ranking) -> float:
    """The weighted mean distance in points over the categories that both have a score in."""
    shared = [(ranking.categories[name].weight, abs(one[name] - other[name])) for name in one.keys() & other.keys()]
    total = sum(weight for weight, _ in shared)
    return sum(weight * distance for weight, distance in sorted(shared)) / total if total else 100.0


def _profile(catalog: Catalog, ranking: Ranking, lane: str, model: str) -> Profile:
    """The category scores that are shown of a model, in points; kept as long as the catalog."""
    key = ("category scores", ranking.id, lane, model)
    if key not in catalog.kept:
        known = estimates_of(catalog, ranking, lane) if ranking.method == "even" else None
        found = ((name, category_estimate(known, model, ranking, name).score) for name in ranking.categories if known)
        catalog.kept[key] = {name: score for name, score in found if score is not None}
    kept: Profile = catalog.kept[key]
    return kept
