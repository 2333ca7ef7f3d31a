"""What sentences about weights, sources, settings and missing tests claim, held against figures worked out again."""

import re
from collections.abc import Iterator
from math import isclose

from figures import overall_judgement, points_of
from forms_evidence import OTHER, becomes, category_of, shared_test
from reader import Record, amount, form, near, near_chance

from evenhand.records.comparison import SharedTest
from evenhand.records.flips import Flip, MissingTest

VENDORS = {"C", "D"}


def shares(r: Record) -> dict[str, float]:
    """The share of each shared counted test in the overall difference."""
    rules = r.ranking.categories
    tests = [test for test in r.tests if rules[test.category].weight]
    within = {one.category: sum(test.weight for test in tests if test.category == one.category) for one in tests}
    total = sum(rules[name].weight for name in within)
    return {one.benchmark: rules[one.category].weight / total * one.weight / within[one.category] for one in tests}


def told(r: Record, kind: str, what: str | None = None) -> Flip | None:
    """The flip of this kind, and of this thing if any."""
    return next((flip for flip in r.c.flips if flip.kind == kind and what in (None, flip.what)), None)


def gap(test: SharedTest, side: str) -> float:
    """How far a side is ahead on a test, in points."""
    return points_of(test)[0] if side == "left" else -points_of(test)[0]


@form(
    "flips",
    r"Moving <D> of 100 points of weight from (.+) would leave no difference in points between the two on these "
    r"tests; any more puts <M> ahead there\.",
)
def moved(r: Record, _: str, size: str, course: str, side: str) -> Iterator[str]:
    """The moved weights add up, level the difference, come from the tests furthest ahead and go to the one behind."""
    ends = [found.span() for found in re.finditer(" to ", course)]  # names may hold the word too
    splits = [(course[:begin], shared_test(r, course[end:])) for begin, end in ends]
    sources, taker = next((split for split in splits if split[1]), ("", None))
    flip = told(r, "weight moved")
    if flip is None or taker is None:
        yield "no such flip"
        return
    ahead, own = OTHER[side], shares(r)
    gaps = {test.benchmark: gap(test, ahead) for test in r.tests if test.benchmark in own}
    given = {one.benchmark: one.points / 100 for one in flip.shifted}
    yield from r.listed(sources, list(given))
    if not near(size, 100 * sum(given.values())) or any(points > own[name] + 1e-9 for name, points in given.items()):
        yield f"{given} of {own}"
    level = sum(own[name] * gaps[name] for name in own)
    after = level - sum(points * (gaps[name] - gaps[taker.benchmark]) for name, points in given.items())
    if not isclose(after, 0, abs_tol=1e-6) or level <= 0 or gaps[taker.benchmark] >= 0:
        yield f"{level} becomes {after}"
    if gaps[taker.benchmark] > min(gaps.values()) or any(
        gaps[name] > gaps[one] + 1e-9 and given.get(name, 0) < own[name] - 1e-9 for name in own for one in given
    ):
        yield "less weight would do"


@form("flips", r"No weighting of the <N> shared counted tests puts <M> ahead: it is ahead on none of them\.")
def no_weighting(r: Record, _: str, tests: str, side: str) -> Iterator[str]:
    """The other side is ahead on no test that has weight."""
    gaps = [gap(test, side) for test in r.tests if r.ranking.categories[test.category].weight]
    if amount(tests) != len(gaps) or max(gaps) > 0 or r.overall is None or r.overall.leader != OTHER[side]:
        yield f"{side}: {gaps}"


def left_out(r: Record, kind: str, what: str, names: set[str], word: str) -> Iterator[str]:
    """The flip takes away what it says, from tests that rest on it and from no others, and reads as it says."""
    flip = told(r, kind, what)
    if flip is None:
        yield f"no {kind} of {what}"
        return
    if set(flip.tests) != names:
        yield f"{flip.tests} rest on it, not {names}"
    yield from reads(r, flip, word)
    state = overall_judgement([test for test in r.tests if test.benchmark not in names], r.ranking)
    others = [test for test in r.tests if test.benchmark in names and (test.left.others or test.right.others)]
    if not others:
        yield from becomes(r, state, word)


