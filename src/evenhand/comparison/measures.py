"""What can be set against what: scores, running costs, facts and every test, and the value of each for a model."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property

from msgspec import Struct

from evenhand.catalog import naming
from evenhand.catalog.as_of import last_day
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.catalog.nearest import nearest
from evenhand.comparison.admission import admitted
from evenhand.comparison.benchmark_states import benchmark_states, standing_rows
from evenhand.comparison.board import OVERALL
from evenhand.comparison.operations import side_operations
from evenhand.errors import UnknownBenchmark, UnknownMeasure
from evenhand.records.board import BoardRow
from evenhand.records.estimates import Estimate
from evenhand.records.explore import Measure, Value
from evenhand.records.facts import Benchmark, Model
from evenhand.records.operations import SideOperations, Workload
from evenhand.records.ranking import Ranking
from evenhand.scoring.scale import on_common_scale
from evenhand.scoring.standard_errors import reading

SCORE = "score"
MONEY = "US dollars per million tokens"
PLAIN = (
    Measure(id="input", name="Input price", kind="money", group="running", better="lower", unit=MONEY),
    Measure(id="output", name="Output price", kind="money", group="running", better="lower", unit=MONEY),
    Measure(id="cached", name="Price of cached input", kind="money", group="running", better="lower", unit=MONEY),
    Measure(id="blended", name="Blended price", kind="money", group="running", better="lower", unit=MONEY),
    Measure(
        id="cost", name="Cost of the workload", kind="money", group="running", better="lower", unit="US dollars a month"
    ),
    Measure(id="speed", name="Output speed", kind="rate", group="running", better="higher", unit="tokens a second"),
    Measure(id="first-token", name="Time to the first token", kind="seconds", group="running", better="lower"),
    Measure(id="answer", name="Time to the whole answer", kind="seconds", group="running", better="lower"),
    Measure(id="context", name="Context window", kind="tokens", group="facts", better="higher", unit="tokens"),
    Measure(id="released", name="Release date", kind="date", group="facts", better="lower"),
    Measure(id="parameters", name="Parameters", kind="parameters", group="facts", better="lower", unit="billions"),
    Measure(id="measured", name="Measured share of the score", kind="share", group="facts"),
    Measure(id="dots", name="Confidence", kind="dots", group="facts", unit="dots of four"),
)
RUNNING: dict[str, Callable[[SideOperations], float | None]] = {
    "input": lambda run: run.offer.input if run.offer else None,
    "output": lambda run: run.offer.output if run.offer else None,
    "cached": lambda run: run.offer.cached_input if run.offer else None,
    "blended": lambda run: run.blended,
    "cost": lambda run: run.per_month,
    "speed": lambda run: run.tokens_per_second,
    "first-token": lambda run: run.first_token_seconds,
    "answer": lambda run: run.whole_answer_seconds,
}
FACTS: dict[str, Callable[[BoardRow, Model], Value | None]] = {
    "context": lambda _, model: plain(model.context_window),
    "parameters": lambda _, model: plain(model.parameters),
    "released": lambda _, model: day_value(model.released) if model.released else None,
    "measured": lambda row, _: plain(100.0 * measured_share(row)),
    "dots": lambda row, _: plain(row.dots),
}


class Seen(Struct, frozen=True, dict=True):
    """A row of the board with what a measure reads of it; running costs are worked out when they are asked for."""

    catalog: Catalog
    row: BoardRow
    model: Model
    workload: Workload
    speed_days: int

    @cached_property
    def run(self) -> SideOperations:
        """What running the model takes."""
        return side_operations(self.catalog, self.model, self.workload, self.speed_days)


def measures(catalog: Catalog, ranking: Ranking, least: int = 1) -> tuple[Measure, ...]:
    """Every measure: scores of the ranking, running costs, facts, and the tests that so many models took."""
    scores = (_score(OVERALL), *(_score(name) for name in ranking.categories))
    states = benchmark_states(catalog)
    tests = (one for one in catalog.benchmarks.values() if states[one.id].models >= least and one.kind != "composite")
    return (*scores, *PLAIN, *(_test(one) for one in sorted(tests, key=lambda one: one.name.casefold())))


def measure_of(catalog: Catalog, ranking: Ranking, text: str) -> Measure:
    """The measure of this id, or the test of this name.

    Raises:
        UnknownMeasure: there is neither; holds the nearest ids.

    """
    known = {one.id: one for one in (_score(OVERALL), *map(_score, ranking.categories), *PLAIN)}
    if text in known:
        return known[text]
    try:
        return _test(naming.benchmark(catalog, text))
    except UnknownBenchmark as error:
        raise UnknownMeasure(text, nearest(text, (*known, *catalog.benchmarks)) or tuple(known)) from error


def known_measures(catalog: Catalog, ranking: Ranking, names: Iterable[str]) -> dict[str, Measure]:
    """The measures of these names, those left out that this catalog and ranking do not have."""
    found = {}
    for name in names:
        try:
            found[name] = measure_of(catalog, ranking, name)
        except UnknownMeasure:
            continue
    return found


def values_of(
    catalog: Catalog, ranking: Ranking, lane: str, measure: Measure, rows: Iterable[Seen]
) -> dict[str, Value]:
    """The value of each model that has one."""
    if measure.group == "tests":
        return _test_values(catalog, ranking, lane, catalog.benchmarks[measure.id], {one.model.id for one in rows})
    found = {one.model.id: _value(measure, one) for one in rows}
    return {model: value for model, value in found.items() if value is not None}


def category_of(measure: Measure) -> str:
    """The board that a measure is the score of; empty for other measures."""
    if measure.group != "scores":
        return ""
    return measure.id.removeprefix(f"{SCORE}-") if measure.id != SCORE else OVERALL


def plain(number: float | None) -> Value | None:
    """A bare number as a value."""
    return None if number is None else Value(value=float(number))


def day_value(stated: str) -> Value:
    """A day, or the middle of a month or year with its first and last day as the interval."""
    last = date.fromisoformat(last_day(stated)).toordinal()
    first = date.fromisoformat((stated + "-01-01")[:10]).toordinal()
    if first == last:
        return Value(value=float(first), text=stated)
    return Value(value=(first + last) / 2, low=float(first), high=float(last), text=stated)


def measured_share(row: BoardRow) -> float:
    """The share of the weight that is measured: of the board's own score, else of the overall."""
    return row.estimate.measured if row.estimate and row.estimate.hard else row.measured


