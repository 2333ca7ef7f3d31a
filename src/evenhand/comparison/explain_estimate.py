"""The arithmetic of a score over all counted tests: every test with its weight, measured or estimated."""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.board import OVERALL
from evenhand.comparison.estimates import (
    category_draws,
    category_estimate,
    cell_draws,
    estimates_of,
    overall_draws,
    overall_estimate,
)
from evenhand.comparison.known_places import places_of
from evenhand.comparison.overall import weights_of
from evenhand.records.estimates import RankPlace
from evenhand.records.explanation import CategoryInScore, EstimateExplanation, TestInScore
from evenhand.records.facts import Model
from evenhand.records.ranking import CategoryRule, Ranking
from evenhand.scoring.kept_estimates import Estimates
from evenhand.scoring.ranks import quantile


def explain_estimate(
    catalog: Catalog, model: Model, ranking: str | Ranking = "even", lane: str | None = None
) -> EstimateExplanation:
    """A model's score over all counted tests of an even ranking, taken apart.

    Raises:
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.

    """
    chosen = naming.ranking(catalog, ranking)
    lane = naming.lane(chosen, lane)
    known = estimates_of(catalog, chosen, lane)
    weights = weights_of(chosen)
    draws = overall_draws(known, model.id, weights)
    boards = places_of(catalog, chosen, lane).boards
    parts = known.parts.get(model.id, {})
    total = sum(weights[name] for name in parts)
    return EstimateExplanation(
        model=model,
        ranking=chosen.id,
        lane=lane,
        estimate=overall_estimate(known, model.id, chosen, weights),
        rank=boards[OVERALL].get(model.id),
        mean=_mean(draws) if draws else None,
        categories=tuple(
            _category(known, model.id, chosen, name, weights[name] / total, boards[name].get(model.id))
            for name in chosen.categories
            if name in parts and total > 0
        ),
        fitted=known.fitted,
        names={spec.benchmark: catalog.benchmarks[spec.benchmark].name
               for rule in chosen.categories.values() for spec in rule.counted},
        draws=_kept(draws or ()),
    )  # fmt: skip


def _category(
    known: Estimates, model: str, ranking: Ranking, name: str, weight: float, rank: RankPlace | None
) -> CategoryInScore:
    draws = category_draws(known, model, name) or ()
    return CategoryInScore(
        category=name,
        weight=weight,
        mean=_mean(draws or [0.0]),
        estimate=category_estimate(known, model, ranking, name),
        rank=rank,
        tests=tuple(_tests(known, model, ranking.categories[name], known.parts[model][name].values, weight)),
        draws=_kept(draws),
    )


def _tests(
    known: Estimates, model: str, rule: CategoryRule, measured: Mapping[str, float], weight: float
) -> list[TestInScore]:
    drawn = [(spec, cell_draws(known, model, spec.benchmark)) for spec in rule.counted]
    held = [(spec, draws) for spec, draws in drawn if draws]
    total = sum(spec.weight for spec, _ in held)
    tests = []
    for spec, draws in held:
        ordered = sorted(draws)
        value = measured.get(spec.benchmark)
        tests.append(
            TestInScore(
                benchmark=spec.benchmark,
                weight=weight * spec.weight / total,
                measured=value is not None,
                value=_mean(draws) if value is None else value,
                low=quantile(ordered, 0.05),
                high=quantile(ordered, 0.95),
                believed=known.outliers.get(model, {}).get(spec.benchmark),
            )
        )
    return tests


def _mean(draws: Sequence[float]) -> float:
    return fsum(draws) / len(draws)


def _kept(draws: Iterable[float]) -> tuple[float, ...]:
    """Draws to four decimals: more digits than they bear, few enough to be printed."""
    return tuple(round(value, 4) for value in draws)
