"""What sentences about evidence claim: picks, reasons from categories, categories, flips, what is left out."""

import re
from collections.abc import Iterator
from math import isclose

from figures import Judgement, overall_judgement
from reader import PARTS, Record, amount, form, near, near_chance, near_money, number

from evenhand.comparison.preference import preference
from evenhand.records.comparison import SharedTest, SingleTest
from evenhand.records.facts import Benchmark, Observation
from evenhand.records.ranking import Counted

CATEGORIES = {
    "agentic work": "agentic",
    "multimodal work": "multimodal",
    "multilingual work": "multilingual",
    "mathematics": "math",
    "math": "math",
    "instruction following": "instruction-following",
}
OTHER = {"left": "right", "right": "left"}
BOTH = r"on the <N> counted tests? that both took(, weighted by category,)?"
NEXT = r"(the next one|one new test of each kind, weighted alike,)"
LIMITS = {
    "the cost per month": "cost per month",
    "the blended price": "blended price",
    "the price of input": "input price",
    "the price of output": "output price",
    "the time to the first token": "first token",
    "the time to the whole answer": "whole answer",
    "the output speed": "speed",
    "context": "context",
}


def category_of(text: str) -> str:
    """The category that words in a sentence mean."""
    low = text.lower()
    return CATEGORIES.get(low, low.replace(" ", "-"))


def claims_ahead(said: Judgement | None, side: str, difference: str, chance: str, tests: str) -> Iterator[str]:
    """Who is ahead must be ahead in points and on the next test, by this much, on so many, and not lose them all."""
    if said is None:
        yield "nothing is shared"
        return
    sign = 1 if side == "left" else -1
    ahead = said.chance if side == "left" else 1 - said.chance
    if sign * said.difference <= 0 or ahead < 0.8:
        yield f"{side} is not ahead: {said}"
    if (said.left_wins if side == "left" else said.right_wins) == 0:
        yield f"{side} wins no shared test"
    if not near(difference, said.difference) or not near_chance(chance, ahead) or amount(tests) != said.tests:
        yield f"the figures are {said}"


def claims_lead(said: Judgement | None) -> Iterator[str]:
    """A lead needs 95% and two tests."""
    if said is None or max(said.chance, 1 - said.chance) < 0.95 or said.tests < 2:
        yield f"no lead: {said}"


def claims_close(said: Judgement | None, tests: str = "") -> Iterator[str]:
    """Too close to call is false where one side is likely ahead in points and logits."""
    if said is None or (max(said.chance, 1 - said.chance) >= 0.8 and said.difference * said.expected > 0):
        yield f"not close: {said}"
    if said and tests and amount(tests) != said.tests:
        yield f"there are {said.tests} tests"


def claims_equal(said: Judgement | None, tests: str = "") -> Iterator[str]:
    """Practically equal is false of a difference of a point or more."""
    if said is None or said.state != "practically equal" or abs(said.difference) >= 1:
        yield f"not equal: {said}"
    if said and tests and amount(tests) != said.tests:
        yield f"there are {said.tests} tests"


def claims_kinds(r: Record, weighted: str, mean: str | None, following: str | None) -> Iterator[str]:
    """Over several categories the figure is weighted and the next test is one of each kind; over one it is plain."""
    said = r.overall
    several = len({test.category for test in r.tests}) > 1
    if bool(weighted) is not several:
        yield "weighted by category or not"
    if following is not None and (following != "the next one") is not several:
        yield "the next test of which kind?"
    if mean is not None and said and bool(mean) is not (said.tests > 1 and not several):
        yield "on average of how many?"
    if mean and said and abs(sum(test.difference or 0 for test in r.tests) / said.tests - said.difference) > 0.06:
        yield "not the plain average of the tests shown"


@form(
    "pick",
    r"There is nothing to choose: <M> is one and the same model on both sides\. Its page, /models/(\S+), has all that"
    r" is known of it\.",
)
def one_model(r: Record, _: str, side: str, page: str) -> Iterator[str]:
    """One and the same model, and its page."""
    yield from same_model(r)
    known = r.model(side)
    if page != (side if known.name == known.id else known.id):  # a name is read as its side, wherever it stands
        yield "the page of another"


def same_model(r: Record) -> Iterator[str]:
    """One model on both sides."""
    if r.c.relation != "same":
        yield "two models"


@form("pick", rf"<M>, by price alone: {BOTH} the two are practically equal, and it costs less than <M>\.")
def by_price(r: Record, _: str, side: str, tests: str, weighted: str, across: str) -> Iterator[str]:
    """Equal, and the price is really lower."""
    yield from claims_kinds(r, weighted, None, None)
    yield from claims_equal(r.overall, tests)
    own, theirs = r.price(side), r.price(across)
    if side == across or own is None or theirs is None or own >= theirs:
        yield f"{side} costs {own}, {across} {theirs}"


