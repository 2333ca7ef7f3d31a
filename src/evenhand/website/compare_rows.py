"""The tables of a comparison page, row by row, as text."""

from itertools import groupby

from msgspec import Struct

from evenhand.records.classic import ClassicValue
from evenhand.records.comparison import (
    CategoryResult,
    Comparison,
    OwnAverage,
    Reading,
    SharedTest,
    SideOverall,
    SingleTest,
)
from evenhand.records.estimates import Estimate, RankPlace
from evenhand.records.facts import Benchmark
from evenhand.records.intervals import Interval
from evenhand.records.wording import CategoryWords, ComparisonWords, Sentence
from evenhand.website.score_text import is_web, score_text
from evenhand.wording.estimates import WITHHELD, estimate_text, place_text
from evenhand.wording.flags import flag_words_of, labels
from evenhand.wording.intervals import paired_words
from evenhand.wording.names import category_label, names_of
from evenhand.wording.numbers import UNKNOWN, average, count, integer, listed, points, rounded, share, signed

# A chance of being first that is worth a word.
LIKELY = 0.05


class Row(Struct, frozen=True, kw_only=True):
    """A label and a cell for each side, each with a remark below it."""

    label: str
    left: str
    right: str
    note: str = ""
    left_note: str = ""
    right_note: str = ""


class CategoryRow(Struct, frozen=True, kw_only=True):
    """A category: its word and difference, each side's mean on the shared tests, and apart from it its own average.

    `folded` says that the details only tell what each side took alone.
    """

    label: str
    weight: str
    word: str
    difference: str
    shared: str
    left: str
    left_own: str
    right: str
    right_own: str
    details: tuple[Sentence, ...]
    folded: bool


class TestRow(Struct, frozen=True, kw_only=True):
    """A shared test: both scores with standard errors, the difference, flags, and the records behind them."""

    name: str
    about: str
    left: str
    left_error: str
    right: str
    right_error: str
    better: str
    lower: bool
    widest: bool
    difference: str
    difference_error: str
    flags: tuple[str, ...]
    flag_words: tuple[Sentence, ...]
    paired: tuple[Sentence, ...]
    test: SharedTest
    benchmark: Benchmark


class SingleRow(Struct, frozen=True, kw_only=True):
    """A test that was left out: what each side has on it, with its source."""

    name: str
    detail: str
    left: str = ""
    left_source: str = ""
    left_link: str = ""
    right: str = ""
    right_source: str = ""
    right_link: str = ""


class ClassicRow(Struct, frozen=True, kw_only=True):
    """A category as the classic view has it, beside what the shared tests say."""

    label: str
    leader: str
    left: str
    left_note: str
    right: str
    right_note: str
    even: str


class Group(Struct, frozen=True, kw_only=True):
    """Rows under one heading."""

    label: str
    rows: tuple[TestRow, ...] | tuple[SingleRow, ...]


def overall_rows(comparison: Comparison) -> tuple[Row, ...]:
    """Score, mean on shared tests, rank, confidence, and how much is measured."""
    left, right = comparison.overall.left, comparison.overall.right
    rows = (
        Row(
            label="Mean on the shared tests, weighted by category",
            left=average(left.on_shared),
            right=average(right.on_shared),
        ),
        _two("Score over all counted tests", _score(left.estimate), _score(right.estimate)),
        _two("Rank", _rank(left, left.rank), _rank(right, right.rank)),
        _two("Verified rank", _rank(left, left.verified_rank), _rank(right, right.verified_rank)),
        _two("Confidence", _dots(left), _dots(right)),
        _two("Measured share of the ranking", _measured(left), _measured(right)),
    )
    return tuple(row for row in rows if (row.left, row.right) != (UNKNOWN, UNKNOWN))