def reads(r: Record, flip: Flip, word: str) -> Iterator[str]:
    """The word is that of the flip."""
    state, side = r.word(word)
    if state != flip.becomes or (side != flip.leader and r.names["left"] != r.names["right"]):
        yield f"it would read {flip.becomes} {flip.leader}"


@form("flips", r"Leaving out the scores that <T> gives, the overall would read: <W>\.")
def without_source(r: Record, _: str, source: str, word: str) -> Iterator[str]:
    """Without one source."""
    wanted = next(
        (name for name in r.c.names if r.c.names[name] == r.plain(source) and told(r, "source removed", name)), ""
    )
    yield from left_out(r, "source removed", wanted, resting(r, "source", {wanted}), word)


@form("flips", r"Leaving out the scores of tier ([A-E]), the overall would read: <W>\.")
def without_tier(r: Record, _: str, tier: str, word: str) -> Iterator[str]:
    """Without one trust tier."""
    yield from left_out(r, "tier removed", tier, resting(r, "tier", {tier}), word)


@form("flips", r"Leaving out what labs report, of themselves or of rivals, the overall would read: <W>\.")
def without_vendors(r: Record, _: str, word: str) -> Iterator[str]:
    """Without the tiers of labs."""
    yield from left_out(r, "tier removed", "vendor", resting(r, "tier", VENDORS), word)


@form("flips", r"Leaving out all tests of <C>, the overall would read: <W>\.")
def without_category(r: Record, _: str, category: str, word: str) -> Iterator[str]:
    """Without one category."""
    name = category_of(category)
    if told(r, "category removed", name) is None:
        yield "no such flip"
    yield from becomes(r, overall_judgement([test for test in r.tests if test.category != name], r.ranking), word)


def resting(r: Record, field: str, values: set[str]) -> set[str]:
    """The shared counted tests of which either score has one of these values."""
    return {
        test.benchmark
        for test in r.tests
        if {getattr(side.observation, field) for side in (test.left, test.right)} & values
    }


@form("flips", r"On the scores of <M> at (\S+) effort alone the overall would read: <W>\.")
def at_effort(r: Record, _: str, side: str, effort: str, word: str) -> Iterator[str]:
    """The flip is of that side and effort, which is not what all its scores were taken at."""
    flip = next((one for one in r.c.flips if (one.kind, one.what, one.side) == ("effort", effort, side)), None)
    if flip is None:
        yield "no such flip"
        return
    yield from reads(r, flip, word)
    if all(getattr(test, side).observation.effort == effort for test in r.tests):
        yield "all scores are"


@form("flips", r"On the scores (?:with (\S+) tools|(without) tools) alone the overall would read: <W>\.")
def at_tools(r: Record, _: str, tools: str, without: str, word: str) -> Iterator[str]:
    """The flip is of those tools."""
    flip = told(r, "tools", "none" if without else tools)
    if flip is None:
        yield "no such flip"
        return
    yield from reads(r, flip, word)


def turning(r: Record, benchmark: str) -> tuple[MissingTest | None, float]:
    """The missing test, and the difference left minus right there at which the overall one is zero."""
    found = next((one for one in r.c.missing_tests if one.benchmark == benchmark), None)
    category, weight = next(
        (name, spec.weight)
        for name, rule in r.ranking.categories.items()
        for spec in rule.counted
        if spec.benchmark == benchmark
    )
    inside = [test for test in r.tests if test.category == category]
    rest = sum(
        r.ranking.categories[name].weight * one.difference for name, one in r.by_category.items() if name != category
    )
    weighed = sum(test.weight for test in inside)
    own = sum(test.weight * points_of(test)[0] for test in inside)
    return found, -(rest * (weighed + weight) / r.ranking.categories[category].weight + own) / weight