@form(
    "pick",
    rf"Choose <M>: {BOTH} it leads by <D> points( on average)?; it would be ahead on {NEXT} with probability <P>\.",
)
def choose(
    r: Record, _: str, side: str, tests: str, weighted: str, difference: str, mean: str, following: str, chance: str
) -> Iterator[str]:
    """A lead overall."""
    yield from claims_ahead(r.overall, side, difference, chance, tests)
    yield from claims_lead(r.overall)
    yield from claims_kinds(r, weighted, mean or "", following)


@form(
    "pick",
    rf"<M> rather than <M>: {BOTH} it is ahead by <D> points( on average)?; it would be ahead on {NEXT} with "
    r"probability <P>\.",
)
def rather(
    r: Record,
    _: str,
    side: str,
    across: str,
    tests: str,
    weighted: str,
    difference: str,
    mean: str,
    following: str,
    chance: str,
) -> Iterator[str]:
    """Leaning, overall."""
    if side == across or (r.overall and r.overall.state != "leans"):
        yield f"does not lean: {r.overall}"
    yield from claims_ahead(r.overall, side, difference, chance, tests)
    yield from claims_kinds(r, weighted, mean or "", following)


@form("pick", r"No pick: both models break a limit of the workload\.")
def both_break(r: Record, _: str) -> Iterator[str]:
    """Both break a limit."""
    if not (r.run("left").breaks and r.run("right").breaks):
        yield "one keeps its limits"


@form("pick", rf"No clear pick: {BOTH} the two are practically equal\.")
def no_pick_equal(r: Record, _: str, tests: str, weighted: str) -> Iterator[str]:
    """Equal overall."""
    yield from claims_kinds(r, weighted, None, None)
    yield from claims_equal(r.overall, tests)


@form("pick", rf"No clear pick: {BOTH} it is too close to call, and {NEXT} may go to either\.")
def no_pick_open(r: Record, _: str, tests: str, weighted: str, following: str) -> Iterator[str]:
    """As good as even."""
    yield from claims_kinds(r, weighted, None, following)
    yield from claims_close(r.overall, tests)
    if r.overall and not 0.494 < r.overall.chance < 0.506:
        yield f"the chance is {r.overall.chance}"


@form(
    "pick",
    rf"No clear pick: {BOTH} it is too close to call; (?:<M> is ahead by <D> points(?: on average)?, but "
    rf")?<M> would be ahead on {NEXT} with probability <P>\.",
)
def no_pick_close(
    r: Record, _: str, tests: str, weighted: str, first: str, difference: str, side: str, following: str, chance: str
) -> Iterator[str]:
    """Too close, and who would be ahead; points for the other side are not passed over."""
    yield from claims_kinds(r, weighted, None, following)
    yield from claims_close(r.overall, tests)
    said = r.overall
    ahead = 0.0 if said is None else said.chance if side == "left" else 1 - said.chance
    if said is None or ahead < 0.5 or not near_chance(chance, ahead):
        yield f"the figures are {said}"
    elif first:
        if first == side or not near(difference, said.difference) or (said.difference > 0) is not (first == "left"):
            yield f"{first} is not ahead in points: {said}"
    elif abs(said.difference) >= 0.06 and (said.difference > 0) is not (side == "left"):
        yield "points for the other side are passed over"


@form("pick", r"No pick: (?:<M> has|neither model has) (?:no|a) counted score in this lane\.")
def no_score(r: Record, _: str, side: str) -> Iterator[str]:
    """A side, or both, without a counted score."""
    empty = [one for one in ("left", "right") if not r.side(one).counted]
    if empty != ([side] if side else ["left", "right"]) or r.tests:
        yield f"without counted scores: {empty}"


@form(
    "pick",
    r"No pick: <M> and <M> have no counted test in common under matching conditions, so they cannot be "
    r"compared like for like\.",
)
def nothing_shared(r: Record, _: str, one: str, other: str) -> Iterator[str]:
    """No shared counted test."""
    if r.tests or one == other:
        yield f"they share {len(r.tests)}"


@form("pick", r"(?:(Choose) <M>|<M> rather than <M>): <M> breaks the workload's limit on <T>\.")
def by_limit(
    r: Record, _: str, word: str, chosen: str, side: str, instead: str, across: str, limit: str
) -> Iterator[str]:
    """The other breaks a limit and this one breaks none; it is to be chosen where it is known to keep that limit."""
    side = chosen or side
    if LIMITS[limit] not in r.run(across).breaks or r.run(side).breaks or side == across:
        yield "no such limit is broken"
    if instead not in ("", None, across) or bool(word) is not bool({*r.run(across).breaks} & {*r.run(side).meets}):
        yield f"it keeps {r.run(side).meets}"


