"""The pick, the reasons for it, and when to choose the other."""

from collections.abc import Callable, Iterator

from evenhand.records.comparison import Comparison, OverallResult
from evenhand.records.states import Side
from evenhand.records.verdict import Reason
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.configurations import measurer_words
from evenhand.wording.limits import LIMITS
from evenhand.wording.models import RETIRED
from evenhand.wording.names import Names, category_name, names_of
from evenhand.wording.offers import condition_text
from evenhand.wording.pick_strength import narrow_category
from evenhand.wording.sentence import Written, say
from evenhand.wording.weighing import weighed_pick, weighed_words

PRICE_LIMITS = {"cost per month", "blended price", "input price", "output price"}


def pick_words(comparison: Comparison) -> tuple[Sentence, ...]:
    """The pick or that there is none, what is heavy about it, and how far the evidence reaches."""
    names = names_of(comparison)
    overall = comparison.overall
    reaches = [_partial(overall)] if overall.partial and overall.shared else []
    return (
        _pick(comparison, names),
        *(_caution(caution, names) for caution in comparison.verdict.cautions),
        *weighed_words(comparison, names),
        *reaches,
        *narrow_words(comparison),
        *measurer_words(comparison),
        *_unknown_limits(comparison, names),
        *_retired(comparison, names),
        *_conditions(comparison, names),
    )


def reason_words(comparison: Comparison) -> tuple[Sentence, ...]:
    """Reasons for the pick, strongest first; without a pick, what speaks for each side."""
    names = names_of(comparison)
    prefix = "" if comparison.verdict.pick else "For {side}: "
    return tuple(
        reason_sentence(reason, names, f"reason.{reason.kind}", prefix) for reason in comparison.verdict.reasons
    )


def otherwise_words(comparison: Comparison) -> tuple[Sentence, ...]:
    """At most three true and material reasons to choose the other."""
    names = names_of(comparison)
    return tuple(
        reason_sentence(reason, names, f"otherwise.{reason.kind}", "Choose {side} if {condition}: ")
        for reason in comparison.verdict.otherwise
    )


def reason_sentence(reason: Reason, names: Names, rule: str, prefix: str) -> Sentence:
    """One reason, behind a prefix that may name the `{side}` and the `{condition}`."""
    template, values = BODIES[reason.kind](reason, names)
    if "{condition}" in prefix:
        template = template.removeprefix(IN_CATEGORY)
    condition = CONDITIONS[reason.kind].format(category=category_name(reason.category))
    return say(rule, prefix + template, side=names.side(reason.side), condition=condition, **values)


def _pick(comparison: Comparison, names: Names) -> Sentence:
    verdict, overall = comparison.verdict, comparison.overall
    if verdict.why in BY_RULE:
        return BY_RULE[verdict.why](comparison, names)
    if verdict.pick is None:
        return _no_pick(comparison, names)
    pick, across = names.side(verdict.pick), names.across(verdict.pick)
    if verdict.why == "equal and cheaper":
        return say(
            "pick.equal and cheaper",
            f"{{pick}}, by price alone: on the {{tests}}{_weighted(overall)} the two are practically equal, and it"
            " costs less than {across}.",
            pick=pick,
            across=across,
            tests=_tests(overall),
        )
    word = "Choose {pick}" if overall.state == "leads" else "{pick} rather than {across}"
    return say(
        f"pick.{overall.state}",
        f"{word}: on the {{tests}}{_weighted(overall)} it {{verb}} by {{difference}} points{_mean(overall)}; it would"
        f" be ahead on {_next(overall)} with probability {{chance}}.",
        pick=pick,
        across=across,
        tests=_tests(overall),
        verb="leads" if overall.state == "leads" else "is ahead",
        difference=(overall.difference, numbers.points(overall.difference)),
        chance=_chance(overall),
    )


def _no_pick(comparison: Comparison, names: Names) -> Sentence:
    overall = comparison.overall
    if comparison.verdict.why == "both break a limit":
        return say("pick.both break", "No pick: both models break a limit of the workload.")
    if overall.state == "practically equal":
        return say(
            "pick.practically equal",
            f"No clear pick: on the {{tests}}{_weighted(overall)} the two are practically equal.",
            tests=_tests(overall),
        )
    if overall.state == "too close to call":
        return _too_close(overall, names)
    return _nothing_shared(comparison, names)