def category_rows(comparison: Comparison, words: ComparisonWords) -> tuple[CategoryRow, ...]:
    """One row a category, in the comparison's order."""
    said = {word.category: word for word in words.categories}
    return tuple(_category(result, said.get(result.id)) for result in comparison.categories)


def test_groups(comparison: Comparison) -> tuple[Group, ...]:
    """The shared tests by category; those that do not count come last in theirs."""
    order = {result.id: place for place, result in enumerate(comparison.categories)}
    tests = sorted(
        comparison.shared,
        key=lambda test: (order.get(test.category, len(order)), test.category, not test.counted),
    )
    return tuple(
        Group(label=category_label(name), rows=tuple(_test(comparison, test) for test in group))
        for name, group in groupby(tests, key=lambda test: test.category)
    )


def left_out_groups(comparison: Comparison) -> tuple[Group, ...]:
    """The tests left out, by reason, the reasons in alphabetical order."""
    tests = sorted(comparison.left_out, key=lambda test: (test.reason, test.category, test.benchmark))
    return tuple(
        Group(label=reason.capitalize(), rows=tuple(_single(comparison, test) for test in group))
        for reason, group in groupby(tests, key=lambda test: test.reason)
    )


def classic_rows(comparison: Comparison, words: ComparisonWords) -> tuple[ClassicRow, ...]:
    """The classic view: overall, then its categories."""
    said = {word.category: word.word.text for word in words.categories}
    view = comparison.classic
    rows = [
        ClassicRow(
            label=category_label(row.id),
            leader=row.leader or "",
            left=average(row.left.value),
            left_note=_made_of(row.left),
            right=average(row.right.value),
            right_note=_made_of(row.right),
            even=said.get(row.id, ""),
        )
        for row in view.categories
    ]
    left, right = view.left.overall, view.right.overall
    whole = ClassicRow(
        label="Overall",
        leader=view.winner or "",
        left=integer(left.value if left else None),
        left_note=_made_of(left) if left else "",
        right=integer(right.value if right else None),
        right_note=_made_of(right) if right else "",
        even=_state(comparison),
    )
    return (whole, *rows) if left or right else tuple(rows)


def classic_note(comparison: Comparison) -> str:
    """Whose values the published ones are; empty when there is none."""
    view = comparison.classic
    values = [value for row in view.categories for value in (row.left, row.right)]
    values += [side.overall for side in (view.left, view.right) if side.overall]
    sources = dict.fromkeys(value.source for value in values if value.published)
    named = listed(tuple(comparison.names.get(source, source) for source in sources if source))
    return f"Published values are printed by {named}; the others are averaged here." if named else ""


def _two(label: str, left: tuple[str, str], right: tuple[str, str]) -> Row:
    return Row(label=label, left=left[0], left_note=left[1], right=right[0], right_note=right[1])


def _score(estimate: Estimate) -> tuple[str, str]:
    """The score with its interval, and how much of it is measured or why none is shown."""
    if estimate.interval is None:
        return (UNKNOWN, WITHHELD[estimate.withheld]) if estimate.withheld else (UNKNOWN, "")
    return estimate_text(estimate), f"{share(estimate.measured)} measured"


def _rank(side: SideOverall, place: RankPlace | None) -> tuple[str, str]:
    if place is None:
        return ("unranked", side.why_unranked) if side.why_unranked else (UNKNOWN, "")
    first = f"; first with probability {share(place.first)}" if place.first >= LIKELY else ""
    return place_text(place), f"of {place.of}{first}"


def _dots(side: SideOverall) -> tuple[str, str]:
    need = f"more needs {side.dots_need}" if side.dots_need else ""
    return f"{side.dots} of 4", need


def _measured(side: SideOverall) -> tuple[str, str]:
    tests, categories = count(side.counted, "counted test"), count(side.categories, "category", "categories")
    return share(side.measured), f"{tests}, {categories}"