@form("pick", r"This is a partial answer: the categories with a shared test carry <P> of the ranking's weight\.")
def partial(r: Record, _: str, share: str) -> Iterator[str]:
    """Under half of the weight."""
    held = weight_held(r)
    if held >= 0.5 or not near_chance(share, held):
        yield f"they carry {held}"


@form("pick", r"No pick: what both took, <N> counted tests?, carries no weight\.")
@form("question", r"Not with these weights: what both took, <N> counted tests?, carries no weight\.")
def weightless(r: Record, _: str, tests: str) -> Iterator[str]:
    """They share counted tests, and every category of these weighs nothing."""
    if amount(tests) != len(r.tests) or not r.tests or weight_held(r):
        yield f"they share {len(r.tests)}, with {weight_held(r)} of the weight"


@form(
    "pick",
    r"This is a narrow answer: <C> carries <P> of the weight, and both took (\d+|none) of its <N> counted tests\.",
)
def narrow(r: Record, _: str, category: str, share: str, taken: str, counted: str) -> Iterator[str]:
    """Half of the weight or more, and under half of the counted tests of that category."""
    total = sum(rule.weight for rule in r.ranking.categories.values())
    rule = r.ranking.categories[category_of(category)]
    held, of = rule.weight / total, len(rule.counted)
    both = sum(test.category == category_of(category) for test in r.tests)
    if held < 0.5 or not near_chance(share, held):
        yield f"it carries {held}"
    if both >= 0.5 * of or (taken, counted) != (str(both) if both else "none", str(of)):
        yield f"both took {both} of {of}"


def weight_held(r: Record) -> float:
    """The share of the ranking's weight in categories with a shared counted test."""
    total = sum(rule.weight for rule in r.ranking.categories.values())
    return sum(r.ranking.categories[name].weight for name in r.by_category) / total


AHEAD = r"it is ahead by <D> points over <N> shared tests? and would be ahead on the next one with probability <P>\."


@form("reasons", rf"(?:For <M>: )?<C>, where {AHEAD}")
def reason_category(
    r: Record, _: str, side: str, category: str, difference: str, tests: str, chance: str
) -> Iterator[str]:
    """A category that the side is ahead in."""
    side = side or r.c.verdict.pick or "left"
    yield from claims_ahead(r.by_category.get(category_of(category)), side, difference, chance, tests)


@form("otherwise", rf"Choose <M> if <C> matters most: {AHEAD}")
def otherwise_category(
    r: Record, _: str, side: str, category: str, difference: str, tests: str, chance: str
) -> Iterator[str]:
    """A category that the side not picked is ahead in."""
    if side == r.c.verdict.pick:
        yield "it is the pick"
    yield from claims_ahead(r.by_category.get(category_of(category)), side, difference, chance, tests)


@form("word", r"<W>|Not comparable: no counted test in common")
def category_word(r: Record, about: str, word: str) -> Iterator[str]:
    """A category's state."""
    said = r.by_category.get(about)
    if not word:
        if said is not None or not (took(r, about, "left") and took(r, about, "right")):
            yield "they share a test, or one side has none"
        return
    state, side = r.word(word)
    if said is None:
        yield "nothing is shared"
    elif state in ("leads", "leans"):
        if (state, side) != (said.state, said.leader) and r.names["left"] != r.names["right"]:
            yield f"it is {said}"
        if state == "leads":
            yield from claims_lead(said)
    else:
        yield from (claims_close if state == "too close to call" else claims_equal)(said)


@form("word", r"No data (?:for <M>|on either side)")
def no_data(r: Record, about: str, side: str) -> Iterator[str]:
    """No admitted score of the category on a side, or on both."""
    missing = [one for one in ("left", "right") if not took(r, about, one)]
    if missing != ([side] if side else ["left", "right"]):
        yield f"missing: {missing}"


@form("word", r"One and the same model")
def same_word(r: Record, _: str) -> Iterator[str]:
    """One and the same."""
    yield from same_model(r)


def took(r: Record, category: str, side: str) -> bool:
    """Whether a side has an admitted score in a category, counted or not."""
    shared = any(test.category == category for test in r.c.shared)
    return shared or bool(alone(r, side, category))


