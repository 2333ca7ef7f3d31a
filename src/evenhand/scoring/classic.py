"""The classic values: a published composite where one is held, else the weighted mean of whatever is there."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.recent import Recent
from evenhand.records.classic import ClassicValue
from evenhand.records.facts import Benchmark, Observation
from evenhand.records.ranking import Counted, Ranking
from evenhand.scoring.confidence import confidence_dots
from evenhand.scoring.scale import on_common_scale

# The standings of every model in two lanes, which the places need.
MOST_RECENT = 10_000


class ClassicTest(Struct, frozen=True, kw_only=True):
    """A benchmark that classic looks at and that the model has: the one observation used, its weight if it counts."""

    benchmark: str
    counted: bool
    weight: float
    used: Observation


class ClassicStanding(Struct, frozen=True, kw_only=True):
    """A model by the classic rules in one lane: unrounded values on 0-100, and what each rests on.

    `tests` are by category, in the ranking file's order, counted ones first. `counted` and
    `counted_categories` decide `ranked`; `seen` and `seen_categories`, which include benchmarks that are
    shown without counting, decide `dots` (1 to 4).
    """

    model: str
    tests: dict[str, tuple[ClassicTest, ...]]
    values: dict[str, ClassicValue]
    overall: ClassicValue | None
    counted: int
    counted_categories: int
    seen: int
    seen_categories: int
    dots: int
    ranked: bool


def classic_standing(catalog: Catalog, model: str, ranking: Ranking, lane: str) -> ClassicStanding:
    """A model's tests, category values, overall, confidence and eligibility in a lane of a classic ranking.

    Raises:
        KeyError: the ranking has no such lane.

    """
    # Every comparison needs the places, and so the standing, of every model; the ranking is held so that its id stays.
    known: Recent[tuple[ClassicStanding, Ranking]] = catalog.lately("classic standing", MOST_RECENT)
    return known.of((id(ranking), model, lane), lambda: (_standing(catalog, model, ranking, lane), ranking))[0]


def _standing(catalog: Catalog, model: str, ranking: Ranking, lane: str) -> ClassicStanding:
    tests = {category: classic_tests(catalog, model, ranking, lane, category) for category in ranking.categories}
    values = _values(catalog, model, ranking, lane, tests)
    seen, seen_categories = _coverage(tests, counted_only=False)
    counted, counted_categories = _coverage(tests, counted_only=True)
    need = ranking.eligibility
    return ClassicStanding(
        model=model,
        tests=tests,
        values=values,
        overall=_overall(catalog, model, ranking, lane, values),
        counted=counted,
        counted_categories=counted_categories,
        seen=seen,
        seen_categories=seen_categories,
        dots=confidence_dots(ranking, seen, seen_categories),
        ranked=counted >= need.benchmarks and counted_categories >= need.categories,
    )


def classic_tests(catalog: Catalog, model: str, ranking: Ranking, lane: str, category: str) -> tuple[ClassicTest, ...]:
    """What the model has of a category: counted benchmarks, then those only shown, each with the observation used."""
    rows = catalog.observations_of.get(model, {})
    shown = (Counted(benchmark=name) for name in ranking.display_only.get(category, ()))
    rules = [(rule, True) for rule in ranking.categories[category].counted] + [(rule, False) for rule in shown]
    found: list[ClassicTest] = []
    for rule, counted in rules:
        benchmark = catalog.benchmarks.get(rule.benchmark)
        if benchmark is None or not averaged(benchmark) or rule.benchmark not in rows:
            continue
        fitting = fitting_rows(admitted(rows[rule.benchmark], ranking, lane), rule)
        used = used_observation(fitting, benchmark.tools)
        if used is not None:
            weight = rule.weight if counted else 0.0
            found.append(ClassicTest(benchmark=rule.benchmark, counted=counted, weight=weight, used=used))
    return tuple(found)


def averaged(benchmark: Benchmark) -> bool:
    """Whether classic may average or subtract the values: a test in percent, 0 to 100, where higher is better."""
    return on_common_scale(benchmark) and benchmark.unit == "percent" and benchmark.direction == "higher"


def admitted(rows: Iterable[Observation], ranking: Ranking, lane: str) -> list[Observation]:
    """The observations that the lane admits: of its trust tiers, and with a link where the lane needs a citation.

    Raises:
        KeyError: the ranking has no such lane.

    """
    tiers, cited = ranking.lanes[lane], lane in ranking.needs_citation
    return [seen for seen in rows if seen.tier in tiers and (seen.link or not cited)]


def fitting_rows(rows: Iterable[Observation], rule: Counted) -> list[Observation]:
    """The observations of the version and the context length that a ranking names, all where it names none."""
    return [seen for seen in rows if rule.version in {"", seen.version} and rule.context in {"", seen.context}]


def used_observation(rows: Iterable[Observation], tools: str = "none") -> Observation | None:
    """The one observation that stands for a benchmark, as the seed site has one value each; None without any.

    The full set comes before a subset, the benchmark's own `tools` before others, then the best trust tier,
    then the newest, then the higher value; the rest of the order only makes the choice the same every time.
    """
    rows = list(rows)
    if len(rows) < 2:
        return rows[0] if rows else None
    # Stable sorts, last key first: days run backwards, texts forwards.
    ordered = sorted(rows, key=_identity)
    ordered.sort(key=lambda seen: (_day(seen), seen.retrieved, seen.value), reverse=True)
    return min(ordered, key=lambda seen: (bool(seen.subset), seen.tools not in {"", tools}, seen.tier), default=None)


def weighted_mean(parts: Iterable[tuple[str, float, float]]) -> ClassicValue | None:
    """The mean of (name, value, weight), renormalised over the parts given; None where no part weighs anything."""
    used = tuple(parts)
    total = sum(weight for _, _, weight in used)
    if total <= 0:
        return None
    return ClassicValue(
        value=sum(value * weight for _, value, weight in used) / total,
        published=False,
        parts=tuple((name, value, weight / total) for name, value, weight in used),
    )


def on_category_board(standing: ClassicStanding, ranking: Ranking, category: str) -> bool:
    """Whether the model has the share of the category's counted benchmarks that its board asks for."""
    needed = ranking.eligibility.category_share * len(ranking.categories[category].counted)
    have = sum(test.counted for test in standing.tests[category])
    return 0 < have >= needed


