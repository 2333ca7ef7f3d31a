"""The tables of a comparison page, row by row, as text."""

from collections.abc import Mapping

from msgspec import Struct

from evenhand.records.classic import ClassicValue
from evenhand.records.comparison import (
    CategoryResult,
    Comparison,
    OwnAverage,
    SideOverall,
)
from evenhand.records.estimates import Estimate, RankPlace
from evenhand.records.wording import CategoryWords, ComparisonWords, Sentence
from evenhand.website.rows.last_asked import kept_for_the_last
from evenhand.wording.categories import next_test_text
from evenhand.wording.estimates import WITHHELD, estimate_text, place_text
from evenhand.wording.names import Names, category_label, names_of
from evenhand.wording.numbers import (
    UNKNOWN,
    average,
    count,
    integer,
    listed,
    measured_share,
    share,
    signed,
    subtracting,
)

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
    """A category: its word, each side's mean on the shared tests, the difference, and what opens under it.

    A side's own average is there only where it is over other tests than the shared ones. `rests_on` is how many tests
    are shared, and the probability for the next one, on which the word rests.
    """

    id: str
    label: str
    weight: str
    word: str
    rests_on: str
    left: str
    left_own: str
    right: str
    right_own: str
    difference: str
    interval: str
    shared: bool
    details: tuple[Sentence, ...]
    cautions: tuple[Sentence, ...]


class ClassicRow(Struct, frozen=True, kw_only=True):
    """A category as the classic view has it, beside what the shared tests say."""

    label: str
    leader: str
    left: str
    left_note: str
    right: str
    right_note: str
    even: str


@kept_for_the_last
def overall_rows(comparison: Comparison) -> tuple[Row, ...]:
    """Score, mean on shared tests, place, confidence, and how much is measured."""
    left, right = comparison.overall.left, comparison.overall.right
    rows = (
        _means(left.on_shared, right.on_shared),
        _two("Score over all counted tests", _score(left.estimate), _score(right.estimate)),
        _two("Place", _place(left, left.rank), _place(right, right.rank)),
        _two("Place in the verified lane", _place(left, left.verified_rank), _place(right, right.verified_rank)),
        _two("Confidence", _dots(left), _dots(right)),
        _two("Measured share of the ranking", _measured(left), _measured(right)),
    )
    return tuple(row for row in rows if (row.left, row.right) != (UNKNOWN, UNKNOWN))


@kept_for_the_last
def category_rows(
    comparison: Comparison, words: ComparisonWords, cautions: Mapping[str, tuple[Sentence, ...]]
) -> tuple[CategoryRow, ...]:
    """One row a category, in the comparison's order; `cautions` are those of each category."""
    said = {word.category: word for word in words.categories}
    names = None if comparison.relation == "same" else names_of(comparison)
    return tuple(
        _category(result, said.get(result.id), cautions.get(result.id, ()), names) for result in comparison.categories
    )


@kept_for_the_last
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


def _means(left: float | None, right: float | None) -> Row:
    """Both means with as many decimals as their difference needs, as the sentence about them has it."""
    known = None if left is None or right is None else subtracting(left, right)[:2]
    one, other = known or (average(left), average(right))
    return Row(label="Mean on the shared tests", note="weighted by category", left=one, right=other)


def _two(label: str, left: tuple[str, str], right: tuple[str, str]) -> Row:
    return Row(label=label, left=left[0], left_note=left[1], right=right[0], right_note=right[1])


def _score(estimate: Estimate) -> tuple[str, str]:
    """The score with its interval, and how much of it is measured or why none is shown."""
    if estimate.interval is None:
        return (UNKNOWN, WITHHELD[estimate.withheld]) if estimate.withheld else (UNKNOWN, "")
    return estimate_text(
        estimate
    ), f"{measured_share(estimate.measured)} measured" if estimate.measured else "all estimated"


def _place(side: SideOverall, place: RankPlace | None) -> tuple[str, str]:
    if place is None:
        return ("unranked", side.why_unranked) if side.why_unranked else (UNKNOWN, "")
    first = f"; first with probability {share(place.first)}" if place.first >= LIKELY else ""
    return place_text(place), f"of {place.of}{first}"


def _dots(side: SideOverall) -> tuple[str, str]:
    need = f"more needs {side.dots_need}" if side.dots_need else ""
    return f"{side.dots} of 4", need


def _measured(side: SideOverall) -> tuple[str, str]:
    tests, categories = count(side.counted, "counted test"), count(side.categories, "category", "categories")
    return measured_share(side.measured), f"{tests}, {categories}"


def _category(
    result: CategoryResult, said: CategoryWords | None, cautions: tuple[Sentence, ...], names: Names | None
) -> CategoryRow:
    own = not result.shared or not result.same_tests
    return CategoryRow(
        id=result.id,
        label=said.label if said else category_label(result.id),
        weight=f"{result.weight:g}",
        word=said.word.text if said else result.state,
        rests_on=_rests_on(result, names),
        left=_mean(result.left_mean),
        left_own=_own(result.left_average) if own else "",
        right=_mean(result.right_mean),
        right_own=_own(result.right_average) if own else "",
        difference=signed(result.difference) if result.difference is not None else "–",
        interval=f"{signed(result.interval.low)} to {signed(result.interval.high)}" if result.interval else "",
        shared=bool(result.shared),
        details=said.details if said else (),
        cautions=cautions,
    )


def _rests_on(result: CategoryResult, names: Names | None) -> str:
    """The number of shared tests and what they say of the next one, of which the word speaks; empty without any."""
    if not result.shared:
        return ""
    tests = count(len(result.shared), "shared test")
    return f"{tests}; {next_test_text(result, names)}" if names else tests


def _mean(value: float | None) -> str:
    return "–" if value is None else average(value)


def _own(side: OwnAverage) -> str:
    tests = f"{len(side.tests)} of {count(side.counted, 'test')}"
    return f"own {average(side.value)} on {tests}" if side.value is not None else f"took {tests}"


def _state(comparison: Comparison) -> str:
    overall = comparison.overall
    if overall.leader is None or overall.state not in ("leads", "leans"):
        return overall.state.capitalize()
    leader = names_of(comparison).side(overall.leader)
    return f"{leader} leads" if overall.state == "leads" else f"Leans to {leader}"


def _made_of(value: ClassicValue) -> str:
    if value.published:
        return "published"
    return f"from {count(len(value.parts), 'test')}"
