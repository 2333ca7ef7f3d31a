"""What sentences about flags claim: each figure again from the readings, and on the right side of its limit."""

from collections.abc import Iterator
from math import hypot

from forms_evidence import category_of
from reader import Record, amount, form, near, number

from evenhand.records.comparison import Reading, SharedTest
from evenhand.records.flags import FIGURES, OPTIONAL, Flag

VENDORS = ("C", "D")
TEST = r"([^:]+|.+?)"


def shared(r: Record, name: str) -> SharedTest | None:
    """The shared test of this name."""
    found = r.test(name)
    return next((test for test in r.c.shared if test.benchmark == found), None)


def reading(r: Record, name: str, side: str) -> Reading | None:
    """A side's reading on the shared test of this name."""
    test = shared(r, name)
    return getattr(test, side) if test else None


def flags(r: Record, name: str, kind: str, by: str = "", side: str | None = None) -> list[Flag]:
    """The flags of this kind on the shared test of this name, with exactly the figures that such a flag has."""
    test = shared(r, name)
    found = [
        flag
        for flag in (test.flags if test else ())
        if (flag.kind, flag.by) == (kind, by) and side in (None, flag.side)
    ]
    assert all(complete(flag) for flag in found)
    return found


def complete(flag: Flag) -> bool:
    """Whether a flag has the figures and facts of its kind, all of them and no others."""
    key = (flag.kind, flag.by)
    return {*flag.figures, *flag.facts} - {*OPTIONAL.get(key, ())} == {*FIGURES[key]}


def claims_flag(found: list[Flag]) -> Iterator[str]:
    """A flag is said only where the record has it."""
    if not found:
        yield "no such flag"


@form("flags", rf"{TEST} is saturated: among its <N> models reliability is <D>, under <D>\.")
def saturated(r: Record, _: str, name: str, models: str, reliability: str, limit: str) -> Iterator[str]:
    """Noise over half of the spread."""
    found = flags(r, name, "saturated", "reliability")
    yield from claims_flag(found)
    for flag in found:
        said = 1.0 - flag.figures["noise"] / flag.figures["spread"]
        if not near(reliability, said, signed=True) or said >= number(limit) or amount(models) > 20:
            yield f"it is {said}"


@form("flags", rf"{TEST} is saturated: its <N> models have one and the same score\.")
def same_scores(r: Record, _: str, name: str, models: str) -> Iterator[str]:
    """No spread at all."""
    yield from claims_flag(flags(r, name, "saturated", "same scores"))
    if amount(models) < 10:
        yield "too few models"


@form(
    "flags",
    rf"{TEST} is saturated: the median of its five best, <D>, is above <D>, <D> less <D> standard errors of <D>\.",
)
def at_the_top(
    r: Record, _: str, name: str, top: str, ceiling: str, highest: str, errors: str, error: str
) -> Iterator[str]:
    """As near to the top as its size can tell."""
    yield from claims_flag(flags(r, name, "saturated", "ceiling"))
    reach = number(highest) - number(errors) * number(error)
    if number(top) < number(ceiling) or abs(reach - number(ceiling)) > 0.2:
        yield "not at the top"


@form("flags", rf"{TEST} is stale: <D> of the <D> newest models have a score of it, under <P>\.")
def few_take_it(r: Record, _: str, name: str, taken: str, recent: str, limit: str) -> Iterator[str]:
    """The newest leave it out."""
    yield from claims_flag(flags(r, name, "stale", "recent models"))
    if amount(taken) / amount(recent) >= number(limit.rstrip("%")) / 100.0:
        yield "enough take it"


@form("flags", rf"{TEST} is stale: its newest dated score of a checked run, of ([\d-]+), is <D> days old, over <D>\.")
def unchecked(r: Record, _: str, name: str, newest: str, days: str, limit: str) -> Iterator[str]:
    """Long since anyone checked."""
    yield from claims_flag(flags(r, name, "stale", "verified scores"))
    if number(days) <= number(limit) or newest >= r.c.snapshot.date:
        yield "not so old"


@form("flags", rf"{TEST} is stale: these scores are of version (.+), and version (.+) exists\.")
def old_version(r: Record, _: str, name: str, version: str, newer: str) -> Iterator[str]:
    """The scores are really of the older one."""
    test, found = shared(r, name), r.test(name)
    if test is None or found is None or test.left.observation.version != version:
        yield "of another version"
    elif newer not in r.c.benchmarks[found].versions or newer == version:
        yield "no newer version"


@form("flags", rf"{TEST} is (stale|contaminated) by its maintainer's word(?:: (.+))?\.")
def by_word(r: Record, _: str, name: str, state: str, reason: str) -> Iterator[str]:
    """Its file says so."""
    found = r.test(name)
    if found is None or r.c.benchmarks[found].state != state or r.c.benchmarks[found].state_reason != r.plain(reason):
        yield "its file says something else"