def alone(r: Record, side: str, category: str) -> list[SingleTest]:
    """A side's admitted scores of a category that are not compared."""
    return [
        one
        for one in r.c.left_out
        if one.category == category and side not in one.outside and getattr(one, side) is not None
    ]


def shared_test(r: Record, name: str) -> SharedTest | None:
    """The shared counted test of this name."""
    wanted = r.test(name)
    return next((test for test in r.tests if test.benchmark == wanted), None)


@form("details", r"<M> against <M>: (.+)\.")
def on_these(r: Record, about: str, one: str, other: str, pairs: str) -> Iterator[str]:
    """The values of the shared tests."""
    if (one, other) != ("left", "right"):
        yield "sides are swapped"
    number, pair = PARTS["D"], rf"(?:^|, | and |; |; and )(.+?) \({PARTS['D']} to {PARTS['D']}\)"
    found = re.findall(pair, pairs)
    for name, left, right in found:
        test = shared_test(r, name)
        if test is None or test.category != about:
            yield f"{name} is not a shared test"
        elif not near(left, test.left.scaled, signed=True) or not near(right, test.right.scaled, signed=True):
            yield f"{name} is {test.left.scaled} to {test.right.scaled}"
    more = re.search(rf"and {number} more$", pairs)
    if len(found) + (int(more[1]) if more else 0) != r.by_category[about].tests:
        yield f"there are {r.by_category[about].tests} tests"


@form(
    "details",
    r"<M> minus <M> is <D> points over <N> shared tests? \(<P> interval from the questions alone: <D> to "
    r"<D>\); (?:<M> would be ahead on the next <C> test with probability <P>|on the next <C> test either "
    r"may be ahead)\.",
)
def chances(
    r: Record,
    about: str,
    one: str,
    other: str,
    gap: str,
    tests: str,
    level: str,
    low: str,
    high: str,
    side: str,
    kind: str,
    chance: str,
    open_kind: str,
) -> Iterator[str]:
    """The mean difference, its interval and the chance on the next test."""
    said = r.by_category[about]
    reach = 1.6448536 * said.error
    if (
        (one, other) != ("left", "right")
        or level != "90%"
        or category_of((kind or open_kind).replace("-", " ")) != about
    ):
        yield f"sides, level or kind: {one} {level} {kind}{open_kind}"
    if not near(gap, said.difference, signed=True) or amount(tests) != said.tests:
        yield f"the difference is {said}"
    if not near(low, said.difference - reach, signed=True) or not near(high, said.difference + reach, signed=True):
        yield f"the interval is {said.difference - reach} to {said.difference + reach}"
    ahead = said.chance if side == "left" else 1 - said.chance
    if side and (ahead < 0.49 or not near_chance(chance, ahead)):
        yield f"the chance is {said.chance}"
    if not side and not 0.494 < said.chance < 0.506:
        yield f"the chance is {said.chance}"


@form("details", r"<M> took (.+)\.")
def took_alone(r: Record, about: str, side: str, names: str) -> Iterator[str]:
    """What a side took of a category where nothing is shared."""
    if about in r.by_category:
        yield "something is shared"
    yield from r.listed(names, [one.benchmark for one in alone(r, side, about)])


@form(
    "details",
    r"Each over what it took itself, and so not comparable: <M> has <D> on <N> of the <N> counted tests, "
    r"<M> has <D> on <N>\.",
)
def own_averages(
    r: Record, about: str, one: str, first: str, k: str, of: str, other: str, second: str, m: str
) -> Iterator[str]:
    """Each side's own mean, which is not over the same tests under the same conditions."""
    if one == other or amount(of) != len(r.ranking.categories[about].counted):
        yield f"sides, or {of} counted tests"
    shared = {test.benchmark for test in r.tests if test.category == about}
    held = {side: own_values(r, side, about) for side in (one, other)}
    if set(held[one]) == set(held[other]) == shared:
        yield "the tests are the same"
    for side, value, count in ((one, first, k), (other, second, m)):
        mean = sum(held[side].values()) / len(held[side])
        if not near(value, mean, signed=True) or amount(count) != len(held[side]):
            yield f"{side} has {mean} on {len(held[side])}"


@form(
    "details",
    r"Each under its own conditions, and so not comparable: <M> has <D> on the one counted test, <M> has <D>\.",
)
def own_figures(r: Record, about: str, one: str, first: str, other: str, second: str) -> Iterator[str]:
    """The same where a category has a single counted test."""
    yield from own_averages(r, about, one, first, "1", "1", other, second, "1")


def _as_counted(row: Observation, rule: Counted, test: Benchmark) -> bool:
    form = rule.version in ("", row.version) and rule.context in ("", row.context) and not row.subset
    return form and (not test.tool_variants or row.tools in ("", test.tools))


