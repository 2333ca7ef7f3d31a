"""The answer at the head of a comparison: a short first line, what qualifies it, and the foremost reasons."""

from collections.abc import Iterator
from itertools import chain, zip_longest

from msgspec import Struct

from evenhand.records.comparison import Comparison
from evenhand.records.states import Side
from evenhand.records.wording import ComparisonWords, Sentence
from evenhand.website.rows.last_asked import kept_for_the_last
from evenhand.wording.pick_strength import strength_text

MOST = 3
STEPS = {"clear": 3, "moderate": 2, "slight": 1, "none": 0}


class VerdictLines(Struct, frozen=True, kw_only=True):
    """The first line, the rest of its sentence, the strength of a pick (0 to 3 and its name), reasons and the rest.

    `named` says that the rest begins with a model's name, which is spelt as it is.
    """

    headline: str
    rest: str
    named: bool = False
    strength: str
    steps: int
    reasons: tuple[Sentence, ...]
    more_reasons: tuple[Sentence, ...]


@kept_for_the_last
def verdict_lines(comparison: Comparison, words: ComparisonWords) -> VerdictLines:
    """The answer, at most three reasons in view."""
    headline, rest = first_line(words.pick[0])
    reasons = tuple(_by_turns(comparison, words))
    strength = comparison.verdict.strength if comparison.relation != "same" else "none"
    return VerdictLines(
        headline=headline,
        rest=rest,
        named=rest.startswith((comparison.left.name, comparison.right.name)),
        strength=strength_text(comparison),
        steps=STEPS[strength],
        reasons=reasons[:MOST],
        more_reasons=reasons[MOST:],
    )


def first_line(pick: Sentence) -> tuple[str, str]:
    """A pick's sentence at its colon: `Choose Birch 2:` and what it rests on; a sentence without one stays whole."""
    headline, colon, rest = pick.text.partition(": ")
    return (f"{headline}:", rest) if colon else (pick.text, "")


def _by_turns(comparison: Comparison, words: ComparisonWords) -> Iterator[Sentence]:
    """The reasons as they come; without a pick those for either side by turns, so that the first are not one side's."""
    reasons = comparison.verdict.reasons
    if comparison.verdict.pick or len(reasons) != len(words.reasons):
        return iter(words.reasons)
    said: dict[Side, list[Sentence]] = {"left": [], "right": []}
    for reason, sentence in zip(reasons, words.reasons, strict=True):
        said[reason.side].append(sentence)
    return (one for one in chain.from_iterable(zip_longest(said["left"], said["right"])) if one)