def classic_places(catalog: Catalog, ranking: Ranking, lane: str) -> dict[str, int]:
    """The places of the ranked models of a lane by unrounded overall: 1 is best, equal overalls share a place."""
    names = {rule.benchmark for category in ranking.categories.values() for rule in category.counted}
    need = ranking.eligibility.benchmarks
    enough = [model for model, rows in catalog.observations_of.items() if len(names & rows.keys()) >= need]
    standings = (classic_standing(catalog, model, ranking, lane) for model in enough)
    overalls = {own.model: own.overall.value for own in standings if own.ranked and own.overall}
    return {model: 1 + sum(other > value for other in overalls.values()) for model, value in overalls.items()}


@lru_cache(maxsize=4096)
def rounded(value: float, places: int = 1) -> float:
    """Half-up rounding as a page prints it; the ninth decimal absorbs the noise of a mean."""
    written = Decimal(repr(round(value, 9))).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return float(written)


def _values(
    catalog: Catalog, model: str, ranking: Ranking, lane: str, tests: dict[str, tuple[ClassicTest, ...]]
) -> dict[str, ClassicValue]:
    values: dict[str, ClassicValue] = {}
    for category, rule in ranking.categories.items():
        value = _composite(catalog, model, ranking, lane, rule.composite) or _mean(tests[category])
        if value is not None:
            values[category] = value
    return values


def _mean(tests: tuple[ClassicTest, ...]) -> ClassicValue | None:
    """The weighted mean of the counted tests; of those only shown, equally, where no counted one is there."""
    counted = [(test.benchmark, test.used.value, test.weight) for test in tests if test.counted]
    shown = [(test.benchmark, test.used.value, 1.0) for test in tests if not test.counted]
    return weighted_mean(counted or shown)


def _overall(
    catalog: Catalog, model: str, ranking: Ranking, lane: str, values: dict[str, ClassicValue]
) -> ClassicValue | None:
    parts = ((category, value.value, ranking.categories[category].weight) for category, value in values.items())
    return _composite(catalog, model, ranking, lane, ranking.overall_composite) or weighted_mean(parts)


def _composite(catalog: Catalog, model: str, ranking: Ranking, lane: str, benchmark: str) -> ClassicValue | None:
    """A value that another site published, in lanes that need no citation: it names no tests that could be cited."""
    if not benchmark or lane in ranking.needs_citation:
        return None
    used = used_observation(catalog.observations_of.get(model, {}).get(benchmark, ()))
    return ClassicValue(value=used.value, published=True, source=used.source) if used else None


def _coverage(tests: dict[str, tuple[ClassicTest, ...]], *, counted_only: bool) -> tuple[int, int]:
    """How many benchmarks, in how many categories."""
    counts = [sum(test.counted or not counted_only for test in present) for present in tests.values()]
    return sum(counts), sum(count > 0 for count in counts)


def _day(seen: Observation) -> str:
    return seen.measured or seen.published or ""


def _identity(seen: Observation) -> tuple[str, ...]:
    return (seen.source, seen.effort, seen.mode, seen.harness, seen.prompting, seen.trials, seen.link, seen.raw)
