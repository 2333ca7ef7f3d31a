"""Where plain averages of whatever each model reported say something else, and why."""

from typing import Literal

from evenhand.records.comparison import ClassicDisagreement, Comparison
from evenhand.records.states import Side
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.names import Names, category_name, names_of
from evenhand.wording.sentence import say

Missing = Side | Literal["both"] | None


def classic_leader_words(comparison: Comparison) -> tuple[Sentence, ...]:
    """One sentence a category; when the two views agree, that is said."""
    names = names_of(comparison)
    missing = {result.id: result.missing_side for result in comparison.categories}
    found = tuple(_disagreement(one, names, missing.get(one.category)) for one in comparison.disagreements)
    if found or not comparison.classic.categories:
        return found
    return (
        say("classic.agrees", "The classic averages name no other leader in any category than the shared tests do."),
    )


def _disagreement(one: ClassicDisagreement, names: Names, missing: Missing) -> Sentence:
    left_leads = one.classic_leader == "left"
    high, low = (one.classic_left, one.classic_right) if left_leads else (one.classic_right, one.classic_left)
    return say(
        f"classic.disagrees.{one.even_state}",
        "The classic view gives {category} to {leader}, {high} against {low}"
        f"{_because(one)} {_instead(one, missing)}",
        category=category_name(one.category),
        leader=names.side(one.classic_leader),
        high=(high, numbers.average(high)),
        low=(low, numbers.average(low)),
        left=names.left,
        right=names.right,
        left_tests=names.tests(one.left_tests),
        right_tests=names.tests(one.right_tests),
        even_leader=names.side(one.even_leader),
        k=(len(one.shared), numbers.count(len(one.shared), "counted test")),
        missing=names.left if missing == "left" else names.right,
    )


def _because(one: ClassicDisagreement) -> str:
    """What the two averages are made of, as far as this catalog can tell; no test is named that does not account."""
    if one.left_tests == one.right_tests and one.left_accounted and one.right_accounted:
        return ", over {left_tests} for both."
    published = " The values are another site's." if one.left_published or one.right_published else ""
    if not one.left_accounted and not one.right_accounted:
        return f", because it averages whatever each side reported: unnamed tests for both.{published}"
    left = _made_of("left", accounted=one.left_accounted)
    right = _made_of("right", accounted=one.right_accounted)
    return f", because it averages whatever each side reported: {left}, and {right}.{published}"


def _made_of(side: str, *, accounted: bool) -> str:
    return f"{{{side}_tests}} for {{{side}}}" if accounted else f"unnamed tests for {{{side}}}"


def _instead(one: ClassicDisagreement, missing: Missing) -> str:
    if one.even_state == "not comparable":
        nothing = "The two models have no test there in common, under matching conditions, that Even counts;"
        return f"{nothing} so nothing follows."
    if one.even_state == "no data":
        return "This lane admits no score there for " + ("either." if missing == "both" else "{missing}.")
    if one.even_leader:
        verb = "leads" if one.even_state == "leads" else "is ahead"
        return f"On the {{k}} that both took, {{even_leader}} {verb}."
    return "On the {k} that both took it is " + one.even_state + "."