def own_values(r: Record, side: str, category: str) -> dict[str, float]:
    """A side's values on the counted tests of a category: the whole test as it counts, with the tools it prescribes.

    Of several such scores the one that stands first in the order of preference, whoever the side is compared with.
    """
    rules = {spec.benchmark: spec for spec in r.ranking.categories[category].counted}
    found: dict[str, float] = {}
    for one in (*r.c.shared, *alone(r, side, category)):
        seen, rule, test = getattr(one, side), rules.get(one.benchmark), r.c.benchmarks[one.benchmark]
        if rule is None:
            continue
        rows = [row for row in (seen.observation, *seen.others) if _as_counted(row, rule, test)]
        if rows:
            best = min(rows, key=lambda row, rule=rule, test=test: preference(row, test, rule))
            found[one.benchmark] = best.value * (1.0 if test.unit == "percent" else 100.0)
            if test.direction == "lower":
                found[one.benchmark] = 100.0 - found[one.benchmark]
    return found


REASONS = {
    "the versions differ": "other version",
    "the version is not stated for both": "version unstated",
    "the context lengths differ": "other context length",
    "the context length is not stated for both": "context length unstated",
    "the tools differ": "other tools",
    "it is not stated for both which tools they had": "tools unstated",
    "the subsets differ": "other subset",
    "one is the best or the majority of several tries": "other metric",
}
FIELDS = {"version": "version", "context": "context", "tools": "tools", "subset": "subset", "trials": "trials"}


@form("details left_out", r"<T> is not compared: one and the same score\.")
def left_out_as_one(r: Record, _: str, name: str) -> Iterator[str]:
    """Both sides are of one model with an equal score, of which one names no effort, or with the very same row."""
    found = next((each for each in r.c.left_out if each.benchmark == r.test(name)), None)
    if found is None or found.left is None or found.right is None or r.c.left.id != r.c.right.id:
        yield f"it is left out for {found and found.reason}"
        return
    left, right = found.left.observation, found.right.observation
    unnamed = {"", "default"} & {left.effort, right.effort}
    if left.value != right.value or not (unnamed or left == right):
        yield f"the scores are {left.value} at {left.effort} and {right.value} at {right.effort}"


@form("details left_out", rf"<T> is not compared: ({'|'.join(REASONS)})(?: \((.+) for <M>; (.+) for <M>\))?\.")
def not_compared(
    r: Record, _: str, name: str, reason: str, first: str, one: str, second: str, other: str
) -> Iterator[str]:
    """A test that both took under other conditions."""
    found = next((each for each in r.c.left_out if each.benchmark == r.test(name)), None)
    if found is None or found.left is None or found.right is None or found.reason != REASONS[reason]:
        yield f"it is left out for {found and found.reason}"
    elif first:
        yield from conditions(r, found, {one: first, other: second})


def conditions(r: Record, found: SingleTest, said: dict[str, str]) -> Iterator[str]:
    """What a sentence says of each side's conditions stands in the observation."""
    for side, text in said.items():
        seen = getattr(found, side).observation
        stated = [getattr(seen, name).lower().replace("..", " to ") for name in FIELDS if getattr(seen, name)]
        plain = r.plain(text).lower()
        tools = r.c.benchmarks[found.benchmark].tools if not seen.tools else seen.tools
        fits = (
            plain in stated
            or plain in {"no tools": ("none",), "with tools": ("tools",)}.get(plain, ())
            or (plain == "not stated" and (any(not getattr(seen, name) for name in FIELDS) or tools == "unstated"))
        )
        fits = fits or (
            plain.endswith("tools") and plain in ("no tools" if tools == "none" else f"{tools} tools", f"with {tools}")
        )
        if not fits:
            yield f"{side} was measured with {stated}"


@form(
    "details",
    r"<T> is not compared: this lane does not admit the score of <M>(?: and <M>)?(?:, and the conditions "
    r"do not match \((.+) for <M>; (.+) for <M>\))?\.",
)
def not_admitted(
    r: Record, _: str, name: str, one: str, other: str, first: str, side: str, second: str, across: str
) -> Iterator[str]:
    """A test of which a score is in a tier that the lane leaves out."""
    found = next((each for each in r.c.left_out if each.benchmark == r.test(name)), None)
    outside = {each for each in (one, other) if each}
    if found is None or found.reason != "not admitted" or {*found.outside} != outside:
        yield f"outside the lane: {found and found.outside}"
    elif any(getattr(found, each).observation.tier in r.tiers for each in outside):
        yield "the tier is admitted"
    elif first:
        yield from conditions(r, found, {side: first, across: second})