def _too_close(overall: OverallResult, names: Names) -> Sentence:
    """Who would be ahead; where the points of these tests favour the other side, that too."""
    difference, chance = overall.difference or 0.0, _chance(overall)
    ahead: Side = "left" if (overall.probability or 0.5) >= 0.5 else "right"
    start = f"No clear pick: on the {{tests}}{_weighted(overall)} it is too close to call"
    if chance[1] == "50%":
        return say("pick.open", f"{start}, and {_next(overall)} may go to either.", tests=_tests(overall))
    against = numbers.points(difference) != "0.0" and (difference > 0) is not (ahead == "left")
    middle = f"; {{across}} is ahead by {{difference}} points{_mean(overall)}, but" if against else ";"
    return say(
        "pick.too close to call",
        f"{start}{middle} {{ahead}} would be ahead on {_next(overall)} with probability {{chance}}.",
        tests=_tests(overall),
        ahead=names.side(ahead),
        across=names.across(ahead),
        difference=(overall.difference, numbers.points(overall.difference)),
        chance=chance,
    )


def _nothing_shared(comparison: Comparison, names: Names) -> Sentence:
    overall = comparison.overall
    empty = [name for name, side in ((names.left, overall.left), (names.right, overall.right)) if not side.counted]
    if len(empty) == 2:
        return say("pick.no data", "No pick: neither model has a counted score in this lane.")
    if empty:
        return say("pick.no data", "No pick: {missing} has no counted score in this lane.", missing=empty[0])
    if weightless := weightless_tests(comparison):
        return say("pick.no weight", "No pick: what both took, {tests}, carries no weight.", tests=weightless)
    return say(
        "pick.not comparable",
        "No pick: {left} and {right} have no counted test in common under matching conditions, so they cannot be"
        " compared like for like.",
        left=names.left,
        right=names.right,
    )


def weightless_tests(comparison: Comparison) -> Written | None:
    """How many counted tests both took where all of them are in categories that weigh nothing; None otherwise."""
    taken = sum(len(one.shared) for one in comparison.categories)
    return (taken, numbers.count(taken, "counted test")) if taken and not comparison.overall.shared else None


def _by_limit(comparison: Comparison, names: Names) -> Sentence:
    pick = comparison.verdict.pick or "left"
    broken = (comparison.operations.right if pick == "left" else comparison.operations.left).breaks
    word = "Choose {pick}" if comparison.verdict.strength == "clear" else "{pick} rather than {across}"
    if broken[0] == "open weights":
        return say(
            "pick.limit open weights",
            f"{word}: open weights are asked for, and those of {{across}} cannot be downloaded.",
            pick=names.side(pick),
            across=names.across(pick),
        )
    return say(
        "pick.limit",
        f"{word}: {{across}} breaks the workload's limit on {{limit}}.",
        pick=names.side(pick),
        across=names.across(pick),
        limit=LIMITS[broken[0]],
    )


def _not_served(comparison: Comparison, names: Names) -> Sentence:
    """The one that would be the pick is no longer served; by how much it is ahead where the tests say so."""
    verdict, overall = comparison.verdict, comparison.overall
    if verdict.weighed is None and overall.leader and not any(_breaks(comparison)):
        return say(
            "pick.retired leader",
            f"No pick: on the {{tests}}{_weighted(overall)} {{name}} is ahead by {{difference}} points{_mean(overall)},"
            " but it is no longer served.",
            tests=_tests(overall),
            name=names.side(overall.leader),
            difference=(overall.difference, numbers.points(overall.difference)),
        )
    side = _kept_side(comparison)
    return say("pick.retired side", "No pick: it would be {name}, but that is no longer served.", name=names.side(side))


def _breaks(comparison: Comparison) -> tuple[bool, bool]:
    run = comparison.operations
    return bool(run.left.breaks), bool(run.right.breaks)


