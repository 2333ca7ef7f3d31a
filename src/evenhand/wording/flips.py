"""What would flip the answer, in words: the cheapest changes first, or that nothing tried does."""

from collections.abc import Callable

from evenhand.records.comparison import Comparison
from evenhand.records.facts import Offer
from evenhand.records.flips import Flip
from evenhand.records.states import Side
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.names import Names, category_name, names_of
from evenhand.wording.offers import condition_text
from evenhand.wording.sentence import Written, say

MOST = 2
LIKELY, TELLING = 0.05, 0.02
ALL = 100.0
TAKEN = {
    "benchmark removed": "Without {what} the overall would read: {word}.",
    "source removed": "Leaving out the scores that {what} gives, the overall would read: {word}.",
    "tier removed": "Leaving out the scores of tier {what}, the overall would read: {word}.",
    "vendor removed": "Leaving out what labs report, of themselves or of rivals, the overall would read: {word}.",
    "category removed": "Leaving out all tests of {what}, the overall would read: {word}.",
}
NEITHER = (
    "On {test}, which neither took, {behind} would have to be ahead by over {gap} points to be ahead on the whole; the "
    "estimates give that {chance}."
)
NEITHER_LESS = (
    "On {test}, which neither took, {ahead} would have to be ahead by at least {gap} points to stay ahead on the "
    "whole; the estimates give {chance} that it is not."
)
ABOVE = (
    "On {test}, of which this lane has no score of {behind}, one above {needed} would put it ahead in points; "
    "the estimates give that {chance}."
)
BELOW = (
    "On {test}, of which this lane has no score of {ahead}, one below {needed} would put {behind} ahead in points; "
    "the estimates give that {chance}."
)
LIMITS = {
    "cost per month": "A monthly budget from {after} up to just under {before} would leave only {other}.",
    "first token": "A limit on the first token from {after} up to just under {before} would leave only {other}.",
    "whole answer": "A limit on the whole answer from {after} up to just under {before} would leave only {other}.",
    "speed": "A need for more than {before} of output, up to {after}, would leave only {other}.",
    "context": "A need for more than {before} tokens of context, up to {after}, would leave only {other}.",
    "open weights": "A need for weights that can be downloaded would leave only {other}.",
}
RELAXED = {
    "cost per month": "With a monthly budget of {after} instead of {before}",
    "first token": "With a limit of {after} instead of {before} on the first token",
    "whole answer": "With a limit of {after} instead of {before} on the whole answer",
    "blended price": "With a limit of {after} instead of {before} on the blended price",
    "input price": "With a limit of {after} instead of {before} on the price of input",
    "output price": "With a limit of {after} instead of {before} on the price of output",
    "speed": "With a need for {after} instead of {before} of output",
    "context": "With a need for {after} instead of {before} tokens of context",
    "open weights": "Without the need for open weights",
}
PRICES = ("cost per month", "blended price", "input price", "output price")
Conditions = dict[Side, str]
THEN, OPEN = " it would be {other}.", " there would be no clear pick."


def flip_words(comparison: Comparison) -> tuple[Sentence, ...]:
    """The two cheapest flips, that no weighting is one where that is so, which test would tell most, how many more."""
    names = names_of(comparison)
    conditions = _conditions(comparison)
    found = [_flip(flip, names, conditions) for flip in comparison.flips[:MOST]]
    if not found and not comparison.flips_tried:
        return ()
    if not found:
        tried = numbers.listed(comparison.flips_tried, "or")
        found = [say("flip.none", "Nothing among the things tried changes the answer: {tried}.", tried=tried)]
    rest = len(comparison.flips) - len(found)
    weaker = all(flip.effect == "weakens" and flip.kind != "limit relaxed" for flip in comparison.flips)
    if comparison.flips and comparison.verdict.pick and weaker:
        found.insert(
            0, say("flip.weaker", "No change that was tried gives it to the other side; these make it less sure.")
        )
    others = (*_weightings(comparison, names), *_missing(comparison, names), *_next_best(comparison, names))
    return (*found, *others, *_more(rest))


