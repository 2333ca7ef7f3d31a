"""Where plain averages of whatever each model reported say something else, and why."""

from evenhand.records.comparison import ClassicDisagreement, Comparison
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.names import Names, category_name, names_of
from evenhand.wording.sentence import say


def disagreement_words(comparison: Comparison) -> tuple[Sentence, ...]:
    """One sentence a category; when the two views agree, that is said."""
    names = names_of(comparison)
    found = tuple(_disagreement(one, names) for one in comparison.disagreements)
    if found or not comparison.classic.categories:
        return found
    return (
        say("classic.agrees", "The classic averages name no other leader in any category than the shared tests do."),
    )


def _disagreement(one: ClassicDisagreement, names: Names) -> Sentence:
    left_leads = one.classic_leader == "left"
    high, low = (one.classic_left, one.classic_right) if left_leads else (one.classic_right, one.classic_left)
    return say(
        f"classic.disagrees.{one.even_state}",
        "The classic view gives {category} to {leader}, {high} against {low}" + _because(one) + " " + _instead(one),
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
    )


def _because(one: ClassicDisagreement) -> str:
    """What the two averages are made of, as far as this catalog can tell."""
    if one.left_tests == one.right_tests and one.left_accounted and one.right_accounted:
        return ", over {left_tests} for both."
    published = " The values are another site's." if one.left_published or one.right_published else ""
    left = _made_of("left", one.left_tests, accounted=one.left_accounted)
    right = _made_of("right", one.right_tests, accounted=one.right_accounted)
    return f", because it averages whatever each side reported: {left}; {right}.{published}"


def _made_of(side: str, tests: tuple[str, ...], *, accounted: bool) -> str:
    if not tests:
        return f"for {{{side}}} nothing that this catalog holds"
    verb = "does" if len(tests) == 1 else "do"
    alone = "" if accounted else f", which alone {verb} not give that value"
    return f"for {{{side}}} {{{side}_tests}}{alone}"


def _instead(one: ClassicDisagreement) -> str:
    if one.even_state == "not comparable":
        return "No counted test of the kind was taken by both, so nothing follows."
    if one.even_state == "no data":
        return "In this lane one side has no score there at all."
    if one.even_leader:
        verb = "leads" if one.even_state == "leads" else "is ahead"
        return f"On the {{k}} that both took, {{even_leader}} {verb}."
    return "On the {k} that both took it is " + one.even_state + "."