def _kept_side(comparison: Comparison) -> Side:
    """Whom the limits, or the weights, leave."""
    left, right = _breaks(comparison)
    if left or right:
        return "right" if left else "left"
    weighed = comparison.verdict.weighed
    return (weighed.leader if weighed else comparison.overall.leader) or "left"


def _caution(caution: Reason, names: Names) -> Sentence:
    """What is heavy about running the pick, with its figures."""
    own, across = _own_first(caution)
    told: dict[str, Written | str] = {"pick": names.side(caution.side), "across": names.across(caution.side)}
    if caution.kind == "first token":
        told["own"] = (own, numbers.seconds(own))
        if across is None:
            body = "{pick} makes you wait {own} for the first token; how long {across} takes is not known."
            return say("caution.first token alone", body, **told)
        told["theirs"] = (across, numbers.seconds(across))
        return say("caution.first token", "{pick} makes you wait {own} for the first token, {across} {theirs}.", **told)
    told["own"] = (own, numbers.money(own))
    if caution.ratio is None:
        body = "{pick} costs {own} per million tokens, blended, and {across} is free."
        return say("caution.price against free", body, **told)
    told["theirs"] = (across, numbers.money(across))
    body = "{pick} costs {ratio} as much as {across}: {own} against {theirs} per million tokens, blended."
    return say("caution.price", body, ratio=(caution.ratio, numbers.ratio(caution.ratio)), **told)