def further_flip_words(comparison: Comparison) -> tuple[Sentence, ...]:
    """The flips beyond the two cheapest, in their order."""
    names = names_of(comparison)
    conditions = _conditions(comparison)
    return tuple(_flip(flip, names, conditions) for flip in comparison.flips[MOST:])


def _conditions(comparison: Comparison) -> Conditions:
    """At which hours the prices of the sides are others."""
    run = comparison.operations
    told: dict[Side, Offer | None] = {"left": run.left.offer, "right": run.right.offer}
    return {side: condition_text(offer.condition) for side, offer in told.items() if offer and offer.condition}


def _more(rest: int) -> tuple[Sentence, ...]:
    if rest <= 0:
        return ()
    more = (rest, numbers.count(rest, "further change"))
    return (say("flip.more", "{more} would change the answer too.", more=more),)


def _flip(flip: Flip, names: Names, conditions: Conditions) -> Sentence:
    if flip.kind == "weight moved":
        return _moved(flip, names)
    if flip.kind == "weight":
        return _weight(flip, names)
    if flip.kind in TAKEN:
        return _taken(flip, names)
    if flip.kind in ("effort", "tools"):
        return _setting(flip, names)
    return _limit(flip, names, conditions)


def _moved(flip: Flip, names: Names) -> Sentence:
    ahead = flip.side or "left"
    return say(
        "flip.moved",
        "Moving {size} of {all} points of weight from {tests} to {to} would leave no difference in points between the "
        "two on these tests; any more puts {other} ahead there.",
        size=(flip.size, _small(flip.size or 0.0)),
        all=(ALL, numbers.average(ALL)),
        tests=names.tests(tuple(one.benchmark for one in flip.shifted)),
        to=names.test(flip.what),
        other=names.across(ahead if ahead != "both" else "left"),
    )


def _taken(flip: Flip, names: Names) -> Sentence:
    kind = "vendor removed" if (flip.kind, flip.what) == ("tier removed", "vendor") else flip.kind
    what = category_name(flip.what) if kind == "category removed" else names.test(flip.what)
    return say(f"flip.{kind}", TAKEN[kind], what=what, word=_word(flip, names))


def _setting(flip: Flip, names: Names) -> Sentence:
    if flip.kind == "tools":
        how = "without tools" if flip.what == "none" else f"with {flip.what} tools"
        return say(
            "flip.tools", "On the scores {how} alone the overall would read: {word}.", how=how, word=_word(flip, names)
        )
    return say(
        "flip.effort",
        "On the scores of {side} at {effort} effort alone the overall would read: {word}.",
        side=names.side("left" if flip.side == "left" else "right"),
        effort=flip.what,
        word=_word(flip, names),
    )


def _weightings(comparison: Comparison, names: Names) -> tuple[Sentence, ...]:
    """That no weighting of the shared tests puts the other side ahead, where somebody is and that is so."""
    least = next((one for one in comparison.least_weights if one.scope == "overall"), None)
    if least is None or least.points is not None or comparison.overall.leader != least.ahead:
        return ()
    return (
        say(
            "flip.no_weighting",
            "No weighting of the {tests} puts {other} ahead: it is ahead on none of them.",
            tests=(least.tests, numbers.count(least.tests, "shared counted test")),
            other=names.across(least.ahead),
        ),
    )


