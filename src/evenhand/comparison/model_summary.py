"""A model in a few figures, and all models so: worked out once for a catalog, ranking and lane."""

from functools import partial

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.rows import OnDemand
from evenhand.comparison.board import OVERALL
from evenhand.comparison.estimates import estimates_of, overall_estimate
from evenhand.comparison.known_places import places_of
from evenhand.comparison.operations import side_operations
from evenhand.comparison.overall import weights_of
from evenhand.comparison.standing import unranked
from evenhand.records.model_summary import ModelSummary
from evenhand.records.operations import Workload
from evenhand.records.ranking import Ranking


def model_summaries(catalog: Catalog, ranking: Ranking, lane: str) -> OnDemand[ModelSummary]:
    """Every model by id under one of the catalog's rankings, each worked out when it is first asked for, and kept."""
    key = ("model summaries", ranking.id, lane)
    if key not in catalog.kept:
        catalog.kept[key] = OnDemand(catalog.models, partial(_summary, catalog, ranking, lane))
    found: OnDemand[ModelSummary] = catalog.kept[key]
    return found


def _summary(catalog: Catalog, ranking: Ranking, lane: str, name: str) -> ModelSummary:
    model = catalog.models[name]
    seats = places_of(catalog, ranking, lane)
    known, standing = estimates_of(catalog, ranking, lane), seats.standings[name]
    run = side_operations(catalog, model, Workload(), ranking.thresholds.speed_days)
    estimate = overall_estimate(known, name, ranking, weights_of(ranking))
    place = seats.boards[OVERALL].get(name)
    return ModelSummary(
        model=name,
        name=model.name,
        lab=model.lab,
        lab_name=catalog.labs[model.lab].name,
        estimate=estimate,
        place=place,
        why_unranked="" if place else unranked(standing, estimate),
        dots=standing.dots,
        dots_need=standing.dots_need,
        counted=standing.counted,
        categories=standing.categories,
        benchmarks=len(catalog.observations_of.get(name, {})),
        input=run.offer.input if run.offer else None,
        output=run.offer.output if run.offer else None,
        blended=run.blended,
        price_from=run.offer.provider if run.offer else "",
        tokens_per_second=run.tokens_per_second,
        first_token_seconds=run.first_token_seconds,
        context_window=model.context_window,
        open_weights=model.open_weights,
        released=model.released,
        retired=run.retired,
    )
