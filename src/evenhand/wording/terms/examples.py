"""An example of a term out of a real comparison: figures that stand on that comparison's page too."""

from collections.abc import Callable, Iterable

from evenhand.records.comparison import Comparison, Reading, SharedTest
from evenhand.records.estimates import RankPlace
from evenhand.records.wording import ComparisonWords
from evenhand.wording import numbers
from evenhand.wording.names import names_of

STATES = {
    "leads": "leads",
    "leans": "leans",
    "too-close-to-call": "too close to call",
    "practically-equal": "practically equal",
    "not-comparable": "not comparable",
    "no-data": "no data",
}
Written = Callable[[Comparison, ComparisonWords], str]


def example(term: str, found: Comparison, words: ComparisonWords) -> str:
    """What the comparison shows of the term; empty where it shows nothing of it."""
    if term in STATES:
        return _state(found, words, STATES[term])
    written = EXAMPLES.get(term)
    return written(found, words) if written else ""


def _state(found: Comparison, words: ComparisonWords, state: str) -> str:
    """The first category in this state, with the sentence about it."""
    states = {one.id: one.state for one in found.categories}
    category = next((one for one in words.categories if states.get(one.category) == state), None)
    return f"{category.label}: {category.word.text}. {_first(category.details)}".strip() if category else ""


def _measured(found: Comparison) -> tuple[SharedTest, Reading] | None:
    """The first counted shared test and its left side, where an error is known."""
    known = (one for one in found.shared if one.counted and one.left.error is not None and one.left.items)
    test = next(known, None)
    return (test, test.left) if test else None


def _error(found: Comparison, _: ComparisonWords) -> str:
    measured = _measured(found)
    if measured is None:
        return ""
    test, reading = measured
    name, score = names_of(found).left, numbers.average(reading.scaled)
    return (
        f"{name} has {score} on {found.benchmarks[test.benchmark].name}, from"
        f" {numbers.count(reading.items or 0, 'question')}: a standard error of {numbers.points(reading.error)} points."
    )


def _interval(found: Comparison, _: ComparisonWords) -> str:
    whole = found.overall
    if whole.difference is None or whole.interval is None:
        return ""
    low, high = numbers.signed(whole.interval.low), numbers.signed(whole.interval.high)
    tests = numbers.count(len(whole.shared), "shared counted test")
    return (
        f"On {tests} the two differ by {numbers.signed(whole.difference)} points, left less right, with a"
        f" {numbers.share(whole.interval.level)} interval from {low} to {high}."
    )


def _shared(found: Comparison, _: ComparisonWords) -> str:
    names = tuple(found.benchmarks[name].name for name in found.overall.shared)
    if not names:
        return ""
    both = names_of(found)
    listed = numbers.listed(names[:3])
    more = f" and {len(names) - 3} more" if len(names) > len(names[:3]) else ""
    return f"{both.left} and {both.right} share {numbers.count(len(names), 'counted test')}: {listed}{more}."


def _place(found: Comparison, _: ComparisonWords) -> str:
    rank: RankPlace | None = found.overall.left.rank
    if rank is None:
        return ""
    return f"{names_of(found).left} has place {rank.place}, {rank.best} to {rank.worst}, of {rank.of}."


def _share(found: Comparison, _: ComparisonWords) -> str:
    side = found.overall.left
    return f"{names_of(found).left} is measured on {numbers.measured_share(side.measured)} of the ranking’s weight."


def _dots(found: Comparison, _: ComparisonWords) -> str:
    side = found.overall.left
    return (
        f"{names_of(found).left} has {numbers.count(side.dots, 'dot')}: {numbers.count(side.counted, 'counted test')}"
        f" in {numbers.count(side.categories, 'category', 'categories')}."
    )


def _said(part: str) -> Written:
    """The first sentence of a part of the comparison's words."""
    return lambda _, words: _first(getattr(words, part))


def _summary(_: Comparison, words: ComparisonWords) -> str:
    return words.summary.text


def _first(sentences: Iterable[object]) -> str:
    return next((str(getattr(one, "text", "")) for one in sentences), "")


EXAMPLES: dict[str, Written] = {
    "standard-error": _error,
    "items": _error,
    "score": _error,
    "interval": _interval,
    "these-tests": _interval,
    "shared-test": _shared,
    "place": _place,
    "tied": _place,
    "measured-share": _share,
    "confidence": _dots,
    "pick": _said("pick"),
    "flip": _said("flips"),
    "classic": _said("disagreements"),
    "paired": _said("paired"),
    "flag": _said("flags"),
    "probability-ahead": _summary,
}
# The terms of which a comparison can show anything.
SHOWN = frozenset(EXAMPLES) | frozenset(STATES)