@form(
    "flags",
    rf"{TEST} has been public since ([\d-]+), before the knowledge of <M> ends \(([\d-]+)\): it may have been read\.",
)
def read_before(r: Record, _: str, name: str, public: str, side: str, cutoff: str) -> Iterator[str]:
    """The cutoff is the model's, and later."""
    yield from claims_flag(flags(r, name, "contamination risk", "date", side))
    if r.model(side).knowledge_cutoff != cutoff or public >= cutoff:
        yield f"it ends {r.model(side).knowledge_cutoff}"


@form(
    "flags",
    rf"{TEST}: on its stricter form (.+) <M> loses <D> points and <N> (?:other )?models? lose <D>; that is <D> "
    r"standard errors apart, over <D>, so it may have seen the questions\.",
)
def twin(
    r: Record, _: str, name: str, other: str, side: str, drop: str, models: str, typical: str, errors: str, limit: str
) -> Iterator[str]:
    """It loses more than the others."""
    yield from claims_flag(flags(r, name, "contamination risk", "twin", side))
    if number(drop) <= number(typical) or number(errors) < number(limit) or amount(models) < 5 or not other:
        yield "it loses no more"


@form(
    "flags",
    rf"{TEST}: the score of <M> was reported by a lab, about itself or a rival \((.+), tier ([A-E])\)\.",
)
def vendor(r: Record, _: str, name: str, side: str, source: str, tier: str) -> Iterator[str]:
    """The tier is one of a lab's claims."""
    seen = reading(r, name, side)
    if seen is None or seen.observation.tier != tier or tier not in VENDORS or not source:
        yield f"it is {seen}"


@form("flags", rf"{TEST}: the score of <M> is second-hand \((.+), tier ([A-E])\)\.")
def second_hand(r: Record, _: str, name: str, side: str, source: str, tier: str) -> Iterator[str]:
    """The tier is an aggregator's."""
    seen = reading(r, name, side)
    if seen is None or seen.observation.tier != tier or tier != "E" or not source:
        yield f"it is {seen}"


@form("flags", rf"{TEST}: how many questions the score of <M> rests on is not known, and <D> are assumed\.")
def assumed(r: Record, _: str, name: str, side: str, items: str) -> Iterator[str]:
    """The items of that reading, and assumed they are."""
    seen = reading(r, name, side)
    if seen is None or seen.items != amount(items) or seen.items_from != "assumed" or seen.observation.n is not None:
        yield f"it is {seen}"


@form("flags", rf"{TEST}: the score of <M> rests on <N> questions?, under <D>\.")
def few(r: Record, _: str, name: str, side: str, items: str, limit: str) -> Iterator[str]:
    """The items of that reading, and few they are."""
    seen = reading(r, name, side)
    if seen is None or seen.items != amount(items) or amount(items) >= amount(limit):
        yield f"it is {seen}"


@form(
    "flags",
    rf"{TEST}: the standard error reported for <M> is <D> points, at most half of the <D> that <N> questions? give; "
    r"the larger is used\.",
)
def suspect(r: Record, _: str, name: str, side: str, reported: str, binomial: str, items: str) -> Iterator[str]:
    """The binomial error of so many questions, and the reported one is small."""
    seen = reading(r, name, side)
    if seen is None or seen.items != amount(items) or seen.observation.error is None:
        yield f"it is {seen}"
    elif 2.0 * number(reported) > number(binomial) + 0.11 or (seen.error or 0.0) < 0.99 * number(binomial) - 0.06:
        yield f"the error used is {seen.error}"


@form(
    "flags",
    rf"{TEST}: (.+) and (.+) differ by <D> on <M>, where up to <D> would pass as (?:rounding|<D> joint standard "
    r"errors)\.",
)
def disagree(
    r: Record, _: str, name: str, one: str, other: str, apart: str, side: str, allowed: str, times: str
) -> Iterator[str]:
    """Another value that is so far off stands beside it; standard errors are named where both sources report one."""
    seen = reading(r, name, side)
    gaps = [abs(row.value - seen.observation.value) for row in seen.others] if seen else []
    if not any(abs(gap - number(apart)) <= 0.006 * gap for gap in gaps) or number(apart) < 0.99 * number(allowed):
        yield f"they are {gaps} apart, {one} and {other}"
    both = [
        hypot(seen.observation.error, row.error)
        for row in (seen.others if seen else ())
        if seen and seen.observation.error is not None and row.error is not None
    ]
    if times and not any(abs(number(times) * one - number(allowed)) <= 0.006 * number(allowed) for one in both):
        yield f"joint standard errors of {both}"


@form("flags", rf"{TEST}: all <N> scores come from one source, (.+)\.")
def one_source(r: Record, _: str, name: str, scores: str, source: str) -> Iterator[str]:
    """Both sides' scores, and all beside them, are of that source."""
    test = shared(r, name)
    rows = [row for side in (test.left, test.right) for row in (side.observation, *side.others)] if test else []
    sources = {r.c.names.get(row.source, row.source) for row in rows}
    if sources != {source} or amount(scores) < max(len(rows), 10):
        yield f"from {sources}"