def _score(category: str) -> Measure:
    name = SCORE if category == OVERALL else f"{SCORE}-{category}"
    return Measure(id=name, name=category, kind="score", group="scores", better="higher", unit="of 100")


def _test(benchmark: Benchmark) -> Measure:
    scaled = on_common_scale(benchmark)
    return Measure(
        id=benchmark.id,
        name=benchmark.name,
        kind="score" if scaled else "value",
        group="tests",
        better="higher" if scaled else benchmark.direction,
        unit="points" if scaled else benchmark.unit,
    )


def _value(measure: Measure, one: Seen) -> Value | None:
    if measure.id in RUNNING:
        return plain(RUNNING[measure.id](one.run))
    if measure.id in FACTS:
        return FACTS[measure.id](one.row, one.model)
    return _score_value(one.row, category_of(measure))


def _score_value(row: BoardRow, category: str) -> Value | None:
    """A score where the model has a place on that board; a classic average has no interval."""
    if category == OVERALL:
        found = _estimated(row.estimate) if row.estimate else plain(row.overall)
        return found if row.ranked else None
    cell = row.categories[category]
    return _estimated(cell.estimate) if cell.estimate and cell.place else plain(cell.value)


def _estimated(estimate: Estimate) -> Value | None:
    reach = estimate.interval
    if estimate.score is None or reach is None:
        return None
    return Value(value=estimate.score, low=reach.low, high=reach.high)


def _test_values(
    catalog: Catalog, ranking: Ranking, lane: str, benchmark: Benchmark, models: Iterable[str]
) -> dict[str, Value]:
    """The score that stands for each model on the form that the benchmark's page is about, as the lane admits it."""
    inside = {name: admitted(catalog, Subject(catalog.models[name]), ranking.lanes[lane])[0] for name in models}
    taken = {name: tests[benchmark.id] for name, tests in inside.items() if benchmark.id in tests}
    chosen = standing_rows(benchmark, taken, benchmark_states(catalog)[benchmark.id].form)
    found = {}
    for model, row in chosen.items():
        seen = reading(benchmark, row, ranking.thresholds.assumed_items)
        reach = seen.interval
        value = row.value if seen.scaled is None else seen.scaled
        found[model] = Value(value=value, low=reach.low if reach else None, high=reach.high if reach else None)
    return found