@form("left_out", r"On <N> tests? this lane does not admit the only score of a side\.")
def outside_the_lane(r: Record, _: str, tests: str) -> Iterator[str]:
    """How many tests lose a side to the lane."""
    found = sum(bool(one.outside) for one in r.c.left_out)
    if amount(tests) != found:
        yield f"there are {found}"


@form("left_out", r"<M> alone has an admitted score on <N> tests?: (.+)\.")
def only_one_side(r: Record, _: str, side: str, tests: str, names: str) -> Iterator[str]:
    """Tests of which the lane admits one side's score alone."""
    tiers = r.tiers
    inside = [
        one.benchmark
        for one in r.c.left_out
        if getattr(one, side) is not None
        and getattr(one, side).observation.tier in tiers
        and (getattr(one, OTHER[side]) is None or getattr(one, OTHER[side]).observation.tier not in tiers)
    ]
    if amount(tests) != len(inside):
        yield f"there are {len(inside)}"
    yield from r.listed(names, inside)


@form("flips", r"Without <T> the overall would read: <W>\.")
def without(r: Record, _: str, name: str, word: str) -> Iterator[str]:
    """Taking the test away really gives this word, and another than before."""
    test = shared_test(r, name)
    if test is None:
        yield "it is not a shared counted test"
        return
    yield from becomes(r, overall_judgement([one for one in r.tests if one is not test], r.ranking), word)


@form("flips", r"With a weight of <D> instead of <D> for <C> the overall would read: <W>\.")
def reweighted(r: Record, _: str, after: str, before: str, category: str, word: str) -> Iterator[str]:
    """Moving the weight really gives this word, and another than before."""
    name = category_of(category)
    weights = {key: rule.weight for key, rule in r.ranking.categories.items()}
    if not near(before, weights[name]):
        yield f"the weight is {weights[name]}"
    yield from becomes(r, overall_judgement(r.tests, r.ranking, {**weights, name: float(after)}), word)


def becomes(r: Record, after: Judgement | None, word: str) -> Iterator[str]:
    """The word after a change, which must be another one than before."""
    state, side = r.word(word)
    then = ("not comparable", None) if after is None else (after.state, after.leader)
    now = (r.overall.state, r.overall.leader) if r.overall else None
    same_names = r.names["left"] == r.names["right"]
    if state != then[0] or (side != then[1] and not same_names):
        yield f"it would read {then}"
    if then == now:
        yield "nothing changes"


@form("flips", r"Nothing among the things tried changes the answer: (.+)\.")
def no_flip(r: Record, _: str, tried: str) -> Iterator[str]:
    """No flip is held, and something was tried."""
    if r.c.flips or not r.c.flips_tried or any(each not in tried for each in r.c.flips_tried):
        yield f"{len(r.c.flips)} flips, tried {r.c.flips_tried}"


@form("flips", r"No change that was tried gives it to the other side; these make it less sure\.")
def only_weaker(r: Record, _: str) -> Iterator[str]:
    """No flip has the other side ahead, and there is a leader to be less sure of."""
    leader = r.overall.leader if r.overall else None
    if leader is None or any(flip.leader == OTHER[leader] for flip in r.c.flips):
        yield f"{leader} leads, flips to {[flip.leader for flip in r.c.flips]}"


HOURS = r"(?:; <M> costs ([\d.]+) times as much at ([\d:-]+[^;]*?))?"


def other_hours(r: Record, side: str, times: str, hours: str) -> Iterator[str]:
    """By how much a price is another at some hours; nothing where its row states none."""
    offer = r.run(side).offer
    basis = offer.basis if offer else ""
    if (f"{times} times this at {hours}" not in basis) if times else (" times this at " in basis):
        yield f"the row says {basis!r}"


def all_hours(r: Record, hours: tuple[str, ...]) -> Iterator[str]:
    """Every side whose price is another at some hours is named with them, and no other."""
    said = {hours[at]: hours[at + 1 : at + 3] for at in range(0, len(hours), 3) if hours[at]}
    for side in OTHER:
        yield from other_hours(r, side, *said.get(side, ("", "")))


RELAXED = {
    "a monthly budget of": "max_cost_per_month",
    "first token": "max_first_token_seconds",
    "whole answer": "max_answer_seconds",
    "blended price": "max_price",
    "price of input": "max_input_price",
    "price of output": "max_output_price",
    "of output": "min_tokens_per_second",
    "tokens of context": "min_context",
}


