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
    published = one.left_published or one.right_published
    parts = [
        "The classic view gives {category} to {leader}, {high} against {low}: it averages whatever each side reported,",
        " which is ",
        _made_of("left", one.left_tests, accounted=one.left_accounted),
        " and ",
        _made_of("right", one.right_tests, accounted=one.right_accounted),
        " (values as another site published them). " if published else ". ",
        _instead(one),
    ]
    left_leads = one.classic_leader == "left"
    high, low = (one.classic_left, one.classic_right) if left_leads else (one.classic_right, one.classic_left)
    return say(
        f"classic.disagrees.{one.even_state}",
        "".join(parts),
        category=category_name(one.category),
        leader=names.side(one.classic_leader),
        high=(high, numbers.average(high)),
        low=(low, numbers.average(low)),
        left=names.left,
        right=names.right,
        left_tests=names.tests(one.left_tests),
        right_tests=names.tests(one.right_tests),
        even_leader=names.side(one.even_leader),
        k=(len(one.shared), numbers.count(len(one.shared), "test")),
    )


def _made_of(side: str, tests: tuple[str, ...], *, accounted: bool) -> str:
    if not tests:
        return f"tests that it does not name for {{{side}}}"
    more = "" if accounted else " with others that it does not name"
    return f"{{{side}_tests}}{more} for {{{side}}}"


def _instead(one: ClassicDisagreement) -> str:
    if one.even_state == "not comparable":
        return "No counted test of the kind was taken by both, so nothing follows."
    if one.even_state == "no data":
        return "In this lane one side has no score there at all."
    if one.even_leader:
        verb = "leads" if one.even_state == "leads" else "is ahead"
        return f"On the {{k}} that both took, {{even_leader}} {verb}."
    return "On the {k} that both took it is " + one.even_state + "."
