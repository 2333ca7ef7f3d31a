"""What the error of one score covers, and what answers to the same questions do to the error of a difference."""

from collections.abc import Iterator

from evenhand.records.comparison import Comparison, Reading, SharedTest
from evenhand.records.intervals import Interval
from evenhand.records.wording import Sentence
from evenhand.wording.names import names_of
from evenhand.wording.numbers import average, correlation, points, rounded, share
from evenhand.wording.sentence import say


def interval_words(reading: Reading) -> Sentence | None:
    """A score's interval with its method and what it covers; None where it has none."""
    return covered(reading.interval, assumed=reading.items_from == "assumed") if reading.interval else None


def covered(found: Interval, *, assumed: bool) -> Sentence:
    """An interval of a score: `95% interval 87.9 to 97.1 (Wilson; questions)`."""
    return say(
        "score.interval",
        "{level} interval {low} to {high} (Wilson; questions" + (", their number assumed)" if assumed else ")"),
        level=(found.level, share(found.level)),
        low=(found.low, average(found.low)),
        high=(found.high, average(found.high)),
    )


def comparison_paired_words(comparison: Comparison) -> Iterator[Sentence]:
    """The counted tests of which the answers of both sides are on file, question by question."""
    names = names_of(comparison)
    for test in comparison.shared:
        if test.counted:
            yield from paired_words(test, names.test(test.benchmark), names.left, names.right)


def paired_words(test: SharedTest, name: str, left: str, right: str) -> Iterator[Sentence]:
    """What both sides' answers to the same questions say; nothing where they are not on file."""
    found = test.paired
    if found is None or test.error is None:
        return
    yield say(
        "paired.questions",
        "{name}, question by question: of {items} questions {left} alone solved {left_only} and {right} alone"
        " {right_only}; McNemar’s mid-p {p}.",
        name=name,
        items=(found.items, f"{found.items:,}"),
        left=left,
        right=right,
        left_only=(found.left_only, f"{found.left_only:,}"),
        right_only=(found.right_only, f"{found.right_only:,}"),
        p=(found.p_value, "under 0.01" if found.p_value < 0.01 else str(rounded(found.p_value, 2))),
    )
    if points(test.error) == points(found.unpaired_error):
        return
    yield say(
        "paired.error",
        "Their answers on {name} correlate at {correlation}, so the standard error of the difference is {error} points"
        " instead of {unpaired}.",
        name=name,
        correlation=(found.correlation, correlation(found.correlation)),
        error=(test.error, points(test.error)),
        unpaired=(found.unpaired_error, points(found.unpaired_error)),
    )
