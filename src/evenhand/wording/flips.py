"""What would flip the answer, in words: the cheapest changes first, or that nothing tried does."""

from collections.abc import Callable

from evenhand.records.comparison import Comparison, Flip
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.names import Names, category_name, names_of
from evenhand.wording.sentence import say

MOST = 3
LIMITS = {
    "cost per month": "A monthly budget from {after} up to just under {before} would leave only {other}.",
    "first token": "A limit on the first token from {after} up to just under {before} would leave only {other}.",
    "context": "A need for more than {before} tokens of context, up to {after}, would leave only {other}.",
}
RELAXED = {
    "cost per month": "With a monthly budget of {after} instead of {before} it would be {other}.",
    "first token": "With a limit of {after} instead of {before} on the first token it would be {other}.",
    "context": "With a need for {after} instead of {before} tokens of context it would be {other}.",
}


def flip_words(comparison: Comparison) -> tuple[Sentence, ...]:
    """At most three flips; reversals come first."""
    names = names_of(comparison)
    if comparison.relation == "same":
        return ()
    found = [_flip(flip, names) for flip in comparison.flips[:MOST]]
    if not found and not comparison.flips_tried:
        return ()
    if not found:
        tried = numbers.listed(comparison.flips_tried, "or")
        found = [say("flip.none", "Nothing among the things tried changes the answer: {tried}.", tried=tried)]
    rest = len(comparison.flips) - len(found)
    if comparison.flips and all(flip.effect == "weakens" for flip in comparison.flips):
        found.insert(
            0, say("flip.weaker", "No change that was tried gives it to the other side; these make it less sure.")
        )
    if rest > 0:
        more = (rest, numbers.count(rest, "further change"))
        found.append(say("flip.more", "{more} would change the answer too; the JSON lists all of them.", more=more))
    return tuple(found)


def _flip(flip: Flip, names: Names) -> Sentence:
    if flip.kind == "benchmark removed":
        return _removed(flip, names)
    if flip.kind == "weight":
        return _weight(flip, names)
    return _limit(flip, names)


def _removed(flip: Flip, names: Names) -> Sentence:
    return say(
        "flip.benchmark",
        "Without {test} the overall would read: {word}.",
        test=names.test(flip.what),
        word=_word(flip, names),
    )


def _weight(flip: Flip, names: Names) -> Sentence:
    return say(
        "flip.weight",
        "With a weight of {after} instead of {before} for {category} the overall would read: {word}.",
        after=(flip.after, numbers.average(flip.after)),
        before=(flip.before, numbers.average(flip.before)),
        category=category_name(flip.what),
        word=_word(flip, names),
    )


def _limit(flip: Flip, names: Names) -> Sentence:
    """A limit of the reader's that only the other side keeps, or that would let the other side in if it were moved."""
    relaxed = flip.kind == "limit relaxed"
    what = flip.what if relaxed else flip.kind
    before, after = numbers.pair(_writer(what), flip.before, flip.after)
    return say(
        "flip.relaxed" if relaxed else f"flip.{flip.kind}",
        (RELAXED if relaxed else LIMITS)[what],
        before=(flip.before, before),
        after=(flip.after, after),
        other=names.side(flip.leader),
    )


def _writer(what: str) -> Callable[[float | None], str]:
    """How the figures of a limit are written."""
    writers: dict[str, Callable[[float | None], str]] = {"cost per month": numbers.cost, "first token": numbers.seconds}
    return writers.get(what, lambda value: numbers.tokens(int(value or 0)))


def _word(flip: Flip, names: Names) -> str:
    words = {"leads": f"{names.side(flip.leader)} leads", "leans": f"leans to {names.side(flip.leader)}"}
    return words.get(flip.becomes, flip.becomes)
