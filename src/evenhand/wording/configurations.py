"""What is to be known of two configurations of one model: where one measurer's figure stands against another's."""

from collections.abc import Iterator

from evenhand.records.comparison import Comparison
from evenhand.records.facts import Observation
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.sentence import say


def measurer_words(comparison: Comparison) -> Iterator[Sentence]:
    """On how many of the shared counted tests different people measured the two; nothing for two models."""
    counted = [test for test in comparison.shared if test.counted]
    apart = [test for test in counted if _apart(test.left.observation, test.right.observation)]
    if comparison.relation == "configurations" and apart:
        yield say(
            "pick.measurers",
            "On {apart} of the {tests} the two were measured by different people, so that the difference may be that of"
            " the runs.",
            apart=(len(apart), f"{len(apart)}"),
            tests=(len(counted), numbers.count(len(counted), "counted test") + " that both took"),
        )


def _apart(one: Observation, other: Observation) -> bool:
    """Whether it is known of both who measured them, and these are not the same."""
    who, others = one.measured_by.casefold(), other.measured_by.casefold()
    return bool(who and others) and who != others