def missing(r: Record, test: str, behind: str, chance: str) -> Iterator[str]:
    """The side is behind, has the likeliest such test yet to be taken, and the chance is that of the estimates."""
    found, turn = turning(r, counted_name(r, test))
    if found is None or found.behind != behind or r.overall is None or r.overall.leader != OTHER[behind]:
        yield f"{behind} is not behind, or no such test"
        return
    if not near_chance(chance, found.probability) or any(
        (one.probability or 0) > (found.probability or 0) for one in r.c.missing_tests
    ):
        yield f"the chance is {found.probability}"
    if abs(found.gap - (turn if behind == "left" else -turn)) > 1e-6:
        yield f"the gap is {turn}"
    if found.needed is not None and found.known is not None:
        sign = 1 if found.missing == behind else -1
        if abs(found.needed - (found.known + sign * found.gap)) > 1e-6 and 0 < found.needed < 100:
            yield f"needed is {found.known} and {found.gap}"


def counted_name(r: Record, text: str) -> str:
    """The id of a counted benchmark of this name, which the sides need not have taken."""
    specs = [spec.benchmark for rule in r.ranking.categories.values() for spec in rule.counted]
    return next(name for name in specs if r.c.names.get(name, name) == r.plain(text))


@form(
    "flips",
    r"On <T>, of which this lane has no score of <M>, one above <D> would put it ahead in points; "
    r"the estimates give that <P>\.",
)
def score_above(r: Record, _: str, test: str, side: str, needed: str, chance: str) -> Iterator[str]:
    """The side behind lacks the test."""
    yield from missing(r, test, side, chance)
    found, _turn = turning(r, counted_name(r, test))
    if found is None or found.missing != side or not near(needed, found.needed):
        yield f"needed is {found}"


@form(
    "flips",
    r"On <T>, of which this lane has no score of <M>, one below <D> would put <M> ahead in points; "
    r"the estimates give that <P>\.",
)
def score_below(r: Record, _: str, test: str, ahead: str, needed: str, side: str, chance: str) -> Iterator[str]:
    """The side ahead lacks the test."""
    yield from missing(r, test, side, chance)
    found, _turn = turning(r, counted_name(r, test))
    if found is None or found.missing != ahead or ahead == side or not near(needed, found.needed):
        yield f"needed is {found}"


@form(
    "flips",
    r"On <T>, which neither took, <M> would have to be ahead by (over|at least) <D> points to (?:be|stay) ahead on the "
    r"whole; the estimates give (?:that )?<P>(?: that it is not)?\.",
)
def score_both(r: Record, _: str, test: str, side: str, how: str, size: str, chance: str) -> Iterator[str]:
    """Neither took the test."""
    behind = side if how == "over" else OTHER[side]
    yield from missing(r, test, behind, chance)
    found, _turn = turning(r, counted_name(r, test))
    if found is None or found.missing != "both" or not near(size, found.gap) or (found.gap < 0) is (how == "over"):
        yield f"the gap is {found}"


@form(
    "flips",
    r"The next test that would tell most is <T>, of which this lane has no score of (either side|<M>): its outcome is "
    r"expected to move the chance that <M> is ahead over all counted tests, now <P>, by <D> points\.",
)
def next_best(r: Record, _: str, test: str, who: str, lacks: str, side: str, chance: str, change: str) -> Iterator[str]:
    """The test is the record's, is missing where it says, and cannot move the chance by more than half its room."""
    best = r.c.next_best_test
    if best is None or best.benchmark != counted_name(r, test) or side != "left" or best.missing != (lacks or "both"):
        yield f"it is {best}, not {who}"
        return
    if not near_chance(chance, best.probability) or not near(change, 100 * best.expected_change):
        yield f"the figures are {best}"
    if best.expected_change > 2 * best.probability * (1 - best.probability) + 1e-9:
        yield "a chance cannot be expected to move so far"
