"""The few words on the social image of a comparison: who leads, how surely, and what that rests on."""

from evenhand.records.comparison import Comparison
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.names import names_of
from evenhand.wording.pick_strength import standing_text
from evenhand.wording.sentence import say


def headline(comparison: Comparison) -> Sentence:
    """The word for the overall, with the name of the side it is for."""
    overall = comparison.overall
    if comparison.relation == "same":
        return say("card.same", "One and the same model")
    name = names_of(comparison).side(overall.leader)
    if overall.state == "leads":
        return say("card.leads", "{name} leads", name=name)
    if overall.state == "leans":
        return say("card.leans", "Leans to {name}", name=name)
    return say("card.state", "{word}", word=overall.state if overall.shared else "no shared test")


def standing(comparison: Comparison) -> str:
    """The strength of the pick, whose it is where another reason than the lead gives it, and whether it is partial."""
    verdict, said = comparison.verdict, standing_text(comparison)
    if verdict.pick is None or verdict.pick == comparison.overall.leader:
        return said
    name = names_of(comparison).side(verdict.pick)
    return f"{name}{' by price alone' if verdict.why == 'equal and cheaper' else ''}: {said}"


def support(comparison: Comparison) -> Sentence:
    """What the word rests on: the shared tests, the difference, the chance on new ones."""
    overall = comparison.overall
    if comparison.relation == "same":
        return say("card.nothing", "There is nothing to compare.")
    if not overall.shared or overall.difference is None:
        return say("card.none", "They share no counted test, so no average of theirs is compared.")
    tests = (len(overall.shared), numbers.count(len(overall.shared), "shared counted test"))
    gap = (overall.difference, numbers.points(overall.difference))
    if overall.leader is None or overall.probability is None:
        return say("card.apart", "On {tests} they are {gap} points apart.", tests=tests, gap=gap)
    ahead = overall.probability if overall.leader == "left" else 1 - overall.probability
    return say(
        "card.ahead",
        "{gap} points ahead on {tests}; ahead on new ones with probability {chance}.",
        gap=gap,
        tests=tests,
        chance=(ahead, numbers.percent_chance(ahead)),
    )
