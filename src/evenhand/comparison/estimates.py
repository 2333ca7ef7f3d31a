"""What every model would score on all counted tests, with draws that are kept beside the catalog (statistics 1.5, 1.7).

The fit needs numpy and runs once for a catalog, ranking and lane; everything here reads what it left on the standard
library alone, so that other weights cost a sum over draws and no refit.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import mul

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.rows import OnDemand
from evenhand.catalog.snapshot import is_remembered, remembered
from evenhand.comparison.own_weights import rules_key
from evenhand.records.estimates import Estimate, Fitted, Withheld
from evenhand.records.intervals import Interval
from evenhand.records.ranking import Calibration, Ranking
from evenhand.scoring.kept_estimates import STEPS, Estimates, Part
from evenhand.scoring.lane_cells import LaneCells
from evenhand.scoring.packed_draws import Steps, chance_above
from evenhand.scoring.ranks import Points, quantile
from evenhand.scoring.scale import on_common_scale
from evenhand.scoring.withholding import withheld

Weights = Mapping[str, float]
HIGHEST = 100.0
EVEN = "even"


def estimates_of(catalog: Catalog, ranking: Ranking, lane: str) -> Estimates:
    """The estimates of a lane, from the cache when catalog and ranking are the same.

    Category weights take no part in the fit, so other ones read the same draws.
    """
    make = partial(_estimated, catalog, ranking, lane)
    return remembered(catalog, _name(ranking, lane), Estimates, make)


def is_fitted(catalog: Catalog, ranking: Ranking, lane: str | None = None) -> bool:
    """Whether the estimates that an answer rests on are there; where not, the first answer waits for a fit.

    A classic ranking is shown beside `even`, and a lane that `even` does not have beside its default one.
    """
    even = ranking if ranking.method == EVEN else catalog.rankings[EVEN]
    return is_remembered(catalog, _name(even, lane if lane in even.lanes else even.default_lane))


def _name(ranking: Ranking, lane: str) -> str:
    return f"estimates-{ranking.id}-{lane}-{rules_key(ranking)}"


def category_draws(known: Estimates, model: str, category: str) -> Points | None:
    """Joint draws of a category score in points; None where the model has no estimates."""
    kept = _kept_draws(known, model, category)
    return None if kept is None else array("f", kept)


def _kept_draws(known: Estimates, model: str, category: str) -> bytes | None:
    return known.drawn[model].categories.get(category) if model in known.parts else None


def overall_draws(known: Estimates, model: str, weights: Weights) -> "array[float] | None":
    """Joint draws of the overall score under these category weights; None without estimates or without any weight.

    A category of which no model took any test has no draws and carries no weight.
    """
    key = ("draws", model, *weights.items())
    found: array[float] | None = known.recent.of(key, lambda: _overall_draws(known, model, weights))
    return found


def _overall_draws(known: Estimates, model: str, weights: Weights) -> "array[float] | None":
    parts = [(weight, category_draws(known, model, name)) for name, weight in weights.items() if weight > 0]
    held = [(weight, draws) for weight, draws in parts if draws]
    total = sum(weight for weight, _ in held)
    if total <= 0:
        return None
    shares = [weight / total for weight, _ in held]
    columns = zip(*(draws for _, draws in held), strict=True)
    return array("d", (sum(map(mul, shares, values)) for values in columns))


def chance_higher(known: Estimates, left: str, right: str, weights: Weights) -> float | None:
    """P(the left score is higher) under these category weights, measured and estimated tests together (question 3)."""
    one, other = (overall_draws(known, model, weights) for model in (left, right))
    return chance_above(one.tobytes(), other.tobytes(), one.itemsize) if one and other else None


def chance_higher_in(known: Estimates, left: str, right: str, category: str) -> float | None:
    """P(the left score in a category is higher), measured and estimated tests together."""
    one, other = (_kept_draws(known, model, category) for model in (left, right))
    return chance_above(one, other, array("f").itemsize) if one and other else None


def cell_steps(known: Estimates, model: str, benchmark: str) -> Steps | None:
    """Joint draws of a counted test, in steps (`STEPS` to 100 points); None without estimates or for another test."""
    found: Steps | None = known.recent.of(("cell", model, benchmark), lambda: _cell_steps(known, model, benchmark))
    return found


def _cell_steps(known: Estimates, model: str, benchmark: str) -> Steps | None:
    kept = known.drawn[model].cells.get(benchmark) if model in known.parts else None
    return None if kept is None else Steps(memoryview(kept).cast("H"))


def cell_draws(known: Estimates, model: str, benchmark: str) -> Points | None:
    """The same draws in points."""
    steps = cell_steps(known, model, benchmark)
    return None if steps is None else [HIGHEST / STEPS * step for step in steps.drawn]


def overall_estimate(known: Estimates, model: str, ranking: Ranking, weights: Weights) -> Estimate:
    """The overall score of a model under these category weights."""
    key = ("overall", model, *weights.items(), *_weighed(ranking))
    found: Estimate = known.recent.of(
        key, lambda: _estimate(known, model, ranking, weights, overall_draws(known, model, weights))
    )
    return found


def category_estimate(known: Estimates, model: str, ranking: Ranking, category: str) -> Estimate:
    """The score of a model in one category."""
    key = ("category", model, category, *_weighed(ranking))
    found: Estimate = known.recent.of(
        key, lambda: _estimate(known, model, ranking, {category: 1.0}, category_draws(known, model, category))
    )
    return found


def _weighed(ranking: Ranking) -> Iterator[tuple[str, float]]:
    """The category weights, by which a score may be withheld."""
    return ((name, rule.weight) for name, rule in ranking.categories.items())


def _estimate(known: Estimates, model: str, ranking: Ranking, weights: Weights, draws: Points | None) -> Estimate:
    if draws is None:
        return Estimate(withheld=known.none.get(model, "too few scores"))
    shares = _shares(known, model, weights)
    measured = sum(share * part.measured for share, part in shares)
    hard = _bound([(share, part.hard) for share, part in shares], level=1.0)
    words = ranking.thresholds
    if why := _withheld(known, model, ranking):
        return Estimate(measured=measured, hard=hard, withheld=why)
    ordered = sorted(draws)
    tail = 0.5 * (1.0 - words.interval)
    return Estimate(
        score=quantile(ordered, 0.5),
        interval=Interval(low=quantile(ordered, tail), high=quantile(ordered, 1.0 - tail), level=words.interval),
        measured=measured,
        soft=_bound([(share, part.soft) for share, part in shares], level=words.interval),
        hard=hard,
    )


def _shares(known: Estimates, model: str, weights: Weights) -> list[tuple[float, Part]]:
    """The parts of a score with their shares of the weight."""
    parts = known.parts[model]
    total = sum(weight for name, weight in weights.items() if name in parts)
    return [(weight / total, parts[name]) for name, weight in weights.items() if name in parts]


def _withheld(known: Estimates, model: str, ranking: Ranking) -> Withheld:
    """Why absolute scores cannot be trusted: too thin a table, or chosen by strength and too little of it measured."""
    rules = {name: rule.weight for name, rule in ranking.categories.items() if rule.weight > 0}
    measured = sum(share * part.measured for share, part in _shares(known, model, rules))
    return withheld(known.fitted.selection, measured, ranking.thresholds, thin=known.fitted.thin)


def _bound(parts: Sequence[tuple[float, tuple[float, float]]], level: float) -> Interval:
    low, high = (min(sum(share * ends[side] for share, ends in parts), HIGHEST) for side in (0, 1))
    return Interval(low=low, high=high, level=level)


def _estimated(catalog: Catalog, ranking: Ranking, lane: str) -> Estimates:
    from evenhand.comparison.observed_cells import observed_cells  # noqa: PLC0415 - nor is what reads every score

    seen = observed_cells(catalog, ranking, lane)
    counted = counted_columns(catalog, ranking, seen)
    if not any(counted.values()):
        return Estimates(Fitted(), OnDemand.of({}), {}, {}, {}, OnDemand.of({}))
    from evenhand.scoring.basket_fit import fit_baskets  # noqa: PLC0415 - numpy is not needed when the fit is kept

    return fit_baskets(seen, counted, ranking.calibration.get(lane, Calibration()))


def counted_columns(catalog: Catalog, ranking: Ranking, seen: LaneCells) -> dict[str, dict[int, float]]:
    """Counted columns by category, column to weight; a counted test that no model took has no column."""
    place = {name: number for number, (name, form) in enumerate(seen.columns) if not form}
    return {
        category: {
            place[spec.benchmark]: spec.weight
            for spec in rule.counted
            if spec.benchmark in place and on_common_scale(catalog.benchmarks[spec.benchmark])
        }
        for category, rule in ranking.categories.items()
    }
