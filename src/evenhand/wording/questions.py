"""The questions a reader asks, each answered with the sentences that the figures carry."""

from collections.abc import Iterator
from math import isclose

from evenhand.records.comparison import CategoryResult, Comparison
from evenhand.records.states import Side
from evenhand.records.wording import Answer, Sentence
from evenhand.wording import numbers
from evenhand.wording.categories import category_word
from evenhand.wording.names import Names, category_name, names_of
from evenhand.wording.pick import pick_words, weightless_tests
from evenhand.wording.sentence import say


def question_words(comparison: Comparison) -> tuple[Answer, ...]:
    """Better overall, each category with evidence or none, cheaper, faster, longer context, comparable at all."""
    names = names_of(comparison)
    return (
        _overall(comparison, names),
        *(_category(result, names) for result in comparison.categories if result.state != "no data"),
        Answer(key="cheaper", question="Which is cheaper?", sentences=(_cheaper(comparison, names),)),
        Answer(key="faster", question="Which is faster?", sentences=(_faster(comparison, names),)),
        Answer(key="context", question="Which takes the longer context?", sentences=(_context(comparison, names),)),
        _possible(comparison),
    )


def _overall(comparison: Comparison, names: Names) -> Answer:
    question = f"Which is better overall, {names.left} or {names.right}?"
    return Answer(key="overall", question=question, sentences=pick_words(comparison))


def _possible(comparison: Comparison) -> Answer:
    question = "Can these two be compared at all?"
    return Answer(key="comparable", question=question, sentences=(_comparable(comparison),))


def _category(result: CategoryResult, names: Names) -> Answer:
    question = f"Which is better for {category_name(result.id)}?"
    return Answer(key=result.id, question=question, sentences=tuple(_category_answer(result, names)))


def _category_answer(result: CategoryResult, names: Names) -> Iterator[Sentence]:
    if result.state == "not comparable":
        yield say(
            "question.not comparable",
            "That cannot be said: both have scores, but they have no counted test of the kind in common under matching"
            " conditions.",
        )
        return
    ahead = result.leader
    if ahead is None:
        word = category_word(result, names).text
        tests = (len(result.shared), numbers.count(len(result.shared), "shared test"))
        yield say("question.open", "Neither, on {tests}: {word}.", tests=tests, word=word[:1].lower() + word[1:])
        return
    chance = max(result.probability or 0.5, 1 - (result.probability or 0.5))
    yield say(
        f"question.{result.state}",
        "{ahead}: ahead by {difference} points over {tests}, and ahead on the next one with probability {chance}.",
        ahead=names.side(ahead),
        difference=(result.difference, numbers.points(result.difference)),
        tests=(len(result.shared), numbers.count(len(result.shared), "shared test")),
        chance=(chance, numbers.percent_chance(chance)),
    )


def _cheaper(comparison: Comparison, names: Names) -> Sentence:
    run = comparison.operations
    left, right = run.left.blended, run.right.blended
    if left is None or right is None:
        unknown = _unknown(names, left, right)
        return say("question.cheaper unknown", "That is not known: no price is known for {unknown}.", unknown=unknown)
    if left == right == 0:
        return say("question.cheaper free", "Neither: both are free.")
    if run.cheaper is None:
        return say(
            "question.cheaper equal",
            "Neither: both cost {same} per million tokens, blended.",
            same=(left, numbers.money(left)),
        )
    low, high = min(left, right), max(left, right)
    written = numbers.pair(numbers.money, low, high)
    template = "{cheaper}: {low} per million tokens, blended, against {high}."
    if low == 0:
        template = "{cheaper}: it is {low}, against {high} per million tokens, blended."
    values = {"low": (low, written[0]), "high": (high, written[1])}
    return say("question.cheaper", template, cheaper=names.side(run.cheaper), **values)


