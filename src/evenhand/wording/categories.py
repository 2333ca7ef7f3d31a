"""What is said of each category: its word, the tests it rests on, and each side's own average apart."""

from collections.abc import Iterator

from evenhand.records.comparison import CategoryResult, Comparison, SharedTest, SingleTest
from evenhand.records.states import Side
from evenhand.records.wording import CategoryWords, Sentence
from evenhand.wording import numbers
from evenhand.wording.estimates import category_estimates
from evenhand.wording.names import Names, category_label, names_of, test_kind
from evenhand.wording.numbers import listed
from evenhand.wording.sentence import Written, say

WORDS = {
    "leads": "{leader} leads",
    "leans": "leans to {leader}",
    "too close to call": "too close to call",
    "practically equal": "practically equal",
    "not comparable": "not comparable: no counted test in common",
}
CHANCE = "{ahead} would be ahead on the next {kind} test with probability {chance}."
EVEN_CHANCE = "on the next {kind} test either may be ahead."
MOST_TESTS = 4


def category_words(comparison: Comparison) -> tuple[CategoryWords, ...]:
    """Words for every category of the ranking, in its order."""
    names = names_of(comparison)
    if comparison.relation == "same":
        return tuple(_same(result) for result in comparison.categories)
    return tuple(
        CategoryWords(
            category=result.id,
            label=category_label(result.id),
            word=category_word(result, names),
            details=tuple(_details(result, comparison, names)),
        )
        for result in comparison.categories
    )


def _same(result: CategoryResult) -> CategoryWords:
    word = say("category.same", "one and the same model")
    return CategoryWords(category=result.id, label=category_label(result.id), word=word, details=())


def category_word(result: CategoryResult, names: Names) -> Sentence:
    """The state in a few words."""
    if result.state == "no data":
        return _no_data(result, names)
    return say(f"category.{result.state}", WORDS[result.state], leader=names.side(result.leader))


def category_line(words: CategoryWords) -> str:
    """A category's word after its name, for a line of text: `Coding: leans to GPT-5.5`."""
    said = words.word.text
    named = words.word.rule == "category.leads"  # begins with a model's name
    return f"{words.label}: {said if named else said[:1].lower() + said[1:]}"


REASONS = {
    "other version": "the versions differ",
    "version unstated": "the version is not stated for both",
    "other context length": "the context lengths differ",
    "context length unstated": "the context length is not stated for both",
    "other tools": "the tools differ",
    "tools unstated": "it is not stated for both which tools they had",
    "other subset": "the subsets differ",
    "other metric": "one is the best or the majority of several tries",
}


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
    yield from category_estimates(result, names)


def _on_these(result: CategoryResult, comparison: Comparison, names: Names) -> Sentence:
    tests = [test for test in comparison.shared if test.counted and test.category == result.id]
    values: dict[str, Written | str] = {"left": names.left, "right": names.right}
    pairs = []
    for place, test in enumerate(tests[:MOST_TESTS]):
        pairs.append(f"{{t{place}}} ({{l{place}}} to {{r{place}}})")
        values |= _pair(place, test, names)
    rest = len(tests) - len(pairs)
    named = listed((*pairs, *(("{rest} more",) if rest > 0 else ())))
    return say("category.tests", f"{{left}} against {{right}}: {named}.", rest=(rest, str(rest)), **values)


def _pair(place: int, test: SharedTest, names: Names) -> dict[str, Written | str]:
    left, right = test.left.scaled, test.right.scaled
    return {
        f"t{place}": names.test(test.benchmark),
        f"l{place}": (left, numbers.average(left)),
        f"r{place}": (right, numbers.average(right)),
    }


def _chances(result: CategoryResult, names: Names) -> Sentence:
    """The mean difference with its interval, and the probability for the next test."""
    ahead, chance = _next(result)
    reach = result.interval
    low, high, level = (reach.low, reach.high, reach.level) if reach else (None, None, 0.0)
    return say(
        "category.chance",
        "{left} minus {right} is {difference} points over {tests} ({level} interval from the questions alone:"
        " {low} to {high}); " + (EVEN_CHANCE if numbers.percent_chance(chance) == "50%" else CHANCE),
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


def _next(result: CategoryResult) -> tuple[Side, float | None]:
    """Who would rather be ahead on the next test, the leader where there is one, and with what probability."""
    ahead: Side = result.leader or ("left" if (result.probability or 0.5) >= 0.5 else "right")
    return ahead, result.probability if ahead == "left" else 1 - (result.probability or 0.5)


def next_test_text(result: CategoryResult, names: Names) -> str:
    """The next test of the kind beside the category's word: `next test: GPT-5.5 ahead with probability 65%`."""
    ahead, chance = _next(result)
    if numbers.percent_chance(chance) == "50%":
        return "next test: either may be ahead"
    return f"next test: {names.side(ahead)} ahead with probability {numbers.percent_chance(chance)}"


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
    first, second = (_condition(text) for text in one.detail.partition(" / ")[::2])
    conditions = " ({first} for {left}; {second} for {right})" if first != second else ""
    if one.reason == "not admitted":
        template = "{test} is not compared: this lane does not admit the score of {outside}"
        template += f", and the conditions do not match{conditions}" if conditions else ""
    else:
        template = f"{{test}} is not compared: {REASONS.get(one.reason, one.reason)}{conditions}"
    return say(
        f"left out.{one.reason}",
        template + ".",
        test=names.test(one.benchmark),
        outside=listed(tuple(names.side(side) for side in one.outside)),
        first=first,
        second=second,
        left=names.left,
        right=names.right,
    )


def _condition(text: str) -> str:
    """One side's condition as evidence notes it (`tools none`, `version v6`), in words."""
    kind, _, value = text.partition(" ")
    if value in ("", "unstated"):
        return "not stated" if value else ""
    if kind == "tools":
        return {"none": "no tools", "tools": "with tools"}.get(value, f"{value} tools")
    return value.upper() if kind == "context" else value.replace("..", " to ")


def _own_averages(result: CategoryResult, names: Names) -> Iterator[Sentence]:
    """Each side's own average, labelled with its tests; two averages of different tests are said not to compare."""
    left, right = result.left_average, result.right_average
    if left.value is None or right.value is None or result.same_tests:
        return
    if left.counted == 1:
        template = (
            "Each under its own conditions, and so not comparable: {left} has {one} on the one counted test, {right}"
        )
        template += " has {other}."
    else:
        template = "Each over what it took itself, and so not comparable: {left} has {one} on {k} of the {all} counted"
        template += " tests, {right} has {other} on {m}."
    yield say(
        "category.own averages",
        template,
        left=names.left,
        right=names.right,
        one=(left.value, numbers.average(left.value)),
        other=(right.value, numbers.average(right.value)),
        k=(len(left.tests), str(len(left.tests))),
        m=(len(right.tests), str(len(right.tests))),
        all=(left.counted, str(left.counted)),
    )