def _category(result: CategoryResult, said: CategoryWords | None) -> CategoryRow:
    return CategoryRow(
        label=said.label if said else category_label(result.id),
        weight=f"{result.weight:g}",
        word=said.word.text if said else result.state,
        difference=_difference(result.difference, result.interval),
        shared=count(len(result.shared), "shared test") if result.shared else "",
        left=_mean(result.left_mean),
        left_own=_own(result.left_average),
        right=_mean(result.right_mean),
        right_own=_own(result.right_average),
        details=said.details if said else (),
        folded=not result.shared,
    )


def _difference(difference: float | None, interval: Interval | None) -> str:
    if difference is None:
        return ""
    spread = f", 90% interval {signed(interval.low)} to {signed(interval.high)}" if interval else ""
    return f"{signed(difference)} points{spread}"


def _mean(value: float | None) -> str:
    return "–" if value is None else average(value)


def _own(side: OwnAverage) -> str:
    tests = f"{len(side.tests)} of {count(side.counted, 'test')}"
    return f"own {average(side.value)} on {tests}" if side.value is not None else f"took {tests}"


def _test(comparison: Comparison, test: SharedTest) -> TestRow:
    benchmark, names = comparison.benchmarks[test.benchmark], names_of(comparison)
    return TestRow(
        name=benchmark.name,
        about=_about(benchmark, test),
        left=score_text(test.left.observation, benchmark),
        left_error=_error(test.left),
        right=score_text(test.right.observation, benchmark),
        right_error=_error(test.right),
        better=_better(test),
        lower=benchmark.direction == "lower",
        widest=test.counted and comparison.swing is not None and comparison.swing.benchmark == test.benchmark,
        difference=signed(test.difference),
        difference_error=f"± {points(test.error)}" if test.error is not None else "",
        flags=(*(() if test.counted else ("shown, not counted",)), *labels(test.flags)),
        flag_words=flag_words_of(comparison, test),
        paired=tuple(paired_words(test, benchmark.name, names.left, names.right)),
        test=test,
        benchmark=benchmark,
    )


def _about(benchmark: Benchmark, test: SharedTest) -> str:
    measures = benchmark.measures.strip().rstrip(".")
    said = f"{measures[:1].upper()}{measures[1:]}. " if measures else ""
    apart = f"A test of this size can tell {points(test.separable)} points apart." if test.separable else ""
    return f"{said}{apart}"


def _error(reading: Reading) -> str:
    if reading.error is None or rounded(reading.error, 1) == 0:
        return ""
    return f"± {points(reading.error)}"


def _better(test: SharedTest) -> str:
    if not test.difference:
        return ""
    return "left" if test.difference > 0 else "right"


def _single(comparison: Comparison, test: SingleTest) -> SingleRow:
    benchmark = comparison.benchmarks.get(test.benchmark)
    sides = {"left": test.left, "right": test.right}
    cells = {name: value for side, reading in sides.items() for name, value in _cell(comparison, side, reading).items()}
    name = benchmark.name if benchmark else test.benchmark
    return SingleRow(name=name, detail=test.detail, **cells)


def _cell(comparison: Comparison, side: str, reading: Reading | None) -> dict[str, str]:
    if reading is None:
        return {side: "–"}
    row = reading.observation
    return {
        side: score_text(row, comparison.benchmarks.get(row.benchmark)),
        f"{side}_source": comparison.names.get(row.source, row.source),
        f"{side}_link": row.link if is_web(row.link) else f"/sources/{row.source}",
    }


def _state(comparison: Comparison) -> str:
    overall = comparison.overall
    if overall.leader is None or overall.state not in ("leads", "leans"):
        return overall.state.capitalize()
    leader = comparison.left.name if overall.leader == "left" else comparison.right.name
    return f"{leader} leads" if overall.state == "leads" else f"Leans to {leader}"


def _made_of(value: ClassicValue) -> str:
    if value.published:
        return "published"
    return f"from {count(len(value.parts), 'test')}"