def _faster(comparison: Comparison, names: Names) -> Sentence:
    """By the time to the whole answer; by output speed only where that time is not known of both."""
    run = comparison.operations
    left, right = run.left.whole_answer_seconds, run.right.whole_answer_seconds
    if left is None or right is None:
        return _faster_output(comparison, names)
    low, high = min(left, right), max(left, right)
    written = numbers.pair(numbers.seconds, low, high)
    output = (run.workload.output, numbers.count(run.workload.output, "token"))
    told = {"low": (low, written[0]), "high": (high, written[1]), "output": output}
    if isclose(left, right):
        return say("question.faster alike", "Neither: a whole answer of {output} takes {low} from both.", **told)
    sooner: Side = "left" if left < right else "right"
    if run.faster in (sooner, None):
        template = "{sooner}: a whole answer of {output} takes {low}, against {high}."
        return say("question.faster", template, sooner=names.side(sooner), **told)
    return say(
        "question.faster differs",
        "{sooner} answers sooner, {low} against {high} for a whole answer of {output}; {writer} writes faster once it"
        " begins, {fast} of output against {slow}.",
        sooner=names.side(sooner),
        writer=names.across(sooner),
        **told,
        **_rates(comparison),
    )


def _faster_output(comparison: Comparison, names: Names) -> Sentence:
    run = comparison.operations
    rates = (run.left.tokens_per_second, run.right.tokens_per_second)
    if None in rates:
        unknown = _unknown(names, *rates)
        old = any(side.old_speed for side in (run.left, run.right))
        template = "That is not known: no " + "recent " * old + "output speed is known for {unknown}."
        return say("question.faster unknown", template, unknown=unknown)
    if run.faster is None:
        return say("question.faster equal", "Neither: both give {same}.", same=(rates[0], numbers.speed(rates[0])))
    return say(
        "question.faster output",
        "{writer} once it begins, {fast} of output against {slow}; how long a whole answer takes is not known for"
        " {unknown}.",
        writer=names.side(run.faster),
        unknown=_unknown(names, run.left.whole_answer_seconds, run.right.whole_answer_seconds),
        **_rates(comparison),
    )


def _rates(comparison: Comparison) -> dict[str, tuple[float | None, str]]:
    """Both output speeds, the `fast` and the `slow`."""
    run = comparison.operations
    slow, fast = sorted((run.left.tokens_per_second or 0.0, run.right.tokens_per_second or 0.0))
    written = numbers.pair(numbers.speed, fast, slow)
    return {"fast": (fast, written[0]), "slow": (slow, written[1])}


def _context(comparison: Comparison, names: Names) -> Sentence:
    run, windows = comparison.operations, (comparison.left.context_window, comparison.right.context_window)
    if None in windows:
        unknown = _unknown(names, *windows)
        template = "That is not known: no context window is known for {unknown}."
        return say("question.context unknown", template, unknown=unknown)
    if run.larger_context is None:
        same = (windows[0], numbers.tokens(windows[0]))
        return say("question.context equal", "Neither: both windows are {same} tokens.", same=same)
    high, low = max(window or 0 for window in windows), min(window or 0 for window in windows)
    written = numbers.pair(numbers.tokens, high, low)
    return say(
        "question.context",
        "{larger}: {high} tokens against {low}.",
        larger=names.side(run.larger_context),
        high=(high, written[0]),
        low=(low, written[1]),
    )


def _unknown(names: Names, left: float | None, right: float | None) -> str:
    """The sides of which something is not known."""
    sides = ((names.left, left), (names.right, right))
    return numbers.listed(tuple(name for name, value in sides if value is None), "or")


def _comparable(comparison: Comparison) -> Sentence:
    overall = comparison.overall
    weighing = [result for result in comparison.categories if result.weight > 0]
    decided = sum(bool(result.shared) for result in weighing)
    if weightless := weightless_tests(comparison):
        return say(
            "question.comparable no weight",
            "Not with these weights: what both took, {tests}, carries no weight.",
            tests=weightless,
        )
    if not overall.shared:
        return say(
            "question.comparable none",
            "Not like for like: they have no counted test in common under matching conditions.",
        )
    return say(
        "question.comparable",
        "They share {tests} in {categories} of {all}, which {carry} {share} of the ranking's weight.",
        tests=(len(overall.shared), numbers.count(len(overall.shared), "counted test")),
        categories=(decided, str(decided)),
        carry="carries" if decided == 1 else "carry",
        all=(len(weighing), numbers.count(len(weighing), "category", "categories")),
        share=(overall.evidence_weight, numbers.share(overall.evidence_weight)),
    )