@form("flags", rf"{TEST}: (effort|mode|harness|prompting|trials|judge) differs, (.+) against (.+)\.")
def settings(r: Record, _: str, name: str, setting: str, left: str, right: str) -> Iterator[str]:
    """What each side states of that setting."""
    test = shared(r, name)
    rows = (test.left.observation, test.right.observation) if test else ()
    if [getattr(row, setting) for row in rows] != [r.plain(left), r.plain(right)] or left == right:
        yield f"they are {rows}"


@form("flags", rf"{TEST}: the score of <M> does not fit its others; its weight in the fit is <D>, under <D>\.")
def outlier(r: Record, _: str, name: str, side: str, weight: str, limit: str) -> Iterator[str]:
    """The weight is that of the flag."""
    found = flags(r, name, "outlier", "", side)
    yield from claims_flag(found)
    if number(weight) > number(limit) or any(not near(weight, flag.figures["weight"]) for flag in found):
        yield f"it is {found}"


@form(
    "flags",
    rf"{TEST} and (.+) put models in nearly one order: correlation <D> over <N> models?(?:; together they weigh <D> of "
    r"<D>)?\.",
)
def redundant(
    r: Record, _: str, name: str, other: str, correlation: str, models: str, weight: str, total: str
) -> Iterator[str]:
    """Alike over many models, and their weights are the ranking's."""
    yield from claims_flag(flags(r, name, "redundant"))
    if number(correlation) < 0.98 or amount(models) < 15 or r.test(other) == r.test(name):
        yield "not alike"
    if total and abs(number(total) - sum(rule.weight for rule in r.ranking.categories.values())) > 0.5:
        yield f"the weights sum to {total}"
    if weight and not 0.0 < number(weight) <= number(total):
        yield "no weight"


@form("flags", r"<C> rests on <N> shared tests? that both took, under <D>\.")
def thin(r: Record, _: str, category: str, tests: str, limit: str) -> Iterator[str]:
    """So many counted tests of that category are shared."""
    count = sum(test.category == category_of(category) for test in r.tests)
    if count != amount(tests) or count >= amount(limit):
        yield f"there are {count}"


@form("flags", r"<M> is measured on <P> of the weight, under <P>\.")
def little_measured(r: Record, _: str, side: str, measured: str, limit: str) -> Iterator[str]:
    """The measured share of that side."""
    share = r.side(side).measured
    written = float(measured.removeprefix("just under ").removeprefix("under ").removeprefix("over ").rstrip("%"))
    if abs(100.0 * share - written) > 1.0 or 100.0 * share >= float(limit.rstrip("%")):
        yield f"it is {share}"


@form(
    "flags",
    r"<C>: on <D> of <N> shared tests?, <P> of the weight, a score comes from a lab; <M> minus <M> is <D> points with "
    r"these(?: and <D> without them|, and no test is left without them)\.",
)
def vendors_share(
    r: Record, _: str, category: str, tests: str, of: str, share: str, one: str, other: str, difference: str, rest: str
) -> Iterator[str]:
    """The tests with a lab's claim on a side, their weight, and the difference with and without them."""
    held = [test for test in r.tests if test.category == category_of(category)]
    claimed = [test for test in held if {test.left.observation.tier, test.right.observation.tier} & {*VENDORS}]
    free = [test for test in held if test not in claimed]
    if (len(claimed), len(held)) != (amount(tests), amount(of)) or not claimed:
        yield f"{len(claimed)} of {len(held)}"
        return
    weight = 100.0 * sum(test.weight for test in claimed) / sum(test.weight for test in held)
    if abs(weight - float(share.rstrip("%"))) > 0.51:
        yield f"{weight} of the weight"
    sign = 1.0 if (one, other) == ("left", "right") else -1.0
    if not near(difference, sign * mean(held), signed=True):
        yield f"the difference is {mean(held)}"
    if bool(rest) is not bool(free) or (rest and not near(rest, sign * mean(free), signed=True)):
        yield f"without these it is {free and mean(free)}"


def mean(tests: list[SharedTest]) -> float:
    """The weighted mean difference, left minus right, from the readings."""
    gaps = [test.weight * ((test.left.scaled or 0.0) - (test.right.scaled or 0.0)) for test in tests]
    return sum(gaps) / sum(test.weight for test in tests)


@form(
    "flags",
    r"Which models took which tests is not left to chance: their ability and the difficulty of the tests correlate at "
    r"<D>, over <D>, so the level of a score is uncertain\.",
)
def selective(r: Record, _: str, index: str, limit: str) -> Iterator[str]:
    """The index of the fit."""
    found = [flag for flag in r.c.overall.flags if flag.kind == "selective"]
    yield from claims_flag(found)
    if number(index) < number(limit) or any(not near(index, flag.figures["index"]) for flag in found):
        yield f"it is {found}"