@form(
    "flips",
    r"With (a monthly budget of|a limit of|a need for) (\S+?)(?: s| tokens/s)? instead of (\S+?)(?: s| tokens/s)?"
    r"(?: on the (first token|whole answer|blended price|price of input|price of output)"
    rf"| (tokens of context|of output))? (?:it would be <M>|there would be no clear pick){HOURS}{HOURS}\.",
)
def relaxed(
    r: Record, _: str, start: str, after: str, before: str, on: str, of: str, side: str, *hours: str
) -> Iterator[str]:
    """The limit is the reader's own, one side breaks it alone, and the evidence gives that side, or none.

    Where both sides break a limit, the one named keeps the moved one, and the other does not, or the evidence decides.
    """
    name = RELAXED[on or of or start]
    if name.startswith("max_") and not name.endswith("_seconds"):
        yield from all_hours(r, hours)
    limit = getattr(r.c.operations.workload, name)
    if r.c.verdict.why == "both break a limit":
        values = {one: needed_for(r, one)[name] for one in OTHER}
        if values[side] is None or limit is None or len(r.run(side).breaks) > 1:
            yield f"{side} breaks {r.run(side).breaks}"
            return
        within = float.__ge__ if name.startswith("min_") else float.__le__
        kept = [
            one
            for one, value in values.items()
            if r.run(one).breaks == r.run(side).breaks
            and value is not None
            and (isclose(value, values[side]) or within(float(value), float(values[side])))
        ]
        told = name == "min_context" or near_money(before, limit)
        if side not in (kept if len(kept) == 1 else [given_by_evidence(r)]) or not told:
            yield f"{kept} would keep {values[side]}"
        return
    then, side = side or None, side or OTHER[r.c.verdict.pick]
    needed = needed_for(r, side)[name]
    if len(r.run(side).breaks) != 1 or r.run(OTHER[side]).breaks or limit is None or needed is None:
        yield f"{side} breaks {r.run(side).breaks}"
    elif name != "min_context" and not (near_money(after, needed) and near_money(before, limit)):
        yield f"the limit is {limit}, needed is {needed}"
    if given_by_evidence(r) != then:
        yield f"the evidence says {r.overall}"


def needed_for(r: Record, side: str) -> dict[str, float | None]:
    """What each limit of the reader would have to be for a side to keep it, from the raw facts."""
    run, model = r.run(side), r.model(side)
    return {
        "max_cost_per_month": r.month(side),
        "max_first_token_seconds": r.wait(side),
        "max_answer_seconds": run.whole_answer_seconds,
        "max_price": r.price(side),
        "max_input_price": run.offer.input if run.offer else None,
        "max_output_price": run.offer.output if run.offer else None,
        "min_tokens_per_second": r.rate(side),
        "min_context": model.context_window,
    }


def given_by_evidence(r: Record) -> str | None:
    """Whom weights, tests, or price between equals give where no limit decides; nobody who is no longer served."""
    weighed, prices = r.c.verdict.weighed, [r.price("left"), r.price("right")]
    given = weighed.leader if weighed else r.overall.leader if r.overall else None
    if not weighed and r.overall and r.overall.state == "practically equal" and None not in prices:
        low, high = sorted(prices)
        given = ("left" if prices[0] == low else "right") if high >= 1.25 * low and high > low else None
    return None if given is None or r.run(given).retired else given


@form("flips", r"Without the need for open weights (?:it would be <M>|there would be no clear pick)\.")
def without_open_weights(r: Record, _: str, side: str) -> Iterator[str]:
    """Open weights are asked for, only one side lacks them, and the evidence gives that side, or none.

    Where the other breaks another limit, it is that side whatever the evidence says.
    """
    if r.c.verdict.why == "both break a limit":
        others = r.run(OTHER[side]).breaks
        if r.run(side).breaks != ("open weights",) or (others == ("open weights",) and given_by_evidence(r) != side):
            yield f"they break {r.run(side).breaks} and {others}"
        return
    asked, then, side = r.c.operations.workload.open_weights, side or None, side or OTHER[r.c.verdict.pick]
    if not asked or r.run(side).breaks != ("open weights",) or given_by_evidence(r) != then:
        yield f"{side} breaks {r.run(side).breaks}"


@form("flips", r"<N> further changes? would change the answer too\.")
def more_flips(r: Record, _: str, more: str) -> Iterator[str]:
    """Two are told, the rest counted."""
    if amount(more) != len(r.c.flips) - 2:
        yield f"there are {len(r.c.flips)}"