def _missing(comparison: Comparison, names: Names) -> tuple[Sentence, ...]:
    """The missing score that most likely turns the difference in points, where it is likely enough to be said."""
    found = next((one for one in comparison.missing_tests if (one.probability or 0.0) >= LIKELY), None)
    if found is None:
        return ()
    chance = (found.probability, numbers.percent_chance(found.probability))
    test, behind = names.test(found.benchmark), names.side(found.behind)
    if found.needed is None:
        gap = (found.gap, numbers.points(found.gap))
        template = NEITHER if found.gap >= 0 else NEITHER_LESS
        other = names.across(found.behind)
        return (say("flip.missing_both", template, test=test, behind=behind, ahead=other, gap=gap, chance=chance),)
    needed = (found.needed, numbers.average(found.needed))
    if found.missing == found.behind:
        return (say("flip.missing", ABOVE, test=test, behind=behind, needed=needed, chance=chance),)
    ahead = names.across(found.behind)
    return (say("flip.missing_ahead", BELOW, test=test, behind=behind, ahead=ahead, needed=needed, chance=chance),)


def _next_best(comparison: Comparison, names: Names) -> tuple[Sentence, ...]:
    """The test to run next, where its outcome is expected to move the chance."""
    best = comparison.next_best_test
    if best is None or best.expected_change < TELLING:
        return ()
    who = "either side" if best.missing == "both" else names.side(best.missing)
    return (
        say(
            "flip.next_best",
            "The next test that would tell most is {test}, of which this lane has no score of {who}: its outcome is "
            "expected to move the chance that {left} is ahead over all counted tests, now {chance}, by {change}"
            " points.",
            test=names.test(best.benchmark),
            who=who,
            left=names.left,
            chance=(best.probability, numbers.percent_chance(best.probability)),
            change=(100.0 * best.expected_change, numbers.points(100.0 * best.expected_change)),
        ),
    )


def _small(value: float) -> str:
    """Points of weight: one decimal, below one two significant digits."""
    return numbers.average(value) if value >= 1.0 else numbers.plain(float(f"{value:.2g}"))


def _weight(flip: Flip, names: Names) -> Sentence:
    return say(
        "flip.weight",
        "With a weight of {after} instead of {before} for {category} the overall would read: {word}.",
        after=(flip.after, numbers.average(flip.after)),
        before=(flip.before, numbers.average(flip.before)),
        category=category_name(flip.what),
        word=_word(flip, names),
    )


def _limit(flip: Flip, names: Names, conditions: Conditions) -> Sentence:
    """A limit that only the other side keeps, or that would let the other side in if it were moved."""
    if flip.kind != "limit relaxed":
        return _limit_said(f"flip.{flip.kind}", LIMITS[flip.kind], flip.kind, flip, names, conditions)
    rule, ending = ("flip.relaxed", THEN) if flip.leader else ("flip.relaxed open", OPEN)
    return _limit_said(rule, RELAXED[flip.what] + ending, flip.what, flip, names, conditions)


def _limit_said(rule: str, template: str, what: str, flip: Flip, names: Names, conditions: Conditions) -> Sentence:
    before, after = numbers.pair(_writer(what), flip.before, flip.after)
    told: dict[str, Written | str] = {"before": (flip.before, before), "after": (flip.after, after)}
    if what in PRICES and conditions:
        template = (
            template.removesuffix(".")
            + "".join(f"; {{{side}}} costs {{{side}_condition}}" for side in conditions)
            + "."
        )
        told |= {side: names.side(side) for side in conditions}
        told |= {f"{side}_condition": text for side, text in conditions.items()}
    return say(rule, template, other=names.side(flip.leader), **told)


def _writer(what: str) -> Callable[[float | None], str]:
    """How the figures of a limit are written."""
    writers: dict[str, Callable[[float | None], str]] = {
        "cost per month": numbers.cost,
        "blended price": numbers.money,
        "input price": numbers.money,
        "output price": numbers.money,
        "first token": numbers.seconds,
        "whole answer": numbers.seconds,
        "speed": numbers.speed,
    }
    return writers.get(what, lambda value: numbers.tokens(int(value or 0)))


def _word(flip: Flip, names: Names) -> str:
    words = {"leads": f"{names.side(flip.leader)} leads", "leans": f"leans to {names.side(flip.leader)}"}
    return words.get(flip.becomes, flip.becomes)