def _unknown_limits(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    """A limit on what is not known is neither met nor broken, and that is said."""
    run = comparison.operations
    for name, side in ((names.left, run.left), (names.right, run.right)):
        for limit in side.unknown:
            yield say(
                "pick.unknown limit",
                "Whether {name} keeps the limit on {limit} is not known."
                if limit != "open weights"
                else "Whether the weights of {name} can be downloaded is not known.",
                name=name,
                limit=LIMITS[limit],
            )


def _by_weights(comparison: Comparison, names: Names) -> Sentence:
    return weighed_pick(comparison, names, _next(comparison.overall))


BY_RULE: dict[str, Callable[[Comparison, Names], Sentence]] = {
    "limit": _by_limit,
    "retired": _not_served,
    "weighed": _by_weights,
}


def _partial(overall: OverallResult) -> Sentence:
    return say(
        "pick.partial",
        "This is a partial answer: the categories with a shared test carry {share} of the ranking's weight.",
        share=(overall.evidence_weight, numbers.share(overall.evidence_weight)),
    )


def narrow_words(comparison: Comparison) -> Iterator[Sentence]:
    """That one category says most of the answer, and how few of its tests it rests on."""
    found = narrow_category(comparison)
    if found is None:
        return
    taken, counted = len(found.shared), found.left_average.counted
    share = found.weight / sum(one.weight for one in comparison.categories)
    yield say(
        "pick.narrow",
        "This is a narrow answer: {category} carries {share} of the weight, and both took {taken} of its {counted}"
        " counted tests.",
        category=category_name(found.id),
        share=(share, numbers.share(share)),
        taken=(taken, str(taken) if taken else "none"),
        counted=(counted, str(counted)),
    )


def _retired(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    """A model that is no longer served may be the better one and still not be for choosing, unless others serve it."""
    run = comparison.operations
    for name, model, side in ((names.left, comparison.left, run.left), (names.right, comparison.right, run.right)):
        if model.retired and (side.retired or side.still_had):
            yield say("pick.retired", f"{{name}} {RETIRED[side.still_had]}.", name=name, date=model.retired)


def _conditions(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    """Where a price decides, that it is another at some hours."""
    run = comparison.operations
    for name, side in ((names.left, run.left), (names.right, run.right)):
        if side.offer and side.offer.condition and _price_decides(comparison):
            said = condition_text(side.offer.condition)
            yield say(
                "pick.condition",
                "At these hours the price is another: {name} costs {condition}.",
                name=name,
                condition=said,
            )


def _price_decides(comparison: Comparison) -> bool:
    """Whether the pick rests on a price: between equals, by a limit on it, or by the reader's weight of it."""
    verdict, run = comparison.verdict, comparison.operations
    broken = {*run.left.breaks, *run.right.breaks} & PRICE_LIMITS
    weighed = verdict.why == "weighed" and run.workload.worth.price > 0
    return verdict.why == "equal and cheaper" or weighed or bool(broken)


def _tests(overall: OverallResult) -> Written:
    return len(overall.shared), numbers.count(len(overall.shared), "counted test") + " that both took"


def _mean(overall: OverallResult) -> str:
    return " on average" if len(overall.shared) > 1 and overall.kinds == 1 else ""


def _weighted(overall: OverallResult) -> str:
    """Over several categories the difference is not the plain mean of the tests' differences."""
    return ", weighted by category," if overall.kinds > 1 else ""


def _next(overall: OverallResult) -> str:
    """What the overall probability is of: one next test belongs to one category."""
    return "the next one" if overall.kinds == 1 else "one new test of each kind, weighted alike,"


def _chance(overall: OverallResult) -> Written:
    chance = max(overall.probability or 0.5, 1 - (overall.probability or 0.5))
    return chance, numbers.percent_chance(chance)


IN_CATEGORY = "{category}, where "
Body = tuple[str, dict[str, Written | str]]


def _category(reason: Reason, _names: Names) -> Body:
    body = (
        "it is ahead by {difference} points over {tests} and would be ahead on the next one with probability {chance}."
    )
    return IN_CATEGORY + body, {
        "category": category_name(reason.category),
        "difference": (reason.difference, numbers.points(reason.difference)),
        "tests": (reason.tests, numbers.count(reason.tests, "shared test")),
        "chance": (reason.probability, numbers.percent_chance(reason.probability)),
    }


def _price(reason: Reason, _names: Names) -> Body:
    own, across = _own_first(reason)
    written = numbers.pair(numbers.money, own, across)
    values: dict[str, Written | str] = {"own": (own, written[0]), "theirs": (across, written[1])}
    if reason.ratio is None:
        return "its tokens are {own}, against {theirs} per million, blended.", values
    values["ratio"] = (reason.ratio, numbers.ratio(reason.ratio))
    return "{own} per million tokens, blended, against {theirs}, which is {ratio} as much.", values


def _first_token(reason: Reason, _names: Names) -> Body:
    own, across = _own_first(reason)
    return "its first token comes after {own}, against {theirs}.", {
        "own": (own, numbers.seconds(own)),
        "theirs": (across, numbers.seconds(across)),
    }


def _speed(reason: Reason, _names: Names) -> Body:
    own, across = _own_first(reason)
    written = numbers.pair(numbers.speed, own, across)
    return "{own} of output, against {theirs}.", {"own": (own, written[0]), "theirs": (across, written[1])}


def _context(reason: Reason, _names: Names) -> Body:
    own, across = _own_first(reason)
    written = numbers.pair(numbers.tokens, int(own or 0), int(across or 0))
    return "a context window of {own} tokens, against {theirs}.", {
        "own": (own, written[0]),
        "theirs": (across, written[1]),
    }


def _open_weights(reason: Reason, names: Names) -> Body:
    return "its weights can be downloaded, those of {across} cannot.", {"across": names.across(reason.side)}


def _limit(reason: Reason, names: Names) -> Body:
    if reason.limit == "open weights":
        return _open_weights(reason, names)
    return "it keeps the limit on {limit}, which {across} breaks.", {
        "limit": LIMITS[reason.limit],
        "across": names.across(reason.side),
    }


def _own_first(reason: Reason) -> tuple[float | None, float | None]:
    return (reason.left, reason.right) if reason.side == "left" else (reason.right, reason.left)


BODIES: dict[str, Callable[[Reason, Names], Body]] = {
    "category": _category,
    "price": _price,
    "first token": _first_token,
    "speed": _speed,
    "context": _context,
    "open weights": _open_weights,
    "limit": _limit,
}
CONDITIONS = {
    "category": "{category} matters most",
    "price": "cost decides",
    "first token": "people wait for the first token",
    "speed": "output speed decides",
    "context": "prompts are long",
    "open weights": "you want to run it yourself",
    "limit": "that limit is hard",
}