@form(
    "overall",
    r"On <N> shared counted tests?(, weighted by category,)? <M> averages <D>, against <D> for <M>: a difference of "
    r"<D> points, <P> interval <D> to <D> from the questions alone\.",
)
def averages(
    r: Record,
    _: str,
    tests: str,
    weighted: str,
    one: str,
    first: str,
    second: str,
    other: str,
    gap: str,
    level: str,
    low: str,
    high: str,
) -> Iterator[str]:
    """Both means over the shared tests, by the ranking's weights, and their difference as written."""
    yield from claims_kinds(r, weighted, None, None)
    if abs(number(first) - number(second) - number(gap)) > 1e-9:
        yield f"{first} minus {second} is not {gap}"
    said = r.overall
    if said is None or (one, other) != ("left", "right") or level != "90%" or amount(tests) != said.tests:
        yield f"the record says {said}"
        return
    means = {side: shared_mean(r, side) for side in ("left", "right")}
    reach = 1.6448536 * said.error
    figures = ((first, means["left"]), (second, means["right"]))
    if abs(number(gap) - said.difference) > 10.0 ** -len(gap.partition(".")[2]):
        yield f"the difference {said.difference} is written {gap}"
    ends = ((low, said.difference - reach), (high, said.difference + reach))
    yield from (f"{value} is written {text}" for text, value in (*figures, *ends) if not near(text, value, signed=True))


@form("overall", r"The widest gap on a counted test is <D> points on (.+), for <M>\.")
def widest_gap(r: Record, _: str, gap: str, test: str, side: str) -> Iterator[str]:
    """The counted shared test with the largest difference, and whose it is."""
    widest = max(r.tests, key=lambda each: abs(each.difference or 0), default=None)
    if (
        widest is None
        or not near(gap, widest.difference or 0)
        or ((widest.difference or 0) > 0) is not (side == "left")
    ):
        yield f"the widest gap is {widest and (widest.benchmark, widest.difference)}"
    elif not any(each.benchmark == r.test(test) for each in r.tests if near(gap, each.difference or 0)):
        yield f"not on {test}"


def shared_mean(r: Record, side: str) -> float:
    """A side's mean over the shared counted tests: weighted within categories, then over them."""
    rules = r.ranking.categories
    total = sum(rules[name].weight for name in r.by_category)
    mean = 0.0
    for name in r.by_category:
        rows = [test for test in r.tests if test.category == name]
        own = sum(test.weight * (getattr(test, side).scaled or 0.0) for test in rows) / sum(
            test.weight for test in rows
        )
        mean += rules[name].weight / total * own
    return mean


@form("overall", r"<M> is unranked in the [a-z]+ lane: it has <T>\.")
def unranked(r: Record, _: str, side: str, why: str) -> Iterator[str]:
    """Not enough for a rank."""
    if r.side(side).rank is not None or why != r.side(side).why_unranked:
        yield "it is ranked"


@form(
    "question",
    r"That cannot be said: both have scores, but they have no counted test of the kind in common under "
    r"matching conditions\.",
)
def question_apart(r: Record, about: str) -> Iterator[str]:
    """Nothing shared in the category."""
    yield from category_word(r, about, "")


@form("question", r"Neither, on <N> shared tests?: <W>\.")
def question_open(r: Record, about: str, tests: str, word: str) -> Iterator[str]:
    """Nobody is ahead in the category."""
    if r.word(word)[1]:
        yield "a side is named"
    yield from category_word(r, about, word)
    if r.by_category.get(about) and amount(tests) != r.by_category[about].tests:
        yield f"there are {r.by_category[about].tests} tests"


@form("question", r"<M>: ahead by <D> points over <N> shared tests?, and ahead on the next one with probability <P>\.")
def question_ahead(r: Record, about: str, side: str, difference: str, tests: str, chance: str) -> Iterator[str]:
    """Somebody is ahead in the category."""
    yield from claims_ahead(r.by_category.get(about), side, difference, chance, tests)


@form("question", r"Not like for like: they have no counted test in common under matching conditions\.")
def question_none(r: Record, _: str) -> Iterator[str]:
    """Nothing is shared."""
    if r.tests:
        yield f"they share {len(r.tests)}"


@form(
    "question",
    r"They share <N> counted tests? in <N> of <N> categor(?:y|ies), which carr(?:y|ies) <P> of the ranking's weight\.",
)
def question_shared(r: Record, _: str, tests: str, decided: str, of: str, share: str) -> Iterator[str]:
    """How much is shared."""
    said = (amount(tests), amount(decided), amount(of))
    weighing = {name for name, rule in r.ranking.categories.items() if rule.weight}
    both = sum(test.category in weighing for test in r.tests)
    if said != (both, len(weighing & r.by_category.keys()), len(weighing)) or not near_chance(share, weight_held(r)):
        yield f"{len(r.tests)} tests, {len(r.by_category)} categories, {weight_held(r)}"
