"""What is said of each category: its word, the tests it rests on, and each side's own average apart."""

from collections.abc import Iterator

from evenhand.records.comparison import CategoryResult, Comparison, SharedTest, SingleTest
from evenhand.records.wording import CategoryWords, Sentence
from evenhand.wording import numbers
from evenhand.wording.names import Names, category_label, names_of, test_kind
from evenhand.wording.numbers import listed
from evenhand.wording.sentence import Written, say

WORDS = {
    "leads": "{leader} leads",
    "leans": "leans to {leader}",
    "too close to call": "too close to call",
    "practically equal": "practically equal",
    "not comparable": "not comparable: no shared test",
}
MOST_TESTS = 4


def category_words(comparison: Comparison) -> tuple[CategoryWords, ...]:
    """Words for every category of the ranking, in its order."""
    names = names_of(comparison)
    return tuple(
        CategoryWords(
            category=result.id,
            label=category_label(result.id),
            word=category_word(result, names),
            details=tuple(_details(result, comparison, names)),
        )
        for result in comparison.categories
    )


def category_word(result: CategoryResult, names: Names) -> Sentence:
    """The state in a few words."""
    if result.state == "no data":
        return _no_data(result, names)
    return say(f"category.{result.state}", WORDS[result.state], leader=names.side(result.leader))


def _no_data(result: CategoryResult, names: Names) -> Sentence:
    if result.missing_side == "both":
        return say("category.no data", "no data on either side")
    name = names.left if result.missing_side == "left" else names.right
    return say("category.no data", "no data for {missing}", missing=name)


def _details(result: CategoryResult, comparison: Comparison, names: Names) -> Iterator[Sentence]:
    if result.shared:
        yield _on_these(result, comparison, names)
        yield _chances(result, names)
    elif result.state == "not comparable":
        yield from _apart(result, comparison, names)
    yield from _own_averages(result, names)


def _on_these(result: CategoryResult, comparison: Comparison, names: Names) -> Sentence:
    tests = [test for test in comparison.shared if test.counted and test.category == result.id]
    values: dict[str, Written | str] = {"left": names.left, "right": names.right}
    pairs = []
    for place, test in enumerate(tests[:MOST_TESTS]):
        pairs.append(f"{{t{place}}} {{l{place}}} to {{r{place}}}")
        values |= _pair(place, test, names)
    rest = len(tests) - len(pairs)
    more = "; {rest} more below" if rest > 0 else ""
    template = f"{{left}} against {{right}}: {', '.join(pairs)}{more}."
    return say("category.tests", template, rest=(rest, str(rest)), **values)


def _pair(place: int, test: SharedTest, names: Names) -> dict[str, Written | str]:
    left, right = test.left.scaled, test.right.scaled
    return {
        f"t{place}": names.test(test.benchmark),
        f"l{place}": (left, numbers.average(left)),
        f"r{place}": (right, numbers.average(right)),
    }


def _chances(result: CategoryResult, names: Names) -> Sentence:
    """The mean difference with its interval, and the probability for the next test."""
    ahead = result.leader or ("left" if (result.probability or 0.5) >= 0.5 else "right")
    chance = result.probability if ahead == "left" else 1 - (result.probability or 0.5)
    reach = result.interval
    low, high, level = (reach.low, reach.high, reach.level) if reach else (None, None, 0.0)
    return say(
        "category.chance",
        "{left} minus {right} is {difference} points over {tests} ({level} interval from the questions alone:"
        " {low} to {high});"
        " {ahead} would be ahead on the next {kind} test with probability {chance}.",
        left=names.left,
        right=names.right,
        difference=(result.difference, numbers.signed(result.difference)),
        tests=(len(result.shared), numbers.count(len(result.shared), "shared test")),
        level=(level, numbers.share(level)),
        low=(low, numbers.signed(low)),
        high=(high, numbers.signed(high)),
        ahead=names.side(ahead),
        kind=test_kind(result.id),
        chance=(chance, numbers.percent_chance(chance)),
    )


def _apart(result: CategoryResult, comparison: Comparison, names: Names) -> Iterator[Sentence]:
    """What each side took instead, when nothing is shared."""
    for side, name in (("left", names.left), ("right", names.right)):
        alone = [one for one in comparison.left_out if one.category == result.id and side not in one.outside]
        took = tuple(one.benchmark for one in alone if getattr(one, side) is not None)
        if took:
            yield say("category.took", "{name} took {tests}.", name=name, tests=names.tests(took))
    for one in comparison.left_out:
        if one.category == result.id and one.left is not None and one.right is not None:
            yield left_out_sentence(one, names)


def left_out_sentence(one: SingleTest, names: Names) -> Sentence:
    """Why a test that both sides took is not compared."""
    first, _, second = one.detail.partition(" / ")
    conditions = " ({first} for {left}, {second} for {right})" if first and second else ""
    if one.reason == "not admitted":
        template = "{test} is not compared: this lane does not admit the figure for {outside}"
        template += f", and the conditions differ{conditions}" if conditions else ""
    else:
        template = "{test} is not compared: {reason}" + conditions
    return say(
        f"left out.{one.reason}",
        template + ".",
        test=names.test(one.benchmark),
        reason=one.reason,
        outside=listed(tuple(names.side(side) for side in one.outside)),
        first=first,
        second=second,
        left=names.left,
        right=names.right,
    )


def _own_averages(result: CategoryResult, names: Names) -> Iterator[Sentence]:
    """Each side's own average, labelled with its tests; two averages of different tests are said not to compare."""
    left, right = result.left_average, result.right_average
    if left.value is None or right.value is None or result.same_tests:
        return
    yield say(
        "category.own averages",
        "Own averages, over different tests and so not comparable: {left} {one} over {k} of the {all} counted tests,"
        " {right} {other} over {m}.",
        left=names.left,
        right=names.right,
        one=(left.value, numbers.average(left.value)),
        other=(right.value, numbers.average(right.value)),
        k=(len(left.tests), str(len(left.tests))),
        m=(len(right.tests), str(len(right.tests))),
        all=(left.counted, str(left.counted)),
    )
