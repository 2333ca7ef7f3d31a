"""The arithmetic of a score, of a pair's category and of a classic value, for whoever wants to recompute it."""

from collections.abc import Iterator

from msgspec import structs

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.admission import counted_specs, counts_as
from evenhand.comparison.benchmark_states import benchmark_state
from evenhand.comparison.categories import shift
from evenhand.comparison.compare import compare
from evenhand.comparison.pairing import as_counted
from evenhand.comparison.preference import decided, preference
from evenhand.errors import UnknownCategory
from evenhand.records.comparison import SharedTest
from evenhand.records.explanation import (
    CategoryExplanation,
    ClassicExplanation,
    Decided,
    ExplainedScore,
    OverallExplanation,
    ScoreExplanation,
)
from evenhand.records.facts import Benchmark, Observation, RawFile, StatedFact
from evenhand.records.ranking import Counted, Ranking
from evenhand.scoring.classic import classic_standing
from evenhand.scoring.scale import reach, scaled
from evenhand.scoring.standard_errors import (
    binomial_error,
    effect_of,
    jeffreys,
    reading,
    reported_error,
    rounding_step,
)


def explain_score(
    catalog: Catalog, who: Subject, benchmark: Benchmark, ranking: str | Ranking = "even", lane: str | None = None
) -> ScoreExplanation:
    """Every observation of a model on a benchmark, the one a lane prefers first, each with its error's arithmetic.

    Raises:
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.

    """
    chosen = naming.ranking(catalog, ranking)
    lane = naming.lane(chosen, lane)
    rows = [
        row
        for row in catalog.observations_of.get(who.model.id, {}).get(benchmark.id, ())
        if not who.effort or row.effort == who.effort
    ]
    spec = counted_specs(chosen).get(benchmark.id, ("", None))[1]
    explained = [_score(catalog, benchmark, row, chosen, lane) for row in rows]
    explained.sort(key=lambda one: (not one.admitted, preference(one.observation, benchmark, spec)))
    sources = sorted({row.source for row in rows})
    return ScoreExplanation(
        model=who.model,
        benchmark=benchmark,
        lane=lane,
        ranking=chosen.id,
        scores=tuple(_ordered(explained, benchmark, spec)),
        sources={name: structs.replace(catalog.sources[name], publishers={}) for name in sources},
        standing=benchmark_state(catalog, benchmark.id),
    )


def _ordered(found: list[ExplainedScore], benchmark: Benchmark, spec: Counted | None) -> Iterator[ExplainedScore]:
    """The preferred score, marked as such where the lane admits any, and the others with why they stand behind it."""
    if not found:
        return
    first, *rest = found
    yield structs.replace(first, preferred=first.admitted)
    for one in rest:
        yield structs.replace(one, after=_after(first, one, benchmark, spec))


def _after(first: ExplainedScore, one: ExplainedScore, benchmark: Benchmark, spec: Counted | None) -> Decided:
    if first.admitted and not one.admitted:
        return Decided(by="lane", here=first.observation.tier, there=one.observation.tier)
    return decided(first.observation, one.observation, benchmark, spec)


def explain_category(
    catalog: Catalog,
    left: Subject,
    right: Subject,
    category: str,
    ranking: str | Ranking = "even",
    lane: str | None = None,
) -> CategoryExplanation:
    """How the category of a pair is decided under an even ranking.

    Raises:
        UnknownCategory: the ranking has no such category.
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.

    """
    chosen = naming.ranking(catalog, ranking)
    lane = naming.lane(chosen, lane)
    if category not in chosen.categories:
        raise UnknownCategory(category, tuple(chosen.categories))
    found = compare(catalog, left, right, chosen, lane, places={})
    results = {one.id: one for one in found.categories}
    tests = tuple(test for test in found.shared if test.counted and test.category == category)
    rule = chosen.categories[category]
    variance = _variance(tests, rule.between_tests, chosen.thresholds.prior_tests)
    return CategoryExplanation(
        left=left.model,
        right=right.model,
        result=results[category],
        rule=rule,
        tests=tests,
        prior_tests=chosen.thresholds.prior_tests,
        variance=variance,
        precision=_precision(tests, variance, rule.between_pairs),
    )


def explain_overall(
    catalog: Catalog, left: Subject, right: Subject, ranking: str | Ranking = "even", lane: str | None = None
) -> OverallExplanation:
    """How the overall of a pair follows from its categories under an even ranking.

    Raises:
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.

    """
    found = compare(catalog, left, right, ranking, lane, places={})
    decided = tuple(result for result in found.categories if result.shared)
    return OverallExplanation(left=found.left, right=found.right, categories=decided, overall=found.overall)


def explain_classic(
    catalog: Catalog, who: Subject, ranking: str | Ranking = "classic", lane: str | None = None
) -> ClassicExplanation:
    """A model's classic values with their parts.

    Raises:
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.

    """
    chosen = naming.ranking(catalog, ranking)
    lane = naming.lane(chosen, lane)
    standing = classic_standing(catalog, who.model.id, chosen, lane)
    return ClassicExplanation(
        model=who.model,
        ranking=chosen.id,
        lane=lane,
        overall=standing.overall,
        categories=standing.values,
        weights={name: rule.weight for name, rule in chosen.categories.items()},
        names={name: one.name for name, one in (catalog.benchmarks | catalog.sources).items()},
    )


def _score(catalog: Catalog, benchmark: Benchmark, seen: Observation, ranking: Ranking, lane: str) -> ExplainedScore:
    found = reading(benchmark, seen, ranking.thresholds.assumed_items, chance_corrected=ranking.chance_corrected)
    used = as_counted(catalog, found)
    plain = scaled(benchmark, seen.value)
    spec = counted_specs(ranking).get(benchmark.id)
    known = plain is not None and used.items is not None
    effect = effect_of(benchmark)
    corrected = ranking.chance_corrected and plain is not None
    return ExplainedScore(
        observation=seen,
        scaled=used.scaled,
        items=used.items,
        items_from=used.items_from,
        centre=jeffreys(plain or 0.0, used.items or 1) if known else None,
        binomial=binomial_error(plain or 0.0, used.items or 1, effect) if known else None,
        effect=effect,
        uncorrected=plain if corrected else None,
        reach=reach(benchmark) if corrected else None,
        reported=reported_error(benchmark, seen) if known else None,
        step=rounding_step(benchmark, seen) if known else None,
        error=used.error,
        interval=used.interval,
        admitted=seen.tier in ranking.lanes[lane] and benchmark.kind != "composite",
        counts=spec is not None and counts_as(spec[1], seen),
        preferred=False,
        raw_file=raw_file(catalog, seen),
    )


def raw_file(catalog: Catalog, row: Observation | StatedFact) -> RawFile | None:
    """The file of its source that a row was read from; None where the row names none."""
    files = catalog.files.of.get(row.source, ()) if row.origin else ()
    return next((file for file in files if file.name == row.origin), None)


def _variance(tests: tuple[SharedTest, ...], between_tests: float, prior: int) -> float | None:
    if not tests:
        return None
    logits = [shift(test).logit for test in tests]
    mean = sum(logits) / len(logits)
    scatter = sum((each - mean) ** 2 for each in logits)
    return (prior * between_tests**2 + scatter) / (prior + len(logits) - 1)


def _precision(tests: tuple[SharedTest, ...], variance: float | None, between_pairs: float) -> float | None:
    if variance is None:
        return None
    return 1 / between_pairs**2 + sum(1 / (variance + shift(test).logit_error ** 2) for test in tests)
